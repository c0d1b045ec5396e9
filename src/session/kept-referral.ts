/** Between the submission's states and what is kept in the tab. */
import type { Submission, SubmissionEvent } from '../domain/referral/submission.ts';
import type { KeptReferral } from '../ehr/port.ts';

/** What to write down; null when there is nothing, or when the port itself has written (it marks `sending`). */
export function keptOf(submission: Submission): KeptReferral | null {
  switch (submission.at) {
    case 'idle':
    case 'sending':
      return null;
    case 'editing':
    case 'checking':
    case 'confirming':
      return { decisionId: submission.decisionId, draft: submission.draft, phase: { at: 'editing' } };
    case 'settled': {
      const { decisionId, draft, outcome, since, userWord } = submission;
      return {
        decisionId,
        draft,
        phase: { at: 'settled', outcome, time: since, ...(userWord === null ? {} : { userWord }) },
      };
    }
    default:
      return submission satisfies never;
  }
}

/** How a referral found after a reload comes back. */
export function foundAgain({ decisionId, draft, phase }: KeptReferral): SubmissionEvent {
  switch (phase.at) {
    case 'editing':
      return { type: 'draft-found', decisionId, draft };
    case 'sending':
      return { type: 'send-found', decisionId, draft, since: phase.since, via: phase.via };
    case 'settled':
      return {
        type: 'outcome-found',
        decisionId,
        draft,
        outcome: phase.outcome,
        since: phase.time,
        userWord: phase.userWord ?? null,
      };
    default:
      return phase satisfies never;
  }
}
