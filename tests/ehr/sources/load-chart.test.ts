import { testSite } from '../support/site.ts';
import { describe, expect, it } from 'vitest';
import { SOURCE_IDS } from '../../../src/domain/chart/source.ts';
import { dayOf } from '../../../src/domain/logic/when.ts';
import { createGateway } from '../../../src/ehr/gateway/gateway.ts';
import {
  emptyMemory,
  loadChart,
  resourceIn,
  retrySource,
  SOURCES,
  type ChartSoFar,
} from '../../../src/ehr/sources/load-chart.ts';
import { parseScopes } from '../../../src/ehr/sources/scopes.ts';
import { CANCER, chartServer, type Answers } from '../support/chart-server.ts';
import { BASE, bundle, json, nextLink, noSleep } from '../support/fake-fetch.ts';

function prepare(answers: Answers = {}, scope = 'patient/*.rs') {
  const server = chartServer(answers);
  const gateway = createGateway({ base: BASE, token: () => 'secret', fetch: server.fetch, sleep: noSleep });
  const request = {
    gateway,
    granted: parseScopes(scope),
    patientId: 'p1',
    asOf: dayOf(2026, 11, 21),
    site: testSite(),
  };
  return { server, request, memory: emptyMemory() };
}

describe('a chart', () => {
  it('has a query for every source of the domain', () => {
    expect(SOURCES.map(({ id }) => id).toSorted()).toEqual([...SOURCE_IDS].toSorted());
  });

  it('is read source by source, and says which are still pending', async () => {
    const { request, memory } = prepare();
    const heard: ChartSoFar[] = [];
    const loaded = await loadChart(request, memory, (progress) => heard.push(progress));
    expect(loaded).toMatchObject({
      ok: true,
      value: { pending: [], chart: { patient: { name: 'Ruth Martin' }, conditions: [{ reference: 'Condition/c1' }] } },
    });
    expect(heard.length).toBeGreaterThan(0);
    expect(heard.length).toBeLessThanOrEqual(SOURCES.length);
    const pending = heard.map((progress) => progress.pending.length);
    expect(pending).toEqual(pending.toSorted((a, b) => b - a));
    expect(heard.at(-1)?.pending).toEqual([]);
  });

  it('asks the first wave before the second, and does not wait between them', async () => {
    const { request, memory, server } = prepare();
    let release = (): void => {};
    const slow = new Promise<void>((done) => (release = done));
    server.answers = { '/Patient/p1': async () => (await slow, undefined) };
    const loading = loadChart(request, memory);
    await new Promise((done) => setTimeout(done, 5));
    expect(server.asked.slice(0, 4).map(({ path }) => path)).toEqual([
      '/Patient/p1',
      '/Condition',
      '/Encounter',
      '/ServiceRequest',
    ]);
    expect(server.count('GET', '/Procedure')).toBe(1);
    release();
    expect((await loading).ok).toBe(true);
  });

  it('ends each source in its own way', async () => {
    const { request, memory } = prepare(
      {
        '/Encounter': () => json({}, 403),
        '/Procedure': () => json({}, 404),
        '/Observation': () => json({}, 500),
        '/Condition': ({ url }) =>
          url.searchParams.has('page')
            ? new Response('{')
            : json(bundle([CANCER], nextLink(`${BASE}/Condition?page=2`))),
      },
      'patient/Patient.r patient/Condition.rs patient/Encounter.rs patient/Procedure.rs patient/Observation.rs patient/ServiceRequest.rs',
    );
    const loaded = await loadChart(request, memory);
    expect(loaded.ok && loaded.value.chart.sources['ehr']).toMatchObject({
      Patient: { state: 'loaded' },
      Encounter: { state: 'forbidden' },
      Procedure: { state: 'unsupported' },
      Observation: { state: 'failed' },
      CarePlan: { state: 'forbidden' },
      Condition: { state: 'partial', count: 1 },
      ServiceRequest: { state: 'loaded', count: 0 },
    });
  });

  it('does not end before its last source', async () => {
    const { request, memory, server } = prepare();
    let release = (): void => {};
    const slow = new Promise<void>((done) => (release = done));
    server.answers = { '/CarePlan': async () => (await slow, undefined) };
    let ended = false;
    const loading = loadChart(request, memory).then(() => (ended = true));
    await new Promise((done) => setTimeout(done, 5));
    expect(ended).toBe(false);
    expect([...memory.pending]).toEqual(['CarePlan']);
    release();
    await loading;
    expect(ended).toBe(true);
  });

  it.each([
    ['cannot be read', () => json({}, 403), 'forbidden'],
    ['is somebody else', () => json({ resourceType: 'Patient', id: 'p2' }), 'wrong-patient'],
    ['is not there', () => json({}, 404), 'not-found'],
  ])('fails as a whole when the patient %s', async (_, answer, kind) => {
    const { request, memory } = prepare({ '/Patient/p1': answer });
    const heard: ChartSoFar[] = [];
    expect(await loadChart(request, memory, (progress) => heard.push(progress))).toMatchObject({
      ok: false,
      problem: { kind },
    });
    expect(heard).toEqual([]);
  });

  it('does not drop what belongs to another patient in silence', async () => {
    const { request, memory } = prepare({
      '/Condition': () => json(bundle([CANCER, { ...CANCER, id: 'c2', subject: { reference: 'Patient/p2' } }])),
    });
    const loaded = await loadChart(request, memory);
    expect(loaded.ok && loaded.value.chart.conditions).toHaveLength(1);
    expect(loaded.ok && loaded.value.chart.unreadable).toMatchObject([
      { reference: 'Condition/c2', reason: 'other-patient' },
    ]);
  });

  it('takes a resource with nothing but a type', async () => {
    const { request, memory } = prepare({ '/Condition': () => json(bundle([{ resourceType: 'Condition' }])) });
    const loaded = await loadChart(request, memory);
    expect(loaded).toMatchObject({ ok: true });
    expect(loaded.ok && loaded.value.chart.conditions).toEqual([]);
  });
});

describe('one source asked again', () => {
  it('gives the chart with it', async () => {
    let down = true;
    const { request, memory } = prepare({ '/Condition': () => (down ? json({}, 500) : undefined) });
    await loadChart(request, memory);
    expect(memory.states.Condition.state).toBe('failed');
    down = false;
    const again = await retrySource('Condition', request, memory);
    expect(again).toMatchObject({
      ok: true,
      value: { pending: [], chart: { conditions: [{ reference: 'Condition/c1' }] } },
    });
    expect(memory.states.Condition.state).toBe('loaded');
  });

  it('keeps what came the first time when it now fails altogether', async () => {
    let down = false;
    const { request, memory } = prepare({
      '/Condition': ({ url }) => {
        if (down || url.searchParams.has('page')) return json({}, 500);
        return json(bundle([CANCER], nextLink(`${BASE}/Condition?page=2`)));
      },
    });
    await loadChart(request, memory);
    down = true;
    const again = await retrySource('Condition', request, memory);
    expect(again.ok && again.value.chart.conditions).toHaveLength(1);
    expect(memory.states.Condition.state).toBe('partial');
  });

  it('brings back a chart whose patient could not be read', async () => {
    let down = true;
    const { request, memory } = prepare({ '/Patient/p1': () => (down ? json({}, 500) : undefined) });
    expect((await loadChart(request, memory)).ok).toBe(false);
    down = false;
    expect(await retrySource('Patient', request, memory)).toMatchObject({
      ok: true,
      value: { chart: { patient: { id: 'p1' } } },
    });
  });
});

describe('the resource behind an evidence', () => {
  it('is the one that was received', async () => {
    const { request, memory } = prepare();
    await loadChart(request, memory);
    expect(resourceIn(memory, 'Condition/c1')).toEqual(CANCER);
    expect(resourceIn(memory, 'Condition/c9')).toBeNull();
  });
});
