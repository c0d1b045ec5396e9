import { useEffect, useRef, type ReactNode } from 'react';
import type { SourceId, SourceState } from '../../domain/chart/source.ts';
import type { ProblemKind } from '../../domain/problem.ts';
import { ActionButton } from '../../ui/ActionButton.tsx';
import { ProblemNote } from '../../ui/ProblemNote.tsx';
import { Shape } from '../../ui/Shape.tsx';
import { Whole } from '../../ui/Text.tsx';
import { basis } from '../../words/basis.ts';
import { screen } from '../../words/screen.ts';
import { say, sayWhen } from '../../words/say.ts';
import { dressed } from '../../ui/dressed.ts';
import { ownCaveats } from './caveats.ts';
import css from './SourceRow.module.css';
import { Waited } from './Waited.tsx';

export interface SourceRowProps {
  readonly source: SourceId;
  readonly state: SourceState;
  readonly pending: boolean;
  readonly retrying: boolean;
  /** Before the whole chart has been read, "none on record" would reassure too early. */
  readonly settled: boolean;
  readonly retry: ((source: SourceId) => void) | null;
}

/** One kind of data: how its reading ended, in words, and the way to try again. */
export function SourceRow({ source, state, pending, retrying, settled, retry }: SourceRowProps): ReactNode {
  const ended = useRef<HTMLSpanElement>(null);
  const asked = useRef(false);
  const again = !pending && retry !== null && mayHelp(state);

  // The button is gone once the source is read: whoever pressed it is led to what came of it.
  useEffect(() => {
    if (!asked.current || retrying) return;
    asked.current = false;
    ended.current?.focus();
  }, [retrying]);

  const press = (): void => {
    asked.current = true;
    retry?.(source);
  };

  return (
    <Row>
      <Name>{basis.sources.name[source]}</Name>
      <span ref={ended} tabIndex={-1}>
        {pending ? (
          basis.sources.reading
        ) : retrying ? (
          basis.sources.retrying
        ) : (
          <>
            <Mark>
              <Shape outcome={state.state === 'loaded' ? 'met' : 'not-assessable'} />
            </Mark>{' '}
            {basis.sources.state[state.state]}
          </>
        )}
      </span>
      <FoundCell>{pending || retrying ? <Waited /> : <Found state={state} settled={settled} />}</FoundCell>
      <span>
        {again && (
          <ActionButton look="quiet" aria-label={basis.sources.retry(screen.sources[source])} onClick={press}>
            {basis.sources.retryShort}
          </ActionButton>
        )}
      </span>
      {!pending && <More state={state} />}
    </Row>
  );
}

/** The same answer comes to the same question: the EHR's permissions, limits and links are not another try away. */
const SAME_AGAIN: ReadonlySet<ProblemKind> = new Set([
  'forbidden',
  'not-supported',
  'left-out',
  'too-much',
  'foreign-address',
]);

/** Whether reading it again may bring more. */
function mayHelp(state: SourceState): boolean {
  if (state.state === 'failed') return !SAME_AGAIN.has(state.problem.kind);
  return state.state === 'partial' && !SAME_AGAIN.has(state.why.kind);
}

/** What was quicker than this nobody has waited for; every time stands in the technical lines. */
const NOTICED_MS = 2000;

function Found({ state, settled }: { readonly state: SourceState; readonly settled: boolean }): ReactNode {
  const took = state.took !== undefined && state.took >= NOTICED_MS ? basis.sources.took(state.took) : null;
  const time = took === null ? null : <span>{took}</span>;
  if (state.state !== 'loaded' && state.state !== 'partial') return time;
  // Of what was read in part, nothing says that there is none.
  const none = settled && state.state === 'loaded' ? basis.sources.noneFound : null;
  const { count, newest } = state;
  const found = count === 0 ? none : basis.sources.found(count);
  const date = count > 0 && newest !== null ? basis.sources.newest(sayWhen(newest)) : null;
  // Each part keeps its comma, so that no line begins with one.
  const after = (more: unknown): string => (more === null ? '' : ', ');
  return (
    <>
      {found}
      {found !== null && after(date ?? took)}
      {date !== null && (
        <Whole>
          {date}
          {after(took)}
        </Whole>
      )}
      {time}
    </>
  );
}

function More({ state }: { readonly state: SourceState }): ReactNode {
  const words = moreOf(state);
  return words === null ? null : <Below>{words}</Below>;
}

function moreOf(state: SourceState): ReactNode {
  switch (state.state) {
    case 'loaded':
      return ownCaveats(state).map((caveat) => <p key={caveat.code}>{say(caveat)}</p>);
    case 'partial':
      return state.why.kind === 'forbidden' ? (
        <ProblemNote problem={state.why} todo={basis.sources.forbiddenTodo} />
      ) : (
        <ProblemNote problem={state.why} />
      );
    case 'failed':
      return <ProblemNote problem={state.problem} />;
    case 'forbidden':
      return state.problem === null ? (
        <p>{basis.sources.forbiddenTodo}</p>
      ) : (
        <ProblemNote problem={state.problem} todo={basis.sources.forbiddenTodo} />
      );
    case 'unsupported':
      return <p>{basis.sources.unsupportedTodo}</p>;
    case 'not-asked':
      return null;
    default:
      return state satisfies never;
  }
}

const Row = dressed('li', css.row);

const Name = dressed('span', css.name);

const Mark = dressed('span', css.mark);

const FoundCell = dressed('span', css.found);

const Below = dressed('div', css.below);
