import { createContext, use } from 'react';
import type { EhrSession } from './start-session.ts';

export const EhrContext = createContext<EhrSession | null>(null);

export function useEhr(): EhrSession {
  const session = use(EhrContext);
  if (session === null) throw new Error('no EhrProvider above');
  return session;
}
