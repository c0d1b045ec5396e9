import { Suspense, use, useEffect, type ReactNode } from 'react';
import { EhrProvider } from '../session/EhrProvider.tsx';
import { LensContext } from '../session/lens-context.ts';
import { ErrorBoundary } from '../ui/ErrorBoundary.tsx';
import { useLanguage } from '../ui/useLanguage.ts';
import { screen } from '../words/screen.ts';
import { ChartPage } from './ChartPage.tsx';
import type { Opened } from './compose.ts';
import { launchProblem } from './later-parts.ts';

/** The page, whatever comes of the launch: a chart, a reason why not, or a crash that says so. Never nothing. */
export function App({ opening }: { readonly opening: Promise<Opened> }): ReactNode {
  const language = useLanguage();
  useEffect(() => {
    document.documentElement.lang = language;
  }, [language]);
  return (
    <ErrorBoundary part="page" whole>
      <Suspense fallback={<Starting />}>
        <Page opening={opening} />
      </Suspense>
    </ErrorBoundary>
  );
}

/** Until it is known whose chart this is. */
function Starting(): ReactNode {
  return (
    <main className="starting">
      <h1>{screen.launch.opening}</h1>
    </main>
  );
}

function Page({ opening }: { readonly opening: Promise<Opened> }): ReactNode {
  const opened = use(opening);
  if (!opened.ok) return <launchProblem.Part problem={opened.problem} />;
  return (
    <EhrProvider session={opened.session}>
      <LensContext value={opened.lens}>
        <ChartPage />
      </LensContext>
    </EhrProvider>
  );
}
