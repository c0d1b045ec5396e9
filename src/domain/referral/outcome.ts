import type { Problem } from '../problem.ts';
import type { ReferralRecord } from '../chart/records.ts';

/**
 * What is known to have become of a referral. No outcome claims more than was seen:
 * `placed` and `prepared` were answered by the server or found there; `unknown` is left only by a hit or the user's word.
 */
export type SubmissionOutcome =
  | {
      readonly outcome: 'placed';
      readonly reference: string;
      readonly readBack: boolean;
      readonly alsoOpen: readonly ReferralRecord[];
    }
  /** A draft or proposal: not an order until it is signed. */
  | {
      readonly outcome: 'prepared';
      readonly reference: string;
      readonly readBack: boolean;
      readonly alsoOpen: readonly ReferralRecord[];
    }
  /** Taken in by the EHR (202), waiting for review there. */
  | { readonly outcome: 'staged'; readonly reference: string | null }
  /** Nothing was created: the server or a check said no. The draft stays. */
  | { readonly outcome: 'refused'; readonly problems: readonly Problem[] }
  /** The answer was lost. It may or may not be there. */
  | { readonly outcome: 'unknown'; readonly why: Problem }
  /** Nothing was sent: the letter is for the user to hand on. */
  | { readonly outcome: 'manual' };
