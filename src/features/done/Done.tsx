import { useState, type ReactNode } from 'react';
import { usePresence } from '../../session/usePresence.ts';
import { useReferral } from '../../session/useReferral.ts';
import { ActionButton } from '../../ui/ActionButton.tsx';
import { closing } from '../../words/closing.ts';
import { dressed } from '../../ui/dressed.ts';
import css from './Done.module.css';

const focusIt = (element: HTMLElement | null): void => element?.focus();

/**
 * Closes the chart: the session ends here and, where the EHR takes the token back, there. What is not finished takes a second
 * press, and what is on its way is waited for.
 */
export function Done(): ReactNode {
  const { actions } = usePresence();
  // Drawn anew with what becomes of the referral: what is asked is what is so now.
  useReferral();
  const [asking, setAsking] = useState(false);
  const unfinished = actions.unfinished();
  if (!asking || unfinished === null)
    return (
      <Line data-print="never">
        <ActionButton
          look="outlined"
          // Asked of now: not all that can be said in the page draws this anew.
          onClick={() => (actions.unfinished() === null ? actions.done() : setAsking(true))}
        >
          {closing.close}
        </ActionButton>
        <span>{closing.what}</span>
      </Line>
    );
  const said =
    unfinished === 'not-sent'
      ? [...actions.notSent().map((what) => closing.notSent[what]), closing.discards].join(' ')
      : closing.unfinished[unfinished];
  return (
    <Line as="fieldset" data-print="never" aria-label={said}>
      <span>{said}</span>
      {unfinished !== 'sending' && (
        <ActionButton look="outlined" onClick={actions.done}>
          {unfinished === 'not-sent' ? closing.discard : closing.anyway}
        </ActionButton>
      )}
      <ActionButton look="outlined" onClick={() => setAsking(false)} ref={focusIt}>
        {closing.back}
      </ActionButton>
    </Line>
  );
}

const Line = dressed('div', css.line);
