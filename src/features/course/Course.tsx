import { useCallback, useDeferredValue, useMemo, useState, type ReactNode } from 'react';
import type { Chart } from '../../domain/chart/chart.ts';
import type { SourceId } from '../../domain/chart/source.ts';
import { courseOf } from '../../domain/course/course.ts';
import type { Course as CourseData, CourseItem } from '../../domain/course/item.ts';
import type { AskedBack } from '../../domain/course/reach.ts';
import { useChart } from '../../session/useChart.ts';
import { useSite } from '../../session/useWho.ts';
import { Disclosure } from '../../ui/Disclosure.tsx';
import { SectionTitle } from '../../ui/SectionTitle.tsx';
import { Quiet, Whole } from '../../ui/Text.tsx';
import { course as words } from '../../words/course.ts';
import { screen } from '../../words/screen.ts';
import { sayDay } from '../../words/say.ts';
import { dressed } from '../../ui/dressed.ts';
import css from './Course.module.css';
import { CourseTable } from './CourseTable.tsx';
import { ItemList } from './ItemList.tsx';
import { Picture } from './Picture.tsx';
import { Reach } from './Reach.tsx';
import { aroundDay, daysShown, moved, ZOOMS, type Zoom } from './view.ts';

export interface CourseProps {
  /** How far back the EHR was asked, where not for everything: earlier than that the picture knows nothing. */
  readonly askedBack?: AskedBack;
}

const NONE_PENDING: readonly SourceId[] = [];

/** One picture of the disease course, and the same as a table. */
export function Course({ askedBack }: CourseProps): ReactNode {
  const { view } = useChart();
  if (view.at !== 'reading' && view.at !== 'settled') return null;
  return (
    <section aria-labelledby="course">
      <SectionTitle id="course">{words.title}</SectionTitle>
      <OfChart
        chart={view.chart}
        pending={view.at === 'reading' ? view.pending : NONE_PENDING}
        settled={view.at === 'settled'}
        askedBack={askedBack}
      />
    </section>
  );
}

interface OfChartProps {
  readonly chart: Chart;
  readonly pending: readonly SourceId[];
  readonly settled: boolean;
  readonly askedBack: AskedBack | undefined;
}

/** What is looked at, apart from what is there: it stays while sources arrive. */
interface Looking {
  readonly zoom: Zoom;
  /** The last day that is wanted in view; null for today. */
  readonly end: number | null;
  /** The mark on which the focus is, or was last; null before there was one. */
  readonly mark: ReachedMark | null;
}

interface ReachedMark {
  /** What stands in it. */
  readonly ids: readonly string[];
  /** A mark shows its details as soon as the focus reaches it; the first press keeps them, the next one closes them. */
  readonly details: 'closed' | 'byFocus' | 'byPress';
}

/** Two years hold the time in which a course turns; more is one press away, and what lies before is counted. */
const AT_FIRST: Looking = { zoom: 'years2', end: null, mark: null };

function OfChart({ chart, pending, settled, askedBack }: OfChartProps): ReactNode {
  const { thresholds, myeloidAsBloodCancer } = useSite();
  const course = useMemo(
    () =>
      courseOf(chart, { thresholds, myeloidAsBloodCancer, pending, ...(askedBack === undefined ? {} : { askedBack }) }),
    [chart, pending, thresholds, myeloidAsBloodCancer, askedBack],
  );
  // Rows by the hundred are not in the way of the picture.
  const tabled = useDeferredValue<CourseData | null>(course, null);
  const [looking, setLooking] = useState(AT_FIRST);
  const { asOf } = course;
  const { zoom, end } = looking;
  const days = daysShown(zoom, end ?? asOf, course);
  const chosen = chosenIn(course, looking.mark);
  const isShown = looking.mark !== null && looking.mark.details !== 'closed' && chosen.length > 0;
  const severalOrigins = Object.keys(chart.sources).length > 1;
  const undated = course.lanes.flatMap((lane) => lane.undated);

  const reach = useCallback((items: readonly CourseItem[]) => setLooking((before) => reached(before, items)), []);
  const press = useCallback((items: readonly CourseItem[]) => setLooking((before) => pressed(before, items)), []);
  const close = useCallback(() => setLooking(closed), []);
  const zoomTo = (wanted: Zoom): void => {
    const [first] = chosen;
    setLooking((before) => ({
      ...before,
      zoom: wanted,
      // What is chosen stays in the picture; else the last day does.
      end: first?.span == null ? days.last : aroundDay(wanted, first.span.last, course),
    }));
  };
  const zoomBy = (by: -1 | 1): void => {
    const next = ZOOMS[ZOOMS.indexOf(zoom) + by];
    if (next !== undefined) zoomTo(next);
  };
  const move = (by: -1 | 1): void => setLooking((before) => ({ ...before, end: moved(zoom, end ?? asOf, by, course) }));
  const show = (item: CourseItem): void =>
    setLooking((before) => ({ ...reached(before, [item]), end: aroundDay(zoom, item.span?.last ?? asOf, course) }));

  const isAtStart = zoom === 'all' || days.first <= course.first;
  return (
    <>
      {!settled && <Line>{words.reading(pending.map((one) => screen.sources[one]))}</Line>}
      <Tools data-print="never">
        <Group aria-label={words.zoom.label}>
          {ZOOMS.map((one) => (
            <Choice key={one} type="button" aria-pressed={one === zoom} onClick={() => zoomTo(one)}>
              {words.zoom[one]}
            </Choice>
          ))}
        </Group>
        <Group aria-label={words.zoom.move}>
          <Choice type="button" aria-disabled={isAtStart} onClick={() => !isAtStart && move(-1)}>
            ← {words.zoom.earlier}
          </Choice>
          <Choice type="button" aria-disabled={days.last === asOf} onClick={() => days.last !== asOf && move(1)}>
            {words.zoom.later} →
          </Choice>
        </Group>
        <Quiet>
          <Whole>{words.zoom.shown(sayDay(days.first), sayDay(days.last))}</Whole>
        </Quiet>
      </Tools>
      <Picture
        course={course}
        days={days}
        settled={settled}
        chosen={chosen}
        isShown={isShown}
        severalOrigins={severalOrigins}
        onReach={reach}
        onPress={press}
        onClose={close}
        onZoom={zoomBy}
        onMove={move}
        onShow={show}
      />
      {/* Below the picture, so that no lane moves when it goes: what is chosen has its place in its lane. */}
      {!isShown && (
        <Hint data-print="never">
          {words.choose} {words.keys}
        </Hint>
      )}
      {undated.length > 0 && (
        <div data-print="never">
          <Disclosure summary={words.undated(undated.length)}>
            <Folded>
              <ItemList items={undated} asOf={asOf} severalOrigins={severalOrigins} />
            </Folded>
          </Disclosure>
        </div>
      )}
      <Disclosure summary={words.reach} printed>
        <Folded>
          <Reach course={course} />
        </Folded>
      </Disclosure>
      <Disclosure summary={words.table.title} printed>
        <Folded>{tabled !== null && <CourseTable course={tabled} severalOrigins={severalOrigins} />}</Folded>
      </Disclosure>
    </>
  );
}

/** A mark that others have joined, or left, by zooming is still the same: what was closed stays closed. */
function reached(before: Looking, items: readonly CourseItem[]): Looking {
  return { ...before, mark: reachedMark(before, items) };
}

function reachedMark({ mark }: Looking, items: readonly CourseItem[]): ReachedMark {
  const isSame = mark !== null && items.some(({ id }) => mark.ids.includes(id));
  return { ids: items.map(({ id }) => id), details: isSame ? mark.details : 'byFocus' };
}

/** Who has walked to a mark sees its details and may press it as well: only what a press has opened is closed by one. */
function pressed(before: Looking, items: readonly CourseItem[]): Looking {
  const mark = reachedMark(before, items);
  return { ...before, mark: { ...mark, details: mark.details === 'byPress' ? 'closed' : 'byPress' } };
}

function closed(before: Looking): Looking {
  return before.mark === null ? before : { ...before, mark: { ...before.mark, details: 'closed' } };
}

function chosenIn({ lanes }: CourseData, mark: ReachedMark | null): readonly CourseItem[] {
  if (mark === null) return [];
  return lanes.flatMap(({ items }) => items).filter(({ id }) => mark.ids.includes(id));
}

const Line = dressed('p', css.line);
const Tools = dressed('div', css.tools);
const Group = dressed('fieldset', css.group);
const Choice = dressed('button', css.choice);
const Hint = dressed('p', css.hint);
const Folded = dressed('div', css.folded);
