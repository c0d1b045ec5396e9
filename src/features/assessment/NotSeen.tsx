import type { ReactNode } from 'react';
import type { Missing } from '../../domain/triggers/trigger.ts';
import { Disclosure } from '../../ui/Disclosure.tsx';
import { Shape } from '../../ui/Shape.tsx';
import { Quiet } from '../../ui/Text.tsx';
import { screen } from '../../words/screen.ts';
import { say } from '../../words/say.ts';
import { dressed } from '../../ui/dressed.ts';
import css from './NotSeen.module.css';

/** The most telling stand in the line itself; it opens to all of them. */
const IN_LINE = 2;

/** What could not be seen, in one line that opens: to be read before the answer is relied on. */
export function NotSeen({
  notSeen,
  add,
}: {
  readonly notSeen: readonly Missing[];
  /** The way to add what is missing. */
  readonly add: ReactNode;
}): ReactNode {
  const lines = [...new Set(notSeen.map((missing) => say(missing.say)))];
  if (lines.length === 0) return add;
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
  if (rest <= 0)
    return (
      <Row>
        <Whole>{line}</Whole>
        {add}
      </Row>
    );
  return (
    <Row>
      <Line>
        <Disclosure printed arrow="after" summary={line}>
          <List aria-label={screen.answer.notSeenAll}>
            {lines.map((one) => (
              <li key={one}>{one}</li>
            ))}
          </List>
        </Disclosure>
      </Line>
      {add}
    </Row>
  );
}

const Row = dressed('div', css.row);

/** The same line where there is no more to open. */
const Whole = dressed('p', css.whole);

const Line = dressed('div', css.line);

const List = dressed('ul', css.list);
