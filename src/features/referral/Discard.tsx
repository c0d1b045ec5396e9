import { useState, type ReactNode } from 'react';
import { useReferral } from '../../session/useReferral.ts';
import { ActionButton } from '../../ui/ActionButton.tsx';
import { referral } from '../../words/referral.ts';
import { dressed } from '../../ui/dressed.ts';
import css from './Discard.module.css';

const focusIt = (element: HTMLElement | null): void => element?.focus();

/** Throwing away takes two presses, in one place. */
export function Discard(): ReactNode {
  const { actions } = useReferral();
  const [asking, setAsking] = useState(false);
  if (!asking) {
    return (
      <Line>
        <ActionButton look="quiet" onClick={() => setAsking(true)}>
          {referral.discard}
        </ActionButton>
      </Line>
    );
  }
  return (
    <Line as="fieldset" aria-label={referral.discardSure}>
      <span>{referral.discardSure}</span>
      <ActionButton look="quiet" onClick={actions.discard}>
        {referral.discardYes}
      </ActionButton>
      <ActionButton look="quiet" onClick={() => setAsking(false)} ref={focusIt}>
        {referral.discardNo}
      </ActionButton>
    </Line>
  );
}

const Line = dressed('div', css.line);
