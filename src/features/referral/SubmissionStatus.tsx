import type { ReactNode } from 'react';
import { isUnknown, maySayNotThere, type Submission } from '../../domain/referral/submission.ts';
import { useReferral } from '../../session/useReferral.ts';
import { useSessionClock } from '../../session/useSessionClock.ts';
import { useSite } from '../../session/useWho.ts';
import { useTime } from '../../session/useTime.ts';
import { ActionButton } from '../../ui/ActionButton.tsx';
import { Note } from '../../ui/Note.tsx';
import { TechnicalLines } from '../../ui/TechnicalLines.tsx';
import { Quiet } from '../../ui/Text.tsx';
import { outcomeSentence, referral } from '../../words/en-referral.ts';
import { clockTime } from '../../words/en-screen.ts';
import { dressed } from '../../ui/dressed.ts';
import css from './SubmissionStatus.module.css';

type Settled = Extract<Submission, { at: 'settled' }>;

/** What has become of a referral that left: exactly one sentence, which stays. It claims nothing that was not seen. */
export function SubmissionStatus(): ReactNode {
  const { submission } = useReferral();
  if (submission.at === 'sending') return <output>{referral.sending}</output>;
  if (submission.at !== 'settled') return null;
  return (
    <Note tone={isUnknown(submission) ? 'look' : 'plain'}>
      <div aria-live="polite">
        <Sentence id="outcome" tabIndex={-1}>
          {sentenceOf(submission)}
        </Sentence>
      </div>
      <More submission={submission} />
      <To submission={submission} />
    </Note>
  );
}

function sentenceOf({ outcome, userWord }: Settled): string {
  if (userWord === 'sees-the-order') return outcomeSentence.userSees;
  switch (outcome.outcome) {
    case 'placed':
    case 'prepared':
    case 'staged':
    case 'unknown':
    case 'manual':
      return outcomeSentence[outcome.outcome];
    case 'refused':
      // A refusal goes back to the form and never settles; said honestly all the same.
      return referral.notSent;
    default:
      return outcome satisfies never;
  }
}

/** What it was that left: to whom and how soon. */
function To({ submission: { draft, outcome } }: { readonly submission: Settled }): ReactNode {
  const { services } = useSite().referral;
  // What waits for a signature has gone to nobody yet.
  if (outcome.outcome === 'prepared') return null;
  const service = services.find(({ id }) => id === draft.serviceId);
  if (service === undefined) return null;
  return <Quiet>{outcomeSentence.to(service.name, referral.urgencyOption(draft.visitDays[draft.urgency]))}</Quiet>;
}

function More({ submission }: { readonly submission: Settled }): ReactNode {
  const { outcome, since, userWord } = submission;
  const time = clockTime(since, useSite().timeZone);
  const triedAt = <Quiet>{outcomeSentence.triedAt(time)}</Quiet>;
  if (userWord !== null) {
    return (
      <>
        <p>{outcomeSentence.userSeesMore}</p>
        {triedAt}
      </>
    );
  }
  switch (outcome.outcome) {
    case 'placed':
    case 'prepared':
      return (
        <>
          {outcome.outcome === 'prepared' && <p>{outcomeSentence.preparedMore(time)}</p>}
          {!outcome.readBack && <p>{outcomeSentence.notReadBack}</p>}
          {outcome.alsoOpen.length > 0 && <p>{outcomeSentence.alsoOpen(outcome.alsoOpen.length)}</p>}
          <Quiet>
            {outcome.outcome === 'placed' && `${outcomeSentence.at(time)}. `}
            {outcomeSentence.reference(outcome.reference)}
          </Quiet>
        </>
      );
    case 'staged':
      return (
        <Quiet>
          {outcomeSentence.at(time)}
          {outcome.reference !== null && `. ${outcomeSentence.reference(outcome.reference)}`}
        </Quiet>
      );
    case 'unknown':
      return <Unknown submission={submission} triedAt={triedAt} />;
    case 'manual':
    case 'refused':
      return null;
    default:
      return outcome satisfies never;
  }
}

/** Left only by a look that finds it, or by the user's own word. */
function Unknown({ submission, triedAt }: { readonly submission: Settled; readonly triedAt: ReactNode }): ReactNode {
  const { actions } = useReferral();
  const clock = useSessionClock();
  const time = useTime(1000);
  const { outcome } = submission;
  const notThere = maySayNotThere(submission, time);
  return (
    <>
      <p>{outcomeSentence.unknownTodo}</p>
      {submission.looking ? (
        <output>{outcomeSentence.looking}</output>
      ) : (
        <>
          <Choices>
            {clock.at !== 'over' && (
              <ActionButton look="outlined" onClick={actions.lookAgain}>
                {outcomeSentence.again}
              </ActionButton>
            )}
            <ActionButton look="outlined" onClick={actions.userSeesOrder}>
              {outcomeSentence.seesIt}
            </ActionButton>
            {notThere && (
              <ActionButton look="outlined" onClick={actions.userSaysNotThere}>
                {outcomeSentence.notThere}
              </ActionButton>
            )}
          </Choices>
          {!notThere && <Quiet>{outcomeSentence.notThereLater}</Quiet>}
        </>
      )}
      {triedAt}
      {outcome.outcome === 'unknown' && <TechnicalLines problem={outcome.why} />}
    </>
  );
}

const Sentence = dressed('h2', css.sentence);

const Choices = dressed('div', css.choices);
