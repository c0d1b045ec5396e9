/** What rules 11 and 12 say alike of readings of performance status, and the numbers by which both take them. */
import type { Chart } from '../chart/chart.ts';
import {
  isDated,
  mayBeStale,
  readingText,
  type DatedPerformance,
  type PerformanceObservation,
} from '../chart/performance-status.ts';
import { state } from '../statement.ts';
import { cannotTell } from './findings.ts';
import { amount, days, type Finding } from './rule.ts';
import type { Missing } from './trigger.ts';
import { unreadIn } from './unread.ts';

export const READING_NUMBERS = {
  windowDays: days(60, 'days that the latest reading counts'),
  inpatientWindowDays: days(14, 'days that a reading taken in hospital counts'),
  // A change of this many grades in so few days is more likely an error or another tumor: ask.
  jumpGrades: amount(3, 'ECOG grades', 'change that is more likely an error'),
  jumpDays: days(28, 'days within which such a change is asked about'),
} as const;

/** None of the readings has a date, or there is none at all. */
export function noneDated(readings: readonly PerformanceObservation[]): Finding {
  const undated = readings.find((one) => !isDated(one));
  return undated === undefined
    ? cannotTell('never-recorded', state('performance-status-never', {}))
    : cannotTell('date-unknown', state('performance-status-undated', {}), [undated]);
}

/** The values of a reading as statements tell them. */
export function told(one: DatedPerformance): {
  readonly scale: DatedPerformance['kind'];
  readonly value: string;
  readonly when: DatedPerformance['when'];
} {
  return { scale: one.kind, value: readingText(one.reading), when: one.when };
}

/** The values of an earlier reading beside it. */
export function toldEarlier(one: DatedPerformance): {
  readonly earlier: string;
  readonly earlierWhen: DatedPerformance['when'];
} {
  return { earlier: readingText(one.reading), earlierWhen: one.when };
}

export function jumped(now: DatedPerformance, before: DatedPerformance): Finding {
  return cannotTell('value-imprecise', state('performance-status-jump', { ...told(now), ...toldEarlier(before) }), [
    now,
    before,
  ]);
}

/** A reading may be one of a hospital stay, and count no longer, where encounters were not read. */
export function unreadStays(
  now: DatedPerformance,
  chart: Chart,
  numbers: Parameters<typeof mayBeStale>[2],
): readonly Missing[] {
  const unread = mayBeStale(now, chart, numbers) ? unreadIn(chart, 'Encounter') : null;
  return unread === null ? [] : [unread];
}
