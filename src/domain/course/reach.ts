/** How far each lane can be relied on: from when, and what was not read. "Not received" is never drawn as "not there". */
import type { Chart } from '../chart/chart.ts';
import { SOURCE_IDS, type SourceId } from '../chart/source.ts';
import { mayRuleOut } from '../chart/whether-read.ts';
import type { Day } from '../logic/when.ts';
import type { CourseItem, Lane, LaneId, Unread } from './item.ts';
import { compareText } from './span.ts';

/**
 * How many days back was asked for, where not everything was. The host that asked knows it; the chart does not. Readings are
 * asked for by what they are, so they are given lane by lane.
 */
export type AskedBack = Readonly<Partial<Record<Exclude<SourceId, 'Observation'>, number | null>>> & {
  readonly Observation?: Readonly<Partial<Record<LaneId, number | null>>>;
};

/** What a lane is drawn from. Without one of `main` it has holes; `also` hold something at some sites. */
const SOURCES_OF: Readonly<Record<LaneId, { readonly main: readonly SourceId[]; readonly also: readonly SourceId[] }>> =
  {
    cancer: { main: ['Condition', 'Observation'], also: [] },
    treatment: {
      main: ['MedicationRequest', 'Procedure'],
      also: ['MedicationAdministration', 'MedicationStatement', 'MedicationDispense', 'Medication'],
    },
    hospital: { main: ['Encounter'], also: [] },
    function: { main: ['Observation'], also: [] },
    symptoms: { main: ['Observation'], also: ['QuestionnaireResponse'] },
    weight: { main: ['Observation'], also: [] },
    care: {
      main: ['ServiceRequest', 'Encounter'],
      also: [
        'Condition',
        'Observation',
        'Procedure',
        'CarePlan',
        'CareTeam',
        'Appointment',
        'Task',
        'EpisodeOfCare',
        'Coverage',
      ],
    },
  };

const WORST_FIRST: readonly Unread['state'][] = [
  'failed',
  'forbidden',
  'partial',
  'pending',
  'unsupported',
  'not-asked',
];

export type Reach = Pick<Lane, 'begins' | 'unsureBefore' | 'unread' | 'askedSince' | 'complete'>;

export function reachOf(
  lane: LaneId,
  items: readonly CourseItem[],
  chart: Chart,
  pending: readonly SourceId[],
  askedBack: AskedBack,
): Reach {
  const { main, also } = SOURCES_OF[lane];
  const [first] = items;
  const begins = first?.span?.first ?? null;
  const unread = [...unreadAmong(main, true, chart, pending), ...unreadAmong(also, false, chart, pending)].toSorted(
    worstFirst,
  );
  const askedSince = [...main, ...also].flatMap((source) => {
    const days = daysBack(source, lane, askedBack);
    return days === null || unread.some((one) => one.source === source && one.state !== 'partial')
      ? []
      : [{ source, since: chart.asOf - days, isMain: main.includes(source) }];
  });
  return {
    begins,
    unsureBefore: unsureBefore({ unread, askedSince, begins }),
    unread,
    askedSince,
    complete: !unread.some(({ state }) => state === 'pending') && mayRuleOut(chart, main, also),
  };
}

function daysBack(source: SourceId, lane: LaneId, askedBack: AskedBack): number | null {
  return (source === 'Observation' ? askedBack.Observation?.[lane] : askedBack[source]) ?? null;
}

function unreadAmong(
  sources: readonly SourceId[],
  isMain: boolean,
  chart: Chart,
  pending: readonly SourceId[],
): readonly Unread[] {
  const found: Unread[] = [];
  for (const [origin, states] of Object.entries(chart.sources))
    for (const source of sources) {
      const { state } = states[source];
      if (pending.includes(source)) found.push({ origin, source, state: 'pending', isMain });
      else if (state !== 'loaded') found.push({ origin, source, state, isMain });
    }
  return found;
}

function worstFirst(a: Unread, b: Unread): number {
  return (
    WORST_FIRST.indexOf(a.state) - WORST_FIRST.indexOf(b.state) ||
    SOURCE_IDS.indexOf(a.source) - SOURCE_IDS.indexOf(b.source) ||
    compareText(a.origin, b.origin)
  );
}

/** Servers give the newest first: what was cut off lies before the first that came. */
function unsureBefore({
  unread,
  askedSince,
  begins,
}: Pick<Reach, 'unread' | 'askedSince' | 'begins'>): Day | 'all' | null {
  const states = unread.filter(({ isMain }) => isMain).map(({ state }) => state);
  if (states.some((state) => state !== 'partial') || (states.length > 0 && begins === null)) return 'all';
  const limits = askedSince.filter(({ isMain }) => isMain).map(({ since }) => since);
  if (states.length > 0 && begins !== null) limits.push(begins);
  return limits.length === 0 ? null : Math.max(...limits);
}
