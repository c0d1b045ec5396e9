/**
 * Where the things of a lane stand. Every item in view is in exactly one target; a target that holds several says so by its
 * number. What lies outside of the view is counted on its side.
 */
import type { CourseItem, Lane, LaneId } from '../../domain/course/item.ts';
import { xOf, type View } from './view.ts';

/** What is reached by key, pressed, and described: one item, or several that would cover each other. */
export interface Target {
  /** Of its first item: it stays the same while others come and go. */
  readonly key: string;
  readonly items: readonly CourseItem[];
  readonly left: number;
  readonly right: number;
  readonly row: number;
}

export interface Laid {
  /** From left to right. */
  readonly targets: readonly Target[];
  readonly earlier: readonly CourseItem[];
  readonly later: readonly CourseItem[];
}

/** Half the width of a mark. */
export const HALF = 8;
/** Dots of readings that are nearer than this are reached as one. */
const NEAR = 12;

/** Lanes have a fixed height, so that nothing moves when more arrives. */
export const ROWS: Readonly<Record<LaneId, number>> = {
  cancer: 4,
  treatment: 3,
  hospital: 2,
  function: 0,
  symptoms: 0,
  weight: 0,
  care: 3,
};

interface Extent {
  readonly item: CourseItem;
  readonly left: number;
  readonly right: number;
}

export function layOut(lane: Lane, view: View): Laid {
  const earlier: CourseItem[] = [];
  const later: CourseItem[] = [];
  const inView: Extent[] = [];
  for (const item of lane.items) {
    const { span, until } = item;
    if (span === null) continue;
    const end = Math.max(span.last, until?.last ?? span.last);
    if (end < view.first) earlier.push(item);
    else if (span.first > view.last) later.push(item);
    else inView.push(extentOf(item, span.first, end, view));
  }
  inView.sort((a, b) => a.left - b.left || a.right - b.right);
  const targets = ROWS[lane.id] === 0 ? near(inView) : stacked(inView, ROWS[lane.id]);
  return { targets, earlier, later };
}

/** What is of one day has the width of its mark, what lasts its days; nothing reaches beyond the picture. */
function extentOf(item: CourseItem, first: number, end: number, view: View): Extent {
  const left = Math.max(0, xOf(first, view));
  const right = Math.min(view.width, xOf(end + 1, view));
  const middle = (left + right) / 2;
  const half = Math.max(HALF, (right - left) / 2);
  const start = Math.min(Math.max(0, middle - half), view.width - 2 * half);
  return { item, left: start, right: start + 2 * half };
}

interface Growing {
  items: CourseItem[];
  left: number;
  right: number;
  row: number;
}

/** Side by side where there is room, else in the next row, else counted together with the last one there. */
function stacked(extents: readonly Extent[], rows: number): readonly Target[] {
  const targets: Growing[] = [];
  const ends: (Growing | undefined)[] = Array.from({ length: rows }, () => undefined);
  for (const { item, left, right } of extents) {
    const free = ends.findIndex((one) => one === undefined || one.right + 1 <= left);
    const row = free === -1 ? rows - 1 : free;
    const last = ends[row];
    if (free === -1 && last !== undefined) {
      last.items.push(item);
      last.right = Math.max(last.right, right);
      continue;
    }
    const target: Growing = { items: [item], left, right, row };
    ends[row] = target;
    targets.push(target);
  }
  return targets.map(done);
}

/** Readings are all drawn, each at its height; only those that are near each other are reached together. */
function near(extents: readonly Extent[]): readonly Target[] {
  const targets: Growing[] = [];
  for (const { item, left, right } of extents) {
    const last = targets.at(-1);
    if (last !== undefined && left - last.left < NEAR) {
      last.items.push(item);
      last.right = Math.max(last.right, right);
    } else targets.push({ items: [item], left, right, row: 0 });
  }
  return targets.map(done);
}

function done({ items, left, right, row }: Growing): Target {
  return { key: items[0]?.id ?? '', items, left, right, row };
}
