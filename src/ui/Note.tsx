import type { ComponentProps, ElementType, ReactNode } from 'react';
import { dressed } from './dressed.ts';
import css from './Note.module.css';

export interface NoteProps {
  /** `look`: read this before you rely on the rest. `stop`: a write failed, or it is the wrong patient. */
  readonly tone: 'plain' | 'look' | 'stop';
  readonly as?: ElementType;
}

/** A set-off remark. Its first words say what it is; the color only repeats them. */
export function Note({ tone, ...rest }: NoteProps & ComponentProps<'div'>): ReactNode {
  return <Box data-tone={tone} {...rest} />;
}

const Box = dressed('div', css.box);
