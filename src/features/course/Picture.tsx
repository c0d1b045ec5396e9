import { useId, useMemo, type KeyboardEvent, type ReactNode } from 'react';
import type { Course, CourseItem, Lane } from '../../domain/course/item.ts';
import { course as words } from '../../words/course.ts';
import { sayDay, sayWhen } from '../../words/say.ts';
import { Hidden } from '../../ui/Hidden.tsx';
import { Quiet } from '../../ui/Text.tsx';
import { dressed } from '../../ui/dressed.ts';
import { Chosen } from './Chosen.tsx';
import { LaneNotes } from './LaneNotes.tsx';
import { LaneStrip } from './LaneStrip.tsx';
import { layOut } from './layout.ts';
import css from './Picture.module.css';
import { useChoosing } from './useChoosing.ts';
import { useMarks } from './useMarks.ts';
import { useWidth } from './useWidth.ts';
import { ticksOf, xOf, type View } from './view.ts';
import { keyAction, neighbor, targetOf, type Placed } from './walk.ts';

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

/**
 * One time axis and the lanes under it. One mark is in the order of Tab; arrow keys lead from it to the others. What is chosen is told
 * directly beneath its lane: next by Tab, closed by Escape or by another press.
 */
export function Picture(props: PictureProps): ReactNode {
  const { course, days, settled, chosen, isShown, severalOrigins } = props;
  const hint = useId();
  const detailsId = useId();
  const [axis, width] = useWidth<HTMLDivElement>();
  const { first, last } = days;
  const view = useMemo((): View => ({ first, last, width }), [first, last, width]);
  const placed = useMemo(
    () => course.lanes.map((lane): Placed => ({ lane, laid: layOut(lane, view) })),
    [course, view],
  );
  const { onMark, elementOf, focusOn, focusOnceDrawn } = useMarks(placed);
  const { picture, details, reach, press, close } = useChoosing(elementOf, props);
  const [head] = chosen;
  const own = head === undefined ? null : targetOf(placed, head.id);
  const reached = own ?? placed.flatMap(({ laid }) => laid.targets.slice(-1))[0] ?? null;
  const told = isShown ? own : null;

  const goTo = (item: CourseItem | undefined): void => {
    if (item === undefined || focusOn(item.id)) return;
    focusOnceDrawn(item.id);
    props.onShow(item);
  };

  const onKeyDown = (event: KeyboardEvent<HTMLElement>): void => {
    const { target: at } = event;
    const onMarkNow = at instanceof Element && at.getAttribute('role') === 'button';
    const from = onMarkNow ? reached : null;
    const action = keyAction(event, from !== null);
    if (action === null) return;
    if (action.does === 'close' && !isShown) return;
    // In the details all other keys do what they do everywhere.
    if (action.does !== 'close' && at instanceof Node && details.current?.contains(at) === true) return;
    event.preventDefault();
    switch (action.does) {
      case 'close':
        return close(own);
      case 'zoom':
        focusOnceDrawn(from?.items[0]?.id ?? null);
        return props.onZoom(action.by);
      case 'move':
        return props.onMove(action.by);
      case 'enter':
        return goTo(reached?.items[0]);
      case 'walk':
        return from === null ? undefined : goTo(neighbor(placed, from, action.step));
      case 'press':
        return from === null ? undefined : press(from);
      default:
        return action satisfies never;
    }
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
                onClose={() => close(own)}
              />
            )}
            <LaneNotes lane={lane} laid={laid} />
          </div>
        </LaneRow>
      ))}
    </Chart>
  );
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
