/** Orders, doses, statements and dispenses as read from FHIR, in every shape in which they come (clinical reference 3.1, 3.4). */
import { describe, expect, test } from 'vitest';
import type { MedicationRecord } from '../../../src/domain/chart/records.ts';
import { isoDay } from '../../../src/domain/logic/when.ts';
import { ago, chartOf, coded, SNOMED, type More, type Resource } from '../../support/chart-of.ts';
import { dispense, given, order, RXNORM, statement, supply } from '../../support/builders/treatment.ts';

const records = (...resources: readonly Resource[]): readonly MedicationRecord[] => chartOf(resources).medications;
const stateOf = (
  type: 'MedicationRequest' | 'MedicationAdministration' | 'MedicationStatement',
  ...all: readonly Resource[]
) => chartOf(all).sources['ehr']?.[type].state;
const bounds = (period: More): More => ({ dosageInstruction: [{ timing: { repeat: { boundsPeriod: period } } }] });
const pointed = (reference: More, more: More = {}): Resource => ({
  ...order('', ago(10), more),
  medicationCodeableConcept: undefined,
  medicationReference: reference,
});
const medication: Resource = {
  resourceType: 'Medication',
  id: 'm1',
  code: { coding: [{ system: RXNORM, code: '1', display: 'docetaxel 20 MG/ML' }] },
};

describe('which drug', () => {
  test.each<readonly [string, readonly Resource[]]>([
    ['a concept', [order('docetaxel', ago(10))]],
    ['a Medication beside it', [pointed({ reference: 'Medication/m1' }), medication]],
    ['by its absolute address', [pointed({ reference: 'https://ehr.example.org/fhir/Medication/m1' }), medication]],
    ['by version', [pointed({ reference: 'Medication/m1/_history/2' }), medication]],
    ['by urn', [pointed({ reference: 'urn:uuid:m1' }), medication]],
    ['inside it', [pointed({ reference: '#m1' }, { contained: [{ ...medication }] })]],
    [
      'by what is in it',
      [
        pointed({ reference: 'Medication/m1' }),
        {
          resourceType: 'Medication',
          id: 'm1',
          ingredient: [{ itemCodeableConcept: coded('72962', undefined, RXNORM) }],
        },
      ],
    ],
    ['only words of the reference', [pointed({ reference: 'Medication/elsewhere', display: 'docetaxel' })]],
    [
      'a display without a code',
      [{ ...order('', ago(10)), medicationCodeableConcept: { coding: [{ display: 'Docetaxel' }] } }],
    ],
  ])('%s', (_, resources) => {
    expect(records(...resources).map(({ drugs }) => drugs.map(({ name }) => name))).toEqual([['docetaxel']]);
  });

  test('a drug that nothing names makes its source incomplete; one that no rule uses does not', () => {
    expect(stateOf('MedicationRequest', pointed({ reference: 'Medication/elsewhere' }))).toBe('partial');
    expect(stateOf('MedicationRequest', order('999999', ago(10)))).toBe('partial');
    expect(stateOf('MedicationRequest', order('simvastatin 10 MG', ago(10)))).toBe('loaded');
    expect(records(order('simvastatin 10 MG', ago(10)))).toEqual([]);
  });

  test('words alone are said to be words alone', () => {
    const [text] = records({ ...order('', ago(10)), medicationCodeableConcept: { text: 'docetaxel' } });
    const [display] = records(order('docetaxel 20 MG/ML Injection', ago(10)));
    expect([text?.identifiedBy, display?.identifiedBy]).toEqual(['name', 'code']);
  });
});

describe('which days', () => {
  test.each<readonly [string, Resource, start: string | null, end: string | null]>([
    ['an order', order('imatinib', '2026-05-01'), '2026-05-01', null],
    [
      'bounds come before the day of the order',
      order('imatinib', '2026-05-01', bounds({ start: '2026-05-10', end: '2026-06-10' })),
      '2026-05-10',
      '2026-06-10',
    ],
    [
      'validity comes after bounds',
      order('imatinib', '2026-05-01', {
        dispenseRequest: { validityPeriod: { start: '2026-05-03', end: '2026-07-01' } },
      }),
      '2026-05-03',
      '2026-07-01',
    ],
    [
      'supply times one more than the refills',
      order('imatinib', '2026-05-01', supply(30, 2)),
      '2026-05-01',
      '2026-07-30',
    ],
    [
      'supply by quantity and dose',
      order('imatinib', '2026-05-01', {
        dosageInstruction: [
          {
            timing: { repeat: { frequency: 2, period: 1, periodUnit: 'd' } },
            doseAndRate: [{ doseQuantity: { value: 1, unit: 'tablet' } }],
          },
        ],
        dispenseRequest: { quantity: { value: 60, unit: 'tablet' } },
      }),
      '2026-05-01',
      '2026-05-31',
    ],
    [
      'quantity and dose of different things',
      order('imatinib', '2026-05-01', {
        dosageInstruction: [
          {
            timing: { repeat: { frequency: 1, period: 1, periodUnit: 'd' } },
            doseAndRate: [{ doseQuantity: { value: 400, unit: 'mg' } }],
          },
        ],
        dispenseRequest: { quantity: { value: 60, unit: 'tablet' } },
      }),
      '2026-05-01',
      null,
    ],
    ['a supply that nobody has', order('imatinib', '2026-05-01', supply(100_000)), '2026-05-01', null],
    [
      'an end before the start',
      order('imatinib', '2026-05-01', bounds({ start: '2026-05-10', end: '2025-06-10' })),
      '2026-05-10',
      null,
    ],
    ['a dose', given('docetaxel', '2026-05-01'), '2026-05-01', '2026-05-01'],
    [
      'an infusion over days',
      given('fluorouracil', null, { effectivePeriod: { start: '2026-05-01', end: '2026-05-03' } }),
      '2026-05-01',
      '2026-05-03',
    ],
    ['a statement', statement('imatinib', '2026-05-01'), '2026-05-01', null],
    [
      'a statement said later',
      statement('imatinib', '2026-05-01', { dateAsserted: '2026-09-01' }),
      '2026-05-01',
      '2026-09-01',
    ],
    ['a dispense', dispense('imatinib', '2026-05-01', 30), '2026-05-01', '2026-05-31'],
    ['no date', order('imatinib', null), null, null],
  ])('%s', (_, resource, start, end) => {
    const [one] = records(resource);
    const day = (when: MedicationRecord['start'] | undefined): string | null => (when == null ? null : isoDay(when.lo));
    expect([day(one?.start), day(one?.end)]).toEqual([start, end]);
  });

  test('what was ordered after the day is not seen, and does not make the source incomplete', () => {
    expect(records(order('imatinib', '2026-11-13'))).toEqual([]);
    expect(stateOf('MedicationRequest', order('imatinib', '2026-11-13'))).toBe('loaded');
  });
});

describe('what counts', () => {
  test.each<readonly [string, Resource, MedicationRecord['status'] | null]>([
    ...(['active', 'on-hold', 'completed', 'stopped'] as const).map(
      (status) => [`order ${status}`, order('imatinib', ago(10), { status }), status] as const,
    ),
    ...['cancelled', 'entered-in-error', 'unknown'].map(
      (status) => [`order ${status}`, order('imatinib', ago(10), { status }), null] as const,
    ),
    ...['order', 'original-order', 'instance-order', 'reflex-order', 'filler-order'].map(
      (intent) => [`intent ${intent}`, order('imatinib', ago(10), { intent }), 'active'] as const,
    ),
    ...['proposal', 'plan', 'option'].map(
      (intent) => [`intent ${intent}: a plan`, order('imatinib', ago(10), { intent }), 'planned'] as const,
    ),
    ['a draft: a plan', order('imatinib', ago(10), { status: 'draft' }), 'planned'],
    ['a plan of an opioid', order('morphine tablet', ago(10), { intent: 'plan' }), null],
    ['not to be given', order('imatinib', ago(10), { doNotPerform: true }), null],
    ['given', given('imatinib', ago(10)), 'completed'],
    ...['not-done', 'entered-in-error', 'unknown'].map(
      (status) => [`dose ${status}`, given('imatinib', ago(10), { status }), null] as const,
    ),
    ...['not-taken', 'intended', 'unknown', 'entered-in-error'].map(
      (status) => [`statement ${status}`, statement('imatinib', ago(10), { status }), null] as const,
    ),
    ...['preparation', 'cancelled', 'declined', 'unknown'].map(
      (status) => [`dispense ${status}`, dispense('imatinib', ago(10), 30, { status }), null] as const,
    ),
  ])('%s', (_, resource, status) => {
    expect(records(resource).map((one) => one.status)).toEqual(status === null ? [] : [status]);
  });

  test('an order that reports what others gave tells no more than a statement', () => {
    expect(records(order('imatinib', ago(10), { reportedBoolean: true })).map(({ told }) => told)).toEqual([
      'statement',
    ]);
  });

  test.each<readonly [string, Resource]>([
    ['no status', order('imatinib', ago(10), { status: undefined })],
    ['a status of its own', order('imatinib', ago(10), { status: 'constructor' })],
    ['no intent', order('imatinib', ago(10), { intent: undefined })],
    ['another patient', order('imatinib', ago(10), { subject: { reference: 'Patient/other' } })],
  ])('%s cannot be read', (_, resource) => {
    expect(records(resource)).toEqual([]);
    expect(stateOf('MedicationRequest', resource)).toBe('partial');
  });
});

test.each([
  ['266721009', 'no-response'],
  ['407563006', 'not-tolerated'],
  ['105480006', 'patient-choice'],
  ['419620001', 'death'],
  ['309846006', 'other'],
])('stop reason %s', (code, reason) => {
  expect(records(order('imatinib', ago(10), { statusReason: coded(code) }))[0]?.stopReason).toBe(reason);
  expect(records(given('imatinib', ago(10), { statusReason: [coded(code)] }))[0]?.stopReason).toBe(reason);
});

test.each([
  ['363676003', 'palliative'],
  ['373808002', 'curative'],
])('intent %s', (code, intent) => {
  const extension = [{ url: 'x', valueCodeableConcept: { coding: [{ system: SNOMED, code }] } }];
  expect(records(order('imatinib', ago(10), { extension }))[0]?.intent).toBe(intent);
});

test('a retyped element never throws', () => {
  const odd: readonly unknown[] = [null, 7, 'x', true, [], {}, [null], [[]], { coding: 'x' }, { coding: [null, 3] }];
  for (const make of [
    order('imatinib', ago(10), { ...supply(30), ...bounds({ start: ago(9) }) }),
    given('imatinib', ago(10)),
    statement('imatinib', ago(10)),
    dispense('imatinib', ago(10), 30),
  ])
    for (const name of [
      ...Object.keys(make),
      'statusReason',
      'reasonCode',
      'extension',
      'contained',
      'medicationReference',
      'dosage',
      'context',
    ])
      for (const value of odd)
        if (name !== 'resourceType') expect(() => records({ ...make, [name]: value })).not.toThrow();
});
