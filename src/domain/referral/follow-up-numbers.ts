/** When a referral that nobody answers is worth a call (interop reference 4.9). A site changes them under `thresholds`. */
import { days, type Values } from '../triggers/rule.ts';

/** The reference asks for a reminder "after N days" and leaves N open: these are our choice. [DESIGN] */
export const FOLLOW_UP_NUMBERS = {
  noAnswerDays: days(7, 'days after which a referral that nobody has answered is worth a call'),
  urgentNoAnswerDays: days(1, 'the same for one that was sent as urgent'),
  signatureDays: days(2, 'days that a prepared referral may wait for its signature'),
  closedDays: days(90, 'days for which a referral that has ended stands among the others'),
} as const;

export type FollowUpNumbers = Values<typeof FOLLOW_UP_NUMBERS>;

/** As the numbers of a rule are looked up by its id. */
export const FOLLOW_UP = { id: 'follow-up', thresholds: FOLLOW_UP_NUMBERS } as const;
