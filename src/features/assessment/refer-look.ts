import type { Recommendation } from '../../domain/dosing/recommendation.ts';

/** How the *Refer* button looks; null where it makes no sense. */
export type ReferLook = 'filled' | 'outlined' | null;

/** Filled when a step is suggested; there but quiet behind a gate that a clinician may know better than the chart. */
export function referLook({ level, suppressedBy }: Recommendation): ReferLook {
  switch (suppressedBy) {
    case 'deceased':
    case 'under-18':
    case 'referral-open':
    case 'referral-prepared':
      return null;
    case 'possibly-deceased':
    case 'hospice':
    case 'no-active-malignancy':
    case 'cancer-status-unclear':
      return 'outlined';
    case null:
      return level === 'specialist' || level === 'navigator' || level === 'hospice-conversation'
        ? 'filled'
        : 'outlined';
    default:
      return suppressedBy satisfies never;
  }
}
