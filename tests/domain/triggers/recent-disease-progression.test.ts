/** Trigger 5: recent progression (clinical reference 3.2 row 5). */
import { describe } from 'vitest';
import { ago, condition, diseaseStatus, STAGE_IV, type Claim, type Resource } from '../../support/chart-of.ts';
import { decide } from '../../support/scenario-table.ts';

const ID = 'recent-disease-progression';
const MET: Claim = { triggers: { [ID]: 'met supporting definite counted' } };
const PROBABLE: Claim = { triggers: { [ID]: 'met supporting probable' } };
const NO: Claim = { triggers: { [ID]: 'not-met' } };
const DATE: Claim = { triggers: { [ID]: 'not-assessable date-unknown' } };
const WORSE = '271299001';
const breast = (days: number): Resource => condition('C50.911', { onset: ago(days) });
const liver = (days: number): Resource => condition('C78.7', { onset: ago(days) });

describe('disease status', () => {
  decide([
    ['worse 20 days ago', [...STAGE_IV, diseaseStatus(WORSE, ago(20))], MET],
    ['59 days', [...STAGE_IV, diseaseStatus(WORSE, ago(59))], MET],
    ['60 days', [...STAGE_IV, diseaseStatus(WORSE, ago(60))], MET],
    ['61 days', [...STAGE_IV, diseaseStatus(WORSE, ago(61))], NO],
    ['the newest counts', [...STAGE_IV, diseaseStatus(WORSE, ago(200)), diseaseStatus(WORSE, ago(20))], MET],
    ['stable', [...STAGE_IV, diseaseStatus('359746009', ago(20))], NO],
    ['partial remission', [...STAGE_IV, diseaseStatus('551001000124108', ago(20))], NO],
    ['month only, inside', [...STAGE_IV, diseaseStatus(WORSE, '2026-10')], MET],
    ['month only, overlapping: probable', [...STAGE_IV, diseaseStatus(WORSE, '2026-09')], PROBABLE],
    [
      'older response code 88040-1',
      [
        ...STAGE_IV,
        { ...diseaseStatus(WORSE, ago(20)), code: { coding: [{ system: 'http://loinc.org', code: '88040-1' }] } },
      ],
      MET,
    ],
    ['a blood cancer counts too', [condition('C90.00'), diseaseStatus(WORSE, ago(20))], MET],
    ['no cancer', [condition('I10'), diseaseStatus(WORSE, ago(20))], { triggers: { [ID]: 'not-applicable' } }],
  ]);
});

describe('a metastasis in a cancer that was known', () => {
  decide([
    ['breast 400 days, liver 20 days', [breast(400), liver(20)], MET],
    ['liver 60 days', [breast(400), liver(60)], MET],
    ['liver 61 days', [breast(400), liver(61)], NO],
    ['known for 60 days', [breast(80), liver(20)], MET],
    ['known for 59 days: found with it', [breast(79), liver(20)], NO],
    ['de novo', [breast(20), liver(20)], NO],
    ['a second site in known metastatic disease', [liver(400), condition('C79.51', { onset: ago(20) })], MET],
    ['primary resolved (situation 36)', [condition('C18.7', { status: 'resolved', onset: ago(900) }), liver(20)], MET],
    ['metastasis in "2026": probable', [breast(800), condition('C78.7', { onset: '2026' })], PROBABLE],
    ['metastasis without a date', [breast(400), condition('C78.7', { more: { onsetDateTime: undefined } })], DATE],
    ['cancer without a date', [condition('C50.911', { more: { onsetDateTime: undefined } }), liver(20)], DATE],
    [
      'a new second cancer: of which is the metastasis?',
      [breast(900), condition('C34.11', { onset: ago(25) }), liver(20)],
      PROBABLE,
    ],
    ['nodes are no distant metastasis', [breast(400), condition('C77.3', { onset: ago(20) })], NO],
  ]);
});

describe('sources', () => {
  decide([
    [
      'Observation truncated, nothing seen',
      [breast(400)],
      { triggers: { [ID]: 'not-assessable truncated' } },
      {
        states: { Observation: 'partial' },
      },
    ],
    ['Observation truncated, metastasis seen', [breast(400), liver(20)], MET, { states: { Observation: 'partial' } }],
    [
      'Condition forbidden',
      [breast(400)],
      { triggers: { [ID]: 'not-assessable scope-not-granted' } },
      {
        states: { Condition: 'forbidden' },
      },
    ],
  ]);
});
