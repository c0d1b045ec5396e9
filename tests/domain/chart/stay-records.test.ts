/** What diagnoses and procedures say of a hospital stay: its cause, and what was done in it (clinical reference 2.2, 3.3, 5.7). */
import { describe, expect, test } from 'vitest';
import { acuteCare, type Episode } from '../../../src/domain/chart/acute-care-episodes.ts';
import {
  ago,
  at,
  chartOf,
  coded,
  condition,
  procedure,
  stay,
  visitDiagnosis,
  type Resource,
  type Scene,
} from '../../support/chart-of.ts';

const NEUTROPENIA = visitDiagnosis('D70.1', ago(20), { id: 'd70' });
const HIP = visitDiagnosis('S72.001A', ago(20), { id: 's72' });
const HIP_OF_CANCER = visitDiagnosis('M84.551A', ago(20), { id: 'm84' });
const DEPRESSION = visitDiagnosis('F32.2', ago(20), { id: 'f32' });
const DELIRIUM = visitDiagnosis('F05', ago(20), { id: 'f05' });
const REFLUX = visitDiagnosis('K21.9', ago(20), { id: 'k21' });
const LUNG = condition('C34.11', { id: 'lung' });

/** Five days in hospital; the diagnoses it names, the first of them the principal one. */
const week = (...diagnoses: readonly string[]): Resource => weekWith({}, ...diagnoses);
const weekWith = (more: object, ...diagnoses: readonly string[]): Resource =>
  stay({
    id: 'in',
    start: at(20, '10:00'),
    end: at(15, '10:00'),
    more: {
      ...more,
      ...(diagnoses.length === 0
        ? {}
        : {
            diagnosis: diagnoses.map((id, index) => ({ condition: { reference: `Condition/${id}` }, rank: index + 1 })),
          }),
    },
  });
const codedIn = (resource: Resource): Resource => ({ ...resource, encounter: { reference: 'Encounter/in' } });

const only = (resources: readonly Resource[], scene: Scene = {}): Episode => {
  const [episode] = acuteCare(chartOf(resources, scene)).episodes;
  if (episode === undefined) throw new Error('no episode');
  return episode;
};

describe('its cause, and whether it is one of the complications of chemotherapy (OP-35)', () => {
  test.each<readonly [string, readonly Resource[], Episode['cause'], boolean | null]>([
    ['nothing is said', [week()], 'unknown', null],
    ['neutropenia as principal diagnosis', [NEUTROPENIA, week('d70')], 'told', true],
    ['reflux', [REFLUX, week('k21')], 'told', false],
    ['a fall', [HIP, week('s72')], 'injury', false],
    ['a fall, and neutropenia beside it', [HIP, NEUTROPENIA, week('s72', 'd70')], 'told', false],
    ['cancer, and neutropenia beside it', [LUNG, NEUTROPENIA, week('lung', 'd70')], 'told', true],
    ['cancer alone', [LUNG, week('lung')], 'told', false],
    ['cancer, and reflux beside it', [LUNG, REFLUX, week('lung', 'k21')], 'told', false],
    [
      'a fracture of a bone with cancer in it, beside the fall',
      [HIP, HIP_OF_CANCER, week('s72', 'm84')],
      'told',
      false,
    ],
    ['the principal diagnosis was not received', [NEUTROPENIA, week('lost', 'd70')], 'unknown', null],
    ['depression', [DEPRESSION, week('f32')], 'psychiatric', false],
    ['delirium', [DELIRIUM, week('f05')], 'told', false],
    ['neutropenia as reason, nothing named', [weekWith({ reasonCode: [coded('D70.1')] })], 'told', true],
    ['a fall as reason, nothing named', [weekWith({ reasonCode: [coded('S72.001A')] })], 'injury', false],
    ['reflux as reason, nothing named', [weekWith({ reasonCode: [coded('K21.9')] })], 'told', false],
    [
      'neutropenia as reason, reflux as principal diagnosis',
      [REFLUX, weekWith({ reasonCode: [coded('D70.1')] }, 'k21')],
      'told',
      true,
    ],
    [
      'reasons in words without a code tell no cause',
      [weekWith({ reasonCode: [{ text: 'unwell' }] })],
      'unknown',
      null,
    ],
    ['nothing named; neutropenia coded in the stay', [week(), codedIn(NEUTROPENIA)], 'told', true],
    ['nothing named; reflux coded in the stay', [week(), codedIn(REFLUX)], 'told', false],
    [
      'nothing named; reflux and neutropenia coded in the stay',
      [week(), codedIn(REFLUX), codedIn(NEUTROPENIA)],
      'told',
      true,
    ],
    ['nothing named; a fall coded in the stay', [week(), codedIn(HIP)], 'injury', false],
    [
      'nothing named; neutropenia coded at another visit',
      [week(), { ...NEUTROPENIA, encounter: { reference: 'Encounter/x' } }],
      'unknown',
      null,
    ],
    [
      'named: reflux; coded in the stay: neutropenia. What is named counts',
      [REFLUX, week('k21'), codedIn(NEUTROPENIA)],
      'told',
      false,
    ],
  ])('%s', (_, resources, cause, op35) => {
    expect(only(resources)).toMatchObject({ cause, op35 });
  });

  /** A transfer a day later, of which the second part has a cause of its own. */
  const transfer = (first: readonly string[], second: readonly string[]): readonly Resource[] => [
    week(...first),
    {
      ...stay({ id: 'next', start: at(15, '12:00'), end: at(12, '10:00') }),
      ...(second.length === 0
        ? {}
        : { diagnosis: second.map((id) => ({ condition: { reference: `Condition/${id}` } })) }),
    },
  ];

  test.each<readonly [string, readonly Resource[], Episode['cause'], boolean | null]>([
    ['the same cause twice', [HIP, ...transfer(['s72'], ['s72'])], 'injury', false],
    ['two causes are another', [HIP, DEPRESSION, ...transfer(['s72'], ['f32'])], 'told', false],
    ['the first says nothing', [HIP, ...transfer([], ['s72'])], 'injury', false],
    ['the second says nothing', [HIP, ...transfer(['s72'], [])], 'injury', false],
    ['only the second is a complication', [REFLUX, NEUTROPENIA, ...transfer(['k21'], ['d70'])], 'told', true],
    ['only the first is', [REFLUX, NEUTROPENIA, ...transfer(['d70'], ['k21'])], 'told', true],
    ['the cause of the second was not received', [HIP, ...transfer(['s72'], ['lost'])], 'injury', false],
    ['neither says anything', transfer([], []), 'unknown', null],
  ])('a transfer: %s', (_, resources, cause, op35) => {
    expect(only(resources)).toMatchObject({ cause, op35 });
  });

  test('a diagnosis of another server that has the same name is not meant', () => {
    const elsewhere = { adt: [week('d70')] };
    const [here] = acuteCare(chartOf([NEUTROPENIA], { others: elsewhere })).episodes;
    expect(here).toMatchObject({ cause: 'unknown', op35: null });
  });
});

describe('what was done in it', () => {
  const NOTHING = { early: false, treatment: false, transplant: false, operation: false, intensiveCare: false };
  const CHEMO = '367336001';
  const PANCREATECTOMY = '33149006';
  const TRANSPLANT = '1172516002';
  const INTENSIVE_CARE = '305351004';
  const STENT = '65801008';
  const inStay = { encounter: { reference: 'Encounter/in' } };

  test.each<readonly [string, readonly Resource[], Partial<Episode['procedures']>]>([
    ['nothing', [], {}],
    ['chemotherapy on day 2', [procedure(CHEMO, ago(18))], { early: true, treatment: true }],
    ['chemotherapy on day 3', [procedure(CHEMO, ago(17))], { treatment: true }],
    ['chemotherapy on the last day', [procedure(CHEMO, ago(15))], { treatment: true }],
    ['chemotherapy the day after', [procedure(CHEMO, ago(14))], {}],
    ['chemotherapy the day before', [procedure(CHEMO, ago(21))], {}],
    ['chemotherapy in that month, some day', [procedure(CHEMO, ago(20).slice(0, 7))], {}],
    ['chemotherapy, no day, in this stay', [procedure(CHEMO, null, inStay)], { treatment: true }],
    ['chemotherapy, no day, named nowhere', [procedure(CHEMO, null)], {}],
    ['a transplant on day 4', [procedure(TRANSPLANT, ago(16))], { early: true, treatment: true, transplant: true }],
    ['an elective operation on day 1', [procedure(PANCREATECTOMY, ago(19))], { early: true, operation: true }],
    ['an elective operation on day 4', [procedure(PANCREATECTOMY, ago(16))], { operation: true }],
    ['admission to intensive care', [procedure(INTENSIVE_CARE, ago(18))], { intensiveCare: true }],
    ['what no rule uses', [procedure(STENT, ago(18))], {}],
    [
      'several, given in no order',
      [
        procedure(PANCREATECTOMY, ago(30)),
        procedure(CHEMO, ago(16)),
        procedure(INTENSIVE_CARE, ago(19)),
        procedure(CHEMO, ago(40)),
      ],
      { treatment: true, intensiveCare: true },
    ],
    [
      'at a visit of its own on the first day',
      [
        stay({ id: 'infusion', class: 'AMB', start: at(20, '08:00'), end: at(20, '09:00') }),
        stay({ id: 'clinic', class: 'AMB', start: at(50, '08:00'), end: at(50, '09:00') }),
        procedure(CHEMO, at(20, '08:30'), { encounter: { reference: 'Encounter/infusion' } }),
      ],
      {},
    ],
    [
      'at a visit that was not received, on the first day',
      [procedure(CHEMO, at(20, '08:30'), { encounter: { reference: 'Encounter/lost' } })],
      { early: true, treatment: true },
    ],
  ])('%s', (_, resources, expected) => {
    expect(only([week(), ...resources]).procedures).toEqual({ ...NOTHING, ...expected });
  });

  test('while the end is not known only the first days are looked at', () => {
    const open = stay({ id: 'in', start: at(20, '10:00'), status: 'finished' });
    expect(only([open, procedure(CHEMO, ago(18))]).procedures).toEqual({ ...NOTHING, early: true, treatment: true });
    expect(only([open, procedure(CHEMO, ago(17))]).procedures).toEqual(NOTHING);
  });

  test('the day after a stay of one day is no day of it, though it marks what the stay was for', () => {
    const short = stay({ start: at(20, '10:00'), end: at(20, '20:00') });
    expect(only([short, procedure(CHEMO, ago(19))]).procedures).toEqual({ ...NOTHING, early: true });
  });
});

test('intensive care that only a procedure tells: by code, its hours not known', () => {
  expect(only([week(), procedure('305351004', ago(18))]).intensiveCare).toEqual({ told: 'code', hours: null });
  const byName = {
    location: [{ location: { display: 'ICU' }, period: { start: at(20, '10:00'), end: at(19, '10:00') } }],
  };
  expect(only([weekWith(byName), procedure('305351004', ago(18))]).intensiveCare).toEqual({ told: 'code', hours: 24 });
});

describe('a short stay with something that one comes in for is same-day surgery', () => {
  const short = stay({ id: 'in', class: 'SS', start: at(20, '07:00'), end: at(20, '18:00') });
  const kinds = (...resources: readonly Resource[]): readonly string[] =>
    acuteCare(chartOf([short, ...resources])).episodes.map(({ kind }) => kind);

  test.each<readonly [string, readonly Resource[], readonly string[]]>([
    ['nothing was done', [], ['observation']],
    ['an operation on the day', [procedure('33149006', ago(20))], []],
    [
      'an operation without a day, in this stay',
      [procedure('33149006', null, { encounter: { reference: 'Encounter/in' } })],
      [],
    ],
    [
      'an operation without a day, in another',
      [procedure('33149006', null, { encounter: { reference: 'Encounter/x' } })],
      ['observation'],
    ],
    [
      'intensive care without a day, in this stay',
      [procedure('305351004', null, { encounter: { reference: 'Encounter/in' } })],
      ['observation'],
    ],
    ['intensive care on the day', [procedure('305351004', ago(20))], ['observation']],
    [
      'intensive care on the day, and an operation',
      [procedure('305351004', ago(20)), procedure('33149006', ago(20))],
      [],
    ],
    ['an operation the day after', [procedure('33149006', ago(19))], ['observation']],
    ['an operation in that month, some day', [procedure('33149006', ago(20).slice(0, 7))], ['observation']],
  ])('%s', (_, resources, expected) => {
    expect(kinds(...resources)).toEqual(expected);
  });
});
