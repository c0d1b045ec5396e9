import {
  useCallback,
  useEffect,
  useId,
  useLayoutEffect,
  useMemo,
  useRef,
  type KeyboardEvent,
  type ReactNode,
} from 'react';
import type { Course, CourseItem, Lane } from '../../domain/course/item.ts';
import { course as words } from '../../words/course.ts';
import { sayDay, sayWhen } from '../../words/say.ts';
import { Hidden } from '../../ui/Hidden.tsx';
import { Quiet } from '../../ui/Text.tsx';
import { dressed } from '../../ui/dressed.ts';
import { Chosen } from './Chosen.tsx';
import { LaneNotes } from './LaneNotes.tsx';
import { LaneStrip } from './LaneStrip.tsx';
import { layOut, type Laid, type Target } from './layout.ts';
import css from './Picture.module.css';
import { useSteady } from './useSteady.ts';
import { useWidth } from './useWidth.ts';
import { ticksOf, xOf, type View } from './view.ts';

export interface PictureProps {
  readonly course: Course;
  readonly days: Pick<View, 'first' | 'last'>;
  readonly settled: boolean;
  /** What stands in the mark on which the focus is, or was last. */
  readonly chosen: readonly CourseItem[];
  /** Whether its details are shown. */
  readonly isShown: boolean;
  readonly severalOrigins: boolean;
  readonly onReach: (items: readonly CourseItem[]) => void;
  readonly onPress: (items: readonly CourseItem[]) => void;
  readonly onClose: () => void;
  readonly onZoom: (by: -1 | 1) => void;
  readonly onMove: (by: -1 | 1) => void;
  /** Brings an item into view. */
  readonly onShow: (item: CourseItem) => void;
}

interface Placed {
  readonly lane: Lane;
  readonly laid: Laid;
}

/**
 * One time axis and the lanes under it. One mark is in the order of Tab; arrow keys lead from it to the others. What is chosen is told
 * directly beneath its lane: next by Tab, closed by Escape or by another press.
 */
export function Picture(props: PictureProps): ReactNode {
  const { course, days, settled, chosen, isShown, severalOrigins } = props;
  const { onReach, onPress, onClose, onZoom, onMove, onShow } = props;
  const hint = useId();
  const detailsId = useId();
  const [axis, width] = useWidth<HTMLDivElement>();
  const { first, last } = days;
  const view = useMemo((): View => ({ first, last, width }), [first, last, width]);
  const placed = useMemo(
    () => course.lanes.map((lane): Placed => ({ lane, laid: layOut(lane, view) })),
    [course, view],
  );
  const marks = useRef(new Map<string, SVGGElement>());
  const picture = useRef<HTMLFieldSetElement>(null);
  /** Where the focus goes once it is drawn. */
  const wanted = useRef<string | null>(null);

  const onMark = useCallback((key: string, element: SVGGElement | null): void => {
    if (element === null) marks.current.delete(key);
    else marks.current.set(key, element);
  }, []);

  const details = useRef<HTMLElement>(null);
  const hold = useSteady(details);
  const now = useRef(chosen);
  useLayoutEffect(() => {
    now.current = chosen;
  }, [chosen]);

  const reach = useCallback(
    (target: Target): void => {
      if (isSame(target.items, now.current)) return;
      hold(marks.current.get(target.key));
      onReach(target.items);
    },
    [hold, onReach],
  );
  const press = useCallback(
    (target: Target): void => {
      const mark = marks.current.get(target.key);
      hold(mark);
      onPress(target.items);
      mark?.focus({ preventScroll: true });
    },
    [hold, onPress],
  );

  const [head] = chosen;
  const own = targetOf(placed, head ?? null);
  const reached = own ?? placed.flatMap(({ laid }) => laid.targets.slice(-1))[0] ?? null;
  const told = isShown ? own : null;

  // After zooming or moving the mark may stand in another target: the focus stays with what it was on.
  useEffect(() => {
    const id = wanted.current;
    if (id === null) return;
    wanted.current = null;
    const target = placed.flatMap(({ laid }) => laid.targets).find(({ items }) => items.some((one) => one.id === id));
    if (target !== undefined) marks.current.get(target.key)?.focus();
  }, [placed]);

  const goTo = (item: CourseItem | undefined): void => {
    if (item === undefined) return;
    const target = placed.flatMap(({ laid }) => laid.targets).find(({ items }) => items.includes(item));
    if (target !== undefined) {
      marks.current.get(target.key)?.focus();
      return;
    }
    wanted.current = item.id;
    onShow(item);
  };

  /** The focus goes back to the mark, so that nobody who was in the details is lost. */
  const close = (): void => {
    const mark = own === null ? undefined : marks.current.get(own.key);
    hold(mark);
    onClose();
    (mark ?? picture.current)?.focus();
  };

  const onKeyDown = (event: KeyboardEvent<HTMLElement>): void => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    if (event.key === 'Escape') {
      if (!isShown) return;
      close();
      event.preventDefault();
      return;
    }
    // In the details keys do what they do everywhere.
    if (event.target instanceof Node && details.current?.contains(event.target) === true) return;
    const onMarkNow = event.target instanceof Element && event.target.getAttribute('role') === 'button';
    const target = onMarkNow ? reached : null;
    if (event.key === '+' || event.key === '=' || event.key === '-') {
      wanted.current = target?.items[0]?.id ?? null;
      onZoom(event.key === '-' ? -1 : 1);
    } else if (target === null && (event.key === 'ArrowLeft' || event.key === 'ArrowRight'))
      onMove(event.key === 'ArrowLeft' ? -1 : 1);
    else if (target === null && event.key === 'ArrowDown') goTo(reached?.items[0]);
    else if (target !== null && event.key in STEPS) goTo(neighbor(placed, target, event.key));
    else if (target !== null && (event.key === 'Enter' || event.key === ' ')) press(target);
    else return;
    event.preventDefault();
  };

  return (
    <Chart
      ref={picture}
      tabIndex={0}
      aria-label={words.picture(sayDay(first), sayDay(last))}
      aria-describedby={hint}
      onKeyDown={onKeyDown}
    >
      <Hidden id={hint}>{words.keys}</Hidden>
      <Row>
        <span />
        <div ref={axis}>
          <Axis view={view} asOf={course.asOf} />
        </div>
      </Row>
      {placed.map(({ lane, laid }) => (
        <LaneRow key={lane.id} aria-label={words.lane[lane.id]} data-print="keep-together">
          <LaneHead lane={lane} course={course} />
          <div>
            <Drawn>
              <LaneStrip
                lane={lane}
                laid={laid}
                view={view}
                asOf={course.asOf}
                reached={reached !== null && laid.targets.includes(reached) ? reached.key : null}
                chosen={told !== null && laid.targets.includes(told) ? told.key : null}
                details={detailsId}
                onReach={reach}
                onPress={press}
                onMark={onMark}
              />
              {settled && isNothingThere(lane) && <Empty>{words.empty}</Empty>}
            </Drawn>
            {isShown && head?.lane === lane.id && (
              <Chosen
                id={detailsId}
                items={chosen}
                asOf={course.asOf}
                severalOrigins={severalOrigins}
                mark={told === null ? null : (told.left + told.right) / 2}
                width={width}
                inside={details}
                onClose={close}
              />
            )}
            <LaneNotes lane={lane} laid={laid} />
          </div>
        </LaneRow>
      ))}
    </Chart>
  );
}

function isSame(some: readonly CourseItem[], others: readonly CourseItem[]): boolean {
  return some.length === others.length && some.every(({ id }, index) => id === others[index]?.id);
}

function targetOf(placed: readonly Placed[], item: CourseItem | null): Target | null {
  if (item === null) return null;
  for (const { laid } of placed)
    for (const target of laid.targets) if (target.items.some(({ id }) => id === item.id)) return target;
  return null;
}

const STEPS = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -1, ArrowDown: 1, Home: 0, End: 0 } as const;

/** The next mark in this lane, whether it is in view or not; or the nearest one in the next lane that has any in view. */
function neighbor(placed: readonly Placed[], from: Target, key: string): CourseItem | undefined {
  const index = placed.findIndex(({ laid }) => laid.targets.includes(from));
  const here = placed[index];
  if (here === undefined) return undefined;
  const { targets, earlier, later } = here.laid;
  const at = targets.indexOf(from);
  switch (key) {
    case 'ArrowLeft':
      return targets[at - 1]?.items[0] ?? earlier.at(-1);
    case 'ArrowRight':
      return targets[at + 1]?.items[0] ?? later[0];
    case 'Home':
      return here.lane.items[0];
    case 'End':
      return here.lane.items.at(-1);
    default: {
      const by = key === 'ArrowUp' ? -1 : 1;
      const middle = (from.left + from.right) / 2;
      for (let next = index + by; placed[next] !== undefined; next += by) {
        const nearest = placed[next]?.laid.targets.toSorted(
          (a, b) => Math.abs(a.left + a.right - 2 * middle) - Math.abs(b.left + b.right - 2 * middle),
        )[0];
        if (nearest !== undefined) return nearest.items[0];
      }
      return undefined;
    }
  }
}

/** Beginnings of months or years, and today, or the last day that is shown. */
function Axis({ view, asOf }: { readonly view: View; readonly asOf: number }): ReactNode {
  const isToday = view.last === asOf;
  // A label that would run into the last one gives way.
  const room = view.width - (isToday ? 44 : 92);
  const shown = ticksOf(view).filter(({ day }) => xOf(day, view) + 66 < room);
  return (
    <Strip viewBox={`0 0 ${String(view.width)} 20`} aria-hidden="true" focusable="false">
      {shown.map(({ day, when }) => (
        <text key={day} x={xOf(day, view) + 2} y="14">
          {sayWhen(when)}
        </text>
      ))}
      <EndLabel x={view.width - 1} y="14" textAnchor="end">
        {isToday ? words.today : sayDay(view.last)}
      </EndLabel>
    </Strip>
  );
}

/** Only what was read completely can be empty. */
function isNothingThere({ items, undated, complete }: Lane): boolean {
  return complete && items.length === 0 && undated.length === 0;
}

/** The lane's name, and the newest that it holds. */
function LaneHead({ lane, course }: { readonly lane: Lane; readonly course: Course }): ReactNode {
  const { weightChange } = course;
  const newest = newestOf(lane);
  return (
    <Head>
      <Name>{words.lane[lane.id]}</Name>
      <Newest>
        {newest !== null && words.short(newest.what)}
        {lane.id === 'weight' && weightChange !== null && (
          <> ({words.weightChange(weightChange.percent, sayWhen(weightChange.from), sayWhen(weightChange.to))})</>
        )}
        {newest?.when != null && <Quiet> {sayWhen(newest.when)}</Quiet>}
      </Newest>
    </Head>
  );
}

/** What the last mark says; stage and line before what is only newer, and nothing for stays and contacts, which are counted. */
function newestOf({ id, items }: Lane): CourseItem | null {
  switch (id) {
    case 'cancer':
      return (
        items.findLast(({ what }) => what.is === 'death') ?? items.findLast(({ what }) => what.is === 'stage') ?? null
      );
    case 'treatment':
      return items.findLast(({ what }) => what.is === 'line') ?? null;
    case 'function':
    case 'weight':
      return items.at(-1) ?? null;
    case 'symptoms':
      return items.findLast(({ what }) => what.is === 'asking') ?? null;
    case 'hospital':
    case 'care':
      return null;
    default:
      return id satisfies never;
  }
}

const Chart = dressed('fieldset', css.chart);
const Row = dressed('div', css.row);
const LaneRow = dressed('fieldset', css.row);
const Head = dressed('div', css.head);
const Name = dressed('p', css.name);
const Newest = dressed('p', css.newest);
const Drawn = dressed('div', css.drawn);
const Empty = dressed('p', css.empty);
const Strip = dressed('svg', css.axis);
const EndLabel = dressed('text', css.today);
