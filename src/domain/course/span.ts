/** Days of items, and the order in which they stand. */
import { recordKey, type Evidence } from '../chart/evidence.ts';
import { compareWhen, type Day, type When } from '../logic/when.ts';
import type { CourseItem, Span, Until } from './item.ts';

/** The days of a date up to the day from which we look; null for one that lies after it. */
export function spanOf(when: When, asOf: Day): Span | null {
  return when.lo > asOf ? null : { first: when.lo, last: Math.min(when.hi, asOf) };
}

/** A recorded end; null where there is none, or one that lies before the beginning and is a mistake. */
export function endOf(start: When, end: When | null, asOf: Day): Until | null {
  const span = end === null ? null : spanOf(end, asOf);
  if (span === null || span.last < start.lo) return null;
  return { first: Math.max(span.first, Math.min(start.lo, asOf)), last: span.last, how: 'recorded' };
}

/** Oldest first, undated last; then by name, so that the order of arrival never shows. */
export function byDate(a: Evidence, b: Evidence): number {
  return (
    compareMaybe(a.when, b.when) ||
    compareText(recordKey(a), recordKey(b)) ||
    compareText(a.label, b.label) ||
    compareText(a.value ?? '', b.value ?? '')
  );
}

export function compareMaybe(a: When | null, b: When | null): number {
  if (a === null || b === null) return a === b ? 0 : a === null ? 1 : -1;
  return compareWhen(a, b);
}

export function compareText(a: string, b: string): number {
  return a === b ? 0 : a < b ? -1 : 1;
}

export function byFirstDay(a: CourseItem, b: CourseItem): number {
  const [one, other] = [a.span, b.span];
  if (one === null || other === null) return one === other ? compareText(a.id, b.id) : one === null ? 1 : -1;
  return one.first - other.first || one.last - other.last || compareText(a.id, b.id);
}

/** The records of an item, each once, oldest first. One answered questionnaire tells of several things. */
export function evidenceOf(records: readonly Evidence[]): readonly Evidence[] {
  if (records.length < 2) return records;
  const found = new Map<string, Evidence>();
  for (const one of records) {
    const key = `${recordKey(one)} ${one.label} ${one.value ?? ''}`;
    if (!found.has(key)) found.set(key, one);
  }
  return [...found.values()].toSorted(byDate);
}

type Made = Pick<CourseItem, 'lane' | 'what' | 'when'> &
  Partial<Pick<CourseItem, 'until' | 'value'>> & {
    readonly evidence: readonly Evidence[];
    /** Tells items of one kind on one record apart. */
    readonly key?: string;
  };

/** An item; null when all of it lies after the day from which we look. */
export function itemOf(
  { lane, what, when, until = null, value = null, evidence, key = '' }: Made,
  asOf: Day,
): CourseItem | null {
  const span = when === null ? null : spanOf(when, asOf);
  if (when !== null && span === null) return null;
  const sorted = evidenceOf(evidence);
  const [first] = sorted;
  const id = [lane, what.is, first === undefined ? '' : recordKey(first), key].join(' ');
  return { id, lane, what, when, span, until, value, evidence: sorted };
}
