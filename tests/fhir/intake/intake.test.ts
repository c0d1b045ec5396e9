/** From text to resources: what is kept, how things are named, and how references come to point at them. */
import { describe, expect, test } from 'vitest';
import type { SourceId } from '../../../src/domain/chart/source.ts';
import { takeIn, type Intake } from '../../../src/fhir/intake/intake.ts';
import { fileOf } from '../../../src/fhir/intake/one-patient.ts';
import { readChart } from '../../../src/fhir/read/chart.ts';

type Taken = Extract<Intake, { readonly ok: true }>;

function taken(value: unknown): Taken {
  const intake = takeIn(typeof value === 'string' ? value : JSON.stringify(value));
  if (!intake.ok) throw new Error(intake.detail);
  return intake;
}

const P = { resourceType: 'Patient', id: 'p1' };

describe('what is kept', () => {
  test('entries without a resource, and values that are none, are passed over', () => {
    const { resources } = taken({
      resourceType: 'Bundle',
      type: 'searchset',
      entry: [{ resource: P }, {}, { resource: null }, { resource: 'x' }, null, { resource: { id: 'no-type' } }],
    });
    expect(resources).toEqual([P]);
  });

  test('Bundles in Bundles, as a batch response gives them', () => {
    const inner = {
      resourceType: 'Bundle',
      type: 'searchset',
      entry: [{ resource: { resourceType: 'Condition', id: 'c1' } }],
    };
    expect(
      taken({
        resourceType: 'Bundle',
        type: 'batch-response',
        entry: [
          { resource: P },
          { resource: inner },
          { resource: { resourceType: 'Bundle', type: 'batch-response', entry: [{ resource: inner }] } },
        ],
      }).resources.length,
    ).toBe(3);
  });

  test('a Bundle without entries beside others', () => {
    expect(taken([P, { resourceType: 'Bundle', type: 'searchset' }]).resources).toEqual([P]);
  });

  test('an endless nest ends', () => {
    let nest: unknown = { resource: { resourceType: 'Condition', id: 'deep' } };
    for (let depth = 0; depth < 200; depth += 1) nest = { resource: { resourceType: 'Bundle', entry: [nest] } };
    expect(taken([P, { resourceType: 'Bundle', entry: [nest] }]).patientIds).toEqual(['p1']);
  });

  test('patients are listed once each, whatever the order of the file', () => {
    expect(
      taken([
        { ...P, id: 'b' },
        { ...P, id: 'a' },
        { ...P, id: 'b' },
      ]).patientIds,
    ).toEqual(['a', 'b']);
  });
});

describe('names and references', () => {
  test('a resource without an id gets one of its own', () => {
    const { resources } = taken([P, { resourceType: 'Condition' }, { resourceType: 'Condition' }]);
    const ids = resources.map((one) => one.id);
    expect(new Set(ids).size).toBe(3);
    expect(ids.every((id) => typeof id === 'string' && id !== '')).toBe(true);
  });

  test('an entry is known by its fullUrl too', () => {
    const { aliases } = taken({
      resourceType: 'Bundle',
      entry: [
        { fullUrl: 'urn:uuid:11111111-1111-4111-8111-111111111111', resource: P },
        {
          fullUrl: 'https://ehr.example.org/fhir/Condition/c1',
          resource: { resourceType: 'Condition', id: 'c1', subject: { reference: 'Patient/p1' } },
        },
      ],
    });
    expect(aliases.get('urn:uuid:11111111-1111-4111-8111-111111111111')).toBe('Patient/p1');
    expect(aliases.get('https://ehr.example.org/fhir/Condition/c1')).toBe('Condition/c1');
  });

  test('a patient is known by a conditional reference to an identifier', () => {
    const { aliases } = taken([{ ...P, identifier: [{ system: 'https://example.org/mrn', value: '42' }] }]);
    expect(aliases.get('Patient?identifier=https://example.org/mrn|42')).toBe('Patient/p1');
  });

  test('a reference that nobody in the file answers to stays as it is', () => {
    const { resources } = taken([
      P,
      { resourceType: 'Condition', id: 'c1', recorder: { reference: 'https://elsewhere.example.org/Practitioner/9' } },
    ]);
    expect(resources[1]).toMatchObject({ recorder: { reference: 'https://elsewhere.example.org/Practitioner/9' } });
  });

  test('the text that came in is not changed by reading it', () => {
    const value = [
      P,
      { resourceType: 'Condition', id: 'c1', subject: { reference: 'Patient/p1' }, code: { text: 'x' } },
    ];
    expect(taken(value).resources).toEqual(value);
  });
});

describe('what a search result says of itself', () => {
  const BASE = 'https://ehr.example.org/fhir';
  const result = (more: object): object => ({ resourceType: 'Bundle', type: 'searchset', ...more });
  const self = (query: string): object => ({ relation: 'self', url: `${BASE}/${query}` });
  const next = { relation: 'next', url: `${BASE}/Encounter?patient=p1&page=2` };
  const encounter = { resource: { resourceType: 'Encounter', id: 'e1', subject: { reference: 'Patient/p1' } } };

  /** How sources ended for a patient in a file of these values. */
  function stateOf(type: SourceId, values: readonly object[], patientId = 'p1'): string {
    return fileOf(taken([P, ...values]), patientId, 'file').received.states[type].state;
  }

  test.each<readonly [what: string, values: readonly object[], state: string]>([
    ['asked and empty', [result({ total: 0, link: [self('Encounter?patient=p1')] })], 'loaded'],
    [
      'asked by subject, with harmless parameters',
      [result({ link: [self('Encounter?subject=Patient/p1&_count=50')] })],
      'loaded',
    ],
    ['asked by POST', [result({ link: [self('Encounter/_search?patient=Patient%2Fp1')] })], 'loaded'],
    ['asked for another patient', [result({ link: [self('Encounter?patient=p2')] })], 'not-asked'],
    [
      'only a class of it asked for, nothing found',
      [result({ link: [self('Encounter?patient=p1&class=AMB')] })],
      'not-asked',
    ],
    [
      'only a time of it asked for',
      [result({ link: [self('Encounter?patient=p1&date=ge2026-11-01')], entry: [encounter] })],
      'partial',
    ],
    [
      'part of it and all of it',
      [result({ link: [self('Encounter?patient=p1&class=AMB')] }), result({ link: [self('Encounter?patient=p1')] })],
      'loaded',
    ],
    [
      'a page that is not here',
      [result({ link: [self('Encounter?patient=p1'), next], entry: [encounter] })],
      'partial',
    ],
    ['more results than entries', [result({ total: 7, entry: [encounter] })], 'partial'],
    [
      'more results than entries, with a link to itself',
      [result({ total: 57, link: [self('Encounter?patient=p1')], entry: [encounter] })],
      'partial',
    ],
    [
      'an included resource is no result',
      [
        result({
          total: 2,
          link: [self('Encounter?patient=p1')],
          entry: [encounter, { ...encounter, search: { mode: 'include' } }],
        }),
      ],
      'partial',
    ],
    ['no word of it', [], 'not-asked'],
    ['the compartment of the patient', [result({ link: [self('Patient/p1/Encounter?_count=100')] })], 'loaded'],
    ['the compartment of another', [result({ link: [self('Patient/p2/Encounter?_count=100')] })], 'not-asked'],
    ['two patients at once', [result({ link: [self('Encounter?subject=Patient/p2&patient=p1')] })], 'not-asked'],
    ['nobody named, nothing found', [result({ link: [self('Encounter?_count=5')] })], 'not-asked'],
    ['nobody named', [result({ link: [self('Encounter?_count=5')], entry: [encounter] })], 'partial'],
    ['asked by id', [result({ link: [self('Encounter?_id=e1')], entry: [encounter] })], 'partial'],
    ['only a number asked for', [result({ link: [self('Encounter?patient=p1&_count=0')] })], 'not-asked'],
    ['a time of change', [result({ link: [self('Encounter?patient=p1&_lastUpdated=gt2026')] })], 'not-asked'],
    [
      'a place in a long answer',
      [result({ link: [self('Encounter?patient=p1&_getpagesoffset=0&page=1&-pageContext=7')] })],
      'loaded',
    ],
    [
      'another server than the patient’s',
      [
        { resourceType: 'Bundle', type: 'collection', entry: [{ fullUrl: `${BASE}/Patient/p1`, resource: P }] },
        result({ link: [self('Condition?patient=p1')] }),
        result({ link: [{ relation: 'self', url: 'https://other.example/fhir/Encounter?patient=p1' }] }),
      ],
      'not-asked',
    ],
    [
      'everything from a day on',
      [result({ link: [self('Patient/p1/$everything?start=2026-11-01')], entry: [encounter] })],
      'partial',
    ],
    ['everything', [result({ link: [self('Patient/p1/$everything')], entry: [encounter] })], 'loaded'],
    [
      'a next link to itself',
      [result({ link: [self('Encounter?patient=p1'), { relation: 'next', url: `${BASE}/Encounter?patient=p1` }] })],
      'partial',
    ],
    [
      'two pages that lead to each other',
      [
        result({
          link: [self('Encounter?patient=p1'), { relation: 'next', url: `${BASE}/Encounter?patient=p1&page=2` }],
        }),
        result({
          link: [self('Encounter?patient=p1&page=2'), { relation: 'next', url: `${BASE}/Encounter?patient=p1` }],
        }),
      ],
      'partial',
    ],
    [
      'one page twice that makes the total',
      [1, 2].map(() => result({ total: 2, link: [self('Encounter?patient=p1')], entry: [encounter] })),
      'partial',
    ],
    ['a total in words', [result({ total: '57', link: [self('Encounter?patient=p1')] })], 'partial'],
    ['an entry that is no list', [result({ link: [self('Encounter?patient=p1')], entry: encounter })], 'partial'],
    ['entries that are nothing', [result({ link: [self('Encounter?patient=p1')], entry: [null, 'x'] })], 'partial'],
    [
      'an entry without its resource',
      [result({ link: [self('Encounter?patient=p1')], entry: [{ fullUrl: `${BASE}/Encounter/e9` }] })],
      'partial',
    ],
    [
      'a next link without an address',
      [result({ link: [self('Encounter?patient=p1'), { relation: 'next' }] })],
      'partial',
    ],
    [
      'something else than was asked for',
      [
        result({
          link: [self('Encounter?patient=p1')],
          entry: [{ resource: { resourceType: 'Condition', id: 'c1' } }],
        }),
      ],
      'partial',
    ],
    [
      'something else that was to come along',
      [
        result({
          link: [self('Encounter?patient=p1&_include=Encounter:location')],
          entry: [{ resource: { resourceType: 'Location', id: 'l1' } }],
        }),
      ],
      'loaded',
    ],
  ])('%s', (_, values, state) => {
    expect(stateOf('Encounter', values)).toBe(state);
  });

  /** What nobody can name is missing: no source of the file is complete then. */
  const inCollection = (...entry: readonly unknown[]): object => ({
    resourceType: 'Bundle',
    type: 'collection',
    entry,
  });
  const answers = (...entry: readonly unknown[]): object => ({ resourceType: 'Bundle', type: 'batch-response', entry });
  const denied = { resourceType: 'OperationOutcome', issue: [{ severity: 'error', code: 'forbidden' }] };
  let deep: unknown = encounter.resource;
  for (let depth = 0; depth < 20; depth += 1) deep = inCollection({ resource: deep });
  test.each<readonly [what: string, value: unknown]>([
    [
      'everything, with a page that is not here',
      result({ link: [self('Patient/p1/$everything'), next], entry: [encounter] }),
    ],
    ['a page of nobody knows what', result({ link: [next] })],
    ['a collection that goes on', { ...inCollection(encounter), link: [next] }],
    ['a history that counts more', { ...inCollection(encounter), type: 'history', total: 500 }],
    ['a Bundle without a type that goes on', { resourceType: 'Bundle', link: [next], entry: [encounter] }],
    ['Bundles nested deeper than is read', deep],
    ['a status that is a number', answers({ response: { status: 403 } })],
    ['a status in words', answers({ response: { status: 'HTTP 403' } })],
    ['an outcome in place of an answer', answers({ resource: denied })],
    ['an outcome of an answer', answers({ response: { status: '200', outcome: denied } })],
    ['an outcome in a list', [denied]],
    ['something without a type', [{ id: 'x' }]],
    ['a type that none is', inCollection({ resource: { resourceType: 'encounter', id: 'e1' } })],
  ])('%s', (_, value) => {
    const whole = [result({ link: [self('Condition?patient=p1')] })];
    expect(stateOf('Condition', whole)).toBe('loaded');
    expect(stateOf('Condition', [...whole, value as object])).toBe('partial');
  });

  test.each(['200', '201 Created', 'HTTP/1.1 200 OK', 204])('the answer to a request with status %j', (status) => {
    const whole = [result({ link: [self('Condition?patient=p1')] })];
    expect(stateOf('Condition', [...whole, answers({ response: { status } })])).toBe('loaded');
  });

  test('what Parameters hold is taken in', () => {
    const parameter = [{ name: 'x', part: [{ name: 'y', resource: inCollection(encounter) }] }];
    expect(taken([P, { resourceType: 'Parameters', parameter }]).resources).toEqual([P, encounter.resource]);
  });

  test('two pages that make the total', () => {
    const first = result({
      total: 2,
      link: [self('Encounter?patient=p1'), { relation: 'next', url: `${BASE}/Encounter?patient=p1&_count=1` }],
      entry: [encounter],
    });
    const second = result({
      total: 2,
      link: [self('Encounter?patient=p1&_count=1')],
      entry: [{ resource: { ...encounter.resource, id: 'e2' } }],
    });
    expect(stateOf('Encounter', [first, second])).toBe('loaded');
  });

  test.each([
    ['error', 'partial'],
    ['fatal', 'partial'],
    ['ERROR', 'partial'],
    ['warning', 'loaded'],
    ['information', 'loaded'],
    ['warning', 'partial', 'incomplete'],
    ['information', 'partial', 'suppressed'],
    ['warning', 'partial', 'too-costly'],
  ])('an OperationOutcome of severity %s among the entries: %s %s', (severity, state, code = 'processing') => {
    const entry = [{ resource: { resourceType: 'OperationOutcome', issue: [{ severity, code }] } }];
    expect(stateOf('Encounter', [result({ link: [self('Encounter?patient=p1')], entry })])).toBe(state);
  });

  test('a request of a batch that failed may have been for anything', () => {
    const batch = (status: string): object => ({
      resourceType: 'Bundle',
      type: 'batch-response',
      entry: [
        { response: { status: '200 OK' }, resource: result({ link: [self('Encounter?patient=p1')] }) },
        { response: { status } },
      ],
    });
    expect(stateOf('Encounter', [batch('403 Forbidden')])).toBe('partial');
    expect(stateOf('Encounter', [batch('200')])).toBe('loaded');
  });
});

describe('whose resources they are', () => {
  const condition = (reference: string): object => ({
    resourceType: 'Condition',
    id: `c-${reference}`,
    subject: { reference },
  });
  const held = (values: readonly object[]): number =>
    fileOf(taken(values), 'p1', 'file').received.resources.Condition?.length ?? 0;

  test('those of another patient in the file are left out', () => {
    expect(held([P, { ...P, id: 'p2' }, condition('Patient/p1'), condition('Patient/p2')])).toBe(1);
  });

  test('those of somebody who is not in the file are left for the reader to refuse', () => {
    expect(held([P, condition('Patient/p1'), condition('Patient/p9'), condition('#contained')])).toBe(3);
  });
});

describe('other names, whatever the order of the file', () => {
  const U = 'urn:uuid:11111111-1111-4111-8111-111111111111';
  const MRN = [{ system: 'https://example.org/mrn', value: '42' }];
  const about = (reference: string): object => ({
    resource: { resourceType: 'Condition', id: 'c1', subject: { reference } },
  });
  /** How p1's Condition ended that names its patient so. */
  const endOf = (entry: readonly object[]): string => {
    const ends = [entry, entry.toReversed()].map((one) => {
      const intake = taken({ resourceType: 'Bundle', type: 'collection', entry: one });
      const { received, base } = fileOf(intake, 'p1', 'file');
      const chart = readChart('p1', [received], {
        asOf: 20000,
        aliases: intake.aliases,
        ...(base === null ? {} : { base }),
      });
      if (!chart.ok) return 'refused';
      const { sources, conditions } = chart.value;
      return `${sources['file']?.Condition.state ?? ''} ${conditions.length}`;
    });
    expect(ends[0]).toBe(ends[1]);
    return ends[0] ?? '';
  };
  const code = { code: { text: 'x' } };
  const diagnosis = (reference: string, more: object = {}): object => {
    const { resource } = about(reference) as { readonly resource: object };
    return { ...more, resource: { ...resource, ...code } };
  };
  const A = 'https://a.example/fhir';
  const B = 'https://b.example/fhir';

  test.each<readonly [what: string, entry: readonly object[], end: string]>([
    ['a fullUrl', [{ fullUrl: U, resource: P }, diagnosis(U)], 'loaded 1'],
    [
      'one fullUrl of two patients',
      [{ fullUrl: U, resource: P }, { fullUrl: U, resource: { ...P, id: 'p2' } }, diagnosis(U)],
      'partial 0',
    ],
    [
      'one identifier of two patients',
      [
        { resource: { ...P, identifier: MRN } },
        { resource: { ...P, id: 'p2', identifier: MRN } },
        diagnosis('Patient?identifier=https://example.org/mrn|42'),
      ],
      'partial 0',
    ],
    [
      'a fullUrl that names somebody else',
      [{ fullUrl: `${A}/Patient/p9`, resource: P }, diagnosis(`${A}/Patient/p9`)],
      'partial 0',
    ],
    [
      'a relative fullUrl that names somebody else',
      [{ fullUrl: 'Patient/p9', resource: P }, diagnosis('Patient/p9')],
      'partial 0',
    ],
    [
      'the patient’s own server',
      [{ fullUrl: `${A}/Patient/p1`, resource: P }, diagnosis(`${A}/Patient/p1/_history/2`)],
      'loaded 1',
    ],
    [
      'the patient’s own address in a version',
      [{ fullUrl: `${A}/Patient/p1/_history/2`, resource: P }, diagnosis(`${A}/Patient/p1/_history/2`)],
      'loaded 1',
    ],
    [
      'another server than the patient’s own',
      [{ fullUrl: `${A}/Patient/p1`, resource: P }, diagnosis(`${B}/Patient/p1`)],
      'partial 0',
    ],
    [
      'one id on two servers: the other’s does not stand in the place of the own one',
      [
        { fullUrl: `${A}/Patient/p1`, resource: P },
        diagnosis('Patient/p1', { fullUrl: `${A}/Condition/c1` }),
        diagnosis('Patient/p1', { fullUrl: `${B}/Condition/c1` }),
      ],
      'partial 1',
    ],
  ])('%s', (_, entry, end) => {
    expect(endOf(entry)).toBe(end);
  });

  test('a reading about a diagnosis of another patient in the file is not this one’s', () => {
    const intake = taken([
      P,
      { ...P, id: 'p2' },
      { resourceType: 'Condition', id: 'theirs', subject: { reference: 'Patient/p2' } },
      {
        resourceType: 'Observation',
        id: 'o',
        status: 'final',
        ...code,
        subject: { reference: 'Patient/p1' },
        focus: [{ reference: 'Condition/theirs' }],
      },
    ]);
    const { received } = fileOf(intake, 'p1', 'file');
    const chart = readChart('p1', [received], { asOf: 20000 });
    expect(chart.ok && chart.value.unreadable).toMatchObject([{ reference: 'Observation/o', reason: 'other-patient' }]);
  });

  test.each<readonly [what: string, one: object, other: object]>([
    ['born on another day', { birthDate: '1950-01-01' }, { birthDate: '1940-01-01' }],
    ['of another name', { name: [{ family: 'Martin' }] }, { name: [{ family: 'Miller' }] }],
  ])('two patients of one id, one of them %s, are refused', (_, one, other) => {
    expect(
      takeIn(
        JSON.stringify([
          { ...P, ...one },
          { ...P, ...other },
        ]),
      ),
    ).toMatchObject({ ok: false, why: 'same-id' });
    expect(takeIn(JSON.stringify([{ ...P, ...one }, { ...P, ...one, gender: 'male' }, P]))).toMatchObject({ ok: true });
    expect(
      takeIn(
        JSON.stringify([
          { ...P, birthDate: '1950' },
          { ...P, birthDate: '1950-01-01' },
        ]),
      ).ok,
    ).toBe(true);
  });

  test('two patients of one id on two servers are refused', () => {
    const entry = [
      { fullUrl: `${A}/Patient/p1`, resource: P },
      { fullUrl: `${B}/Patient/p1`, resource: P },
    ];
    expect(takeIn(JSON.stringify({ resourceType: 'Bundle', entry }))).toMatchObject({ ok: false, why: 'same-id' });
  });
});

describe('names that cannot be shown', () => {
  test.each(['x\ny', 'a b', 'x\u202Egnp.exe', '\u001b[31m', '<b>', 'x'.repeat(129), '../p1'])('%j is none', (id) => {
    const { resources, patientIds } = taken([P, { resourceType: 'Condition', id }, { ...P, id }]);
    expect(resources[1]?.id).toMatch(/^unnamed-\w+$/);
    expect(patientIds.every((one) => /^[\w-]+$/.test(one))).toBe(true);
  });

  test.each(['x'.repeat(128), 'a_b', 'A-1.2', '7'])('%s is one', (id) => {
    expect(taken([P, { resourceType: 'Condition', id }]).resources[1]?.id).toBe(id);
  });

  test('one nested deeper than the call stack is named all the same', () => {
    const nest = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
    const text = `[{"resourceType":"Patient","id":"p1"},{"resourceType":"Observation","x":${nest}}]`;
    expect(taken(text).resources[1]?.id).toMatch(/^unnamed-/);
  });
});

test('a file of many patients takes time in proportion', () => {
  const many = (count: number): Taken =>
    taken(
      Array.from({ length: count }, (_, index) => [
        { ...P, id: `p${index}` },
        { resourceType: 'Condition', id: `c${index}`, subject: { reference: `https://h.example/Patient/p${index}` } },
      ]).flat(),
    );
  const intake = many(20_000);
  const start = performance.now();
  expect(fileOf(intake, 'p7', 'file').received.resources.Condition).toHaveLength(1);
  // Every resource against every patient took more than a minute.
  expect(performance.now() - start).toBeLessThan(3_000);
});

describe('refusals', () => {
  test.each<readonly [what: string, text: string, why: string]>([
    ['nothing', '', 'empty'],
    ['a byte order mark', '\uFEFF', 'empty'],
    ['words', 'hello', 'not-json'],
    ['an object that is no resource', '{"a":1}', 'not-fhir'],
    ['a list of nothing', '[]', 'not-fhir'],
    ['no patient', '{"resourceType":"Condition","id":"c"}', 'no-patient'],
  ])('%s', (_, text, why) => {
    expect(takeIn(text)).toMatchObject({ ok: false, why });
  });
});
