import styled from '@emotion/styled';
import type { ReactNode } from 'react';
import { SOURCE_IDS } from '../domain/chart/source.ts';
import { useAssessment, useChart } from '../session/useChart.ts';
import { ActionButton } from '../ui/ActionButton.tsx';
import { Quiet } from '../ui/Text.tsx';
import { screen } from '../words/en-screen.ts';

/** The sections behind the answer, with what each holds in figures. */
export function SectionLinks(): ReactNode {
  const { view } = useChart();
  const assessment = useAssessment();
  if (assessment === null || (view.at !== 'reading' && view.at !== 'settled')) return null;
  const met = assessment.triggers.filter(({ outcome }) => outcome === 'met').length;
  const unclear = assessment.triggers.filter(({ outcome }) => outcome === 'not-assessable').length;
  const states = Object.values(view.chart.sources).flatMap((origin) =>
    SOURCE_IDS.map((source) => origin[source].state),
  );
  const read = states.filter((state) => state === 'loaded').length;
  // What this version does not read counts as not read.
  const all = states.length + screen.sources.notInThisVersion.length;
  return (
    <Nav aria-label={screen.sections.label} data-print="never">
      <ul>
        {assessment.triggers.length > 0 && (
          <li>
            <Link href="#why">
              {screen.sections.why} <Quiet>{screen.why.counts(met, view.at === 'settled' ? unclear : 0)}</Quiet>
            </Link>
          </li>
        )}
        <li>
          <Link href="#sources">
            {screen.sections.sources} <Quiet>{screen.sources.counts(read, all)}</Quiet>
          </Link>
        </li>
      </ul>
      {view.at === 'settled' && (
        <ActionButton look="quiet" onClick={() => window.print()}>
          {screen.sections.print}
        </ActionButton>
      )}
    </Nav>
  );
}

const Nav = styled.nav({
  position: 'sticky',
  top: 'calc(var(--header) + 1rem)',
  alignSelf: 'start',
  display: 'grid',
  gap: '0.5rem',
  justifyItems: 'start',
  '@container page (max-width: 48rem)': {
    position: 'static',
    display: 'flex',
    flexWrap: 'wrap',
    columnGap: '1.25rem',
    alignItems: 'baseline',
    marginBottom: '0.75rem',
    '& > ul': { display: 'flex', flexWrap: 'wrap', columnGap: '1.25rem' },
  },
});

const Link = styled.a({
  display: 'inline-block',
  padding: '0.25rem 0',
  fontWeight: 600,
  color: 'var(--ink)',
  textDecoration: 'none',
  '&:hover': { color: 'var(--teal)', textDecoration: 'underline' },
});
