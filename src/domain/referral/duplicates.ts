import type { ReferralRecord } from '../chart/records.ts';
import type { Problem } from '../problem.ts';

/** Whether the same has been asked already. "Could not check" is an answer of its own and never reads as "none". */
export type DuplicateCheck =
  | { readonly result: 'none'; readonly searched: number }
  | { readonly result: 'similar'; readonly referrals: readonly ReferralRecord[] }
  | { readonly result: 'open'; readonly referrals: readonly ReferralRecord[] }
  | { readonly result: 'could-not-check'; readonly why: Problem };
