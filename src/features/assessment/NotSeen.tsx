import styled from '@emotion/styled';
import type { ReactNode } from 'react';
import type { Missing } from '../../domain/triggers/trigger.ts';
import { Disclosure } from '../../ui/Disclosure.tsx';
import { Shape } from '../../ui/Shape.tsx';
import { Quiet } from '../../ui/Text.tsx';
import { screen } from '../../words/en-screen.ts';
import { say } from '../../words/say.ts';

/** The most telling stand in the line itself; it opens to all of them. */
const IN_LINE = 2;

/** What could not be seen, in one line that opens: to be read before the answer is relied on. */
export function NotSeen({ notSeen }: { readonly notSeen: readonly Missing[] }): ReactNode {
  const lines = [...new Set(notSeen.map((missing) => say(missing.say)))];
  if (lines.length === 0) return null;
  const rest = lines.length - IN_LINE;
  const line = (
    <>
      <Shape outcome="not-assessable" />
      <span>
        <strong>{screen.answer.notSeen}</strong> {screen.answer.notSeenLine(lines.slice(0, IN_LINE))}{' '}
        {rest > 0 && <Quiet>{screen.answer.notSeenMore(rest)}</Quiet>}
      </span>
    </>
  );
  if (rest <= 0) return <Whole>{line}</Whole>;
  return (
    <Line>
      <Disclosure printed arrow="after" summary={line}>
        <List aria-label={screen.answer.notSeenAll}>
          {lines.map((one) => (
            <li key={one}>{one}</li>
          ))}
        </List>
      </Disclosure>
    </Line>
  );
}

/** The same line where there is no more to open. */
const Whole = styled.p({
  display: 'flex',
  gap: '0.625rem',
  alignItems: 'baseline',
  padding: '0.375rem 0',
  color: 'var(--amber)',
});

const Line = styled.div({
  marginInline: '-0.5rem',
  '@media print': { marginInline: 0 },
  '& > button': { color: 'var(--amber)', width: 'fit-content', maxWidth: '100%' },
});

const List = styled.ul({
  padding: '0.125rem 0.5rem 0.25rem 2rem',
  display: 'grid',
  gap: '0.25rem',
  '@media print': { paddingInlineStart: '1.5rem' },
});
