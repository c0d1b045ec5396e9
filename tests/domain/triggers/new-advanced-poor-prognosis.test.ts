/** Trigger 2: advanced disease first recorded within 90 days, in a cancer on the list (clinical reference 3.2 row 2). */
import { describe } from 'vitest';
import { ago, condition, mCategory, procedure, stageGroup, type Claim, type Resource } from '../../support/chart-of.ts';
import { intent } from '../../support/builders/disease.ts';
import { decide } from '../../support/scenario-table.ts';

const ID = 'new-advanced-poor-prognosis';
const MET: Claim = { triggers: { [ID]: 'met major definite counted' } };
const PROBABLE: Claim = { triggers: { [ID]: 'met supporting probable' } };
const LOWERED: Claim = { triggers: { [ID]: 'met supporting definite' } };
const NO: Claim = { triggers: { [ID]: 'not-met' } };
const DATE: Claim = { triggers: { [ID]: 'not-assessable date-unknown' } };

const since = (days: number): { readonly onset: string } => ({ onset: ago(days) });
const dateless = { more: { onsetDateTime: undefined } };
const withLiver = (code: string, days: number): readonly Resource[] => [
  condition(code, since(days)),
  condition('C78.7', since(days)),
];

describe('metastatic, first recorded within 90 days', () => {
  decide([
    ['lung, 60 days (situation 1)', withLiver('254637007', 60), { ...MET, level: 'specialist' }],
    ['lung, 89 days', withLiver('C34.11', 89), MET],
    ['lung, 90 days', withLiver('C34.11', 90), MET],
    ['lung, 91 days', withLiver('C34.11', 91), NO],
    ['lung, 120 days (situation 1)', withLiver('C34.11', 120), NO],
    ['lung, metastasis in an old cancer', [condition('C34.11', since(900)), condition('C78.7', since(20))], MET],
    ['the first metastasis counts', [...withLiver('C34.11', 300), condition('C79.51', since(20))], NO],
    ['lung, stage IV of 30 days', [condition('C34.11', since(35)), stageGroup('Stage IV', ago(30))], MET],
    ['lung, M1 of 30 days', [condition('C34.11', since(35)), mCategory('M1', ago(30))], MET],
    ['stage IV of 30 days, metastasis of 300', [...withLiver('C34.11', 300), stageGroup('Stage IV', ago(30))], NO],
    ...['C16.9', 'C15.9', 'C22.0', 'C23', 'C67.9', 'C49.9'].map(
      (code) => [`${code}, metastasis of 30 days`, withLiver(code, 30), MET] as const,
    ),
    ['uveal melanoma', withLiver('C69.32', 30), MET],
    ['breast is not on the list', withLiver('C50.911', 30), NO],
    ['prostate is not on the list', withLiver('C61', 30), NO],
    ['skin melanoma is not on the list', withLiver('C43.9', 30), NO],
    ['unknown primary', withLiver('C80.1', 30), MET],
    [
      'a metastasis without a primary',
      [condition('C78.7', since(30))],
      { triggers: { 'new-advanced-poor-prognosis': 'not-assessable possible' } },
    ],
    ['head and neck, found with its metastasis', withLiver('C02.9', 30), NO],
    ['head and neck, metastasis 60 days later', [condition('C02.9', since(80)), condition('C78.01', since(20))], MET],
    ['head and neck, metastasis 59 days later', [condition('C02.9', since(79)), condition('C78.01', since(20))], NO],
    [
      'head and neck, recorded as recurrence',
      [condition('C02.9', { ...since(30), status: 'recurrence' }), condition('C78.01', since(30))],
      MET,
    ],
    [
      'lung and breast, one metastasis: of which?',
      [condition('C34.11', since(500)), condition('C50.911', since(500)), condition('C78.7', since(30))],
      PROBABLE,
    ],
    [
      'lung and breast, the stage names the lung',
      [
        condition('C34.11', { ...since(500), id: 'lung' }),
        condition('C50.911', since(500)),
        stageGroup('Stage IV', ago(30), 'Condition/lung'),
      ],
      MET,
    ],
  ]);
});

describe('by the list of trigger 3', () => {
  decide([
    ['extensive small cell, 20 days (situation 48)', [condition('683991000119103', since(20))], MET],
    ['pancreas without a stage, 20 days', [condition('C25.0', since(20))], MET],
    ['pancreas without a stage, 91 days', [condition('C25.0', since(91))], NO],
    [
      'pancreas resected two years ago, metastasis now',
      [condition('C25.0', since(800)), procedure('33149006', ago(780)), condition('C78.7', since(20))],
      MET,
    ],
    [
      'pancreas resected, nothing since: not advanced',
      [condition('C25.0', { ...since(50), stage: 'Stage I' }), procedure('33149006', ago(40))],
      { triggers: { [ID]: 'not-applicable' } },
    ],
  ]);
});

describe('dates that are missing or imprecise', () => {
  decide([
    [
      '25 metastasis in "2025", asOf 1 February 2026: probable',
      [condition('C34.11', { onset: '2024-01-01' }), condition('C78.7', { onset: '2025' })],
      { ...PROBABLE, metastatic: 'met definite', level: 'navigator' },
      { asOf: '2026-02-01' },
    ],
    ['metastasis without a date', [condition('C34.11', since(400)), condition('C78.7', dateless)], DATE],
    [
      'metastasis without a date, lung cancer of 60 days: as new as the cancer',
      [condition('C34.11', since(60)), condition('C78.7', dateless)],
      MET,
    ],
    [
      'the same, but another cancer is over',
      [
        condition('C34.11', since(60)),
        condition('C78.7', dateless),
        condition('C50.911', { status: 'resolved', ...since(3000) }),
      ],
      DATE,
    ],
    [
      '40 twelve conditions share one recordedDate',
      [
        condition('C34.11', { recorded: ago(30) }),
        condition('C78.7', { recorded: ago(30) }),
        ...Array.from({ length: 10 }, () => condition('I10', { recorded: ago(30) })),
      ],
      { ...DATE, metastatic: 'met', level: 'navigator' },
    ],
    [
      'nine conditions share one recordedDate: no migration',
      [
        condition('C34.11', { recorded: ago(30) }),
        condition('C78.7', { recorded: ago(30) }),
        ...Array.from({ length: 7 }, () => condition('I10', { recorded: ago(30) })),
      ],
      MET,
    ],
  ]);
});

describe('EGFR, ALK or ROS1', () => {
  decide([
    ['426964009 EGFR positive', withLiver('426964009', 30), LOWERED],
    ['427038005 EGFR negative', withLiver('427038005', 30), MET],
    [
      'in words',
      [
        condition('C34.11', { ...since(30), text: 'ALK-positive adenocarcinoma of lung' }),
        condition('C78.7', since(30)),
      ],
      LOWERED,
    ],
  ]);
});

describe('precondition and sources', () => {
  decide([
    ['not advanced', [condition('C34.11', { stage: 'Stage I' })], { triggers: { [ID]: 'not-applicable' } }],
    ['no stage, a site on the list: it may be advanced, since when is not known', [condition('C34.11')], DATE],
    ['no stage, a site that is not on the list', [condition('C50.911')], NO],
    [
      'Condition truncated',
      [condition('C50.911'), condition('C78.7')],
      { triggers: { [ID]: 'not-assessable truncated' } },
      {
        states: { Condition: 'partial' },
      },
    ],
    [
      'Observation forbidden',
      withLiver('C50.911', 30),
      { triggers: { [ID]: 'not-assessable scope-not-granted' } },
      {
        states: { Observation: 'forbidden' },
      },
    ],
    [
      'palliative treatment of a stage IIIA lung cancer is not on the list',
      [
        condition('C34.11', { ...since(30), recorded: ago(30), stage: 'IIIA' }),
        procedure('367336001', ago(10), intent('363676003')),
      ],
      { A: true, ...NO },
    ],
  ]);
});
