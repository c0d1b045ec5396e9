/** Calcium and the other blood values that rules read, in mg/dL, mmol/L and g/dL (clinical reference 2.5, 3.2 rows 9, 18). */
import type { Day } from '../logic/when.ts';
import type { Chart } from './chart.ts';
import type { Evidence } from './evidence.ts';
import { datedReadings, isLaterThan, validReadings, type Dated, type ReadingOf, type Valid } from './readings.ts';

/** A total calcium, corrected for the albumin nearest to it when there is one. */
export interface CorrectedCalcium {
  readonly reading: Dated<ReadingOf<'calcium'>>;
  readonly inWindow: true | null;
  /** mg/dL: corrected, or as measured when no albumin is near. */
  readonly milligramsPerDeciliter: number;
  /** The albumin used, in g/dL; null when the value is not corrected. */
  readonly albumin: { readonly gramsPerDeciliter: number; readonly evidence: Evidence } | null;
}

/** Corrected calcium = calcium + 0.8 x (4.0 - albumin), mg/dL and g/dL: clinical reference 2.5. */
const PER_GRAM = 0.8;
const NORMAL_ALBUMIN = 4;

export function corrected(calcium: number, albumin: number): number {
  return Math.round((calcium + PER_GRAM * (NORMAL_ALBUMIN - albumin)) * 100) / 100;
}

/**
 * Total calcium of the last `days` days, newest first and of one time the highest first; each corrected by the albumin
 * nearest in time, at most `albuminDays` days apart.
 */
export function correctedCalcium(
  chart: Chart,
  asOf: Day,
  days: number,
  albuminDays: number,
): readonly CorrectedCalcium[] {
  const albumins = datedReadings(chart, 'albumin').filter((one) => one.gramsPerDeciliter !== null);
  const found: CorrectedCalcium[] = [];
  let from = 0;
  for (const { reading, inWindow } of validReadings(chart, 'calcium', asOf, days)) {
    const measured = reading.milligramsPerDeciliter;
    if (measured === null) continue;
    // Both lists run from new to old: what is too new for this one is too new for those that follow.
    while (from < albumins.length && (albumins[from]?.when.hi ?? 0) > reading.when.hi + albuminDays) from += 1;
    const nearest = nearestTo(reading.when.hi, albumins, from, albuminDays);
    const grams = nearest?.gramsPerDeciliter ?? null;
    found.push({
      reading,
      inWindow,
      milligramsPerDeciliter: grams === null ? measured : corrected(measured, grams),
      albumin: nearest === null || grams === null ? null : { gramsPerDeciliter: grams, evidence: nearest },
    });
  }
  return worstOfOneTimeFirst(found);
}

function nearestTo(
  day: Day,
  albumins: readonly Dated<ReadingOf<'albumin'>>[],
  from: number,
  albuminDays: number,
): Dated<ReadingOf<'albumin'>> | null {
  let nearest: Dated<ReadingOf<'albumin'>> | null = null;
  for (let index = from; index < albumins.length; index += 1) {
    const one = albumins[index];
    if (one === undefined || one.when.hi < day - albuminDays) break;
    if (nearest === null || Math.abs(one.when.hi - day) < Math.abs(nearest.when.hi - day)) nearest = one;
  }
  return nearest;
}

function worstOfOneTimeFirst(values: readonly CorrectedCalcium[]): readonly CorrectedCalcium[] {
  return values.toSorted(
    (a, b) =>
      b.reading.when.hi - a.reading.when.hi ||
      (b.reading.when.minutes ?? 0) - (a.reading.when.minutes ?? 0) ||
      b.milligramsPerDeciliter - a.milligramsPerDeciliter,
  );
}

/**
 * The newest reading of its kind within so many days, when it was measured and cannot be read (no unit, no limit, words): an
 * older value may then no longer hold.
 */
export function newestUnread(
  chart: Chart,
  kind: 'calcium' | 'ionized-calcium' | 'albumin' | 'lactate-dehydrogenase',
  asOf: Day,
  days: number,
): Dated<ReadingOf<typeof kind>> | null {
  let unread: Dated<ReadingOf<typeof kind>> | null = null;
  for (const { reading } of validReadings(chart, kind, asOf, days)) {
    if (!isRead(reading)) unread ??= reading;
    else return unread !== null && isLaterThan(unread.when, reading.when) ? unread : null;
  }
  return unread;
}

function isRead(reading: ReadingOf<'calcium' | 'ionized-calcium' | 'albumin' | 'lactate-dehydrogenase'>): boolean {
  switch (reading.kind) {
    case 'calcium':
      return reading.milligramsPerDeciliter !== null;
    case 'ionized-calcium':
      return reading.millimolesPerLiter !== null;
    case 'albumin':
      return reading.gramsPerDeciliter !== null;
    case 'lactate-dehydrogenase':
      return reading.elevated !== null;
    default:
      return reading satisfies never;
  }
}

/** The latest albumin with a value, within so many days. */
export function latestAlbumin(
  chart: Chart,
  asOf: Day,
  days: number,
): (Valid<ReadingOf<'albumin'>> & { readonly gramsPerDeciliter: number }) | null {
  for (const one of validReadings(chart, 'albumin', asOf, days)) {
    const { gramsPerDeciliter } = one.reading;
    if (gramsPerDeciliter !== null) return { ...one, gramsPerDeciliter };
  }
  return null;
}

/** The latest lactate dehydrogenase that can be judged by its own laboratory's limit, within so many days. */
export function latestDehydrogenase(
  chart: Chart,
  asOf: Day,
  days: number,
): (Valid<ReadingOf<'lactate-dehydrogenase'>> & { readonly elevated: boolean }) | null {
  for (const one of validReadings(chart, 'lactate-dehydrogenase', asOf, days)) {
    const { elevated } = one.reading;
    if (elevated !== null) return { ...one, elevated };
  }
  return null;
}
