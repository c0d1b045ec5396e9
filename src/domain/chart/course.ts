/** How the disease is going, for the dosing policy: an indolent course, and a patient who is known to be well. */
import { within, type Day } from '../logic/when.ts';
import type { Chart } from './chart.ts';
import { firstRecorded } from './condition-activity.ts';
import { diseaseStatuses, type DiseaseStatus } from './disease-status.ts';
import { performanceReadings } from './performance-status.ts';
import { isLoaded } from './source.ts';
import type { Spread } from './spread.ts';
import { isStageRead } from './stage-on-record.ts';

/** What good function is, and for how long it is known (a dosing profile's). */
export interface Well {
  readonly wellDays: number;
  readonly wellEcog: number;
}

/**
 * Good function and scores of every symptom below `moderate` (of 10), both known lately (clinical reference 4.2 item 4).
 * What was not asked is not low.
 */
export function isKnownToBeWell(chart: Chart, well: Well, moderate: number): boolean {
  return hasGoodFunction(chart, well) && haveLowSymptoms(chart, well.wellDays, moderate);
}

/** The newest ECOG is good, and not too old. */
function hasGoodFunction(chart: Chart, { wellDays, wellEcog }: Well): boolean {
  const newest = performanceReadings(chart).find((one) => one.kind === 'ecog' && one.when !== null);
  return (
    newest?.when != null &&
    newest.reading.is === 'exact' &&
    newest.reading.value <= wellEcog &&
    within(newest.when, chart.asOf, wellDays) === true
  );
}

/** At least one symptom was scored within `days`, and the newest score of each is below moderate. */
function haveLowSymptoms(chart: Chart, days: number, moderate: number): boolean {
  const newest = new Map<string, { readonly day: Day; readonly low: boolean }>();
  for (const one of chart.observations) {
    if (one.kind !== 'symptom' && one.kind !== 'symptom-unclear') continue;
    if (one.when === null || within(one.when, chart.asOf, days) === false) continue;
    const before = newest.get(one.item);
    // What is not understood is not low.
    const low = one.kind === 'symptom' && one.severity < moderate;
    // Two scores of one day: the worse stands.
    if (before === undefined || one.when.hi > before.day) newest.set(one.item, { day: one.when.hi, low });
    else if (one.when.hi === before.day && !low) newest.set(one.item, { day: before.day, low: false });
  }
  return newest.size > 0 && [...newest.values()].every(({ low }) => low);
}

/**
 * First metastasis more than `days` ago, no progression in as many days, good function lately (clinical reference 4.2). What
 * cannot be told is not indolent.
 */
export function isIndolentCourse(chart: Chart, spread: Spread, days: number, well: Well): boolean {
  if (!isStageRead(chart)) return false;
  const firsts = spread.metastases.map((one) => firstRecorded(one));
  const stagings = spread.diseases.flatMap((one) => one.stagings.filter(({ metastatic }) => metastatic === true));
  const dates = [...firsts, ...stagings.map(({ when }) => when)];
  if (dates.length === 0) return false;
  const oldEnough = dates.some((when) => when !== null && when.hi < chart.asOf - days);
  const anew = firsts.some((when) => when === null || when.hi >= chart.asOf - days);
  return (
    oldEnough &&
    !anew &&
    !diseaseStatuses(chart).some((one) => isProgression(one, chart.asOf, days)) &&
    hasGoodFunction(chart, well)
  );
}

function isProgression(one: DiseaseStatus, asOf: Day, days: number): boolean {
  return (
    (one.status === 'worsened' || one.status === 'unclear') &&
    (one.when === null || within(one.when, asOf, days) !== false)
  );
}

/** Whether the record is too sparse to rely on what it does not hold: no visit or no reading lately, or it began lately (3.5). */
export function isLimitedRecord(chart: Chart): boolean {
  const { numbers } = chart;
  const newest = (id: 'Encounter' | 'Observation'): Day | null => {
    let day: Day | null = null;
    for (const origin of Object.values(chart.sources)) {
      const state = origin[id];
      if ((state.state === 'loaded' || state.state === 'partial') && state.newest !== null)
        day = Math.max(day ?? state.newest.hi, state.newest.hi);
    }
    return day;
  };
  const isOld = (day: Day | null, days: number): boolean => day === null || day < chart.asOf - days;
  return (
    (isLoaded(chart.sources, 'Encounter') && isOld(newest('Encounter'), numbers.sparseVisitDays)) ||
    (isLoaded(chart.sources, 'Observation') && isOld(newest('Observation'), numbers.sparseReadingDays)) ||
    (recordStart(chart) ?? 0) > chart.asOf - numbers.sparseRecordDays
  );
}

/** The first day on which anything is on record; null when nothing is dated. */
export function recordStart(chart: Chart): Day | null {
  let first: Day | null = null;
  for (const records of [chart.conditions, chart.encounters, chart.observations, chart.procedures, chart.medications])
    for (const { when } of records) if (when !== null && (first === null || when.lo < first)) first = when.lo;
  return first;
}
