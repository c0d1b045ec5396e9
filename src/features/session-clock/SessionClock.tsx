import type { ReactNode } from 'react';
import { useChart } from '../../session/useChart.ts';
import { useSessionClock } from '../../session/useSessionClock.ts';
import { useSite, useWho } from '../../session/useWho.ts';
import { Note } from '../../ui/Note.tsx';
import { clockTime } from '../../words/clock.ts';
import { screen } from '../../words/screen.ts';
import { dressed } from '../../ui/dressed.ts';
import css from './SessionClock.module.css';

/** How the chart was opened, where that was not from a chart; then how long the session lasts: a quiet line near its end, what to do after it. */
export function SessionClock(): ReactNode {
  const clock = useSessionClock();
  const { launch, user } = useWho();
  const { view } = useChart();
  const { timeZone } = useSite();
  return (
    <>
      {launch.from === 'sign-in' && <BySignIn tone="look">{screen.session.bySignIn}</BySignIn>}
      <Output data-print="never">
        {clock.at === 'ending' && <Line>{screen.session.ending(clock.minutes, clock.sendable, user !== null)}</Line>}
        {clock.at === 'trying' && (
          <Note as="span" tone="look">
            {screen.session.trying(user !== null)}
          </Note>
        )}
        {clock.at === 'over' && (
          <Note as="span" tone="look">
            <strong>{screen.session.over}</strong>
            {view.at === 'settled' && <span>{screen.session.overMore(clockTime(view.readAt, timeZone))}</span>}
          </Note>
        )}
      </Output>
    </>
  );
}

const BySignIn = dressed(Note, css.bySignIn);

const Output = dressed('output', css.output);

const Line = dressed('span', css.line);
