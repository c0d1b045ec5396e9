/** The way that is always open: a letter, which the user hands on. Nothing is sent and nothing is claimed. */
import type { SubmissionOutcome } from '../../domain/referral/outcome.ts';

export const handedOn: SubmissionOutcome = { outcome: 'manual' };
