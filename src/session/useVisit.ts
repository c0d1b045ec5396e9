import { useSyncExternalStore } from 'react';
import type { Visit } from '../domain/visit/visit.ts';
import { useEhr } from './ehr-context.ts';
import type { VisitStore } from './visit-store.ts';

export interface UsedVisit {
  readonly visit: Visit;
  readonly actions: VisitStore;
}

/** What was said at this visit, and the ways to say more or to take it back. */
export function useVisit(): UsedVisit {
  const { visit } = useEhr();
  return { visit: useSyncExternalStore(visit.subscribe, visit.view), actions: visit };
}
