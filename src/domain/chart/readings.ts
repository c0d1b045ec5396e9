/** Readings of one kind, sorted once for all rules that ask. */
import type { Kleene } from '../logic/kleene.ts';
import { onceForEach } from '../logic/once.ts';
import { compareWhen, within, type Day, type When } from '../logic/when.ts';
import type { Chart } from './chart.ts';
import type { ObservationRecord } from './records.ts';

export type ReadingKind = ObservationRecord['kind'];
export type ReadingOf<Kind extends ReadingKind> = Extract<ObservationRecord, { readonly kind: Kind }>;
export type Dated<Reading> = Reading & { readonly when: When };

interface Sorted {
  /** Newest first. */
  readonly dated: ObservationRecord[];
  readonly undated: ObservationRecord[];
}

const indexOf = onceForEach((observations: readonly ObservationRecord[]): ReadonlyMap<ReadingKind, Sorted> => {
  const index = new Map<ReadingKind, Sorted>();
  for (const one of observations) {
    let sorted = index.get(one.kind);
    if (sorted === undefined) index.set(one.kind, (sorted = { dated: [], undated: [] }));
    (one.when === null ? sorted.undated : sorted.dated).push(one);
  }
  for (const { dated } of index.values()) if (dated.length > 1) dated.sort((a, b) => newestFirst(a.when, b.when));
  return index;
});

function newestFirst(a: When | null, b: When | null): number {
  return a === null || b === null ? 0 : compareWhen(b, a);
}

const NONE: readonly never[] = [];

/** Readings of one kind that have a date, newest first. */
export function datedReadings<Kind extends ReadingKind>(
  { observations }: Pick<Chart, 'observations'>,
  kind: Kind,
): readonly Dated<ReadingOf<Kind>>[] {
  // The index holds under a kind nothing but readings of it.
  return (indexOf(observations).get(kind)?.dated ?? NONE) as unknown as readonly Dated<ReadingOf<Kind>>[];
}

/** Readings of one kind without a date: they may be new or old. */
export function undatedReadings<Kind extends ReadingKind>(
  { observations }: Pick<Chart, 'observations'>,
  kind: Kind,
): readonly ReadingOf<Kind>[] {
  return (indexOf(observations).get(kind)?.undated ?? NONE) as unknown as readonly ReadingOf<Kind>[];
}

/** Known to be later: by its day, or by its time on one day. */
export function isLaterThan(one: When, other: When): boolean {
  if (one.hi !== other.hi) return one.hi > other.hi;
  return one.minutes !== null && other.minutes !== null && one.minutes > other.minutes;
}

/** A reading that counts, and whether all of its date lies within the window. */
export interface Valid<Reading> {
  readonly reading: Dated<Reading>;
  readonly inWindow: true | null;
}

/** The readings of the last `days` days, newest first; those whose date only overlaps the window are among them. */
export function validReadings<Kind extends ReadingKind>(
  chart: Pick<Chart, 'observations'>,
  kind: Kind,
  asOf: Day,
  days: number,
): readonly Valid<ReadingOf<Kind>>[] {
  const valid: Valid<ReadingOf<Kind>>[] = [];
  for (const reading of datedReadings(chart, kind)) {
    // Sorted by their last day: what follows is older still.
    if (reading.when.hi < asOf - days) break;
    const inWindow: Kleene = within(reading.when, asOf, days);
    if (inWindow !== false) valid.push({ reading, inWindow });
  }
  return valid;
}
