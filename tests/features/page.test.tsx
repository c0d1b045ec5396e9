// @vitest-environment happy-dom
import { act, render, screen as dom } from '@testing-library/react';
import axe from 'axe-core';
import { StrictMode } from 'react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { App } from '../../src/app/App.tsx';
import type { Opened } from '../../src/app/compose.ts';
import { problem } from '../../src/domain/problem.ts';
import type { SubmissionOutcome } from '../../src/domain/referral/outcome.ts';
import { startSession } from '../../src/session/start-session.ts';
import { ErrorBoundary } from '../../src/ui/ErrorBoundary.tsx';
import { launchWords } from '../../src/words/launch.ts';
import { fakePort } from '../support/fake-port.ts';
import { chartWithout, fixtureChart } from '../support/fixture-chart.ts';
import { demoSite } from '../support/demo-site.ts';
import { DECISION, draftOf, LUNG, mount, openForm } from '../support/mount.tsx';

const chart = fixtureChart(LUNG);

afterEach(() => vi.restoreAllMocks());

async function opened(value: Opened): Promise<void> {
  await act(async () => {
    render(
      <StrictMode>
        <App opening={Promise.resolve(value)} />
      </StrictMode>,
    );
    await Promise.resolve();
  });
}

describe('the page', () => {
  it('reads and launches once, whatever StrictMode renders twice', async () => {
    const port = fakePort({ chart });
    await opened({
      ok: true,
      session: startSession(port, demoSite()),
      lens: { practiceRecords: () => port.practiceRecords(), billing: async () => null },
    });
    await dom.findByRole('heading', { level: 1, name: /suggested/ });
    expect(port.calls.load).toBe(1);
  });

  it('says which step of a launch failed, what to do, and gives technical lines', async () => {
    await opened({
      ok: false,
      problem: { step: 'discovery', kind: 'no-pkce', said: '', detail: 'code_challenge_methods_supported has no S256' },
    });
    expect(dom.getByRole('heading', { level: 1, name: /secure sign-in/ })).toHaveFocus();
    expect(dom.getByText(launchWords.steps.discovery)).toBeVisible();
    expect(dom.getByText(/discovery: no-pkce/)).toHaveTextContent('S256');
    expect(dom.getByRole('button', { name: 'Copy technical lines' })).toBeVisible();
  });

  it('has a first heading, a plain sentence and something to do for every launch problem', async () => {
    for (const [step, kinds] of Object.entries(launchWords.problems)) {
      for (const kind of Object.keys(kinds)) {
        await opened({ ok: false, problem: { step, kind, detail: 'x' } as Extract<Opened, { ok: false }>['problem'] });
        const headings = dom.getAllByRole('heading', { level: 1 });
        expect(headings.at(-1)?.textContent).toMatch(/\w+.*\.$/);
      }
    }
  });

  it('stores nothing outside the port, and nothing in the address', async () => {
    const mounted = mount();
    await openForm(mounted);
    await dom.findByRole('button', { name: /^Send referral/ });
    expect(window.localStorage.length + window.sessionStorage.length).toBe(0);
    expect(location.href).not.toMatch(/Ruth|lung4/);
  });
});

describe('when a part breaks', () => {
  const Broken = (): never => {
    throw new TypeError('Ruth Martin is not a function');
  };

  it('says so without the message, which may hold patient data, and leaves the rest', () => {
    vi.spyOn(console, 'error').mockImplementation(() => {});
    render(
      <>
        <ErrorBoundary part="why">
          <Broken />
        </ErrorBoundary>
        <p>the rest</p>
      </>,
    );
    expect(dom.getByRole('alert')).toHaveTextContent('This part of the page has stopped.');
    expect(dom.getByRole('alert')).toHaveTextContent('error: TypeError');
    expect(dom.getByRole('alert')).not.toHaveTextContent('Ruth');
    expect(dom.getByText('the rest')).toBeVisible();
  });

  it('keeps banner and draft when the engine itself breaks', async () => {
    vi.spyOn(console, 'error').mockImplementation(() => {});
    const triggerless = { ...chart, conditions: null as unknown as typeof chart.conditions };
    const kept = { decisionId: DECISION, draft: draftOf(chart, 'Breathless.'), phase: { at: 'editing' } } as const;
    const { port } = mount({ chart: triggerless, kept });
    expect((await dom.findAllByRole('alert')).length).toBeGreaterThan(0);
    expect(dom.getByRole('region', { name: 'Patient' })).toHaveTextContent('Ruth Martin');
    expect(dom.getByRole('button', { name: 'Continue the referral…' })).toBeVisible();
    expect(port.keptNow()?.draft.question).toBe('Breathless.');
  });
});

const unknown: SubmissionOutcome = {
  outcome: 'unknown',
  via: 'fhir-create',
  why: problem('network', 'POST ServiceRequest'),
};

describe('accessibility: no axe violations', () => {
  /** Without layout and colors: those are asked of a real browser (tests/journeys) and of the palette (tests/ui). */
  async function violations(): Promise<readonly string[]> {
    const { violations: found } = await axe.run(document.body, { rules: { 'color-contrast': { enabled: false } } });
    return found.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(' | ')}`);
  }

  it.each([
    ['the answer', () => void mount()],
    ['a gate', () => void mount({ chart: fixtureChart('breast-stage-4-referral-open') })],
    ['deceased', () => void mount({ chart: fixtureChart('lung-deceased') })],
    ['no patient', () => void mount({ unreadable: problem('timeout', 'GET Patient/{id}') })],
    ['the end of the session', () => void mount({ expiresAt: 1 })],
    ['opening', () => void mount({ slow: true })],
    [
      'so far',
      () => {
        const { port } = mount({ slow: true });
        act(() => port.progress({ chart: chartWithout(LUNG, ['Encounter']), pending: ['Encounter'] }));
      },
    ],
    [
      'unknown',
      () =>
        void mount({
          kept: { decisionId: DECISION, draft: draftOf(chart), phase: { at: 'settled', outcome: unknown, time: 1 } },
        }),
    ],
  ])('%s', async (_name, show) => {
    show();
    await dom.findByRole('heading', { level: 1 });
    await act(() => Promise.resolve());
    expect(await violations()).toEqual([]);
  });

  it.each([
    ['the form', {}],
    ['a form that could not check', { check: { result: 'could-not-check', why: problem('timeout', 'GET') } as const }],
    ['the letter', { via: { channel: 'manual', why: 'not-granted' } as const }],
  ])('%s', async (_name, options) => {
    const mounted = mount(options);
    await openForm(mounted);
    await mounted.user.click(dom.getByRole('radio', { name: 'Yes' }));
    await dom.findByRole('button', { name: /^Send referral|^Copy the letter/ });
    expect(await violations()).toEqual([]);
  });
});
