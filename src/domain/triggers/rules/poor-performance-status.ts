import { isAcuteReading } from '../../chart/acute-settings.ts';
import type { Chart } from '../../chart/chart.ts';
import { activityOf } from '../../chart/condition-activity.ts';
import type { ActiveMalignancy } from '../../chart/malignancy.ts';
import {
  isAtLeastAs,
  isDated,
  isJump,
  isOfAnotherTumor,
  latestValid,
  performanceReadings,
  previousOf,
  readingText,
  type DatedPerformance,
  type PerformanceLimit,
  type PerformanceObservation,
} from '../../chart/performance-status.ts';
import type { ConditionRecord } from '../../chart/records.ts';
import { isLoaded } from '../../chart/source.ts';
import { within, type When } from '../../logic/when.ts';
import { state } from '../../statement.ts';
import { NCCN_PALLIATIVE } from '../citations.ts';
import { cannotTell, certaintyOf } from '../findings.ts';
import { lookedAt } from '../looked-at.ts';
import { jumped, noneDated, READING_NUMBERS, told, unreadStays } from '../performance-readings.ts';
import { amount, days, defineRule, type Finding, type Values } from '../rule.ts';
import type { Facet } from '../trigger.ts';

const THRESHOLDS = {
  ...READING_NUMBERS,
  ecog: amount(3, 'ECOG grade', 'ECOG from which daily life needs much help', 'NCCN Palliative Care'),
  karnofsky: amount(50, 'percent', 'Karnofsky or PPS up to which daily life needs much help', 'NCCN Palliative Care'),
  bedboundEcog: amount(4, 'ECOG grade', 'ECOG from which the patient is in bed all day'),
  bedboundKarnofsky: amount(30, 'percent', 'Karnofsky or PPS up to which the patient is in bed all day'),
  bedboundApartDays: days(7, 'days between two readings that show that it lasts'),
} as const;

type Numbers = Values<typeof THRESHOLDS>;

/** Trigger 11: the latest performance status, not the worst. Inpatient readings go stale sooner. */
export const poorPerformanceStatus = defineRule({
  id: 'poor-performance-status',
  version: '1.1.0',
  category: 'function',
  precondition: 'active-cancer',
  strength: { advanced: 'major', otherwise: 'supporting' },
  settlesAdvanced: false,
  needs: ['Observation'],
  alsoReads: ['Encounter', 'Condition'],
  citations: [NCCN_PALLIATIVE],
  thresholds: THRESHOLDS,

  inWords: ({
    windowDays,
    inpatientWindowDays,
    ecog,
    karnofsky,
    jumpGrades,
    jumpDays,
    bedboundEcog,
    bedboundKarnofsky,
    bedboundApartDays,
  }) =>
    state('rule-poor-performance-status', {
      days: windowDays,
      inpatientDays: inpatientWindowDays,
      ecog,
      karnofsky,
      jumpGrades,
      jumpDays,
      bedboundEcog,
      bedboundKarnofsky,
      bedboundApartDays,
    }),

  lookedAt: ({ chart, asOf, thresholds: { windowDays } }) => [
    lookedAt('Observation', performanceReadings(chart), asOf - windowDays),
  ],

  evaluate({ chart, asOf, facts, thresholds }): Finding {
    const readings = performanceReadings(chart);
    const dated = readings.filter(isDated);
    const undated = readings.find((one) => one.when === null);
    const [newest] = dated;
    if (newest === undefined) return noneDated(readings);
    const latest = latestValid(dated, chart, asOf, thresholds);
    if (latest === null) return cannotTell('stale', state('performance-status-stale', { when: newest.when }), [newest]);
    const finding = judge(latest.one, latest.valid, dated, facts.malignancy, chart, thresholds);
    if (finding.found !== 'nothing' || (finding.missing ?? []).length > 0) return finding;
    const unread = unreadStays(latest.one, chart, thresholds);
    if (unread.length > 0) return { ...finding, missing: unread };
    // Nothing poor among what is dated; two things on record may still say otherwise.
    if (undated !== undefined && isAtLeastAs(undated, poorFrom(thresholds)) !== false)
      return cannotTell('date-unknown', state('performance-status-undated', {}), [undated]);
    const sign = signOfPoorFunction(chart, latest.one.when, thresholds.windowDays);
    return sign === null
      ? finding
      : cannotTell('possible', state('poor-function-coded', { name: sign.label, when: sign.when }), [sign]);
  },
});

function poorFrom({ ecog, karnofsky }: Numbers): PerformanceLimit {
  return { ecog, karnofsky };
}

function judge(
  latest: DatedPerformance,
  valid: true | null,
  dated: readonly DatedPerformance[],
  malignancy: ActiveMalignancy,
  chart: Chart,
  numbers: Numbers,
): Finding {
  const isPoor = (one: PerformanceObservation): boolean | null => isAtLeastAs(one, poorFrom(numbers));
  // Two readings of one day in conflict, on one scale or on two: the worse one, said so.
  const sameDay = dated.filter((one) => one !== latest && one.when.lo === latest.when.lo && !isEarlier(one, latest));
  const worse = isPoor(latest) === true ? undefined : sameDay.find((one) => isPoor(one) === true);
  const disagrees = worse !== undefined || sameDay.some((one) => isPoor(one) !== isPoor(latest));
  const reading = worse ?? latest;
  const value = told(reading);
  if (isOfAnotherTumor(reading, malignancy))
    return cannotTell('value-imprecise', state('performance-status-other-tumor', value), [reading]);
  const poor = isPoor(reading);
  if (poor === null) return cannotTell('value-imprecise', state('performance-status-which', value), [reading]);
  const before = previousOf(reading, dated);
  if (before !== null && isJump(reading, before, numbers)) return jumped(reading, before);
  if (!poor) return { found: 'nothing', because: state('performance-status-is', value), evidence: [reading] };
  const caveats = [
    ...(disagrees ? [state('performance-scales-disagree', {})] : []),
    ...(valid === true ? [] : [state('date-imprecise', {})]),
  ];
  return {
    found: 'yes',
    certainty: certaintyOf([reading], valid),
    because: state('performance-status-poor', {
      ...value,
      earlier: before === null ? null : readingText(before.reading),
      earlierWhen: before?.when ?? null,
    }),
    evidence: [reading],
    caveats,
    facets: facetsOf(reading, dated, chart, numbers),
  };
}

/**
 * In bed all day; and lastingly so: recorded outside an acute stay, which can only be told where encounters were read, or
 * on two days far enough apart (clinical reference 4.2 item 2b).
 */
function facetsOf(
  reading: DatedPerformance,
  dated: readonly DatedPerformance[],
  chart: Chart,
  { bedboundEcog, bedboundKarnofsky, bedboundApartDays, windowDays }: Numbers,
): readonly Facet[] {
  const limit: PerformanceLimit = { ecog: bedboundEcog, karnofsky: bedboundKarnofsky };
  const isBedbound = (one: DatedPerformance): boolean => isAtLeastAs(one, limit) === true;
  if (!isBedbound(reading)) return [];
  const outside = isLoaded(chart.sources, 'Encounter') && !isAcuteReading(reading, chart);
  const twice = dated.some(
    (one) =>
      isBedbound(one) &&
      reading.when.lo - one.when.hi >= bedboundApartDays &&
      within(one.when, chart.asOf, windowDays) === true,
  );
  return outside || twice ? ['bedbound', 'bedbound-lasting'] : ['bedbound'];
}

/** On one scale and one day, the later of two times stands; two scales are never told apart by their time. */
function isEarlier(one: DatedPerformance, latest: DatedPerformance): boolean {
  if (one.kind !== latest.kind || one.when.minutes === null || latest.when.minutes === null) return false;
  return one.when.minutes < latest.when.minutes;
}

/** Bed confinement or failure to thrive, coded since the reading: it asks for a new one (clinical reference 3.2 row 11). */
function signOfPoorFunction(chart: Chart, since: When, windowDays: number): ConditionRecord | null {
  return (
    chart.conditions.find(
      (one) =>
        one.tags.has('poor-function') &&
        one.verification === 'confirmed' &&
        activityOf(one, chart) === 'active' &&
        one.when !== null &&
        within(one.when, chart.asOf, windowDays) !== false &&
        one.when.hi >= since.lo,
    ) ?? null
  );
}
