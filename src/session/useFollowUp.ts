import { useMemo, useSyncExternalStore } from 'react';
import { NEEDS_V1 } from '../domain/dosing/profiles.ts';
import { followUpsOf, type FollowUp } from '../domain/referral/follow-up.ts';
import { FOLLOW_UP, type FollowUpNumbers } from '../domain/referral/follow-up-numbers.ts';
import { numbersOf } from '../domain/triggers/evaluate.ts';
import { useEhr } from './ehr-context.ts';
import { followUpOf, type FollowUpState, type FollowUpStore } from './follow-up-store.ts';
import { useChart } from './useChart.ts';

export type { AmendmentView } from './follow-up-store.ts';

export interface UsedFollowUp extends FollowUpState {
  /** Each referral with its state, on the day from which the chart is looked at. */
  readonly followUps: readonly FollowUp[];
  readonly numbers: FollowUpNumbers;
  /** Days within which an urgent visit is asked for. */
  readonly urgentDays: number;
  /** The same object in every render. */
  readonly actions: FollowUpStore;
}

/** What has become of the referrals, and the ways to change one. */
export function useFollowUp(): UsedFollowUp {
  const session = useEhr();
  const store = followUpOf(session);
  const state = useSyncExternalStore(store.subscribe, store.view);
  const { view } = useChart();
  const { thresholds, profile = NEEDS_V1 } = session.rules;
  const numbers = useMemo(() => numbersOf(FOLLOW_UP, thresholds ?? {}), [thresholds]);
  const asOf = view.at === 'reading' || view.at === 'settled' ? view.chart.asOf : null;
  const { records } = state;
  const followUps = useMemo(() => {
    if (records === null || asOf === null) return [];
    const { urgent, routine } = profile.visitDays.specialist;
    return followUpsOf(records, { asOf, numbers, visitDays: { urgent, routine } });
  }, [records, asOf, numbers, profile]);
  return { ...state, followUps, numbers, urgentDays: profile.visitDays.specialist.urgent, actions: store };
}
