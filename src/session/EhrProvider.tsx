import { useEffect, type ReactNode } from 'react';
import { isQuestionOnlyHere, questionMayHaveLeft } from '../domain/question/question-write.ts';
import { EhrContext } from './ehr-context.ts';
import { isSaidOnlyHere } from './visit-store.ts';
import type { EhrSession } from './start-session.ts';

const LOOK_EVERY_MS = 10_000;
/** `input` and `click` too: who dictates, or works by switch or voice, presses no key. */
const SIGNS_OF_LIFE = ['pointerdown', 'pointermove', 'keydown', 'wheel', 'input', 'click'] as const;

/** Gives a running session to the screens; notices when somebody is there, and when the page is left. */
export function EhrProvider({
  session,
  children,
}: {
  readonly session: EhrSession;
  readonly children: ReactNode;
}): ReactNode {
  useEffect(() => {
    const { referral, presence, visit, decision } = session;
    const warn = (event: BeforeUnloadEvent): void => {
      const question = session.port.kept.question();
      // A page that closes itself has seen to what was written.
      if (
        presence.view().at !== 'closed' &&
        (referral.wouldLose() ||
          isSaidOnlyHere(visit, referral) ||
          decision.unfinished() !== null ||
          presence.isSaidElsewhere() ||
          isQuestionOnlyHere(question) ||
          questionMayHaveLeft(question))
      )
        event.preventDefault();
    };
    // An EHR may hide a frame and never show it again, without a pagehide.
    const hidden = (): void => {
      if (document.visibilityState === 'hidden') referral.flush();
      else presence.look();
    };
    // A page that the browser has kept and brings back may have slept for hours, without its timers or its locks.
    const broughtBack = ({ persisted }: PageTransitionEvent): void => {
      if (persisted) window.location.reload();
    };
    const putAway = ({ persisted }: PageTransitionEvent): void => {
      referral.flush();
      if (persisted) presence.hide();
    };
    const timer = setInterval(presence.look, LOOK_EVERY_MS);
    // What hides the chart does nothing else: the press that wakes a page must not press a button in it.
    const used = (event: Event): void => {
      presence.used();
      if (presence.view().at === 'here' || (event.target instanceof Element && event.target.closest('dialog') !== null))
        return;
      event.stopImmediatePropagation();
      if (event.cancelable) event.preventDefault();
    };
    for (const event of SIGNS_OF_LIFE) window.addEventListener(event, used, { capture: true, passive: false });
    window.addEventListener('beforeunload', warn);
    window.addEventListener('pagehide', putAway);
    window.addEventListener('pageshow', broughtBack);
    document.addEventListener('visibilitychange', hidden);
    return () => {
      window.removeEventListener('beforeunload', warn);
      window.removeEventListener('pagehide', putAway);
      window.removeEventListener('pageshow', broughtBack);
      clearInterval(timer);
      for (const event of SIGNS_OF_LIFE) window.removeEventListener(event, used, { capture: true });
      document.removeEventListener('visibilitychange', hidden);
    };
  }, [session]);

  return <EhrContext value={session}>{children}</EhrContext>;
}
