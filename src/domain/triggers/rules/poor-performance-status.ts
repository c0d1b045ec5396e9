import {
  isPerformance,
  isPoor,
  performanceReadings,
  readingText,
  type PerformanceObservation,
} from '../../chart/performance-status.ts';
import type { Chart } from '../../chart/chart.ts';
import { activityOf } from '../../chart/condition-activity.ts';
import type { Evidence } from '../../chart/evidence.ts';
import type { ActiveMalignancy } from '../../chart/malignancy.ts';
import type { ConditionRecord } from '../../chart/records.ts';
import { compareWhen, within, type When } from '../../logic/when.ts';
import type { Kleene } from '../../logic/kleene.ts';
import { state, type Statement } from '../../statement.ts';
import { HUI_2016, NCCN_PALLIATIVE } from '../citations.ts';
import { newestDay } from '../looked-at.ts';
import { defineRule, type Finding } from '../rule.ts';
import type { Missing } from '../trigger.ts';

/** A change of this many ECOG grades within so many days is more likely an error or another tumor: ask. [DESIGN] */
const JUMP_GRADES = 3;
const JUMP_DAYS = 28;

/** Trigger 11: the latest performance status, not the worst. Inpatient readings go stale sooner. */
export const poorPerformanceStatus = defineRule({
  id: 'poor-performance-status',
  version: '1.0.0',
  category: 'function',
  precondition: 'active-cancer',
  strength: { advanced: 'major', otherwise: 'supporting' },
  settlesAdvanced: false,
  needs: ['Observation'],
  alsoReads: ['Encounter', 'Condition'],
  citations: [NCCN_PALLIATIVE, HUI_2016],
  thresholds: {
    windowDays: { value: 60, unit: 'days', since: '2026-11-21', source: 'DESIGN' },
    inpatientWindowDays: { value: 14, unit: 'days', since: '2026-11-21', source: 'DESIGN' },
  },

  inWords: ({ windowDays, inpatientWindowDays }) =>
    state('rule-poor-performance-status', { days: windowDays, inpatientDays: inpatientWindowDays }),

  lookedAt({ chart, asOf, thresholds: { windowDays } }) {
    const readings = chart.observations.filter(isPerformance);
    return [{ source: 'Observation', count: readings.length, since: asOf - windowDays, newest: newestDay(readings) }];
  },

  evaluate({ chart, asOf, facts, thresholds: { windowDays, inpatientWindowDays } }): Finding {
    const readings = performanceReadings(chart);
    const dated = readings.filter((one): one is Dated => one.when !== null);
    const undated = readings.find((one) => one.when === null);
    const [newest] = dated;
    if (newest === undefined) {
      return undated === undefined
        ? nothing('never-recorded', state('performance-status-never', {}), [])
        : nothing('date-unknown', state('performance-status-undated', {}), [undated]);
    }
    const judged = dated.map((one) => ({
      one,
      valid: within(one.when, asOf, isInpatient(one, chart) ? inpatientWindowDays : windowDays),
    }));
    const latest = judged.find(({ valid }) => valid !== false);
    if (latest === undefined)
      return nothing('stale', state('performance-status-stale', { when: newest.when }), [newest]);
    const finding = judge(latest.one, latest.valid, dated, facts.malignancy);
    if (finding.found !== 'nothing' || (finding.missing ?? []).length > 0) return finding;
    // Nothing poor among what is dated; two things on record may still say otherwise.
    if (undated !== undefined && isPoor(undated) !== false)
      return nothing('date-unknown', state('performance-status-undated', {}), [undated]);
    const sign = signOfPoorFunction(chart, latest.one.when, windowDays);
    return sign === null
      ? finding
      : nothing('possible', state('poor-function-coded', { name: sign.label, when: sign.when }), [sign]);
  },
});

type Dated = PerformanceObservation & { readonly when: When };

function judge(latest: Dated, valid: Kleene, dated: readonly Dated[], malignancy: ActiveMalignancy): Finding {
  // Two readings of one day in conflict, on one scale or on two: the worse one, said so.
  const sameDay = dated.filter((one) => one !== latest && one.when.lo === latest.when.lo && !isEarlier(one, latest));
  const worse = isPoor(latest) === true ? undefined : sameDay.find((one) => isPoor(one) === true);
  const disagrees = worse !== undefined || sameDay.some((one) => isPoor(one) !== isPoor(latest));
  const reading = worse ?? latest;
  const value = { scale: reading.kind, value: readingText(reading.reading), when: reading.when };
  if (isOfAnotherTumor(reading, malignancy))
    return nothing('value-imprecise', state('performance-status-other-tumor', value), [reading]);
  const poor = isPoor(reading);
  if (poor === null) return nothing('value-imprecise', state('performance-status-which', value), [reading]);
  const before = previousOf(reading, dated);
  if (before !== null && isJump(reading, before)) {
    return nothing(
      'value-imprecise',
      state('performance-status-jump', { ...value, earlier: readingText(before.reading), earlierWhen: before.when }),
      [reading, before],
    );
  }
  if (!poor) return { found: 'nothing', because: state('performance-status-is', value), evidence: [reading] };
  const caveats = [
    ...(disagrees ? [state('performance-scales-disagree', {})] : []),
    ...(valid === true ? [] : [state('date-imprecise', {})]),
  ];
  return {
    found: 'yes',
    certainty: valid === true ? 'definite' : 'probable',
    because: state('performance-status-poor', {
      ...value,
      earlier: before === null ? null : readingText(before.reading),
      earlierWhen: before?.when ?? null,
    }),
    evidence: [reading],
    caveats,
  };
}

/** On one scale and one day, the later of two times stands; two scales are never told apart by their time. */
function isEarlier(one: Dated, latest: Dated): boolean {
  if (one.kind !== latest.kind || one.when.minutes === null || latest.when.minutes === null) return false;
  return one.when.minutes < latest.when.minutes;
}

/** Its focus is a tumor, and none of the cancers that this patient has now. */
function isOfAnotherTumor({ focus }: PerformanceObservation, { conditions, oneVisit }: ActiveMalignancy): boolean {
  const tumors = focus.filter((one) => one.includes('Condition/'));
  return (
    tumors.length > 0 && !tumors.some((one) => [...conditions, ...oneVisit].some(({ reference }) => reference === one))
  );
}

/** Bed confinement or failure to thrive, coded since the reading: it asks for a new one (clinical reference 3.2 row 11). */
function signOfPoorFunction(chart: Chart, since: When, windowDays: number): ConditionRecord | null {
  return (
    chart.conditions.find(
      (one) =>
        one.tags.has('poor-function') &&
        one.verification === 'confirmed' &&
        activityOf(one, chart.asOf) === 'active' &&
        one.when !== null &&
        within(one.when, chart.asOf, windowDays) !== false &&
        one.when.hi >= since.lo,
    ) ?? null
  );
}

function previousOf(reading: Dated, dated: readonly Dated[]): Dated | null {
  return (
    dated.find((one) => one.kind === reading.kind && one !== reading && compareWhen(one.when, reading.when) < 0) ?? null
  );
}

function isJump(now: Dated, before: Dated): boolean {
  if (now.kind !== 'ecog' || now.reading.is !== 'exact' || before.reading.is !== 'exact') return false;
  return Math.abs(now.reading.value - before.reading.value) >= JUMP_GRADES && now.when.lo - before.when.hi < JUMP_DAYS;
}

function isInpatient(observation: PerformanceObservation, chart: Chart): boolean {
  return chart.encounters.some((one) => one.reference === observation.encounter && one.kind === 'inpatient');
}

function nothing(reason: Missing['reason'], say: Statement, evidence: readonly Evidence[]): Finding {
  return { found: 'nothing', because: say, missing: [{ reason, source: null, say }], evidence };
}
