import { useState, type ReactNode } from 'react';
import { orderable } from '../../domain/allocation/service.ts';
import type { PatientRecord } from '../../domain/chart/records.ts';
import type { WhyNot } from '../../domain/referral/channel.ts';
import { gapsOf } from '../../domain/referral/draft.ts';
import { gateAsks, mayHandOn, needsAcknowledgement, SESSION_LEFT_MS } from '../../domain/referral/submission.ts';
import { useReferral, type ReferralWay } from '../../session/useReferral.ts';
import { useSessionClock } from '../../session/useSessionClock.ts';
import { useSite, useWho } from '../../session/useWho.ts';
import { ActionButton } from '../../ui/ActionButton.tsx';
import { Choice } from '../../ui/Choice.tsx';
import { Note } from '../../ui/Note.tsx';
import { Quiet } from '../../ui/Text.tsx';
import { outcomeSentence, referral } from '../../words/referral.ts';
import { say, sayWhen } from '../../words/say.ts';
import type { Draftable } from './draftable.ts';
import { DuplicateFindings } from './DuplicateFindings.tsx';
import { goTo } from './go-to.ts';
import { LetterActions } from './LetterActions.tsx';
import { dressed } from '../../ui/dressed.ts';
import css from './BeforeSending.module.css';

const LAST_MINUTES = SESSION_LEFT_MS / 60_000;

export interface BeforeSendingProps {
  readonly submission: Draftable;
  readonly patient: PatientRecord;
}

/** The foot of the form: what was found by looking, what is still lacking, and the one button that names the patient. */
export function BeforeSending({ submission, patient }: BeforeSendingProps): ReactNode {
  const clock = useSessionClock();
  const { preview, mayHaveLeft } = useReferral();
  return (
    <Foot>
      {mayHaveLeft && <Note tone="look">{referral.mayHaveLeft}</Note>}
      {clock.at === 'over' ? (
        <>
          <p>{referral.expired}</p>
          <LetterActions submission={submission} />
        </>
      ) : preview?.via.channel === 'manual' ? (
        <ByHand submission={submission} why={preview.via.why} />
      ) : (
        <Sendable submission={submission} patient={patient} />
      )}
    </Foot>
  );
}

/** Nothing can be sent: what to do instead, and, once the same is settled as before sending, the letter and the user's own word. */
function ByHand({ submission, why }: { readonly submission: Draftable; readonly why: WhyNot }): ReactNode {
  const { actions } = useReferral();
  const { orderName, services } = useSite().referral;
  const serviceIds = orderable(services).map(({ id }) => id);
  const handOver = services.find(({ id }) => id === submission.draft.serviceId)?.handOver;
  const declined = submission.draft.patientAgrees === 'no';
  return (
    <>
      <OtherReferrals submission={submission} />
      <p>
        {referral.manual[why]} {referral.manualTodo(orderName ?? null)}
        {handOver !== undefined && ` ${referral.handOver(handOver)}`}
      </p>
      {why === 'could-not-ask' && submission.at !== 'checking' && (
        <ActionButton look="quiet" onClick={actions.checkAgain}>
          {referral.checkAgain}
        </ActionButton>
      )}
      <GateTick submission={submission} />
      {declined && <Note tone="look">{referral.declined}</Note>}
      {!declined && <Lacks submission={submission} before={referral.handOnFirst} />}
      {mayHandOn(submission, serviceIds) && (
        <>
          <LetterActions submission={submission} />
          <Line>
            {orderName !== undefined && (
              <ActionButton look="quiet" onClick={() => actions.handedOn('placed-it')}>
                {referral.placedIt}
              </ActionButton>
            )}
            <ActionButton look="quiet" onClick={() => actions.handedOn('handed-on')}>
              {referral.handedOn}
            </ActionButton>
          </Line>
        </>
      )}
    </>
  );
}

interface LacksProps {
  readonly submission: Draftable;
  readonly before?: string;
  readonly pressed?: boolean;
}

/** What the form still lacks; each line leads to its place in the form. */
function Lacks({ submission, before, pressed = false }: LacksProps): ReactNode {
  const { services } = useSite().referral;
  const gaps = gapsOf(
    submission.draft,
    orderable(services).map(({ id }) => id),
  );
  if (gaps.length === 0) return null;
  return (
    <Note tone="look" role={pressed ? 'alert' : undefined}>
      {before}
      <ul>
        {gaps.map((gap) => (
          <li key={gap}>
            <ActionButton look="quiet" onClick={() => goTo(gap)}>
              {referral.gap[gap]}
            </ActionButton>
          </li>
        ))}
      </ul>
    </Note>
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
  const clock = useSessionClock();
  const { services, orderName } = useSite().referral;
  const [pressed, setPressed] = useState(false);
  const service = services.find(({ id }) => id === submission.draft.serviceId)?.name ?? outcomeSentence.theService;
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
  const [firstGap] = gapsOf(
    submission.draft,
    orderable(services).map(({ id }) => id),
  );
  const unread =
    (needsAcknowledgement(submission.check) && !submission.acknowledged) ||
    (asks === 'tick' && !submission.gateAcknowledged);
  const way = preview?.via ?? null;
  const born = patient.birth === null ? null : sayWhen(patient.birth);
  const press = (): void => {
    setPressed(true);
    if (firstGap !== undefined) goTo(firstGap);
    actions.submit();
  };
  return (
    <>
      <DuplicateFindings check={submission.check} acknowledged={submission.acknowledged} />
      <GateTick submission={submission} />
      {clock.at === 'ending' && clock.minutes <= LAST_MINUTES && <Note tone="look">{referral.ending}</Note>}
      {submission.draft.patientAgrees === 'not-yet-asked' && <Note tone="look">{referral.portal}</Note>}
      {/* The tick box speaks for itself until somebody has pressed without it. */}
      {unread && pressed && (
        <Note tone="look" role="alert">
          {referral.acknowledgeFirst}
        </Note>
      )}
      <Lacks submission={submission} pressed={pressed} />
      <ActionButton look="filled" onClick={press} aria-describedby="it-will-be">
        {referral.button(way === null ? referral.verb.order : verbOf(way), patient.name, born)}
      </ActionButton>
      <div id="it-will-be">
        {way !== null && (
          <ItWillBe
            way={way}
            notAsked={submission.draft.patientAgrees === 'not-yet-asked'}
            service={service}
            orderName={orderName ?? null}
          />
        )}
      </div>
    </>
  );
}

function verbOf(way: ReferralWay): string {
  if (way.channel === 'fhir-create') return way.makes === 'order' ? referral.verb.order : referral.verb.proposal;
  return way.channel === 'manual' ? referral.verb.order : referral.verb[way.channel];
}

/** What the button makes, in words that claim no order where none is placed. */
function ItWillBe(props: {
  readonly way: ReferralWay;
  readonly notAsked: boolean;
  readonly service: string;
  readonly orderName: string | null;
}): ReactNode {
  const { way, notAsked, service, orderName } = props;
  const maySign = useWho().user?.role === 'prescriber';
  switch (way.channel) {
    case 'manual':
      return null;
    case 'fhir-create':
      if (way.staged) return <Quiet>{referral.makes.staged}</Quiet>;
      if (notAsked && maySign && way.makes === 'proposal') return <Quiet>{referral.makes.notAsked}</Quiet>;
      return <Quiet>{referral.makes[way.makes]}</Quiet>;
    case 'web-messaging':
    case 'task':
    case 'communication':
    case 'note': {
      const makes = referral.makes[way.channel];
      return (
        <>
          <p>
            {way.whyNotBest !== null && `${referral.notBest[way.whyNotBest]} `}
            {typeof makes === 'string' ? makes : makes(service)}
          </p>
          {orderName !== null && way.channel !== 'web-messaging' && <Quiet>{referral.alsoOrder(orderName)}</Quiet>}
        </>
      );
    }
    default:
      return way satisfies never;
  }
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
