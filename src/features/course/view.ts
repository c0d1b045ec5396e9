/** What stretch of time is shown, and where a day stands in it. Two years at first: late sources do not move the axis then. */
import { civil, dayOf, type Day, type When } from '../../domain/logic/when.ts';

/** From the widest to the narrowest. */
export const ZOOMS = ['all', 'years2', 'months6', 'days90'] as const;
export type Zoom = (typeof ZOOMS)[number];

const DAYS: Readonly<Record<Exclude<Zoom, 'all'>, number>> = { years2: 730, months6: 183, days90: 90 };

/** Room for a mark on the first and on the last day. */
const EDGE = 12;

export interface View {
  readonly first: Day;
  readonly last: Day;
  /** Pixels. */
  readonly width: number;
}

/** From the first day that is on record to the day from which we look. */
export interface OnRecord {
  readonly first: Day;
  readonly asOf: Day;
}

/** The days shown. `end`: the last of them that is wanted; it never lies after today, nor so early that nothing is left. */
export function daysShown(zoom: Zoom, end: Day, { first, asOf }: OnRecord): Pick<View, 'first' | 'last'> {
  if (zoom === 'all') return { first: Math.min(first, asOf - DAYS.days90), last: asOf };
  const last = Math.min(asOf, Math.max(end, Math.min(asOf, first + DAYS[zoom])));
  return { first: last - DAYS[zoom], last };
}

/** Half of what is shown, to the left or to the right. */
export function moved(zoom: Zoom, end: Day, by: -1 | 1, record: OnRecord): Day {
  const { first, last } = daysShown(zoom, end, record);
  return daysShown(zoom, last + by * Math.round((last - first) / 2), record).last;
}

/** The end that brings a day into the middle, or as near to it as the record allows. */
export function aroundDay(zoom: Zoom, day: Day, record: OnRecord): Day {
  if (zoom === 'all') return record.asOf;
  return daysShown(zoom, day + Math.round(DAYS[zoom] / 2), record).last;
}

/** Where a day begins; the end of a day is where the next begins. */
export function xOf(day: Day, { first, last, width }: View): number {
  return EDGE + ((day - first) / (last + 1 - first)) * Math.max(1, width - 2 * EDGE);
}

interface Tick {
  readonly day: Day;
  readonly when: When;
}

const STEPS = [1, 3, 6, 12, 24, 60, 120] as const;
/** A label of the axis, with air around it. */
const LABEL = 72;

/** Beginnings of months or years, as many as have room. */
export function ticksOf(view: View): readonly Tick[] {
  const perDay = (view.width - 2 * EDGE) / (view.last + 1 - view.first);
  const step = STEPS.find((months) => months * 30.4 * perDay >= LABEL) ?? 120;
  const { year, month } = civil(view.first);
  const ticks: Tick[] = [];
  const start = year * 12 + (month - 1);
  for (let count = Math.ceil(start / step) * step; ; count += step) {
    const day = dayOf(Math.floor(count / 12), (count % 12) + 1, 1);
    if (day > view.last) return ticks;
    if (day < view.first) continue;
    const precision = step >= 12 ? 'year' : 'month';
    ticks.push({ day, when: { lo: day, hi: day, precision, minutes: null } });
  }
}
