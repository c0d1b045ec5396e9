/** Trigger 10: relapsed or refractory blood cancer (clinical reference 3.2 row 10). */
import { describe } from 'vitest';
import { ago, condition, STAGE_II, type Claim, type Resource } from '../../support/chart-of.ts';
import { decide } from '../../support/scenario-table.ts';

const ID = 'relapsed-refractory-heme';
const MAJOR: Claim = { triggers: { [ID]: 'met major definite counted' }, A: true };
const SUPPORTING: Claim = { triggers: { [ID]: 'met supporting definite counted' }, A: null };
const PROBABLE: Claim = { triggers: { [ID]: 'met supporting probable' }, A: null };
const NO: Claim = { triggers: { [ID]: 'not-met' }, A: false };

describe('by code, by words, by status', () => {
  decide([
    [
      '19 myeloma in relapse C90.02',
      [condition('C90.02')],
      { ...MAJOR, metastatic: 'not-applicable', level: 'specialist', urgency: 'soon' },
    ],
    ...['C91.02', 'C92.02', 'C92.A2', 'C93.02', 'C95.92'].map((code) => [code, [condition(code)], MAJOR] as const),
    ['clinicalStatus relapse', [condition('C83.30', { status: 'relapse' })], MAJOR],
    ['clinicalStatus recurrence', [condition('C81.90', { status: 'recurrence' })], MAJOR],
    ['words alone: probable', [condition('C90.00', { text: 'Relapsed refractory multiple myeloma' })], PROBABLE],
    ['words take it back', [condition('C90.00', { text: 'Multiple myeloma, not relapsed' })], NO],
    ['refractory anemia is no relapse', [condition('C90.00', { text: 'Myeloma and refractory anemia' })], NO],
    ['provisional', [condition('C90.02', { verification: 'provisional' })], { M: null, triggers: { [ID]: '!met' } }],
  ]);
});

describe('a slow course: supporting', () => {
  decide([
    ...['C91.12', 'C92.12', 'C91.42'].map((code) => [code, [condition(code)], SUPPORTING] as const),
    ...['C82.00', 'C82.30', 'C83.00', 'C84.00', 'C84.A0', 'C88.00', 'C88.40'].map(
      (code) => [`${code}, status relapse`, [condition(code, { status: 'relapse' })], SUPPORTING] as const,
    ),
    ['follicular IIIb C82.40, relapse', [condition('C82.40', { status: 'relapse' })], MAJOR],
    ['SNOMED CT 122961000119105 chronic lymphoid leukemia in relapse', [condition('122961000119105')], SUPPORTING],
    ['beside a fast one in relapse', [condition('C91.12'), condition('C92.02')], MAJOR],
    [
      'a site counts them as major',
      [condition('C91.12')],
      MAJOR,
      { options: { thresholds: { [ID]: { indolentHemeAsSupporting: false } } } },
    ],
  ]);
});

describe('nothing of it', () => {
  decide([
    ['49 new myeloma, no treatment', [condition('C90.00', { onset: ago(30) })], NO],
    ['63 new acute leukemia', [condition('C92.00', { onset: ago(10) })], { ...NO, metastatic: 'not-applicable' }],
    ['52 Hodgkin lymphoma', [condition('C81.90')], NO],
    ['65 C83.31: the 5th character is the site', [condition('C83.31')], NO],
    ['solid cancer: not for it', STAGE_II, { triggers: { [ID]: 'not-applicable' }, A: false }],
    [
      'solid cancer, drugs not read: not for it all the same',
      STAGE_II,
      { triggers: { [ID]: 'not-applicable' } },
      { states: { MedicationRequest: 'forbidden' } },
    ],
    [
      'blood cancer, drugs not read',
      [condition('C90.00')],
      { triggers: { [ID]: 'not-assessable' }, A: null },
      { states: { MedicationRequest: 'forbidden' } },
    ],
    ['relapse coded, drugs not read', [condition('C90.02')], MAJOR, { states: { MedicationRequest: 'forbidden' } }],
    ['in remission', [condition('C90.01')], { M: false, triggers: { [ID]: 'not-applicable' } }],
    [
      'Condition truncated',
      STAGE_II,
      { triggers: { [ID]: 'not-assessable truncated' } },
      { states: { Condition: 'partial' } },
    ],
  ]);
});

describe('by lines of treatment', () => {
  const given = (rxnorm: string, name: string, days: number): Resource => ({
    resourceType: 'MedicationAdministration',
    id: `given-${name}-${days}`,
    status: 'completed',
    subject: { reference: 'Patient/p1' },
    medicationCodeableConcept: {
      coding: [{ system: 'http://www.nlm.nih.gov/research/umls/rxnorm', code: rxnorm, display: name }],
    },
    effectiveDateTime: ago(days),
  });
  const MYELOMA = condition('C90.00', { onset: ago(1000) });
  const FIRST = given('358258', 'bortezomib', 950);
  const SECOND = given('1721947', 'daratumumab', 500);
  const THIRD = given('1302966', 'carfilzomib', 100);
  // A record that began more than a year before the first treatment: nothing came before it.
  const EARLY = condition('I10', { onset: ago(2500) });
  decide([
    ['third line since the diagnosis', [EARLY, MYELOMA, FIRST, SECOND, THIRD], MAJOR],
    ['second line', [EARLY, MYELOMA, FIRST, SECOND], { triggers: { [ID]: '!met' } }],
    [
      'a solid cancer is there too: of which is the line?',
      [EARLY, MYELOMA, condition('C50.911'), FIRST, SECOND, THIRD],
      { triggers: { [ID]: '!met' } },
    ],
    [
      'acute leukemia without remission, 91 days after treatment began: supporting',
      [EARLY, condition('C92.00', { onset: ago(95) }), given('3041', 'cytarabine', 91)],
      { triggers: { [ID]: 'met supporting definite' } },
    ],
    [
      'the same after 90 days',
      [EARLY, condition('C92.00', { onset: ago(95) }), given('3041', 'cytarabine', 90)],
      { triggers: { [ID]: '!met' } },
    ],
  ]);
});
