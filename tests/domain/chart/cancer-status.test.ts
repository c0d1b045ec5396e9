import { describe, expect, test } from 'vitest';
import {
  ago,
  assessOf,
  chartOf,
  condition,
  diseaseStatus,
  mCategory,
  stay,
  visitDiagnosis,
} from '../../support/chart-of.ts';
import { decide } from '../../support/scenario-table.ts';

const since = (days: number): { onset: string; recorded: string } => ({ onset: ago(days), recorded: ago(days) });
const PARTIAL = '551001000124108';
const WORSE = '271299001';
const COMPLETE = '103338009';

describe('a remission that the code carries', () => {
  const HEME = 'relapsed-refractory-heme';
  decide([
    [
      'partial remission since: active',
      [condition('C92.01', since(300)), diseaseStatus(PARTIAL, ago(10))],
      { M: true },
    ],
    [
      'worse since: active, relapse to be asked',
      [condition('C90.01', since(300)), diseaseStatus(WORSE, ago(10))],
      { M: true, A: null, triggers: { [HEME]: 'not-assessable possible' } },
    ],
    ['complete remission since', [condition('C90.01', since(300)), diseaseStatus(COMPLETE, ago(10))], { M: false }],
    ['worse before the code', [condition('C90.01', since(300)), diseaseStatus(WORSE, ago(310))], { M: false }],
    ['worse, and resolved', [condition('C90.01', { ...since(300), status: 'resolved' })], { M: false }],
  ]);
});

describe('one blood cancer in two codes: the newest wins', () => {
  const HEME = 'relapsed-refractory-heme';
  decide([
    ['relapse, then remission', [condition('C90.02', since(730)), condition('C90.01', since(30))], { M: false }],
    [
      'remission, then relapse',
      [condition('C90.01', since(730)), condition('C90.02', since(30))],
      { M: true, triggers: { [HEME]: 'met major' } },
    ],
    [
      'leukemia of another kind in remission',
      [condition('C91.12', since(730)), condition('C92.01', since(30))],
      { M: true },
    ],
    ['lymphoma, then in remission', [condition('C83.31', since(730)), condition('C83.3A', since(30))], { M: false }],
  ]);
});

describe('days on which a visit diagnosis was coded', () => {
  const visit = (id: string, days: number) => stay({ id, class: 'AMB', start: ago(days), end: ago(days) });
  const undated = (encounter: string) =>
    condition('C25.0', {
      status: null,
      category: 'encounter-diagnosis',
      encounter,
      more: { onsetDateTime: undefined },
    });
  const onset = (encounter: string) =>
    condition('C25.0', { category: 'encounter-diagnosis', encounter, onset: ago(20) });
  decide([
    [
      'two visits of one day',
      [visit('a', 20), visit('b', 20), onset('Encounter/a'), onset('Encounter/b')],
      { M: null },
    ],
    [
      'two visits of two days',
      [visit('a', 20), visit('b', 40), onset('Encounter/a'), onset('Encounter/b')],
      { M: true },
    ],
    ['undated, one day', [visit('a', 20), visit('b', 20), undated('Encounter/a'), undated('Encounter/b')], { M: null }],
    [
      'undated, two days',
      [visit('a', 20), visit('b', 50), undated('Encounter/a'), undated('Encounter/b')],
      { M: true },
    ],
    [
      'undated, years ago',
      [visit('a', 1100), visit('b', 1150), undated('Encounter/a'), undated('Encounter/b')],
      { M: null },
    ],
  ]);

  decide([
    [
      'second diagnosis of a hospital stay',
      [
        visitDiagnosis('C25.0', ago(30), { id: 'cx' }),
        stay({
          start: ago(30),
          end: ago(27),
          more: {
            diagnosis: [
              { condition: { reference: 'Condition/other' }, rank: 1 },
              { condition: { reference: 'Condition/cx' }, rank: 2 },
            ],
          },
        }),
      ],
      { M: true, triggers: { 'low-survival-cancer': 'met probable' } },
    ],
    [
      'the same of an office visit',
      [
        visitDiagnosis('C25.0', ago(30), { id: 'cx' }),
        stay({
          class: 'AMB',
          start: ago(30),
          end: ago(30),
          more: { diagnosis: [{ condition: { reference: 'Condition/cx' }, rank: 2 }] },
        }),
      ],
      { M: null },
    ],
  ]);
});

describe('cancer of the skin', () => {
  const skin = (more = {}) => condition('C44.321', { id: 'skin', ...more });
  decide([
    ['alone', [skin()], { M: false }],
    ['with M1 of it', [skin(), mCategory('M1', ago(40), 'Condition/skin')], { M: true, isMetastatic: true }],
    ['with M0 of it', [skin(), mCategory('M0', ago(40), 'Condition/skin')], { M: false }],
    ['stage IV', [skin({ stage: 'Stage IV' })], { M: null }],
    ['stage II', [skin({ stage: 'Stage II' })], { M: false }],
    ['"metastatic"', [skin({ text: 'Metastatic squamous cell carcinoma of skin' })], { M: null }],
    [
      'by SNOMED CT, "metastatic"',
      [condition('254651007', { text: 'Metastatic squamous cell carcinoma' })],
      { M: null },
    ],
    ['by SNOMED CT', [condition('254651007', { text: 'Squamous cell carcinoma of skin' })], { M: false }],
  ]);
});

describe('codes of other systems', () => {
  decide([
    [
      'ICD-10 of another country',
      [condition('C34.9', { system: 'http://fhir.de/CodeSystem/bfarm/icd-10-gm' })],
      { M: true },
    ],
    [
      'what rests on it is probable',
      [condition('C25.0', { system: 'http://fhir.de/CodeSystem/bfarm/icd-10-gm' })],
      { triggers: { 'low-survival-cancer': 'met probable' } },
    ],
    ['ICD-10-PCS is no diagnosis', [condition('C34.9', { system: 'http://hl7.org/fhir/sid/icd-10-pcs' })], { M: null }],
    ['ICD-9 without words', [condition('174.9', { system: 'http://hl7.org/fhir/sid/icd-9-cm' })], { M: null }],
    ['a code without a system and without words', [condition('C34.90', { system: '' })], { M: null }],
    ['unknown', [condition('UNK', { system: 'http://terminology.hl7.org/CodeSystem/v3-NullFlavor' })], { M: null }],
    ['a local code with words', [condition('1', { system: 'urn:oid:1.2.3', display: 'Hypertension' })], { M: false }],
  ]);

  test('a diagnosis that nobody can read is counted, and the source is no longer complete', () => {
    const chart = chartOf([condition('174.9', { system: 'http://hl7.org/fhir/sid/icd-9-cm' })]);
    expect(chart.unreadable.map(({ reason }) => reason)).toEqual(['no-code']);
    expect(chart.sources['ehr']?.Condition.state).toBe('partial');
  });
});

describe('cancers in words', () => {
  test.each([
    'lung CA',
    'Adenoca of colon',
    'NHL',
    'GIST',
    'SCC of tongue',
    'Waldenstrom macroglobulinemia',
    'Mycosis fungoides',
    'Thymoma',
  ])('"%s": cannot tell', (text) => {
    expect(assessOf([condition(null, { text })]).facts.activeMalignancy).toBeNull();
  });
  test.each(['H/O breast cancer', 'hx of breast ca', 'Registered nurse visit', 'Cataract', 'Type 2 diabetes (HCC)'])(
    '"%s": none',
    (text) => {
      expect(assessOf([condition(null, { text })]).facts.activeMalignancy).toBe(false);
    },
  );

  const HEME = 'relapsed-refractory-heme';
  decide([
    ['lymphoma', [condition(null, { text: 'Non-Hodgkin lymphoma' })], { triggers: { [HEME]: 'not-assessable' } }],
    ['of no site', [condition(null, { text: 'Cancer (HCC)' })], { triggers: { [HEME]: 'not-assessable' } }],
    ['of the lung', [condition(null, { text: 'Lung cancer' })], { triggers: { [HEME]: 'not-applicable' } }],
  ]);
});

describe('a cancer code whose words contradict it is probable', () => {
  const LOW = 'low-survival-cancer';
  decide([
    [
      '"suspected"',
      [condition('C25.0', { text: 'Suspected pancreatic cancer' })],
      { triggers: { [LOW]: 'met probable' } },
    ],
    [
      '"history of"',
      [condition('C25.0', { text: 'History of pancreatic cancer' })],
      { triggers: { [LOW]: 'met probable' } },
    ],
    ['no contradiction', [condition('C25.0', { text: 'Pancreatic cancer' })], { triggers: { [LOW]: 'met definite' } }],
    [
      'history of something else',
      [condition('C25.0', { text: 'Pancreatic cancer with history of pancreatitis' })],
      { triggers: { [LOW]: 'met definite' } },
    ],
  ]);
});
