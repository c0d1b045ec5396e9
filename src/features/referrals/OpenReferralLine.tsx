import type { ReactNode } from 'react';
import type { FollowUp } from '../../domain/referral/follow-up.ts';
import type { Day } from '../../domain/logic/when.ts';
import { useAssessment } from '../../session/useChart.ts';
import { followUp as words } from '../../words/follow-up.ts';
import { sayWhen } from '../../words/say.ts';
import { daysSinceSent } from './days-since-sent.ts';
import { isStopped, useOpenReferral, type Stopped } from './useOpenReferral.ts';
import { useService } from './useService.ts';

export interface OpenReferralLineProps {
  /** What is said of a referral that is open, unless its service has said no or it is overdue. */
  readonly usual: ReactNode;
}

/** Beside "already referred": what has become of it where that asks somebody to act, and what to do. */
export function OpenReferralLine({ usual }: OpenReferralLineProps): ReactNode {
  const open = useOpenReferral();
  const asOf = useAssessment()?.asOf;
  const to = open?.first.referral.to ?? null;
  const service = useService(to);
  if (open === null || asOf === undefined) return usual;
  const { state, since, reason, unread } = open.first;
  const call = words.gate.call(to, service?.phone ?? null);
  if (isStopped(state) && open.is === 'stopped') return stoppedWords(state, reason, call);
  const late = open.is === 'overdue' ? lateWords(open.first, asOf) : null;
  if (late !== null) return `${late} ${call}`;
  return (
    <>
      {state === 'not-known' || unread.length > 0
        ? usual
        : words.gate.now(words.state[state], since === null ? null : sayWhen(since))}
      {service?.phone !== undefined && ` ${words.gate.toAsk(to, service.phone)}`}
    </>
  );
}

/** The same in a few words, for the end of the sentence: whoever reads no further must not think that it is seen to. */
export function OpenReferralState(): ReactNode {
  const open = useOpenReferral();
  if (open === null || open.is === null) return null;
  const { state } = open.first;
  return ` ${words.gate.short[isStopped(state) ? state : 'overdue']}`;
}

/** An open referral keeps the question back until a day, unless its service has said no: then no visit comes of it. */
export function QuestionBack({ usual }: { readonly usual: string }): ReactNode {
  const open = useOpenReferral();
  const isNo = open?.is === 'stopped' && (open.first.state === 'declined' || open.first.state === 'failed');
  return isNo ? words.gate.questionBack : usual;
}

function stoppedWords(state: Stopped, reason: string | null, call: string): string {
  return [
    words.gate[state],
    ...(reason === null ? [] : [words.reason(reason.replace(/\.+$/, '')) + '.']),
    // The service has not said no: it can tell what is meant.
    state === 'task-cancelled' ? call : words.gate.todo,
  ].join(' ');
}

function lateWords(followUp: FollowUp, asOf: Day): string | null {
  const { state } = followUp;
  const days = daysSinceSent(followUp, asOf);
  if (state === 'sent' || state === 'no-answer') return words.gate.noAnswer(days);
  if (state === 'received' || state === 'accepted') return words.gate.noVisit(days);
  return state === 'scheduled' ? words.visitPast : null;
}
