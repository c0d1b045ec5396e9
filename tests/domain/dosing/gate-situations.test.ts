/** Situations of clinical reference section 9 that a gate decides, through the whole engine. */
import { describe, expect, test } from 'vitest';
import { say } from '../../../src/words/say.ts';
import {
  ago,
  assessOf,
  carePlan,
  condition,
  LUNG_STAGE_I,
  patient,
  procedure,
  referral,
  STAGE_IV,
  stay,
  visitDiagnosis,
  type Claim,
  type More,
  type Resource,
} from '../../support/chart-of.ts';
import { BY_PATIENT, decision, goal, nurseContact } from '../../support/builders/planning.ts';
import { decide, type Row } from '../../support/scenario-table.ts';

const none = (gate: string, more: Claim = {}): Claim => ({ level: 'none', urgency: null, gate, ...more });
const homeHospice = (start: string, end: string | null): Resource =>
  stay({ class: 'HH', type: '305336008', start, end, ...(end === null ? {} : { status: 'finished' }) });
const leftAs = (text: string): More => ({ hospitalization: { dischargeDisposition: { text } } });
const NURSE_CALL: Claim = { level: 'navigator', urgency: 'soon', gate: null };

const rows: readonly Row[] = [
  ['22 hospice open since 40 days', [...STAGE_IV, homeHospice(ago(40), null)], none('hospice', { hospice: true })],
  [
    '22 enrolment ended alive 60 days ago',
    [...STAGE_IV, homeHospice(ago(120), ago(60))],
    { level: 'specialist', urgency: 'soon', gate: null, firstReason: 'Left hospice care on', hospice: false },
  ],
  ['23 Z51.5 last week', [...STAGE_IV, visitDiagnosis('Z51.5', ago(7))], { ...NURSE_CALL, palliative: null }],
  [
    '24 referral active since 20 days',
    [...STAGE_IV, referral('306237005', ago(20))],
    none('referral-open', { reviewOn: ago(-70) }),
  ],
  [
    '24 referral active since 100 days: no gate any more, and not passed over',
    [...STAGE_IV, referral('306237005', ago(100))],
    { gate: null, remark: 'the order is still open after 100 days' },
  ],
  [
    '24 the same as a draft',
    [...STAGE_IV, referral('306237005', ago(20), { status: 'draft' })],
    none('referral-prepared'),
  ],
  [
    '41 a visit ended yesterday, enrolment open',
    [...STAGE_IV, homeHospice(ago(90), null), homeHospice(ago(1), ago(1))],
    none('hospice'),
  ],
  ['41 the visit alone', [...STAGE_IV, homeHospice(ago(1), ago(1))], none('hospice')],
  ['42 enrolled since 220 days', [...STAGE_IV, homeHospice(ago(220), null)], none('hospice')],
  [
    '43 lung stage I, comfort-care plan active since four years',
    [...LUNG_STAGE_I, carePlan('182964004', ago(1460))],
    none('comfort-care-recorded', { palliative: true, hospice: false }),
  ],
  ['44 one visit diagnosis', [visitDiagnosis('C25.0', ago(2))], none('cancer-status-unclear', { M: null })],
  [
    "44 the same, and the patient's wish in their own words",
    [visitDiagnosis('C25.0', ago(2)), goal('Talk with the palliative care team', ago(2), BY_PATIENT)],
    { level: 'specialist', gate: null },
  ],
  [
    '61 seen by the palliative physician 60 days ago',
    [...STAGE_IV, condition('305686008', { recorded: ago(60) })],
    none('under-specialist-care', { palliative: true }),
  ],
  ['already receiving', [...STAGE_IV, decision('already-receiving', ago(20))], none('under-specialist-care')],
  [
    '64 death only as disposition 41',
    [...STAGE_IV, stay({ start: ago(5), end: ago(2), to: '41' })],
    none('deceased', { noTriggers: true }),
  ],
  [
    'patient prefers not to',
    [...STAGE_IV, decision('decline', ago(20))],
    { level: 'oncology-team', urgency: null, gate: 'patient-declined' },
  ],
  ['not now', [...STAGE_IV, decision('defer', ago(10))], none('decision-recorded', { reviewOn: ago(-20) })],
  [
    'our team will do it',
    [...STAGE_IV, decision('oncology-team', ago(10))],
    { level: 'oncology-team', gate: 'decision-recorded' },
  ],
  [
    'the nurse called 20 days ago',
    [...STAGE_IV, nurseContact(ago(20))],
    none('navigator-contact', { reviewOn: ago(-22) }),
  ],
  ['the nurse called 43 days ago', [...STAGE_IV, nurseContact(ago(43))], NURSE_CALL],
  [
    'discharge words that may mean death name the encounter’s own words',
    [...STAGE_IV, stay({ start: ago(5), end: ago(2), more: leftAs('Expired') })],
    none('possibly-deceased', { headline: '(Expired, 10 Nov 2026)' }),
  ],
  [
    'discharge words that may mean hospice ask',
    [...STAGE_IV, stay({ start: ago(45), end: ago(40), more: leftAs('Hospice/Home') })],
    { gate: null, hospice: null, remark: 'Hospice/Home, 3 Oct 2026: is the patient under hospice care?' },
  ],
  [
    'a comfort-care plan on hold asks',
    [...STAGE_IV, carePlan('133918004', ago(40), { status: 'on-hold' })],
    { ...NURSE_CALL, palliative: null, remark: 'A comfort-care plan of 3 Oct 2026 is on hold. Is it current?' },
  ],
  [
    'a completed referral asks',
    [...STAGE_IV, referral('306237005', ago(100), { status: 'completed' })],
    { ...NURSE_CALL, palliative: null, remark: 'completed: is the palliative care team involved now?' },
  ],
  [
    'born 2008: may be 17, answered as an adult',
    [patient({ birthDate: '2008' }), ...STAGE_IV],
    { ...NURSE_CALL, remark: 'The birth date is recorded only as 2008: the patient may be under 18.' },
  ],
  [
    'the same behind a gate',
    [patient({ birthDate: '2008-11' }), ...STAGE_IV, referral('306237005', ago(20))],
    none('referral-open', { remark: 'The birth date is recorded only as Nov 2008: the patient may be under 18.' }),
  ],
  ['procedure of the palliative team', [...STAGE_IV, procedure('395695001', ago(20))], none('under-specialist-care')],
];

test('nothing is said of the age where a month leaves none in doubt', () => {
  const remarks = assessOf([patient({ birthDate: '2008-10' }), ...STAGE_IV]).recommendation.remarks.map(say);
  expect(remarks.join(' ')).not.toContain('birth date');
});

describe('a decision that a later version wrote', () => {
  const SAID = /^A newer version of Alongside recorded a decision here/;
  const remarks = (...more: readonly Resource[]): readonly string[] =>
    assessOf([...STAGE_IV, ...more])
      .recommendation.remarks.map(say)
      .filter((one) => SAID.test(one));
  const on = (date: string): readonly string[] => [
    `A newer version of Alongside recorded a decision here on ${date} that this version cannot read in full; look at it in the EHR.`,
  ];

  test.each<readonly [string, readonly Resource[], readonly string[]]>([
    ['of some days ago', [decision('shared-visit', ago(3))], on('9 Nov 2026')],
    ['of this very day', [decision('shared-visit', ago(0))], on('12 Nov 2026')],
    ['the newest of two', [decision('shared-visit', ago(9)), decision('co-visit', ago(3))], on('9 Nov 2026')],
    ['after a "not now" that stands', [decision('defer', ago(9)), decision('shared-visit', ago(3))], on('9 Nov 2026')],
    ['on one day with a "not now"', [decision('defer', ago(3)), decision('shared-visit', ago(3))], on('9 Nov 2026')],
    ['behind a gate', [referral('306237005', ago(20)), decision('shared-visit', ago(3))], on('9 Nov 2026')],
    [
      'without a day',
      [decision('shared-visit', ago(3), { authoredOn: undefined, executionPeriod: undefined })],
      [
        'A newer version of Alongside recorded a decision here, on a day that is not recorded, that this version cannot read in full; look at it in the EHR.',
      ],
    ],
    ['before a decision that is understood', [decision('shared-visit', ago(9)), decision('defer', ago(3))], []],
    [
      'before a call of the nurse, which decides nothing',
      [decision('shared-visit', ago(9)), nurseContact(ago(3))],
      on('3 Nov 2026'),
    ],
    ['entered in error', [decision('shared-visit', ago(3), { status: 'entered-in-error' })], []],
    ['none', [], []],
  ])('%s', (_, more, said) => {
    expect(remarks(...more)).toEqual(said);
  });
});

describe('gates through the whole engine', () => {
  decide(rows);
});

describe('an order that is still open when it keeps no question back any more', () => {
  const palliative = '306237005';
  const remarks = (...more: readonly Resource[]): readonly string[] =>
    assessOf([...STAGE_IV, ...more])
      .recommendation.remarks.map(say)
      .filter((one) => one.includes('still open'));

  test.each<readonly [what: string, resources: readonly Resource[], said: number]>([
    ['100 days old', [referral(palliative, ago(100))], 1],
    ['91 days old', [referral(palliative, ago(91))], 1],
    ['two of them: the newer one', [referral(palliative, ago(200)), referral(palliative, ago(120))], 1],
    ['400 days old', [referral(palliative, ago(400))], 0],
    ['to hospice', [referral('306205009', ago(100))], 0],
    ['cancelled', [referral(palliative, ago(100), { status: 'revoked' })], 0],
    ['completed', [referral(palliative, ago(100), { status: 'completed' })], 0],
    [
      'a newer one is completed',
      [referral(palliative, ago(100)), referral(palliative, ago(20), { status: 'completed' })],
      0,
    ],
    ['a draft', [referral(palliative, ago(100), { status: 'draft' })], 0],
  ])('is told of, and only then: %s', (_, resources, said) => {
    expect(remarks(...resources)).toHaveLength(said);
  });

  test('with its day and its age', () => {
    const [said] = remarks(referral(palliative, ago(200)), referral(palliative, ago(120)));
    expect(said).toMatch(/^Referred .* 2026; the order is still open after 120 days: /);
  });
});
