import { Fragment, memo, useId, type MouseEvent, type ReactNode } from 'react';
import type { CourseItem, Lane, Step } from '../../domain/course/item.ts';
import type { Day } from '../../domain/logic/when.ts';
import { course } from '../../words/course.ts';
import { dressed } from '../../ui/dressed.ts';
import { Glyph } from './Glyph.tsx';
import { HALF, ROWS, type Laid, type Target } from './layout.ts';
import css from './LaneStrip.module.css';
import { shapeOf } from './shapes.ts';
import { sayMark } from './told.ts';
import { ticksOf, xOf, type View } from './view.ts';

export interface LaneStripProps {
  readonly lane: Lane;
  readonly laid: Laid;
  readonly view: View;
  readonly asOf: Day;
  /** The target that Tab leads to; null where it is in another lane. */
  readonly reached: string | null;
  /** The target whose details stand beneath the lane. */
  readonly chosen: string | null;
  /** The element that holds them. */
  readonly details: string;
  readonly onReach: (target: Target) => void;
  readonly onPress: (target: Target) => void;
  readonly onMark: (key: string, element: SVGGElement | null) => void;
}

/** There is no element for a button in a drawing. */
const BUTTON = { role: 'button' } as const;

const ROW = 22;
const HEIGHT = { function: 72, symptoms: 68, weight: 52 } as const;

function heightOf({ id }: Pick<Lane, 'id'>): number {
  return id === 'function' || id === 'symptoms' || id === 'weight' ? HEIGHT[id] : ROWS[id] * ROW + 6;
}

/** One lane of the picture: what was not read, steps, marks and bars, today. */
export const LaneStrip = memo(function LaneStrip({
  lane,
  laid,
  view,
  asOf,
  reached,
  chosen,
  details,
  onReach,
  onPress,
  onMark,
}: LaneStripProps): ReactNode {
  const pattern = useId();
  const height = heightOf(lane);
  const scale = scaleOf(lane, height);
  return (
    <Strip viewBox={`0 0 ${String(view.width)} ${String(height)}`} role="presentation">
      <Unsure lane={lane} view={view} height={height} pattern={pattern} />
      {ticksOf(view).map(({ day }) => (
        <Grid key={day} x1={xOf(day, view)} x2={xOf(day, view)} y1="0" y2={height} />
      ))}
      <Begins lane={lane} view={view} height={height} />
      {view.last === asOf && <Today x1={xOf(asOf + 1, view)} x2={xOf(asOf + 1, view)} y1="0" y2={height} />}
      {scale !== null && <Steps steps={lane.steps} view={view} y={scale} />}
      {scale === null && <Stem target={laid.targets.find(({ key }) => key === chosen)} height={height} />}
      {laid.targets.map((target) => (
        <Mark
          key={target.key}
          {...BUTTON}
          tabIndex={target.key === reached ? 0 : -1}
          aria-label={sayMark(target.items)}
          aria-pressed={target.key === chosen}
          aria-controls={target.key === chosen ? details : undefined}
          ref={(element: SVGGElement | null) => onMark(target.key, element)}
          onMouseDown={withoutFocus}
          onClick={() => onPress(target)}
          onFocus={() => onReach(target)}
        >
          <Ring
            x={target.left}
            y={scale === null ? target.row * ROW + 3 : 1}
            width={target.right - target.left}
            height={scale === null ? ROW - 2 : height - 2}
            rx="3"
          />
          {scale !== null ? (
            <Readings items={target.items} view={view} y={scale} height={height} />
          ) : target.items.length > 1 ? (
            <Count target={target} view={view} />
          ) : (
            target.items.map((item) => <Single key={item.id} item={item} target={target} view={view} />)
          )}
        </Mark>
      ))}
      {scale !== null && <Values laid={laid} view={view} y={scale} />}
    </Strip>
  );
});

/** A pointer chooses by its press, which also takes the focus: the page must not move while the button is down. */
function withoutFocus(event: MouseEvent): void {
  event.preventDefault();
}

/** From the chosen mark to what stands beneath the lane; readings have the height of the lane themselves. */
function Stem({ target, height }: { readonly target: Target | undefined; readonly height: number }): ReactNode {
  if (target === undefined) return null;
  const x = (target.left + target.right) / 2;
  return <StemLine x1={x} x2={x} y1={target.row * ROW + ROW} y2={height} />;
}

/** Where the lane cannot be relied on. */
function Unsure({
  lane: { unsureBefore },
  view,
  height,
  pattern,
}: {
  readonly lane: Lane;
  readonly view: View;
  readonly height: number;
  readonly pattern: string;
}): ReactNode {
  if (unsureBefore === null || (unsureBefore !== 'all' && unsureBefore <= view.first)) return null;
  const right = unsureBefore === 'all' ? xOf(view.last + 1, view) : xOf(Math.min(unsureBefore, view.last + 1), view);
  return (
    <>
      <pattern id={pattern} width="7" height="7" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
        <HatchLine x1="0" x2="0" y1="0" y2="7" />
      </pattern>
      <rect x="0" y="0" width={right} height={height} fill={`url(#${pattern})`} />
      <Edge x1={right} x2={right} y1="0" y2={height} />
    </>
  );
}

/** The first day on record in this lane. */
function Begins({
  lane,
  view,
  height,
}: {
  readonly lane: Lane;
  readonly view: View;
  readonly height: number;
}): ReactNode {
  const { begins } = lane;
  if (begins === null || begins < view.first || begins > view.last) return null;
  const x = Math.max(1, xOf(begins, view) - HALF - 2);
  return <Begin d={`M${String(x + 4)} 1.5h-4v${String(height - 3)}h4`} />;
}

type Height = (value: number) => number;

/** From the better end, or the heavier, at the top; null for lanes without values. Symptoms rise as they get worse. */
function scaleOf({ id, items }: Lane, height: number): Height | null {
  const [top, bottom] = [16, height - 7];
  const between = (least: number, most: number, value: number): number =>
    bottom - ((value - least) / Math.max(1, most - least)) * (bottom - top);
  switch (id) {
    case 'function':
      // ECOG 4, Karnofsky 20 and below lie at the foot.
      return (value) => between(0, 80, 80 - Math.min(80, value));
    case 'symptoms':
      return (value) => between(0, 10, value);
    case 'weight': {
      const all = items.flatMap(({ value }) => (value === null ? [] : [value.low]));
      const [least, most] = [Math.min(...all), Math.max(...all)];
      const margin = Math.max(0, 5 - (most - least)) / 2;
      return (value) => between(least - margin, most + margin, value);
    }
    case 'cancer':
    case 'treatment':
    case 'hospital':
    case 'care':
      return null;
    default:
      return id satisfies never;
  }
}

function middleOf(day: number, view: View): number {
  return xOf(day + 0.5, view);
}

function Steps({
  steps,
  view,
  y,
}: {
  readonly steps: readonly Step[];
  readonly view: View;
  readonly y: Height;
}): ReactNode {
  const shown = steps.filter(({ first, last }) => last >= view.first && first <= view.last);
  let path = '';
  for (const [index, { first, last, low, high }] of shown.entries()) {
    const before = shown[index - 1];
    const [x1, x2] = [middleOf(first, view), middleOf(last, view)];
    // An upright joins two values only where one follows the other without a gap.
    path += before?.last === first ? `V${String(y(high))}` : `M${String(x1)} ${String(y(high))}`;
    path += `H${String(x2)}`;
    if (low !== high) path += `M${String(x1)} ${String(y(low))}H${String(x2)}M${String(x2)} ${String(y(high))}`;
  }
  return path === '' ? null : <StepLine d={path} />;
}

/** Readings at their heights. A date that is not exact is a stretch of days, with an end on each side. */
function Readings({
  items,
  view,
  y,
  height,
}: {
  readonly items: readonly CourseItem[];
  readonly view: View;
  readonly y: Height;
  readonly height: number;
}): ReactNode {
  const drawn = new Map<string, ReactNode>();
  for (const { id, span, value, what } of items) {
    if (span === null) continue;
    const shape = shapeOf(what);
    const at = value === null ? height / 2 + 4 : y((value.low + value.high) / 2);
    const [left, right] = [xOf(span.first, view), xOf(span.last + 1, view)];
    const x = (left + right) / 2;
    const isPlain = span.first === span.last && (value === null || value.low === value.high);
    // The same shape on the same pixel is the same to see: a long record would draw it a thousand times.
    const key = isPlain ? `${shape} ${String(Math.round(x))} ${String(Math.round(at))}` : id;
    if (drawn.has(key)) continue;
    drawn.set(
      key,
      <Fragment key={key}>
        {span.first !== span.last && <Stretch left={left} right={right} y={at} />}
        {value !== null && value.low !== value.high && (
          <StepLine d={`M${String(x)} ${String(y(value.low))}V${String(y(value.high))}`} />
        )}
        <Glyph shape={shape} x={x} y={at} />
      </Fragment>,
    );
  }
  return <>{[...drawn.values()]}</>;
}

function Stretch({ left, right, y }: { readonly left: number; readonly right: number; readonly y: number }): ReactNode {
  return (
    <>
      <Dashes d={`M${String(left)} ${String(y)}H${String(right)}`} />
      <Ends d={`M${String(left)} ${String(y - 5)}v10M${String(right)} ${String(y - 5)}v10`} />
    </>
  );
}

/** The numbers beside readings, as far as there is room: the newest first. */
function Values({ laid, view, y }: { readonly laid: Laid; readonly view: View; readonly y: Height }): ReactNode {
  const labels: ReactNode[] = [];
  let free = Infinity;
  for (const target of laid.targets.toReversed()) {
    const item = target.items.findLast(({ value }) => value !== null);
    if (item?.value == null || item.span === null) continue;
    const text = figure(item);
    const half = (text.length * 7.2) / 2;
    const x = Math.min((xOf(item.span.first, view) + xOf(item.span.last + 1, view)) / 2, view.width - half);
    if (x + half + 4 > free || x < half) continue;
    free = x - half;
    labels.push(
      <Label key={item.id} x={x} y={y(item.value.high) - 6} textAnchor="middle">
        {text}
      </Label>,
    );
  }
  return <Beside aria-hidden="true">{labels}</Beside>;
}

/** The figure alone. */
function figure({ what }: CourseItem): string {
  if (what.is === 'performance') return what.value;
  if (what.is === 'asking') return String(what.worst.score);
  return what.is === 'weight' && what.kilograms !== null ? String(Math.round(what.kilograms * 10) / 10) : '';
}

function Count({ target, view }: { readonly target: Target; readonly view: View }): ReactNode {
  const left = Math.max(1, target.left);
  const right = Math.min(view.width - 1, Math.max(target.right, left + 22));
  const y = target.row * ROW + 4;
  return (
    <>
      <CountBox x={left} y={y} width={right - left} height={ROW - 4} rx="3" />
      <Label x={(left + right) / 2} y={y + 13.5} textAnchor="middle">
        {target.items.length}
      </Label>
    </>
  );
}

const BARS: ReadonlySet<CourseItem['what']['is']> = new Set(['line', 'treatment']);

function Single({
  item,
  target,
  view,
}: {
  readonly item: CourseItem;
  readonly target: Target;
  readonly view: View;
}): ReactNode {
  const { span, until, what } = item;
  if (span === null) return null;
  const y = target.row * ROW + 14;
  const shape = shapeOf(what);
  const [left, right] = [xOf(span.first, view), xOf(span.last + 1, view)];
  const middle = Math.min(Math.max((left + right) / 2, HALF), view.width - HALF);
  const stay = what.is === 'stay' && what.kind !== 'ed' && what.kind !== 'unknown' && what.kind !== 'observation';
  if (until !== null && (BARS.has(what.is) || stay))
    return <Bar item={item} target={target} view={view} y={y} stay={stay} />;
  const end = until === null ? null : xOf(until.last + 1, view);
  return (
    <>
      {end !== null && end > middle + HALF && (
        <Dashes d={`M${String(middle + HALF)} ${String(y)}H${String(end)}`} data-how="lasts" />
      )}
      {end !== null && until?.how === 'goes-on' && <Arrow x={end} y={y} />}
      {span.first !== span.last && <Stretch left={left} right={right} y={y} />}
      <Glyph shape={shape} x={middle} y={y} />
      {what.is === 'stage' && (
        <Label x={middle + 9} y={y + 4.5}>
          {what.text.length <= 4 ? what.text : ''}
        </Label>
      )}
    </>
  );
}

/** Solid where it surely was, dashed where a date is not exact, open where the end is a guess, an arrow where it goes on. */
function Bar({
  item,
  target,
  view,
  y,
  stay,
}: {
  readonly item: CourseItem;
  readonly target: Target;
  readonly view: View;
  readonly y: number;
  readonly stay: boolean;
}): ReactNode {
  const { span, until, what } = item;
  if (span === null || until === null) return null;
  const tall = stay ? 13 : 16;
  const top = y - tall / 2;
  const least = stay ? 9 : 7;
  const outer = { left: xOf(span.first, view), right: xOf(until.last + 1, view) };
  const solidFrom = span.first === span.last ? outer.left : Math.min(xOf(span.last + 1, view), outer.right);
  const solidTo = Math.max(until.how === 'guessed' ? xOf(until.first + 1, view) : outer.right, solidFrom + least);
  const kind = stay
    ? what.is === 'stay' && what.kind === 'planned'
      ? 'hollow'
      : 'filled'
    : what.is === 'line'
      ? 'line'
      : 'hollow';
  const words = barText(what, Math.min(solidTo, view.width) - Math.max(solidFrom, 0) - 8);
  return (
    <>
      {solidFrom > outer.left && <DashedBox x={outer.left} y={top} width={solidFrom - outer.left} height={tall} />}
      <Box
        data-kind={kind}
        x={solidFrom}
        y={top}
        width={Math.max(least, solidTo - solidFrom)}
        height={tall}
        rx={stay ? 0 : 2}
      />
      {until.how === 'guessed' && (
        <Ends d={`M${String(solidTo + 3)} ${String(top)}v${String(tall)}`} data-how="guessed" />
      )}
      {until.how === 'goes-on' && <Arrow x={Math.min(solidTo, view.width - 7)} y={y} />}
      {words !== '' && (
        <Inside data-kind={kind} x={Math.max(solidFrom, target.left, 0) + 4} y={y + 4.5}>
          {words}
        </Inside>
      )}
    </>
  );
}

/** As much as fits: number and drugs, else the number. */
function barText(what: CourseItem['what'], room: number): string {
  const fits = (text: string): boolean => text.length * 7 <= room;
  if (what.is === 'line') {
    const whole = [String(what.number), what.drugs.join(', ')].join(' ').trim();
    return fits(whole) ? whole : fits(String(what.number)) ? String(what.number) : '';
  }
  if (what.is === 'stay') return '';
  const name = course.name(what);
  return fits(name) ? name : '';
}

function Arrow({ x, y }: { readonly x: number; readonly y: number }): ReactNode {
  return <Ends d={`M${String(x)} ${String(y - 5)}l5 5-5 5`} data-how="goes-on" />;
}

const Strip = dressed('svg', css.strip);
const Grid = dressed('line', css.grid);
const Today = dressed('line', css.today);
const HatchLine = dressed('line', css.hatch);
const Edge = dressed('line', css.edge);
const Begin = dressed('path', css.begin);
const Mark = dressed('g', css.mark);
const Ring = dressed('rect', css.ring);
const StemLine = dressed('line', css.stem);
const StepLine = dressed('path', css.step);
const Dashes = dressed('path', css.dashes);
const Ends = dressed('path', css.ends);
const Beside = dressed('g', css.beside);
const Label = dressed('text', css.label);
const CountBox = dressed('rect', css.count);
const DashedBox = dressed('rect', css.dashedBox);
const Box = dressed('rect', css.box);
const Inside = dressed('text', css.inside);
