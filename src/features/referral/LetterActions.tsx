import { useState, type MouseEvent, type ReactNode } from 'react';
import { createPortal, flushSync } from 'react-dom';
import { useReferral } from '../../session/useReferral.ts';
import { ActionButton } from '../../ui/ActionButton.tsx';
import { CopyButton } from '../../ui/CopyButton.tsx';
import { referral } from '../../words/referral.ts';
import { textOf } from '../../words/letter.ts';
import type { Draftable } from './draftable.ts';
import { Letter } from './Letter.tsx';
import { useLetter } from './useWriteTexts.ts';
import { dressed } from '../../ui/dressed.ts';
import css from './LetterActions.module.css';

/** The letter by hand: copied, or printed by itself. */
export function LetterActions({
  submission,
}: {
  readonly submission: Pick<Draftable, 'draft' | 'decisionId'>;
}): ReactNode {
  const letter = useLetter();
  const { actions } = useReferral();
  const [printing, setPrinting] = useState(false);
  if (letter === null) return null;
  const blocks = letter(submission.draft, submission.decisionId);
  const print = (): void => {
    // The letter has to be in the page before the print dialog takes its picture of it.
    flushSync(() => setPrinting(true));
    document.documentElement.dataset['printing'] = 'letter';
    window.print();
    delete document.documentElement.dataset['printing'];
    setPrinting(false);
  };
  const note = ({ target }: MouseEvent): void => {
    if (target instanceof Element && target.closest('button') !== null) actions.letterTaken();
  };
  return (
    <Row onClick={note}>
      <CopyButton look="outlined" label={referral.copyLetter} text={textOf(blocks)} />
      <ActionButton look="outlined" onClick={print}>
        {referral.printLetter}
      </ActionButton>
      {printing &&
        createPortal(
          <div data-print="letter">
            <Letter blocks={blocks} level={1} />
          </div>,
          document.body,
        )}
    </Row>
  );
}

const Row = dressed('div', css.row);
