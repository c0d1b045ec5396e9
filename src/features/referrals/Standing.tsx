import type { ReactNode } from 'react';
import type { FollowUp } from '../../domain/referral/follow-up.ts';
import type { FollowUpNumbers } from '../../domain/referral/follow-up-numbers.ts';
import { useAssessment } from '../../session/useChart.ts';
import { useFollowUp } from '../../session/useFollowUp.ts';
import { useSite } from '../../session/useWho.ts';
import type { Service } from '../../site/site.ts';
import { Quiet } from '../../ui/Text.tsx';
import { dressed } from '../../ui/dressed.ts';
import { clockTime } from '../../words/clock.ts';
import { followUp as words } from '../../words/follow-up.ts';
import { sayDay, sayWhen } from '../../words/say.ts';
import { daysSinceSent } from './days-since-sent.ts';
import css from './Standing.module.css';
import { StateShape } from './StateShape.tsx';
import { TeamSays } from './TeamSays.tsx';

export interface StandingProps {
  readonly followUp: FollowUp;
  /** Of the heading. */
  readonly id: string;
  readonly service: Pick<Service, 'phone' | 'nightPhone'> | null;
}

/** How far a referral has come: state, since when, visit, whether it is late, who acts next. */
export function Standing({ followUp, id, service }: StandingProps): ReactNode {
  const { state, since, reason, next, serviceNo } = followUp;
  const takenBack = takenBackWords(followUp);
  const { numbers } = useFollowUp();
  const asOf = useAssessment()?.asOf ?? null;
  const late = lateWords(followUp, numbers, asOf === null ? null : daysSinceSent(followUp, asOf));
  const toDo = toDoWords(followUp, service?.phone ?? null);
  return (
    <>
      <Heading id={id}>
        <StateShape state={state} />
        <span>
          {words.state[state]} {since !== null && takenBack === null && <Quiet>{words.since(sayWhen(since))}</Quiet>}
        </span>
      </Heading>
      {takenBack !== null && <p>{takenBack}</p>}
      {serviceNo !== null && (
        <p>
          {words.serviceNo[serviceNo.state]} {serviceNo.reason !== null && words.reason(serviceNo.reason)}
        </p>
      )}
      {reason !== null && <p>{words.reason(reason)}</p>}
      <TeamSays {...followUp} />
      <Visit followUp={followUp} night={service?.nightPhone ?? null} />
      {late !== '' && <Late>{late}</Late>}
      {followUp.unread.length > 0 && (
        <Quiet as="p">{words.notSeen(followUp.unread.map((one) => words.source[one]))}</Quiet>
      )}
      <p>
        <strong>{next === 'nobody' && hasTeamWords(followUp) ? words.readNote : words.next[next]}</strong>
        {toDo !== null && `, ${toDo}`}.
      </p>
    </>
  );
}

/** What the team has written may ask for something: whoever has not read it cannot say that nobody has to act. */
const hasTeamWords = ({ says, documents }: FollowUp): boolean => says.length > 0 || documents.length > 0;

function takenBackWords({ state, referral: { ended } }: FollowUp): string | null {
  if (state !== 'cancelled' || ended === null) return null;
  const why = [words.takenBackFor[ended.why], ended.words].filter((one) => one !== null).join(': ');
  return words.takenBack(ended.on === null ? null : sayWhen(ended.on), ended.by, why === '' ? null : why);
}

function Visit({
  followUp: { visit, state },
  night,
}: {
  readonly followUp: FollowUp;
  readonly night: string | null;
}): ReactNode {
  const { timeZone } = useSite();
  if (visit === null) return null;
  const { start, modality, who } = visit.visit;
  const day = start === null ? words.visitUndated : sayWhen(start);
  const minutes = start?.minutes ?? null;
  const when = minutes === null ? day : words.visitAt(day, clockTime(minutes * 60_000, timeZone));
  const lines = [
    words.visit(when, modality === null ? null : words.modality[modality]),
    ...(who.length > 0 ? [words.joins(who)] : []),
    ...(state === 'scheduled' && night !== null ? [words.night(night)] : []),
    ...(visit.linked ? [] : [words.notLinked]),
  ];
  return <p>{lines.join(' ')}</p>;
}

function answerDays({ referral: { priority } }: FollowUp, numbers: FollowUpNumbers): number {
  return priority === null || priority === 'routine' ? numbers.noAnswerDays : numbers.urgentNoAnswerDays;
}

function lateWords(followUp: FollowUp, numbers: FollowUpNumbers, waited: number | null): string {
  const { state, overdue, due, visit } = followUp;
  if (overdue === null) return words.mayBeOverdue;
  if (!overdue) return '';
  if (state === 'prepared') return words.waitsLong(waited, numbers.signatureDays);
  if (visit?.isPast === true) return words.visitPast;
  if (state === 'no-answer') return words.noAnswer(waited, answerDays(followUp, numbers));
  return words.overdue(due === null ? null : sayDay(due));
}

function toDoWords({ state, next }: FollowUp, phone: string | null): string | null {
  switch (next) {
    case 'oncologist':
      if (state === 'prepared') return words.toDo.sign;
      return state === 'declined' ? words.toDo.referElsewhere : words.toDo.decide;
    case 'clinic-staff':
      return words.toDo.call(phone);
    case 'palliative-team':
      if (state === 'on-hold' || state === 'in-progress') return null;
      if (state === 'scheduled') return words.toDo.see;
      return state === 'accepted' ? words.toDo.book : words.toDo.answer;
    case 'nobody':
      return null;
    default:
      return next satisfies never;
  }
}

const Heading = dressed('h3', css.heading);

const Late = dressed('p', css.late);
