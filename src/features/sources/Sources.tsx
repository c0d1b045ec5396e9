import styled from '@emotion/styled';
import type { ReactNode } from 'react';
import { SOURCE_IDS } from '../../domain/chart/source.ts';
import { useChart } from '../../session/useChart.ts';
import { useSessionClock } from '../../session/useSessionClock.ts';
import { useEhrName } from '../../session/useWho.ts';
import { SectionTitle } from '../../ui/SectionTitle.tsx';
import { Quiet } from '../../ui/Text.tsx';
import { screen } from '../../words/en-screen.ts';
import { LeftOut } from './LeftOut.tsx';
import { SourceRow } from './SourceRow.tsx';

/** What was read, from where, how much, how new, and what could not be read: each can be asked again alone. */
export function Sources(): ReactNode {
  const { view, retry } = useChart();
  const ehr = useEhrName();
  const clock = useSessionClock();
  if (view.at !== 'reading' && view.at !== 'settled') return null;
  const pending = view.at === 'reading' ? view.pending : [];
  const retrying = view.at === 'settled' ? view.retrying : [];
  const mayRetry = view.at === 'settled' && clock.at !== 'over';
  return (
    <section aria-labelledby="sources">
      <SectionTitle id="sources">{screen.sources.title}</SectionTitle>
      {Object.entries(view.chart.sources).map(([origin, states]) => (
        <Origin key={origin}>
          <h3>
            <Quiet>{screen.sources.from(screen.sources.originName(origin, ehr))}</Quiet>
          </h3>
          <ul>
            {SOURCE_IDS.map((source) => (
              <SourceRow
                key={source}
                source={source}
                state={states[source]}
                pending={pending.includes(source)}
                retrying={retrying.includes(source)}
                // Only the launching EHR can be asked again from here.
                retry={mayRetry && origin === 'ehr' ? retry : null}
              />
            ))}
          </ul>
        </Origin>
      ))}
      <NotInThisVersion>
        {screen.sources.notInThisVersion.map((name) => (
          <li key={name}>
            <span>{name}</span> <span>{screen.sources.notReadByThisVersion}</span>
          </li>
        ))}
      </NotInThisVersion>
      <LeftOut unreadable={view.chart.unreadable} />
    </section>
  );
}

/** Said as often as the rest is: what no version of a rule has looked at cannot be concluded from. */
const NotInThisVersion = styled.ul({
  marginBottom: '0.75rem',
  color: 'var(--quiet)',
  fontSize: '0.8125rem',
  '& > li': {
    display: 'grid',
    gridTemplateColumns: 'minmax(9rem, 12rem) minmax(0, 1fr)',
    gap: '0.125rem 1rem',
    padding: '0.25rem 0.5rem',
    borderTop: '1px solid var(--line)',
  },
  '@container page (max-width: 36rem)': { '& > li': { gridTemplateColumns: 'minmax(0, 1fr) minmax(0, 1fr)' } },
});

const Origin = styled.div({ marginBottom: '0.75rem', '& > h3': { padding: '0.25rem 0.5rem' } });
