/** Performance status from every form in which it is recorded (clinical reference 3.2 row 11, 5.4). */
import type { When } from '../logic/when.ts';
import type { Chart } from './chart.ts';
import type { ObservationRecord, PerformanceReading } from './records.ts';

export type PerformanceObservation = Extract<
  ObservationRecord,
  { readonly kind: 'ecog' | 'karnofsky' | 'palliative-performance-scale' }
>;

export function isPerformance(observation: ObservationRecord): observation is PerformanceObservation {
  return (
    observation.kind === 'ecog' ||
    observation.kind === 'karnofsky' ||
    observation.kind === 'palliative-performance-scale'
  );
}

/** Readings of living people, newest first and on equal terms the worse first; undated ones last. */
export function performanceReadings(chart: Chart): readonly PerformanceObservation[] {
  return chart.observations
    .filter(isPerformance)
    .filter((one) => one.reading.is !== 'dead')
    .toSorted((a, b) => newestFirst(a, b) || severity(b) - severity(a));
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

/** ECOG 3 or 4, Karnofsky or PPS 10 to 50: needs much help with daily life. Null when a range or unclear text straddles it. */
export function isPoor(observation: PerformanceObservation): boolean | null {
  const poor = (value: number): boolean => (observation.kind === 'ecog' ? value >= 3 : value <= 50);
  const { reading } = observation;
  switch (reading.is) {
    case 'exact':
      return poor(reading.value);
    case 'range': {
      const ends = [poor(reading.low), poor(reading.high)];
      return ends[0] === ends[1] ? (ends[0] ?? null) : null;
    }
    case 'dead':
    case 'unclear':
      return null;
    default:
      return reading satisfies never;
  }
}

/** ECOG 4 or Karnofsky or PPS 10 to 30: in bed all day. */
export function isBedbound(observation: PerformanceObservation): boolean {
  const { reading } = observation;
  if (reading.is !== 'exact') return false;
  return observation.kind === 'ecog' ? reading.value === 4 : reading.value <= 30;
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
