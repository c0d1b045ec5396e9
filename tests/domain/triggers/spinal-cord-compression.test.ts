/** Trigger 7: compression of the spinal cord or cauda equina (clinical reference 3.2 row 7). */
import { describe } from 'vitest';
import { ago, condition, visitDiagnosis, type Claim, type Resource } from '../../support/chart-of.ts';
import { decide } from '../../support/scenario-table.ts';

const ID = 'spinal-cord-compression';
const MET: Claim = { triggers: { [ID]: 'met major definite counted' } };
const NO: Claim = { triggers: { [ID]: 'not-met' } };
const ASK: Claim = { triggers: { [ID]: 'not-assessable possible' } };
const BREAST = condition('C50.911', { recorded: ago(900), onset: ago(900), stage: 'Stage II' });
const BONE = condition('C79.51', { onset: ago(300) });
const cord = (days: number, code = 'G95.20'): Resource => condition(code, { onset: ago(days) });

describe('with a cancer that can cause it', () => {
  decide([
    ...['G95.20', 'G95.29', 'g95.20', 'G83.4', 'G99.2', '71286001', '192970008'].map(
      (code) => [`${code} with bone metastasis`, [BREAST, BONE, cord(20, code)], MET] as const,
    ),
    ['89 days', [BREAST, BONE, cord(89)], MET],
    ['90 days', [BREAST, BONE, cord(90)], MET],
    ['91 days', [BREAST, BONE, cord(91)], NO],
    ['coded again at a visit', [BREAST, BONE, cord(200), visitDiagnosis('G95.20', ago(10))], NO],
    ['brain metastasis', [BREAST, condition('C79.31', { onset: ago(300) }), cord(20)], MET],
    ['myeloma', [condition('C90.00'), cord(20)], MET],
    ['tumor of the spinal cord C72.0', [condition('C72.0'), cord(20)], MET],
    ['tumor of the vertebral column C41.2', [condition('C41.2'), cord(20)], MET],
    ['on the encounter list', [BREAST, BONE, visitDiagnosis('G95.20', ago(10))], MET],
    ['resolved', [BREAST, BONE, condition('G95.20', { onset: ago(20), status: 'resolved' })], NO],
    [
      'in "2026": probable',
      [BREAST, BONE, condition('G95.20', { onset: '2026' })],
      { triggers: { [ID]: 'met supporting probable' } },
    ],
    [
      'without a date',
      [BREAST, BONE, condition('G95.20', { more: { onsetDateTime: undefined } })],
      { triggers: { [ID]: 'not-assessable date-unknown' } },
    ],
    ['provisional', [BREAST, BONE, condition('G95.20', { onset: ago(20), verification: 'provisional' })], ASK],
    ['refuted', [BREAST, BONE, condition('G95.20', { onset: ago(20), verification: 'refuted' })], NO],
  ]);
});

describe('without one, or with a worn spine', () => {
  decide([
    ['no bone or CNS disease', [BREAST, cord(20)], ASK],
    ['no bone or CNS disease, 91 days ago', [BREAST, cord(91)], NO],
    ['liver metastasis only', [BREAST, condition('C78.7'), cord(20)], ASK],
    ['G99.2 with spondylosis, no metastasis', [BREAST, cord(20, 'G99.2'), condition('M47.12')], NO],
    ['G99.2 with stenosis and bone metastasis', [BREAST, BONE, cord(20, 'G99.2'), condition('M48.02')], ASK],
    ['G95.20 with spondylosis and bone metastasis', [BREAST, BONE, cord(20), condition('M47.12')], MET],
    ['spondylosis alone', [BREAST, BONE, condition('M47.12')], NO],
    ['no code', [BREAST, BONE], NO],
    [
      'Condition truncated',
      [BREAST, BONE],
      { triggers: { [ID]: 'not-assessable truncated' } },
      {
        states: { Condition: 'partial' },
      },
    ],
    ['no cancer', [cord(20)], { triggers: { [ID]: 'not-applicable' } }],
  ]);
});
