import { describe } from 'vitest';
import { ago, condition, diseaseStatus, mCategory, observation, stageGroup } from '../../support/chart-of.ts';
import { decide } from '../../support/scenario-table.ts';

const since = (days: number): { onset: string; recorded: string } => ({ onset: ago(days), recorded: ago(days) });
const ASKED = { metastatic: 'not-assessable possible', isMetastatic: null, A: null } as const;
const COLON_II = [condition('C18.9', since(900)), stageGroup('II', ago(900))];
const BREAST_I = [condition('C50.911', since(900)), stageGroup('I', ago(900))];

describe('words of metastasis: a question, whatever older stage stands beside them', () => {
  decide([
    ['in words alone', [...COLON_II, condition(null, { text: 'Liver metastases', ...since(20) })], ASKED],
    [
      'by a local code with a display',
      [
        ...COLON_II,
        condition('12345', { display: 'Metastatic cancer to bone (HCC)', system: 'urn:oid:1.2.3', ...since(20) }),
      ],
      ASKED,
    ],
    [
      'in the text of the cancer itself',
      [condition('C50.911', { text: 'Metastatic breast cancer (HCC)', ...since(900) }), stageGroup('II', ago(900))],
      ASKED,
    ],
    [
      'in the text of the cancer, with an older M0',
      [condition('C61', { text: 'Prostate cancer metastatic to bone', ...since(900) }), mCategory('M0', ago(900))],
      ASKED,
    ],
    [
      'brain metastases in words: both rules ask',
      [...BREAST_I, condition(null, { text: 'Brain metastases', ...since(20) })],
      { ...ASKED, cns: 'not-assessable possible' },
    ],
    [
      'liver metastases in words say nothing of the brain',
      [...BREAST_I, condition(null, { text: 'Liver metastases', ...since(20) })],
      { cns: 'not-met' },
    ],
    [
      'a metastasis that a code tells too',
      [...COLON_II, condition('C78.7', { text: 'Liver metastases' })],
      { A: true },
    ],
  ]);

  const NO = { metastatic: 'not-met', isMetastatic: false } as const;
  decide([
    ['"no metastases"', [...COLON_II, condition(null, { text: 'Colon cancer, no metastases' })], NO],
    ['"non-metastatic"', [condition('C61', { text: 'Non-metastatic prostate cancer', stage: 'Stage II' })], NO],
    ['"nonmetastatic"', [condition('C61', { text: 'Nonmetastatic prostate cancer', stage: 'Stage II' })], NO],
    ['"metastases: none"', [condition('C18.9', { text: 'Colon cancer. Metastases: none', stage: 'Stage II' })], NO],
    ['"metastatic workup"', [condition('C18.9', { text: 'Colon cancer, metastatic workup', stage: 'Stage II' })], NO],
    [
      'nodes only',
      [condition('C50.911', { text: 'Breast cancer metastatic to axillary lymph node', stage: 'Stage II' })],
      NO,
    ],
    ['a lymphoma has none', [condition('C83.30', { text: 'Metastatic lymphoma' })], { metastatic: 'not-applicable' }],
  ]);
});

describe('a metastasis that is over', () => {
  const over = (first: number, end: number) =>
    condition('C78.7', { status: 'resolved', abatement: ago(end), ...since(first) });
  decide([
    ['ended after the staging', [...COLON_II, over(300, 10)], ASKED],
    ['ended, nobody knows when', [...COLON_II, condition('C78.7', { status: 'resolved', ...since(300) })], ASKED],
    ['ended before the newest staging', [...COLON_II, over(800, 500), mCategory('M0', ago(100))], { A: false }],
    [
      'over before this cancer was on record: of another',
      [...COLON_II, over(3000, 2000)],
      { metastatic: 'not-met', A: false },
    ],
  ]);
});

describe('a staging from before the cancer that is there', () => {
  const resolved = condition('C18.9', { status: 'resolved', abatement: ago(1000), ...since(2000) });
  const OF_WHICH = { metastatic: 'not-assessable value-imprecise', isMetastatic: null, A: null } as const;
  decide([
    ['of the colon that is over', [resolved, stageGroup('IV', ago(2000)), condition('C50.911', since(100))], OF_WHICH],
    [
      'past cancer by history code',
      [condition('Z85.038'), stageGroup('IV', ago(2000)), condition('C50.911', since(100))],
      OF_WHICH,
    ],
    [
      '90 days before: of this one',
      [resolved, stageGroup('IV', ago(190)), condition('C50.911', since(100))],
      { A: true },
    ],
    ['91 days before', [resolved, stageGroup('IV', ago(191)), condition('C50.911', since(100))], OF_WHICH],
    ['no other cancer', [stageGroup('IV', ago(2000)), condition('C50.911', since(100))], { A: true }],
    [
      'the cancer has a stage of its own',
      [resolved, stageGroup('IV', ago(2000)), condition('C50.911', since(100)), stageGroup('I', ago(90))],
      { metastatic: 'not-met', A: false },
    ],
  ]);
});

describe('the M category inside the words of a stage', () => {
  const bladder = (summary: string) => [condition('C67.9', { stage: summary })];
  decide([
    ['M1 beside plain IV', bladder('Stage IV (cT2, cN0, cM1)'), { metastatic: 'met definite', A: true }],
    ['M0 beside IVA', bladder('Stage IVA (cT4b, cN0, cM0)'), { metastatic: 'not-met', isMetastatic: false, A: true }],
    ['neither', bladder('Stage IVA'), { metastatic: 'not-assessable', A: true }],
    ['TNM alone', [condition('C34.11'), stageGroup('T3 N2 M1', ago(50))], { metastatic: 'met definite' }],
    ['TNM in one word', [condition('C34.11'), stageGroup('T3N2M0', ago(50))], { metastatic: 'not-met' }],
    ['TNM on the diagnosis', [condition('C34.11', { stage: 'cT3 cN2 cM1b' })], { metastatic: 'met definite' }],
    ['MX says nothing', [condition('C34.11'), stageGroup('T3 N2 MX', ago(50))], { metastatic: 'not-assessable' }],
  ]);
});

describe('stages that are not of the cancer, and stages by another name', () => {
  const small = condition('254632001', { display: 'Small cell carcinoma of lung' });
  decide([
    [
      'kidney disease stage 4',
      [condition('C64.1', { text: 'Renal cancer; CKD stage 4' })],
      { metastatic: 'not-assessable never-recorded', A: null },
    ],
    ['the cancer stage beside it', [condition('C18.9', { text: 'Colon cancer stage IV; CKD stage 2' })], { A: true }],
    [
      'extensive stage of small cell lung cancer',
      [small, stageGroup('Extensive stage', ago(50))],
      { A: true, triggers: { 'low-survival-cancer': 'met major' } },
    ],
    ['"extensive" elsewhere', [condition('C50.911'), stageGroup('Extensive disease', ago(50))], { isMetastatic: null }],
    [
      'grade 4 by LOINC',
      [condition('C71.1'), observation('33732-9', ago(50), { valueCodeableConcept: { text: 'Grade 4' } })],
      { triggers: { 'low-survival-cancer': 'met major' } },
    ],
    [
      'grade 2 by LOINC',
      [condition('C71.1'), observation('33732-9', ago(50), { valueCodeableConcept: { text: 'Grade 2' } })],
      { triggers: { 'low-survival-cancer': 'not-assessable possible' } },
    ],
  ]);
});

describe('disease status in words, and of another tumor', () => {
  const said = (text: string, days = 10) => observation('97509-4', ago(days), { valueCodeableConcept: { text } });
  const PROGRESSION = 'recent-disease-progression';
  decide([
    [
      'progressive disease',
      [...BREAST_I, said('Progressive disease')],
      { triggers: { [PROGRESSION]: 'met probable' } },
    ],
    ['stable disease', [...BREAST_I, said('Stable disease')], { triggers: { [PROGRESSION]: 'not-met' } }],
    [
      'no progression: not understood',
      [...BREAST_I, said('No evidence of progression')],
      { triggers: { [PROGRESSION]: 'not-assessable value-imprecise' } },
    ],
    [
      'mixed response',
      [...BREAST_I, said('Mixed response')],
      { triggers: { [PROGRESSION]: 'not-assessable value-imprecise' } },
    ],
    [
      'mixed response 61 days ago',
      [...BREAST_I, said('Mixed response', 61)],
      { triggers: { [PROGRESSION]: 'not-met' } },
    ],
    [
      'of a cancer of the skin',
      [
        ...BREAST_I,
        condition('C44.91', { id: 'skin' }),
        { ...diseaseStatus('271299001', ago(10)), focus: [{ reference: 'Condition/skin' }] },
      ],
      { triggers: { [PROGRESSION]: 'not-met' } },
    ],
  ]);
});
