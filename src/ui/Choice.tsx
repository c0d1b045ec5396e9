import type { ReactNode } from 'react';
import { dressed } from './dressed.ts';
import css from './Choice.module.css';

export interface ChoiceProps {
  readonly type: 'radio' | 'checkbox';
  readonly name: string;
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
  /** What more there is to it, outside of its name. */
  readonly describedBy?: string;
  readonly children: ReactNode;
}

/** A native radio or tick box; the whole line is its target. */
export function Choice({ type, name, checked, onChange, describedBy, children }: ChoiceProps): ReactNode {
  return (
    <Line>
      <input
        type={type}
        name={name}
        checked={checked}
        aria-describedby={describedBy}
        onChange={(event) => onChange(event.target.checked)}
      />
      <span>{children}</span>
    </Line>
  );
}

export interface ChoiceGroupProps {
  readonly title: string;
  /** Short options stand in a row. */
  readonly inline?: boolean;
  readonly children: ReactNode;
}

export function ChoiceGroup({ title, inline = false, children }: ChoiceGroupProps): ReactNode {
  return (
    <fieldset>
      <Title>{title}</Title>
      <Options data-inline={inline}>{children}</Options>
    </fieldset>
  );
}

const Line = dressed('label', css.line);

const Title = dressed('legend', css.title);

const Options = dressed('div', css.options);
