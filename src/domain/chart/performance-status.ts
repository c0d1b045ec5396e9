/** Performance status from every form in which it is recorded (clinical reference 3.2 row 11, 5.4). */
import { compareWhen, type When } from '../logic/when.ts';
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

/** Readings of living people, newest first; undated ones last. */
export function performanceReadings(chart: Chart): readonly PerformanceObservation[] {
  return chart.observations
    .filter(isPerformance)
    .filter((one) => one.reading.is !== 'dead')
    .toSorted((a, b) => (a.when === null ? 1 : b.when === null ? -1 : compareWhen(b.when, a.when)));
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
