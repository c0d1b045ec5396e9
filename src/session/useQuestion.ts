import { useSyncExternalStore } from 'react';
import { useEhr } from './ehr-context.ts';
import { startQuestion, type QuestionStore, type QuestionView } from './question-store.ts';
import type { EhrSession } from './start-session.ts';

/** One for a session, begun when its form is first opened: the file with it comes only then. */
const stores = new WeakMap<EhrSession, QuestionStore>();

function storeOf(session: EhrSession): QuestionStore {
  const found = stores.get(session);
  if (found !== undefined) return found;
  const begun = startQuestion(session.port, session.now, session.mintId);
  stores.set(session, begun);
  return begun;
}

export interface UsedQuestion extends QuestionView {
  /** The same object in every render. */
  readonly actions: QuestionStore;
}

/** The question to the palliative team of this visit: there is at most one at a time. */
export function useQuestion(): UsedQuestion {
  const actions = storeOf(useEhr());
  return { ...useSyncExternalStore(actions.subscribe, actions.view), actions };
}
