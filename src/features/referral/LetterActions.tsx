import type { MouseEvent, ReactNode } from 'react';
import { useReferral } from '../../session/useReferral.ts';
import { CopyButton } from '../../ui/CopyButton.tsx';
import { PrintButton } from '../../ui/PrintButton.tsx';
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
  if (letter === null) return null;
  const blocks = letter(submission.draft, submission.decisionId);
  const note = ({ target }: MouseEvent): void => {
    if (target instanceof Element && target.closest('button') !== null) actions.letterTaken();
  };
  return (
    <Row onClick={note}>
      <CopyButton look="outlined" label={referral.copyLetter} text={textOf(blocks)} />
      <PrintButton label={referral.printLetter}>
        <Letter blocks={blocks} level={1} />
      </PrintButton>
    </Row>
  );
}

const Row = dressed('div', css.row);
