import styled from '@emotion/styled';

/** `look`: read this before you rely on the rest. `stop`: a write failed, or it is the wrong patient. */
export type NoteTone = 'plain' | 'look' | 'stop';

const tones = {
  plain: { background: 'var(--surface)', borderInlineStartColor: 'var(--edge)' },
  look: { background: 'var(--amber-wash)', borderColor: 'var(--amber-line)' },
  stop: { background: 'var(--red-wash)', borderColor: 'var(--red-line)' },
} as const;

/** A set-off remark. Its first words say what it is; the color only repeats them. */
export const Note = styled('div', { shouldForwardProp: (prop) => prop !== 'tone' })<{ readonly tone: NoteTone }>(
  {
    padding: '0.625rem 0.875rem',
    border: '1px solid var(--line)',
    borderInlineStartWidth: 4,
    borderRadius: 6,
    maxWidth: '75ch',
    display: 'grid',
    gap: '0.375rem',
    justifyItems: 'start',
  },
  ({ tone }) => tones[tone],
);
