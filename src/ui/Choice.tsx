import styled from '@emotion/styled';
import type { ReactNode } from 'react';

export interface ChoiceProps {
  readonly type: 'radio' | 'checkbox';
  readonly name: string;
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
  readonly children: ReactNode;
}

/** A native radio or tick box; the whole line is its target. */
export function Choice({ type, name, checked, onChange, children }: ChoiceProps): ReactNode {
  return (
    <Line>
      <input type={type} name={name} checked={checked} onChange={(event) => onChange(event.target.checked)} />
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
      <Options inline={inline}>{children}</Options>
    </fieldset>
  );
}

const Line = styled.label({
  display: 'flex',
  gap: '0.5rem',
  alignItems: 'start',
  minHeight: '1.75rem',
  padding: '0.125rem 0',
  cursor: 'pointer',
  '& > input': { flex: 'none', marginTop: '0.25rem' },
});

const Title = styled.legend({ padding: 0, marginBottom: '0.25rem', fontWeight: 600 });

const Options = styled('div', { shouldForwardProp: (prop) => prop !== 'inline' })<{ readonly inline: boolean }>(
  ({ inline }) => (inline ? { display: 'flex', flexWrap: 'wrap', columnGap: '1.25rem' } : { display: 'grid' }),
);
