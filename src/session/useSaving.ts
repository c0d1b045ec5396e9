import { useSyncExternalStore } from 'react';
import { useEhr } from './ehr-context.ts';
import type { SavingView, VisitStore } from './visit-store.ts';

export interface UsedSaving {
  readonly saving: SavingView;
  readonly actions: VisitStore;
}

/** Which entries the EHR takes into the chart, and what became of writing them. */
export function useSaving(): UsedSaving {
  const { visit } = useEhr();
  return { saving: useSyncExternalStore(visit.saving.subscribe, visit.saving.view), actions: visit };
}
