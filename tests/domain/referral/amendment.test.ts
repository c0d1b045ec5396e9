/** Changing a referral: which day a change to sooner asks for. */
import { expect, it } from 'vitest';
import { dayOf } from '../../../src/domain/logic/when.ts';
import { visitDaysAfter } from '../../../src/domain/referral/amendment.ts';
import type { Priority } from '../../../src/domain/referral/follow-up.ts';

const TODAY = dayOf(2026, 11, 23);
const inDays = (days: number) => ({ lo: TODAY + days, hi: TODAY + days, precision: 'day', minutes: null }) as const;

it.each<readonly [string, before: Priority | null, wantedIn: number | null, now: Priority | null, number | null]>([
  ['a routine visit within two weeks becomes urgent', 'routine', 14, 'urgent', 3],
  ['its day has passed', 'routine', -2, 'urgent', null],
  ['it is asked for as soon already', 'routine', 3, 'urgent', null],
  ['it is asked for sooner already', 'routine', 1, 'urgent', null],
  ['it named no day', 'routine', null, 'urgent', 3],
  ['it named no priority', null, 14, 'urgent', 3],
  ['the priority stays', 'urgent', 14, 'urgent', null],
  ['nothing is said of it', 'routine', 14, null, null],
  ['an urgent one becomes routine: the day stays until somebody says another', 'urgent', 3, 'routine', null],
])('%s', (_, before, wantedIn, now, expected) => {
  const wantedBy = wantedIn === null ? null : inDays(wantedIn);
  expect(visitDaysAfter({ wantedBy, priority: before }, now, TODAY, 3)).toBe(expected);
});
