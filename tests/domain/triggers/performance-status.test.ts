/** Trigger 11: performance status in every form in which records hold it (clinical reference 3.2 row 11, 5.4). */
import { describe, expect, test } from 'vitest';
import {
  ago,
  assessOf,
  at,
  claimOf,
  coded,
  condition,
  ecog,
  karnofsky,
  LOINC,
  observation,
  SNOMED,
  STAGE_II,
  STAGE_IV,
  stay,
  type More,
  type Resource,
} from '../../support/chart-of.ts';
import { decide, type Row } from '../../support/scenario-table.ts';

const DAY = ago(20);
const answer = (code: string, system: string): More => ({ valueCodeableConcept: { coding: [{ system, code }] } });

const POOR = 'met major definite';
const FINE = 'not-met';
const IMPRECISE = 'not-assessable value-imprecise';
const NEVER = 'not-assessable never-recorded';

describe('one reading, twenty days ago, stage IV', () => {
  test.each<readonly [form: string, reading: Resource, outcome: string]>([
    ...[0, 1, 2, 3, 4].map((grade) => [`integer ${grade}`, ecog(grade, DAY), grade >= 3 ? POOR : FINE] as const),
    ['integer written as text', observation('89247-1', DAY, { valueInteger: '3' }), POOR],
    ['quantity 3', observation('89247-1', DAY, { valueQuantity: { value: 3, unit: '{score}' } }), POOR],
    ['quantity 2', observation('89247-1', DAY, { valueQuantity: { value: 2, unit: '{score}' } }), FINE],
    [
      'quantity "less than 3" is no 3',
      observation('89247-1', DAY, { valueQuantity: { value: 3, comparator: '<' } }),
      'not-assessable',
    ],
    ...['LA9622-7', 'LA9623-5', 'LA9624-3', 'LA9625-0', 'LA9626-8'].map(
      (code, grade) =>
        [
          `LOINC answer ${code} = ${grade}`,
          observation('89262-0', DAY, answer(code, LOINC)),
          grade >= 3 ? POOR : FINE,
        ] as const,
    ),
    ...['425389002', '422512005', '422894000', '423053003', '423237006'].map(
      (code, grade) =>
        [
          `SNOMED CT ${code} = ${grade}`,
          observation('89247-1', DAY, answer(code, SNOMED)),
          grade >= 3 ? POOR : FINE,
        ] as const,
    ),
    ...[
      'LA29175-9',
      'LA29176-7',
      'LA29177-5',
      'LA29178-3',
      'LA29179-1',
      'LA29180-9',
      'LA29181-7',
      'LA29182-5',
      'LA29183-3',
      'LA29184-1',
    ].map(
      (code, index) =>
        [
          `Karnofsky answer ${code} = ${100 - 10 * index}`,
          observation('89243-0', DAY, answer(code, LOINC)),
          100 - 10 * index <= 50 ? POOR : FINE,
        ] as const,
    ),
    ['text "3"', ecog('3', DAY), POOR],
    ['text "ECOG 3"', ecog('ECOG 3', DAY), POOR],
    ['text "ECOG: 1"', ecog('ECOG: 1', DAY), FINE],
    [
      'text "Grade 3 - capable of only limited self-care"',
      ecog('Grade 3 - capable of only limited self-care', DAY),
      POOR,
    ],
    ['text "ECOG performance status - grade 2"', ecog('ECOG performance status - grade 2', DAY), FINE],
    ['text "2-3"', ecog('2-3', DAY), IMPRECISE],
    ['text "ECOG 2-3"', ecog('ECOG 2-3', DAY), IMPRECISE],
    ['text "2 to 3"', ecog('2 to 3', DAY), IMPRECISE],
    ['text "2–3" with a dash of print', ecog('2–3', DAY), IMPRECISE],
    ['text "2 or 3"', ecog('2 or 3', DAY), IMPRECISE],
    ['text "ECOG 2-3 today": still a range', ecog('ECOG 2-3 today', DAY), IMPRECISE],
    ['text "2-3 (worse since cycle 4)": still a range', ecog('2-3 (worse since cycle 4)', DAY), IMPRECISE],
    ['text "2 -> 3": not a plain 2', ecog('2 -> 3', DAY), 'not-assessable'],
    ['text "2, on bad days 3": not a plain 2', ecog('2, on bad days 3', DAY), 'not-assessable'],
    ['text "3-4": lower bound 3', ecog('3-4', DAY), 'met major'],
    ['text "1-2": upper bound 2', ecog('1-2', DAY), FINE],
    ['text "n/a"', ecog('n/a', DAY), 'not-assessable'],
    ['text "unknown"', ecog('unknown', DAY), 'not-assessable'],
    ['empty text', ecog('', DAY), NEVER],
    ['grade 7', ecog(7, DAY), 'not-assessable'],
    ['grade -1', ecog(-1, DAY), 'not-assessable'],
    ['grade 2.5', observation('89247-1', DAY, { valueQuantity: { value: 2.5 } }), 'not-assessable'],
    ['null value', observation('89247-1', DAY, { valueInteger: null }), NEVER],
    ['no value', observation('89247-1', DAY, {}), NEVER],
    [
      'dataAbsentReason',
      observation('89247-1', DAY, { dataAbsentReason: { coding: [{ code: 'not-performed' }] } }),
      NEVER,
    ],
    ['dataAbsentReason beside a value', ecog(3, DAY, { dataAbsentReason: { coding: [{ code: 'unknown' }] } }), NEVER],
    ['answer code that nobody knows', observation('89262-0', DAY, answer('LA99999-9', LOINC)), 'not-assessable'],
    ['true', observation('89247-1', DAY, { valueBoolean: true }), NEVER],
    ['"80%" Karnofsky', karnofsky('80%', DAY), FINE],
    ['"50 %" Karnofsky', karnofsky('50 %', DAY), POOR],
    ['"KPS 40" Karnofsky', karnofsky('KPS 40', DAY), POOR],
    ['"60 - requires occasional assistance"', karnofsky('60 - requires occasional assistance', DAY), FINE],
    ['"50-60" Karnofsky', karnofsky('50-60', DAY), IMPRECISE],
    ['"50-60, needs help" Karnofsky: still a range', karnofsky('50-60, needs help', DAY), IMPRECISE],
    ['Karnofsky 50', karnofsky(50, DAY), POOR],
    ['Karnofsky 60', karnofsky(60, DAY), FINE],
    ['Karnofsky 45 is no step of the scale', karnofsky(45, DAY), 'not-assessable'],
    [
      'PPS 40 by text',
      observation('local-1', DAY, { valueInteger: 40 }, { code: { text: 'Palliative Performance Scale' } }),
      POOR,
    ],
    ['PPS "70%" by text', observation('local-1', DAY, { valueString: '70%' }, { code: { text: 'PPS' } }), FINE],
    [
      'local code "ECOG" with a number',
      observation(
        'local-2',
        DAY,
        { valueInteger: 3 },
        { code: { coding: [{ system: 'urn:oid:1.2.3', code: '17', display: 'ECOG performance status' }] } },
      ),
      POOR,
    ],
    [
      'Epic: text in the first component',
      observation('89247-1', DAY, {}, { component: [{ code: coded('89247-1'), valueString: '3' }] }),
      POOR,
    ],
    [
      'answer in a component',
      observation('89247-1', DAY, {}, { component: [{ code: coded('89247-1'), ...answer('LA9626-8', LOINC) }] }),
      POOR,
    ],
    [
      'grade in interpretation',
      observation('89247-1', DAY, {}, { interpretation: [{ coding: [{ system: LOINC, code: 'LA9625-0' }] }] }),
      POOR,
    ],
    [
      'LOINC by its OID',
      observation(
        '89247-1',
        DAY,
        { valueInteger: 3 },
        { code: { coding: [{ system: 'urn:oid:2.16.840.1.113883.6.1', code: '89247-1' }] } },
      ),
      POOR,
    ],
    ['effectivePeriod', observation('89247-1', null, { valueInteger: 3 }, { effectivePeriod: { start: DAY } }), POOR],
    [
      'effectiveInstant',
      observation('89247-1', null, { valueInteger: 3 }, { effectiveInstant: `${DAY}T10:00:00.000Z` }),
      POOR,
    ],
    ['no date', ecog(3, null), 'not-assessable date-unknown'],
    ['status preliminary', ecog(3, DAY, { status: 'preliminary' }), NEVER],
    ['status entered-in-error', ecog(3, DAY, { status: 'entered-in-error' }), NEVER],
    ['status amended', ecog(3, DAY, { status: 'amended' }), POOR],
    ['the month, wholly inside the window', ecog(3, '2026-10'), POOR],
    ['the month, partly inside the window: probable', ecog(3, '2026-09'), 'met probable supporting'],
    ['after the day we look from', ecog(3, ago(-1)), NEVER],
  ])('%s', (_, reading, outcome) => {
    const expected = { function: outcome };
    expect(claimOf(assessOf([...STAGE_IV, reading]), expected)).toEqual(expected);
  });
});

describe('several readings: the latest counts, not the worst', () => {
  const inpatient = stay({ id: 'ward', start: at(30, '10:00'), end: at(5, '10:00') });
  const onTheWard = { encounter: { reference: 'Encounter/ward' } };
  const rows: readonly Row[] = [
    ['3 then 1: better now', [ecog(3, ago(50)), ecog(1, ago(5))], { function: FINE }],
    ['1 then 3: worse now', [ecog(1, ago(50)), ecog(3, ago(5))], { function: POOR }],
    ['the same, newest first', [ecog(3, ago(5)), ecog(1, ago(50))], { function: POOR }],
    ['0 then 3 in 20 days: ask', [ecog(0, ago(25)), ecog(3, ago(5))], { function: 'not-assessable' }],
    ['4 then 1 in 20 days: ask', [ecog(4, ago(25)), ecog(1, ago(5))], { function: 'not-assessable' }],
    ['0 then 3 in 30 days: no jump', [ecog(0, ago(35)), ecog(3, ago(5))], { function: POOR }],
    ['stale 4, then nothing', [ecog(4, ago(90))], { function: 'not-assessable stale' }],
    ['two scales on one day disagree: the worse', [ecog(1, ago(5)), karnofsky(40, ago(5))], { function: POOR }],
    ['the same, the other way round', [karnofsky(80, ago(5)), ecog(3, ago(5))], { function: POOR }],
    ['inpatient reading 13 days old', [inpatient, ecog(3, ago(13), onTheWard)], { function: POOR }],
    ['inpatient reading 15 days old', [inpatient, ecog(3, ago(15), onTheWard)], { function: 'not-assessable stale' }],
    [
      'an office reading 50 days old',
      [
        stay({ id: 'office', class: 'AMB', start: at(50, '10:00'), end: at(50, '11:00') }),
        ecog(3, ago(50), { encounter: { reference: 'Encounter/office' } }),
      ],
      { function: POOR },
    ],
    [
      'an undated 4 beside a dated 1: which is the latest?',
      [ecog(4, null), ecog(1, ago(5))],
      { function: 'not-assessable' },
    ],
    [
      'a PPS that is no multiple of ten is not read: ECOG 3 stands',
      [ecog(3, ago(20)), observation('x', ago(5), { valueInteger: 65 }, { code: { text: 'PPS' } })],
      { function: POOR },
    ],
    [
      'a newer reading without a value does not hide the older one',
      [ecog(3, ago(20)), observation('89247-1', ago(5), {})],
      { function: POOR },
    ],
    [
      'a newer range as valueRange is not lost',
      [ecog(1, ago(20)), observation('89247-1', ago(5), { valueRange: { low: { value: 2 }, high: { value: 3 } } })],
      { function: 'not-assessable' },
    ],
    [
      'bed confinement after ECOG 1: ask',
      [ecog(1, ago(30)), condition('Z74.01', { onset: ago(5) })],
      { function: 'not-assessable possible' },
    ],
    [
      'adult failure to thrive after ECOG 1: ask',
      [ecog(1, ago(30)), condition('R62.7', { onset: ago(5) })],
      { function: 'not-assessable possible' },
    ],
    [
      'a reading that speaks of another tumor: ask',
      [condition('D32.0', { id: 'meningioma' }), ecog(3, ago(5), { focus: [{ reference: 'Condition/meningioma' }] })],
      { function: 'not-assessable' },
    ],
    [
      'a reading of another patient',
      [ecog(3, ago(5), { subject: { reference: 'Patient/p2' } })],
      { function: 'not-assessable', basis: 'thin' },
    ],
    [
      'a reading whose focus is another patient',
      [ecog(3, ago(5), { focus: [{ reference: 'Patient/p2' }] })],
      { function: 'not-assessable' },
    ],
    [
      'Observation forbidden',
      [],
      { function: 'not-assessable scope-not-granted', basis: 'thin' },
      { states: { Observation: 'forbidden' } },
    ],
    [
      'Observation truncated, ECOG 1 seen',
      [ecog(1, ago(5))],
      { function: 'not-assessable truncated', basis: 'thin' },
      { states: { Observation: 'partial' } },
    ],
    [
      'Observation truncated, ECOG 3 seen',
      [ecog(3, ago(5))],
      { function: POOR },
      { states: { Observation: 'partial' } },
    ],
    [
      'windows of the site',
      [ecog(3, ago(80))],
      { function: POOR },
      { options: { thresholds: { 'poor-performance-status': { windowDays: 90 } } } },
    ],
  ];
  decide(rows, STAGE_IV);
});

describe('strength hangs on advanced disease', () => {
  const rows: readonly Row[] = [
    [
      'advanced: major',
      [...STAGE_IV, ecog(3, ago(5))],
      { function: 'met major definite', level: 'specialist', urgency: 'soon' },
    ],
    [
      'not advanced: supporting',
      [...STAGE_II, ecog(3, ago(5))],
      { function: 'met supporting definite', level: 'navigator', urgency: 'soon', A: false },
    ],
    [
      'cannot tell: supporting, urgent, ask for the stage',
      [condition('C50.911'), ecog(3, ago(5))],
      {
        function: 'met supporting definite',
        level: 'navigator',
        urgency: 'urgent',
        tasks: ['add-stage'],
        remark: 'Stage is not recorded',
      },
    ],
    [
      'cannot tell, ECOG 4: specialist, urgent',
      [condition('C50.911'), ecog(4, ago(5))],
      { level: 'specialist', urgency: 'urgent' },
    ],
    [
      'cannot tell, Karnofsky 30: specialist, urgent',
      [condition('C50.911'), karnofsky(30, ago(5))],
      { level: 'specialist', urgency: 'urgent' },
    ],
    [
      'advanced, ECOG 4 outside hospital: goals-of-care conversation, urgent',
      [...STAGE_IV, ecog(4, ago(5))],
      { level: 'hospice-conversation', urgency: 'urgent' },
    ],
    ['cancer only probable: supporting', [], { function: 'not-applicable' }],
  ];
  decide(rows);
});

test('a missing ECOG is never 0: no value in any odd shape becomes a number (peers A4 row 2)', () => {
  for (const value of [null, undefined, '', ' ', [], {}, false, Number.NaN, 'null', '-', '%']) {
    for (const key of ['valueInteger', 'valueString', 'valueQuantity', 'valueCodeableConcept']) {
      const { facts, triggers } = assessOf([
        ...STAGE_IV,
        observation('89247-1', ago(5), { [key]: key === 'valueQuantity' ? { value } : value }),
      ]);
      expect({ key, value, ecog: facts.ecog }).toEqual({ key, value, ecog: null });
      expect(triggers.find((one) => one.id === 'poor-performance-status')?.outcome).toBe('not-assessable');
    }
  }
});
