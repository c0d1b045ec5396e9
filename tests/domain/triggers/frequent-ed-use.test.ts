/** Trigger 21: repeated emergency or observation visits, or one for a complication of treatment (clinical reference 3.2 row 21). */
import { describe, expect, test } from 'vitest';
import {
  ago,
  assessOf,
  at,
  coded,
  condition,
  daysInHospital,
  edVisit,
  LOCAL_CLASS,
  procedure,
  STAGE_II,
  STAGE_IV,
  stay,
  visitDiagnosis,
  type Resource,
} from '../../support/chart-of.ts';
import { given, order } from '../../support/builders/treatment.ts';
import { decide, type Row } from '../../support/scenario-table.ts';
import { say } from '../../../src/words/say.ts';

const is = (claim: string): { readonly triggers: { readonly 'frequent-ed-use': string } } => ({
  triggers: { 'frequent-ed-use': claim },
});
const CARBOPLATIN = '40048';
const ANASTROZOLE = '84857';
type Said = Parameters<typeof edVisit>[2];
/** Four hours in the emergency department. */
const visit = (day: number, said: Said = {}): Resource => edVisit(at(day, '08:00'), at(day, '12:00'), said);
const because = (code: string, day: number, said: Said = {}): readonly Resource[] => [
  visitDiagnosis(code, ago(day), { id: `why-${day}` }),
  visit(day, { principal: `Condition/why-${day}`, ...said }),
];
const observed = (day: number): Resource =>
  stay({ class: 'OBSENC', start: at(day, '08:00'), end: at(day - 1, '14:00') });

describe('repeated visits', () => {
  const rows: readonly Row[] = [
    ['two', [visit(60), visit(20)], is('met supporting definite counted')],
    ['one', [visit(20)], is('not-met')],
    ['none', [], is('not-met')],
    ['90 days ago and today', [visit(90), visit(0)], is('met')],
    ['91 days ago and today', [visit(91), visit(0)], is('not-met')],
    ['an emergency visit and an observation stay', [visit(60), observed(20)], is('met')],
    ['one observation stay of 30 hours', [observed(20)], { ...is('not-met'), edVisits: 0 }],
    [
      'a visit that became observation is one',
      [edVisit(at(20, '04:00'), at(20, '07:30')), observed(20)],
      { ...is('not-met'), edVisits: 1 },
    ],
    [
      'a visit that became an admission does not count',
      [visit(60), edVisit(at(20, '04:00'), at(20, '09:30')), daysInHospital(20)],
      { ...is('not-met'), edVisits: 2 },
    ],
    [
      'two visits on one day',
      [edVisit(at(20, '04:00'), at(20, '06:00')), edVisit(at(20, '20:00'), at(20, '23:00'))],
      is('met'),
    ],
    ['one visit told twice', [visit(20, { id: 'a' }), visit(20, { id: 'b' })], is('not-met')],
    [
      'one by the words of a local class: how many there were cannot be told',
      [visit(60), visit(20, { class: `${LOCAL_CLASS}|9|Emergency` })],
      { edVisits: null },
    ],
    [
      'the same, and it became an admission',
      [edVisit(at(20, '04:00'), at(20, '09:30'), { class: `${LOCAL_CLASS}|9|Emergency` }), daysInHospital(20)],
      { edVisits: null },
    ],
    [
      'an admission by words that says it came through emergency',
      [daysInHospital(20, { class: `${LOCAL_CLASS}|9|Inpatient`, from: 'emergency' })],
      { edVisits: 1 },
    ],
    [
      'by the words of a local class',
      [60, 20].map((day) => visit(day, { class: `${LOCAL_CLASS}|9|Emergency` })),
      is('met probable'),
    ],
    ['one of "2026-08"', [visit(20), edVisit('2026-08', '2026-08')], is('met probable')],
    [
      'three at this site',
      [visit(60), visit(20)],
      is('not-met'),
      { options: { thresholds: { 'frequent-ed-use': { count: 3 } } } },
    ],
    ['two falls', [...because('S72.001A', 60), ...because('S01.01XA', 20)], is('not-met')],
    [
      'two falls, at a site that counts them',
      [...because('S72.001A', 60), ...because('S01.01XA', 20)],
      is('met'),
      { options: { thresholds: { 'frequent-ed-use': { countInjury: true } } } },
    ],
    ['a psychiatric visit', [...because('F32.2', 60), visit(20)], is('not-met')],
    ['withdrawal', [...because('F10.231', 60), visit(20)], is('not-met')],
    ['a detoxification visit by type', [visit(60, { type: '56876005' }), visit(20)], is('not-met')],
  ];
  decide(rows, STAGE_IV);
});

describe('one visit for a complication within 30 days of treatment', () => {
  const rows: readonly Row[] = [
    [
      'fever, carboplatin 30 days before',
      [given(CARBOPLATIN, ago(50)), ...because('R50.9', 20)],
      is('met supporting definite'),
    ],
    ['fever, carboplatin 31 days before', [given(CARBOPLATIN, ago(51)), ...because('R50.9', 20)], is('not-met')],
    ['fever on the day of carboplatin', [given(CARBOPLATIN, ago(20)), ...because('R50.9', 20)], is('met')],
    ['carboplatin after the visit', [given(CARBOPLATIN, ago(19)), ...because('R50.9', 20)], is('not-met')],
    ['the visit 91 days ago', [given(CARBOPLATIN, ago(100)), ...because('R50.9', 91)], is('not-met')],
    ['pneumonia', [given(CARBOPLATIN, ago(30)), ...because('J18.9', 20)], is('met')],
    ['as reason code', [given(CARBOPLATIN, ago(30)), visit(20, { more: { reasonCode: [coded('R11.2')] } })], is('met')],
    [
      'as the diagnosis that names the visit',
      [
        given(CARBOPLATIN, ago(30)),
        visit(20, { id: 'ed' }),
        visitDiagnosis('D70.1', ago(20), { encounter: 'Encounter/ed' }),
      ],
      is('met'),
    ],
    [
      'beside cancer as the principal diagnosis',
      [
        given(CARBOPLATIN, ago(30)),
        visitDiagnosis('R50.9', ago(20), { id: 'fever' }),
        visit(20, {
          more: {
            diagnosis: [
              { condition: { reference: 'Condition/lung' }, rank: 1 },
              { condition: { reference: 'Condition/fever' }, rank: 2 },
            ],
          },
        }),
      ],
      is('met'),
    ],
    ['a sprain', [given(CARBOPLATIN, ago(30)), ...because('M54.5', 20)], is('not-met')],
    ['endocrine treatment only', [given(ANASTROZOLE, ago(30)), ...because('R50.9', 20)], is('not-met')],
    ['chemotherapy as a procedure', [procedure('367336001', ago(30)), ...because('R50.9', 20)], is('met')],
    ['a single order: probable', [order(CARBOPLATIN, ago(30)), ...because('R50.9', 20)], is('met probable')],
    ['fever, no treatment on record', [...because('R50.9', 20)], is('not-met')],
    [
      'fever in an observation stay',
      [
        given(CARBOPLATIN, ago(30)),
        visitDiagnosis('R50.9', ago(20), { id: 'f' }),
        stay({ class: 'OBSENC', start: at(20, '08:00'), end: at(19, '08:00'), principal: 'Condition/f' }),
      ],
      is('met'),
    ],
    [
      'it became an admission: trigger 19, not this one',
      [
        given(CARBOPLATIN, ago(30)),
        visitDiagnosis('R50.9', ago(20), { id: 'f' }),
        edVisit(at(20, '04:00'), at(20, '09:30'), { principal: 'Condition/f' }),
        daysInHospital(20),
      ],
      is('not-met'),
    ],
  ];
  decide(rows, STAGE_IV);
});

describe('what cannot be told', () => {
  const rows: readonly Row[] = [
    [
      'treated, reason of the visit not recorded',
      [given(CARBOPLATIN, ago(30)), visit(20)],
      is('not-assessable never-recorded'),
    ],
    [
      'treated, the reason was not received',
      [given(CARBOPLATIN, ago(30)), visit(20, { principal: 'Condition/lost' })],
      is('not-assessable never-recorded'),
    ],
    [
      'treated, the reason in words only',
      [given(CARBOPLATIN, ago(30)), visit(20, { more: { reasonCode: [{ text: 'fever' }] } })],
      is('not-assessable never-recorded'),
    ],
    ['not treated, reason not recorded', [visit(20)], is('not-met')],
    [
      'fever, treatment not readable',
      [...because('R50.9', 20)],
      is('not-assessable possible'),
      { states: { MedicationAdministration: 'forbidden' } },
    ],
    [
      'a sprain, treatment not readable',
      [...because('M54.5', 20)],
      is('not-met'),
      { states: { MedicationAdministration: 'forbidden' } },
    ],
    ['no visit, treatment not readable', [], is('not-met'), { states: { MedicationAdministration: 'forbidden' } }],
    [
      'a visit of unknown kind',
      [stay({ class: null, start: at(20, '08:00'), end: at(20, '10:00') })],
      is('not-assessable class-unknown'),
    ],
    ['encounters not granted', [], is('not-assessable scope-not-granted'), { states: { Encounter: 'forbidden' } }],
    ['encounters truncated, two seen', [visit(60), visit(20)], is('met'), { states: { Encounter: 'partial' } }],
  ];
  decide(rows, STAGE_IV);
});

describe('whose visits', () => {
  decide([
    ['stage II', [...STAGE_II, visit(60), visit(20)], is('met supporting')],
    ['no cancer', [condition('I50.9'), visit(60), visit(20)], is('not-applicable')],
  ]);
});

test('what is said: visits, treatment, and that other hospitals are not seen', () => {
  const said = (resources: readonly Resource[]) => {
    const result = assessOf([...STAGE_IV, ...resources]).triggers.find((one) => one.id === 'frequent-ed-use');
    return result === undefined
      ? null
      : {
          because: say(result.because),
          caveats: result.caveats.map(({ code }) => code),
          refs: result.evidence.map((one) => one.reference),
        };
  };
  expect(said([visit(60), visit(20)])).toMatchObject({
    because: expect.stringMatching(/^Two emergency or observation visits in 90 days: /) as string,
    caveats: ['acute-care-elsewhere'],
  });
  const treated = said([given(CARBOPLATIN, ago(30)), ...because('R50.9', 20, { id: 'ed' })]);
  expect(treated?.because).toContain('carboplatin');
  expect(treated?.refs).toEqual(expect.arrayContaining(['Encounter/ed']));
  expect(treated?.refs.some((one) => one.startsWith('MedicationAdministration/'))).toBe(true);
});
