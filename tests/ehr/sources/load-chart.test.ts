import { testSite } from '../support/site.ts';
import type { FhirResource } from 'fhir/r4';
import { describe, expect, it } from 'vitest';
import { SOURCE_IDS } from '../../../src/domain/chart/source.ts';
import { dayOf } from '../../../src/domain/logic/when.ts';
import { createGateway } from '../../../src/ehr/gateway/gateway.ts';
import {
  emptyMemory,
  loadChart,
  resourceIn,
  retrySource,
  type ChartSoFar,
} from '../../../src/ehr/sources/load-chart.ts';
import { PLAN, SOURCES } from '../../../src/ehr/sources/plan.ts';
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
  it('asks for everything that the product says it reads, each under its own name, and for nothing else', () => {
    expect(SOURCES.map(({ id }) => id)).toEqual(
      Object.entries(PLAN).flatMap(([id, source]) => (source === 'not-asked' ? [] : [id])),
    );
    expect(SOURCE_IDS.filter((id) => PLAN[id] === 'not-asked')).toEqual([
      'MedicationDispense',
      'EpisodeOfCare',
      'ResearchSubject',
    ]);
  });

  it('has nothing of a kind that it was not asked for', async () => {
    const { request, memory, server } = prepare();
    const loaded = await loadChart(request, memory);
    for (const id of ['MedicationDispense', 'EpisodeOfCare', 'ResearchSubject'] as const)
      expect(loaded.ok && loaded.value.chart.sources['ehr']?.[id]).toEqual({ state: 'not-asked' });
    expect(server.asked.filter(({ path }) => /Dispense|EpisodeOfCare|ResearchSubject/.test(path))).toEqual([]);
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

const PATIENT = { reference: 'Patient/p1' };
const order = (id: string, drug: string) => ({
  resourceType: 'MedicationRequest',
  id,
  status: 'active',
  intent: 'order',
  subject: PATIENT,
  medicationReference: { reference: drug },
});
const drug = (id: string) => ({ resourceType: 'Medication', id, code: { text: `Drug ${id}` } });
const stay = (id: string, ward: string, day: string) => ({
  resourceType: 'Encounter',
  id,
  status: 'finished',
  class: { code: 'IMP' },
  subject: PATIENT,
  period: { start: day, end: day },
  location: [{ location: { reference: ward } }],
});
const included = (resource: unknown) => ({ resource, search: { mode: 'include' } });
const idsOf = (resources: readonly FhirResource[] | undefined) => (resources ?? []).map(({ id }) => id);

describe('what is read by reference', () => {
  it('waits for the sources that refer to it, and is loaded with nothing where nothing refers to any', async () => {
    const { request, memory, server } = prepare();
    let release = (): void => {};
    const slow = new Promise<void>((done) => (release = done));
    server.answers = { '/MedicationStatement': async () => (await slow, undefined) };
    const loading = loadChart(request, memory);
    await new Promise((done) => setTimeout(done, 5));
    expect([...memory.pending].toSorted()).toEqual(['Medication', 'MedicationStatement']);
    release();
    await loading;
    expect(memory.states).toMatchObject({
      Medication: { state: 'loaded', count: 0 },
      Location: { state: 'loaded', count: 0 },
    });
  });

  it('takes the drugs that came with their orders for drugs, and asks for none of them again', async () => {
    const { request, memory, server } = prepare({
      '/MedicationRequest': () =>
        json({
          resourceType: 'Bundle',
          type: 'searchset',
          entry: [{ resource: order('r1', 'Medication/m1') }, included(drug('m1'))],
        }),
    });
    await loadChart(request, memory);
    expect(memory.states.MedicationRequest).toMatchObject({ state: 'loaded' });
    expect(idsOf(memory.resources.MedicationRequest)).toEqual(['r1']);
    expect(idsOf(memory.resources.Medication)).toEqual(['m1']);
    expect(memory.states.Medication).toMatchObject({ state: 'loaded', count: 1 });
    expect(server.asked.filter(({ path }) => path.startsWith('/Medication/'))).toEqual([]);
  });

  it('reads those that did not come, once each, whatever way they are referred to', async () => {
    const { request, memory, server } = prepare({
      '/MedicationRequest': () =>
        json({
          resourceType: 'Bundle',
          type: 'searchset',
          entry: [
            { resource: order('r1', 'Medication/m1') },
            { resource: order('r2', 'Medication/m2') },
            { resource: order('r3', `${BASE}/Medication/m2`) },
            { resource: order('r4', 'Medication/m2/_history/3') },
            { resource: order('r5', '#inside') },
            included(drug('m1')),
          ],
        }),
      '/MedicationAdministration': () =>
        json(bundle([{ ...order('a1', 'Medication/m3'), resourceType: 'MedicationAdministration' }])),
      '/Medication/m2': () => json(drug('m2')),
      '/Medication/m3': () => json(drug('m3')),
    });
    await loadChart(request, memory);
    expect(server.asked.map(({ path }) => path).filter((path) => path.startsWith('/Medication/'))).toEqual([
      '/Medication/m2',
      '/Medication/m3',
    ]);
    expect(idsOf(memory.resources.Medication)).toEqual(['m1', 'm2', 'm3']);
    expect(memory.states.Medication).toMatchObject({ state: 'loaded', count: 3 });
  });

  it('is partial for what lies on another server, and sends nothing there', async () => {
    const { request, memory, server } = prepare({
      '/MedicationRequest': () =>
        json(bundle([order('r1', 'https://other.example/fhir/Medication/m1'), order('r2', 'Medication/m2')])),
      '/Medication/m2': () => json(drug('m2')),
    });
    await loadChart(request, memory);
    expect(memory.states.Medication).toMatchObject({ state: 'partial', count: 1, why: { kind: 'foreign-address' } });
    expect(server.asked.every(({ url }) => url.href.startsWith(BASE))).toBe(true);
  });

  it('never reads another kind of resource under its name', async () => {
    const { request, memory, server } = prepare({
      '/MedicationRequest': () => json(bundle([order('r1', 'Patient/p2'), order('r2', 'Medication/../Patient/p2')])),
    });
    await loadChart(request, memory);
    expect(memory.states.Medication).toMatchObject({ state: 'failed', problem: { kind: 'foreign-address' } });
    expect(server.asked.filter(({ path }) => path.includes('p2'))).toEqual([]);
  });

  it('takes no other resource for the one that was asked for', async () => {
    const { request, memory } = prepare({
      '/MedicationRequest': () => json(bundle([order('r1', 'Medication/m1')])),
      '/Medication/m1': () => json(drug('m9')),
    });
    await loadChart(request, memory);
    expect(memory.states.Medication).toMatchObject({ state: 'failed', problem: { kind: 'unreadable' } });
    expect(memory.resources.Medication).toBeUndefined();
  });

  it('is partial beyond its cap, which a second reading passes', async () => {
    const { request, memory, server } = prepare({
      '/MedicationRequest': () =>
        json(bundle(Array.from({ length: 101 }, (_, n) => order(`r${n}`, `Medication/m${n}`)))),
    });
    server.answers = {
      ...server.answers,
      ...Object.fromEntries(Array.from({ length: 101 }, (_, n) => [`/Medication/m${n}`, () => json(drug(`m${n}`))])),
    };
    await loadChart(request, memory);
    expect(memory.states.Medication).toMatchObject({ state: 'partial', count: 100, why: { kind: 'too-much' } });
    await retrySource('Medication', request, memory);
    expect(memory.states.Medication).toMatchObject({ state: 'loaded', count: 101 });
    expect(server.asked.filter(({ path }) => path.startsWith('/Medication/'))).toHaveLength(101);
  });

  it.each([
    ['no right to read any', () => json({}, 403), 'forbidden'],
    ['a server without them', () => json({}, 405), 'unsupported'],
    ['one that is gone', () => json({}, 410), 'failed'],
    ['a server that is down', () => json({}, 500), 'failed'],
  ])('%s', async (_, answer, state) => {
    const { request, memory } = prepare({
      '/MedicationRequest': () => json(bundle([order('r1', 'Medication/m1')])),
      '/Medication/m1': answer,
    });
    await loadChart(request, memory);
    expect(memory.states.Medication).toMatchObject({ state });
  });

  it('is forbidden without its scope only where something refers to it, and then not included either', async () => {
    const scope = 'patient/Patient.r patient/MedicationRequest.rs patient/Encounter.rs';
    const { request, memory, server } = prepare(
      { '/MedicationRequest': () => json(bundle([order('r1', 'Medication/m1')])) },
      scope,
    );
    await loadChart(request, memory);
    expect(memory.states).toMatchObject({
      Medication: { state: 'forbidden' },
      Location: { state: 'loaded', count: 0 },
    });
    const orders = server.asked.filter(({ path }) => path === '/MedicationRequest');
    expect(orders.map(({ url }) => url.searchParams.has('_include'))).toEqual([false]);
    expect(server.count('GET', '/Medication/m1')).toBe(0);
  });

  it('is not asked for where nobody could say what is referred to', async () => {
    const { request, memory } = prepare({ '/Encounter': () => json({}, 500) });
    await loadChart(request, memory);
    expect(memory.states.Location).toEqual({ state: 'not-asked' });
    expect(memory.states.Medication).toMatchObject({ state: 'loaded' });
  });

  it('wards are those of the last year', async () => {
    const { request, memory, server } = prepare({
      '/Encounter': () =>
        json(
          bundle([
            stay('e1', 'Location/icu', '2026-11-01'),
            stay('e2', 'Location/icu', '2026-10-01'),
            stay('e3', 'Location/edge', '2025-11-21'),
            stay('e4', 'Location/old', '2025-11-20'),
            { ...stay('e5', 'Location/undated', ''), period: undefined },
          ]),
        ),
    });
    await loadChart(request, memory);
    expect(server.asked.map(({ path }) => path).filter((path) => path.startsWith('/Location/'))).toEqual([
      '/Location/icu',
      '/Location/edge',
      '/Location/undated',
    ]);
  });
});

describe('one source asked again', () => {
  it('asks also for what it refers to, and for nothing else', async () => {
    let down = true;
    const { request, memory, server } = prepare({
      '/Encounter': () => (down ? json({}, 500) : json(bundle([stay('e1', 'Location/icu', '2026-11-01')]))),
      '/Location/icu': () => json({ resourceType: 'Location', id: 'icu', name: 'MICU' }),
    });
    await loadChart(request, memory);
    down = false;
    const before = server.asked.length;
    const again = await retrySource('Encounter', request, memory);
    expect(again).toMatchObject({ ok: true, value: { pending: [] } });
    expect(server.asked.slice(before).map(({ path }) => path)).toEqual(['/Encounter', '/Location/icu']);
    expect(memory.states.Location).toMatchObject({ state: 'loaded', count: 1 });
  });

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

describe('how a source was asked for', () => {
  it('is measured by the clock that is given, and told without whose record it is', async () => {
    const { request, memory, server } = prepare();
    let now = 1000;
    server.answers = {
      '/Encounter': () => {
        now += 6500;
        return undefined;
      },
    };
    const loaded = await loadChart({ ...request, now: () => now }, memory);
    const sources = loaded.ok ? loaded.value.chart.sources['ehr'] : undefined;
    expect(sources?.Encounter.took).toBe(6500);
    expect(sources?.Patient.queries).toEqual(['Patient/{id}']);
    expect(sources?.Condition.queries).toEqual(['Condition?patient={id}&_count=100']);
    for (const state of Object.values(sources ?? {})) expect(state.queries?.join(' ') ?? '').not.toContain('p1');
  });

  it('is told of none that nobody was asked for', async () => {
    const { request, memory } = prepare({}, 'patient/Patient.r');
    const loaded = await loadChart(request, memory);
    const sources = loaded.ok ? loaded.value.chart.sources['ehr'] : undefined;
    expect(sources?.Patient.took).toBeTypeOf('number');
    for (const id of ['Encounter', 'Medication', 'ResearchSubject'] as const) {
      expect(sources?.[id].took).toBeUndefined();
      expect(sources?.[id].queries).toBeUndefined();
    }
  });

  it('is that of the reading whose records are kept', async () => {
    const { request, memory, server } = prepare();
    let now = 0;
    let fails = true;
    server.answers = {
      '/Goal': () => {
        now += fails ? 40_000 : 700;
        return fails ? json({}, 500) : undefined;
      },
    };
    const timed = { ...request, now: () => now };
    await loadChart(timed, memory);
    fails = false;
    const again = await retrySource('Goal', timed, memory);
    expect(again.ok && again.value.chart.sources['ehr']?.Goal).toMatchObject({ state: 'loaded', took: 700 });
  });
});
