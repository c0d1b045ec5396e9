/** Trigger 20: two or more unplanned hospital stays that began in 90 days (clinical reference 3.2 row 20, 3.3). */
import { describe, expect, test } from 'vitest';
import {
  ago,
  assessOf,
  at,
  condition,
  daysInHospital,
  LOCAL_CLASS,
  procedure,
  STAGE_II,
  STAGE_IV,
  stay,
  visitDiagnosis,
  type Resource,
} from '../../support/chart-of.ts';
import { decide, type Row } from '../../support/scenario-table.ts';
import { say } from '../../../src/words/say.ts';

const is = (claim: string): { readonly triggers: { readonly 'repeat-unplanned-admissions': string } } => ({
  triggers: { 'repeat-unplanned-admissions': claim },
});
const fall = (id: string, day: number): readonly Resource[] => [
  visitDiagnosis('S72.001A', ago(day), { id }),
  daysInHospital(day, { principal: `Condition/${id}` }),
];
const site = (values: Readonly<Record<string, number | boolean>>): { readonly options: object } => ({
  options: { thresholds: { 'repeat-unplanned-admissions': values } },
});

describe('window and count', () => {
  const rows: readonly Row[] = [
    ['89 and 20 days ago', [daysInHospital(89), daysInHospital(20)], is('met major definite counted')],
    ['90 and 20 days ago', [daysInHospital(90), daysInHospital(20)], is('met major definite')],
    ['91 and 20 days ago', [daysInHospital(91), daysInHospital(20)], is('not-met')],
    ['three', [daysInHospital(80), daysInHospital(50), daysInHospital(20)], is('met major')],
    ['one', [daysInHospital(20)], is('not-met')],
    ['two at this site in 180 days', [daysInHospital(170), daysInHospital(20)], is('met'), site({ windowDays: 180 })],
    [
      'two in 365 days where the site asks for three',
      [daysInHospital(300), daysInHospital(20)],
      is('not-met'),
      site({ windowDays: 365, count: 3 }),
    ],
    [
      'three in 365 days',
      [daysInHospital(365), daysInHospital(300), daysInHospital(20)],
      is('met'),
      site({ windowDays: 365, count: 3 }),
    ],
    [
      'one in 90 days, one of "2026-08"',
      [daysInHospital(20), stay({ start: '2026-08', end: '2026-08' })],
      is('met probable supporting'),
    ],
  ];
  decide(rows, STAGE_IV);
});

describe('strength', () => {
  const twice = [daysInHospital(80), daysInHospital(20)];
  decide([
    ['advanced', [...STAGE_IV, ...twice], is('met major')],
    ['not advanced', [...STAGE_II, ...twice], is('met supporting !major')],
    ['stage not recorded', [condition('C34.90'), ...twice], is('met supporting !major')],
  ]);
});

describe('which stays count', () => {
  const rows: readonly Row[] = [
    [
      'chemotherapy on the first day of one',
      [daysInHospital(60), daysInHospital(20), procedure('367336001', ago(20))],
      is('not-met'),
    ],
    [
      'home, and back ten hours later',
      [
        stay({ start: at(25, '08:00'), end: at(20, '10:00'), to: 'home' }),
        stay({ start: at(20, '20:00'), end: at(15, '10:00') }),
      ],
      is('met major'),
    ],
    [
      'a transfer',
      [
        stay({ start: at(25, '08:00'), end: at(20, '10:00'), to: 'other-hcf' }),
        stay({ start: at(20, '12:00'), end: at(15, '10:00') }),
      ],
      is('not-met'),
    ],
    ['two falls: met, and said so', [...fall('a', 60), ...fall('b', 20)], is('met injury')],
    [
      'two falls, at a site that does not count them',
      [...fall('a', 60), ...fall('b', 20)],
      is('not-met'),
      site({ countInjury: false }),
    ],
    [
      'one psychiatric',
      [
        visitDiagnosis('F32.2', ago(60), { id: 'f' }),
        daysInHospital(60, { principal: 'Condition/f' }),
        daysInHospital(20),
      ],
      is('not-met'),
    ],
    [
      'both by the words of a local class',
      [60, 20].map((day) => daysInHospital(day, { class: `${LOCAL_CLASS}|12|Hospital inpatient` })),
      is('met probable supporting'),
    ],
    [
      'one of them by words',
      [daysInHospital(60), daysInHospital(20, { class: `${LOCAL_CLASS}|12|Hospital inpatient` })],
      is('met probable supporting'),
    ],
    [
      'a third one by words takes nothing away',
      [daysInHospital(60), daysInHospital(40), daysInHospital(20, { class: `${LOCAL_CLASS}|12|Hospital inpatient` })],
      is('met major definite'),
    ],
    [
      'with a site map',
      [60, 20].map((day) => daysInHospital(day, { class: `${LOCAL_CLASS}|12|` })),
      is('met major definite'),
      { encounterClasses: { [`${LOCAL_CLASS}|12`]: 'inpatient' } },
    ],
  ];
  decide(rows, STAGE_IV);
});

describe('what cannot be told', () => {
  const unknown = (day: number): Resource => stay({ class: null, start: at(day, '10:00'), end: at(day - 2, '10:00') });
  const rows: readonly Row[] = [
    ['a visit of unknown kind, 90 days ago', [daysInHospital(20), unknown(90)], is('not-assessable class-unknown')],
    ['a visit of unknown kind, 91 days ago', [daysInHospital(20), unknown(91)], is('not-met')],
    [
      'encounters truncated, one stay seen',
      [daysInHospital(60)],
      is('not-assessable truncated'),
      { states: { Encounter: 'partial' } },
    ],
    [
      'encounters truncated, two stays seen',
      [daysInHospital(60), daysInHospital(20)],
      is('met major'),
      { states: { Encounter: 'partial' } },
    ],
    ['encounters not granted', [], is('not-assessable scope-not-granted'), { states: { Encounter: 'forbidden' } }],
    ['reading encounters failed', [], is('not-assessable fetch-failed'), { states: { Encounter: 'failed' } }],
  ];
  decide(rows, STAGE_IV);
});

test('two presumed stays are never called unplanned', () => {
  const result = assessOf([...STAGE_IV, daysInHospital(80), daysInHospital(20)]).triggers.find(
    (one) => one.id === 'repeat-unplanned-admissions',
  );
  const said = result === undefined ? '' : say(result.because);
  expect(said).toMatch(/^Two hospital stays in 90 days, neither recorded as planned: /);
});

describe('what is said of too few stays', () => {
  const saidOf = (resources: readonly Resource[], scene: object = {}): string | undefined => {
    const found = assessOf([...STAGE_IV, ...resources], scene).triggers.find(
      ({ id }) => id === 'repeat-unplanned-admissions',
    );
    return found === undefined ? undefined : say(found.because);
  };

  test('a stay of which nothing says that it was planned is not called unplanned', () => {
    expect(saidOf([daysInHospital(20)])).toBe('One hospital stay in 90 days, not recorded as planned');
    expect(saidOf([daysInHospital(20), daysInHospital(60)], site({ count: 3 }))).toBe(
      'Two hospital stays in 90 days, neither recorded as planned',
    );
  });
  test('one that is recorded as unplanned is', () => {
    expect(saidOf([daysInHospital(20, { priority: 'EM' })])).toBe('One unplanned hospital stay in 90 days');
    expect(saidOf([])).toBe('No unplanned hospital stay in 90 days');
  });
  test('planned ones are told beside it', () => {
    expect(saidOf([daysInHospital(20), daysInHospital(60, { priority: 'EL' })])).toBe(
      'One hospital stay in 90 days, not recorded as planned; 1 planned',
    );
  });
});
