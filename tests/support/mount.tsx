/** Mounts the chart page over a fake EHR, as the app does, in StrictMode. */
import '@testing-library/jest-dom/vitest';
import { cleanup, configure, render, screen as dom, within } from '@testing-library/react';
import userEvent, { type UserEvent } from '@testing-library/user-event';
import { StrictMode } from 'react';
import { afterEach } from 'vitest';
import {
  answerStrip,
  behind,
  footer,
  language,
  languageNote,
  launchProblem,
  leftBefore,
  teamWrote,
  openReferralLine,
  openReferralState,
  questionBack,
} from '../../src/app/later-parts.ts';
import { ChartPage } from '../../src/app/ChartPage.tsx';
import { problemNote } from '../../src/features/assessment/later-parts.ts';
import { takeBack } from '../../src/features/decision/later-parts.ts';
import { addFacts, saidLines } from '../../src/features/visit/later-parts.ts';
import { outcome } from '../../src/features/referral/later-parts.ts';
import type { ReferralDraft } from '../../src/domain/referral/draft.ts';
import { draftFrom } from '../../src/domain/referral/draft.ts';
import { assess } from '../../src/domain/assess.ts';
import type { Chart } from '../../src/domain/chart/chart.ts';
import { EhrProvider } from '../../src/session/EhrProvider.tsx';
import { LensContext, type LensSources } from '../../src/session/lens-context.ts';
import { startSession, type EhrSession, type SessionOptions } from '../../src/session/start-session.ts';
import type { Site } from '../../src/site/site.ts';
import { demoSite } from './demo-site.ts';
import { fakePort, type FakeOptions, type FakePort } from './fake-port.ts';
import { fixtureChart } from './fixture-chart.ts';

afterEach(cleanup);

// As on a page on which the answer has stood for a while: what comes in files of its own is there.
await Promise.all(
  [
    addFacts,
    answerStrip,
    behind,
    footer,
    language,
    languageNote,
    launchProblem,
    leftBefore,
    teamWrote,
    openReferralLine,
    openReferralState,
    questionBack,
    saidLines,
    outcome,
    problemNote,
    takeBack,
  ].map((one) => one.load()),
);

// As with the limit in vite.config.ts: what hangs fails, what is slow on a busy machine does not.
configure({ asyncUtilTimeout: 15_000 });

/** Two unplanned stays and stage IV: a specialist visit is suggested. */
export const LUNG = 'lung-stage-4-two-unplanned-stays';
export const DECISION = '0f8fad5b-d9cb-469f-a165-70867728950e';

export interface Mounted {
  readonly port: FakePort;
  readonly session: EhrSession;
  readonly user: UserEvent;
  readonly unmount: () => void;
}

export interface MountOptions extends SessionOptions {
  readonly site?: Site;
  readonly billing?: LensSources['billing'];
}

export function mount(options: Partial<FakeOptions> = {}, more: MountOptions = {}): Mounted {
  const port = fakePort({
    chart: fixtureChart(LUNG),
    ...(more.now === undefined ? {} : { now: more.now }),
    ...options,
  });
  const session = startSession(port, more.site ?? demoSite(), { mintId: () => DECISION, ...more });
  const { unmount } = render(
    <StrictMode>
      <EhrProvider session={session}>
        <LensContext value={{ practiceRecords: () => port.practiceRecords(), billing: more.billing ?? none }}>
          <ChartPage />
        </LensContext>
      </EhrProvider>
    </StrictMode>,
  );
  return { port, session, unmount, user: userEvent.setup() };
}

const none = async (): Promise<null> => null;

/** Opens the form and waits until it can be sent from. */
export async function openForm({ user }: Mounted): Promise<void> {
  await user.click(await dom.findByRole('button', { name: 'Refer…' }));
  await dom.findByRole('heading', { name: 'Referral for Ruth Martin' });
}

/** Opens the panel and the row of one kind of fact, where they are not open: gives its form. */
export async function openFact({ user }: Mounted, kind: string): Promise<HTMLElement> {
  const add = dom.getByRole('button', { name: 'Add what you know' });
  if (add.getAttribute('aria-expanded') === 'false') await user.click(add);
  const panel = within(await dom.findByRole('region', { name: 'Add what you know' }));
  const row = panel.getByRole('button', { name: new RegExp(`^${kind}`) });
  // What the answer lacks most stands open already; what was answered has folded.
  if (row.getAttribute('aria-expanded') === 'false') await user.click(row);
  return dom.getByRole('form', { name: kind });
}

export function draftOf(chart: Chart, question = ''): ReferralDraft {
  return { ...draftFrom(assess(chart), ['palliative-clinic'], chart.patient), question };
}
