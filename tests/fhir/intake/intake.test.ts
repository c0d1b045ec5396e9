/** From text to resources: what is kept, how things are named, and how references come to point at them. */
import { describe, expect, test } from 'vitest';
import { takeIn, type Intake } from '../../../src/fhir/intake/intake.ts';

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

  test('a reference to an entry’s fullUrl becomes relative, wherever it stands', () => {
    const { resources } = taken({
      resourceType: 'Bundle',
      entry: [
        { fullUrl: 'urn:uuid:11111111-1111-4111-8111-111111111111', resource: P },
        {
          fullUrl: 'https://ehr.example.org/fhir/Condition/c1',
          resource: {
            resourceType: 'Condition',
            id: 'c1',
            subject: { reference: 'urn:uuid:11111111-1111-4111-8111-111111111111' },
          },
        },
        {
          resource: {
            resourceType: 'Encounter',
            id: 'e1',
            diagnosis: [{ condition: { reference: 'https://ehr.example.org/fhir/Condition/c1' } }],
          },
        },
      ],
    });
    expect(resources[1]).toMatchObject({ subject: { reference: 'Patient/p1' } });
    expect(resources[2]).toMatchObject({ diagnosis: [{ condition: { reference: 'Condition/c1' } }] });
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
