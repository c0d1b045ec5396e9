import type { ReferralRecord } from '../chart/records.ts';
import type { Problem } from '../problem.ts';
import type { ChannelId, FiledAs } from './channel.ts';

/** What is known to have become of something that the EHR has. */
interface There {
  readonly reference: string;
  /** False: the EHR said so, and it could not be read back. */
  readonly readBack: boolean;
  /** A look found it; no answer to a send said so. */
  readonly found?: true;
  /**
   * What is there may be an earlier version of what is in the form now: the user had said that it was not there, and went on
   * writing.
   */
  readonly earlierWords?: true;
  /** Other referrals that were open when it was there: two people may act at once. */
  readonly alsoOpen: readonly ReferralRecord[];
}

/**
 * What is known to have become of a referral. No outcome claims more than was seen: what the EHR has was answered by it
 * or found there; `unknown` is left only by a hit or the user's word.
 */
export type SubmissionOutcome =
  | ({ readonly outcome: 'placed' } & There)
  /** A draft or proposal, in the chart or in the clinician's cart: not an order until it is signed. */
  | ({ readonly outcome: 'prepared'; readonly via: 'fhir-create' | 'web-messaging' } & There)
  /** An entry of a work list, a message, a letter. No order was placed. */
  | ({ readonly outcome: 'filed'; readonly as: FiledAs } & There)
  /** Taken in by the EHR, waiting for review there. */
  | { readonly outcome: 'staged'; readonly reference: string | null }
  /** Nothing was created: the server or a check said no. The draft stays. */
  | { readonly outcome: 'refused'; readonly problems: readonly Problem[] }
  /** The answer was lost. It may or may not be there; `via`: the way it went. */
  | { readonly outcome: 'unknown'; readonly via: ChannelId; readonly why: Problem }
  /** Nothing was sent: the letter is for the user to hand on. */
  | { readonly outcome: 'manual' };

/** The outcomes with which something is there, to be read and counted. */
export type OnRecord = Extract<SubmissionOutcome, { readonly readBack: boolean }>;

export function isOnRecord(outcome: SubmissionOutcome): outcome is OnRecord {
  return outcome.outcome === 'placed' || outcome.outcome === 'prepared' || outcome.outcome === 'filed';
}
