import { useEffect, useRef, type ReactNode } from 'react';
import { Note, type NoteProps } from './Note.tsx';
import { dressed } from './dressed.ts';
import css from './Outcome.module.css';

export interface OutcomeProps {
  /** How far the write is. With every change the focus is led here, for the form has gone with its button. */
  readonly at: string;
  /** Null while there is only the form: nothing is shown. */
  readonly said: string | null;
  readonly tone: NoteProps['tone'];
  readonly children: ReactNode;
}

/** What became of a press, in one sentence that stays. One that was there when the page came takes the focus from nobody. */
export function Outcome({ at, said, tone, children }: OutcomeProps): ReactNode {
  const place = useRef<HTMLDivElement>(null);
  const before = useRef(at);
  useEffect(() => {
    if (before.current !== at) place.current?.focus();
    before.current = at;
  }, [at]);
  if (said === null) return null;
  return (
    <Place ref={place} tabIndex={-1}>
      <Note as="output" tone={tone}>
        {said}
      </Note>
      {children}
    </Place>
  );
}

const Place = dressed('div', css.outcome);
