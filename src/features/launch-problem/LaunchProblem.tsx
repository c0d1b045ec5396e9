import { useEffect, useRef, useState, type ReactNode } from 'react';
import { CopyButton } from '../../ui/CopyButton.tsx';
import { Technical } from '../../ui/TechnicalLines.tsx';
import { Quiet } from '../../ui/Text.tsx';
import { launchWords, isClosed, wordsOf } from '../../words/launch.ts';
import { dressed } from '../../ui/dressed.ts';
import css from './LaunchProblem.module.css';

/** A launch problem as the shell gives it; its `detail` is technical and without patient data. */
export interface LaunchProblemProps {
  readonly problem: Parameters<typeof wordsOf>[0] & { readonly detail: string; readonly said: string };
}

/** The page when no chart could be opened: which step failed, what to do, and lines for those who can mend it. */
export function LaunchProblem({ problem }: LaunchProblemProps): ReactNode {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  const { what, todo } = wordsOf(problem);
  const closed = isClosed(problem);
  // With the time and the browser, so that it can be found in the EHR's logs; the same time in every rendering.
  const [time] = useState(() => new Date().toISOString());
  const lines = [`${problem.step}: ${problem.kind}`, problem.detail, time, navigator.userAgent]
    .filter((line) => line !== '')
    .join('\n');
  return (
    <Main>
      {problem.step !== 'session' && <Quiet>{launchWords.steps[problem.step]}</Quiet>}
      <Heading ref={heading} tabIndex={-1}>
        {what}
      </Heading>
      <p>{todo}</p>
      {!closed && (
        <>
          <p>{launchWords.nothing}</p>
          {problem.said !== '' && (
            <>
              <h2>
                <Quiet>{launchWords.said}</Quiet>
              </h2>
              <p>{problem.said}</p>
            </>
          )}
          <h2>
            <Quiet>{launchWords.technical}</Quiet>
          </h2>
          <Technical>{lines}</Technical>
          <span>
            <CopyButton look="outlined" label={launchWords.copy} text={lines} />
          </span>
        </>
      )}
    </Main>
  );
}

const Main = dressed('main', css.main);

const Heading = dressed('h1', css.heading);
