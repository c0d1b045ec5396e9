/** Observations as records: which reading a code or name is, in which unit, and what is left aside (clinical reference 5.4, 5.8). */
import { describe, expect, test } from 'vitest';
import type { ObservationRecord } from '../../../src/domain/chart/records.ts';
import { readObservation } from '../../../src/fhir/read/observation.ts';
import type { Context } from '../../../src/fhir/read/reading.ts';
import {
  ago,
  AS_OF,
  coded,
  LOINC,
  observation,
  PATIENT_ID,
  SNOMED,
  type More,
  type Resource,
} from '../../support/chart-of.ts';
import { flowsheet, panel, quantity } from '../../support/builders/observations.ts';
import { parseWhen } from '../../../src/domain/logic/when.ts';

const context: Context = {
  origin: 'ehr',
  patientId: PATIENT_ID,
  asOf: parseWhen(AS_OF)?.lo ?? 0,
  base: 'https://ehr.example.org/fhir',
};
const DAY = ago(5);

/** Records of one resource, without where they came from; 'withdrawn', 'unused', or why it could not be read. */
function readingsIn(resource: Resource): unknown {
  const reading = readObservation(resource, context);
  if (reading.is === 'unreadable') return reading.reason;
  if (reading.is === 'withdrawn') return 'withdrawn';
  if (reading.record === null) return 'unused';
  const records: readonly ObservationRecord[] = Array.isArray(reading.record)
    ? (reading.record as readonly ObservationRecord[])
    : [reading.record as ObservationRecord];
  const contents = records.map(
    ({ origin, reference, label, code, when, value, source, encounter, focus, ...content }) => {
      void [origin, reference, label, code, when, value, source, encounter, focus];
      return content;
    },
  );
  return contents.length === 1 ? contents[0] : contents;
}

type Row = readonly [form: string, resource: Resource, expected: unknown];
const coding = (code: string, system: string, display?: string): More => ({
  valueCodeableConcept: { coding: [{ system, code, ...(display === undefined ? {} : { display }) }] },
});
const kilograms = (value: number | null): unknown => ({ kind: 'weight', kilograms: value });
const pain = (score: number, severity = score): unknown => ({
  kind: 'symptom',
  item: 'pain',
  severity,
  score,
  scale: severity === score ? '0-10' : '0-100',
});
const selfHarm = (positive: boolean | null): unknown => ({ kind: 'self-harm-item', positive });

describe('weight', () => {
  test.each<Row>([
    ['kg', observation('29463-7', DAY, quantity(72.5, 'kg')), kilograms(72.5)],
    ['measured', observation('3141-9', DAY, quantity(72.5, 'kg')), kilograms(72.5)],
    ['stated', observation('3142-7', DAY, quantity(72.5, 'kg')), kilograms(72.5)],
    ['pounds by UCUM', observation('29463-7', DAY, quantity(160, '[lb_av]')), kilograms(72.57)],
    ['pounds as written', observation('29463-7', DAY, quantity(160, 'lbs')), kilograms(72.57)],
    [
      'UCUM code, other words beside it',
      observation('29463-7', DAY, quantity(160, '[lb_av]', { unit: 'lb' })),
      kilograms(72.57),
    ],
    ['grams', observation('29463-7', DAY, quantity(72500, 'g')), kilograms(72.5)],
    ['ounces', observation('29463-7', DAY, quantity(2560, '[oz_av]')), kilograms(72.57)],
    [
      'code and unit contradict each other',
      observation('29463-7', DAY, quantity(160, 'kg', { unit: 'lb' })),
      kilograms(null),
    ],
    ['no unit', observation('29463-7', DAY, quantity(72.5, null)), kilograms(null)],
    ['stones', observation('29463-7', DAY, quantity(11, '[stone_av]')), kilograms(null)],
    ['25 kg', observation('29463-7', DAY, quantity(25, 'kg')), kilograms(25)],
    ['24.9 kg', observation('29463-7', DAY, quantity(24.9, 'kg')), kilograms(null)],
    ['300 kg', observation('29463-7', DAY, quantity(300, 'kg')), kilograms(300)],
    ['301 kg', observation('29463-7', DAY, quantity(301, 'kg')), kilograms(null)],
    ['no value', observation('29463-7', DAY, {}), 'withdrawn'],
    [
      'in a vital-signs panel',
      panel(
        'Vital signs',
        [
          ['29463-7', quantity(72.5, 'kg')],
          ['8867-4', quantity(80, '/min')],
        ],
        DAY,
      ),
      kilograms(72.5),
    ],
    ['percentile', observation('77606-2', DAY, quantity(72, '%')), 'unused'],
  ])('%s', (_, resource, expected) => {
    expect(readingsIn(resource)).toEqual(expected);
  });
});

describe('blood values', () => {
  test.each<Row>([
    [
      'calcium mg/dL',
      observation('17861-6', DAY, quantity(11.8, 'mg/dL')),
      { kind: 'calcium', milligramsPerDeciliter: 11.8 },
    ],
    [
      'calcium mmol/L',
      observation('2000-8', DAY, quantity(3.2, 'mmol/L')),
      { kind: 'calcium', milligramsPerDeciliter: 12.83 },
    ],
    [
      'calcium in capitals',
      observation('17861-6', DAY, quantity(11.8, 'MG/DL')),
      { kind: 'calcium', milligramsPerDeciliter: 11.8 },
    ],
    [
      'calcium without unit',
      observation('17861-6', DAY, quantity(11.8, null)),
      { kind: 'calcium', milligramsPerDeciliter: null },
    ],
    [
      'calcium of Synthea',
      observation('49765-1', DAY, quantity(9.9, 'mg/dL')),
      { kind: 'calcium', milligramsPerDeciliter: 9.9 },
    ],
    [
      'ionized mmol/L',
      observation('1994-3', DAY, quantity(1.7, 'mmol/L')),
      { kind: 'ionized-calcium', millimolesPerLiter: 1.7 },
    ],
    [
      'ionized mg/dL',
      observation('1995-0', DAY, quantity(6.5, 'mg/dL')),
      { kind: 'ionized-calcium', millimolesPerLiter: 1.62 },
    ],
    ['albumin g/dL', observation('1751-7', DAY, quantity(3.4, 'g/dL')), { kind: 'albumin', gramsPerDeciliter: 3.4 }],
    ['albumin g/L', observation('1751-7', DAY, quantity(34, 'g/L')), { kind: 'albumin', gramsPerDeciliter: 3.4 }],
    [
      'albumin umol/L',
      observation('54347-0', DAY, quantity(600, 'umol/L')),
      { kind: 'albumin', gramsPerDeciliter: null },
    ],
    ['LDH above', ldh(300, [{ high: { value: 250, unit: 'U/L' } }]), elevated(true)],
    ['LDH at the limit', ldh(250, [{ high: { value: 250, unit: 'U/L' } }]), elevated(false)],
    ['LDH in IU/L against U/L', ldh(300, [{ high: { value: 250, unit: 'IU/L' } }]), elevated(true)],
    ['LDH, limit in another unit', ldh(300, [{ high: { value: 4.2, unit: 'ukat/L' } }]), elevated(null)],
    ['LDH, limit as text', ldh(300, [{ text: '125-220' }]), elevated(true)],
    ['LDH, no limit', ldh(300, []), elevated(null)],
    ['LDH, only a low limit', ldh(300, [{ low: { value: 125 } }]), elevated(null)],
    ['LDH, two limits that agree', ldh(300, [{ high: { value: 250 } }, { high: { value: 270 } }]), elevated(true)],
    ['LDH, two limits that do not', ldh(260, [{ high: { value: 250 } }, { high: { value: 270 } }]), elevated(null)],
    ['body mass index', observation('39156-5', DAY, quantity(19.4, 'kg/m2')), { kind: 'body-mass-index', index: 19.4 }],
    ['urea', observation('6299-2', DAY, quantity(19, 'mg/dL')), 'unused'],
  ])('%s', (_, resource, expected) => {
    expect(readingsIn(resource)).toEqual(expected);
  });
});

function ldh(value: number, referenceRange: readonly More[]): Resource {
  return observation('2532-0', DAY, quantity(value, 'U/L'), { referenceRange });
}
function elevated(is: boolean | null): unknown {
  return { kind: 'lactate-dehydrogenase', elevated: is };
}

describe('PHQ-9 item 9', () => {
  test.each<Row>([
    ...(['LA6568-5', 'LA6569-3', 'LA6570-1', 'LA6571-9'] as const).map((code, grade): Row => [
      `answer ${code}`,
      observation('44260-8', DAY, coding(code, LOINC)),
      selfHarm(grade > 0),
    ]),
    ...[0, 1, 2, 3].map((grade): Row => [
      `integer ${grade}`,
      observation('44260-8', DAY, { valueInteger: grade }),
      selfHarm(grade > 0),
    ]),
    ['quantity 1', observation('44260-8', DAY, quantity(1, '{score}')), selfHarm(true)],
    ['"Not at all"', observation('44260-8', DAY, { valueString: 'Not at all' }), selfHarm(false)],
    ['"Several days"', observation('44260-8', DAY, { valueString: 'Several days' }), selfHarm(true)],
    ['"0 - not at all"', observation('44260-8', DAY, { valueString: '0 - not at all' }), selfHarm(false)],
    ['"2"', observation('44260-8', DAY, { valueString: '2' }), selfHarm(true)],
    ['declined', observation('44260-8', DAY, { valueString: 'Patient declined' }), selfHarm(null)],
    ['another LOINC answer is not 0', observation('44260-8', DAY, coding('LA18938-3', LOINC)), selfHarm(true)],
    ['a local answer without words', observation('44260-8', DAY, coding('x', 'urn:oid:1.2')), selfHarm(null)],
    ['no value', observation('44260-8', DAY, {}), 'withdrawn'],
    [
      'in a panel beside the total',
      panel(
        'PHQ-9',
        [
          ['44261-6', { valueInteger: 12 }],
          ['44260-8', coding('LA6569-3', LOINC)],
        ],
        DAY,
      ),
      [{ kind: 'phq-9', score: 12 }, selfHarm(true)],
    ],
    ['the teen instrument', observation('89206-7', DAY, { valueInteger: 3 }), 'unused'],
    ['a flowsheet row', flowsheet('PHQ-9 item 9', 1, DAY), selfHarm(true)],
  ])('%s', (_, resource, expected) => {
    expect(readingsIn(resource)).toEqual(expected);
  });
});

describe('symptoms and distress', () => {
  test.each<Row>([
    ['verbal rating', observation('72514-3', DAY, quantity(8, '{score}')), pain(8)],
    ['faces', observation('38221-8', DAY, quantity(10, null)), pain(10)],
    ['BPI interference', observation('77565-0', DAY, { valueInteger: 6 }), pain(6)],
    ['visual analog 80 mm', observation('38214-3', DAY, quantity(80, 'mm')), pain(80, 8)],
    ['visual analog 7 mm', observation('38214-3', DAY, quantity(7, 'mm')), pain(7, 0.7)],
    ['visual analog 7 of 10', observation('38214-3', DAY, quantity(7, '{score}')), pain(7)],
    [
      'limits say 100',
      observation('38214-3', DAY, quantity(7, '{score}'), { referenceRange: [{ high: { value: 100 } }] }),
      pain(7, 0.7),
    ],
    [
      'above its scale',
      observation('72514-3', DAY, quantity(11, '{score}')),
      { kind: 'symptom-unclear', item: 'pain' },
    ],
    [
      '"at least 8"',
      observation('72514-3', DAY, quantity(8, '{score}', { comparator: '>=' })),
      { kind: 'symptom-unclear', item: 'pain' },
    ],
    ['declined', observation('72514-3', DAY, { valueString: 'Patient declined' }), 'withdrawn'],
    ['the scale that was used', flowsheet('Pain scale', '0-10 (numeric)', DAY), 'withdrawn'],
    ['"Severe"', flowsheet('Pain score', 'Severe', DAY), { kind: 'symptom-unclear', item: 'pain' }],
    ['thermometer', flowsheet('NCCN Distress Thermometer', 8, DAY), { kind: 'distress-thermometer', score: 8 }],
    ['respiratory distress score is another thing', flowsheet('Respiratory distress score', 8, DAY), 'unused'],
    ['GAD-7', observation('70274-6', DAY, { valueInteger: 12 }), { kind: 'gad-7', score: 12 }],
    [
      'FACT-L total',
      flowsheet('FACT-L total score', 88, DAY),
      { kind: 'quality-of-life', instrument: 'FACT-L', score: 88 },
    ],
    ['FACT-L subscale', flowsheet('FACT-L physical well-being subscale score', 18, DAY), 'unused'],
  ])('%s', (_, resource, expected) => {
    expect(readingsIn(resource)).toEqual(expected);
  });
});

describe('tumor', () => {
  const variant = (gene: string, value: More): Resource =>
    observation('69548-6', DAY, value, {
      component: [
        {
          code: coded('48018-6'),
          valueCodeableConcept: { coding: [{ system: 'http://www.genenames.org', code: 'HGNC:1', display: gene }] },
        },
      ],
    });
  const driver = (positive: boolean): unknown => ({ kind: 'driver-mutation', positive });
  const histology = (group: string): unknown => ({ kind: 'histology', group });
  test.each<Row>([
    ['EGFR variant present', variant('EGFR', coding('LA9633-4', LOINC, 'Present')), driver(true)],
    ['EGFR variant absent', variant('EGFR', { valueCodeableConcept: { text: 'Absent' } }), driver(false)],
    ['STK11 variant', variant('STK11', coding('LA9633-4', LOINC, 'Present')), 'unused'],
    ['ALK rearrangement by name', flowsheet('ALK gene rearrangement', 'Positive', DAY), driver(true)],
    ['EGFR mutation: not detected', flowsheet('EGFR mutation analysis', 'Not detected', DAY), driver(false)],
    [
      'EGFR mutation: "No mutation detected"',
      flowsheet('EGFR mutation analysis', 'No mutation detected', DAY),
      driver(false),
    ],
    ['EGFR as filtration rate', flowsheet('EGFR (non-African American)', 'Positive', DAY), 'unused'],
    ['EGFR antigen is no mutation', flowsheet('EGFR Ag [Presence] in Tissue gene', 'Positive', DAY), 'unused'],
    ['ALK PHOS', flowsheet('ALK PHOS', 'Positive', DAY), 'unused'],
    ['glioblastoma by morphology', observation('31206-6', DAY, coding('63634009', SNOMED)), histology('glioblastoma')],
    [
      'small cell in words',
      observation('31206-6', DAY, { valueCodeableConcept: { text: 'Small cell carcinoma' } }),
      histology('small-cell'),
    ],
    [
      'non-small cell',
      observation('31206-6', DAY, { valueCodeableConcept: { text: 'Non-small cell carcinoma' } }),
      'unused',
    ],
    ['adenocarcinoma', observation('31206-6', DAY, { valueCodeableConcept: { text: 'Adenocarcinoma' } }), 'unused'],
    ['WHO grade 4', flowsheet('WHO grade', 'WHO grade IV', DAY), histology('grade-4')],
    ['WHO grade 2', flowsheet('WHO grade', 'Grade 2', DAY), 'unused'],
  ])('%s', (_, resource, expected) => {
    expect(readingsIn(resource)).toEqual(expected);
  });
});

describe('planning', () => {
  const planning = (what: string, recorded = true): unknown => ({ kind: 'advance-care-planning', what, recorded });
  test.each<Row>([
    ['treatment preference', observation('75773-2', DAY, { valueString: 'No intensive care' }), planning('preference')],
    ['goals and preferences', observation('81378-2', DAY, { valueString: 'At home' }), planning('preference')],
    ['DNR order in place: yes', observation('81351-9', DAY, { valueBoolean: true }), planning('code-status')],
    [
      'DNR order in place: no',
      observation('81351-9', DAY, coding('373067005', SNOMED, 'No')),
      planning('code-status', false),
    ],
    ['agent', observation('81343-6', DAY, { valueString: 'Daughter' }), planning('health-care-agent')],
    ['without a value', observation('75773-2', DAY, {}), 'withdrawn'],
    ['FACIT-Pal', observation('71007-9', DAY, { valueInteger: 100 }), { kind: 'palliative-possible' }],
  ])('%s', (_, resource, expected) => {
    expect(readingsIn(resource)).toEqual(expected);
  });
});

describe('what is left aside', () => {
  test.each<Row>([
    [
      'blood pressure',
      panel(
        'Blood pressure',
        [
          ['8480-6', quantity(120, 'mm[Hg]')],
          ['8462-4', quantity(80, 'mm[Hg]')],
        ],
        DAY,
      ),
      'unused',
    ],
    [
      'a component without a value',
      panel('ESAS-r', [['Pain', { dataAbsentReason: { text: 'declined' }, valueInteger: 8 }]], DAY),
      'unused',
    ],
    ['preliminary', observation('29463-7', DAY, quantity(70, 'kg'), { status: 'preliminary' }), 'withdrawn'],
    ['a status that nobody knows', observation('29463-7', DAY, quantity(70, 'kg'), { status: 'fine' }), 'no-status'],
    ['no status', observation('29463-7', DAY, quantity(70, 'kg'), { status: undefined }), 'no-status'],
    [
      'another patient',
      observation('6299-2', DAY, quantity(19, 'mg/dL'), { subject: { reference: 'Patient/p2' } }),
      'other-patient',
    ],
    ['no subject', observation('6299-2', DAY, quantity(19, 'mg/dL'), { subject: undefined }), 'no-subject'],
    ['tomorrow', observation('6299-2', ago(-1), quantity(19, 'mg/dL')), 'after-as-of'],
    ['no code', observation('x', DAY, quantity(19, 'mg/dL'), { code: {} }), 'no-code'],
    [
      'dataAbsentReason',
      observation('29463-7', DAY, quantity(70, 'kg'), { dataAbsentReason: { text: 'error' } }),
      'withdrawn',
    ],
  ])('%s', (_, resource, expected) => {
    expect(readingsIn(resource)).toEqual(expected);
  });
});

test('no shape of any element makes the reader throw', () => {
  const odd: readonly unknown[] = [
    null,
    0,
    -1,
    '',
    'x',
    true,
    [],
    [null],
    {},
    { coding: 'x' },
    { coding: [null, 1] },
    [[[]]],
  ];
  const elements = [
    'status',
    'subject',
    'code',
    'effectiveDateTime',
    'valueQuantity',
    'valueCodeableConcept',
    'component',
    'referenceRange',
    'focus',
    'note',
    'interpretation',
    'encounter',
  ];
  for (const code of ['89247-1', '29463-7', '17861-6', '2532-0', '44260-8', '72514-3', '69548-6', '31206-6', 'x']) {
    for (const element of elements)
      for (const value of odd) {
        const resource = { ...observation(code, DAY, quantity(1, 'kg')), [element]: value };
        expect(() => readObservation(resource, context)).not.toThrow();
      }
  }
});
