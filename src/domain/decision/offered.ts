/** Which of the answers can be given (product 2, 3; clinical reference 3.5). Pure. */
import type { Recommendation } from '../dosing/recommendation.ts';
import type { DecisionKind } from './decision.ts';

const ALL: readonly DecisionKind[] = ['our-team', 'not-now', 'patient-declined', 'already-receiving'];
const NONE: readonly DecisionKind[] = [];

/**
 * In the order of the buttons. A decision on record can be changed by a new one. Where nothing is suggested there is nothing to put off;
 * what the patient says, and who cares for them already, can be written down all the same.
 */
export function decisionsOffered({
  suppressedBy,
  level,
}: Pick<Recommendation, 'suppressedBy' | 'level'>): readonly DecisionKind[] {
  switch (suppressedBy) {
    case null:
      return level === 'watch' ? ['patient-declined', 'already-receiving'] : ALL;
    case 'patient-declined':
    case 'decision-recorded':
    case 'navigator-contact':
      return ALL;
    case 'comfort-care-recorded':
      return ['comfort-plan-not-current'];
    case 'deceased':
    case 'possibly-deceased':
    case 'under-18':
    case 'hospice':
    case 'no-active-malignancy':
    case 'cancer-status-unclear':
    case 'hospice-referral-open':
    case 'under-specialist-care':
    // The patient's no to a referral that stands is said where the referral is cancelled.
    case 'referral-open':
    case 'referral-prepared':
      return NONE;
    default:
      return suppressedBy satisfies never;
  }
}
