import { useState, type ReactNode } from 'react';
import type { PatientRecord } from '../../domain/chart/records.ts';
import { gapsOf } from '../../domain/referral/draft.ts';
import { gateAsks, needsAcknowledgement } from '../../domain/referral/submission.ts';
import { useReferral } from '../../session/useReferral.ts';
import { useSessionClock } from '../../session/useSessionClock.ts';
import { useSite } from '../../session/useWho.ts';
import { ActionButton } from '../../ui/ActionButton.tsx';
import { Choice } from '../../ui/Choice.tsx';
import { Note } from '../../ui/Note.tsx';
import { Quiet } from '../../ui/Text.tsx';
import { referral } from '../../words/en-referral.ts';
import { say, sayWhen } from '../../words/say.ts';
import type { Draftable } from './draftable.ts';
import { DuplicateFindings } from './DuplicateFindings.tsx';
import { LetterActions } from './LetterActions.tsx';
import { dressed } from '../../ui/dressed.ts';
import css from './BeforeSending.module.css';

export interface BeforeSendingProps {
  readonly submission: Draftable;
  readonly patient: PatientRecord;
}

/** The foot of the form: what was found by looking, what is still lacking, and the one button that names the patient. */
export function BeforeSending({ submission, patient }: BeforeSendingProps): ReactNode {
  const clock = useSessionClock();
  const { preview } = useReferral();
  return (
    <Foot>
      {clock.at === 'over' ? (
        <>
          <p>{referral.expired}</p>
          <LetterActions submission={submission} />
        </>
      ) : preview?.via.channel === 'manual' ? (
        <Manual submission={submission} why={preview.via.why} />
      ) : (
        <Sendable submission={submission} patient={patient} />
      )}
    </Foot>
  );
}

function Manual(props: { readonly submission: Draftable; readonly why: keyof typeof referral.manual }): ReactNode {
  const { submission, why } = props;
  const { actions } = useReferral();
  const { orderName, services } = useSite().referral;
  const handOver = services.find(({ id }) => id === submission.draft.serviceId)?.handOver;
  return (
    <>
      <OtherReferrals submission={submission} />
      <p>
        {referral.manual[why]} {referral.manualTodo(orderName ?? null)}
        {handOver !== undefined && ` ${referral.handOver(handOver)}`}
      </p>
      <LetterActions submission={submission} />
      {why === 'could-not-ask' && submission.at !== 'checking' && (
        <ActionButton look="quiet" onClick={actions.checkAgain}>
          {referral.checkAgain}
        </ActionButton>
      )}
    </>
  );
}

/** By hand nothing is acknowledged, for nothing is sent; what was found, or could not be looked for, is said all the same. */
function OtherReferrals({ submission }: { readonly submission: Draftable }): ReactNode {
  if (submission.at !== 'confirming' || !needsAcknowledgement(submission.check)) return null;
  return (
    <p>
      {referral.check[submission.check.result as Exclude<typeof submission.check.result, 'none'>]}{' '}
      {referral.lookUnderOrders}
    </p>
  );
}

function Sendable({ submission, patient }: BeforeSendingProps): ReactNode {
  const { preview, actions } = useReferral();
  const [pressed, setPressed] = useState(false);
  if (submission.at === 'checking' || (submission.at === 'editing' && submission.refused.length === 0)) {
    return <output>{referral.checking}</output>;
  }
  if (submission.at === 'editing') {
    return (
      <Line>
        <span>{referral.stopped}</span>
        <ActionButton look="outlined" onClick={actions.checkAgain}>
          {referral.checkAgain}
        </ActionButton>
      </Line>
    );
  }
  const asks = gateAsks(submission.gate);
  if (asks === 'wait') return <output>{referral.waiting}</output>;
  if (asks === 'stop') {
    return (
      <p>
        {submission.gate !== 'none' && submission.gate !== 'not-known' && say(submission.gate.headline)}{' '}
        {referral.stopped}
      </p>
    );
  }
  const gaps = gapsOf(submission.draft).map((gap) => referral.gap[gap]);
  const unread =
    (needsAcknowledgement(submission.check) && !submission.acknowledged) ||
    (asks === 'tick' && !submission.gateAcknowledged);
  const prepares = preview?.via.channel === 'fhir-create' && preview.via.makes === 'proposal';
  const born = patient.birth === null ? null : sayWhen(patient.birth);
  // The tick box speaks for itself until somebody has pressed without it.
  const lacks = unread && pressed ? [referral.acknowledgeFirst, ...gaps] : gaps;
  const press = (): void => {
    setPressed(true);
    actions.submit();
  };
  return (
    <>
      <DuplicateFindings check={submission.check} acknowledged={submission.acknowledged} />
      <GateTick submission={submission} />
      {submission.draft.patientAgrees === 'not-yet-asked' && <Note tone="look">{referral.portal}</Note>}
      {lacks.length > 0 && (
        <Note tone="look" role={pressed ? 'alert' : undefined}>
          <ul>
            {lacks.map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
        </Note>
      )}
      <ActionButton look="filled" onClick={press} aria-describedby="it-will-be">
        {prepares ? referral.prepare(patient.name, born) : referral.send(patient.name, born)}
      </ActionButton>
      <Quiet id="it-will-be">{preview?.via.channel === 'fhir-create' && referral.makes[preview.via.makes]}</Quiet>
    </>
  );
}

/** Behind a gate: its sentence stands at the button, and has to be ticked before anything is sent. */
function GateTick({ submission: { gate, gateAcknowledged } }: { readonly submission: Draftable }): ReactNode {
  const { actions } = useReferral();
  if (gate === 'none' || gate === 'not-known' || gateAsks(gate) !== 'tick') return null;
  return (
    <Note tone="look">
      <Choice type="checkbox" name="gate" checked={gateAcknowledged} onChange={actions.acknowledgeGate}>
        {referral.acknowledgeGate(say(gate.headline), gate.gate === 'hospice')}
      </Choice>
    </Note>
  );
}

const Foot = dressed('div', css.foot);

const Line = dressed('div', css.line);
