/** Visits on which treatment is reported (EOM-4a): who was on treatment around them, and what was recorded on their day. */
import type { Chart } from '../chart/chart.ts';
import type { Exposure } from '../chart/exposures.ts';
import type { EncounterRecord, ObservationRecord } from '../chart/records.ts';
import type { Kleene } from '../logic/kleene.ts';
import type { Day, When } from '../logic/when.ts';
import type { Treatment } from './candidate.ts';
import type { LensNumbers } from './model.ts';

export interface Visit {
  readonly encounter: EncounterRecord;
  readonly day: Day;
  /** Treatment was given around it: null where it cannot be told (yet). */
  readonly onTreatment: Kleene;
  /** Radiotherapy is on record for its day. */
  readonly isRadiotherapy: boolean;
}

/**
 * Visits since a day, one for each day however many resources speak of it, in the order of their days. One that goes on is none yet: what it
 * lacks may still be recorded. Those without a day of their own are left out and counted by `undated`.
 */
export function ambulatoryVisits(
  chart: Chart,
  since: Day,
): { readonly visits: readonly EncounterRecord[]; readonly undated: number } {
  const all = chart.encounters.filter(
    ({ kind, hospice, status }) => kind === 'ambulatory' && hospice === null && status === 'finished',
  );
  const byDay = new Map<Day, EncounterRecord>();
  let undated = 0;
  for (const one of all) {
    const { start } = one;
    if (start === null || start.lo !== start.hi) undated += start === null || start.hi >= since ? 1 : 0;
    else if (start.lo >= since && start.lo <= chart.asOf && !byDay.has(start.lo)) byDay.set(start.lo, one);
  }
  return { visits: [...byDay.values()].toSorted((a, b) => (a.start?.lo ?? 0) - (b.start?.lo ?? 0)), undated };
}

export function withTreatment(
  visits: readonly EncounterRecord[],
  treatment: Treatment,
  asOf: Day,
  numbers: LensNumbers,
): readonly Visit[] {
  return visits.flatMap((encounter) => {
    const day = encounter.start?.lo;
    if (day === undefined) return [];
    const isRadiotherapy = treatment.exposures.some((one) => isRadiotherapyOn(one, day));
    return [
      { encounter, day, isRadiotherapy, onTreatment: isRadiotherapy || onTreatment(day, treatment, asOf, numbers) },
    ];
  });
}

/**
 * Treated on or before the day of the visit and on or after it, on two days (CMS157, 2026). Two treatments on
 * one side of it count by one definition and not by the other. Only what the record says was given counts; an order may be for tablets,
 * which the measure leaves out, or never have been given.
 */
function onTreatment(day: Day, { exposures, undated }: Treatment, asOf: Day, numbers: LensNumbers): Kleene {
  const { aroundVisitDays, radiotherapyCourseDays } = numbers;
  const near = exposures.filter(
    (one) => isGiven(one) && one.start.lo >= day - aroundVisitDays && one.start.hi <= day + aroundVisitDays,
  );
  const days = new Set(near.map(({ start }) => start.lo));
  const isBefore = near.some(({ start }) => start.hi <= day);
  const isAfter = near.some(({ start }) => start.lo >= day);
  if (days.size > 1) return isBefore && isAfter ? true : null;
  const mayFollow = days.size > 0 && day + aroundVisitDays > asOf;
  const ordered = exposures.some(
    (one) =>
      one.kind === 'antineoplastic' &&
      !isGiven(one) &&
      one.start.lo <= day + aroundVisitDays &&
      one.lastDay >= day - aroundVisitDays,
  );
  const inCourse = exposures.some(
    ({ kind, start }) => kind === 'radiotherapy' && start.lo <= day && start.hi + radiotherapyCourseDays >= day,
  );
  return mayFollow || ordered || inCourse || undated.length > 0 ? null : false;
}

const isRadiotherapyOn = ({ kind, start, lastDay }: Exposure, day: Day): boolean =>
  kind === 'radiotherapy' && start.lo <= day && lastDay >= day;

const GIVEN = /^(MedicationAdministration|Procedure)\//;

/** The record says that it was given by somebody, and not only that it was ordered, dispensed or taken at home. */
export function isGiven({ kind, evidence }: Exposure): boolean {
  return (kind === 'antineoplastic' || kind === 'procedure') && evidence.some(({ reference }) => GIVEN.test(reference));
}

/** Recorded at this visit, or on its day; null where a date is too coarse to tell. */
export function atVisit(
  one: { readonly when: When | null; readonly encounter: string | null },
  { encounter, day }: Visit,
): Kleene {
  if (one.encounter === encounter.reference) return true;
  const { when } = one;
  if (when === null) return null;
  if (when.lo === when.hi) return when.lo === day;
  return when.lo <= day && when.hi >= day ? null : false;
}

/**
 * Pain at a visit: the highest score; `unclear` where pain was recorded in a way that is not understood, on a day that is not told, or in the
 * week of radiotherapy before it, for whether the visit stands for that week is not told.
 */
export function painAt(
  chart: Chart,
  visit: Visit,
  { radiotherapyWeekDays }: LensNumbers,
): { readonly score: number | null; readonly unclear: boolean } {
  let score: number | null = null;
  let unclear = false;
  for (const one of chart.observations) {
    if (!isPain(one)) continue;
    const here = atVisit(one, visit);
    if (here === false) {
      const { when } = one;
      if (visit.isRadiotherapy && when !== null && when.hi < visit.day && when.hi >= visit.day - radiotherapyWeekDays)
        unclear = true;
      continue;
    }
    if (here === null || one.kind === 'symptom-unclear') unclear = true;
    else if (one.kind === 'symptom') score = Math.max(score ?? 0, one.severity);
  }
  return { score, unclear: score === null && unclear };
}

function isPain(one: ObservationRecord): boolean {
  return (one.kind === 'symptom' || one.kind === 'symptom-unclear') && one.item === 'pain';
}
