/** Triggers 1 and 6, and what "advanced" rests on: stage, M category and metastasis in every form (3.1 A, 3.2 rows 1 and 6, 5.4). */
import { describe, expect, test } from 'vitest';
import {
  ago,
  assessOf,
  carePlan,
  claimOf,
  coded,
  condition,
  diseaseStatus,
  mCategory,
  observation,
  procedure,
  SNOMED,
  stageGroup,
  visitDiagnosis,
  type Claim,
  type Resource,
} from '../../support/chart-of.ts';
import { decide, type Row } from '../../support/scenario-table.ts';

const LUNG = condition('C34.11', { id: 'lung' });
const AJCC = (code: string): object => ({ coding: [{ system: SNOMED, code }] });
const YES: Claim = { metastatic: 'met supporting definite', isMetastatic: true, A: true };
const NO: Claim = { metastatic: 'not-met', isMetastatic: false, A: false };
const CANNOT_TELL: Claim = { metastatic: 'not-assessable', isMetastatic: null };

describe('stage of a lung cancer, in every form', () => {
  const forms: readonly Row[] = [
    ...['Stage IV', 'stage 4', 'IV', '4', 'IVA', 'IVB', 'Stage IVB', 'c4', 'p4', 'cIV'].map((text): Row => [
      `text "${text}"`,
      [LUNG, stageGroup(text, ago(300))],
      YES,
    ]),
    ...['Stage IIB', 'II', '2', '2B', 'c3A', 'IIIA', 'Stage IIIA', 'IA1', '0'].map((text): Row => [
      `text "${text}"`,
      [LUNG, stageGroup(text, ago(300))],
      NO,
    ]),
    ...['IIIB', 'Stage IIIC', '3B', 'III'].map((text): Row => [
      `text "${text}": advanced without distant spread`,
      [LUNG, stageGroup(text, ago(300))],
      { metastatic: 'not-met', isMetastatic: false, A: true },
    ]),
    ...['258228008', '1222837003', '1222838008', '1222841004', '1222842006'].map((code): Row => [
      `SNOMED CT ${code} (stage IV)`,
      [LUNG, stageGroup({ ...AJCC(code) }, ago(300))],
      YES,
    ]),
    ...['258215001', '258219007', '1222802001', '1222803006', '1222804000'].map((code): Row => [
      `SNOMED CT ${code} (stage I to IIIA), code alone`,
      [LUNG, stageGroup({ ...AJCC(code) }, ago(300))],
      NO,
    ]),
    ...['258224005', '1222801008', '1222805004', '1222806003'].map((code): Row => [
      `SNOMED CT ${code} (stage III, IIIB, IIIC)`,
      [LUNG, stageGroup({ ...AJCC(code) }, ago(300))],
      { metastatic: 'not-met', A: true },
    ]),
    [
      'AJCC code "4" of cancerstaging.org',
      [LUNG, stageGroup({ coding: [{ system: 'http://cancerstaging.org', code: '4' }] }, ago(300))],
      YES,
    ],
    [
      'AJCC code "c3A" of cancerstaging.org',
      [LUNG, stageGroup({ coding: [{ system: 'http://cancerstaging.org', code: 'c3A' }] }, ago(300))],
      NO,
    ],
    ['valueString', [LUNG, observation('21908-9', ago(300), { valueString: 'Stage IV' })], YES],
    ...['21908-9', '21902-2', '21914-7', '399390009', '399537006', '399588009'].map((code): Row => [
      `stage group by ${code}`,
      [LUNG, observation(code, ago(300), { valueCodeableConcept: { text: 'Stage IV' } })],
      YES,
    ]),
    ['Condition.stage text', [condition('C34.11', { stage: 'Stage IV' })], YES],
    [
      'Condition.stage code',
      [condition('C34.11', { stage: { coding: [{ system: SNOMED, code: '1222837003' }] } })],
      YES,
    ],
    ['stage in Condition.code: 423121009', [condition('423121009')], YES],
    ['stage in Condition.code: 683991000119103 small cell, extensive', [condition('683991000119103')], YES],
    ['stage in Condition.code: 67841000119103 small cell, stage 4', [condition('67841000119103')], YES],
    ['stage in Condition.code: 424132000 stage 1', [condition('424132000')], NO],
    ['stage in Condition.code: 422968005 stage 3', [condition('422968005')], { metastatic: 'not-met', A: true }],
    ['stage in the text of Condition.code', [condition('C34.11', { text: 'Adenocarcinoma of lung, stage IV' })], YES],
    ['stage in the display of an ICD code', [condition('C34.11', { display: 'Lung cancer, stage IVB' })], YES],
    ['negated in the text', [LUNG, stageGroup('not stage IV', ago(300))], CANNOT_TELL],
    ['negated in Condition.stage', [condition('C34.11', { stage: 'No evidence of stage IV disease' })], CANNOT_TELL],
    ['"unknown"', [LUNG, stageGroup('unknown', ago(300))], CANNOT_TELL],
    [
      'status preliminary',
      [
        LUNG,
        observation('21908-9', ago(300), { valueCodeableConcept: { text: 'Stage IV' } }, { status: 'preliminary' }),
      ],
      CANNOT_TELL,
    ],
    [
      'focus written as an absolute address',
      [LUNG, stageGroup('Stage IV', ago(300), 'https://ehr.example.org/fhir/Condition/lung')],
      YES,
    ],
    ['focus with a version', [LUNG, stageGroup('Stage IV', ago(300), 'Condition/lung/_history/3')], YES],
    ['a stage of somebody else', [LUNG, stageGroup('Stage IV', ago(300), 'Condition/somebody-else')], CANNOT_TELL],
  ];
  decide(forms);
});

describe('M category and other signs', () => {
  const BREAST_II = condition('C50.911', { id: 'breast', recorded: ago(400), onset: ago(400), stage: 'Stage II' });
  const rows: readonly Row[] = [
    ...['M1', 'cM1', 'cM1a', 'pM1b', 'cM1c'].map((text): Row => [
      `text ${text}`,
      [LUNG, mCategory(text, ago(300))],
      YES,
    ]),
    ...['1229903009', '1229904003', '1229907005', '1229910003', '1229916009', '55440008'].map((code): Row => [
      `SNOMED CT ${code}`,
      [LUNG, mCategory({ ...AJCC(code) }, ago(300))],
      YES,
    ]),
    ...['277208005', '399387003', '371497001', '21907-1', '21901-4', '21913-9'].map((code): Row => [
      `M category by ${code}`,
      [LUNG, observation(code, ago(300), { valueCodeableConcept: { text: 'M1' } })],
      YES,
    ]),
    ['M0', [LUNG, mCategory('M0', ago(300))], NO],
    ['1229901006 cM0', [LUNG, mCategory({ ...AJCC('1229901006') }, ago(300))], NO],
    ['MX says nothing', [LUNG, mCategory('MX', ago(300))], CANNOT_TELL],
    [
      'a metastasis on the list beats an older M0',
      [LUNG, mCategory('M0', ago(300)), condition('C79.51', { onset: ago(60) })],
      YES,
    ],
    ['the newest M wins', [LUNG, mCategory('M0', ago(300)), mCategory('M1', ago(30))], YES],
    ['stage II at diagnosis, M1 later', [BREAST_II, mCategory('M1', ago(30))], YES],
    ['stage IV newer than stage II', [BREAST_II, stageGroup('Stage IV', ago(30))], YES],
    [
      'stage IV without a date beside a dated stage II: not "no"',
      [BREAST_II, stageGroup('Stage IV', null)],
      { isMetastatic: null, A: null },
    ],
    [
      'history of metastasis, true',
      [BREAST_II, observation('1287652008', ago(200), { valueBoolean: true })],
      { ...CANNOT_TELL, A: null },
    ],
    [
      'history of metastasis, no value (default yes)',
      [BREAST_II, observation('1287652008', ago(200), {})],
      { ...CANNOT_TELL, A: null },
    ],
    [
      'history of metastasis, false, cancels no metastasis',
      [LUNG, condition('C78.7'), observation('1287652008', ago(10), { valueBoolean: false })],
      YES,
    ],
    [
      'history of metastasis, false, with stage II',
      [BREAST_II, observation('1287652008', ago(10), { valueBoolean: false })],
      NO,
    ],
    [
      'site of distant metastasis "liver"',
      [BREAST_II, observation('385421009', ago(10), { valueCodeableConcept: { text: 'Liver' } })],
      { isMetastatic: null },
    ],
    [
      'site of distant metastasis by code alone',
      [BREAST_II, observation('385421009', ago(10), { valueCodeableConcept: coded('10200004') })],
      { isMetastatic: null },
    ],
    [
      'site of distant metastasis "None"',
      [BREAST_II, observation('44667-4', ago(10), { valueCodeableConcept: { text: 'None' } })],
      NO,
    ],
    [
      'site of distant metastasis "Unknown" says nothing',
      [BREAST_II, observation('44667-4', ago(10), { valueCodeableConcept: { text: 'Unknown' } })],
      NO,
    ],
    [
      'site of distant metastasis "N/A" says nothing',
      [BREAST_II, observation('44667-4', ago(10), { valueString: 'N/A' })],
      NO,
    ],
    [
      'disease status "distant metastasis present" is not "no metastasis"',
      [BREAST_II, diseaseStatus('399409002', ago(10))],
      { isMetastatic: null },
    ],
    [
      'malignant pleural effusion: advanced, metastatic cannot tell',
      [LUNG, condition('J91.0')],
      { ...CANNOT_TELL, A: true },
    ],
    ['malignant ascites', [condition('C56.9'), condition('R18.0')], { ...CANNOT_TELL, A: true }],
    ['malignant pericardial effusion', [LUNG, condition('I31.31')], { ...CANNOT_TELL, A: true }],
    ['pleural effusion of any cause is none', [LUNG, condition('J90')], { A: null }],
    [
      'provisional malignant effusion does not make it advanced',
      [BREAST_II, condition('J91.0', { verification: 'provisional' })],
      { A: null },
    ],
    ['nodes only', [LUNG, condition('C77.1')], { ...CANNOT_TELL, A: null }],
    ['distant nodes C7B.01', [condition('C7A.090'), condition('C7B.01')], { ...YES, sites: ['distant-node'] }],
    [
      'stage II, then progression: no longer "not advanced"',
      [BREAST_II, diseaseStatus('271299001', ago(20))],
      { A: null },
    ],
    [
      'stage IIIA lung on palliative intent',
      [
        LUNG,
        stageGroup('IIIA', ago(300)),
        procedure('367336001', ago(20), {
          extension: [
            {
              url: 'http://hl7.org/fhir/us/mcode/StructureDefinition/mcode-treatment-intent',
              valueCodeableConcept: coded('363676003'),
            },
          ],
        }),
      ],
      { A: true },
    ],
    [
      'stage III pancreas',
      [condition('C25.0', { id: 'panc' }), stageGroup('Stage III', ago(100), 'Condition/panc')],
      { metastatic: 'not-met', A: true },
    ],
    [
      'stage III colon',
      [condition('C18.7', { id: 'colon' }), stageGroup('Stage III', ago(100), 'Condition/colon')],
      NO,
    ],
    [
      'provisional metastasis beside a confirmed cancer: possible, never met',
      [BREAST_II, condition('C78.7', { verification: 'provisional' })],
      { metastatic: 'not-assessable possible', isMetastatic: null, A: null },
    ],
    [
      'unconfirmed metastasis alone',
      [condition('C79.31', { verification: 'unconfirmed' })],
      { M: null, metastatic: 'not-assessable', cns: 'not-assessable' },
    ],
    ['refuted metastasis', [BREAST_II, condition('C78.7', { verification: 'refuted' })], NO],
    [
      'metastasis resolved after the staging: the staging has not seen it',
      [BREAST_II, condition('C78.7', { status: 'resolved', abatement: ago(50) })],
      { isMetastatic: null, metastatic: 'not-assessable possible' },
    ],
    [
      'metastasis by SNOMED CT block number only: probable',
      [LUNG, condition('94683005')],
      { metastatic: 'met probable' },
    ],
  ];
  decide(rows);
});

describe('two cancers: the stage of one says nothing about the other', () => {
  const BREAST = condition('C50.911', { id: 'breast' });
  const PANCREAS = condition('C25.0', { id: 'panc' });
  const rows: readonly Row[] = [
    [
      'pancreas stage IV, later breast stage I',
      [
        PANCREAS,
        BREAST,
        stageGroup('Stage IV', ago(200), 'Condition/panc'),
        stageGroup('Stage I', ago(30), 'Condition/breast'),
      ],
      { metastatic: 'met definite', isMetastatic: true, A: true },
    ],
    [
      'pancreas M1, later breast M0',
      [PANCREAS, BREAST, mCategory('M1', ago(200), 'Condition/panc'), mCategory('M0', ago(30), 'Condition/breast')],
      { metastatic: 'met definite', isMetastatic: true, A: true },
    ],
    [
      'lung and breast, stage IIIB of neither named: not "not advanced"',
      [LUNG, BREAST, stageGroup('Stage IIIB', ago(100))],
      { A: null },
    ],
    [
      'lymphoma and breast, stage IV of neither named: perhaps Ann Arbor',
      [condition('C83.31', { id: 'dlbcl' }), BREAST, stageGroup('Stage IV', ago(100))],
      { isMetastatic: null, A: null },
    ],
    [
      'lymphoma stage IV, breast stage I, each named',
      [
        condition('C83.31', { id: 'dlbcl' }),
        BREAST,
        stageGroup('Stage IV', ago(100), 'Condition/dlbcl'),
        stageGroup('Stage I', ago(90), 'Condition/breast'),
      ],
      { isMetastatic: false },
    ],
    [
      'breast stage II, lung without a stage: not "not advanced"',
      [condition('C50.911', { recorded: ago(400), onset: ago(400), stage: 'Stage II' }), LUNG],
      { isMetastatic: null, A: null },
    ],
  ];
  decide(rows);
});

describe('one cancer on two lists (problem list and visit) is one cancer', () => {
  const twice = (code: string, stage: string): readonly Resource[] => [
    condition(code),
    visitDiagnosis(code, ago(200)),
    stageGroup(stage, ago(300)),
  ];
  const rows: readonly Row[] = [
    ['colon, stage IV without focus', twice('C18.7', 'Stage IV'), YES],
    ['colon, stage IVA without focus', twice('C18.7', 'IVA'), YES],
    ['breast, stage II without focus', twice('C50.911', 'Stage II'), NO],
    ['lung, stage IIIB without focus: advanced', twice('C34.11', 'IIIB'), { metastatic: 'not-met', A: true }],
    ['lung, stage IIIA without focus', twice('C34.11', 'IIIA'), NO],
    [
      'pancreas in ICD-10 and in SNOMED CT, stage III',
      [condition('C25.0'), condition('363418001'), stageGroup('Stage III', ago(300))],
      { metastatic: 'not-met', A: true },
    ],
  ];
  decide(rows);
});

describe('stage IV that may be without distant spread (AJCC 8)', () => {
  const SITES: readonly (readonly [string, string])[] = [
    ['C02.9', 'head and neck'],
    ['C73', 'thyroid'],
    ['C37', 'thymus'],
    ['C15.9', 'esophagus'],
    ['C16.9', 'stomach'],
    ['C23', 'gallbladder'],
    ['C24.0', 'bile duct'],
    ['C22.0', 'liver'],
    ['C64.1', 'kidney'],
    ['C67.9', 'bladder'],
    ['C61', 'prostate'],
    ['C53.9', 'cervix'],
    ['C54.1', 'uterus'],
    ['C51.9', 'vulva'],
    ['C60.9', 'penis'],
    ['C49.22', 'sarcoma of the leg'],
  ];
  test.each(SITES)('%s %s: IVA or plain IV without M: advanced, metastatic cannot tell; with M0: false', (code) => {
    const primary = condition(code, { id: 'primary' });
    for (const stage of ['IVA', 'Stage IV']) {
      const open: Claim = { ...CANNOT_TELL, A: true };
      expect({
        stage,
        ...claimOf(assessOf([primary, stageGroup(stage, ago(100), 'Condition/primary')]), open),
      }).toEqual({ stage, ...open });
      const closed: Claim = { metastatic: 'not-met', isMetastatic: false, A: true };
      expect({
        stage,
        ...claimOf(
          assessOf([
            primary,
            stageGroup(stage, ago(100), 'Condition/primary'),
            mCategory('M0', ago(100), 'Condition/primary'),
          ]),
          closed,
        ),
      }).toEqual({ stage, ...closed });
    }
  });

  test.each([
    ['C34.11', 'lung'],
    ['C18.7', 'colon'],
    ['C50.911', 'breast'],
    ['C25.0', 'pancreas'],
    ['C56.9', 'ovary'],
    ['C43.9', 'melanoma'],
  ])('%s %s: stage IV is distant spread', (code) => {
    expect(claimOf(assessOf([condition(code), stageGroup('IV', ago(100))]), YES)).toEqual(YES);
  });
});

describe('not for this cancer', () => {
  const rows: readonly Row[] = [
    [
      'Hodgkin, Ann Arbor IV',
      [condition('C81.90'), stageGroup('Stage IV', ago(100))],
      { metastatic: 'not-applicable', isMetastatic: false, A: false },
    ],
    [
      'myeloma, ISS III',
      [condition('C90.00'), stageGroup('Stage III', ago(100))],
      { metastatic: 'not-applicable', isMetastatic: false, A: false },
    ],
    [
      'CLL, Rai IV',
      [condition('C91.10'), stageGroup('Stage IV', ago(100))],
      { metastatic: 'not-applicable', A: false },
    ],
    [
      'primary brain tumor: advanced cannot tell without a grade',
      [condition('C71.1')],
      { metastatic: 'not-applicable', A: null },
    ],
    [
      'lymphoma with a metastasis code',
      [condition('C83.31'), condition('C79.51')],
      { metastatic: 'met', isMetastatic: true },
    ],
    [
      'lymphoma, Condition truncated: the solid cancer may be in the rest',
      [condition('C83.31')],
      { metastatic: 'not-assessable', isMetastatic: null },
      { states: { Condition: 'partial' } },
    ],
    ['no active cancer', [condition('I10')], { metastatic: 'not-applicable', isMetastatic: false }],
  ];
  decide(rows);
});

describe('brain and leptomeningeal metastases (trigger 6)', () => {
  const rows: readonly Row[] = [
    ...[
      'C79.31',
      'C79.32',
      'C79.40',
      'C79.49',
      'c7931',
      '94225005',
      '188462001',
      '94243009',
      '94246001',
      '94601008',
      '722671009',
      '1155991005',
      '230156002',
    ].map((code): Row => [
      `${code}, 60 days ago`,
      [LUNG, condition(code, { onset: ago(60) })],
      { cns: 'met major definite', level: 'specialist', urgency: 'soon' },
    ]),
    // ICD-10 of the WHO, an accepted alias: C79.3 is brain and meninges, C79.4 the rest of the nervous system.
    ...['C79.3', 'C79.4'].map((code): Row => [
      `${code} (ICD-10, WHO), 60 days ago`,
      [LUNG, condition(code, { onset: ago(60), system: 'http://hl7.org/fhir/sid/icd-10' })],
      { cns: 'met major definite' },
    ]),
    ['365 days ago', [LUNG, condition('C79.31', { onset: ago(365) })], { cns: 'met major definite' }],
    ['366 days ago, stable', [LUNG, condition('C79.31', { onset: ago(366) })], { cns: 'met supporting definite' }],
    [
      '366 days ago, progression since',
      [LUNG, condition('C79.31', { onset: ago(800) }), diseaseStatus('271299001', ago(30))],
      { cns: 'met major' },
    ],
    [
      '"2025": perhaps within the year, so probable',
      [LUNG, condition('C79.31', { onset: '2025' })],
      { cns: 'met probable supporting' },
    ],
    [
      'without a date: probable',
      [LUNG, condition('C79.31', { more: { onsetDateTime: undefined } })],
      { cns: 'met probable supporting' },
    ],
    [
      'first recorded is the earlier of onset and recording',
      [LUNG, condition('C79.31', { onset: ago(700), recorded: ago(30) })],
      { cns: 'met supporting' },
    ],
    ['no code', [LUNG], { cns: 'not-met' }],
    ['primary brain tumor', [condition('C71.1')], { cns: 'not-met' }],
    ['meningioma', [LUNG, condition('D32.0')], { cns: 'not-met' }],
    ['bone metastasis of the skull is not in the brain', [LUNG, condition('C79.51')], { cns: 'not-met' }],
    ['bone by SNOMED CT 94222008', [LUNG, condition('94222008')], { cns: 'not-met' }],
    ['spinal cord 94600009', [LUNG, condition('94600009', { onset: ago(60) })], { cns: 'met major' }],
    [
      'provisional',
      [LUNG, condition('C79.31', { verification: 'provisional', onset: ago(10) })],
      { cns: 'not-assessable possible' },
    ],
    ['refuted', [LUNG, condition('C79.31', { verification: 'refuted' })], { cns: 'not-met' }],
    [
      'Condition truncated, none seen',
      [LUNG],
      { cns: 'not-assessable truncated' },
      { states: { Condition: 'partial' } },
    ],
    [
      'Condition truncated, one seen',
      [LUNG, condition('C79.31', { onset: ago(60) })],
      { cns: 'met major' },
      { states: { Condition: 'partial' } },
    ],
    [
      'coded on one hospital stay only: probable, supporting',
      [
        visitDiagnosis('C79.31', ago(20), { encounter: 'Encounter/in' }),
        {
          resourceType: 'Encounter',
          id: 'in',
          status: 'finished',
          subject: { reference: 'Patient/p1' },
          class: { system: 'http://terminology.hl7.org/CodeSystem/v3-ActCode', code: 'IMP' },
          period: { start: ago(22), end: ago(18) },
        },
      ],
      { M: true, cns: 'met probable supporting', notLevel: ['specialist', 'none'] },
    ],
    ['a care plan is no diagnosis', [LUNG, carePlan('395082007', ago(30))], { cns: 'not-met' }],
  ];
  decide(rows);
});
