import type { Recommendation } from '../../domain/dosing/recommendation.ts';
import { asksForSpecialist } from '../../domain/referral/draft.ts';

/** How the *Refer* button looks; null where it makes no sense. `sign`: a referral waits for a signature, and that comes first. */
export type ReferLook = 'filled' | 'outlined' | 'sign' | null;

/**
 * Filled only where what it orders is what is suggested: it writes to specialists, so at the level of a nurse call it stands
 * back, as it does behind a gate that a clinician may know better than the chart.
 */
export function referLook(recommendation: Recommendation): ReferLook {
  const { suppressedBy } = recommendation;
  switch (suppressedBy) {
    case 'deceased':
    case 'under-18':
    case 'referral-open':
      return null;
    case 'referral-prepared':
      return 'sign';
    case 'possibly-deceased':
    case 'hospice':
    case 'comfort-care-recorded':
    case 'no-active-malignancy':
    case 'cancer-status-unclear':
    case 'hospice-referral-open':
    case 'under-specialist-care':
    case 'patient-declined':
    case 'decision-recorded':
    case 'navigator-contact':
      return 'outlined';
    case null:
      return asksForSpecialist(recommendation) ? 'filled' : 'outlined';
    default:
      return suppressedBy satisfies never;
  }
}
