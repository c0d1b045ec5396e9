import styled from '@emotion/styled';
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
import { clockTime, screen } from '../../words/en-screen.ts';

type Settled = Extract<Submission, { at: 'settled' }>;

/** What has become of a referral that left: exactly one sentence, which stays. It claims nothing that was not seen. */
export function SubmissionStatus(): ReactNode {
  const { submission } = useReferral();
  if (submission.at === 'sending') return <output>{screen.referral.sending}</output>;
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
  if (userWord === 'sees-the-order') return screen.outcomeSentence.userSees;
  switch (outcome.outcome) {
    case 'placed':
    case 'prepared':
    case 'staged':
    case 'unknown':
    case 'manual':
      return screen.outcomeSentence[outcome.outcome];
    case 'refused':
      // A refusal goes back to the form and never settles; said honestly all the same.
      return screen.referral.notSent;
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
  return <Quiet>{screen.outcomeSentence.to(service.name, screen.referral.urgencyOption[draft.urgency])}</Quiet>;
}

function More({ submission }: { readonly submission: Settled }): ReactNode {
  const { outcome, since, userWord } = submission;
  const time = clockTime(since, useSite().timeZone);
  const triedAt = <Quiet>{screen.outcomeSentence.triedAt(time)}</Quiet>;
  if (userWord !== null) {
    return (
      <>
        <p>{screen.outcomeSentence.userSeesMore}</p>
        {triedAt}
      </>
    );
  }
  switch (outcome.outcome) {
    case 'placed':
    case 'prepared':
      return (
        <>
          {outcome.outcome === 'prepared' && <p>{screen.outcomeSentence.preparedMore(time)}</p>}
          {!outcome.readBack && <p>{screen.outcomeSentence.notReadBack}</p>}
          {outcome.alsoOpen.length > 0 && <p>{screen.outcomeSentence.alsoOpen(outcome.alsoOpen.length)}</p>}
          <Quiet>
            {outcome.outcome === 'placed' && `${screen.outcomeSentence.at(time)}. `}
            {screen.outcomeSentence.reference(outcome.reference)}
          </Quiet>
        </>
      );
    case 'staged':
      return (
        <Quiet>
          {screen.outcomeSentence.at(time)}
          {outcome.reference !== null && `. ${screen.outcomeSentence.reference(outcome.reference)}`}
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
      <p>{screen.outcomeSentence.unknownTodo}</p>
      {submission.looking ? (
        <output>{screen.outcomeSentence.looking}</output>
      ) : (
        <>
          <Choices>
            {clock.at !== 'over' && (
              <ActionButton look="outlined" onClick={actions.lookAgain}>
                {screen.outcomeSentence.again}
              </ActionButton>
            )}
            <ActionButton look="outlined" onClick={actions.userSeesOrder}>
              {screen.outcomeSentence.seesIt}
            </ActionButton>
            {notThere && (
              <ActionButton look="outlined" onClick={actions.userSaysNotThere}>
                {screen.outcomeSentence.notThere}
              </ActionButton>
            )}
          </Choices>
          {!notThere && <Quiet>{screen.outcomeSentence.notThereLater}</Quiet>}
        </>
      )}
      {triedAt}
      {outcome.outcome === 'unknown' && <TechnicalLines problem={outcome.why} />}
    </>
  );
}

const Sentence = styled.h2({ fontSize: '1.0625rem', fontWeight: 600, lineHeight: 1.35 });

const Choices = styled.div({ display: 'flex', flexWrap: 'wrap', gap: '0.5rem' });
