/**
 * The combination policy by rows of clinical reference 4.2 and 4.3: which findings, in which disease, give which level and
 * urgency. Findings are given as the rules would give them; that rules give them is shown elsewhere.
 */
import { describe, expect, test } from 'vitest';
import { countFindings } from '../../../src/domain/dosing/count-findings.ts';
import { dose, type DosingFacts } from '../../../src/domain/dosing/dose.ts';
import { NEEDS_V1, PROFILES, type Profile } from '../../../src/domain/dosing/profiles.ts';
import { state } from '../../../src/domain/statement.ts';
import type { Facet, TriggerId, TriggerResult } from '../../../src/domain/triggers/trigger.ts';

const NOTHING = state('no-active-cancer', {});
const TODAY = 20_000;

/** A finding in words: "poor-performance-status major bedbound", "delirium supporting probable @Encounter/1". */
function finding(said: string): TriggerResult {
  const [id, ...words] = said.split(' ');
  const places = words.filter((one) => one.startsWith('@')).map((one) => one.slice(1));
  const outcome = words.includes('not-assessable') ? 'not-assessable' : 'met';
  return {
    id: id as TriggerId,
    category: 'function',
    outcome,
    strength: words.includes('major') ? 'major' : 'supporting',
    certainty: words.includes('probable') ? 'probable' : words.includes('attested') ? 'attested' : 'definite',
    counted: !words.includes('uncounted'),
    facets: words.filter((one): one is Facet => FACETS.includes(one)),
    because: NOTHING,
    rule: state('rule-serious-comorbidity', {}),
    evidence: places.map((place) => ({
      origin: 'ehr',
      reference: place,
      label: '',
      code: null,
      when: null,
      value: null,
    })),
    lookedAt: () => [],
    missing: [],
    caveats: [],
    citations: [],
    ruleVersion: '1',
  };
}
const FACETS: readonly string[] = [
  'bedbound',
  'bedbound-lasting',
  'within-7-days',
  'distress-only',
  'physical',
  'hastened-death',
  'injury',
];

/** A solid cancer of more than half a year, on no treatment, at home. */
const PLAIN: DosingFacts = {
  asOf: TODAY,
  triggers: [],
  activeMalignancy: true,
  metastatic: false,
  advanced: false,
  advancedByStageThree: false,
  indolentCourse: false,
  knownToBeWell: false,
  sites: ['breast'],
  recoversWithTreatment: false,
  settledBy: 'stage',
  stageMissing: true,
  leftHospice: false,
  inHospital: false,
  dischargedUnplannedOn: null,
  onTreatment: false,
  firstDiagnosis: TODAY - 400,
  firstLineStart: null,
  notice: false,
};
const METASTATIC = { metastatic: true, advanced: true } as const;
const ADVANCED = { metastatic: null, advanced: true } as const;
const UNTOLD = { metastatic: null, advanced: null } as const;

type Row = readonly [
  situation: string,
  findings: readonly string[],
  facts: Partial<DosingFacts>,
  answer: string,
  profile?: Profile,
];

/** "specialist soon", "watch": level and urgency as the policy gives them, with the tasks that matter in brackets. */
function answerOf([, findings, facts, , profile]: Row): string {
  const given = dose({ ...PLAIN, ...facts, triggers: findings.map(finding) }, profile ?? NEEDS_V1);
  return given.urgency === null ? given.level : `${given.level} ${given.urgency}`;
}

const MAJOR_SYMPTOM = 'severe-physical-symptom major';
const ECOG_3 = 'poor-performance-status major';
const ECOG_4 = 'poor-performance-status major bedbound bedbound-lasting';

const tables: Readonly<Record<string, readonly Row[]>> = {
  'one major is enough': [
    ['metastatic, one major', [MAJOR_SYMPTOM], METASTATIC, 'specialist soon'],
    ['the same, read in the last 7 days', [`${MAJOR_SYMPTOM} within-7-days`], METASTATIC, 'specialist urgent'],
    [
      'a major that is only probable counts as one supporting',
      ['severe-physical-symptom major probable'],
      METASTATIC,
      'navigator soon',
    ],
    [
      'entered by the clinician counts like definite',
      ['clinician-attested-need major attested'],
      {},
      'specialist soon',
    ],
    [
      'only new advanced cancer: within 4 weeks',
      ['new-advanced-poor-prognosis major'],
      METASTATIC,
      'specialist routine',
    ],
    [
      'new advanced cancer and low survival cancer',
      ['new-advanced-poor-prognosis major', 'low-survival-cancer major'],
      METASTATIC,
      'specialist routine',
    ],
    [
      'new advanced cancer and another major',
      ['new-advanced-poor-prognosis major', ECOG_3],
      METASTATIC,
      'specialist soon',
    ],
    ['a major in hospital now', [MAJOR_SYMPTOM], { ...METASTATIC, inHospital: true }, 'specialist urgent'],
    ['a safety line stands', [MAJOR_SYMPTOM], { ...METASTATIC, notice: true }, 'specialist urgent'],
    [
      'request for hastened death',
      ['clinician-attested-need major attested hastened-death'],
      METASTATIC,
      'specialist urgent',
    ],
    ['delirium of the last 7 days', ['delirium major within-7-days'], METASTATIC, 'specialist urgent'],
  ],
  'counting supporting findings': [
    ['metastatic, two', ['delirium supporting', 'cachexia-weight-loss supporting'], METASTATIC, 'specialist soon'],
    ['metastatic, one', ['cachexia-weight-loss supporting'], METASTATIC, 'navigator soon'],
    ['metastatic, none', [], METASTATIC, 'navigator soon'],
    ['metastatic, none, known to be well', [], { ...METASTATIC, knownToBeWell: true }, 'oncology-team'],
    [
      'metastatic, one, known to be well',
      ['cachexia-weight-loss supporting'],
      { ...METASTATIC, knownToBeWell: true },
      'navigator soon',
    ],
    [
      'stage III of the lung, two',
      ['delirium supporting', 'cachexia-weight-loss supporting'],
      { ...ADVANCED, advancedByStageThree: true },
      'specialist soon',
    ],
    ['advanced otherwise, two', ['delirium supporting', 'cachexia-weight-loss supporting'], ADVANCED, 'navigator soon'],
    [
      'advanced otherwise, three',
      ['delirium supporting', 'cachexia-weight-loss supporting', 'frequent-ed-use supporting'],
      ADVANCED,
      'specialist soon',
    ],
    ['advanced otherwise, none', [], ADVANCED, 'watch'],
    [
      'a family counts once: two of function',
      ['poor-performance-status supporting', 'declining-performance-status supporting'],
      METASTATIC,
      'navigator soon',
    ],
    [
      'a family counts once: two of symptoms',
      ['severe-physical-symptom supporting', 'persistent-moderate-symptoms supporting'],
      METASTATIC,
      'navigator soon',
    ],
    [
      'a family counts once: two of progression',
      ['progression-after-second-line supporting', 'recent-disease-progression supporting'],
      METASTATIC,
      'navigator soon',
    ],
    [
      'one stay counts once',
      ['repeat-unplanned-admissions supporting @Encounter/1', 'prolonged-or-icu-stay supporting @Encounter/1'],
      METASTATIC,
      'navigator soon',
    ],
    [
      'two stays count twice',
      ['repeat-unplanned-admissions supporting @Encounter/1', 'prolonged-or-icu-stay supporting @Encounter/2'],
      METASTATIC,
      'specialist soon',
    ],
    [
      'two probable count as one',
      ['delirium supporting probable', 'cachexia-weight-loss supporting probable'],
      METASTATIC,
      'navigator soon',
    ],
    [
      'one sure and two probable count as two',
      ['delirium supporting', 'cachexia-weight-loss supporting probable', 'frequent-ed-use supporting probable'],
      METASTATIC,
      'specialist soon',
    ],
    [
      'what is not counted does not count',
      ['systemic-therapy-change supporting uncounted', 'acp-gap supporting uncounted'],
      METASTATIC,
      'navigator soon',
    ],
  ],
  'an unplanned stay in metastatic disease': [
    ['is enough', ['recent-unplanned-admission supporting'], METASTATIC, 'specialist soon'],
    [
      'not in an indolent course',
      ['recent-unplanned-admission supporting'],
      { ...METASTATIC, indolentCourse: true },
      'navigator soon',
    ],
    ['not for an injury', ['recent-unplanned-admission supporting injury'], METASTATIC, 'navigator soon'],
    ['not when it is only probable', ['recent-unplanned-admission supporting probable'], METASTATIC, 'navigator soon'],
    ['not when metastatic cannot be told', ['recent-unplanned-admission supporting'], ADVANCED, 'navigator soon'],
    [
      'discharge within 14 days makes the call urgent',
      ['recent-unplanned-admission supporting'],
      { ...ADVANCED, dischargedUnplannedOn: TODAY - 14 },
      'navigator urgent',
    ],
    [
      'discharge 15 days ago does not',
      ['recent-unplanned-admission supporting'],
      { ...ADVANCED, dischargedUnplannedOn: TODAY - 15 },
      'navigator soon',
    ],
  ],
  'goals-of-care conversation': [
    ['treatment stopped', ['anticancer-treatment-stopped major'], METASTATIC, 'hospice-conversation soon'],
    [
      'treatment stopped, only probable',
      ['anticancer-treatment-stopped supporting probable'],
      METASTATIC,
      'navigator soon',
    ],
    [
      'treatment stopped, advanced cannot be told',
      ['anticancer-treatment-stopped supporting'],
      UNTOLD,
      'navigator soon',
    ],
    ['ECOG 4 at home, metastatic', [ECOG_4], METASTATIC, 'hospice-conversation urgent'],
    ['ECOG 4 in an acute stay only', ['poor-performance-status major bedbound'], METASTATIC, 'specialist urgent'],
    ['ECOG 4, advanced, not metastatic', [ECOG_4], ADVANCED, 'specialist urgent'],
    [
      'ECOG 4, advanced, low survival cancer',
      [ECOG_4, 'low-survival-cancer major'],
      ADVANCED,
      'hospice-conversation urgent',
    ],
    [
      'ECOG 4, low survival cancer after resection',
      [ECOG_4, 'low-survival-cancer supporting'],
      ADVANCED,
      'specialist urgent',
    ],
    ['ECOG 3, metastatic', [ECOG_3], METASTATIC, 'specialist soon'],
    [
      'ECOG 3, metastatic, after second line',
      [ECOG_3, 'progression-after-second-line major'],
      METASTATIC,
      'hospice-conversation soon',
    ],
    [
      'ECOG 3, metastatic, two signs of decline',
      [ECOG_3, 'delirium major', 'cachexia-weight-loss supporting'],
      METASTATIC,
      'hospice-conversation soon',
    ],
    ['ECOG 3, metastatic, one sign of decline', [ECOG_3, 'delirium major'], METASTATIC, 'specialist soon'],
    [
      'the same where one is enough',
      [ECOG_3, 'delirium major'],
      METASTATIC,
      'hospice-conversation soon',
      { ...NEEDS_V1, declineSigns: 1 },
    ],
    [
      'two where three have to be',
      [ECOG_3, 'delirium major', 'cachexia-weight-loss supporting'],
      METASTATIC,
      'specialist soon',
      { ...NEEDS_V1, declineSigns: 3 },
    ],
    [
      'two signs of decline, and function is not poor',
      ['delirium supporting', 'cachexia-weight-loss supporting'],
      METASTATIC,
      'specialist soon',
    ],
    [
      'ECOG 3 and two signs of decline, advanced and not metastatic',
      [ECOG_3, 'delirium major', 'cachexia-weight-loss supporting'],
      ADVANCED,
      'specialist soon',
    ],
    [
      'major hypercalcemia is a sign',
      [ECOG_3, 'malignant-hypercalcemia major', 'cachexia-weight-loss supporting'],
      METASTATIC,
      'hospice-conversation soon',
    ],
    [
      'hypercalcemia counts as a sign only when major',
      [ECOG_3, 'delirium major', 'malignant-hypercalcemia supporting'],
      METASTATIC,
      'specialist soon',
    ],
    [
      'a probable sign does not count',
      [ECOG_3, 'delirium major', 'cachexia-weight-loss supporting probable'],
      METASTATIC,
      'specialist soon',
    ],
    ['first diagnosis 90 days ago', [ECOG_4], { ...METASTATIC, firstDiagnosis: TODAY - 90 }, 'specialist urgent'],
    [
      'first diagnosis 91 days ago',
      [ECOG_4],
      { ...METASTATIC, firstDiagnosis: TODAY - 91 },
      'hospice-conversation urgent',
    ],
    ['first line began 90 days ago', [ECOG_4], { ...METASTATIC, firstLineStart: TODAY - 90 }, 'specialist urgent'],
    [
      'first line began 91 days ago',
      [ECOG_4],
      { ...METASTATIC, firstLineStart: TODAY - 91 },
      'hospice-conversation urgent',
    ],
    ['treatment was not read', [ECOG_4], { ...METASTATIC, firstLineStart: 'cannot-tell' }, 'specialist urgent'],
    ['date of diagnosis unknown', [ECOG_4], { ...METASTATIC, firstDiagnosis: null }, 'specialist urgent'],
    ['blood cancer or germ cell tumor', [ECOG_4], { ...METASTATIC, recoversWithTreatment: true }, 'specialist urgent'],
    ['back from hospice', [ECOG_4], { ...METASTATIC, leftHospice: true }, 'specialist urgent'],
    [
      'barred, with ECOG 3 and two signs: urgent too',
      [ECOG_3, 'delirium major', 'cachexia-weight-loss supporting'],
      { ...METASTATIC, leftHospice: true },
      'specialist urgent',
    ],
    [
      'treatment stopped is not barred by a new diagnosis',
      ['anticancer-treatment-stopped major'],
      { ...METASTATIC, firstDiagnosis: TODAY - 20 },
      'hospice-conversation soon',
    ],
    ['rule off at this site', [ECOG_4], METASTATIC, 'specialist urgent', { ...NEEDS_V1, hospiceConversation: false }],
  ],
  'advanced cannot be told': [
    ['ECOG 4', ['poor-performance-status supporting bedbound'], UNTOLD, 'specialist urgent'],
    ['ECOG 3', ['poor-performance-status supporting'], UNTOLD, 'navigator urgent'],
    ['a supporting finding that stage would not change', ['cachexia-weight-loss supporting'], UNTOLD, 'navigator soon'],
    ['nothing counted', [], UNTOLD, 'watch'],
    ['nothing counted, newly diagnosed', [], { ...UNTOLD, firstDiagnosis: TODAY - 180 }, 'oncology-team'],
    ['nothing counted, diagnosed 181 days ago', [], { ...UNTOLD, firstDiagnosis: TODAY - 181 }, 'watch'],
    ['left hospice care', [], { ...UNTOLD, leftHospice: true }, 'specialist soon'],
  ],
  'not advanced': [
    ['nothing', [], {}, 'watch'],
    ['on systemic treatment', [], { onTreatment: true }, 'oncology-team'],
    ['whether on treatment cannot be told', [], { onTreatment: null }, 'watch'],
    ['a new line of treatment', ['systemic-therapy-change supporting uncounted'], {}, 'oncology-team'],
    ['ECOG 3', ['poor-performance-status supporting'], {}, 'navigator soon'],
    [
      'ECOG 4: never a specialist by function',
      ['poor-performance-status supporting bedbound bedbound-lasting'],
      {},
      'navigator soon',
    ],
    ['severe pain five days ago', ['severe-physical-symptom supporting within-7-days'], {}, 'navigator urgent'],
    ['moderate symptoms', ['persistent-moderate-symptoms supporting physical'], {}, 'navigator soon'],
    ['moderate distress only', ['persistent-moderate-symptoms supporting distress-only'], {}, 'oncology-team'],
    ['severe distress', ['severe-emotional-distress supporting'], {}, 'oncology-team'],
    ['two stays', ['repeat-unplanned-admissions supporting'], {}, 'navigator soon'],
    ['emergency visits', ['frequent-ed-use supporting'], {}, 'navigator soon'],
    ['weight loss', ['cachexia-weight-loss supporting'], {}, 'oncology-team'],
    ['obstruction', ['malignant-obstruction-or-effusion supporting'], {}, 'oncology-team'],
    ['caregiver strain', ['caregiver-strain supporting'], {}, 'oncology-team'],
    [
      'never a specialist by count',
      [
        'poor-performance-status supporting',
        'delirium supporting',
        'frequent-ed-use supporting',
        'cachexia-weight-loss supporting',
      ],
      {},
      'navigator soon',
    ],
    ['the patient asks', ['patient-or-family-request major'], {}, 'specialist soon'],
  ],
  'cancer status cannot be told': [
    [
      'the patient asks',
      ['patient-or-family-request supporting'],
      { activeMalignancy: null, ...UNTOLD },
      'specialist soon',
    ],
    [
      'the clinician says so',
      ['clinician-attested-need supporting attested'],
      { activeMalignancy: null, ...UNTOLD },
      'specialist soon',
    ],
    [
      'nothing else gives a level',
      ['delirium supporting', 'poor-performance-status supporting bedbound', 'frequent-ed-use supporting'],
      { activeMalignancy: null, ...UNTOLD },
      'watch',
    ],
  ],
  profiles: [
    ['early referral: metastatic alone', [], METASTATIC, 'specialist routine', PROFILES['early-referral']],
    [
      'early referral: relapsed blood cancer',
      ['relapsed-refractory-heme supporting'],
      { advanced: false },
      'specialist routine',
      PROFILES['early-referral'],
    ],
    [
      'early referral: a major is still sooner',
      [MAJOR_SYMPTOM],
      METASTATIC,
      'specialist soon',
      PROFILES['early-referral'],
    ],
    [
      'stage plus factor: lung, stage IV, one',
      ['cachexia-weight-loss supporting'],
      { ...METASTATIC, sites: ['lung'] },
      'specialist soon',
      PROFILES['stage-plus-factor'],
    ],
    [
      'stage plus factor: breast, stage IV, one',
      ['cachexia-weight-loss supporting'],
      METASTATIC,
      'navigator soon',
      PROFILES['stage-plus-factor'],
    ],
    [
      'stage plus factor: lung, one that is probable',
      ['cachexia-weight-loss supporting probable'],
      { ...METASTATIC, sites: ['lung'] },
      'navigator soon',
      PROFILES['stage-plus-factor'],
    ],
    [
      'inpatient: metastatic in hospital',
      [],
      { ...METASTATIC, inHospital: true },
      'specialist urgent',
      PROFILES.inpatient,
    ],
    [
      'inpatient: one criterion, advanced or not',
      ['persistent-moderate-symptoms supporting'],
      { inHospital: true },
      'specialist urgent',
      PROFILES.inpatient,
    ],
    [
      'inpatient: a criterion that is only probable',
      ['persistent-moderate-symptoms supporting probable'],
      { inHospital: true },
      'watch',
      PROFILES.inpatient,
    ],
    ['inpatient: another finding', ['acp-gap supporting uncounted'], { inHospital: true }, 'watch', PROFILES.inpatient],
    [
      'inpatient: stage III of the lung',
      [],
      { ...ADVANCED, advancedByStageThree: true, inHospital: true },
      'specialist urgent',
      PROFILES.inpatient,
    ],
    [
      'stage plus factor: lung and breast, stage IV, one',
      ['cachexia-weight-loss supporting'],
      { ...METASTATIC, sites: ['breast', 'lung'] },
      'specialist soon',
      PROFILES['stage-plus-factor'],
    ],
    [
      'stage plus factor: lung, stage III, two',
      ['cachexia-weight-loss supporting', 'delirium supporting'],
      { ...ADVANCED, advancedByStageThree: true, sites: ['lung'] },
      'specialist soon',
      { ...PROFILES['stage-plus-factor'], supportingWhenStageThree: 9 },
    ],
    [
      'stage plus factor: lung, stage III, one',
      ['cachexia-weight-loss supporting'],
      { ...ADVANCED, advancedByStageThree: true, sites: ['lung'] },
      'navigator soon',
      PROFILES['stage-plus-factor'],
    ],
    [
      'stage plus factor: lung, advanced otherwise, two',
      ['cachexia-weight-loss supporting', 'delirium supporting'],
      { ...ADVANCED, sites: ['lung'] },
      'navigator soon',
      PROFILES['stage-plus-factor'],
    ],
    ['early referral: not metastatic', [], {}, 'watch', PROFILES['early-referral']],
    [
      'early referral: relapsed blood cancer that is only probable',
      ['relapsed-refractory-heme supporting probable'],
      {},
      'watch',
      PROFILES['early-referral'],
    ],
    ['inpatient: metastatic at home', [], METASTATIC, 'navigator soon', PROFILES.inpatient],
    [
      'capacity limited: two supporting',
      ['delirium supporting', 'cachexia-weight-loss supporting'],
      METASTATIC,
      'navigator soon',
      PROFILES['capacity-limited'],
    ],
    [
      'capacity limited: an unplanned stay',
      ['recent-unplanned-admission supporting'],
      METASTATIC,
      'navigator soon',
      PROFILES['capacity-limited'],
    ],
    ['capacity limited: a major', [MAJOR_SYMPTOM], METASTATIC, 'specialist soon', PROFILES['capacity-limited']],
  ],
};

describe.each(Object.entries(tables))('%s', (_, rows) => {
  test.each(rows.map((row) => [row[0], row] as const))('%s', (__, row) => {
    expect(answerOf(row)).toBe(row[3]);
  });
});

describe('ECOG 3 twenty days ago in stage IV is a specialist visit in every profile', () => {
  test.each(Object.values(PROFILES).map((profile) => [profile.name, profile] as const))('%s', (_, profile) => {
    expect(dose({ ...PLAIN, ...METASTATIC, triggers: [finding(ECOG_3)] }, profile)).toMatchObject({
      level: 'specialist',
      urgency: 'soon',
    });
  });
});

describe('tasks stand beside the answer and never change it', () => {
  const tasks = (findings: readonly string[], facts: Partial<DosingFacts> = {}): readonly string[] =>
    dose({ ...PLAIN, ...facts, triggers: findings.map(finding) }, NEEDS_V1).tasks;

  test.each<readonly [string, readonly string[], Partial<DosingFacts>, readonly string[]]>([
    ['stage is not recorded', [], UNTOLD, ['add-stage']],
    ['stage would not settle a blood cancer', [], { ...UNTOLD, settledBy: 'relapse' }, []],
    ['nor a brain tumor', [], { ...UNTOLD, settledBy: 'grade' }, []],
    ['no planning on record', ['acp-gap supporting uncounted'], METASTATIC, ['acp']],
    ['a new line', ['systemic-therapy-change supporting uncounted'], METASTATIC, ['new-line-talk']],
    ['ECOG 4 without advanced disease', ['poor-performance-status supporting bedbound'], {}, ['function-cause']],
    ['distress without advanced disease', ['severe-emotional-distress supporting'], {}, ['psycho-oncology']],
    ['distress in advanced disease', ['severe-emotional-distress major'], METASTATIC, []],
    ['barred from the conversation', [ECOG_4], { ...METASTATIC, leftHospice: true }, ['goals-of-care']],
    [
      'cancer status cannot be told',
      ['patient-or-family-request supporting'],
      { activeMalignancy: null, ...UNTOLD },
      ['confirm-cancer'],
    ],
    [
      'four of the five that need asking cannot be assessed',
      [
        'poor-performance-status not-assessable',
        'severe-physical-symptom not-assessable',
        'severe-emotional-distress not-assessable',
        'acp-gap not-assessable',
      ],
      {},
      ['complete-assessment'],
    ],
    [
      'three of the five',
      [
        'poor-performance-status not-assessable',
        'severe-physical-symptom not-assessable',
        'severe-emotional-distress not-assessable',
      ],
      {},
      [],
    ],
  ])('%s', (_, findings, facts, expected) => {
    expect(tasks(findings, facts)).toEqual(expected);
  });
});

describe('counting', () => {
  test('a family with a major adds no supporting finding', () => {
    const all = ['repeat-unplanned-admissions major @Encounter/1', 'prolonged-or-icu-stay supporting @Encounter/1'];
    expect(countFindings(all.map(finding))).toMatchObject({ supporting: 0, sure: 0 });
  });

  const ids = (all: readonly string[]): readonly TriggerId[] => [...countFindings(all.map(finding)).ids];

  test.each<readonly [string, readonly string[], supporting: number]>([
    ['nothing', [], 0],
    ['what cannot be told is none', ['delirium not-assessable'], 0],
    ['two that see different things', ['declining-performance-status supporting', 'delirium supporting'], 2],
    [
      'the same encounter seen by a stay rule and another rule',
      ['recent-unplanned-admission supporting @Encounter/1', 'frequent-ed-use supporting @Encounter/1'],
      2,
    ],
    [
      'two stay rules that share one of their stays',
      [
        'recent-unplanned-admission supporting @Encounter/1 @Encounter/2',
        'prolonged-or-icu-stay supporting @Encounter/2 @Encounter/3',
      ],
      1,
    ],
    [
      'three stay rules, each sharing with the next',
      [
        'recent-unplanned-admission supporting @Encounter/1',
        'repeat-unplanned-admissions supporting @Encounter/1 @Encounter/2',
        'prolonged-or-icu-stay supporting @Encounter/2',
      ],
      1,
    ],
    ['probable ones together', ['delirium supporting probable', 'cachexia-weight-loss supporting probable'], 1],
  ])('%s', (_, all, supporting) => {
    expect(countFindings(all.map(finding)).supporting).toBe(supporting);
  });

  test('of a family the first is counted; a certain one before a probable one', () => {
    expect(
      ids([
        'recent-unplanned-admission supporting @Encounter/1',
        'repeat-unplanned-admissions supporting @Encounter/1',
      ]),
    ).toEqual(['repeat-unplanned-admissions']);
    expect(ids(['poor-performance-status supporting probable', 'declining-performance-status supporting'])).toEqual([
      'declining-performance-status',
    ]);
    expect(
      ids(['declining-performance-status supporting probable', 'poor-performance-status supporting probable']),
    ).toEqual(['poor-performance-status']);
    expect(ids(['delirium supporting probable', 'cachexia-weight-loss supporting probable'])).toEqual(['delirium']);
  });

  test('another stay beside the major one counts', () => {
    const all = ['repeat-unplanned-admissions major @Encounter/1', 'prolonged-or-icu-stay supporting @Encounter/9'];
    expect(countFindings(all.map(finding))).toMatchObject({ supporting: 1, sure: 1 });
  });
});
