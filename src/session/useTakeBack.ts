import { useSyncExternalStore } from 'react';
import { useEhr } from './ehr-context.ts';
import { takeBackOf, type TakeBackStore, type TakeBackView } from './take-back-store.ts';

export interface UsedTakeBack extends TakeBackView {
  /** The same object in every render. */
  readonly actions: TakeBackStore;
}

/** Taking back a decision on record. */
export function useTakeBack(): UsedTakeBack {
  const store = takeBackOf(useEhr());
  return { ...useSyncExternalStore(store.subscribe, store.view), actions: store };
}
