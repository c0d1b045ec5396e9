import type { Day, When } from '../logic/when.ts';

/** The last day on which any of these is dated; null when none is. */
export function newestDay(records: readonly { readonly when: When | null }[]): Day | null {
  let newest: Day | null = null;
  for (const { when } of records) if (when !== null && (newest === null || when.hi > newest)) newest = when.hi;
  return newest;
}
