import type { ReactNode } from 'react';
import type { FollowUpState } from '../../domain/referral/follow-up.ts';

/**
 * How far it has come, as a disc that fills: empty, a quarter, a half, three quarters, full. A dash has ended without a visit; a ring
 * with a gap is not known. The word stands beside it, so it is hidden from readers of the screen.
 */
export function StateShape({ state }: { readonly state: FollowUpState }): ReactNode {
  return (
    <svg width="14" height="14" viewBox="0 0 14 14" aria-hidden="true" focusable="false" style={{ flex: 'none' }}>
      {drawing(SHAPE[state])}
    </svg>
  );
}

const SHAPE: Readonly<Record<FollowUpState, number | 'dash' | 'gap'>> = {
  prepared: 0,
  filed: 0,
  sent: 0.25,
  received: 0.25,
  accepted: 0.5,
  'on-hold': 0.5,
  scheduled: 0.75,
  'in-progress': 0.75,
  completed: 1,
  declined: 'dash',
  cancelled: 'dash',
  failed: 'dash',
  'task-cancelled': 'gap',
  'no-answer': 'gap',
  'not-known': 'gap',
};

/** Three quarters of the circumference (31.4), the gap at the upper right. */
const GAP = '23.5 7.9';
/** A circle of half the radius, drawn as wide as it is, is a disc; its length is 15.7. */
const ROUND = 15.7;

function drawing(shape: number | 'dash' | 'gap'): ReactNode {
  if (shape === 'dash') return <path d="M3.5 7h7" stroke="currentColor" strokeWidth="2" />;
  const ring = (
    <circle
      cx="7"
      cy="7"
      r="5"
      fill="none"
      stroke="currentColor"
      strokeWidth="2"
      strokeDasharray={shape === 'gap' ? GAP : undefined}
    />
  );
  if (shape === 'gap') return ring;
  return (
    <>
      {ring}
      <circle
        cx="7"
        cy="7"
        r="2.5"
        fill="none"
        stroke="currentColor"
        strokeWidth="5"
        strokeDasharray={`${String(shape * ROUND)} ${String(ROUND)}`}
        transform="rotate(-90 7 7)"
      />
    </>
  );
}
