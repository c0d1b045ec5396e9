/**
 * The answer as it is said: headline, reasons in their order, remarks, tasks, and when to look again (clinical reference 3.5,
 * 4.2 to 4.4, 8.5).
 */
import { describe, expect, test } from 'vitest';
import { say } from '../../../src/words/say.ts';
import { esas, pain, thermometer, weight } from '../../support/builders/observations.ts';
import { appointment, decision, episodeOfCare, nurseContact, output } from '../../support/builders/planning.ts';
import { given } from '../../support/builders/treatment.ts';
import {
  ago,
  assessOf,
  at,
  carePlan,
  coded,
  condition,
  daysInHospital,
  diseaseStatus,
  ecog,
  edVisit,
  karnofsky,
  observation,
  patient,
  procedure,
  referral,
  STAGE_II,
  STAGE_IV,
  stay,
  type Resource,
  type Scene,
} from '../../support/chart-of.ts';

type Part = (resources: readonly Resource[], scene: Scene | undefined) => readonly string[] | string | number | null;

const headline: Part = (resources, scene) => say(assessOf(resources, scene).recommendation.headline);
const reasons: Part = (resources, scene) =>
  assessOf(resources, scene).recommendation.because.map((one) => say(one.say));
const remarks: Part = (resources, scene) => assessOf(resources, scene).recommendation.remarks.map(say);
const tasks: Part = (resources, scene) => assessOf(resources, scene).recommendation.tasks;
/** Days until the next look. */
const lookAgain: Part = (resources, scene) => {
  const { asOf, recommendation } = assessOf(resources, scene);
  return recommendation.reviewOn === null ? null : recommendation.reviewOn - asOf;
};

type Row = readonly [situation: string, resources: readonly Resource[], expected: ReturnType<Part>, scene?: Scene];

function tell(part: Part, rows: readonly Row[]): void {
  for (const [situation, resources, expected, scene] of rows)
    test(situation, () => {
      expect(part(resources, scene)).toEqual(expected);
    });
}

const VISIT = stay({ class: 'AMB', start: ago(5), end: ago(5) });
const OLD_VISIT = stay({ class: 'AMB', start: ago(300), end: ago(300) });
const WELL = [OLD_VISIT, VISIT, ecog(1, ago(10)), pain(1, ago(10))];
const THINNER = [weight(100, ago(180)), weight(90, ago(5))];
const LUNG_III = [OLD_VISIT, condition('C34.11', { onset: ago(400), stage: 'Stage IIIB' })];
const NEVER_AGAIN = decision('decline', ago(5), {
  output: [output('decision', 'decline'), output('do-not-ask-again', 'true')],
});
const BEDBOUND = [ecog(4, ago(10)), ecog(4, ago(30))];
const oncology = (start: string, more: object = {}): Resource =>
  appointment(start, { specialty: [coded('394593009', 'Medical oncology')], ...more });
const UNREAD: Scene = { states: { CarePlan: 'failed' } };
const LOADING: Scene = { options: { pending: ['Encounter'] } };
const NOTHING_FOR = 'Nothing recorded calls for a supportive-care step now.';

describe('headline: nothing calls for a step', () => {
  tell(headline, [
    ['asked and well', [...STAGE_II, ...WELL], `${NOTHING_FOR} Symptoms last asked 2 Nov 2026, ECOG 1 on 2 Nov 2026.`],
    [
      'by Karnofsky',
      [...STAGE_II, VISIT, karnofsky(90, ago(10)), pain(1, ago(9))],
      `${NOTHING_FOR} Symptoms last asked 3 Nov 2026, Karnofsky 90 on 2 Nov 2026.`,
    ],
    [
      'the newest of several askings is told',
      [...STAGE_II, VISIT, ecog(1, ago(10)), pain(1, ago(25)), esas('nausea', 1, ago(9)), pain(1, ago(12))],
      `${NOTHING_FOR} Symptoms last asked 3 Nov 2026, ECOG 1 on 2 Nov 2026.`,
    ],
    [
      'a function that is too old reassures nobody',
      [...STAGE_II, VISIT, ecog(1, ago(200)), pain(1, ago(9))],
      `${NOTHING_FOR} Symptoms last asked 3 Nov 2026.`,
    ],
    [
      'no symptom was ever asked',
      [...STAGE_II, VISIT, ecog(1, ago(10))],
      `${NOTHING_FOR} No symptom score is on record, ECOG 1 on 2 Nov 2026.`,
    ],
    [
      'blood pressure is no symptom',
      [...STAGE_II, VISIT, ecog(1, ago(10)), weight(80, ago(2))],
      `${NOTHING_FOR} No symptom score is on record, ECOG 1 on 2 Nov 2026.`,
    ],
  ]);
});

describe('headline: too little is known to reassure', () => {
  const LITTLE = 'Too little is recorded to say:';
  tell(headline, [
    ['nothing was asked', [...STAGE_II], `${LITTLE} performance status and symptoms not recorded.`],
    [
      'both were asked long ago',
      [...STAGE_II, ecog(1, ago(200)), pain(1, ago(100))],
      `${LITTLE} performance status not recorded since 26 Apr 2026; symptoms not recorded since 4 Aug 2026.`,
    ],
    [
      'only an undated function',
      [...STAGE_II, ecog(1, null)],
      `${LITTLE} symptoms not recorded; performance status is not clear: ask again.`,
    ],
    ['well, and no stage', [condition('C50.911'), ...WELL], `${LITTLE} stage not recorded.`],
    [
      'no stage, nothing asked',
      [condition('C50.911')],
      `${LITTLE} performance status, symptoms and stage not recorded.`,
    ],
    ['a brain tumor', [condition('C71.9'), ...WELL], `${LITTLE} type or grade of the brain tumor not recorded.`],
    ['a blood cancer', [condition('C90.00')], `${LITTLE} performance status and symptoms not recorded.`],
    [
      'a source could not be read',
      [...STAGE_II, ...WELL],
      'Too little could be read to say: care plans not read completely.',
      UNREAD,
    ],
    [
      'function in words that nobody understands',
      [...STAGE_II, VISIT, ecog('ECOG as before', ago(5)), pain(1, ago(9))],
      `${LITTLE} performance status of 7 Nov 2026 is not clear: ask again.`,
    ],
    [
      'a symptom in words that nobody understands',
      [...STAGE_II, VISIT, ecog(1, ago(5)), observation('72514-3', ago(4), { valueString: 'quite' })],
      `${LITTLE} a symptom score of 8 Nov 2026 is not clear: ask again.`,
    ],
    [
      'both in such words',
      [...STAGE_II, VISIT, ecog('ECOG as before', ago(5)), observation('72514-3', ago(4), { valueString: 'quite' })],
      `${LITTLE} performance status of 7 Nov 2026 is not clear: ask again; a symptom score of 8 Nov 2026 is not clear: ask again.`,
    ],
    [
      'one in such words, of the other nothing, and no stage',
      [condition('C50.911'), VISIT, ecog('ECOG as before', ago(5))],
      `${LITTLE} symptoms and stage not recorded; performance status of 7 Nov 2026 is not clear: ask again.`,
    ],
    [
      'a symptom in such words long ago, and nothing else',
      [...STAGE_II, observation('72514-3', ago(100), { valueString: 'quite' })],
      `${LITTLE} performance status not recorded; symptoms not recorded since 4 Aug 2026.`,
    ],
    [
      'function that was taken in hospital, and counts no longer',
      [
        ...STAGE_II,
        stay({ id: 'ward', start: at(60, '10:00'), end: at(50, '10:00') }),
        ecog(1, ago(55), { encounter: { reference: 'Encounter/ward' } }),
        pain(1, ago(9)),
      ],
      `${LITTLE} performance status of 18 Sep 2026 is not clear: ask again.`,
    ],
    [
      'on treatment, and a source could not be read',
      [...STAGE_II, given('docetaxel', ago(10))],
      'Too little could be read to say: care plans not read completely.',
      UNREAD,
    ],
  ]);
});

const TEAM = 'Supportive care by your own team:';

describe('headline: the oncology team itself, with what is open', () => {
  tell(headline, [
    [
      'on treatment, nothing found',
      [...STAGE_II, ...WELL, given('docetaxel', ago(10))],
      `${TEAM.slice(0, -1)} is suggested: ask about symptoms and advance care planning.`,
    ],
    ['distress', [...STAGE_II, ...WELL, thermometer(5, ago(3))], `${TEAM} distress is open.`],
    ['anxiety', [...STAGE_II, ...WELL, esas('anxiety', 8, ago(3))], `${TEAM} anxiety and distress are open.`],
    ['weight', [...STAGE_II, ...WELL, ...THINNER], `${TEAM} weight and nutrition is open.`],
    [
      'function that got worse',
      [...STAGE_II, VISIT, pain(1, ago(5)), ecog(0, ago(40)), ecog(2, ago(5))],
      `${TEAM} daily function is open.`,
    ],
    ['metastatic and well', [...STAGE_IV, ...WELL], `${TEAM} advance care planning is open.`],
    [
      'found something, though a source could not be read',
      [...STAGE_II, ...WELL, ...THINNER],
      `${TEAM} weight and nutrition is open.`,
      UNREAD,
    ],
    [
      'a low score of what was asked is not open',
      [...STAGE_II, ...WELL, esas('anxiety', 8, ago(3)), esas('nausea', 2, ago(3))],
      `${TEAM} anxiety and distress are open.`,
    ],
  ]);
});

/** Beside what was decided, which speaks first. */
const left: Part = (resources, scene) => {
  const [first] = assessOf(resources, scene).recommendation.remarks;
  return first === undefined ? '' : say(first);
};

describe('what is left to the oncology team, after a decision', () => {
  tell(left, [
    [
      'after "our team will do it": at most three, symptoms first and planning last',
      [...STAGE_IV, ecog(3, ago(20)), decision('oncology-team', ago(5))],
      `${TEAM} daily function, symptoms and advance care planning are open.`,
    ],
    [
      'four are open: three are said',
      [
        ...STAGE_IV,
        ecog(3, ago(20)),
        ...THINNER,
        esas('nausea', 5, ago(6)),
        esas('nausea', 5, ago(20)),
        decision('oncology-team', ago(4)),
      ],
      `${TEAM} nausea, daily function and weight or nutrition are open.`.replace(
        'weight or nutrition',
        'weight and nutrition',
      ),
    ],
    [
      'the patient’s no leaves the team its part',
      [...STAGE_IV, ...WELL, decision('decline', ago(5))],
      `${TEAM} advance care planning is open.`,
    ],
  ]);
});

describe('headline: somebody else is suggested', () => {
  const VISIT_SUGGESTED = 'A supportive & palliative care visit is suggested,';
  tell(headline, [
    ['a nurse call', STAGE_IV, 'A supportive-care nurse call is suggested, within 7 days.'],
    [
      'a nurse call, not all was read',
      STAGE_IV,
      'At least a supportive-care nurse call is suggested, within 7 days.',
      UNREAD,
    ],
    [
      'a nurse call after a discharge',
      [...STAGE_II, ...WELL, daysInHospital(60), daysInHospital(10)],
      'A supportive-care nurse call is suggested, within 2 working days.',
    ],
    ['a visit soon', [...STAGE_IV, ecog(3, ago(5))], `${VISIT_SUGGESTED} within 2 weeks.`],
    ['a visit at once', [...STAGE_IV, pain(8, ago(3))], `${VISIT_SUGGESTED} within 72 hours.`],
    [
      'a visit, in time',
      [condition('C34.11', { onset: ago(30) }), condition('C78.7', { onset: ago(30) })],
      `${VISIT_SUGGESTED} within 4 weeks.`,
    ],
    [
      'a conversation at this visit',
      [...STAGE_IV, ...BEDBOUND],
      'A goals-of-care conversation is suggested at this visit. Prognosis is your judgment.',
    ],
    [
      'a conversation soon',
      [...STAGE_IV, ecog(3, ago(10)), ...THINNER, condition('F05', { onset: ago(20) })],
      'A goals-of-care conversation is suggested within 2 weeks. Prognosis is your judgment.',
    ],
  ]);
});

describe('headline: what makes it sooner, and what does not', () => {
  const CALL = 'A supportive-care nurse call is suggested,';
  const SEEN = 'A supportive & palliative care visit is suggested,';
  const STAYS = [daysInHospital(70), daysInHospital(50)];
  tell(headline, [
    ['two unplanned stays, long over', [...STAGE_II, ...WELL, ...STAYS], `${CALL} within 7 days.`],
    [
      'a planned one since',
      [...STAGE_II, ...WELL, ...STAYS, daysInHospital(10, { priority: 'EL' })],
      `${CALL} within 7 days.`,
    ],
    ['an unplanned one since', [...STAGE_II, ...WELL, ...STAYS, daysInHospital(10)], `${CALL} within 2 working days.`],
    [
      'an unplanned one since, received first',
      [daysInHospital(10), ...STAYS.toReversed(), ...STAGE_II, ...WELL],
      `${CALL} within 2 working days.`,
    ],
    ['a safety line', [...STAGE_IV, condition('I87.1', { onset: ago(5) })], `${SEEN} within 72 hours.`],
    [
      'what it was said of, weeks ago',
      [...STAGE_IV, condition('I87.1', { onset: ago(30) })],
      `${SEEN} within 2 weeks.`,
    ],
    [
      'thoughts of self-harm have their own',
      [...STAGE_IV, condition('R45.851', { onset: ago(5) })],
      `${CALL} within 7 days.`,
    ],
    [
      'stage III of the lung: two that count are enough',
      [
        ...LUNG_III,
        VISIT,
        ...THINNER,
        edVisit(at(40, '08:00'), at(40, '12:00')),
        edVisit(at(30, '08:00'), at(30, '12:00')),
      ],
      `${SEEN} within 2 weeks.`,
    ],
    [
      'advanced otherwise: they are not',
      [
        OLD_VISIT,
        VISIT,
        condition('C50.911', { onset: ago(400) }),
        condition('J91.0', { onset: ago(390) }),
        ...THINNER,
        edVisit(at(40, '08:00'), at(40, '12:00')),
        edVisit(at(30, '08:00'), at(30, '12:00')),
      ],
      `${CALL} within 7 days.`,
    ],
  ]);
});

describe('headline: while sources load, only what was found', () => {
  tell(headline, [
    ['nothing yet', [...STAGE_II, ...WELL], 'Nothing found yet', LOADING],
    [
      'findings, and metastatic disease as their context',
      [...STAGE_IV, pain(8, ago(3)), daysInHospital(20)],
      '3 findings on record.',
      LOADING,
    ],
    [
      'what only makes a task is none',
      [...STAGE_II, ...WELL, given('docetaxel', ago(3))],
      'Nothing found yet',
      LOADING,
    ],
    ['no cancer yet', [condition('I10')], 'Nothing found yet', { options: { pending: ['Observation'] } }],
    ['no cancer', [condition('I10')], 'No active cancer is recorded in what we could read.'],
  ]);
});

describe('reasons: what is enough alone, then what counts, then the context; one finding once', () => {
  const LIVER = 'Secondary malignant neoplasm of liver, recorded 18 Oct 2025';
  tell(reasons, [
    ['metastatic alone', STAGE_IV, [LIVER]],
    [
      'three kinds',
      [...STAGE_IV, ...THINNER, ecog(3, ago(5))],
      ['ECOG 3, 7 Nov 2026', 'Weight down 10% from 16 May 2026 to 7 Nov 2026', LIVER],
    ],
    [
      'stays in a row and progression',
      [...STAGE_IV, diseaseStatus('271299001', ago(20)), daysInHospital(40), daysInHospital(20)],
      [
        'Two hospital stays in 90 days, neither recorded as planned: 3 Oct 2026, 23 Oct 2026',
        'Progression, recorded 23 Oct 2026',
        LIVER,
      ],
    ],
    [
      'what two rules say of one diagnosis is said once',
      [
        condition('C25.0', { display: 'Pancreatic cancer', onset: ago(30) }),
        condition('C78.7', { display: 'Liver metastasis', onset: ago(30) }),
      ],
      ['Pancreatic cancer: advanced, by what is recorded since 13 Oct 2026', 'Liver metastasis, recorded 13 Oct 2026'],
    ],
    [
      'left hospice care comes first',
      [...STAGE_IV, episodeOfCare('305336008', { start: ago(100), end: ago(40) }, { status: 'finished' })],
      ['Left hospice care on 3 Oct 2026', LIVER],
    ],
    [
      'the patient’s no comes first',
      [...STAGE_IV, ecog(3, ago(20)), decision('decline', ago(5))],
      ['Patient prefers not to, 7 Nov 2026. Ask again 5 Feb 2027.', 'ECOG 3, 23 Oct 2026', LIVER],
    ],
    [
      'behind a gate: the gate, then what was found',
      [...STAGE_IV, procedure('305686008', ago(20)), pain(8, ago(3))],
      ['Already seen by the supportive & palliative care team, 23 Oct 2026.', 'Pain 8/10 on 9 Nov 2026', LIVER],
    ],
    ['deceased: none', [patient({ deceasedDateTime: ago(3) }), ...STAGE_IV], []],
    ['under 18: none', [patient({ birthDate: '2012-01-01' }), ...STAGE_IV], []],
    ['no cancer: none', [condition('I10')], []],
  ]);
});

describe('gates: what they say, what they show, and until when', () => {
  const shown: Part = (resources, scene) => {
    const { asOf, recommendation } = assessOf(resources, scene);
    const [first] = recommendation.because;
    const until = recommendation.reviewOn === null ? '' : ` for ${recommendation.reviewOn - asOf} days`;
    return `${say(recommendation.headline)} [${first?.evidence.map(({ reference }) => reference).join(' ') ?? ''}]${until}`;
  };
  const withIv = (...more: readonly Resource[]): readonly Resource[] => [...STAGE_IV, ...more];
  tell(shown, [
    [
      'perhaps died',
      withIv(observation('69453-9', ago(3), { valueString: 'Lung cancer' }, { id: 'cause' })),
      'The record may say that the patient has died (69453-9, 9 Nov 2026). Check before any contact. [Observation/cause]',
    ],
    ['in remission', [condition('C50.911', { id: 'b', status: 'remission' })], 'In remission. [Condition/b]'],
    [
      'a cancer that is over',
      [condition('C50.911', { id: 'b', status: 'resolved', abatement: ago(300) })],
      'No active cancer is recorded in what we could read. [Condition/b]',
    ],
    [
      'skin cancer alone',
      [condition('C44.311', { id: 's' })],
      'No active cancer is recorded in what we could read, but for skin cancer, which counts only once it has spread or is treated with drugs. [Condition/s]',
    ],
    [
      'words without a code',
      [condition(null, { text: 'lung cancer', id: 'w' })],
      'Cancer status unclear: a diagnosis in words without a code, 8 Oct 2025. [Condition/w]',
    ],
    [
      'diagnoses not read',
      [],
      'Cannot tell whether there is an active cancer: diagnoses could not be read completely. []',
      { states: { Condition: 'partial' } },
    ],
    [
      'hospice',
      withIv(procedure('385763009', ago(20), { id: 'h' })),
      'Hospice care recorded on 23 Oct 2026. [Procedure/h]',
    ],
    [
      'a comfort-care plan',
      withIv(carePlan('133918004', ago(20), { id: 'plan' })),
      'A comfort-care plan is on record since 23 Oct 2026. Is it current? [CarePlan/plan]',
    ],
    [
      'a referral to hospice: the newest of several',
      withIv(
        referral('306205009', ago(20), { id: 'r1' }),
        referral('306205009', ago(10), { id: 'r2' }),
        referral('306205009', ago(15), { id: 'r3' }),
      ),
      'A hospice referral is open, ordered 2 Nov 2026. [ServiceRequest/r2] for 80 days',
    ],
    [
      'one without a day',
      withIv(referral('306205009', null, { id: 'r' })),
      'A hospice referral is open. [ServiceRequest/r]',
    ],
    [
      'a referral: the newest of several',
      withIv(
        referral('306237005', null, { id: 'r3' }),
        referral('306237005', ago(20), { id: 'r1' }),
        referral('306237005', ago(10), { id: 'r2' }),
      ),
      'Already referred on 2 Nov 2026: Referral to palliative care service. [ServiceRequest/r2] for 80 days',
    ],
    [
      'a referral without a day',
      withIv(referral('306237005', null, { id: 'r' })),
      'Already referred: Referral to palliative care service. [ServiceRequest/r]',
    ],
    [
      'a referral that is prepared',
      withIv(referral('306237005', ago(20), { id: 'd', status: 'draft' })),
      'Referral prepared 23 Oct 2026: Referral to palliative care service. It is not an order until it is signed. [ServiceRequest/d] for 70 days',
    ],
    [
      'a visit of the palliative team is booked',
      withIv(appointment(ago(-8), { id: 'a', specialty: [coded('394806003', 'Palliative medicine')] })),
      'Supportive & palliative care visit booked: 20 Nov 2026. [Appointment/a]',
    ],
    [
      'not now',
      withIv(decision('defer', ago(5), { id: 't' })),
      'Decided 7 Nov 2026: not now. Ask again 7 Dec 2026. [Task/t] for 25 days',
    ],
    [
      'the nurse was in touch',
      withIv(nurseContact(ago(5), { id: 'n' })),
      'The supportive-care nurse was in contact on 7 Nov 2026. Next look 19 Dec 2026. [Task/n] for 37 days',
    ],
    [
      'the patient’s no',
      withIv(...WELL, decision('decline', ago(5), { id: 't' })),
      'Patient prefers not to, 7 Nov 2026. Ask again 5 Feb 2027. [Task/t] for 85 days',
    ],
    [
      'the patient’s no, where nothing is open',
      [...STAGE_II, ...WELL, decision('decline', ago(5), { id: 't' })],
      'Patient prefers not to, 7 Nov 2026. Ask again 5 Feb 2027. [Task/t] for 85 days',
    ],
    [
      'our team will do it',
      withIv(...WELL, decision('oncology-team', ago(5), { id: 't' })),
      'Decided 7 Nov 2026: our team will do it. Ask again 7 Dec 2026. [Task/t] for 25 days',
    ],
  ]);
});

describe('what would settle it, where it cannot be told', () => {
  const TWO_STAYS = [daysInHospital(60), daysInHospital(20)];
  tell(remarks, [
    [
      'no stage',
      [condition('C50.911'), OLD_VISIT, ...TWO_STAYS, ecog(1, ago(5))],
      ['Stage is not recorded. If the disease is advanced, a specialist visit is suggested.'],
    ],
    [
      'a blood cancer',
      [condition('C90.00'), OLD_VISIT, ...TWO_STAYS, ecog(1, ago(5)), given('zzzatinib', ago(60))],
      ['Whether this blood cancer has come back cannot be told. If it has, a specialist visit is suggested.'],
    ],
    [
      'a brain tumor',
      [condition('C71.9'), OLD_VISIT, ...TWO_STAYS, ecog(1, ago(5))],
      ['Type or grade of the brain tumor is not recorded. If it is a glioblastoma, a specialist visit is suggested.'],
    ],
    [
      'a finding for which stage does not matter',
      [condition('C50.911'), OLD_VISIT, VISIT, ecog(1, ago(5)), ...THINNER],
      [],
    ],
  ]);
});

describe('remarks', () => {
  const ASK =
    'Metastatic disease; that function and symptoms are both good is not on record for the last 90 days. The call is to ask.';
  const SPARSE = 'The record is limited: few recent entries, or it began recently.';
  const HOSPICE = 'The conversation may include hospice, if the patient wants to talk about it.';
  const busy = [...STAGE_IV, ...WELL.slice(0, 3)];
  tell(remarks, [
    ['nothing to add', [...STAGE_II, ...WELL], []],
    ['a sparse record', STAGE_IV, [ASK, SPARSE]],
    ['a goals-of-care conversation', [...busy, ...BEDBOUND].filter((one) => one !== WELL[2]), [HOSPICE]],
    ['none of it at a visit', [...STAGE_IV, OLD_VISIT, VISIT, ecog(3, ago(5))], []],
    [
      'perhaps under 18',
      [patient({ birthDate: '2008' }), ...busy],
      [
        ASK,
        'The birth date is recorded only as 2008: the patient may be under 18. The rules of this app are for adults.',
      ],
    ],
    ['no birth date', [patient({ birthDate: undefined }), ...busy], [ASK]],
    [
      'a comfort-care plan on hold',
      [...busy, carePlan('133918004', ago(20), { status: 'on-hold' })],
      [ASK, 'A comfort-care plan of 23 Oct 2026 is on hold. Is it current?'],
    ],
    [
      'perhaps the palliative team was there',
      [...busy, procedure('103735009', ago(20))],
      [
        ASK,
        'Palliative care, giver not named, 23 Oct 2026: is the palliative care team already involved, or was this your own visit?',
      ],
    ],
    [
      'a referral that was carried out',
      [...busy, referral('306237005', ago(20), { status: 'completed' })],
      [ASK, 'Referral to palliative care service, 23 Oct 2026, completed: is the palliative care team involved now?'],
    ],
    [
      'newly diagnosed, on treatment',
      [
        condition('C50.911', { onset: ago(100), recorded: ago(100), stage: 'Stage II' }),
        ...WELL,
        given('docetaxel', ago(10)),
      ],
      ['Newly diagnosed, 4 Aug 2026.', 'On cancer treatment now.'],
    ],
    ['while sources load: none', STAGE_IV, [], LOADING],
    ['behind a gate: none', [...STAGE_IV, procedure('305686008', ago(20))], []],
    [
      'behind a gate: but the age',
      [patient({ birthDate: '2008' }), ...STAGE_IV, procedure('305686008', ago(20))],
      ['The birth date is recorded only as 2008: the patient may be under 18. The rules of this app are for adults.'],
    ],
  ]);
});

describe('tasks', () => {
  const germ = [condition('C62.90', { onset: ago(400) }), condition('C78.00', { onset: ago(390) })];
  tell(tasks, [
    ['bedbound by a germ cell tumor, which treatment may turn', [...germ, ...BEDBOUND], ['goals-of-care', 'acp']],
    ['bedbound by another cancer', [...STAGE_IV, ...BEDBOUND], ['acp']],
    [
      'seen by the palliative team, and something severe since',
      [...STAGE_IV, procedure('305686008', ago(20)), pain(8, ago(3))],
      ['tell-palliative-team'],
    ],
    ['seen, and nothing since', [...STAGE_IV, procedure('305686008', ago(20))], []],
    ['cancer status unclear', [condition(null, { text: 'lung cancer' })], ['confirm-cancer']],
    ['no active cancer', [condition('I10')], []],
  ]);
});

describe('when to look again', () => {
  const contact = nurseContact(ago(50));
  tell(lookAgain, [
    ['a nurse call, nothing decided', STAGE_IV, 7],
    ['the nurse was in touch: the steps of the level', [...STAGE_IV, contact], 14],
    ['a visit of oncology is booked sooner', [...STAGE_IV, contact, oncology(ago(-9)), oncology(ago(-6))], 6],
    ['a cancelled visit is none', [...STAGE_IV, contact, oncology(ago(-6), { status: 'cancelled' })], 14],
    ['a visit of another clinic is none', [...STAGE_IV, contact, appointment(ago(-6))], 14],
    ['nor one that was', [...STAGE_IV, contact, oncology(ago(2))], 14],
    ['nor one today', [...STAGE_IV, contact, oncology(ago(0))], 14],
    ['out of hospital 5 days ago, by plan', [...STAGE_IV, contact, daysInHospital(8, { priority: 'EL' })], 9],
    [
      'of two stays the last counts',
      [...STAGE_IV, contact, daysInHospital(30, { priority: 'EL' }), daysInHospital(8, { priority: 'EL' })],
      9,
    ],
    [
      'an emergency visit is no stay',
      [...STAGE_IV, contact, edVisit(at(5, '08:00'), at(5, '11:00'), { priority: 'EL' })],
      14,
    ],
    [
      'a finding leaves its window in 11 days',
      [
        ...LUNG_III,
        nurseContact(ago(60)),
        edVisit(at(80, '08:00'), at(80, '12:00')),
        edVisit(at(70, '08:00'), at(70, '12:00')),
      ],
      11,
    ],
    [
      'a weight that was compared leaves its 30 days in 11, not the one it was compared with',
      [...STAGE_II, OLD_VISIT, VISIT, nurseContact(ago(3)), weight(100, ago(195)), weight(85, ago(20))],
      11,
    ],
    [
      'a function that got worse leaves its 60 days in 16',
      [...STAGE_II, OLD_VISIT, VISIT, nurseContact(ago(3)), ecog(0, ago(110)), ecog(2, ago(45))],
      16,
    ],
    ['a nurse’s call is no visit of a specialist', [...STAGE_IV, nurseContact(ago(20)), pain(8, ago(25))], 14],
    ['poor function is new since: the checkpoint', [...STAGE_IV, nurseContact(ago(20)), ecog(3, ago(5))], 7],
    ['poor function was there before', [...STAGE_IV, nurseContact(ago(20)), ecog(3, ago(25))], 14],
    ['something else is new since', [...STAGE_IV, nurseContact(ago(20)), esas('anxiety', 8, ago(9))], 14],
    ['not advanced: no checkpoint', [...STAGE_II, VISIT, nurseContact(ago(20)), ecog(3, ago(5))], 7],
    ['nothing was decided: no checkpoint', [...STAGE_IV, ecog(3, ago(5))], 14],
    [
      'the palliative team was said to be there, long ago: the steps of the level',
      [...STAGE_IV, decision('already-receiving', ago(200))],
      14,
    ],
    ['behind a gate without a day', [...STAGE_IV, procedure('305686008', ago(20))], null],
    ['the patient’s no', [...STAGE_IV, decision('decline', ago(5))], 85],
    ['the patient’s no for good', [...STAGE_IV, pain(8, ago(25)), NEVER_AGAIN], null],
  ]);
});
