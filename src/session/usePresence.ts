import { useSyncExternalStore } from 'react';
import { useEhr } from './ehr-context.ts';
import type { Presence, PresenceStore } from './presence.ts';

/** Whether the chart is shown, and the ways to show it again or to close it. */
export function usePresence(): {
  readonly presence: Presence;
  readonly actions: Pick<PresenceStore, 'show' | 'done' | 'unfinished' | 'notSent'>;
} {
  const { presence } = useEhr();
  return { presence: useSyncExternalStore(presence.subscribe, presence.view), actions: presence };
}
