/** What is recorded and not understood stands in the way of "no": an older value does not answer in its place (3.1). */
import { describe, expect, test } from 'vitest';
import { say } from '../../../src/words/say.ts';
import {
  albumin,
  calcium,
  dehydrogenase,
  esas,
  flowsheet,
  gad7,
  item,
  pain,
  phq9,
  quantity,
  questionnaire,
  weight,
} from '../../support/builders/observations.ts';
import {
  ago,
  assessOf,
  at,
  coded,
  condition,
  ecog,
  karnofsky,
  observation,
  STAGE_II,
  STAGE_IV,
  stay,
  type Resource,
} from '../../support/chart-of.ts';
import { decide, type Row } from '../../support/scenario-table.ts';

const table =
  (id: string) =>
  (situation: string, resources: readonly Resource[], claim: string): Row => [
    situation,
    resources,
    { triggers: { [id]: claim } },
  ];
const WHICH = 'not-assessable value-imprecise';
const UNIT = 'not-assessable unit-unknown';
const said = (value: string, days: number): Resource => observation('72514-3', ago(days), { valueString: value });
const inWard = { encounter: { reference: 'Encounter/ward' } };
const ward = stay({ id: 'ward', start: at(25, '10:00'), end: at(18, '10:00') });

describe('11: the latest performance status', () => {
  const row = table('poor-performance-status');
  const LIMITED = 'Capable of only limited selfcare, confined to bed or chair more than half of waking hours';
  decide(
    [
      row(
        'ECOG 4 in hospital 20 days ago, ECOG 1 before',
        [ward, ecog(4, ago(20), inWard), ecog(1, ago(50))],
        'not-assessable stale',
      ),
      row(
        'ECOG 4 in hospital, ECOG 3 at the clinic on the day',
        [ward, ecog(4, ago(20), inWard), ecog(3, ago(20))],
        'met',
      ),
      row('newer words of no grade', [ecog(1, ago(20)), ecog('quite poorly', ago(2))], WHICH),
      row('"declined to answer" is no reading', [ecog(1, ago(20)), ecog('Patient declined', ago(2))], 'not-met'),
      row('the words of grade 3', [ecog(1, ago(40)), ecog(LIMITED, ago(2))], 'met'),
      row(
        'the words of grade 2',
        [ecog('Ambulatory and capable of all selfcare but unable to carry out any work activities', ago(2))],
        'not-met',
      ),
      row('Karnofsky in words', [karnofsky(90, ago(20)), karnofsky('Disabled; requires special care', ago(2))], WHICH),
      row(
        '3 with a share of the day',
        [ecog('3 - Capable of only limited self-care; in bed more than 50% of waking hours', ago(5))],
        'met',
      ),
      row('4, 100% bedridden', [ecog('4 = Completely disabled, 100% bedridden', ago(5))], 'met'),
      row('2 -> 3 is a range', [ecog('2 -> 3', ago(5))], WHICH),
      row('"2, on bad days 3" is a range', [ecog('2, on bad days 3', ago(5))], WHICH),
      row(
        'Eastern Cooperative Oncology Group',
        [flowsheet('Eastern Cooperative Oncology Group status', 3, ago(5))],
        'met',
      ),
      row('WHO performance status', [flowsheet('WHO performance status', 3, ago(5))], 'met'),
      row('PPSv2', [flowsheet('PPSv2', 40, ago(5))], 'met'),
      row(
        'a comment beside it',
        [ecog(1, ago(20)), flowsheet('ECOG comment', 'walks with a stick', ago(2))],
        'not-met',
      ),
      row(
        'SNOMED CT observable, coded grade',
        [observation('423740007', ago(5), { valueCodeableConcept: coded('423053003') })],
        'met',
      ),
      row('a grade as a finding', [observation('423053003', ago(5), { valueBoolean: true })], 'met'),
      row(
        'a grade as a finding, taken back',
        [observation('423053003', ago(5), { valueBoolean: false })],
        'not-assessable never-recorded',
      ),
      row('a grade as a diagnosis', [condition('423237006', { onset: ago(5) })], 'met bedbound'),
      row(
        'a grade as a diagnosis, resolved',
        [condition('423237006', { onset: ago(5), status: 'resolved' })],
        'not-assessable never-recorded',
      ),
      row(
        'a grade as an unconfirmed diagnosis',
        [condition('423237006', { onset: ago(5), verification: 'provisional' })],
        'not-assessable never-recorded',
      ),
      row(
        'a period that begins before the window: only probable',
        [observation('89247-1', null, { valueInteger: 3 }, { effectivePeriod: { start: ago(200), end: ago(5) } })],
        'met probable',
      ),
      row(
        'a period inside the window',
        [observation('89247-1', null, { valueInteger: 3 }, { effectivePeriod: { start: ago(20), end: ago(5) } })],
        'met definite',
      ),
    ],
    STAGE_IV,
  );
});

describe('13: the latest score of each symptom', () => {
  const row = table('severe-physical-symptom');
  const NEVER = 'not-assessable never-recorded';
  decide(
    [
      row('2, then "Severe"', [pain(2, ago(20)), said('Severe', 2)], WHICH),
      row('8, then "Severe"', [pain(8, ago(20)), said('Severe', 2)], WHICH),
      row('2, then "8-9"', [pain(2, ago(20)), said('8-9', 2)], WHICH),
      row('2, then 75 without a scale', [pain(2, ago(20)), pain(75, ago(2))], WHICH),
      row('"Severe", then 2', [said('Severe', 20), pain(2, ago(2))], 'not-met'),
      row('"Severe" and 2 on one day', [said('Severe', 2), pain(2, ago(2))], WHICH),
      row('"Severe" 31 days ago', [said('Severe', 31), pain(2, ago(35))], 'not-assessable stale'),
      row('pain "Severe", nausea 8', [said('Severe', 2), esas('nausea', 8, ago(2))], 'met'),
      row('2, then "Patient declined"', [pain(2, ago(20)), said('Patient declined', 2)], 'not-met'),
      row('2, and the name of the scale', [pain(2, ago(2)), flowsheet('Pain scale', '0-10', ago(2))], 'not-met'),
      row(
        '"Severe" in a stay, 2 at the clinic',
        [ward, pain(2, ago(28)), observation('72514-3', ago(20), { valueString: 'Severe' }, inWard)],
        'not-met',
      ),
      ...[
        'Pain goal (0-10)',
        'Acceptable pain level',
        'Pain relief (0-100%)',
        'Comfort goal (pain score)',
        'Functional pain goal 0-10',
        'Pain at its least (0-10)',
      ].map((name) => row(`${name} is no score`, [flowsheet(name, 8, ago(5))], NEVER)),
      ...['Behavioral Pain Scale', 'CPOT pain score', 'PAINAD pain score', 'FLACC pain score'].map((name) =>
        row(`${name} is another scale`, [flowsheet(name, 8, ago(5))], NEVER),
      ),
      row(
        'a goal after a score',
        [flowsheet('Pain score', 8, at(3, '09:00')), flowsheet('Pain goal', 3, at(3, '09:02'))],
        'met',
      ),
      row(
        'worst 8, average 4 two minutes later',
        [flowsheet('Worst pain (0-10)', 8, at(3, '09:00')), flowsheet('Average pain (0-10)', 4, at(3, '09:02'))],
        'met',
      ),
      row(
        'worst 8, now 3 in the evening',
        [flowsheet('Worst pain (0-10)', 8, at(3, '09:00')), flowsheet('Pain now (0-10)', 3, at(3, '19:00'))],
        'not-met',
      ),
    ],
    STAGE_IV,
  );

  test('and nothing reassuring is said beside it', () => {
    const { recommendation } = assessOf([...STAGE_II, ecog(1, ago(10)), pain(2, ago(9)), said('Severe', 1)]);
    expect(say(recommendation.headline)).toBe(
      'Too little is recorded to say: a symptom score of 11 Nov 2026 is not clear: ask again.',
    );
  });

  test('nor beside an ECOG of hospital that no longer counts', () => {
    const { recommendation } = assessOf([
      ...STAGE_II,
      stay({ id: 'ward', start: ago(300), end: ago(18) }),
      ecog(4, ago(20), inWard),
      ecog(1, ago(50)),
      pain(2, ago(5)),
    ]);
    expect(say(recommendation.headline)).not.toContain('ECOG');
  });

  test('a metastatic patient is not known to be well', () => {
    const well = [...STAGE_IV, ecog(0, ago(20)), pain(2, ago(20))];
    expect(assessOf(well).recommendation.level).toBe('oncology-team');
    expect(assessOf([...well, said('Severe', 2)]).recommendation.level).toBe('navigator');
  });
});

describe('14 and 15: distress', () => {
  const [moderate, severe] = [table('persistent-moderate-symptoms'), table('severe-emotional-distress')];
  const ITEMS = ['44250-9', '44255-8', '44259-0', '44254-1', '44251-7', '44258-2', '44252-5', '44253-3', '44260-8'];
  const answered = (count: number, answer: string): Resource =>
    questionnaire(
      ITEMS.slice(0, count).map((code) =>
        item(`/${code}`, { valueCoding: { system: 'http://loinc.org', code: answer } }),
      ),
      ago(5),
    );
  decide(
    [
      severe(
        'PHQ-9 3, then "severe"',
        [phq9(3, ago(20)), observation('44261-6', ago(2), { valueString: 'severe' })],
        WHICH,
      ),
      severe('nine answers "nearly every day" without a total: 27', [answered(9, 'LA6571-9')], 'met'),
      severe('nine answers "several days" without a total: 9', [answered(9, 'LA6569-3')], 'not-met'),
      severe('eight answers', [answered(8, 'LA6571-9')], WHICH),
      severe('the two of PHQ-2', [answered(2, 'LA6571-9')], 'not-assessable never-recorded'),
      severe('answers, and the total of the day', [answered(8, 'LA6571-9'), phq9(7, ago(5))], 'not-met'),
      severe(
        'nine items by number, in words',
        [
          questionnaire(
            [1, 2, 3, 4, 5, 6, 7, 8, 9].map((n) => item(`phq9-q${n}`, { valueString: 'More than half the days' })),
            ago(5),
            { questionnaire: 'http://example.org/Questionnaire/PHQ-9' },
          ),
        ],
        'met',
      ),
      moderate('only GAD-7: no symptom was asked about', [gad7(2, ago(5))], 'not-assessable never-recorded'),
      moderate('GAD-7 and pain', [gad7(2, ago(5)), pain(1, ago(5))], 'not-met'),
      moderate('pain 1, then "Severe"', [pain(1, ago(20)), said('Severe', 5)], WHICH),
    ],
    STAGE_IV,
  );

  test.each([
    ['beside severe distress', [pain(1, ago(5)), phq9(20, ago(5))], false],
    ['with a low score', [pain(1, ago(5)), phq9(2, ago(5))], true],
    ['when it was not asked about', [pain(1, ago(5))], false],
  ])('"no moderate distress" %s', (_, resources, isSaid) => {
    const found = assessOf([...STAGE_IV, ...resources]).triggers.find(
      ({ id }) => id === 'persistent-moderate-symptoms',
    );
    expect(found === undefined ? '' : say(found.because).includes('no moderate distress')).toBe(isSaid);
  });
});

describe('9, 17, 18: measured since, and not to be read', () => {
  const [high, labs, lost] = [
    table('malignant-hypercalcemia'),
    table('adverse-prognostic-labs'),
    table('cachexia-weight-loss'),
  ];
  const normalLdh = dehydrogenase(150, 250, ago(50));
  const six = [weight(80, ago(180)), weight(79, ago(28))];
  decide(
    [
      high('calcium 9.5, then 13.9 without a unit', [calcium(9.5, ago(80)), calcium(13.9, ago(3), null)], UNIT),
      high(
        'calcium 9.5, then ">15.0"',
        [calcium(9.5, ago(80)), observation('17861-6', ago(3), { valueString: '>15.0' })],
        UNIT,
      ),
      high('calcium without a unit, then 9.5', [calcium(13.9, ago(80), null), calcium(9.5, ago(3))], 'not-met'),
      high(
        'calcium 9.5, then "not performed"',
        [calcium(9.5, ago(80)), observation('17861-6', ago(3), { valueString: 'Test not performed' })],
        'not-met',
      ),
      high('calcium 13.9, then one without a unit', [calcium(13.9, ago(10)), calcium(9, ago(3), null)], 'met'),
      labs('albumin 4.0, then 19 without a unit', [albumin(4, ago(50)), albumin(19, ago(3), null), normalLdh], UNIT),
      labs(
        'albumin 3.1; LDH normal, then without a limit',
        [albumin(3.1, ago(3)), normalLdh, dehydrogenase(900, null, ago(3))],
        WHICH,
      ),
      labs(
        'albumin 4.0; LDH without a limit cannot change it',
        [albumin(4, ago(3)), normalLdh, dehydrogenase(900, null, ago(3))],
        'not-met',
      ),
      lost('weight 79, then 150 without a unit', [...six, weight(150, ago(2), null)], UNIT),
      lost(
        'weight without a unit, then 79',
        [weight(80, ago(180)), weight(150, ago(40), null), weight(79, ago(2))],
        'not-met',
      ),
      lost('down by 54 % in six months: which?', [weight(176, ago(180)), weight(80, ago(2))], WHICH),
    ],
    STAGE_IV,
  );

  test('the change of weight is then not told', () => {
    expect(assessOf([...STAGE_IV, ...six]).facts.weightChange).not.toBeNull();
    expect(assessOf([...STAGE_IV, ...six, weight(150, ago(2), null)]).facts.weightChange).toBeNull();
  });
});

describe('45755-6, hospice care received', () => {
  const YES = { coding: [{ system: 'http://loinc.org', code: 'LA33-6' }] };
  const NO = { coding: [{ system: 'http://loinc.org', code: 'LA32-8' }] };
  const answer = (value: object, days: number): Resource => observation('45755-6', ago(days), { ...value });
  const discharged = stay({ start: ago(110), end: ago(100), to: 'hosp' });
  decide(
    [
      ['LA33-6', [answer({ valueCodeableConcept: YES }, 60)], { gate: 'hospice', hospice: true }],
      ['"Yes"', [answer({ valueString: 'Yes' }, 60)], { gate: 'hospice', hospice: true }],
      ['LA32-8', [answer({ valueCodeableConcept: NO }, 60)], { gate: null, hospice: false }],
      ['"No"', [answer({ valueString: 'No' }, 60)], { gate: null, hospice: false }],
      ['discharged to hospice 100 days ago', [discharged], { gate: 'hospice', hospice: true }],
      ['and "No" since', [discharged, answer({ valueCodeableConcept: NO }, 10)], { gate: null, hospice: null }],
      ['"No" before', [discharged, answer({ valueCodeableConcept: NO }, 150)], { gate: 'hospice', hospice: true }],
    ],
    STAGE_IV,
  );
});

test('a code without words goes by our own name', () => {
  const found = assessOf([...STAGE_IV, observation('72514-3', ago(5), quantity(8, '{score}'))]);
  const evidence = found.triggers.find(({ id }) => id === 'severe-physical-symptom')?.evidence;
  expect(evidence?.map(({ label }) => label)).toEqual(['Pain, 0 to 10']);
});
