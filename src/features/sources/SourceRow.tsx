import styled from '@emotion/styled';
import { useEffect, useRef, type ReactNode } from 'react';
import type { SourceId, SourceState } from '../../domain/chart/source.ts';
import { ActionButton } from '../../ui/ActionButton.tsx';
import { ProblemNote } from '../../ui/ProblemNote.tsx';
import { Shape } from '../../ui/Shape.tsx';
import { Whole } from '../../ui/Text.tsx';
import { screen } from '../../words/en-screen.ts';
import { say, sayWhen } from '../../words/say.ts';

export interface SourceRowProps {
  readonly source: SourceId;
  readonly state: SourceState;
  readonly pending: boolean;
  readonly retrying: boolean;
  readonly retry: ((source: SourceId) => void) | null;
}

/** One kind of data: how its reading ended, in words, and the way to try again. */
export function SourceRow({ source, state, pending, retrying, retry }: SourceRowProps): ReactNode {
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
      <Name>{screen.sources.name[source]}</Name>
      <span ref={ended} tabIndex={-1}>
        {pending ? (
          screen.sources.reading
        ) : retrying ? (
          screen.sources.retrying
        ) : (
          <>
            <Mark>
              <Shape outcome={state.state === 'loaded' ? 'met' : 'not-assessable'} />
            </Mark>{' '}
            {screen.sources.state[state.state]}
          </>
        )}
      </span>
      <span>{!pending && <Found state={state} />}</span>
      <span>
        {again && (
          <ActionButton
            look="quiet"
            aria-label={screen.sources.retry(screen.sources.inSentence[source])}
            onClick={press}
          >
            {screen.sources.retryShort}
          </ActionButton>
        )}
      </span>
      {!pending && <More state={state} />}
    </Row>
  );
}

function Found({ state }: { readonly state: SourceState }): ReactNode {
  if (state.state !== 'loaded' && state.state !== 'partial') return null;
  if (state.count === 0) return screen.sources.noneFound;
  return (
    <>
      {state.count}
      {state.newest !== null && (
        <>
          , <Whole>{screen.sources.newest(sayWhen(state.newest))}</Whole>
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
        <p>{screen.sources.forbiddenTodo}</p>
      ) : (
        <ProblemNote problem={state.problem} todo={screen.sources.forbiddenTodo} />
      );
    case 'unsupported':
      return <p>{screen.sources.unsupportedTodo}</p>;
    case 'not-asked':
      return null;
    default:
      return state satisfies never;
  }
}

const Row = styled.li({
  display: 'grid',
  gridTemplateColumns: 'minmax(9rem, 12rem) minmax(8rem, 11rem) minmax(0, 1fr) auto',
  gap: '0.125rem 1rem',
  alignItems: 'baseline',
  minHeight: '2.25rem',
  padding: '0.375rem 0.5rem',
  borderTop: '1px solid var(--line)',
  '@container page (max-width: 36rem)': { gridTemplateColumns: 'minmax(0, 1fr) minmax(0, 1fr)' },
});

const Name = styled.span({ fontWeight: 600 });

const Mark = styled.span({ color: 'var(--quiet)', '& > svg': { verticalAlign: '-0.1rem' } });

const Below = styled.div({ gridColumn: '1 / -1', maxWidth: '75ch', color: 'var(--quiet)', fontSize: '0.8125rem' });
