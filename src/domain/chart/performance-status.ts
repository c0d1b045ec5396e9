/** Performance status from every form in which it is recorded (clinical reference 3.2 row 11, 5.4). */
import { onceForEach } from '../logic/once.ts';
import { compareWhen, within, type Day, type When } from '../logic/when.ts';
import { isInpatientReading } from './acute-settings.ts';
import type { Chart } from './chart.ts';
import type { ActiveMalignancy } from './malignancy.ts';
import { datedReadings, undatedReadings } from './readings.ts';
import type { ObservationRecord, PerformanceReading } from './records.ts';
import { isLoaded } from './source.ts';

export type PerformanceObservation = Extract<
  ObservationRecord,
  { readonly kind: 'ecog' | 'karnofsky' | 'palliative-performance-scale' }
>;

const SCALES = ['ecog', 'karnofsky', 'palliative-performance-scale'] as const;

/** Readings of living people, newest first and on equal terms the worse first; undated ones last. */
export function performanceReadings(chart: Pick<Chart, 'observations'>): readonly PerformanceObservation[] {
  return sorted(chart.observations);
}

const sorted = onceForEach((observations: readonly ObservationRecord[]) => {
  const found: PerformanceObservation[] = [];
  for (const scale of SCALES) {
    for (const one of datedReadings({ observations }, scale)) if (one.reading.is !== 'dead') found.push(one);
    for (const one of undatedReadings({ observations }, scale)) if (one.reading.is !== 'dead') found.push(one);
  }
  return found.toSorted((a, b) => newestFirst(a, b) || severity(b) - severity(a));
});

export type DatedPerformance = PerformanceObservation & { readonly when: When };

export function isDated(one: PerformanceObservation): one is DatedPerformance {
  return one.when !== null;
}

/** Days that a reading counts; those taken in hospital go stale sooner (clinical reference 3.2 row 11). */
export interface PerformanceWindows {
  readonly windowDays: number;
  readonly inpatientWindowDays: number;
}

/**
 * The latest reading, when it still counts; `valid` null when only part of its date lies inside. The latest decides: one of
 * hospital that is too old does not give way to an older one, though it may to another of its day. `dated`: newest first.
 */
export function latestValid(
  dated: readonly DatedPerformance[],
  chart: Chart,
  asOf: Day,
  { windowDays, inpatientWindowDays }: PerformanceWindows,
): { readonly one: DatedPerformance; readonly valid: true | null } | null {
  for (const one of dated) {
    if (!isOfOneDay(one, dated[0])) break;
    const valid = within(one.when, asOf, isInpatientReading(one, chart) ? inpatientWindowDays : windowDays);
    if (valid !== false) return { one, valid };
  }
  return null;
}

function isOfOneDay(one: DatedPerformance, newest: DatedPerformance | undefined): boolean {
  if (newest === undefined || one === newest) return true;
  return (
    one.when.hi === newest.when.hi &&
    one.when.lo === newest.when.lo &&
    (one.when.minutes === null || newest.when.minutes === null)
  );
}

/**
 * It names a visit that was not received, and would no longer count had that been a hospital stay: what it says is then no
 * reason to say that nothing is there.
 */
export function mayBeStale(
  { encounter, when }: DatedPerformance,
  chart: Chart,
  { inpatientWindowDays }: PerformanceWindows,
): boolean {
  if (encounter === null || isLoaded(chart.sources, 'Encounter')) return false;
  return (
    within(when, chart.asOf, inpatientWindowDays) !== true &&
    !chart.encounters.some(({ reference }) => reference === encounter)
  );
}

/** Its focus is a tumor, and none of the cancers that this patient has now. */
export function isOfAnotherTumor(
  { focus }: PerformanceObservation,
  { conditions, oneVisit }: ActiveMalignancy,
): boolean {
  const tumors = focus.filter((one) => one.includes('Condition/'));
  return (
    tumors.length > 0 && !tumors.some((one) => [...conditions, ...oneVisit].some(({ reference }) => reference === one))
  );
}

/** The reading before it on the same scale; null when there is none. `dated`: newest first. */
export function previousOf(reading: DatedPerformance, dated: readonly DatedPerformance[]): DatedPerformance | null {
  return (
    dated.find((one) => one.kind === reading.kind && one !== reading && compareWhen(one.when, reading.when) < 0) ?? null
  );
}

/** A change of ECOG that is more likely an error, or another tumor, than the course of a disease: ask. */
export function isJump(
  now: DatedPerformance,
  before: DatedPerformance,
  { jumpGrades, jumpDays }: { readonly jumpGrades: number; readonly jumpDays: number },
): boolean {
  if (now.kind !== 'ecog' || now.reading.is !== 'exact' || before.reading.is !== 'exact') return false;
  return Math.abs(now.reading.value - before.reading.value) >= jumpGrades && now.when.lo - before.when.hi < jumpDays;
}

/** The value on its own scale; of a range the better end ("lower bound"); null when it is not understood. */
export function betterEnd({ kind, reading }: PerformanceObservation): number | null {
  switch (reading.is) {
    case 'exact':
      return reading.value;
    case 'range':
      return kind === 'ecog' ? Math.min(reading.low, reading.high) : Math.max(reading.low, reading.high);
    case 'dead':
    case 'unclear':
      return null;
    default:
      return reading satisfies never;
  }
}

function newestFirst(a: PerformanceObservation, b: PerformanceObservation): number {
  if (a.when === null || b.when === null) return a.when === b.when ? 0 : a.when === null ? 1 : -1;
  const days = b.when.hi - a.when.hi || b.when.lo - a.when.lo;
  // On one day only two times can be told apart; without them the worse reading comes first.
  if (days !== 0 || a.when.minutes === null || b.when.minutes === null) return days;
  return b.when.minutes - a.when.minutes;
}

/** On one scale from well to bedbound, so that ECOG and Karnofsky can be put in order; unclear ones ask to be looked at. */
function severity({ kind, reading }: PerformanceObservation): number {
  const of = (value: number): number => (kind === 'ecog' ? value * 20 : 100 - value);
  switch (reading.is) {
    case 'exact':
      return of(reading.value);
    case 'range':
      return Math.max(of(reading.low), of(reading.high));
    case 'unclear':
      return 50;
    case 'dead':
      return 0;
    default:
      return reading satisfies never;
  }
}

/** A value on each scale; PPS runs as Karnofsky does. Rule 11 holds the numbers. */
export interface PerformanceLimit {
  readonly ecog: number;
  readonly karnofsky: number;
}

/** At the limit or worse. Null when a range straddles it, or the text is unclear. */
export function isAtLeastAs(observation: PerformanceObservation, limit: PerformanceLimit): boolean | null {
  const bad = (value: number): boolean =>
    observation.kind === 'ecog' ? value >= limit.ecog : value <= limit.karnofsky;
  const { reading } = observation;
  switch (reading.is) {
    case 'exact':
      return bad(reading.value);
    case 'range': {
      const ends = [bad(reading.low), bad(reading.high)];
      return ends[0] === ends[1] ? (ends[0] ?? null) : null;
    }
    case 'dead':
    case 'unclear':
      return null;
    default:
      return reading satisfies never;
  }
}

/** The newest exact value of one scale, for the fact sheet. */
export function latestExact(
  chart: Chart,
  kind: PerformanceObservation['kind'],
): { value: number; when: When; observation: PerformanceObservation } | null {
  for (const observation of performanceReadings(chart)) {
    if (observation.kind === kind && observation.reading.is === 'exact' && observation.when !== null) {
      return { value: observation.reading.value, when: observation.when, observation };
    }
    // The newest one decides: an older exact value must not stand in for a newer range.
    if (observation.kind === kind && observation.when !== null) return null;
  }
  return null;
}

/** "3", "2-3" or the words, as recorded. */
export function readingText(reading: PerformanceReading): string {
  switch (reading.is) {
    case 'exact':
      return String(reading.value);
    case 'range':
      return `${reading.low}-${reading.high}`;
    case 'unclear':
      return reading.text;
    case 'dead':
      return '';
    default:
      return reading satisfies never;
  }
}
