/** Trigger 8: malignant effusion, ascites, obstruction, SVC syndrome (clinical reference 3.2 row 8). */
import { describe } from 'vitest';
import {
  ago,
  at,
  coded,
  condition,
  procedure,
  STAGE_II,
  STAGE_IV,
  stay,
  type Claim,
  type Resource,
} from '../../support/chart-of.ts';
import { decide } from '../../support/scenario-table.ts';

const ID = 'malignant-obstruction-or-effusion';
const MAJOR: Claim = { triggers: { [ID]: 'met major definite counted' } };
const SUPPORTING: Claim = { triggers: { [ID]: 'met supporting definite counted' } };
const PROBABLE: Claim = { triggers: { [ID]: 'met supporting probable' } };
const NO: Claim = { triggers: { [ID]: 'not-met' } };
const ASK: Claim = { triggers: { [ID]: 'not-assessable possible' } };
const LUNG = condition('C34.11', { onset: ago(400) });
const on = (code: string, days: number): Resource => condition(code, { onset: ago(days) });
const worded = (text: string, days: number, more = {}): Resource =>
  procedure('1', ago(days), { code: { text }, ...more });

describe('malignant effusion and ascites: enough alone', () => {
  decide([
    ...['J91.0', 'R18.0', 'I31.31'].map((code) => [`${code}, 20 days`, [LUNG, on(code, 20)], MAJOR] as const),
    ['180 days', [LUNG, on('J91.0', 180)], MAJOR],
    ['181 days', [LUNG, on('J91.0', 181)], NO],
    ['drained and resolved since', [LUNG, condition('J91.0', { onset: ago(50), status: 'resolved' })], MAJOR],
    ['pleural effusion of any cause J90', [LUNG, on('J90', 20)], NO],
    ['J91.8 and R18.8', [LUNG, on('J91.8', 20), on('R18.8', 20)], NO],
    ['60046008 pleural effusion', [LUNG, on('60046008', 20)], NO],
    ['in words: probable', [LUNG, condition(null, { text: 'Malignant pleural effusion', onset: ago(20) })], PROBABLE],
    ['words take it back', [LUNG, condition(null, { text: 'No malignant pleural effusion', onset: ago(20) })], NO],
    ['provisional', [LUNG, condition('J91.0', { onset: ago(20), verification: 'provisional' })], ASK],
    [
      'without a date',
      [LUNG, condition('J91.0', { more: { onsetDateTime: undefined } })],
      { triggers: { [ID]: 'not-assessable date-unknown' } },
    ],
    ['in "2026": probable', [LUNG, condition('J91.0', { onset: '2026' })], PROBABLE],
    [
      'reason of a visit',
      [LUNG, stay({ start: at(20, '10:00'), end: at(18, '10:00'), more: { reasonCode: [coded('J91.0')] } })],
      MAJOR,
    ],
    ['pleural catheter, in words: probable', [LUNG, worded('Insertion of tunneled pleural catheter', 20)], PROBABLE],
    [
      'paracentesis for malignant ascites',
      [LUNG, worded('Abdominal paracentesis', 20, { reasonCode: [coded('R18.0')] })],
      MAJOR,
    ],
    ['paracentesis without a reason', [LUNG, worded('Abdominal paracentesis', 20)], NO],
  ]);
});

describe('superior vena cava', () => {
  decide([
    ['I87.1, lung', [LUNG, on('I87.1', 20)], MAJOR],
    ['63363004, lung', [LUNG, on('63363004', 20)], MAJOR],
    ['lymphoma', [condition('C83.31'), on('63363004', 20)], MAJOR],
    ['thymus', [condition('C37'), on('I87.1', 20)], MAJOR],
    ['breast with lung metastasis', [condition('C50.911'), condition('C78.01'), on('I87.1', 20)], MAJOR],
    ['mediastinal metastasis', [condition('C18.7'), condition('C78.1'), on('I87.1', 20)], MAJOR],
    ['colon alone: compression of vein may be anything', [condition('C18.7'), on('I87.1', 20)], ASK],
  ]);
});

describe('bowel obstruction: major with advanced or peritoneal disease', () => {
  const OVARY = condition('C56.9', { recorded: ago(300), onset: ago(300), stage: 'Stage II' });
  decide([
    ...['K56.609', 'K56.601', 'K56.699', '81060008', '126765001'].map(
      (code) => [`${code}, stage IV`, [...STAGE_IV, on(code, 20)], MAJOR] as const,
    ),
    ['stage II: supporting', [OVARY, on('K56.609', 20)], SUPPORTING],
    ['stage not recorded: supporting', [condition('C56.9'), on('K56.609', 20)], SUPPORTING],
    ['peritoneal metastasis', [condition('C56.9'), condition('C78.6'), on('K56.609', 20)], MAJOR],
    ['adhesions K56.50', [...STAGE_IV, on('K56.50', 20)], NO],
    ['day of an abdominal operation', [...STAGE_IV, procedure('43075005', ago(20)), on('K56.609', 20)], NO],
    ['30 days after', [...STAGE_IV, procedure('43075005', ago(50)), on('K56.609', 20)], NO],
    ['31 days after', [...STAGE_IV, procedure('43075005', ago(51)), on('K56.609', 20)], MAJOR],
    ['operated for it the day after', [...STAGE_IV, procedure('43075005', ago(19)), on('K56.609', 20)], MAJOR],
    [
      'an operation on the breast explains nothing',
      [...STAGE_IV, procedure('64368001', ago(25)), on('K56.609', 20)],
      MAJOR,
    ],
    [
      '57 colon stage III, obstruction 60 days ago, resected 55 days ago',
      [
        condition('C18.7', { onset: ago(60), recorded: ago(60), stage: 'Stage III' }),
        on('K56.609', 60),
        procedure('43075005', ago(55)),
      ],
      { ...SUPPORTING, A: false, level: 'oncology-team', urgency: null },
    ],
  ]);
});

describe('bile duct and ureter: with advanced disease only', () => {
  decide([
    ['K83.1, stage IV', [...STAGE_IV, on('K83.1', 20)], MAJOR],
    ['N13.39 hydronephrosis, stage IV', [...STAGE_IV, on('N13.39', 20)], MAJOR],
    ['N13.2 with stones, stage IV', [...STAGE_IV, on('N13.2', 20)], NO],
    ['K83.1, stage II', [...STAGE_II, on('K83.1', 20)], NO],
    ['K83.1, stage not recorded', [condition('C50.911'), on('K83.1', 20)], ASK],
    [
      'biliary stent in words, stage IV: probable',
      [...STAGE_IV, worded('ERCP with placement of biliary stent', 20)],
      PROBABLE,
    ],
    ['nephrostomy in words, stage IV', [...STAGE_IV, worded('Percutaneous nephrostomy', 20)], PROBABLE],
    ['stent removal', [...STAGE_IV, worded('Removal of biliary stent', 20)], NO],
  ]);
});

describe('sources', () => {
  decide([
    [
      'Condition truncated',
      [LUNG],
      { triggers: { [ID]: 'not-assessable truncated' } },
      { states: { Condition: 'partial' } },
    ],
    [
      'Procedure forbidden: a drainage may stand there',
      [LUNG],
      { triggers: { [ID]: 'not-assessable scope-not-granted' } },
      { states: { Procedure: 'forbidden' } },
    ],
    ['a server without Procedure: a caveat only', [LUNG], NO, { states: { Procedure: 'unsupported' } }],
    [
      'no cancer on record: it may be there all the same',
      [on('J91.0', 20)],
      { M: null, gate: 'cancer-status-unclear', triggers: { [ID]: 'met supporting' } },
    ],
    ['no cancer, bowel obstruction', [on('K56.609', 20)], { M: false, triggers: { [ID]: 'not-applicable' } }],
  ]);
});
