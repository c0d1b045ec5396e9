import type { ReactNode } from 'react';
import type { Outcome } from '../domain/triggers/trigger.ts';

/**
 * The shape of an outcome: disc, ring with a gap, dash, nothing. The word stands beside it, so it is hidden from readers of
 * the screen. It takes the color of the text: shape and word carry the meaning, color never does.
 */
export function Shape({ outcome }: { readonly outcome: Outcome }): ReactNode {
  return (
    <svg width="14" height="14" viewBox="0 0 14 14" aria-hidden="true" focusable="false" style={{ flex: 'none' }}>
      {drawing[outcome]}
    </svg>
  );
}

const drawing: Readonly<Record<Outcome, ReactNode>> = {
  met: <circle cx="7" cy="7" r="5" fill="currentColor" />,
  'not-assessable': (
    // Three quarters of the circumference (31.4), the gap at the upper right.
    <circle cx="7" cy="7" r="5" fill="none" stroke="currentColor" strokeWidth="2" strokeDasharray="23.5 7.9" />
  ),
  'not-met': <path d="M3.5 7h7" stroke="currentColor" strokeWidth="2" />,
  'not-applicable': null,
};
