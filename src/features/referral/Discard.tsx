import styled from '@emotion/styled';
import { useState, type ReactNode } from 'react';
import { useReferral } from '../../session/useReferral.ts';
import { ActionButton } from '../../ui/ActionButton.tsx';
import { screen } from '../../words/en-screen.ts';

const focusIt = (element: HTMLElement | null): void => element?.focus();

/** Throwing away takes two presses, in one place. */
export function Discard(): ReactNode {
  const { actions } = useReferral();
  const [asking, setAsking] = useState(false);
  if (!asking) {
    return (
      <Line>
        <ActionButton look="quiet" onClick={() => setAsking(true)}>
          {screen.referral.discard}
        </ActionButton>
      </Line>
    );
  }
  return (
    <Line as="fieldset" aria-label={screen.referral.discardSure}>
      <span>{screen.referral.discardSure}</span>
      <ActionButton look="quiet" onClick={actions.discard}>
        {screen.referral.discardYes}
      </ActionButton>
      <ActionButton look="quiet" onClick={() => setAsking(false)} ref={focusIt}>
        {screen.referral.discardNo}
      </ActionButton>
    </Line>
  );
}

const Line = styled.div({
  display: 'flex',
  flexWrap: 'wrap',
  gap: '0.5rem 0.75rem',
  alignItems: 'baseline',
  paddingTop: '1.25rem',
});
