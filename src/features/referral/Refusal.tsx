import type { ReactNode } from 'react';
import type { Problem, ProblemKind } from '../../domain/problem.ts';
import { useReferral } from '../../session/useReferral.ts';
import { ActionButton } from '../../ui/ActionButton.tsx';
import { Note } from '../../ui/Note.tsx';
import { ProblemNote } from '../../ui/ProblemNote.tsx';
import { problemWords } from '../../words/problems.ts';
import { referral } from '../../words/referral.ts';
import type { Draftable } from './draftable.ts';
import { LetterActions } from './LetterActions.tsx';

/** Why the last try was refused, what to do, and the letter as the other way. What was typed stands below it, untouched. */
export function Refusal({ submission }: { readonly submission: Draftable }): ReactNode {
  const { actions } = useReferral();
  // What was found on this side before anything left is no failure: there is something to read.
  const failed = !submission.refused.some(({ kind }) => FOUND_HERE.has(kind));
  const mayClear = submission.refused.some(({ kind }) => kind === 'elsewhere');
  // A refusal means that nothing was created. Some problems say so in their own words.
  const saidAlready = submission.refused.some(({ kind }) => {
    const { says, todo } = problemWords[kind];
    return `${says} ${todo}`.includes(referral.notSent);
  });
  return (
    <Note tone={failed ? 'stop' : 'look'} role="alert" id="refusal" tabIndex={-1}>
      {submission.refused.map((problem, index) => (
        <div key={index}>
          <strong>{sentenceOf(problem)}</strong>
          <ProblemNote problem={problem} heading />
        </div>
      ))}
      <p>
        {!saidAlready && `${referral.notSent} `}
        {referral.refusedTodo}
      </p>
      {mayClear ? (
        <ActionButton look="outlined" onClick={actions.checkAgain}>
          {referral.checkAgain}
        </ActionButton>
      ) : (
        <LetterActions submission={submission} />
      )}
    </Note>
  );
}

const FOUND_HERE: ReadonlySet<ProblemKind> = new Set([
  'duplicate',
  'draft-invalid',
  'elsewhere',
  'ending',
  'changed',
  'unchecked',
  'taken-back',
]);

/** Problems that are the EHR's answer; the others were found on this side. */
const FROM_THE_EHR: readonly ProblemKind[] = [
  'forbidden',
  'invalid',
  'conflict',
  'busy',
  'server',
  'not-supported',
  'not-found',
];

function sentenceOf({ kind, said }: Problem): string {
  const reason = said[0] ?? problemWords[kind].says;
  return FROM_THE_EHR.includes(kind) ? referral.refused(reason) : reason;
}
