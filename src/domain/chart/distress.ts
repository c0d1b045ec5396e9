/** Distress screening: the latest score of each instrument (clinical reference 2.5, 3.2 rows 14 and 15). */
import type { Day, When } from '../logic/when.ts';
import type { Chart } from './chart.ts';
import { validReadings, type Dated, type ReadingOf, type Valid } from './readings.ts';

export const DISTRESS_INSTRUMENTS = ['phq-9', 'gad-7', 'distress-thermometer'] as const;
export type DistressInstrument = (typeof DISTRESS_INSTRUMENTS)[number];
export type DistressReading = ReadingOf<DistressInstrument>;

/** A screening that is newer than every score of its instrument within so many days, and that cannot be understood. */
export function unclearDistress(
  chart: Chart,
  instrument: DistressInstrument,
  asOf: Day,
  days: number,
): Dated<ReadingOf<'distress-unclear'>> | null {
  const unclear = validReadings(chart, 'distress-unclear', asOf, days).find(
    ({ reading }) => reading.instrument === instrument,
  )?.reading;
  if (unclear === undefined) return null;
  const score = latestScore(chart, instrument, asOf, days)?.reading.when;
  if (score === undefined || unclear.when.hi > score.hi) return unclear;
  // Answers and total of one day belong together; words of the same day may be the later word.
  if (unclear.when.hi < score.hi || unclear.answered) return null;
  const [a, b] = [unclear.when.minutes, score.minutes];
  return a === null || b === null || a >= b ? unclear : null;
}

/** One that is not understood, as it was recorded; without a value where only its total is missing. */
export function unclearScreening({ instrument, answered, value, when }: Dated<ReadingOf<'distress-unclear'>>): {
  readonly scale: DistressInstrument;
  readonly value: string | null;
  readonly when: When;
} {
  return { scale: instrument, value: answered ? null : value, when };
}

/**
 * The latest score of one instrument within so many days; of several on one day that time does not tell apart, the worst.
 * Null when a newer screening is not understood.
 */
export function latestDistress(
  chart: Chart,
  instrument: DistressInstrument,
  asOf: Day,
  days: number,
): Valid<DistressReading> | null {
  return unclearDistress(chart, instrument, asOf, days) === null ? latestScore(chart, instrument, asOf, days) : null;
}

function latestScore(
  chart: Chart,
  instrument: DistressInstrument,
  asOf: Day,
  days: number,
): Valid<DistressReading> | null {
  let latest: Valid<DistressReading> | null = null;
  for (const one of validReadings(chart, instrument, asOf, days)) {
    if (latest === null) latest = one;
    else if (one.reading.when.hi !== latest.reading.when.hi) break;
    else if (
      (one.reading.when.minutes === null || latest.reading.when.minutes === null) &&
      one.reading.score > latest.reading.score
    )
      latest = one;
  }
  return latest;
}
