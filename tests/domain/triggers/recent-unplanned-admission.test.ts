/** Trigger 19: an unplanned hospital stay that goes on or ended within 30 days (clinical reference 3.2 row 19, 3.3). */
import { describe, expect, test } from 'vitest';
import {
  ago,
  assessOf,
  at,
  condition,
  edVisit,
  LOCAL_CLASS,
  LUNG_STAGE_I,
  procedure,
  STAGE_II,
  STAGE_IV,
  stay,
  visitDiagnosis,
  type Resource,
} from '../../support/chart-of.ts';
import { decide, type Row } from '../../support/scenario-table.ts';
import { say } from '../../../src/words/say.ts';

const is = (claim: string): { readonly triggers: { readonly 'recent-unplanned-admission': string } } => ({
  triggers: { 'recent-unplanned-admission': claim },
});
/** A week in hospital that ended so many days ago. */
const until = (daysAgo: number, more: Parameters<typeof stay>[0] = {}): Resource =>
  stay({ start: at(daysAgo + 7, '10:00'), end: at(daysAgo, '11:00'), to: 'home', ...more });

describe('the window', () => {
  const rows: readonly Row[] = [
    ['discharged 29 days ago', [until(29)], is('met supporting definite counted')],
    ['discharged 30 days ago', [until(30)], is('met')],
    ['discharged 31 days ago', [until(31)], is('not-met')],
    ['discharged today', [until(0)], is('met definite')],
    ['in hospital since 44 days', [stay({ start: at(44, '10:00'), end: null })], is('met definite')],
    [
      'in hospital "since 45 days": whether it ended is not known',
      [stay({ start: at(45, '10:00'), end: null })],
      is('not-assessable date-unknown'),
    ],
    [
      'finished without an end, begun 30 days ago: it ended since',
      [stay({ start: ago(30), status: 'finished' })],
      is('met definite'),
    ],
    [
      'finished without an end, begun 31 days ago',
      [stay({ start: ago(31), status: 'finished' })],
      is('not-assessable date-unknown'),
    ],
    [
      'finished without an end, begun 90 days ago',
      [stay({ start: ago(90), status: 'finished' })],
      is('not-assessable date-unknown'),
    ],
    [
      'finished without an end, begun 91 days ago: no stay lasts so long',
      [stay({ start: ago(91), status: 'finished' })],
      is('not-met'),
    ],
    ['ended "2026-10", perhaps within', [stay({ start: '2026-10', end: '2026-10' })], is('met probable')],
    ['no stay', [], is('not-met')],
  ];
  decide(rows, STAGE_IV);
});

describe('which stays count', () => {
  const rows: readonly Row[] = [
    ['planned', [until(20, { priority: 'EL' })], is('not-met')],
    [
      'for chemotherapy',
      [visitDiagnosis('Z51.11', ago(23), { id: 'z' }), until(20, { principal: 'Condition/z' })],
      is('not-met'),
    ],
    [
      'for neutropenia',
      [visitDiagnosis('D70.1', ago(23), { id: 'd' }), until(20, { principal: 'Condition/d', from: 'emergency' })],
      is('met definite'),
    ],
    ['an emergency visit alone', [edVisit(at(20, '08:00'), at(20, '12:00'))], is('not-met')],
    ['an observation stay', [stay({ class: 'OBSENC', start: at(21, '08:00'), end: at(20, '14:00') })], is('not-met')],
    ['a nursing home', [until(20, { typeText: 'Skilled nursing facility' })], is('not-met')],
    ['type hospital admission, class AMB', [until(20, { class: 'AMB', type: '32485007' })], is('met definite')],
    [
      'for nothing but an injury: met, and said so',
      [visitDiagnosis('S72.001A', ago(23), { id: 's' }), until(20, { principal: 'Condition/s' })],
      is('met injury'),
    ],
    [
      'an injury and another stay',
      [visitDiagnosis('S72.001A', ago(23), { id: 's' }), until(20, { principal: 'Condition/s' }), until(5)],
      is('met !injury'),
    ],
    [
      'for nothing but an injury, at a site that does not count it',
      [visitDiagnosis('S72.001A', ago(23), { id: 's' }), until(20, { principal: 'Condition/s' })],
      is('not-met'),
      { options: { thresholds: { 'recent-unplanned-admission': { countInjury: false } } } },
    ],
    [
      'psychiatric',
      [visitDiagnosis('F32.2', ago(23), { id: 'f' }), until(20, { principal: 'Condition/f' })],
      is('not-met'),
    ],
    [
      'psychiatric, at a site that counts it',
      [visitDiagnosis('F32.2', ago(23), { id: 'f' }), until(20, { principal: 'Condition/f' })],
      is('met'),
      { options: { thresholds: { 'recent-unplanned-admission': { countPsychiatric: true } } } },
    ],
    [
      'not recorded as planned, at a site that does not presume',
      [until(20)],
      is('not-met'),
      { options: { thresholds: { 'recent-unplanned-admission': { countPresumedUnplanned: false } } } },
    ],
    [
      'by the words of a local class',
      [until(20, { class: `${LOCAL_CLASS}|12|Hospital inpatient` })],
      is('met probable supporting'),
    ],
    ['principal diagnosis not received', [until(20, { principal: 'Condition/lost' })], is('met probable')],
    [
      'transfers are one stay',
      [until(20, { to: 'other-hcf' }), stay({ start: at(20, '12:00'), end: at(10, '10:00') })],
      { ...is('met'), unplanned: 1 },
    ],
  ];
  decide(rows, STAGE_IV);
});

describe('what cannot be told', () => {
  const unknown = (start: number, end: number | null): Resource =>
    stay({ class: null, start: at(start, '10:00'), end: end === null ? null : at(end, '10:00') });
  const rows: readonly Row[] = [
    ['a visit of unknown kind in the window', [unknown(20, 18)], is('not-assessable class-unknown')],
    ['a visit of unknown kind that ended in the window', [unknown(40, 25)], is('not-assessable class-unknown')],
    ['a visit of unknown kind before the window', [unknown(40, 35)], is('not-met')],
    [
      'a visit of unknown kind without an end, long ago',
      [stay({ class: null, start: ago(300), status: 'finished' })],
      is('not-met'),
    ],
    ['a visit without a date', [stay({ start: null })], is('not-assessable class-unknown')],
    ['a visit of unknown kind beside a stay that counts', [unknown(20, 18), until(10)], is('met definite')],
    ['75 days on paper, ended lately', [stay({ start: ago(80), end: ago(5) })], is('not-assessable class-unknown')],
    [
      'encounters not granted',
      [until(20)],
      is('not-assessable scope-not-granted'),
      { states: { Encounter: 'forbidden' } },
    ],
    [
      'encounters truncated, none seen',
      [until(60)],
      is('not-assessable truncated'),
      { states: { Encounter: 'partial' } },
    ],
    ['encounters truncated, one seen', [until(20)], is('met definite'), { states: { Encounter: 'partial' } }],
    ['procedures not granted, no stay', [], is('not-met'), { states: { Procedure: 'forbidden' } }],
  ];
  decide(rows, STAGE_IV);
});

describe('whose stay', () => {
  decide([
    ['stage I lung cancer', [...LUNG_STAGE_I, until(20)], is('not-applicable')],
    ['stage II breast cancer', [...STAGE_II, until(20)], is('not-applicable')],
    ['stage not recorded', [condition('C34.90'), until(20)], is('met supporting')],
    ['no cancer', [condition('I50.9'), until(20)], is('not-applicable')],
  ]);
});

describe('what is said', () => {
  const said = (resources: readonly Resource[], others?: Readonly<Record<string, readonly Resource[]>>) => {
    const result = assessOf([...STAGE_IV, ...resources], others === undefined ? {} : { others }).triggers.find(
      (one) => one.id === 'recent-unplanned-admission',
    );
    if (result === undefined) throw new Error('not asked');
    return { because: say(result.because), caveats: result.caveats.map(say), evidence: result.evidence };
  };

  test('presumed: never "unplanned"', () => {
    const { because, evidence } = said([until(20, { id: 'in' })]);
    expect(because).toContain('not recorded as planned');
    expect(because).not.toContain('unplanned');
    expect(evidence.map((one) => one.reference)).toEqual(['Encounter/in']);
  });

  test('the stay that goes on before the one that ended', () => {
    expect(said([until(20), stay({ start: at(2, '10:00'), end: null, priority: 'EM' })]).because).toMatch(
      /^In hospital since .*, unplanned$/,
    );
  });

  test('acute care elsewhere is invisible, while only one server was asked', () => {
    expect(said([]).caveats).toContain('Hospital stays elsewhere are not visible here');
    expect(said([until(20)]).caveats).toContain('Hospital stays elsewhere are not visible here');
    expect(said([until(20)], { adt: [] }).caveats).not.toContain('Hospital stays elsewhere are not visible here');
  });

  test('procedures not received: the plan could not be seen', () => {
    const result = assessOf([...STAGE_IV, until(20)], { states: { Procedure: 'forbidden' } }).triggers.find(
      (one) => one.id === 'recent-unplanned-admission',
    );
    expect(result?.caveats.map(({ code }) => code)).toContain('plan-not-visible');
  });

  test('a planned stay is shown beside the "no"', () => {
    expect(said([until(20, { priority: 'EL' })]).because).toBe('No unplanned hospital stay in 30 days, 1 planned');
  });
});

describe('situations of the reference (9)', () => {
  const rows: readonly Row[] = [
    [
      '5: ED 23:40, ward 01:10',
      [edVisit(at(28, '23:40'), at(27, '01:05')), stay({ start: at(27, '01:10'), end: at(20, '10:00') })],
      { ...is('met'), edVisits: 1, unplanned: 1 },
    ],
    ['8: nursing facility, class NONAC', [until(20, { class: 'NONAC' })], is('not-met')],
    [
      '10: planned surgery, home, back through the ED ten hours later',
      [
        stay({ start: at(25, '08:00'), end: at(18, '10:00'), to: 'home', priority: 'EL' }),
        edVisit(at(18, '20:00'), at(18, '23:00')),
        stay({ start: at(18, '23:10'), end: at(15, '10:00') }),
      ],
      { ...is('met'), edVisits: 1, unplanned: 1, planned: 1 },
    ],
    [
      '53: three encounters of a local class',
      [1, 2, 3].map((index) =>
        stay({ class: `${LOCAL_CLASS}|12|`, start: at(index * 20 + 5, '10:00'), end: at(index * 20, '10:00') }),
      ),
      { ...is('not-assessable class-unknown'), unplanned: null },
    ],
  ];
  decide(rows, STAGE_IV);

  decide([
    [
      '4: two stays of chemoradiation, stage I',
      [
        ...LUNG_STAGE_I,
        ...[40, 10].flatMap((day) => [until(day, { type: '185347001' }), procedure('703423002', at(day + 7, '12:00'))]),
      ],
      { ...is('not-applicable'), planned: 2, unplanned: 0 },
    ],
  ]);
});

test('the stay in which the patient died is no trigger', () => {
  expect(assessOf([...STAGE_IV, until(5, { to: 'exp' })]).triggers).toEqual([]);
});

describe('what is said of a stay', () => {
  const saidOf = (resource: Resource): string | undefined => {
    const found = assessOf([...STAGE_IV, resource]).triggers.find(({ id }) => id === 'recent-unplanned-admission');
    return found === undefined ? undefined : say(found.because);
  };

  test('a finished stay without an end is given no end that nobody recorded', () => {
    expect(saidOf(stay({ start: ago(20), status: 'finished' }))).toBe(
      'Hospital stay from 23 Oct 2026, end not recorded, not recorded as planned',
    );
    expect(saidOf(stay({ start: ago(20), status: 'finished', priority: 'EM' }))).toBe(
      'Hospital stay from 23 Oct 2026, end not recorded, unplanned',
    );
  });
  test('one with an end is', () => {
    expect(saidOf(stay({ start: ago(20), end: ago(15), priority: 'EM' }))).toBe(
      'Hospital stay until 28 Oct 2026, unplanned',
    );
  });
});
