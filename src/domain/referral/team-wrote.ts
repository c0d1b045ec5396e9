/** What the palliative team has written lately, about a referral or on a question: somebody has to read it. Pure. */
import type { Day, When } from '../logic/when.ts';
import type { TeamWords } from './follow-up.ts';

/** For so long the words of the team are named beside the answer. [DESIGN] */
export const TEAM_WROTE_DAYS = 30;

/** The newest dated words of these days; null where there are none. */
export function teamWroteOn(all: readonly { readonly says: readonly TeamWords[] }[], asOf: Day): When | null {
  return all
    .flatMap(({ says }) => says.flatMap(({ on }) => on ?? []))
    .filter(({ lo, hi }) => lo <= asOf && asOf - hi <= TEAM_WROTE_DAYS)
    .reduce<When | null>((newest, one) => (newest === null || one.hi > newest.hi ? one : newest), null);
}
