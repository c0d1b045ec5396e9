import { useState, type ReactNode } from 'react';
import { screen } from '../words/screen.ts';
import { ActionButton, type Look } from './ActionButton.tsx';

/** Copies text and says, where it was pressed, whether that worked. */
export function CopyButton(props: Look & { readonly label: string; readonly text: string }): ReactNode {
  const [state, setState] = useState<'idle' | 'copied' | 'failed'>('idle');
  const copy = (): void => {
    // Frames may be denied the clipboard, and old ones have none.
    const writing = navigator.clipboard?.writeText(props.text) ?? Promise.reject(new Error('no clipboard'));
    writing.then(
      () => setState('copied'),
      () => setState('failed'),
    );
  };
  return (
    <>
      <ActionButton look={props.look} onClick={copy}>
        {props.label}
      </ActionButton>
      <output>{state === 'idle' ? '' : screen.copy[state]}</output>
    </>
  );
}
