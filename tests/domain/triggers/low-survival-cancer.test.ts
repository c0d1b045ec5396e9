/** Trigger 3: cancers in which early palliative care is advised by site or histology (clinical reference 2.6, 3.2 row 3, 5.5). */
import { describe } from 'vitest';
import {
  ago,
  condition,
  mCategory,
  procedure,
  stageGroup,
  visitDiagnosis,
  stay,
  type Claim,
} from '../../support/chart-of.ts';
import { codedTwice, histology, intent } from '../../support/builders/disease.ts';
import { decide, type Row } from '../../support/scenario-table.ts';

const ID = 'low-survival-cancer';
const MET: Claim = { triggers: { [ID]: 'met major definite counted' }, A: true };
const LOWERED: Claim = { triggers: { [ID]: 'met supporting definite' } };
const ASK: Claim = { triggers: { [ID]: 'not-assessable possible' } };
const STAGE: Claim = { triggers: { [ID]: 'not-assessable never-recorded' } };
const NO: Claim = { triggers: { [ID]: 'not-met' } };

describe('on the list by site', () => {
  decide([
    ...['C25.0', 'C25.9', 'C22.1', 'C23', 'C24.0', 'C24.8', 'C24.9', 'C45.0', 'C45.1'].map((code): Row => [
      `${code}, diagnosed long ago`,
      [condition(code, { onset: ago(1500) })],
      MET,
    ]),
    ...['363418001', '312104005', '254645002', '255031003', '1268458008', '363353009', '276828006', '393563007'].map(
      (code): Row => [`SNOMED CT ${code}`, [condition(code)], MET],
    ),
    ...['683991000119103', '67841000119103'].map((code): Row => [
      `extensive small cell by ${code}`,
      [condition(code)],
      MET,
    ]),
    ['endocrine pancreas C25.4', [condition('C25.4')], NO],
    ['neuroendocrine C7A.8', [condition('C7A.8')], NO],
    ['pericardial mesothelioma C45.2', [condition('C45.2')], NO],
    ['thyroid C73 alone', [condition('C73')], NO],
    ['thyroid C73 with the code of anaplastic carcinoma', [codedTwice(['C73', '255031003'])], MET],
    ['breast', [condition('C50.911')], NO],
    ['pancreas resolved', [condition('C25.0', { status: 'resolved' })], { triggers: { [ID]: 'not-applicable' } }],
    ['pancreas provisional', [condition('C50.911'), condition('C25.0', { verification: 'provisional' })], ASK],
    [
      'pancreas code, words of a neuroendocrine tumor',
      [condition('C25.9', { text: 'Pancreatic neuroendocrine tumor' })],
      ASK,
    ],
    [
      'Condition truncated, none seen',
      [condition('C50.911')],
      { triggers: { [ID]: 'not-assessable truncated' } },
      {
        states: { Condition: 'partial' },
      },
    ],
    ['Condition truncated, one seen', [condition('C25.0')], MET, { states: { Condition: 'partial' } }],
  ]);
});

describe('brain: the grade decides', () => {
  decide([
    ['C71.9 alone', [condition('C71.9')], { ...ASK, A: null }],
    ['C71.9 with the code of glioblastoma', [codedTwice(['C71.9', '393563007'])], MET],
    ['C71.9 with the morphology 63634009', [condition('C71.9', { more: histology('63634009') })], MET],
    [
      'C71.9, glioblastoma in words: probable',
      [condition('C71.9', { text: 'Glioblastoma multiforme of left temporal lobe' })],
      { triggers: { [ID]: 'met supporting probable' }, A: null },
    ],
    [
      'C71.9, words take it back',
      [condition('C71.9', { text: 'Brain tumor, no glioblastoma on biopsy' })],
      { ...ASK, A: null },
    ],
    ['oligodendroglioma of cerebrum', [condition('104981000119104')], NO],
    ['malignant meninges C70.0', [condition('C70.0')], NO],
  ]);
});

describe('on the list when metastatic or advanced', () => {
  decide([
    ['stomach, no stage', [condition('C16.9')], STAGE],
    ['stomach, metastasis', [condition('C16.9'), condition('C78.7')], MET],
    ['stomach, stage II', [condition('C16.9', { stage: 'Stage II' })], NO],
    ['esophagus, M1', [condition('C15.9'), mCategory('M1', ago(20))], MET],
    ['esophagus, stage IVA without M: may be without spread', [condition('C15.9', { stage: 'IVA' })], STAGE],
    ['small cell lung, no stage', [condition('254632001')], STAGE],
    ['small cell lung, stage IV', [condition('254632001', { stage: 'Stage IV' })], MET],
    ['small cell lung, limited: stage II', [condition('254632001', { stage: 'Stage II' })], NO],
    ['lung without histology, stage IV', [condition('C34.90', { stage: 'Stage IV' })], NO],
    ['liver cell carcinoma alone', [condition('C22.0')], ASK],
    ['liver cell carcinoma, stage IVB', [condition('C22.0', { stage: 'IVB' })], MET],
    ['liver cell carcinoma, stage I', [condition('C22.0', { stage: 'Stage I' })], NO],
    ['ampulla of Vater, no stage', [condition('C24.1')], STAGE],
    ['ampulla of Vater, stage I', [condition('C24.1', { stage: 'Stage I' })], NO],
    [
      'ampulla of Vater, palliative treatment',
      [condition('C24.1'), procedure('367336001', ago(30), intent('363676003'))],
      MET,
    ],
    [
      'pancreas and stomach with a metastasis: pancreas carries it',
      [condition('C25.0'), condition('C16.9'), condition('C78.7')],
      MET,
    ],
    [
      'stomach and colon with a metastasis: of which?',
      [condition('C16.9'), condition('C18.7'), condition('C78.7')],
      STAGE,
    ],
    ['leptomeningeal C79.32', [condition('C50.911'), condition('C79.32')], MET],
  ]);
});

describe('unknown primary', () => {
  decide([
    [
      'C80.1 alone (situation 62)',
      [condition('C80.1')],
      { ...NO, M: true, A: null, level: 'watch', basis: 'thin', tasks: ['add-stage'] },
    ],
    ['C25.4, named by its own words', [condition('C25.4', { text: 'Malignant neoplasm of endocrine pancreas' })], NO],
    ['C80.1 with bone metastasis', [condition('C80.1'), condition('C79.51')], MET],
    ['C80.1 with nodes', [condition('C80.1'), condition('C77.3')], MET],
    ['C80.1 beside a lung cancer with nodes', [condition('C80.1'), condition('C34.11'), condition('C77.1')], NO],
    ['metastasis to liver of unknown primary 285613005', [condition('285613005')], MET],
    ['the same beside a colon cancer', [condition('285613005'), condition('C18.7')], NO],
    [
      'metastasis, primary undocumented',
      [condition('C78.7')],
      { triggers: { 'low-survival-cancer': 'not-assessable possible' } },
    ],
  ]);
});

describe('after a resection that may have cured it: supporting', () => {
  const PANCREAS = condition('C25.0', { onset: ago(300), recorded: ago(300), stage: 'Stage II' });
  decide([
    ['pancreatectomy by code', [PANCREAS, procedure('33149006', ago(280))], { ...LOWERED, A: false }],
    [
      'Whipple procedure in words',
      [PANCREAS, procedure('1', ago(280), { code: { text: 'Whipple procedure' } })],
      LOWERED,
    ],
    ['attempted Whipple', [PANCREAS, procedure('1', ago(280), { code: { text: 'Whipple attempted' } })], MET],
    ['90 days before the first record', [PANCREAS, procedure('33149006', ago(390))], LOWERED],
    ['91 days before the first record', [PANCREAS, procedure('33149006', ago(391))], MET],
    ['cholecystectomy for stones is none', [PANCREAS, procedure('38102005', ago(280))], MET],
    [
      'resected, but metastatic now',
      [PANCREAS, procedure('33149006', ago(280)), condition('C78.7', { onset: ago(20) })],
      MET,
    ],
    [
      'gallbladder, stage I, cholecystectomy',
      [condition('C23', { stage: 'Stage I' }), procedure('38102005', ago(390))],
      LOWERED,
    ],
    ['gallbladder, stage not recorded, cholecystectomy', [condition('C23'), procedure('38102005', ago(390))], MET],
    ['bile duct, hepatectomy', [condition('C22.1'), procedure('107963000', ago(390))], LOWERED],
    ['pancreatectomy not done', [PANCREAS, procedure('33149006', ago(280), { status: 'not-done' })], MET],
    ['adjuvant chemotherapy', [PANCREAS, procedure('367336001', ago(200), intent('373846009'))], LOWERED],
    [
      'adjuvant chemotherapy, two cancers: of which?',
      [PANCREAS, condition('C50.911'), procedure('367336001', ago(200), intent('373846009'))],
      MET,
    ],
  ]);
});

describe('situations of section 9', () => {
  decide([
    [
      '44 coded on a planned hospital stay: probable, supporting',
      [
        visitDiagnosis('C25.0', ago(2), { encounter: 'Encounter/in' }),
        stay({ id: 'in', start: ago(3), end: ago(1), priority: 'EL' }),
      ],
      { M: true, triggers: { [ID]: 'met supporting probable' }, A: null },
    ],
    ['44 one visit diagnosis', [visitDiagnosis('C25.0', ago(2))], { M: null, gate: 'cancer-status-unclear' }],
    ['63 new acute leukemia is not on the list', [condition('C92.00', { onset: ago(10) })], NO],
  ]);
});

describe('stage in an Observation of another condition', () => {
  decide([
    [
      'small cell lung: the stage names the breast cancer',
      [
        condition('254632001', { id: 'lung' }),
        condition('C50.911', { id: 'breast' }),
        stageGroup('Stage IV', ago(20), 'Condition/breast'),
      ],
      { triggers: { [ID]: 'not-assessable' } },
    ],
  ]);
});
