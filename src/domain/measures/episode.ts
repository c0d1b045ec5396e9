/**
 * The six-month episode in which a patient would be, estimated from treatments on record (clinical reference 6.1): it begins with the first
 * qualifying treatment after the one before has ended. CMS counts from claims, and may begin on another day.
 */
import { isSystemic } from '../chart/exposures.ts';
import { civil, dayOf, type Day } from '../logic/when.ts';
import type { Treatment } from './candidate.ts';
import { said, type Said } from './lens-says.ts';
import { MODEL_FROM, MODEL_TO, type LensNumbers } from './model.ts';

export interface Episode extends Said {
  /** First and last day; null where there is none now, or it cannot be told. */
  readonly days: { readonly start: Day; readonly end: Day } | null;
}

/** Null where no qualifying treatment is on record at all. */
export function episodeOf(
  { exposures, undated }: Treatment,
  asOf: Day,
  { episodeMonths }: LensNumbers,
): Episode | null {
  const given = exposures.filter((one) => isSystemic(one) && one.lastDay >= MODEL_FROM);
  const coarse = given.filter(({ start }) => start.lo !== start.hi);
  if (undated.length + coarse.length > 0)
    return { days: null, ...said('episode-undated', {}, [...undated, ...coarse.flatMap(({ evidence }) => evidence)]) };
  let start: Day | null = null;
  let end: Day = MODEL_FROM - 1;
  let first: readonly (typeof given)[number]['evidence'][number][] = [];
  for (const one of given.toSorted((a, b) => a.start.lo - b.start.lo)) {
    // What goes on when an episode has ended begins the next on the day after.
    const last = one.endGuessed ? one.start.lo : Math.min(one.lastDay, asOf);
    while (last > end) {
      start = Math.max(one.start.lo, end + 1);
      end = addMonths(start, episodeMonths) - 1;
      first = one.evidence;
    }
  }
  if (start === null) return null;
  if (end < asOf) return { days: null, ...said('episode-over', { end }, first) };
  const days = { start, end };
  if (end > MODEL_TO) return { days, ...said('episode-past-end-of-model', { ...days, modelEnds: MODEL_TO }, first) };
  return { days, ...said('episode', { ...days, month: monthOf(start, asOf) }, first) };
}

/** 1 for the first month. */
function monthOf(start: Day, asOf: Day): number {
  let month = 1;
  while (addMonths(start, month) <= asOf) month += 1;
  return month;
}

/** The same day so many months later, or the last of that month. */
export function addMonths(day: Day, months: number): Day {
  const from = civil(day);
  const index = from.month - 1 + months;
  const year = from.year + Math.floor(index / 12);
  const month = (index % 12) + 1;
  const length = dayOf(month === 12 ? year + 1 : year, month === 12 ? 1 : month + 1, 1) - dayOf(year, month, 1);
  return dayOf(year, month, Math.min(from.day, length));
}
