import styled from '@emotion/styled';
import type { ReactNode } from 'react';
import { useAssessment, useChart } from '../session/useChart.ts';
import { useSite } from '../session/useWho.ts';
import { clockTime, screen } from '../words/en-screen.ts';
import { sayDay } from '../words/say.ts';

/** What this is, which version said it, and when the chart was read: on screen and on paper. */
export function PageFooter(): ReactNode {
  const { view } = useChart();
  const assessment = useAssessment();
  const { timeZone } = useSite();
  return (
    <Footer>
      <p>{screen.footer.basis}</p>
      {assessment !== null && view.at === 'settled' && (
        <p>
          {screen.footer.version(assessment.engine.version, assessment.engine.catalogue, assessment.engine.profile)}.{' '}
          {screen.footer.readAt(sayDay(assessment.asOf), clockTime(view.readAt, timeZone))}.
        </p>
      )}
    </Footer>
  );
}

const Footer = styled.footer({
  marginTop: '1.5rem',
  padding: '0.75rem 0.5rem 1.5rem',
  borderTop: '1px solid var(--line)',
  fontSize: '0.8125rem',
  color: 'var(--quiet)',
});
