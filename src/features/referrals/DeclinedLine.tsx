import type { ReactNode } from 'react';
import { useAssessment } from '../../session/useChart.ts';
import { useFollowUp } from '../../session/useFollowUp.ts';
import { followUp as words } from '../../words/follow-up.ts';

export interface DeclinedLineProps {
  /** What is said of a referral that is open, unless its service has said no. */
  readonly usual: ReactNode;
}

/**
 * Beside "already referred": the order stands in force, and its service has declined it, or could not carry it out. The gate goes by the
 * order (clinical reference 3.5), so the line says what has become of it and what to do.
 */
export function DeclinedLine({ usual }: DeclinedLineProps): ReactNode {
  const { followUps } = useFollowUp();
  const recommendation = useAssessment()?.recommendation;
  const behind = (recommendation?.because ?? []).flatMap(({ evidence }) => evidence);
  // The first is the one that the gate names; where any other record stands beside it, each has to have ended so.
  const told = followUps.filter(({ referral }) =>
    behind.some(({ origin, reference }) => origin === referral.origin && reference === referral.reference),
  );
  const [first] = told;
  if (first === undefined || !told.every(({ state }) => state === 'declined' || state === 'failed')) return usual;
  const said = first.state === 'failed' ? words.gate.failed : words.gate.declined;
  return [
    said,
    ...(first.reason === null ? [] : [words.reason(first.reason.replace(/\.+$/, '')) + '.']),
    words.gate.todo,
  ].join(' ');
}
