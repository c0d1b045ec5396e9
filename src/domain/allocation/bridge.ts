/** What begins meanwhile, when no specialist service can see the patient in time (clinical reference 4.5). */
import type { Day } from '../logic/when.ts';
import type { VisitNeeds } from './needs.ts';
import type { AllocationNumbers } from './numbers.ts';
import type { Ranking, ServiceOption } from './rank-services.ts';

export interface Bridge {
  /** The last day that would be in time. */
  readonly by: Day;
  /** The service of the earliest visit that is known; null where none is known. */
  readonly earliest: { readonly name: string; readonly day: Day } | null;
  /** Days until the earliest visit that is known; null where none is known. */
  readonly waitDays: number | null;
  /** The best nurse's line; null where the site has none that takes this patient. */
  readonly navigator: ServiceOption | null;
  readonly withinHours: number;
}

/**
 * Null while some service is in time, or may be: then there is nothing to bridge, or nobody knows. Where no service takes the
 * patient at all there is; one that has just said no is not waited for.
 */
export function bridgeOf(
  { options }: Ranking,
  navigators: Ranking,
  { asOf, by }: Pick<VisitNeeds, 'asOf' | 'by'>,
  { bridgeWithinHours }: AllocationNumbers,
): Bridge | null {
  const open = options.filter(({ declined }) => !declined);
  if (open.some(({ inTime }) => inTime !== false)) return null;
  const earliest = open
    .flatMap(({ offer: { name }, start }) => (start.by === 'unknown' ? [] : [{ name, day: start.day }]))
    .toSorted((one, other) => one.day - other.day)[0];
  return {
    by,
    earliest: earliest ?? null,
    waitDays: earliest === undefined ? null : earliest.day - asOf,
    navigator: navigators.options[0] ?? null,
    withinHours: bridgeWithinHours,
  };
}
