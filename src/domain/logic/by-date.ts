/** The first and the last of dated things. What has no date is neither. */
import { compareWhen, type When } from './when.ts';

interface Dated {
  readonly when: When | null;
}

export function newestWhen(dated: readonly Dated[]): When | null {
  let newest: When | null = null;
  for (const { when } of dated) if (when !== null && (newest === null || compareWhen(when, newest) > 0)) newest = when;
  return newest;
}

export function oldestWhen(dated: readonly Dated[]): When | null {
  let oldest: When | null = null;
  for (const { when } of dated) if (when !== null && (oldest === null || compareWhen(when, oldest) < 0)) oldest = when;
  return oldest;
}
