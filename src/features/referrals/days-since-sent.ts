import type { FollowUp } from '../../domain/referral/follow-up.ts';
import type { Day } from '../../domain/logic/when.ts';

/** Whole days since the referral was written; null where its day is not known, or is today. */
export function daysSinceSent({ referral: { authored } }: FollowUp, asOf: Day): number | null {
  return authored === null || authored.lo !== authored.hi || authored.hi >= asOf ? null : asOf - authored.hi;
}
