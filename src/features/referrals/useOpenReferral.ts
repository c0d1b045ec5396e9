import type { FollowUp } from '../../domain/referral/follow-up.ts';
import { useAssessment } from '../../session/useChart.ts';
import { useFollowUp } from '../../session/useFollowUp.ts';

export interface OpenReferral {
  /** The one that the gate names. */
  readonly first: FollowUp;
  /** Its service has said no or somebody has cancelled its task, or it waits for too long; null: neither, or it cannot be told. */
  readonly is: 'stopped' | 'overdue' | null;
}

export type Stopped = Extract<FollowUp['state'], 'declined' | 'failed' | 'task-cancelled'>;

export function isStopped(state: FollowUp['state']): state is Stopped {
  return state === 'declined' || state === 'failed' || state === 'task-cancelled';
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
  if (told.every(({ state }) => isStopped(state))) return { first, is: 'stopped' };
  // True only where each place in which an answer may stand was read.
  return { first, is: told.every(({ overdue }) => overdue === true) ? 'overdue' : null };
}
