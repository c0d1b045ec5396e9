import type { ComponentProps, ReactNode } from 'react';
import { dressed } from './dressed.ts';
import css from './ActionButton.module.css';

export interface Look {
  /** One filled button on a screen: the decision. `quiet` reads as a link. */
  readonly look: 'filled' | 'outlined' | 'quiet';
}

export function ActionButton({ look, ...rest }: Look & ComponentProps<'button'>): ReactNode {
  return <Button type="button" data-look={look} {...rest} />;
}

const Button = dressed('button', css.button);
