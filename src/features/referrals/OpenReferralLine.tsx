import type { ReactNode } from 'react';
import type { FollowUp } from '../../domain/referral/follow-up.ts';
import type { Day } from '../../domain/logic/when.ts';
import { useAssessment } from '../../session/useChart.ts';
import { useFollowUp } from '../../session/useFollowUp.ts';
import { followUp as words } from '../../words/follow-up.ts';
import { daysSinceSent } from './days-since-sent.ts';
import { useService } from './useService.ts';

export interface OpenReferralLineProps {
  /** What is said of a referral that is open, unless its service has said no or it is overdue. */
  readonly usual: ReactNode;
}

/**
 * Beside "already referred": the order stands in force, and its service has declined it, could not carry it out, or lets it wait for too
 * long. The gate goes by the order (clinical reference 3.5), so the line says what has become of it and what to do.
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
  if (told.every(({ state }) => state === 'declined' || state === 'failed')) return endedWords(first);
  // True only where each place in which an answer may stand was read.
  if (!told.every(({ overdue }) => overdue === true)) return usual;
  const late = lateWords(first, assessment.asOf);
  return late === null ? usual : `${late} ${words.gate.call(first.referral.to, service?.phone ?? null)}`;
}

function endedWords({ state, reason }: FollowUp): string {
  return [
    state === 'failed' ? words.gate.failed : words.gate.declined,
    ...(reason === null ? [] : [words.reason(reason.replace(/\.+$/, '')) + '.']),
    words.gate.todo,
  ].join(' ');
}

function lateWords(followUp: FollowUp, asOf: Day): string | null {
  const { state } = followUp;
  const days = daysSinceSent(followUp, asOf);
  if (state === 'sent' || state === 'no-answer') return words.gate.noAnswer(days);
  if (state === 'received' || state === 'accepted') return words.gate.noVisit(days);
  return state === 'scheduled' ? words.visitPast : null;
}
