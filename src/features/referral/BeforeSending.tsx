import styled from '@emotion/styled';
import { useState, type ReactNode } from 'react';
import type { PatientRecord } from '../../domain/chart/records.ts';
import { gapsOf } from '../../domain/referral/draft.ts';
import { useReferral } from '../../session/useReferral.ts';
import { useSessionClock } from '../../session/useSessionClock.ts';
import { useSite } from '../../session/useWho.ts';
import { ActionButton } from '../../ui/ActionButton.tsx';
import { Note } from '../../ui/Note.tsx';
import { Quiet } from '../../ui/Text.tsx';
import { screen } from '../../words/en-screen.ts';
import { sayWhen } from '../../words/say.ts';
import type { Draftable } from './draftable.ts';
import { DuplicateFindings } from './DuplicateFindings.tsx';
import { LetterActions } from './LetterActions.tsx';

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
  const gaps = gapsOf(submission.draft).map((gap) => screen.referral.gap[gap]);
  const unread = submission.check.result !== 'none' && !submission.acknowledged;
  // The tick box speaks for itself until somebody has pressed without it.
  const lacks = unread && pressed ? [screen.referral.acknowledgeFirst, ...gaps] : gaps;
  const press = (): void => {
    setPressed(true);
    actions.submit();
  };
  return (
    <>
      <DuplicateFindings check={submission.check} acknowledged={submission.acknowledged} />
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
        {screen.referral.send(patient.name, patient.birth === null ? null : sayWhen(patient.birth))}
      </ActionButton>
      <Quiet id="it-will-be">
        {preview?.via.channel === 'fhir-create' && screen.referral.makes[preview.via.makes]}
      </Quiet>
    </>
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
});

const Line = styled.div({ display: 'flex', flexWrap: 'wrap', gap: '0.5rem 0.75rem', alignItems: 'baseline' });
