import { Suspense, useEffect, useEffectEvent, type ReactNode } from 'react';
import { isDraftable } from '../../domain/referral/submission.ts';
import { useChart } from '../../session/useChart.ts';
import { useReferral } from '../../session/useReferral.ts';
import { useSessionClock } from '../../session/useSessionClock.ts';
import { ActionButton } from '../../ui/ActionButton.tsx';
import { ErrorBoundary } from '../../ui/ErrorBoundary.tsx';
import { Quiet } from '../../ui/Text.tsx';
import { QUESTION_PREFILL } from '../../words/prefill.ts';
import { screen } from '../../words/screen.ts';
import { outcome, sheet } from './later-parts.ts';

/** The form is fetched ahead once the answer is read, so that it is there when it is asked for. */
const FETCH_AHEAD_MS = 1500;

export interface ReferralEntryProps {
  /** How the button looks when nothing has been written yet; null: there is no button. */
  readonly look: 'filled' | 'outlined' | null;
  /** A referral waits for the user's signature: leads to it. Null: none does. */
  readonly toSign: (() => void) | null;
  readonly sheetOpen: boolean;
  /** The form of another answer is open: the filled button is in there. */
  readonly besideForm: boolean;
  /** The EHR opened the app for a referral: the form opens by itself, once. */
  readonly atOnce: boolean;
  /** The answer stands: whatever has come of that wish, it is not asked again. */
  readonly onAnswered: () => void;
  readonly onOpen: () => void;
}

/** The way into a referral; while one is kept, the way back to it; after it was sent, what has become of it. */
export function ReferralEntry({
  look,
  toSign,
  sheetOpen,
  besideForm,
  atOnce,
  onAnswered,
  onOpen,
}: ReferralEntryProps): ReactNode {
  const { submission, actions } = useReferral();
  const clock = useSessionClock();
  const possible = look !== null || submission.at !== 'idle';

  useEffect(() => {
    if (!possible) return undefined;
    const fetchAhead = (): void => {
      // What cannot be fetched now is fetched when it is asked for.
      for (const part of [outcome, sheet]) part.load().catch(() => {});
    };
    const timer = setTimeout(fetchAhead, FETCH_AHEAD_MS);
    return () => clearTimeout(timer);
  }, [possible]);

  const start = (): void => {
    actions.open(QUESTION_PREFILL);
    onOpen();
  };
  const settled = useChart().view.at === 'settled';
  const mayStart = submission.at === 'idle' && look !== null && clock.at !== 'over';
  const answered = useEffectEvent(() => {
    if (mayStart) start();
    onAnswered();
  });
  useEffect(() => {
    if (atOnce && settled) answered();
  }, [atOnce, settled]);

  const sign = toSign !== null && (
    <ActionButton look={submission.at !== 'idle' || besideForm ? 'outlined' : 'filled'} onClick={toSign}>
      {screen.answer.lookAndSign}
    </ActionButton>
  );
  if (submission.at === 'idle') {
    if (sign !== false) return sign;
    if (look === null || clock.at === 'over') return null;
    return (
      <ActionButton look={besideForm ? 'outlined' : look} onClick={start} id="refer">
        {screen.refer.open}
      </ActionButton>
    );
  }
  if (isDraftable(submission)) {
    return (
      <>
        <ActionButton
          look={sheetOpen || besideForm ? 'outlined' : 'filled'}
          aria-expanded={sheetOpen}
          onClick={onOpen}
          id="refer"
        >
          {screen.refer.resume}
        </ActionButton>
        {!sheetOpen && <Quiet>{screen.refer.keptNotSent}</Quiet>}
        {sign}
      </>
    );
  }
  // While the sheet is open it says what has become of the referral; it is said in one place only.
  if (sheetOpen) return sign;
  return (
    <>
      <ErrorBoundary part="outcome">
        <Suspense fallback={null}>
          <outcome.Part />
        </Suspense>
      </ErrorBoundary>
      {sign}
    </>
  );
}
