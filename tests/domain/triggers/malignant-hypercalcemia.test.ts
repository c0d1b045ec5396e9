/** Trigger 9: hypercalcemia with an active cancer (clinical reference 3.2 row 9, 2.5). */
import { describe } from 'vitest';
import { ago, at, condition, observation, STAGE_II, STAGE_IV, type Resource } from '../../support/chart-of.ts';
import { albumin, calcium, ionizedCalcium, quantity } from '../../support/builders/observations.ts';
import { order } from '../../support/builders/treatment.ts';
import { decide, type Row } from '../../support/scenario-table.ts';

const ID = 'malignant-hypercalcemia';
const row = (situation: string, resources: readonly Resource[], claim: string): Row => [
  situation,
  resources,
  { triggers: { [ID]: claim } },
];
const MAJOR = 'met major definite';
const SUPPORTING = 'met supporting definite';
const NEVER = 'not-assessable never-recorded';

describe('total calcium, stage IV', () => {
  decide(
    [
      row('12.6 with albumin 4.0', [calcium(12.6, ago(5)), albumin(4, ago(5))], MAJOR),
      row('12.5 with albumin 4.0: supporting', [calcium(12.5, ago(5)), albumin(4, ago(5))], SUPPORTING),
      row('11.6', [calcium(11.6, ago(5)), albumin(4, ago(5))], SUPPORTING),
      row('11.5', [calcium(11.5, ago(5)), albumin(4, ago(5))], 'not-met'),
      row('11.8 with albumin 2.0 is 13.4 (situation 29)', [calcium(11.8, ago(3)), albumin(2, ago(3))], MAJOR),
      row('albumin in g/L', [calcium(11.8, ago(3)), albumin(20, ago(3), 'g/L')], MAJOR),
      row('albumin 7 days away corrects', [calcium(11.8, ago(3)), albumin(2, ago(10))], MAJOR),
      row('albumin 8 days away does not', [calcium(11.8, ago(3)), albumin(2, ago(11))], SUPPORTING),
      row(
        'the albumin nearest in time corrects',
        [calcium(11.8, ago(5)), albumin(2, ago(10)), albumin(4, ago(4))],
        SUPPORTING,
      ),
      row('albumin drawn after it corrects too', [calcium(11.8, ago(5)), albumin(2, ago(1))], MAJOR),
      row('a high albumin corrects downward', [calcium(12.6, ago(5)), albumin(5, ago(5))], SUPPORTING),
      row('no albumin: uncorrected', [calcium(12.6, ago(5))], MAJOR),
      row('3.13 mmol/L', [calcium(3.13, ago(5), 'mmol/L'), albumin(40, ago(5), 'g/L')], MAJOR),
      row('3.12 mmol/L: supporting', [calcium(3.12, ago(5), 'mmol/L'), albumin(40, ago(5), 'g/L')], SUPPORTING),
      row('2.88 mmol/L', [calcium(2.88, ago(5), 'mmol/L'), albumin(40, ago(5), 'g/L')], SUPPORTING),
      row('2.87 mmol/L', [calcium(2.87, ago(5), 'mmol/L'), albumin(40, ago(5), 'g/L')], 'not-met'),
      row(
        'situation 28: 3.2 mmol/L, 40 days ago',
        [calcium(3.2, ago(40), 'mmol/L'), albumin(40, ago(40), 'g/L')],
        MAJOR,
      ),
      row('90 days ago', [calcium(13, ago(90))], MAJOR),
      row('91 days ago', [calcium(13, ago(91))], 'not-assessable stale'),
      row('never', [], NEVER),
      row('only albumin', [albumin(4, ago(5))], NEVER),
      row('no unit', [calcium(13, ago(5), null)], 'not-assessable unit-unknown'),
      row('g/dL is no unit of calcium', [calcium(14.2, ago(5), 'g/dL')], 'not-assessable unit-unknown'),
      row('mmol written over a mg/dL value', [calcium(9.4, ago(5), 'mmol/L')], 'not-assessable unit-unknown'),
      row('no date', [calcium(13, null)], 'not-assessable date-unknown'),
      row('"> 15"', [observation('17861-6', ago(5), quantity(15, 'mg/dL', { comparator: '>' }))], MAJOR),
      row(
        '"< 15" says nothing',
        [observation('17861-6', ago(5), quantity(15, 'mg/dL', { comparator: '<' }))],
        'not-assessable',
      ),
      row('a month that lies partly in the window', [calcium(13, '2026-08')], 'met supporting probable'),
    ],
    STAGE_IV,
  );
});

describe('over time', () => {
  decide(
    [
      row('11.6 twice, 7 days apart', [calcium(11.6, ago(12)), calcium(11.7, ago(5))], MAJOR),
      row('11.6 twice, 6 days apart', [calcium(11.6, ago(11)), calcium(11.7, ago(5))], SUPPORTING),
      row('13, then 11 ten days later: no longer the latest', [calcium(13, ago(20)), calcium(11, ago(10))], SUPPORTING),
      row('13, then normal 30 days ago: still counts', [calcium(13, ago(40)), calcium(10.5, ago(30))], SUPPORTING),
      row('13, then normal 31 days ago: ended', [calcium(13, ago(40)), calcium(10.5, ago(31))], 'not-met'),
      row('13, then 10.6 31 days ago: not normal', [calcium(13, ago(40)), calcium(10.6, ago(31))], SUPPORTING),
      row('normal 60 days ago, 13 now', [calcium(10, ago(60)), calcium(13, ago(5))], MAJOR),
      row(
        '13 in the morning, 11 in the evening',
        [calcium(13, at(5, '07:00')), calcium(11, at(5, '19:00'))],
        SUPPORTING,
      ),
    ],
    STAGE_IV,
  );
});

describe('ionized calcium and codes', () => {
  decide(
    [
      row('1.61 mmol/L', [ionizedCalcium(1.61, ago(5))], MAJOR),
      row('1.6 mmol/L: supporting', [ionizedCalcium(1.6, ago(5))], SUPPORTING),
      row('1.51 mmol/L', [ionizedCalcium(1.51, ago(5))], SUPPORTING),
      row('1.5 mmol/L', [ionizedCalcium(1.5, ago(5))], 'not-met'),
      row('6.5 mg/dL is 1.62 mmol/L', [ionizedCalcium(6.5, ago(5), 'mg/dL')], MAJOR),
      row('E83.52, 90 days ago', [condition('E83.52', { onset: ago(90) })], SUPPORTING),
      row('E83.52, 91 days ago', [condition('E83.52', { onset: ago(91) })], NEVER),
      row(
        'E83.52 unconfirmed: possible',
        [condition('E83.52', { onset: ago(5), verification: 'provisional' })],
        'not-assessable possible',
      ),
      row(
        'E83.52, normal calcium 31 days ago, later than it',
        [condition('E83.52', { onset: ago(60) }), calcium(10, ago(31))],
        'not-met',
      ),
    ],
    STAGE_IV,
  );
});

describe('other causes, myeloma, strength', () => {
  const myeloma = condition('C90.00', { onset: ago(30) });
  const rows: readonly Row[] = [
    row('not advanced: supporting', [...STAGE_II, calcium(13, ago(5))], SUPPORTING),
    row('hyperparathyroidism: supporting', [...STAGE_IV, condition('E21.0'), calcium(13, ago(5))], SUPPORTING),
    row(
      'lithium: supporting',
      [...STAGE_IV, order('lithium carbonate 300 MG Oral Capsule', ago(20)), calcium(13, ago(5))],
      SUPPORTING,
    ),
    row('myeloma without an ionized value: supporting', [myeloma, calcium(13, ago(5)), albumin(4, ago(5))], SUPPORTING),
    row('no cancer', [calcium(13, ago(5))], 'not-applicable'),
    [
      'observations not read, coded: supporting',
      [...STAGE_IV, condition('E83.52', { onset: ago(5) })],
      { triggers: { [ID]: SUPPORTING } },
      { states: { Observation: 'forbidden' } },
    ],
    [
      'diagnoses truncated, calcium normal: cannot tell',
      [...STAGE_IV, calcium(9, ago(5))],
      { triggers: { [ID]: 'not-assessable truncated' } },
      { states: { Condition: 'partial' } },
    ],
  ];
  decide(rows);
});
