import styled from '@emotion/styled';
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
import { screen } from '../../words/en-screen.ts';
import { say, sayWhen } from '../../words/say.ts';
import type { Draftable } from './draftable.ts';
import { DuplicateFindings } from './DuplicateFindings.tsx';
import { LetterActions } from './LetterActions.tsx';
import { LOW_WINDOW } from './sheet-width.ts';

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
          <p>{screen.referral.expired}</p>
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

function Manual(props: {
  readonly submission: Draftable;
  readonly why: keyof typeof screen.referral.manual;
}): ReactNode {
  const { submission, why } = props;
  const { actions } = useReferral();
  const { orderName, services } = useSite().referral;
  const handOver = services.find(({ id }) => id === submission.draft.serviceId)?.handOver;
  return (
    <>
      <OtherReferrals submission={submission} />
      <p>
        {screen.referral.manual[why]} {screen.referral.manualTodo(orderName ?? null)}
        {handOver !== undefined && ` ${screen.referral.handOver(handOver)}`}
      </p>
      <LetterActions submission={submission} />
      {why === 'could-not-ask' && submission.at !== 'checking' && (
        <ActionButton look="quiet" onClick={actions.checkAgain}>
          {screen.referral.checkAgain}
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
      {screen.referral.check[submission.check.result as Exclude<typeof submission.check.result, 'none'>]}{' '}
      {screen.referral.lookUnderOrders}
    </p>
  );
}

function Sendable({ submission, patient }: BeforeSendingProps): ReactNode {
  const { preview, actions } = useReferral();
  const [pressed, setPressed] = useState(false);
  if (submission.at === 'checking' || (submission.at === 'editing' && submission.refused.length === 0)) {
    return <output>{screen.referral.checking}</output>;
  }
  if (submission.at === 'editing') {
    return (
      <Line>
        <span>{screen.referral.stopped}</span>
        <ActionButton look="outlined" onClick={actions.checkAgain}>
          {screen.referral.checkAgain}
        </ActionButton>
      </Line>
    );
  }
  const asks = gateAsks(submission.gate);
  if (asks === 'wait') return <output>{screen.referral.waiting}</output>;
  if (asks === 'stop') {
    return (
      <p>
        {submission.gate !== 'none' && submission.gate !== 'not-known' && say(submission.gate.headline)}{' '}
        {screen.referral.stopped}
      </p>
    );
  }
  const gaps = gapsOf(submission.draft).map((gap) => screen.referral.gap[gap]);
  const unread =
    (needsAcknowledgement(submission.check) && !submission.acknowledged) ||
    (asks === 'tick' && !submission.gateAcknowledged);
  const prepares = preview?.via.channel === 'fhir-create' && preview.via.makes === 'proposal';
  const born = patient.birth === null ? null : sayWhen(patient.birth);
  // The tick box speaks for itself until somebody has pressed without it.
  const lacks = unread && pressed ? [screen.referral.acknowledgeFirst, ...gaps] : gaps;
  const press = (): void => {
    setPressed(true);
    actions.submit();
  };
  return (
    <>
      <DuplicateFindings check={submission.check} acknowledged={submission.acknowledged} />
      <GateTick submission={submission} />
      {submission.draft.patientAgrees === 'not-yet-asked' && <Note tone="look">{screen.referral.portal}</Note>}
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
        {prepares ? screen.referral.prepare(patient.name, born) : screen.referral.send(patient.name, born)}
      </ActionButton>
      <Quiet id="it-will-be">
        {preview?.via.channel === 'fhir-create' && screen.referral.makes[preview.via.makes]}
      </Quiet>
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
        {screen.referral.acknowledgeGate(say(gate.headline), gate.gate === 'hospice')}
      </Choice>
    </Note>
  );
}

const Foot = styled.div({
  display: 'grid',
  gap: '0.5rem',
  justifyItems: 'start',
  padding: '0.75rem 1.25rem',
  borderTop: '1px solid var(--line)',
  background: 'var(--surface)',
  maxHeight: '70%',
  overflowY: 'auto',
  // On a low window (or at 200 %) it follows the form instead of standing in its place.
  [LOW_WINDOW]: { maxHeight: 'none', overflowY: 'visible' },
});

const Line = styled.div({ display: 'flex', flexWrap: 'wrap', gap: '0.5rem 0.75rem', alignItems: 'baseline' });
