import { useState, type ReactNode } from 'react';
import { usePresence } from '../../session/usePresence.ts';
import { ActionButton } from '../../ui/ActionButton.tsx';
import { screen } from '../../words/en-screen.ts';
import { dressed } from '../../ui/dressed.ts';
import css from './Done.module.css';

const focusIt = (element: HTMLElement | null): void => element?.focus();

/** Closes the chart: the session ends here and, where the EHR takes the token back, there. What is not sent takes a second press. */
export function Done(): ReactNode {
  const { actions } = usePresence();
  const [asking, setAsking] = useState<'no' | 'sending' | 'draft'>('no');
  const press = (): void => {
    const unfinished = actions.unfinished();
    if (unfinished === null) actions.done();
    else setAsking(unfinished);
  };
  if (asking === 'no')
    return (
      <Line data-print="never">
        <ActionButton look="outlined" onClick={press}>
          {screen.done.close}
        </ActionButton>
        <span>{screen.done.what}</span>
      </Line>
    );
  return (
    <Line as="fieldset" data-print="never" aria-label={screen.done[asking]}>
      <span>{screen.done[asking]}</span>
      {asking === 'draft' && (
        <ActionButton look="outlined" onClick={actions.done}>
          {screen.done.discard}
        </ActionButton>
      )}
      <ActionButton look="outlined" onClick={() => setAsking('no')} ref={focusIt}>
        {screen.done.back}
      </ActionButton>
    </Line>
  );
}

const Line = dressed('div', css.line);
