import type { ReactNode } from 'react';
import { recordKey } from '../../domain/chart/evidence.ts';
import type { ChannelId } from '../../domain/referral/channel.ts';
import type { OnRecord } from '../../domain/referral/outcome.ts';
import { isUnknown, maySayNotThere, type Submission } from '../../domain/referral/submission.ts';
import { useChart } from '../../session/useChart.ts';
import { useRecord } from '../../session/useRecord.ts';
import { useReferral } from '../../session/useReferral.ts';
import { useSessionClock } from '../../session/useSessionClock.ts';
import { useSite, useWho } from '../../session/useWho.ts';
import { useTime } from '../../session/useTime.ts';
import { ActionButton } from '../../ui/ActionButton.tsx';
import { CopyButton } from '../../ui/CopyButton.tsx';
import { EvidenceLine } from '../../ui/EvidenceLine.tsx';
import { Note } from '../../ui/Note.tsx';
import { TechnicalLines } from '../../ui/TechnicalLines.tsx';
import { Quiet } from '../../ui/Text.tsx';
import { outcomeSentence, referral } from '../../words/referral.ts';
import { clockTime } from '../../words/clock.ts';
import { sayDay } from '../../words/say.ts';
import { LetterActions } from './LetterActions.tsx';
import { remarkOf } from './remark-of.ts';
import { SaidSince } from './SaidSince.tsx';
import { dressed } from '../../ui/dressed.ts';
import css from './SubmissionStatus.module.css';

type Settled = Extract<Submission, { at: 'settled' }>;

/**
 * What has become of a referral that left: one sentence, which stays and claims nothing that was not seen. Beside it what is said
 * otherwise since, what to do, and what it was.
 */
export function SubmissionStatus(): ReactNode {
  const { submission } = useReferral();
  const { services } = useSite().referral;
  if (submission.at === 'sending') return <output>{referral.sending}</output>;
  if (submission.at !== 'settled') return null;
  const service = services.find(({ id }) => id === submission.draft.serviceId)?.name ?? outcomeSentence.theService;
  return (
    <Note tone={isUnknown(submission) ? 'look' : 'plain'}>
      <Told aria-live="polite">
        <Sentence id="outcome" tabIndex={-1}>
          {sentenceOf(submission, service)}
        </Sentence>
        <SaidSince />
      </Told>
      <More submission={submission} />
      <To submission={submission} />
    </Note>
  );
}

/** The way it went, where that is what the words depend on. */
function viaOf({ outcome }: Settled): ChannelId {
  if (outcome.outcome === 'unknown' || outcome.outcome === 'prepared') return outcome.via;
  return outcome.outcome === 'filed' ? outcome.as : 'fhir-create';
}

function sentenceOf(submission: Settled, service: string): string {
  const { outcome, userWord } = submission;
  if (userWord === 'sees-it') return outcomeSentence.userSees[viaOf(submission)];
  if (userWord === 'placed-it') return outcomeSentence.placedIt;
  if (userWord === 'handed-on') return outcomeSentence.handedOn;
  switch (outcome.outcome) {
    case 'prepared':
      return outcome.via === 'web-messaging' ? outcomeSentence.inCart : outcomeSentence.prepared;
    case 'filed':
      return outcomeSentence.filed[outcome.as](service);
    case 'unknown':
      return outcomeSentence.unknown[outcome.via];
    case 'placed':
    case 'staged':
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
  // What waits for a signature has gone to nobody yet, nor has a letter that lies in the chart.
  if (outcome.outcome === 'prepared' || (outcome.outcome === 'filed' && outcome.as === 'note')) return null;
  const service = services.find(({ id }) => id === draft.serviceId);
  if (service === undefined) return null;
  const soon = referral.urgencyOption(draft.visitDays[draft.urgency]);
  if (outcome.outcome === 'unknown') return <Quiet>{outcomeSentence.meantFor(service.name, soon)}</Quiet>;
  const isSent = outcome.outcome === 'placed' || outcome.outcome === 'filed';
  return (
    <>
      {isSent && (
        <p>
          {draft.patientAgrees === 'not-yet-asked'
            ? outcomeSentence.nextNotAsked(service.phone ?? null)
            : outcomeSentence.next(sayDay(draft.asOf + draft.visitDays[draft.urgency]), service.phone ?? null)}{' '}
          {service.nightPhone !== undefined && outcomeSentence.night(service.nightPhone)}
        </p>
      )}
      <Quiet>{outcomeSentence.to(service.name, soon)}</Quiet>
    </>
  );
}

function More({ submission }: { readonly submission: Settled }): ReactNode {
  const { outcome, since, userWord, decisionId } = submission;
  const time = clockTime(since, useSite().timeZone);
  const triedAt = <Quiet>{outcomeSentence.triedAt(time)}</Quiet>;
  const { actions, mayHaveLeft } = useReferral();
  const { user } = useWho();
  const { services, orderName } = useSite().referral;
  const service = services.find(({ id }) => id === submission.draft.serviceId);
  const isLetter = outcome.outcome === 'filed' && outcome.as === 'note';
  if (userWord === 'sees-it') {
    return (
      <>
        <p>{outcomeSentence.userSeesMore}</p>
        {triedAt}
        <ActionButton look="quiet" onClick={actions.takeBackWord}>
          {outcomeSentence.takeBackSeen}
        </ActionButton>
      </>
    );
  }
  switch (outcome.outcome) {
    case 'placed':
    case 'prepared':
    case 'filed':
      return (
        <>
          {outcome.outcome === 'prepared' && outcome.via === 'fhir-create' && (
            <p>
              {user?.role !== 'prescriber'
                ? outcomeSentence.preparedMore(time)
                : submission.draft.patientAgrees === 'not-yet-asked'
                  ? outcomeSentence.preparedNotAsked(time)
                  : outcomeSentence.preparedToSign(time)}
            </p>
          )}
          {isLetter && (
            <p>{outcomeSentence.noteMore(service?.name ?? null, service?.phone ?? null, orderName ?? null)}</p>
          )}
          {isLetter && submission.draft.patientAgrees === 'not-yet-asked' && (
            <p>{outcomeSentence.nextNotAsked(service?.phone ?? null)}</p>
          )}
          {!outcome.readBack && !(outcome.outcome === 'prepared' && outcome.via === 'web-messaging') && (
            <p>{outcomeSentence.notReadBack}</p>
          )}
          {outcome.earlierWords && (
            <>
              <p>{outcomeSentence.earlierWords}</p>
              <CopyButton look="outlined" label={outcomeSentence.copyUnsent} text={submission.draft.question} />
            </>
          )}
          <Others outcome={outcome} />
          <Quiet>
            {outcome.outcome !== 'prepared' &&
              `${isLetter ? outcomeSentence.filedAt(time) : outcomeSentence.at(time)}. `}
            {outcomeSentence.reference(outcome.reference)}. {outcomeSentence.number(decisionId)}
          </Quiet>
        </>
      );
    case 'staged':
      return (
        <>
          <p>{outcomeSentence.notRemembered}</p>
          <Quiet>
            {outcomeSentence.at(time)}
            {outcome.reference !== null && `. ${outcomeSentence.reference(outcome.reference)}`}
          </Quiet>
        </>
      );
    case 'unknown':
      return <Unknown submission={submission} triedAt={triedAt} />;
    case 'manual':
      return (
        <>
          <p>{mayHaveLeft ? outcomeSentence.saidByYouAlone : outcomeSentence.saidByYou}</p>
          <p>{outcomeSentence.notRemembered}</p>
          {mayHaveLeft && <Note tone="look">{outcomeSentence.mayHaveLeft}</Note>}
          <LetterActions submission={submission} />
          <Quiet>{outcomeSentence.number(decisionId)}</Quiet>
          <ActionButton look="quiet" onClick={actions.takeBackWord}>
            {outcomeSentence.takeBack}
          </ActionButton>
        </>
      );
    case 'refused':
      return null;
    default:
      return outcome satisfies never;
  }
}

/** Two people may have acted at once: both orders are on record, and only people can tell which one is wanted. */
function Others({ outcome }: { readonly outcome: OnRecord }): ReactNode {
  const { view } = useChart();
  const record = useRecord();
  if (outcome.alsoOpen.length === 0) return null;
  const asOf = view.at === 'reading' || view.at === 'settled' ? view.chart.asOf : 0;
  return (
    <Note tone="look">
      <p>
        {(outcome.outcome === 'filed' ? outcomeSentence.alsoSent : outcomeSentence.alsoOpen)(outcome.alsoOpen.length)}
      </p>
      <ul>
        {outcome.alsoOpen.map((other) => (
          <li key={recordKey(other)}>
            <EvidenceLine evidence={other} asOf={asOf} remark={remarkOf(other)} record={record} />
          </li>
        ))}
      </ul>
    </Note>
  );
}

/** Left only by a look that finds it, or by the user's own word. */
function Unknown({ submission, triedAt }: { readonly submission: Settled; readonly triedAt: ReactNode }): ReactNode {
  const { actions } = useReferral();
  const clock = useSessionClock();
  const time = useTime(1000);
  const { outcome } = submission;
  const via = viaOf(submission);
  const notThere = maySayNotThere(submission, time);
  return (
    <>
      <p>{outcomeSentence.unknownTodo[via]}</p>
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
            <ActionButton look="outlined" onClick={actions.userSeesIt}>
              {outcomeSentence.seesIt[via]}
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

const Told = dressed('div', css.told);

const Sentence = dressed('h2', css.sentence);

const Choices = dressed('div', css.choices);
