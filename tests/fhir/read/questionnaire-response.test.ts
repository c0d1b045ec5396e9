/** Answers of questionnaires as records (clinical reference 3.6, 5.8). */
import { describe, expect, test } from 'vitest';
import { parseWhen } from '../../../src/domain/logic/when.ts';
import { readQuestionnaireResponse } from '../../../src/fhir/read/questionnaire-response.ts';
import { ago, AS_OF, LOINC, PATIENT_ID, type More, type Resource } from '../../support/chart-of.ts';
import { entered, item, questionnaire } from '../../support/builders/observations.ts';

const context = { origin: 'ehr', patientId: PATIENT_ID, asOf: parseWhen(AS_OF)?.lo ?? 0 };
const DAY = ago(5);

function answersIn(resource: Resource): unknown {
  const reading = readQuestionnaireResponse(resource, context);
  if (reading.is === 'unreadable') return reading.reason;
  if (reading.is === 'withdrawn') return 'withdrawn';
  return (reading.record ?? []).map((record) => {
    const { kind } = record;
    if (kind === 'self-harm-item') return [kind, record.positive];
    if (kind === 'symptom') return [kind, record.item, record.severity];
    if (kind === 'attestation') return [kind, record.reason];
    if (kind === 'request') return [kind, record.asks];
    if (kind === 'caregiver-strain') return [kind, record.present];
    if (kind === 'ecog') return [kind, record.reading];
    if (kind === 'phq-9' || kind === 'gad-7' || kind === 'distress-thermometer') return [kind, record.score];
    return [kind];
  });
}

const answer = (code: string): More => ({ valueCoding: { system: LOINC, code } });
const in_ = (name: string): More => ({ questionnaire: `http://example.org/fhir/Questionnaire/${name}` });

describe('by LOINC code', () => {
  test.each<readonly [form: string, resource: Resource, expected: unknown]>([
    ['link 44260-8', questionnaire([item('44260-8', answer('LA6569-3'))], DAY), [['self-harm-item', true]]],
    ['link /44260-8', questionnaire([item('/44260-8', answer('LA6568-5'))], DAY), [['self-harm-item', false]]],
    [
      'link /44249-1/44260-8',
      questionnaire([item('/44249-1/44260-8', { valueInteger: 2 })], DAY),
      [['self-harm-item', true]],
    ],
    [
      'nested in a group',
      questionnaire([{ linkId: 'g', item: [item('/44260-8', answer('LA6571-9'))] }], DAY),
      [['self-harm-item', true]],
    ],
    [
      'nested under an answer',
      questionnaire(
        [{ linkId: 'g', answer: [{ valueBoolean: true, item: [item('/44260-8', answer('LA6571-9'))] }] }],
        DAY,
      ),
      [['self-harm-item', true]],
    ],
    [
      'code beside the item',
      questionnaire([{ ...item('q9', answer('LA6570-1')), code: [{ system: LOINC, code: '44260-8' }] }], DAY),
      [['self-harm-item', true]],
    ],
    [
      'total and item',
      questionnaire([item('/44261-6', { valueDecimal: 12 }), item('/44260-8', { valueInteger: 1 })], DAY),
      [
        ['phq-9', 12],
        ['self-harm-item', true],
      ],
    ],
    ['GAD-7', questionnaire([item('/70274-6', { valueInteger: 11 })], DAY), [['gad-7', 11]]],
    ['ECOG', questionnaire([item('/89262-0', answer('LA9625-0'))], DAY), [['ecog', { is: 'exact', value: 3 }]]],
    [
      'pain as a quantity',
      questionnaire([item('/72514-3', { valueQuantity: { value: 8 } })], DAY),
      [['symptom', 'pain', 8]],
    ],
    ['an item that no rule uses', questionnaire([item('/44250-9', answer('LA6571-9'))], DAY), []],
  ])('%s', (_, resource, expected) => {
    expect(answersIn(resource)).toEqual(expected);
  });
});

describe('by name', () => {
  test.each<readonly [form: string, resource: Resource, expected: unknown]>([
    [
      'ESAS items',
      questionnaire(
        [item('1', { valueInteger: 7 }, 'Pain'), item('2', { valueInteger: 4 }, 'Feeling depressed')],
        DAY,
        in_('ESAS-r'),
      ),
      [
        ['symptom', 'pain', 7],
        ['symptom', 'depression', 4],
      ],
    ],
    [
      'ESAS as the group',
      questionnaire(
        [
          {
            linkId: 'g',
            text: 'ESAS',
            item: [item('1', { valueInteger: 7 }, 'Tiredness'), item('2', { valueInteger: 3 }, 'Nausea')],
          },
        ],
        DAY,
      ),
      [
        ['symptom', 'fatigue', 7],
        ['symptom', 'nausea', 3],
      ],
    ],
    [
      'ESAS answer as a coding with a number',
      questionnaire([item('1', { valueCoding: { code: 'a', display: '7 - severe' } }, 'Pain')], DAY, in_('ESAS-r')),
      [['symptom', 'pain', 7]],
    ],
    [
      'distress thermometer',
      questionnaire([item('dt', { valueInteger: 6 }, 'Distress thermometer')], DAY),
      [['distress-thermometer', 6]],
    ],
    [
      'PRO-CTCAE',
      questionnaire([item('n', { valueCoding: { display: 'Very severe' } }, 'Nausea severity')], DAY, in_('PRO-CTCAE')),
      [['symptom', 'nausea', 10]],
    ],
    [
      'PROMIS',
      questionnaire([item('t', { valueDecimal: 60 }, 'Fatigue T-score')], DAY, in_('promis-29')),
      [['symptom', 'fatigue', 4]],
    ],
    ['no answer', questionnaire([{ linkId: '1', text: 'Pain' }], DAY, in_('ESAS-r')), []],
    [
      'other questionnaires',
      questionnaire([item('1', { valueString: 'fine' }, 'How are you?')], DAY, in_('welcome')),
      [],
    ],
  ])('%s', (_, resource, expected) => {
    expect(answersIn(resource)).toEqual(expected);
  });
});

describe('entered in the product', () => {
  test.each<readonly [form: string, resource: Resource, expected: unknown]>([
    ['request: yes', entered('request', { valueBoolean: true }, DAY), [['request', true]]],
    ['request: no', entered('request', { valueBoolean: false }, DAY), [['request', false]]],
    [
      'attested need',
      entered('attested-need', { valueCoding: { code: 'hastened-death-request' } }, DAY),
      [['attestation', 'hastened-death-request']],
    ],
    ['a reason that is none', entered('attested-need', { valueCoding: { code: 'constructor' } }, DAY), []],
    ['no further therapy', entered('no-further-therapy', { valueBoolean: true }, DAY), [['no-further-therapy']]],
    ['no further therapy: no', entered('no-further-therapy', { valueBoolean: false }, DAY), []],
    ['caregiver strain', entered('caregiver-strain', { valueBoolean: false }, DAY), [['caregiver-strain', false]]],
    [
      'the same link in a foreign questionnaire',
      questionnaire([item('attested-need', { valueCoding: { code: 'team-distress' } })], DAY, in_('other')),
      [],
    ],
  ])('%s', (_, resource, expected) => {
    expect(answersIn(resource)).toEqual(expected);
  });
});

describe('what is left aside', () => {
  const one = [item('/44260-8', answer('LA6569-3'))];
  test.each<readonly [form: string, resource: Resource, expected: unknown]>([
    ['amended', questionnaire(one, DAY, { status: 'amended' }), [['self-harm-item', true]]],
    ['in progress', questionnaire(one, DAY, { status: 'in-progress' }), 'withdrawn'],
    ['entered in error', questionnaire(one, DAY, { status: 'entered-in-error' }), 'withdrawn'],
    ['stopped', questionnaire(one, DAY, { status: 'stopped' }), 'withdrawn'],
    ['no status', questionnaire(one, DAY, { status: undefined }), 'no-status'],
    ['no subject', questionnaire(one, DAY, { subject: undefined }), 'no-subject'],
    ['another patient', questionnaire(one, DAY, { subject: { reference: 'Patient/p2' } }), 'other-patient'],
    ['tomorrow', questionnaire(one, ago(-1)), 'after-as-of'],
  ])('%s', (_, resource, expected) => {
    expect(answersIn(resource)).toEqual(expected);
  });
});

test('no shape of any element makes the reader throw', () => {
  const odd: readonly unknown[] = [
    null,
    0,
    '',
    'x',
    true,
    [],
    [null],
    {},
    [[[]]],
    [{ linkId: 1, item: 'x', answer: {} }],
  ];
  for (const element of ['status', 'subject', 'authored', 'questionnaire', 'item', 'encounter'])
    for (const value of odd)
      expect(() =>
        readQuestionnaireResponse({ ...questionnaire([item('/44260-8', {})], DAY), [element]: value }, context),
      ).not.toThrow();
});

test('a questionnaire nested without end is read to a depth and no further', () => {
  let nested: More = item('/44260-8', { valueInteger: 1 });
  for (let depth = 0; depth < 5_000; depth += 1) nested = { linkId: 'g', item: [nested] };
  expect(answersIn(questionnaire([nested], DAY))).toEqual([]);
});
