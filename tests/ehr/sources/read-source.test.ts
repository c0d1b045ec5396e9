import { describe, expect, it } from 'vitest';
import { dayOf } from '../../../src/domain/logic/when.ts';
import { createGateway } from '../../../src/ehr/gateway/gateway.ts';
import { OBSERVATION_CODES, observationSource } from '../../../src/ehr/sources/observation.ts';
import { readSource, type SourceAnswer } from '../../../src/ehr/sources/read-source.ts';
import { SOURCES } from '../../../src/ehr/sources/plan.ts';
import { parseScopes } from '../../../src/ehr/sources/scopes.ts';
import type { Source } from '../../../src/ehr/sources/source.ts';
import type { CodeSet } from '../../../src/fhir/terminology/code-set.ts';
import * as observationSets from '../../../src/fhir/terminology/observations.ts';
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

const DOCUMENT_CATEGORY = 'http://hl7.org/fhir/us/core/CodeSystem/us-core-documentreference-category';
const asOf = dayOf(2026, 11, 21);

async function read(
  source: Source,
  handler: Handler,
  scope = 'patient/*.rs',
  noteType?: { readonly system: string; readonly code: string },
): Promise<SourceAnswer & { server: FakeServer }> {
  const server = fakeServer(handler);
  const gateway = createGateway({ base: BASE, token: () => 'secret', fetch: server.fetch, sleep: noSleep });
  const context = { gateway, granted: parseScopes(scope), patientId: 'p1', asOf, noteType };
  return { ...(await readSource(source, context)), server };
}

const source = (id: string): Source => SOURCES.find((one) => one.id === id) as Source;
const resource = (type: string, id: string) => ({ resourceType: type, id });
const searches = SOURCES.filter(({ how }) => how === 'search');
/** Those read by reference are tried with the sources that refer to them, in `load-chart.test.ts`. */
const asked = SOURCES.filter(({ how }) => how !== 'referenced');

describe.each(asked.map((one) => [one.id, one] as const))('source %s', (id, one) => {
  const good: Handler = () => json(one.how === 'instance' ? resource('Patient', 'p1') : bundle([resource(id, 'x1')]));

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

describe.each([
  ['Encounter', 'date', 'ge2025-11-21'],
  ['Procedure', 'date', 'ge2024-11-21'],
  ['MedicationAdministration', 'effective-time', 'ge2024-11-21'],
  ['QuestionnaireResponse', 'authored', 'ge2026-05-25'],
  ['Appointment', 'date', 'ge2026-05-25'],
])('%s by %s', (id, parameter, from) => {
  it('is asked for from its first day on', async () => {
    const { server } = await read(source(id), () => json(bundle([])));
    expect(server.asked.map(({ url }) => url.searchParams.getAll(parameter))).toEqual([[from]]);
  });

  it('is asked for whole where the date is refused, and then nothing is missing', async () => {
    const { state, server } = await read(source(id), ({ url }) =>
      url.searchParams.has(parameter) ? json(outcome('unknown parameter'), 400) : json(bundle([resource(id, 'x1')])),
    );
    expect(state).toMatchObject({ state: 'loaded', count: 1 });
    expect(server.asked).toHaveLength(2);
  });
});

describe.each([
  'Condition',
  'ServiceRequest',
  'MedicationStatement',
  'Consent',
  'Goal',
  'CareTeam',
  'Coverage',
  'Task',
])('%s', (id) => {
  it('is asked for whatever its age and status', async () => {
    const { server } = await read(source(id), () => json(bundle([])));
    expect(server.asked.map(({ url }) => [...url.searchParams.keys()])).toEqual([['patient', '_count']]);
  });
});

describe.each(['CareTeam', 'Coverage'])('%s', (id) => {
  it('is asked for by status where one is demanded; what is over is none that counts', async () => {
    const { state } = await read(source(id), ({ url }) =>
      url.searchParams.get('status') === 'active'
        ? json(bundle([resource(id, 'x1')]))
        : json(outcome('status is required'), 400),
    );
    expect(state).toMatchObject({ state: 'loaded', count: 1 });
  });
});

describe('MedicationRequest', () => {
  const orders = source('MedicationRequest');
  const one = bundle([resource('MedicationRequest', 'x1')]);

  it('is asked for with its drugs', async () => {
    const { server } = await read(orders, () => json(one));
    expect(server.asked.map(({ url }) => url.searchParams.get('_include'))).toEqual(['MedicationRequest:medication']);
  });

  it('counts no drug as an order', async () => {
    const { state, resources, included } = await read(orders, () =>
      json({
        resourceType: 'Bundle',
        type: 'searchset',
        entry: [
          { resource: resource('MedicationRequest', 'x1'), search: { mode: 'match' } },
          { resource: resource('Medication', 'm1'), search: { mode: 'include' } },
        ],
      }),
    );
    expect(state).toMatchObject({ state: 'loaded', count: 1 });
    expect(resources).toEqual([resource('MedicationRequest', 'x1')]);
    expect(included).toEqual([resource('Medication', 'm1')]);
  });

  it('is asked for without them where that is refused, and with every intent where one is demanded', async () => {
    const { state, server } = await read(orders, ({ url }) =>
      url.searchParams.has('intent') ? json(one) : json(outcome('no'), 400),
    );
    expect(state).toMatchObject({ state: 'loaded', count: 1 });
    expect(server.asked.map(({ url }) => [url.searchParams.has('_include'), url.searchParams.has('intent')])).toEqual([
      [true, false],
      [false, false],
      [false, true],
    ]);
  });
});

describe('DocumentReference', () => {
  const documents = source('DocumentReference');
  const one = bundle([resource('DocumentReference', 'x1')]);

  it('is asked for whatever its type, if it is current', async () => {
    const { server } = await read(documents, () => json(one));
    expect(server.asked.map(({ url }) => [url.searchParams.get('status'), url.searchParams.has('type')])).toEqual([
      ['current', false],
    ]);
  });

  it('is asked for without a status where that is refused, and is then whole', async () => {
    const { state } = await read(documents, ({ url }) =>
      url.searchParams.has('status') ? json(outcome('no'), 400) : json(one),
    );
    expect(state).toMatchObject({ state: 'loaded', count: 1 });
  });

  it.each([
    ['type', 'http://loinc.org|42348-3'],
    ['category', 'http://loinc.org|42348-3'],
  ])('is partial where a %s is demanded: other documents were not received', async (parameter, value) => {
    const { state } = await read(documents, ({ url }) =>
      (url.searchParams.get(parameter) ?? '').split(',').includes(value) ? json(one) : json(outcome('no'), 400),
    );
    expect(state).toMatchObject({ state: 'partial', count: 1, why: { kind: 'left-out' } });
  });

  it.each<readonly [parameter: string, noteType: { system: string; code: string } | undefined, value: string]>([
    ['type', undefined, 'http://loinc.org|11506-3'],
    ['type', { system: 'https://site.example/types', code: 'a,b' }, 'https://site.example/types|a\\,b'],
    ['category', undefined, `${DOCUMENT_CATEGORY}|clinical-note`],
  ])('asks by %s, of %o, for the notes that hold our decisions too', async (parameter, noteType, value) => {
    const { server } = await read(
      documents,
      ({ url }) => (url.searchParams.has(parameter) ? json(one) : json(outcome('no'), 400)),
      undefined,
      noteType,
    );
    const asked = server.asked
      .at(-1)
      ?.url.searchParams.get(parameter)
      ?.split(/(?<!\\),/);
    expect(asked).toContain(value);
    expect(asked).toContain('http://loinc.org|42348-3');
  });

  it('asks for advance directives alone where only one category may be named', async () => {
    const { state } = await read(documents, ({ url }) =>
      url.searchParams.get('category') === 'http://loinc.org|42348-3' ? json(one) : json(outcome('no'), 400),
    );
    expect(state).toMatchObject({ state: 'partial', count: 1 });
  });

  it('is partial beyond twenty pages', async () => {
    const { state } = await read(documents, ({ url }) => {
      const page = parseInt(url.searchParams.get('page') ?? '1', 10);
      const next = nextLink(`${BASE}/DocumentReference?page=${page + 1}`);
      return json(bundle([resource('DocumentReference', `x${page}`)], next));
    });
    expect(state).toMatchObject({ state: 'partial', count: 20, why: { kind: 'too-much' } });
  });
});

describe('Encounter', () => {
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
    expect(state).toMatchObject({ state: 'partial', count: 1, why: { kind: 'left-out' } });
    expect(server.asked).toHaveLength(requests);
  });
});

describe('Observation', () => {
  const of = (handler: Handler) => read(observationSource, handler);

  it('asks for the categories in which an EHR keeps function and symptoms of its own, too', () => {
    const about = { patientId: 'p1', asOf, granted: parseScopes('patient/*.rs') };
    const asked = observationSource.queries({ ...about, observationCategories: ['functional-status'] });
    expect(asked).toHaveLength(observationSource.queries(about).length + 1);
    expect(asked.at(-1)?.params).toMatchObject({ patient: 'p1', category: 'functional-status', date: 'ge2026-05-25' });
  });

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
      'ge2026-03-26',
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

  it('asks for every code that rules know, but for those of which a category holds all that is still valid', async () => {
    const byCategory = [
      'albumin',
      'body mass index',
      'body weight',
      'calcium, ionized',
      'calcium, total',
      'gene studied',
      'lactate dehydrogenase',
      'pain, 0 to 10',
      'pain, visual analog scale',
      'PHQ-2, teen PHQ, GAD-7 questionnaire',
    ];
    const answers = ['distant metastasis', 'no distant metastasis'];
    const asked = new Set(OBSERVATION_CODES);
    const others = Object.values(observationSets as Readonly<Record<string, unknown>>).filter(
      (one): one is CodeSet => typeof one === 'object' && one !== null && 'codes' in one && !asked.has(one as CodeSet),
    );
    expect(others.map(({ name }) => name).toSorted()).toEqual([...byCategory, ...answers].toSorted());
    const { server } = await of(() => json(bundle([])));
    for (const { url } of server.asked) expect(url.href.length).toBeLessThan(4000);
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

  it('names what has no id that can be referred to, the same in every search that it came with', async () => {
    const nameless = { resourceType: 'Observation', status: 'final' };
    const { resources } = await of(() =>
      json(bundle([nameless, { ...nameless, id: 'a b' }, resource('Observation', 'o1')])),
    );
    expect(resources.map(({ id }) => id)).toEqual([
      expect.stringMatching(/^unnamed-\w+$/),
      'o1',
      expect.stringMatching(/^unnamed-\w+$/),
    ]);
  });

  it('takes the newest of what came with several searches', async () => {
    const version = (versionId: string) => ({ ...resource('Observation', 'o1'), meta: { versionId } });
    const { resources } = await of(({ url }) => json(bundle([version(url.searchParams.has('code') ? '9' : '10')])));
    expect(resources).toEqual([version('10')]);
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
