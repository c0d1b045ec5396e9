import type { ReactNode } from 'react';
import type { Shape } from './shapes.ts';

/** One shape around a point, 14 high at most. It takes the color of the text around it. */
export function Glyph({ shape, x, y }: { readonly shape: Shape; readonly x: number; readonly y: number }): ReactNode {
  return <g transform={`translate(${String(x)} ${String(y)})`}>{DRAWN[shape]}</g>;
}

/** The same beside words, to explain them or to be explained. */
export function GlyphIcon({ shape }: { readonly shape: Shape }): ReactNode {
  return (
    <svg width="16" height="16" viewBox="0 0 16 16" aria-hidden="true" focusable="false">
      <Glyph shape={shape} x={8} y={8} />
    </svg>
  );
}

const filled = { fill: 'currentColor', stroke: 'none' } as const;
const hollow = { fill: 'var(--surface)', stroke: 'currentColor', strokeWidth: 1.75 } as const;
const stroke = { fill: 'none', stroke: 'currentColor', strokeWidth: 1.75 } as const;

const DRAWN: Readonly<Record<Shape, ReactNode>> = {
  diagnosis: <rect x="-5.5" y="-5.5" width="11" height="11" {...filled} />,
  stage: <path d="M-5 6.5v-13h10l-3 3.5 3 3.5h-8" {...hollow} />,
  spread: <path d="M0-7L7 0 0 7-7 0z" {...filled} />,
  progression: <path d="M-6 5L5-6M-2.5-6H5v7.5" {...stroke} strokeWidth={2.5} />,
  status: <path d="M-6-2.5H6M-6 2.5H6" {...stroke} strokeWidth={2} />,
  death: <path d="M0-7V7M-4-3H4" {...stroke} strokeWidth={2.25} />,
  line: <rect x="-7" y="-5" width="14" height="10" rx="2" {...filled} />,
  treatment: <rect x="-7" y="-4" width="14" height="8" rx="2" {...hollow} />,
  radiotherapy: <path d="M0-7V7M-6-3.5L6 3.5M-6 3.5L6-3.5" {...stroke} strokeWidth={2} />,
  planned: <rect x="-6" y="-5" width="12" height="10" {...hollow} strokeDasharray="2.5 2" />,
  ed: <path d="M0-7L7 6H-7z" {...filled} />,
  unplanned: <rect x="-5" y="-6.5" width="10" height="13" {...filled} />,
  plannedStay: <rect x="-4.5" y="-6" width="9" height="12" {...hollow} />,
  observation: <path d="M0-5.5L6 5H-6z" {...hollow} />,
  // As "cannot tell" everywhere: a ring with a gap.
  unclear: <circle r="5" {...stroke} strokeWidth={2} strokeDasharray="23.5 7.9" />,
  reading: <circle r="3.5" {...filled} />,
  otherScale: <path d="M0-4.5L4.5 0 0 4.5-4.5 0z" {...filled} />,
  mood: <path d="M0-4.5L4.5 4H-4.5z" {...hollow} />,
  setAside: <circle r="3.5" {...hollow} />,
  weight: <circle r="2.75" {...filled} />,
  referral: <path d="M-6-6H2L7 0 2 6H-6z" {...filled} />,
  contact: <path d="M-3.5-6h7L7 0 3.5 6h-7L-7 0z" {...filled} />,
  standing: <path d="M-3.5-6h7L7 0 3.5 6h-7L-7 0z" {...hollow} />,
  decision: (
    <>
      <rect x="-6" y="-6" width="12" height="12" {...hollow} />
      <path d="M-3 0l2.25 2.5L3.25-2.75" {...stroke} />
    </>
  ),
};
