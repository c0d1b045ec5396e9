import { describe, expect, it, vi } from 'vitest';
import { problem } from '../../src/domain/problem.ts';
import { startChart, type ChartStore } from '../../src/session/chart-store.ts';
import { startVisit } from '../../src/session/visit-store.ts';
import type { EhrPort } from '../../src/ehr/port.ts';
import { fakePort } from '../support/fake-port.ts';
import { chartWithout, fixtureChart } from '../support/fixture-chart.ts';

const LUNG = 'lung-stage-4-two-unplanned-stays';
const chart = fixtureChart(LUNG);
const later = (): Promise<void> => new Promise((done) => setTimeout(done, 0));

const chartOf = (port: EhrPort, now: () => number): ChartStore =>
  startChart(
    port,
    startVisit(port, now, () => 'id'),
    {},
    now,
  );

describe('reading the chart', () => {
  it('starts at once, before anything is rendered, and once', async () => {
    const port = fakePort({ chart });
    const store = chartOf(port, () => 7);
    expect(port.calls.load).toBe(1);
    expect(store.view().at).toBe('opening');
    await later();
    expect(store.view()).toMatchObject({ at: 'settled', readAt: 7 });
    expect(port.calls.load).toBe(1);
  });

  it('works the answer out once for each chart', async () => {
    const store = chartOf(fakePort({ chart }), Date.now);
    await later();
    expect(store.assessment()).toBe(store.assessment());
  });

  it('shows what has arrived, and asks for the answer with what is still outstanding', () => {
    const port = fakePort({ chart, slow: true });
    const store = chartOf(port, Date.now);
    const heard = vi.fn();
    store.subscribe(heard);
    port.progress({ chart: chartWithout(LUNG, ['Encounter', 'Observation']), pending: ['Encounter', 'Observation'] });
    expect(heard).toHaveBeenCalled();
    expect(store.view()).toMatchObject({ at: 'reading', pending: ['Encounter', 'Observation'] });
    expect(store.assessment()?.triggers.some(({ outcome }) => outcome === 'not-assessable')).toBe(true);
  });

  it('keeps the answer while one source is asked again, and takes the new chart when it comes', async () => {
    const port = fakePort({
      chart: chartWithout(LUNG, ['Encounter']),
      retried: { ok: true, value: { chart, pending: [] } },
    });
    const store = chartOf(port, Date.now);
    await later();
    store.retry('Encounter');
    store.retry('Encounter');
    expect(port.calls.retry).toEqual(['Encounter']);
    expect(store.view()).toMatchObject({ at: 'settled', retrying: ['Encounter'] });
    await later();
    expect(store.view()).toMatchObject({ at: 'settled', retrying: [], chart });
  });

  it('keeps the chart when asking again fails as a whole', async () => {
    const port = fakePort({ chart, retried: { ok: false, problem: problem('session-expired', 'GET Encounter') } });
    const store = chartOf(port, Date.now);
    await later();
    store.retry('Encounter');
    await later();
    expect(store.view()).toMatchObject({ at: 'settled', chart, retrying: [] });
  });

  it('says so when the patient cannot be read, and can begin again', async () => {
    const port = fakePort({ chart, unreadable: problem('timeout', 'GET Patient/{id}') });
    const store = chartOf(port, Date.now);
    await later();
    expect(store.view()).toMatchObject({ at: 'unreadable', problem: { kind: 'timeout' } });
    expect(store.assessment()).toBeNull();
    store.again();
    expect(port.calls.load).toBe(2);
  });

  it('turns a crash of the port into a failure that is shown', async () => {
    const port = fakePort({ chart });
    port.loadChart = () => Promise.reject(new RangeError('Ruth Martin'));
    const store = chartOf(port, Date.now);
    await later();
    expect(store.view()).toMatchObject({ at: 'unreadable', problem: { detail: 'RangeError' } });
  });
});
