import styled from '@emotion/styled';
import type { ComponentProps, ReactNode } from 'react';

export interface Look {
  /** One filled button on a screen: the decision. `quiet` reads as a link. */
  readonly look: 'filled' | 'outlined' | 'quiet';
}

export function ActionButton(props: Look & ComponentProps<'button'>): ReactNode {
  return <Button type="button" {...props} />;
}

const looks = {
  filled: {
    background: 'var(--teal)',
    color: 'var(--on-teal)',
    '&:hover': { background: 'var(--teal-strong)' },
    // In forced colors the fill is taken away; the border then shows where the button is.
    '@media (forced-colors: active)': { borderColor: 'ButtonText' },
  },
  outlined: {
    borderColor: 'var(--edge)',
    background: 'var(--surface)',
    '&:hover': { borderColor: 'var(--teal)', background: 'var(--wash)' },
  },
  quiet: {
    minHeight: '1.5rem',
    padding: '0 0.125rem',
    fontWeight: 500,
    fontSize: '0.8125rem',
    textDecoration: 'underline',
    textUnderlineOffset: '0.2em',
    textAlign: 'start',
    '&:hover': { color: 'var(--teal-strong)', textDecorationThickness: 2 },
  },
} as const;

const Button = styled('button', { shouldForwardProp: (prop) => prop !== 'look' })<Look>(
  {
    minHeight: '2.25rem',
    padding: '0.375rem 1rem',
    border: '1px solid transparent',
    borderRadius: 6,
    background: 'none',
    color: 'var(--teal)',
    fontWeight: 600,
    lineHeight: 1.35,
    textAlign: 'center',
    cursor: 'pointer',
    '@media print': { display: 'none' },
  },
  ({ look }) => looks[look],
);
