import { useSyncExternalStore } from 'react';
import type { DecisionStore, DecisionView } from './decision-store.ts';
import { useEhr } from './ehr-context.ts';

export interface UsedDecision extends DecisionView {
  /** The same object in every render. */
  readonly actions: DecisionStore;
}

/** The decision other than yes of this visit: there is at most one at a time. */
export function useDecision(): UsedDecision {
  const { decision } = useEhr();
  return { ...useSyncExternalStore(decision.subscribe, decision.view), actions: decision };
}
