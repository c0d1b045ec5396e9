/** What this product leaves where nothing can be ordered, read as a referral so that the look for others finds it. */
import { describe, expect, test } from 'vitest';
import { dayOf } from '../../../src/domain/logic/when.ts';
import { readFiledReferral } from '../../../src/fhir/read/filed-referral.ts';
import type { Json } from '../../../src/fhir/read/json.ts';
import type { Context } from '../../../src/fhir/read/reading.ts';
import { communication } from '../../../src/fhir/write/communication.ts';
import { documentReference, REFERRAL_NOTE } from '../../../src/fhir/write/document-reference.ts';
import { task } from '../../../src/fhir/write/task.ts';
import { DECISION, input, SYSTEM } from '../write/samples.ts';

const BASE = 'https://ehr.example/fhir';
const context: Context = { origin: 'ehr', patientId: 'p1', asOf: dayOf(2026, 11, 22), base: BASE };
const read = (resource: Json) => readFiledReferral(resource, context, SYSTEM);

const WRITTEN: Readonly<Record<string, Json>> = {
  Task: { ...task(input), id: 'x1' },
  Communication: { ...communication(input), id: 'x1' },
  DocumentReference: {
    ...documentReference({ ...input, noteType: REFERRAL_NOTE, format: 'text' }),
    id: 'x1',
  },
};
const written = (type: string, change: Json = {}): Json => ({ ...WRITTEN[type], ...change });
const types = Object.keys(WRITTEN);

describe('what was written comes back as a referral', () => {
  test.each([
    ['Task', 'active', 'Referral to palliative care service'],
    ['Communication', 'completed', 'Referral to palliative care service'],
    ['DocumentReference', 'completed', 'Referral note'],
  ])('a %s is %s', (type, status, label) => {
    expect(read(written(type))).toMatchObject({
      is: 'record',
      record: {
        reference: `${type}/x1`,
        label,
        status,
        asksFor: 'palliative',
        weak: false,
        intent: 'proposal',
        identifiers: [`${SYSTEM}|${DECISION}`],
        // Who sent it: nobody has signed it.
        requester: 'Practitioner/s1',
        requesterName: 'Noa Lind',
        authored: { lo: dayOf(2026, 11, 21), hi: dayOf(2026, 11, 21) },
      },
    });
  });

  test.each(types)('a %s of the plainest kind too', (type) => {
    const plain = { ...input, variant: 'minimal' as const };
    const made: Readonly<Record<string, object>> = {
      Task: task(plain),
      Communication: communication(plain),
      DocumentReference: documentReference({ ...plain, noteType: REFERRAL_NOTE, format: 'xhtml' }),
    };
    expect(read({ ...made[type], id: 'x1' })).toMatchObject({
      is: 'record',
      record: { asksFor: 'palliative', identifiers: [`${SYSTEM}|${DECISION}`] },
    });
  });
});

const STATUSES: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  Task: {
    draft: ['draft'],
    active: ['requested', 'received', 'accepted', 'ready', 'in-progress'],
    'on-hold': ['on-hold'],
    completed: ['completed'],
    revoked: ['rejected', 'cancelled', 'failed'],
  },
  Communication: {
    draft: ['preparation'],
    'on-hold': ['on-hold'],
    completed: ['in-progress', 'completed'],
    revoked: ['not-done', 'stopped'],
    other: ['unknown'],
  },
  DocumentReference: { completed: ['current'], revoked: ['superseded'] },
};

describe('its status', () => {
  test.each(
    Object.entries(STATUSES).flatMap(([type, as]) =>
      Object.entries(as).flatMap(([status, said]) => said.map((one) => [type, one, status] as const)),
    ),
  )('%s %s is %s', (type, status, expected) => {
    expect(read(written(type, { status }))).toMatchObject({ is: 'record', record: { status: expected } });
  });

  test.each(types)('%s entered in error is none', (type) => {
    expect(read(written(type, { status: 'entered-in-error' }))).toEqual({ is: 'withdrawn' });
  });

  test.each(
    types.flatMap((type) => ['sent', 'constructor', '', undefined, 7].map((status) => [type, status] as const)),
  )('%s %j cannot be read, and is never taken for none', (type, status) => {
    expect(read(written(type, { status }))).toEqual({ is: 'unreadable', reason: 'no-status' });
  });
});

describe('whose it is', () => {
  const subject = (type: string): string => (type === 'Task' ? 'for' : 'subject');

  test.each(types)('a %s under another identifier is not ours, whoever it is about', (type) => {
    for (const identifier of [
      undefined,
      [],
      'odd',
      [null],
      [{ system: 'https://elsewhere.example', value: DECISION }],
      [{ value: DECISION }],
      [{ system: SYSTEM }],
    ])
      expect(read(written(type, { identifier }))).toBeNull();
  });

  test.each(types)('a %s of another patient or of nobody is unreadable, with the reason', (type) => {
    const of = (reference: string) => read(written(type, { [subject(type)]: { reference } }));
    expect(of('Patient/p2')).toEqual({ is: 'unreadable', reason: 'other-patient' });
    expect(of('https://elsewhere.example/fhir/Patient/p1')).toEqual({ is: 'unreadable', reason: 'other-patient' });
    expect(of(`${BASE}/Patient/p1`)).toMatchObject({ is: 'record' });
    expect(read(written(type, { [subject(type)]: undefined }))).toEqual({ is: 'unreadable', reason: 'no-subject' });
  });

  test('of several identifiers only those of this site count', () => {
    const identifier = [
      { system: 'https://ehr.example/ids', value: '7' },
      { system: SYSTEM, value: 'one' },
      { system: SYSTEM, value: 'two' },
    ];
    expect(read(written('Task', { identifier }))).toMatchObject({
      record: { identifiers: [`${SYSTEM}|one`, `${SYSTEM}|two`] },
    });
  });
});

test('of another type it is unreadable, though it has our identifier', () => {
  expect(read({ ...written('Communication'), resourceType: 'Appointment' })).toEqual({
    is: 'unreadable',
    reason: 'no-status',
  });
});

test('without date or words it is still found', () => {
  const bare = written('Task', { authoredOn: 'yesterday', code: undefined, requester: undefined });
  expect(read(bare)).toMatchObject({
    record: { authored: null, label: 'Referral to palliative care service', requester: null, requesterName: null },
  });
});

// The label of an order is cleaned of markup and of signs that turn writing around; this one is not.
test('its label is plain text, as that of an order is', () => {
  expect(read(written('Task', { code: { text: 'Referral <b>now</b> \u202Egnp.exe' } }))).toMatchObject({
    record: { label: 'Referral now gnp.exe' },
  });
});
