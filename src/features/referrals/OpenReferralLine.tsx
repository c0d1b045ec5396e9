import type { ReactNode } from 'react';
import type { FollowUp } from '../../domain/referral/follow-up.ts';
import type { Day } from '../../domain/logic/when.ts';
import { useAssessment } from '../../session/useChart.ts';
import { useFollowUp } from '../../session/useFollowUp.ts';
import { followUp as words } from '../../words/follow-up.ts';
import { useService } from './useService.ts';

export interface OpenReferralLineProps {
  /** What is said of a referral that is open, unless its service has said no or it is overdue. */
  readonly usual: ReactNode;
}

/**
 * Beside "already referred": the order stands in force, and its service has declined it, could not carry it out, or lets it wait for too
 * long, or its task was cancelled. The gate goes by the order (clinical reference 3.5), so the line says what has become of it and what to do.
 */
export function OpenReferralLine({ usual }: OpenReferralLineProps): ReactNode {
  const { followUps } = useFollowUp();
  const assessment = useAssessment();
  const behind = (assessment?.recommendation.because ?? []).flatMap(({ evidence }) => evidence);
  // The first is the one that the gate names; where any other record stands beside it, the same has to be true of each.
  const told = followUps.filter(({ referral }) =>
    behind.some(({ origin, reference }) => origin === referral.origin && reference === referral.reference),
  );
  const [first] = told;
  const service = useService(first?.referral.to ?? null);
  if (assessment === null || first === undefined) return usual;
  const call = words.gate.call(first.referral.to, service?.phone ?? null);
  if (isStopped(first.state) && told.every(({ state }) => isStopped(state)))
    return stoppedWords(first.state, first.reason, call);
  // True only where each place in which an answer may stand was read.
  if (!told.every(({ overdue }) => overdue === true)) return usual;
  const late = lateWords(first, assessment.asOf);
  return late === null ? usual : `${late} ${call}`;
}

type Stopped = Extract<FollowUp['state'], 'declined' | 'failed' | 'task-cancelled'>;

function isStopped(state: FollowUp['state']): state is Stopped {
  return state === 'declined' || state === 'failed' || state === 'task-cancelled';
}

function stoppedWords(state: Stopped, reason: string | null, call: string): string {
  return [
    words.gate[state],
    ...(reason === null ? [] : [words.reason(reason.replace(/\.+$/, '')) + '.']),
    // The service has not said no: it can tell what is meant.
    state === 'task-cancelled' ? call : words.gate.todo,
  ].join(' ');
}

function lateWords({ state, referral: { authored } }: FollowUp, asOf: Day): string | null {
  const days = authored === null || authored.lo !== authored.hi || authored.hi >= asOf ? null : asOf - authored.hi;
  if (state === 'sent' || state === 'no-answer') return words.gate.noAnswer(days);
  if (state === 'received' || state === 'accepted') return words.gate.noVisit(days);
  return state === 'scheduled' ? words.visitPast : null;
}
