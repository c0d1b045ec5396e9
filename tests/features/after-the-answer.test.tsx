// @vitest-environment happy-dom
import '@testing-library/jest-dom/vitest';
import { act, cleanup, render, screen as dom } from '@testing-library/react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { fakePort, type FakeOptions, type FakePort } from '../support/fake-port.ts';
import { chartWithout, fixtureChart } from '../support/fixture-chart.ts';

const LUNG = 'lung-stage-4-two-unplanned-stays';

beforeEach(() => {
  vi.resetModules();
  vi.useFakeTimers({ shouldAdvanceTime: true });
});
afterEach(() => {
  cleanup();
  vi.useRealTimers();
});

/** A page whose later files have not been fetched. */
async function freshPage(options: Partial<FakeOptions> = {}): Promise<FakePort> {
  const { demoSite } = await import('../support/demo-site.ts');
  const { ChartPage } = await import('../../src/app/ChartPage.tsx');
  const { EhrProvider } = await import('../../src/session/EhrProvider.tsx');
  const { startSession } = await import('../../src/session/start-session.ts');
  const port = fakePort({ chart: fixtureChart(LUNG), ...options });
  const session = startSession(port, demoSite());
  render(
    <EhrProvider session={session}>
      <ChartPage />
    </EhrProvider>,
  );
  return port;
}

const sections = (): HTMLElement | null => dom.queryByRole('heading', { level: 2, name: 'Why' });

it('the sections come when the answer stands, and not before', async () => {
  const port = await freshPage({ slow: true });
  act(() => port.progress({ chart: chartWithout(LUNG, ['Encounter']), pending: ['Encounter'] }));
  await act(() => vi.advanceTimersByTimeAsync(1000));
  expect(dom.getByRole('heading', { level: 1 })).toHaveTextContent(/^So far/);
  expect(sections()).toBeNull();
  act(() => port.finish());
  await dom.findByRole('heading', { level: 1, name: /visit is suggested/ });
  await dom.findByRole('heading', { level: 2, name: 'Why' }, { timeout: 15_000 });
});

it('who waits long for a slow EHR sees what is waited for', async () => {
  const port = await freshPage({ slow: true });
  act(() => port.progress({ chart: chartWithout(LUNG, ['Encounter']), pending: ['Encounter'] }));
  await act(() => vi.advanceTimersByTimeAsync(6000));
  await dom.findByRole('heading', { level: 2, name: 'Sources' }, { timeout: 15_000 });
  expect(dom.getByRole('heading', { level: 1 })).toHaveTextContent(/^So far/);
});
