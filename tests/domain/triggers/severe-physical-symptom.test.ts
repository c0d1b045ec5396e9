/** Trigger 13: a severe physical symptom (clinical reference 3.2 row 13, 2.5). */
import { describe } from 'vitest';
import {
  ago,
  at,
  condition,
  procedure,
  SNOMED,
  STAGE_II,
  STAGE_IV,
  stay,
  type Resource,
} from '../../support/chart-of.ts';
import { esas, flowsheet, pain, panel, questionnaire, item, phq9 } from '../../support/builders/observations.ts';
import { decide, type Row } from '../../support/scenario-table.ts';

const ID = 'severe-physical-symptom';
const row = (situation: string, resources: readonly Resource[], claim: string): Row => [
  situation,
  resources,
  { triggers: { [ID]: claim } },
];
const SEVERE = 'met major definite';
const NEVER = 'not-assessable never-recorded';
const WHICH = 'not-assessable value-imprecise';

describe('the latest score within 30 days, stage IV', () => {
  decide(
    [
      row('pain 7', [pain(7, ago(20))], `${SEVERE} !within-7-days`),
      row('pain 6.9', [pain(6.9, ago(20))], 'not-met'),
      row('pain 0', [pain(0, ago(20))], 'not-met'),
      row('pain 8, 7 days old: fresh', [pain(8, ago(7))], `${SEVERE} within-7-days`),
      row('pain 8, 8 days old: not fresh', [pain(8, ago(8))], `${SEVERE} !within-7-days`),
      row('29 days old', [pain(8, ago(29))], SEVERE),
      row('30 days old', [pain(8, ago(30))], SEVERE),
      row('31 days old: stale', [pain(8, ago(31))], 'not-assessable stale'),
      row('nothing asked', [], NEVER),
      row('no date', [pain(8, null)], 'not-assessable date-unknown'),
      row('no date, and not severe', [pain(3, null)], NEVER),
      row('a month that lies partly in the window', [pain(8, '2026-10')], 'met supporting probable'),
      row('8, then 3: better now', [pain(8, ago(20)), pain(3, ago(5))], 'not-met'),
      row('3, then 8: worse now', [pain(3, ago(20)), pain(8, ago(5))], SEVERE),
      row('3 and 8 on one day without times: the worse', [pain(3, ago(5)), pain(8, ago(5))], SEVERE),
      row('8 in the morning, 3 in the evening', [pain(8, at(5, '08:00')), pain(3, at(5, '20:00'))], 'not-met'),
      row('pain 2, nausea 8: each item for itself', [pain(2, ago(5)), esas('nausea', 8, ago(9))], SEVERE),
      row('low mood 9 is rule 15', [esas('depression', 9, ago(5))], NEVER),
      row('wellbeing 9 is no physical symptom', [esas('wellbeing', 9, ago(5))], NEVER),
      row('only a PHQ-9', [phq9(20, ago(5))], NEVER),
    ],
    STAGE_IV,
  );
});

describe('scales', () => {
  decide(
    [
      row('pain VAS 70 mm', [flowsheet('Pain VAS', 70, ago(5))], SEVERE),
      row('pain VAS 69 mm', [flowsheet('Pain VAS', 69, ago(5))], 'not-met'),
      row('pain 0-100: 7 is mild', [flowsheet('Pain score (0-100)', 7, ago(5))], 'not-met'),
      row('pain 0-10 of 70: which?', [pain(70, ago(5))], WHICH),
      row('"8/10"', [flowsheet('Pain score', '8/10', ago(5))], SEVERE),
      row('"8 out of 10"', [flowsheet('Pain score', '8 out of 10', ago(5))], SEVERE),
      row('"7-8" is not one score', [flowsheet('Pain score', '7-8', ago(5))], WHICH),
      row('"worse" is no score', [flowsheet('Pain score', 'worse', ago(5))], WHICH),
      row('PRO-CTCAE severity 3', [flowsheet('PRO-CTCAE nausea severity', 3, ago(5))], SEVERE),
      row('PRO-CTCAE "Severe"', [flowsheet('PRO-CTCAE nausea severity', 'Severe', ago(5))], SEVERE),
      row('PRO-CTCAE severity 2', [flowsheet('PRO-CTCAE nausea severity', 2, ago(5))], 'not-met'),
      row('PRO-CTCAE frequency 4 is not severity', [flowsheet('PRO-CTCAE nausea frequency', 4, ago(5))], NEVER),
      row('PROMIS fatigue T 70', [flowsheet('PROMIS fatigue T-score', 70, ago(5))], SEVERE),
      row('PROMIS fatigue T 69', [flowsheet('PROMIS fatigue T-score', 69, ago(5))], 'not-met'),
      row('PROMIS raw score 30', [flowsheet('PROMIS fatigue raw score', 30, ago(5))], NEVER),
      row('PROMIS physical function is no symptom', [flowsheet('PROMIS physical function T-score', 28, ago(5))], NEVER),
      row('infant scale', [flowsheet('FLACC pain score', 9, ago(5))], NEVER),
      row('ESAS total is no symptom', [flowsheet('ESAS-r total score', 9, ago(5))], NEVER),
      row('a name that only mentions pain', [flowsheet('Pain', 9, ago(5))], NEVER),
      row(
        'ESAS panel',
        [
          panel(
            'ESAS-r',
            [
              ['Pain', { valueInteger: 3 }],
              ['Shortness of breath', { valueInteger: 9 }],
            ],
            ago(5),
          ),
        ],
        SEVERE,
      ),
      row(
        'ESAS as a questionnaire',
        [
          questionnaire([item('q1', { valueInteger: 8 }, 'Pain'), item('q2', { valueInteger: 1 }, 'Nausea')], ago(5), {
            questionnaire: 'http://example.org/Questionnaire/ESAS-r',
          }),
        ],
        SEVERE,
      ),
    ],
    STAGE_IV,
  );
});

const ward = stay({ id: 'ward', start: at(12, '10:00'), end: at(8, '10:00') });
const onTheWard = { encounter: { reference: 'Encounter/ward' } };

describe('hospital and operations', () => {
  decide(
    [
      row(
        '8 on the ward, 2 at home before it: the one at home',
        [ward, pain(8, ago(10), onTheWard), pain(2, ago(20))],
        'not-met',
      ),
      row('8 on the ward, nothing else', [ward, pain(8, ago(10), onTheWard)], SEVERE),
      row(
        '8 on a day of the stay, without an encounter; 2 at home',
        [ward, pain(8, ago(10)), pain(2, ago(20))],
        'not-met',
      ),
      row(
        '8 six days after an operation, 2 before it',
        [
          procedure('174041007', ago(11), {
            code: { coding: [{ system: SNOMED, code: '80146002', display: 'Appendectomy' }] },
          }),
          pain(8, ago(25)),
          pain(2, ago(3)),
        ],
        'not-met',
      ),
    ],
    STAGE_IV,
  );
});

describe('strength and sources', () => {
  const rows: readonly Row[] = [
    [
      'advanced: specialist, urgent',
      [...STAGE_IV, pain(8, ago(3))],
      { triggers: { [ID]: SEVERE }, level: 'specialist', urgency: 'urgent' },
    ],
    [
      'not advanced: supporting',
      [...STAGE_II, pain(8, ago(3))],
      { triggers: { [ID]: 'met supporting definite' }, level: 'navigator' },
    ],
    [
      'stage unknown: supporting',
      [condition('C50.911'), pain(8, ago(3))],
      { triggers: { [ID]: 'met supporting definite' } },
    ],
    ['no cancer', [pain(8, ago(3))], { triggers: { [ID]: 'not-applicable' } }],
    [
      'questionnaires not read, pain 2: cannot tell',
      [...STAGE_IV, pain(2, ago(3))],
      { triggers: { [ID]: 'not-assessable unsupported' } },
      { states: { QuestionnaireResponse: 'unsupported' } },
    ],
    [
      'questionnaires not read, pain 8: met',
      [...STAGE_IV, pain(8, ago(3))],
      { triggers: { [ID]: SEVERE } },
      { states: { QuestionnaireResponse: 'unsupported' } },
    ],
    [
      'a site that asks from 6',
      [...STAGE_IV, pain(6, ago(3))],
      { triggers: { [ID]: SEVERE } },
      { options: { thresholds: { [ID]: { severe: 6 } } } },
    ],
  ];
  decide(rows);
});
