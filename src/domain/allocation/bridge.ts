/** What begins meanwhile, when no specialist service can see the patient in time (clinical reference 4.5). */
import type { VisitNeeds } from './needs.ts';
import type { AllocationNumbers } from './numbers.ts';
import type { Ranking, ServiceOption } from './rank-services.ts';

export interface Bridge {
  /** Days until the earliest visit that is known; null where none is known. */
  readonly waitDays: number | null;
  /** The best nurse's line; null where the site has none that takes this patient. */
  readonly navigator: ServiceOption | null;
  readonly withinHours: number;
}

/**
 * Null while some service is in time, or may be: then there is nothing to bridge, or nobody knows. Where no service takes the
 * patient at all there is.
 */
export function bridgeOf(
  { options }: Ranking,
  navigators: Ranking,
  { asOf }: Pick<VisitNeeds, 'asOf'>,
  { bridgeWithinHours }: AllocationNumbers,
): Bridge | null {
  if (options.some(({ inTime }) => inTime !== false)) return null;
  const waits = options.flatMap(({ start }) => (start.by === 'unknown' ? [] : [start.day - asOf]));
  return {
    waitDays: waits.length === 0 ? null : Math.min(...waits),
    navigator: navigators.options[0] ?? null,
    withinHours: bridgeWithinHours,
  };
}
