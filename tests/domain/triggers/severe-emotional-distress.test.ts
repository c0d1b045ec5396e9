/** Trigger 15: severe emotional distress (clinical reference 3.2 row 15). */
import { describe } from 'vitest';
import { ago, observation, STAGE_II, STAGE_IV, type Resource } from '../../support/chart-of.ts';
import {
  entered,
  esas,
  flowsheet,
  gad7,
  item,
  pain,
  panel,
  phq9,
  questionnaire,
  thermometer,
} from '../../support/builders/observations.ts';
import { decide, type Row } from '../../support/scenario-table.ts';

const ID = 'severe-emotional-distress';
const row = (situation: string, resources: readonly Resource[], claim: string): Row => [
  situation,
  resources,
  { triggers: { [ID]: claim } },
];
const MET = 'met major definite';
const NEVER = 'not-assessable never-recorded';

describe('scores, stage IV', () => {
  decide(
    [
      row('PHQ-9 14', [phq9(14, ago(5))], 'not-met'),
      row('PHQ-9 15', [phq9(15, ago(5))], MET),
      row('PHQ-9 15, 60 days old', [phq9(15, ago(60))], MET),
      row('PHQ-9 15, 61 days old', [phq9(15, ago(61))], 'not-assessable stale'),
      row('PHQ-9 20, then 5', [phq9(20, ago(40)), phq9(5, ago(5))], 'not-met'),
      row('PHQ-9 28 is none: which?', [phq9(28, ago(5))], 'not-assessable value-imprecise'),
      row('PHQ-9 without a date', [phq9(20, null)], 'not-assessable date-unknown'),
      row('GAD-7 14', [gad7(14, ago(5))], 'not-met'),
      row('GAD-7 15', [gad7(15, ago(5))], MET),
      row('distress 7', [thermometer(7, ago(5))], 'not-met'),
      row('distress 8', [thermometer(8, ago(5))], MET),
      row('distress 8, 30 days old', [thermometer(8, ago(30))], MET),
      row('distress 8, 31 days old', [thermometer(8, ago(31))], 'not-assessable stale'),
      row('ESAS anxiety 7', [esas('anxiety', 7, ago(5))], MET),
      row('ESAS depression 6', [esas('depression', 6, ago(5))], 'not-met'),
      row('ESAS anxiety 7, 31 days old', [esas('anxiety', 7, ago(31))], NEVER),
      row('only pain asked', [pain(9, ago(5))], NEVER),
      row('PHQ-2 is not enough', [observation('55758-7', ago(5), { valueInteger: 6 })], NEVER),
      row('the teen instrument is not used', [observation('89204-2', ago(5), { valueInteger: 20 })], NEVER),
      row('the GAD-7 questionnaire carries no score', [observation('69737-5', ago(5), { valueInteger: 20 })], NEVER),
      row('a self-harm item is no distress score', [observation('44260-8', ago(5), { valueInteger: 3 })], NEVER),
      row('local PHQ-9 total', [flowsheet('PHQ-9 Total Score', 16, ago(5))], MET),
      row('local PHQ-9 item 1', [flowsheet('PHQ-9 question 1', 16, ago(5))], NEVER),
      row(
        'PHQ-9 panel',
        [
          panel(
            'PHQ-9',
            [
              ['44261-6', { valueInteger: 17 }],
              ['44260-8', { valueInteger: 0 }],
            ],
            ago(5),
          ),
        ],
        MET,
      ),
      row(
        'PHQ-9 as a questionnaire, total by LOINC in the link',
        [questionnaire([item('/44249-1/44261-6', { valueDecimal: 18 })], ago(5))],
        MET,
      ),
      row(
        'PHQ-9 as a questionnaire, total by name, nested',
        [
          questionnaire([{ linkId: 'g', item: [item('phq9-total', { valueInteger: 18 }, 'Total score')] }], ago(5), {
            questionnaire: 'http://example.org/Questionnaire/phq-9',
          }),
        ],
        MET,
      ),
      row(
        'single items of the PHQ-9 are no total',
        [
          questionnaire(
            [
              item('phq9-1', { valueInteger: 3 }, 'Little interest'),
              item('phq9-2', { valueInteger: 3 }, 'Feeling down'),
            ],
            ago(5),
            {
              questionnaire: 'http://example.org/Questionnaire/phq-9',
            },
          ),
        ],
        NEVER,
      ),
      row(
        'what is entered in the product is read under its own links only',
        [entered('phq-9 total', { valueInteger: 20 }, ago(5))],
        NEVER,
      ),
    ],
    STAGE_IV,
  );
});

describe('strength', () => {
  const rows: readonly Row[] = [
    [
      'advanced: specialist',
      [...STAGE_IV, phq9(18, ago(5))],
      { triggers: { [ID]: MET }, level: 'specialist', urgency: 'soon' },
    ],
    [
      'not advanced: the team, psycho-oncology',
      [...STAGE_II, phq9(18, ago(5))],
      { triggers: { [ID]: 'met supporting definite' }, level: 'oncology-team', tasks: ['psycho-oncology'] },
    ],
  ];
  decide(rows);
});
