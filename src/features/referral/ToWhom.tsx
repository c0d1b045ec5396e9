import { useId, type ReactNode } from 'react';
import type { ExcludedService, ServiceOption } from '../../domain/allocation/rank-services.ts';
import type { AllocationReason } from '../../domain/allocation/reasons.ts';
import type { ServiceOffer } from '../../domain/allocation/service.ts';
import type { ReferralDraft } from '../../domain/referral/draft.ts';
import type { UsedAllocation } from '../../session/useAllocation.ts';
import { useReferral } from '../../session/useReferral.ts';
import { Choice, ChoiceGroup } from '../../ui/Choice.tsx';
import { Disclosure } from '../../ui/Disclosure.tsx';
import { dressed } from '../../ui/dressed.ts';
import { Note } from '../../ui/Note.tsx';
import { Quiet, Small, Whole } from '../../ui/Text.tsx';
import { allocation as words, sayReason } from '../../words/allocation.ts';
import { inOneLine, unbroken } from '../../words/lines.ts';
import { referral } from '../../words/referral.ts';
import { sayDay } from '../../words/say.ts';
import type { Draftable } from './draftable.ts';
import css from './ToWhom.module.css';

export interface ToWhomProps {
  readonly submission: Draftable;
  readonly allocation: UsedAllocation | null;
}

/** The services in the order in which they suit this patient, each with its earliest start and the reasons of its rank. */
export function ToWhom({ submission: { draft, touched }, allocation }: ToWhomProps): ReactNode {
  if (allocation === null) return null;
  const { ranking, looking, problems } = allocation;
  const { options, excluded } = ranking;
  const nobody = options.length === 0 && excluded.length > 0;
  return (
    <div>
      <ChoiceGroup title={referral.service}>
        <Meanwhile allocation={allocation} />
        {options.length + excluded.length === 0 && <p>{referral.noService}</p>}
        {/* Both in one place, so that nothing moves when the free times come. */}
        {options.length > 1 && (
          <OnePlace>
            <Quiet data-waits={looking}>{words.ranked}</Quiet>
            <Quiet as="output">{looking && words.looking}</Quiet>
          </OnePlace>
        )}
        {options.map((option) => (
          <Option key={option.offer.id} option={option} draft={draft} />
        ))}
        {nobody && (
          <Note tone="look">
            {words.nobody} {words.nobodyTodo}
          </Note>
        )}
        {excluded.length > 0 && (
          <Disclosure
            key={String(nobody)}
            opened={nobody || (touched && excluded.some(({ offer }) => offer.id === draft.serviceId))}
            summary={<Small>{words.excluded(excluded.length)}</Small>}
          >
            {excluded.map((one) => (
              <Excluded key={one.offer.id} excluded={one} draft={draft} />
            ))}
          </Disclosure>
        )}
      </ChoiceGroup>
      {problems.length > 0 && (
        <Note tone="look">
          {words.siteProblem}
          <pre>{problems.map(({ field, message }) => `${field} ${message}`).join('\n')}</pre>
        </Note>
      )}
    </div>
  );
}

function Option({ option, draft }: { readonly option: ServiceOption; readonly draft: ReferralDraft }): ReactNode {
  const { actions } = useReferral();
  const id = useId();
  const { offer, favors, against, open } = option;
  return (
    <Row>
      <Choice
        type="radio"
        name="service"
        checked={draft.serviceId === offer.id}
        describedBy={id}
        onChange={() => actions.edit({ serviceId: offer.id })}
      >
        {offer.name}
        <Kind offer={offer} />
      </Choice>
      <More id={id}>
        <Start>{startOf(option)}</Start>
        <Line label={words.favors} reasons={favors} />
        <Line label={words.against} reasons={against} />
        <Line label={words.open} reasons={open} />
        {offer.accepts.notFor.length > 0 && <Quiet>{words.notFor(inOneLine(offer.accepts.notFor))}</Quiet>}
        {offer.hours !== null && <Quiet>{words.hours(offer.hours)}</Quiet>}
      </More>
    </Row>
  );
}

function startOf({ start }: ServiceOption): string {
  if (start.by === 'unknown') return words.noStart;
  if (start.by === 'lead-time') return words.expected(sayDay(start.day));
  const { day, minutes, zone } = start.time.there;
  const clock = `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
  return words.freeTime(sayDay(day), clock, zone);
}

/** A service that does not take this patient can be chosen all the same: a call may have settled it. */
function Excluded(props: { readonly excluded: ExcludedService; readonly draft: ReferralDraft }): ReactNode {
  const { offer, why } = props.excluded;
  const { actions } = useReferral();
  const id = useId();
  return (
    <Row>
      <Choice
        type="radio"
        name="service"
        checked={props.draft.serviceId === offer.id}
        describedBy={id}
        onChange={() => actions.edit({ serviceId: offer.id })}
      >
        {offer.name}
        <Kind offer={offer} />
      </Choice>
      <More id={id}>
        <Line label={words.against} reasons={why} />
      </More>
    </Row>
  );
}

function Kind({ offer: { modality, phone } }: { readonly offer: ServiceOffer }): ReactNode {
  return (
    <Detail>
      {referral.modality[modality]}
      {phone !== null && (
        <>
          , <Whole>{phone}</Whole>
        </>
      )}
    </Detail>
  );
}

function Line(props: { readonly label: string; readonly reasons: readonly AllocationReason[] }): ReactNode {
  if (props.reasons.length === 0) return null;
  return (
    <Quiet>
      {props.label}: {inOneLine(props.reasons.map(sayReason))}
    </Quiet>
  );
}

/** Before the services: what begins meanwhile, when nobody can see the patient in time. */
function Meanwhile({ allocation: { bridge, ranking } }: { readonly allocation: UsedAllocation }): ReactNode {
  if (bridge === null || ranking.options.length + ranking.excluded.length === 0) return null;
  const { navigator, withinHours, waitDays, by, earliest } = bridge;
  return (
    <Note tone="look">
      {words.bridge(by)}{' '}
      {earliest !== null && waitDays !== null && words.earliest(earliest.name, earliest.day, waitDays)}{' '}
      {navigator === null
        ? words.bridgeNobody
        : words.bridgeTo(navigator.offer.name, phoneOf(navigator.offer), withinHours)}
    </Note>
  );
}

const phoneOf = ({ phone, alwaysOpen }: ServiceOffer): string | null =>
  phone === null ? null : `${unbroken(phone)}${alwaysOpen ? ` (${words.alwaysOpen})` : ''}`;

/** A nurse call is suggested: whom to call. An order from this form goes to the specialists alone. */
export function NurseCall({ allocation }: { readonly allocation: UsedAllocation | null }): ReactNode {
  const offer = allocation?.navigators.options[0]?.offer;
  return <Note tone="look">{offer === undefined ? referral.nurseCall : words.nurse(offer.name, phoneOf(offer))}</Note>;
}

/** Beside the time that is asked for: the service that was chosen cannot keep it. */
export function TooSoon(props: {
  readonly draft: ReferralDraft;
  readonly allocation: UsedAllocation | null;
}): ReactNode {
  const { draft, allocation } = props;
  const chosen = allocation?.ranking.options.find(({ offer }) => offer.id === draft.serviceId);
  if (chosen?.declined === true) return <Note tone="look">{words.chosenDeclined}</Note>;
  if (chosen?.inTime === false) return <Note tone="look">{words.chosenLate}</Note>;
  const excluded = allocation?.ranking.excluded.some(({ offer }) => offer.id === draft.serviceId) === true;
  return excluded ? <Note tone="look">{words.chosenExcluded}</Note> : null;
}

const Detail = dressed(Quiet, css.detail);

const Row = dressed('div', css.row);

const More = dressed('div', css.more);

const OnePlace = dressed('div', css.onePlace);

const Start = dressed(Small, css.start);
