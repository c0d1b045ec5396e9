/** Trigger 14: moderate symptoms that last or grow, or moderate distress (clinical reference 3.2 row 14). */
import { describe } from 'vitest';
import { ago, STAGE_II, STAGE_IV, type Resource } from '../../support/chart-of.ts';
import { esas, flowsheet, gad7, pain, phq9, thermometer } from '../../support/builders/observations.ts';
import { order } from '../../support/builders/treatment.ts';
import { decide, type Row } from '../../support/scenario-table.ts';

const ID = 'persistent-moderate-symptoms';
const row = (situation: string, resources: readonly Resource[], claim: string): Row => [
  situation,
  resources,
  { triggers: { [ID]: claim } },
];
const MET = 'met supporting definite';

/** Only mood was asked about: the body was not. */
const NO_SYMPTOM = 'not-assessable never-recorded';

describe('a symptom that lasts', () => {
  decide(
    [
      row('4 twice, 7 days apart', [pain(4, ago(10)), pain(4, ago(3))], `${MET} physical`),
      row('4 twice, 6 days apart', [pain(4, ago(9)), pain(4, ago(3))], 'not-assessable possible'),
      row(
        '4 and 3.9: only one is moderate, and the latest',
        [pain(3.9, ago(30)), pain(4, ago(3))],
        'not-assessable possible',
      ),
      row('the latest below 4', [pain(6, ago(30)), pain(6, ago(20)), pain(3, ago(3))], 'not-met'),
      row('the earlier one 60 days ago', [pain(5, ago(60)), pain(5, ago(3))], MET),
      row('the earlier one 61 days ago', [pain(5, ago(61)), pain(5, ago(3))], 'not-assessable possible'),
      row(
        'two different items, one reading each',
        [pain(5, ago(20)), esas('nausea', 5, ago(3))],
        'not-assessable possible',
      ),
      row('the same reading sent twice', [pain(5, ago(3)), pain(5, ago(3))], 'not-assessable possible'),
      row(
        'low mood 5 twice: distress only',
        [esas('depression', 5, ago(20)), esas('depression', 5, ago(3))],
        `${MET} distress-only`,
      ),
      row('all below 4', [pain(3, ago(20)), esas('nausea', 1, ago(3))], 'not-met'),
      row('nothing asked', [], 'not-assessable never-recorded'),
      row('asked 61 days ago', [pain(1, ago(61))], 'not-assessable stale'),
      row('an imprecise earlier date', [pain(5, '2026-09'), pain(5, ago(3))], 'met supporting probable'),
    ],
    STAGE_IV,
  );
});

describe('two symptoms, one rising', () => {
  decide(
    [
      row('pain 2 then 4, nausea 4', [pain(2, ago(20)), pain(4, ago(3)), esas('nausea', 4, ago(3))], MET),
      row(
        'pain 3 then 4: a rise of one',
        [pain(3, ago(20)), pain(4, ago(3)), esas('nausea', 4, ago(3))],
        'not-assessable possible',
      ),
      row(
        'the second symptom below 4',
        [pain(2, ago(20)), pain(4, ago(3)), esas('nausea', 3, ago(3))],
        'not-assessable possible',
      ),
      row(
        'the earlier reading 6 days before',
        [pain(2, ago(9)), pain(4, ago(3)), esas('nausea', 4, ago(3))],
        'not-assessable possible',
      ),
      row(
        'the second symptom on another day',
        [pain(2, ago(20)), pain(4, ago(3)), esas('nausea', 4, ago(10))],
        'not-assessable possible',
      ),
    ],
    STAGE_IV,
  );
});

describe('pain while on an opioid', () => {
  const morphine = order('morphine sulfate 15 MG Oral Tablet', ago(40));
  decide(
    [
      row('4 on two days, 3 days apart, on morphine', [morphine, pain(4, ago(6)), pain(4, ago(3))], `${MET} physical`),
      row('the same without an opioid', [pain(4, ago(6)), pain(4, ago(3))], 'not-assessable possible'),
      row(
        'morphine begun between the two',
        [order('morphine sulfate 15 MG Oral Tablet', ago(4)), pain(4, ago(6)), pain(4, ago(3))],
        'not-assessable possible',
      ),
      row('twice on one day', [morphine, pain(4, ago(3)), pain(5, ago(3))], 'not-assessable possible'),
    ],
    STAGE_IV,
  );
});

describe('distress and quality of life', () => {
  decide(
    [
      row('PHQ-9 7', [phq9(7, ago(5))], NO_SYMPTOM),
      row('PHQ-9 8', [phq9(8, ago(5))], `${MET} distress-only`),
      row('PHQ-9 14', [phq9(14, ago(5))], MET),
      row('PHQ-9 15 is rule 15', [phq9(15, ago(5))], NO_SYMPTOM),
      row('PHQ-9 8, 60 days old', [phq9(8, ago(60))], MET),
      row('PHQ-9 8, 61 days old', [phq9(8, ago(61))], 'not-assessable'),
      row('PHQ-9 12, then 3', [phq9(12, ago(40)), phq9(3, ago(5))], NO_SYMPTOM),
      row('GAD-7 9', [gad7(9, ago(5))], NO_SYMPTOM),
      row('GAD-7 10', [gad7(10, ago(5))], MET),
      row('distress 3', [thermometer(3, ago(5))], NO_SYMPTOM),
      row('distress 4', [thermometer(4, ago(5))], `${MET} distress-only`),
      row('distress 7', [thermometer(7, ago(5))], MET),
      row('distress 8 is rule 15', [thermometer(8, ago(5))], NO_SYMPTOM),
      row('distress 4, 30 days old', [thermometer(4, ago(30))], MET),
      row('distress 4, 31 days old', [thermometer(4, ago(31))], 'not-assessable'),
      row(
        'FACT-L down by 10',
        [flowsheet('FACT-L total score', 90, ago(90)), flowsheet('FACT-L total score', 80, ago(5))],
        MET,
      ),
      row(
        'FACT-L down by 9',
        [flowsheet('FACT-L total score', 89, ago(90)), flowsheet('FACT-L total score', 80, ago(5))],
        'not-met',
      ),
      row(
        'FACT-G down by 5',
        [flowsheet('FACT-G total score', 85, ago(90)), flowsheet('FACT-G total score', 80, ago(5))],
        MET,
      ),
      row(
        'FACT-L and FACT-G are not compared',
        [flowsheet('FACT-L total score', 95, ago(90)), flowsheet('FACT-G total score', 80, ago(5))],
        'not-met',
      ),
      row(
        'a physical symptom beside PHQ-9: physical',
        [phq9(8, ago(5)), pain(5, ago(20)), pain(5, ago(3))],
        `${MET} physical !distress-only`,
      ),
    ],
    STAGE_IV,
  );
});

describe('situation 34', () => {
  const rows: readonly Row[] = [
    [
      'stage II breast, PHQ-9 12 last week: distress only',
      [...STAGE_II, phq9(12, ago(7))],
      {
        triggers: { [ID]: `${MET} distress-only`, 'severe-emotional-distress': 'not-met' },
        level: 'oncology-team',
        tasks: ['psycho-oncology'],
      },
    ],
  ];
  decide(rows);
});
