/** Trigger 22: a long unplanned stay, or intensive care (clinical reference 3.2 row 22, 3.3). */
import { describe, expect, test } from 'vitest';
import {
  ago,
  assessOf,
  at,
  condition,
  edVisit,
  LUNG_STAGE_I,
  procedure,
  STAGE_IV,
  stay,
  visitDiagnosis,
  type Resource,
} from '../../support/chart-of.ts';
import { lasted, lay, ward } from '../../support/builders/acute-care.ts';
import { decide, type Row } from '../../support/scenario-table.ts';
import { say } from '../../../src/words/say.ts';

const is = (claim: string): { readonly triggers: { readonly 'prolonged-or-icu-stay': string } } => ({
  triggers: { 'prolonged-or-icu-stay': claim },
});
const PANCREATECTOMY = '33149006';
const lying = (days: number, more: Parameters<typeof stay>[0] = {}): Resource =>
  stay({ start: at(20 + days, '10:00'), end: at(20, '10:00'), to: 'home', ...more });

describe('a long stay', () => {
  const rows: readonly Row[] = [
    ['8 days', [lying(8)], is('met supporting definite')],
    ['8 days, over since two months', [stay({ start: at(68, '10:00'), end: at(60, '10:00') })], is('met counted')],
    ['7 days', [lying(7)], is('not-met')],
    ['7 days and an hour', [stay({ start: at(27, '10:00'), end: at(20, '11:00') })], is('met definite')],
    ['dates only, 7 nights', [stay({ start: ago(27), end: ago(20) })], is('not-met')],
    ['dates only, 8 nights', [stay({ start: ago(28), end: ago(20) })], is('met definite')],
    ['planned', [lying(10, { priority: 'EL' })], is('not-met')],
    [
      'two wards one after another',
      [stay({ start: at(30, '10:00'), end: at(26, '10:00') }), stay({ start: at(26, '11:00'), end: at(20, '10:00') })],
      is('met definite'),
    ],
    [
      'two stays of five days',
      [stay({ start: at(40, '10:00'), end: at(35, '10:00'), to: 'home' }), lying(5)],
      is('not-met'),
    ],
    ['in hospital since 8 days', [stay({ start: ago(8), end: null })], is('met definite')],
    ['in hospital since 7 days', [stay({ start: ago(7), end: null })], is('not-met')],
    [
      'then four weeks of rehabilitation',
      [lying(5), stay({ start: at(20, '12:00'), end: at(1, '10:00'), typeText: 'Inpatient rehabilitation' })],
      is('not-met'),
    ],
    ['by its length: 9 days', [stay({ start: ago(29), status: 'finished', more: lasted(9, 'd') })], is('met definite')],
    ['by its length: 100 hours', [stay({ start: ago(29), status: 'finished', more: lasted(100, 'h') })], is('not-met')],
    ['ended 90 days ago', [stay({ start: at(100, '10:00'), end: at(90, '10:00') })], is('met')],
    ['ended 91 days ago', [stay({ start: at(101, '10:00'), end: at(91, '10:00') })], is('not-met')],
    [
      'with a stem-cell transplant',
      [stay({ start: at(45, '10:00'), end: at(20, '10:00'), from: 'emergency' }), procedure('1172516002', ago(38))],
      is('not-met'),
    ],
    [
      'fourteen days at this site',
      [lying(10)],
      is('not-met'),
      { options: { thresholds: { 'prolonged-or-icu-stay': { stayDays: 14 } } } },
    ],
    [
      'not presumed at this site',
      [lying(10)],
      is('not-met'),
      { options: { thresholds: { 'prolonged-or-icu-stay': { countPresumedUnplanned: false } } } },
    ],
    [
      'a fall: met, and said so',
      [visitDiagnosis('S72.001A', ago(30), { id: 's' }), lying(10, { principal: 'Condition/s' })],
      is('met injury'),
    ],
    [
      'psychiatric',
      [visitDiagnosis('F32.2', ago(30), { id: 'f' }), lying(10, { principal: 'Condition/f' })],
      is('not-met'),
    ],
  ];
  decide(rows, STAGE_IV);

  decide([
    [
      'induction of acute leukemia, relapsed: long by its nature',
      [
        condition('C92.02', { onset: ago(200) }),
        stay({ start: at(45, '10:00'), end: at(20, '10:00'), from: 'emergency' }),
        procedure('367336001', ago(40)),
      ],
      is('not-met'),
    ],
  ]);
});

describe('intensive care', () => {
  const icu = (start?: string, end?: string) => ({
    more: { location: [lay({ reference: 'Location/w' }, start, end)] },
  });
  const MEDICAL = ward('w', { hsloc: '1027-2' });
  const rows: readonly Row[] = [
    ['by HSLOC in an unplanned stay', [lying(3, icu()), MEDICAL], is('met definite')],
    ['by type', [lying(3, { type: '305351004' })], is('met definite')],
    ['by the name of the ward: probable', [lying(3, icu()), ward('w', { name: 'SICU' })], is('met probable')],
    [
      'by the display of the reference: probable',
      [lying(3, { more: { location: [lay({ display: 'Intensive Care' })] } })],
      is('met probable'),
    ],
    [
      'by name in a stay that is long anyway: definite',
      [lying(9, icu()), ward('w', { name: 'SICU' })],
      is('met definite'),
    ],
    ['an ordinary ward', [lying(3, icu()), ward('w', { name: '4 West', hsloc: '1060-3' })], is('not-met')],
    ['a ward that was not sent', [lying(3, icu())], is('not-assessable possible')],
    [
      'in a planned stay, hours not told, no operation',
      [lying(3, { ...icu(), priority: 'EL' }), MEDICAL],
      is('not-met'),
    ],
    [
      'in an observation stay',
      [stay({ class: 'OBSENC', start: at(21, '10:00'), end: at(20, '10:00'), ...icu() }), MEDICAL],
      is('met'),
    ],
    ['in the emergency department', [edVisit(at(20, '08:00'), at(20, '12:00'), icu()), MEDICAL], is('not-met')],
    ['no ward recorded at all', [lying(3)], is('not-met')],
  ];
  decide(rows, STAGE_IV);
});

describe('intensive care after elective surgery', () => {
  const operated = (start?: string, end?: string): readonly Resource[] => [
    lying(6, { priority: 'EL', more: { location: [lay({ reference: 'Location/w' }, start, end)] } }),
    procedure(PANCREATECTOMY, at(26, '12:00')),
    ward('w', { hsloc: '1030-6' }),
  ];
  const rows: readonly Row[] = [
    ['73 hours', [...operated(at(26, '18:00'), at(23, '19:00'))], is('met supporting definite')],
    ['72 hours', [...operated(at(26, '18:00'), at(23, '18:00'))], is('not-met')],
    ['hours not recorded', [...operated()], is('not-assessable date-unknown')],
    [
      '24 hours at this site',
      [...operated(at(26, '18:00'), at(25, '20:00'))],
      is('met'),
      { options: { thresholds: { 'prolonged-or-icu-stay': { intensiveCareHours: 24 } } } },
    ],
  ];
  decide(rows, STAGE_IV);
});

describe('what cannot be told', () => {
  const rows: readonly Row[] = [
    [
      'no end recorded, begun 20 days ago',
      [stay({ start: ago(20), status: 'finished' })],
      is('not-assessable date-unknown'),
    ],
    ['no end recorded, begun 200 days ago', [stay({ start: ago(200), status: 'finished' })], is('not-met')],
    [
      'no end and intensive care, begun 100 days ago: in the window or not',
      [stay({ start: ago(100), status: 'finished', type: '305351004' })],
      is('not-assessable date-unknown'),
    ],
    [
      'a visit of unknown kind',
      [stay({ class: null, start: ago(20), end: ago(10) })],
      is('not-assessable class-unknown'),
    ],
    ['encounters not granted', [], is('not-assessable scope-not-granted'), { states: { Encounter: 'forbidden' } }],
    [
      'wards not granted, name in the reference',
      [lying(3, { more: { location: [lay({ reference: 'Location/w', display: '4 West' })] } })],
      is('not-met'),
      { states: { Location: 'forbidden' } },
    ],
    [
      'wards not granted, no name',
      [lying(3, { more: { location: [lay({ reference: 'Location/w' })] } })],
      is('not-assessable possible'),
      { states: { Location: 'forbidden' } },
    ],
  ];
  decide(rows, STAGE_IV);

  decide([
    ['stage I', [...LUNG_STAGE_I, lying(10)], is('not-applicable')],
    ['stage not recorded', [condition('C34.90'), lying(10)], is('met supporting')],
  ]);
});

test('what is said', () => {
  const said = (resources: readonly Resource[]): string => {
    const result = assessOf([...STAGE_IV, ...resources]).triggers.find((one) => one.id === 'prolonged-or-icu-stay');
    expect(result?.caveats.map(({ code }) => code)).toContain('acute-care-elsewhere');
    return result === undefined ? '' : say(result.because);
  };
  expect(said([lying(9)])).toMatch(/^Hospital stay of 9 days, /);
  expect(said([stay({ start: ago(9), end: null })])).toMatch(/^Hospital stay of 9 days, since /);
  expect(said([stay({ start: ago(20), status: 'finished' })])).toMatch(/^Length of stay unknown: no end recorded/);
  expect(said([])).toBe('No hospital stay in 90 days');
  expect(said([lying(3)])).toBe('No long or intensive-care stay in 90 days');
});
