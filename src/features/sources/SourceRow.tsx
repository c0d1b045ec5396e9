import { useEffect, useRef, type ReactNode } from 'react';
import type { SourceId, SourceState } from '../../domain/chart/source.ts';
import { ActionButton } from '../../ui/ActionButton.tsx';
import { ProblemNote } from '../../ui/ProblemNote.tsx';
import { Shape } from '../../ui/Shape.tsx';
import { Whole } from '../../ui/Text.tsx';
import { basis } from '../../words/basis.ts';
import { screen } from '../../words/screen.ts';
import { say, sayWhen } from '../../words/say.ts';
import { dressed } from '../../ui/dressed.ts';
import css from './SourceRow.module.css';

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
  const again = !pending && retry !== null && (state.state === 'failed' || state.state === 'partial');

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
      <span>{!pending && <Found state={state} settled={settled} />}</span>
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

function Found({ state, settled }: { readonly state: SourceState; readonly settled: boolean }): ReactNode {
  if (state.state !== 'loaded' && state.state !== 'partial') return null;
  if (state.count === 0) return settled ? basis.sources.noneFound : null;
  return (
    <>
      {state.count}
      {state.newest !== null && (
        <>
          , <Whole>{basis.sources.newest(sayWhen(state.newest))}</Whole>
        </>
      )}
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
      return state.caveats.length === 0 ? null : state.caveats.map((caveat, index) => <p key={index}>{say(caveat)}</p>);
    case 'partial':
      return <ProblemNote problem={state.why} />;
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

const Below = dressed('div', css.below);
