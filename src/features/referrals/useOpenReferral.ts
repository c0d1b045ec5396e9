import type { FollowUp } from '../../domain/referral/follow-up.ts';
import { useAssessment } from '../../session/useChart.ts';
import { useFollowUp } from '../../session/useFollowUp.ts';

export interface OpenReferral {
  /** The one that the gate names. */
  readonly first: FollowUp;
  /** Its service has said no, or it waits for too long; null: neither, or it cannot be told. */
  readonly is: 'turned-down' | 'overdue' | null;
}

/**
 * What has become of the referral that stands in the way of another: the order is in force, and the gate goes by the order (clinical
 * reference 3.5). Null: no such referral, or it is not read yet.
 */
export function useOpenReferral(): OpenReferral | null {
  const { followUps } = useFollowUp();
  const recommendation = useAssessment()?.recommendation;
  if (recommendation?.suppressedBy !== 'referral-open') return null;
  const behind = recommendation.because.flatMap(({ evidence }) => evidence);
  // Where any other record stands beside the first, the same has to be true of each.
  const told = followUps.filter(({ referral }) =>
    behind.some(({ origin, reference }) => origin === referral.origin && reference === referral.reference),
  );
  const [first] = told;
  if (first === undefined) return null;
  if (told.every(({ state }) => state === 'declined' || state === 'failed')) return { first, is: 'turned-down' };
  // True only where each place in which an answer may stand was read.
  return { first, is: told.every(({ overdue }) => overdue === true) ? 'overdue' : null };
}
