import { useSyncExternalStore } from 'react';
import { useEhr } from './ehr-context.ts';
import type { ReferralStore, ReferralView } from './referral-store.ts';

export type { ReferralWay } from '../ehr/port.ts';
export type { WriteTexts } from './referral-store.ts';

export interface UsedReferral extends ReferralView {
  /** The same object in every render. */
  readonly actions: Omit<ReferralStore, 'subscribe' | 'view' | 'flush' | 'wouldLose' | 'answerChanged'>;
}

/** The referral of this launch: there is at most one at a time. */
export function useReferral(): UsedReferral {
  const { referral } = useEhr();
  const view = useSyncExternalStore(referral.subscribe, referral.view);
  return { ...view, actions: referral };
}
