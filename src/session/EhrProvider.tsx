import { useEffect, type ReactNode } from 'react';
import { EhrContext } from './ehr-context.ts';
import type { EhrSession } from './start-session.ts';

/** Gives a running session to the screens, and sees to it that leaving the page loses nothing. */
export function EhrProvider({
  session,
  children,
}: {
  readonly session: EhrSession;
  readonly children: ReactNode;
}): ReactNode {
  useEffect(() => {
    const { referral } = session;
    const warn = (event: BeforeUnloadEvent): void => {
      if (referral.wouldLose()) event.preventDefault();
    };
    // An EHR may hide a frame and never show it again, without a pagehide.
    const hidden = (): void => {
      if (document.visibilityState === 'hidden') referral.flush();
    };
    const flush = (): void => referral.flush();
    window.addEventListener('beforeunload', warn);
    window.addEventListener('pagehide', flush);
    document.addEventListener('visibilitychange', hidden);
    return () => {
      window.removeEventListener('beforeunload', warn);
      window.removeEventListener('pagehide', flush);
      document.removeEventListener('visibilitychange', hidden);
    };
  }, [session]);

  return <EhrContext value={session}>{children}</EhrContext>;
}
