/** Change of weight over about six months (clinical reference 3.2 row 17). */
import type { Day, When } from '../logic/when.ts';
import type { Chart } from './chart.ts';
import { datedReadings, isLaterThan, undatedReadings, type Dated, type ReadingOf } from './readings.ts';

export type WeightReading = Dated<ReadingOf<'weight'>> & { readonly kilograms: number };

/** Days and percents that say which weights are compared; rule 17 holds their sources. */
export interface WeightWindows {
  /** The latest weight counts for so many days. */
  readonly latestDays: number;
  /** The baseline lies so many days before the latest. */
  readonly baselineFromDays: number;
  readonly baselineToDays: number;
  /** Failing that, the oldest weight at least so many days before. */
  readonly shortestDays: number;
  /** A change of more than so many percent within so many days is a slip of the pen. */
  readonly errorPercent: number;
  readonly errorDays: number;
  /** So is a change of more than so many percent in the whole time. */
  readonly implausiblePercent: number;
}

export interface WeightChange {
  /** Negative for a loss; to two decimals. */
  readonly percent: number;
  readonly from: When;
  readonly to: When;
  readonly latest: WeightReading;
  /** The weight with which the latest is compared; of several the one in the middle. */
  readonly baseline: WeightReading;
  /** Kilograms; the median when there are several. */
  readonly baselineKilograms: number;
  /** The baseline is less than about six months old. */
  readonly short: boolean;
  /** The date of one of the two is not exact. */
  readonly imprecise: boolean;
}

export type WeightCourse =
  | { readonly is: 'known'; readonly change: WeightChange }
  | { readonly is: 'never' | 'unit-unknown' | 'undated'; readonly readings: readonly ReadingOf<'weight'>[] }
  | { readonly is: 'stale'; readonly latest: WeightReading }
  | { readonly is: 'no-baseline'; readonly latest: WeightReading }
  /** Two weights that cannot both be right. */
  | { readonly is: 'contradictory'; readonly latest: WeightReading; readonly other: WeightReading };

/** Compares the latest weight with that of about six months before it. */
export function weightCourse(chart: Chart, asOf: Day, windows: WeightWindows): WeightCourse {
  const dated = datedReadings(chart, 'weight');
  const known = dated.filter((one): one is WeightReading => one.kilograms !== null);
  const [latest] = known;
  const [newest] = dated;
  // The newest weight is on record and cannot be read: an older one is not the latest.
  if (latest !== undefined && newest !== undefined && isUnreadAfter(newest, latest, asOf, windows))
    return { is: 'unit-unknown', readings: [newest] };
  if (latest === undefined) {
    if (dated.length > 0) return { is: 'unit-unknown', readings: dated };
    const undated = undatedReadings(chart, 'weight');
    return { is: undated.length > 0 ? 'undated' : 'never', readings: undated };
  }
  if (latest.when.hi < asOf - windows.latestDays) return { is: 'stale', latest };
  const wrong = slips(known, windows);
  const contradiction = wrong.get(latest);
  if (contradiction !== undefined) return { is: 'contradictory', latest, other: contradiction };
  const earlier = known.filter((one) => one !== latest && !wrong.has(one));
  const apart = (one: WeightReading): number => latest.when.hi - one.when.hi;
  const half = earlier.filter((one) => apart(one) >= windows.baselineToDays && apart(one) <= windows.baselineFromDays);
  const [oldest] = earlier
    .filter((one) => apart(one) >= windows.shortestDays && apart(one) <= windows.baselineFromDays)
    .slice(-1);
  const baseline = half.length > 0 ? middleOf(half) : oldest;
  if (baseline === undefined) return { is: 'no-baseline', latest };
  const baselineKilograms = half.length > 0 ? medianOf(half) : baseline.kilograms;
  if (Math.abs(latest.kilograms - baselineKilograms) > (windows.implausiblePercent / 100) * baselineKilograms)
    return { is: 'contradictory', latest, other: baseline };
  return {
    is: 'known',
    change: {
      percent: Math.round(((latest.kilograms - baselineKilograms) / baselineKilograms) * 10_000) / 100,
      from: baseline.when,
      to: latest.when,
      latest,
      baseline,
      baselineKilograms,
      short: half.length === 0,
      imprecise: baseline.when.lo !== baseline.when.hi || latest.when.lo !== latest.when.hi,
    },
  };
}

function isUnreadAfter(
  newest: Dated<ReadingOf<'weight'>>,
  latest: WeightReading,
  asOf: Day,
  { latestDays }: WeightWindows,
): boolean {
  return newest.kilograms === null && newest.when.hi >= asOf - latestDays && isLaterThan(newest.when, latest.when);
}

/** Neighbors in time that differ more than a body can: each with the one that it contradicts. */
function slips(
  newestFirst: readonly WeightReading[],
  { errorPercent, errorDays }: WeightWindows,
): ReadonlyMap<WeightReading, WeightReading> {
  const wrong = new Map<WeightReading, WeightReading>();
  for (const [index, newer] of newestFirst.entries()) {
    const older = newestFirst[index + 1];
    if (older === undefined || newer.when.hi - older.when.hi > errorDays) continue;
    if (Math.abs(newer.kilograms - older.kilograms) <= (errorPercent / 100) * older.kilograms) continue;
    wrong.set(newer, older);
    wrong.set(older, newer);
  }
  return wrong;
}

function sortedByWeight(weights: readonly WeightReading[]): readonly WeightReading[] {
  return weights.toSorted((a, b) => a.kilograms - b.kilograms || b.when.hi - a.when.hi);
}

function middleOf(weights: readonly WeightReading[]): WeightReading | undefined {
  return sortedByWeight(weights)[Math.floor((weights.length - 1) / 2)];
}

function medianOf(weights: readonly WeightReading[]): number {
  const sorted = sortedByWeight(weights);
  const upper = sorted[Math.floor(sorted.length / 2)]?.kilograms ?? 0;
  const lower = sorted[Math.floor((sorted.length - 1) / 2)]?.kilograms ?? upper;
  return (lower + upper) / 2;
}
