import styled from '@emotion/styled';
import { lazy, Suspense, useCallback, useState, type ReactNode } from 'react';
import { Answer, type AnswerProps } from '../features/assessment/Answer.tsx';
import { PatientBanner } from '../features/patient-banner/PatientBanner.tsx';
import { loadSheet } from '../features/referral/load-sheet.ts';
import { ReferralEntry } from '../features/referral/ReferralEntry.tsx';
import { SHEET_BESIDE, SHEET_WIDTH } from '../features/referral/sheet-width.ts';
import { SessionClock } from '../features/session-clock/SessionClock.tsx';
import { Sources } from '../features/sources/Sources.tsx';
import { Why } from '../features/why/Why.tsx';
import { useReferral } from '../session/useReferral.ts';
import { ErrorBoundary } from '../ui/ErrorBoundary.tsx';
import { screen } from '../words/en-screen.ts';
import { PageFooter } from './PageFooter.tsx';
import { SectionLinks } from './SectionLinks.tsx';
import { useHeaderHeight } from './useHeaderHeight.ts';

const ReferralSheet = lazy(async () => ({ default: (await loadSheet()).ReferralSheet }));

/** One patient's chart: who it is, the answer, why, from what; beside it, when asked for, the referral. */
export function ChartPage(): ReactNode {
  const [sheetOpen, setSheetOpen] = useState(false);
  const header = useHeaderHeight();
  const openSheet = useCallback(() => {
    setSheetOpen(true);
    // Already open: the button leads back into it.
    document.getElementById('referral-title')?.focus();
  }, []);
  const { actions } = useReferral();
  const closeSheet = useCallback(() => {
    setSheetOpen(false);
    actions.leave();
    // Back to where it was opened from, or to what has become of it.
    requestAnimationFrame(() => (document.getElementById('refer') ?? document.getElementById('outcome'))?.focus());
  }, [actions]);
  const refer: AnswerProps['refer'] = (look) => <ReferralEntry look={look} sheetOpen={sheetOpen} onOpen={openSheet} />;
  return (
    <>
      <SkipLink href="#answer">{screen.skip}</SkipLink>
      <Header ref={header}>
        <ErrorBoundary part="patient-banner">
          <PatientBanner />
        </ErrorBoundary>
      </Header>
      <Column data-sheet={sheetOpen ? 'open' : 'closed'}>
        <ErrorBoundary part="session-clock">
          <SessionClock />
        </ErrorBoundary>
        <main>
          <ErrorBoundary
            part="assessment"
            render={(message) => (
              <Still>
                {message}
                {refer(null)}
              </Still>
            )}
          >
            <Answer refer={refer} />
          </ErrorBoundary>
          <Behind>
            <ErrorBoundary part="section-links">
              <SectionLinks />
            </ErrorBoundary>
            <Sections>
              <ErrorBoundary part="why">
                <Why />
              </ErrorBoundary>
              <ErrorBoundary part="sources">
                <Sources />
              </ErrorBoundary>
            </Sections>
          </Behind>
        </main>
        <ErrorBoundary part="footer" render={() => null}>
          <PageFooter />
        </ErrorBoundary>
      </Column>
      {sheetOpen && (
        <ErrorBoundary part="referral" render={(message) => <Corner>{message}</Corner>}>
          <Suspense fallback={<Corner as="output">{screen.referral.loading}</Corner>}>
            <ReferralSheet onClose={closeSheet} />
          </Suspense>
        </ErrorBoundary>
      )}
    </>
  );
}

const SkipLink = styled.a({
  position: 'absolute',
  left: '-100vw',
  '&:focus': { left: '0.5rem', top: '0.5rem', zIndex: 3, padding: '0.5rem 0.75rem', background: 'var(--surface)' },
});

const Header = styled.header({
  position: 'sticky',
  top: 0,
  zIndex: 2,
  display: 'flex',
  alignItems: 'center',
  minHeight: '3rem',
  padding: '0.375rem clamp(0.75rem, 2.5vw, 1.5rem)',
  background: 'var(--surface)',
  borderBottom: '1px solid var(--line)',
  '@media print': { position: 'static', paddingInline: 0 },
});

const Still = styled.div({ display: 'grid', gap: '1rem', justifyItems: 'start', padding: '1rem 0' });

/** Parts of the page measure themselves by this column, not by the window: beside the sheet it is narrow too. */
const Column = styled.div({
  containerType: 'inline-size',
  containerName: 'page',
  maxWidth: '72rem',
  padding: '0 clamp(0.75rem, 2.5vw, 1.5rem)',
  // The answer stays in view beside the sheet: the column makes room for it.
  [`@media ${SHEET_BESIDE}`]: { '&[data-sheet="open"]': { marginInlineEnd: SHEET_WIDTH } },
  '@media print': { padding: 0, '&[data-sheet="open"]': { marginInlineEnd: 0 } },
});

const Behind = styled.div({
  display: 'grid',
  gridTemplateColumns: '10.5rem minmax(0, 1fr)',
  gap: '0 1rem',
  borderTop: '1px solid var(--line)',
  paddingTop: '1rem',
  // Before there is a chart there is nothing to draw a line above.
  '&:not(:has(section))': { display: 'none' },
  '@container page (max-width: 48rem)': { gridTemplateColumns: 'minmax(0, 1fr)' },
  '@media print': { gridTemplateColumns: 'minmax(0, 1fr)' },
});

const Sections = styled.div({ display: 'grid', gap: '1.5rem', alignContent: 'start' });

/** Where the sheet would be, for what is said in its place. */
const Corner = styled.div({
  position: 'fixed',
  right: 0,
  bottom: 0,
  zIndex: 3,
  margin: '1rem',
  maxWidth: SHEET_WIDTH,
  padding: '0.5rem 0.75rem',
  background: 'var(--surface)',
  border: '1px solid var(--line)',
  borderRadius: 6,
});
