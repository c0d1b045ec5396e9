/** From text to resources: what is kept, how things are named, and how references come to point at them. */
import { describe, expect, test } from 'vitest';
import type { SourceId } from '../../../src/domain/chart/source.ts';
import { takeIn, type Intake } from '../../../src/fhir/intake/intake.ts';
import { fileOf } from '../../../src/fhir/intake/one-patient.ts';

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

  test('patients are listed once each, in the order of the file', () => {
    expect(
      taken([
        { ...P, id: 'b' },
        { ...P, id: 'a' },
        { ...P, id: 'b' },
      ]).patientIds,
    ).toEqual(['b', 'a']);
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
  ])('%s', (_, values, state) => {
    expect(stateOf('Encounter', values)).toBe(state);
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
    ['warning', 'loaded'],
    ['information', 'loaded'],
  ])('an OperationOutcome of severity %s among the entries', (severity, state) => {
    const entry = [{ resource: { resourceType: 'OperationOutcome', issue: [{ severity, code: 'processing' }] } }];
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
