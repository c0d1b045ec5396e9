import { describe, expect, it } from 'vitest';
import { dayOf } from '../../../src/domain/logic/when.ts';
import { createGateway } from '../../../src/ehr/gateway/gateway.ts';
import { SOURCES } from '../../../src/ehr/sources/load-chart.ts';
import { observationSource } from '../../../src/ehr/sources/observation.ts';
import { readSource, type SourceAnswer } from '../../../src/ehr/sources/read-source.ts';
import { parseScopes } from '../../../src/ehr/sources/scopes.ts';
import type { Source } from '../../../src/ehr/sources/source.ts';
import {
  BASE,
  bundle,
  fakeServer,
  json,
  nextLink,
  noSleep,
  outcome,
  type FakeServer,
  type Handler,
} from '../support/fake-fetch.ts';

const asOf = dayOf(2026, 11, 21);

async function read(
  source: Source,
  handler: Handler,
  scope = 'patient/*.rs',
): Promise<SourceAnswer & { server: FakeServer }> {
  const server = fakeServer(handler);
  const gateway = createGateway({ base: BASE, token: () => 'secret', fetch: server.fetch, sleep: noSleep });
  return { ...(await readSource(source, { gateway, granted: parseScopes(scope), patientId: 'p1', asOf })), server };
}

const source = (id: string): Source => SOURCES.find((one) => one.id === id) as Source;
const resource = (type: string, id: string) => ({ resourceType: type, id });
const searches = SOURCES.filter(({ queries }) => queries !== null);

describe.each(SOURCES.map((one) => [one.id, one] as const))('source %s', (id, one) => {
  const good: Handler = () => json(one.queries === null ? resource('Patient', 'p1') : bundle([resource(id, 'x1')]));

  it('is loaded with what came', async () => {
    expect(await read(one, good)).toMatchObject({
      state: { state: 'loaded', count: 1 },
      resources: [{ resourceType: id }],
    });
  });

  it('is forbidden without its scope, and nothing is asked', async () => {
    const { state, server } = await read(one, good, `launch patient/${id}.cud patient/Basic.rs`);
    expect(state).toMatchObject({ state: 'forbidden', problem: { kind: 'forbidden' } });
    expect(server.asked).toHaveLength(0);
  });

  it('is partial with a partial grant, and says what was granted', async () => {
    const { state } = await read(one, good, `patient/${id}.rs?category=laboratory`);
    expect(state).toMatchObject({
      state: 'partial',
      count: 1,
      why: { kind: 'forbidden', detail: `granted only ${id}?category=laboratory` },
    });
  });

  it.each([
    [401, 'failed', 'session-expired'],
    [403, 'forbidden', 'forbidden'],
    [500, 'failed', 'server'],
    [503, 'failed', 'busy'],
  ])('%i ends as %s', async (status, state, kind) => {
    expect((await read(one, () => json(outcome('no'), status))).state).toMatchObject({ state, problem: { kind } });
  });

  it.each([405, 501])('%i is unsupported', async (status) => {
    expect((await read(one, () => json({}, status))).state).toEqual({ state: 'unsupported' });
  });

  it('malformed JSON has failed; it is not empty', async () => {
    expect((await read(one, () => new Response('{'))).state).toMatchObject({
      state: 'failed',
      problem: { kind: 'unreadable' },
    });
  });
});

describe.each(searches.map((one) => [one.id, one] as const))('search %s', (id, one) => {
  it('404 on the type is unsupported', async () => {
    expect((await read(one, () => json({}, 404))).state).toEqual({ state: 'unsupported' });
  });

  it('is loaded with nothing when nothing is there', async () => {
    expect((await read(one, () => json(bundle([])))).state).toMatchObject({ state: 'loaded', count: 0 });
  });

  it('is partial when page 2 fails, and keeps page 1', async () => {
    const { state, resources } = await read(one, ({ url }) =>
      url.searchParams.has('page')
        ? json({}, 500)
        : json(bundle([resource(id, 'x1')], nextLink(`${BASE}/${id}?page=2&of=${url.searchParams.size}`))),
    );
    expect(state).toMatchObject({ state: 'partial', count: 1, why: { kind: 'server' } });
    expect(resources).toHaveLength(1);
  });

  it('asks for this patient and a page size', async () => {
    const { server } = await read(one, () => json(bundle([])));
    for (const { url } of server.asked) expect(url.searchParams.get('patient')).toBe('p1');
    expect(server.asked.every(({ url }) => url.searchParams.get('_count') === '100')).toBe(true);
  });
});

describe('Encounter', () => {
  it('looks a year back', async () => {
    const { server } = await read(source('Encounter'), () => json(bundle([])));
    expect(server.asked[0]?.url.searchParams.get('date')).toBe('ge2025-11-21');
  });

  it('is asked without a date where the date is refused', async () => {
    const { state, server } = await read(source('Encounter'), ({ url }) =>
      url.searchParams.has('date')
        ? json(outcome('unknown parameter'), 400)
        : json(bundle([resource('Encounter', 'e1')])),
    );
    expect(state).toMatchObject({ state: 'loaded', count: 1 });
    expect(server.asked).toHaveLength(2);
  });

  it('has failed when that is refused too', async () => {
    expect((await read(source('Encounter'), () => json({}, 400))).state).toMatchObject({
      state: 'failed',
      problem: { kind: 'invalid' },
    });
  });

  it('is not asked otherwise when the server is down', async () => {
    const { server } = await read(source('Encounter'), () => json({}, 501));
    expect(server.asked).toHaveLength(1);
  });
});

describe('CarePlan', () => {
  const plan = resource('CarePlan', 'cp1');

  it('takes all plans where it can', async () => {
    const { state, server } = await read(source('CarePlan'), () => json(bundle([plan])));
    expect(state).toMatchObject({ state: 'loaded' });
    expect(server.asked[0]?.url.searchParams.has('category')).toBe(false);
  });

  it.each([
    ['the coded category', 'http://hl7.org/fhir/us/core/CodeSystem/careplan-category|assess-plan', 2],
    ['the bare category', 'assess-plan', 3],
  ])('takes %s where one is demanded, and then never says that it has everything', async (_, category, requests) => {
    const { state, server } = await read(source('CarePlan'), ({ url }) =>
      url.searchParams.get('category') === category ? json(bundle([plan])) : json(outcome('category is required'), 400),
    );
    expect(state).toMatchObject({ state: 'partial', count: 1, why: { kind: 'not-supported' } });
    expect(server.asked).toHaveLength(requests);
  });
});

describe('Observation', () => {
  const of = (handler: Handler) => read(observationSource, handler);

  it('asks by category and by code', async () => {
    const { server } = await of(() => json(bundle([])));
    expect(server.asked.map(({ url }) => url.searchParams.get('category'))).toEqual([
      null,
      'survey',
      'vital-signs',
      'laboratory',
      'social-history',
    ]);
    expect(server.asked.map(({ url }) => url.searchParams.get('date'))).toEqual([
      null,
      'ge2026-05-25',
      'ge2026-04-25',
      'ge2026-04-25',
      null,
    ]);
    const codes = server.asked[0]?.url.searchParams.get('code') ?? '';
    for (const code of [
      'http://loinc.org|89247-1',
      'http://loinc.org|21908-9',
      'http://snomed.info/sct|399537006',
      'http://loinc.org|97509-4',
    ]) {
      expect(codes.split(',')).toContain(code);
    }
  });

  it('counts a reading once that comes by category and by code', async () => {
    expect((await of(() => json(bundle([resource('Observation', 'o1')])))).state).toMatchObject({ count: 1 });
  });

  it('is partial when one of its searches is refused', async () => {
    const { state } = await of(({ url }) =>
      url.searchParams.get('category') === 'social-history'
        ? json({}, 403)
        : json(bundle([resource('Observation', 'o1')])),
    );
    expect(state).toMatchObject({ state: 'partial', count: 1, why: { kind: 'forbidden' } });
  });

  it('is partial, not empty, when nothing came and one search failed', async () => {
    const { state } = await of(({ url }) => (url.searchParams.has('code') ? json({}, 500) : json(bundle([]))));
    expect(state).toMatchObject({ state: 'partial', count: 0 });
  });

  it('is failed when the searches end in different ways and none succeeds', async () => {
    const { state } = await of(({ url }) => json({}, url.searchParams.has('code') ? 403 : 500));
    expect(state).toMatchObject({ state: 'failed' });
  });
});

describe('Patient', () => {
  it('is read by id, never searched', async () => {
    const { server } = await read(source('Patient'), () => json(resource('Patient', 'p1')));
    expect(server.asked.map(({ url }) => url.href)).toEqual([`${BASE}/Patient/p1`]);
  });

  it('that is not there has failed', async () => {
    expect((await read(source('Patient'), () => json({}, 404))).state).toMatchObject({
      state: 'failed',
      problem: { kind: 'not-found' },
    });
  });
});
