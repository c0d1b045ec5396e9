import type { Submission } from '../../domain/referral/submission.ts';

/** The states in which the form is shown. */
export type Draftable = Extract<Submission, { at: 'editing' | 'checking' | 'confirming' }>;
