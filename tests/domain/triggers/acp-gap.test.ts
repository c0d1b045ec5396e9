/** Trigger 26: no advance care planning is visible (clinical reference 3.2 row 26). */
import { describe, expect, test } from 'vitest';
import { say } from '../../../src/words/say.ts';
import {
  ago,
  assessOf,
  coded,
  condition,
  observation,
  referral,
  STAGE_II,
  STAGE_IV,
  type Claim,
  type Resource,
  type Scene,
} from '../../support/chart-of.ts';
import { BY_PATIENT, consent, document, goal } from '../../support/builders/planning.ts';
import { decide, type Row } from '../../support/scenario-table.ts';

const acp = (claim: string): Claim => ({ triggers: { 'acp-gap': claim } });
const note = (date: string): Resource => document(null, date, { description: 'Goals of care conversation' });

const rows: readonly Row[] = [
  ['nothing visible, all places read', [], acp('met supporting definite !counted')],
  ['directive of 2016', [document('42348-3', '2016-03-01')], acp('not-met')],
  ['agent named 2021', [document('81343-6', '2021-05-01')], acp('not-met')],
  ['POLST as an order', [referral('100822-6', ago(900))], acp('not-met')],
  ['consent that is a directive', [consent('acd', ago(900))], acp('not-met')],
  ['do not resuscitate (Z66)', [condition('Z66', { recorded: ago(900) })], acp('not-met')],
  ['conversation 365 days ago', [note(ago(365))], acp('not-met')],
  ['conversation 366 days ago', [note(ago(366))], acp('met')],
  ['preferences recorded last month', [observation('75773-2', ago(30), { valueString: 'no tube' })], acp('not-met')],
  ["the patient's own goal last month", [goal('Be at home with my family', ago(30), BY_PATIENT)], acp('not-met')],
  ["the team's goal is no conversation", [goal('HbA1c below 7', ago(30))], acp('met')],
  ['asked for a directive: none', [observation('75320-2', ago(30), { valueBoolean: false })], acp('met')],
  [
    'conversation without a date',
    [document(null, '', { date: undefined, description: 'Goals of care' })],
    acp('not-assessable date-unknown'),
  ],
  ['documents not asked for', [], acp('not-assessable not-asked'), { states: { DocumentReference: 'not-asked' } }],
  ['documents in part', [], acp('not-assessable truncated'), { states: { DocumentReference: 'partial' } }],
  [
    'neither consents nor observations',
    [],
    acp('not-assessable scope-not-granted'),
    { states: { Consent: 'forbidden', Observation: 'forbidden' } },
  ],
  ['no consents, but observations', [], acp('met probable'), { states: { Consent: 'unsupported' } }],
  ['no observations, but consents', [], acp('met probable'), { states: { Observation: 'unsupported' } }],
  [
    'directive seen although documents are in part',
    [consent('acd', ago(900))],
    acp('not-assessable'),
    { states: { DocumentReference: 'partial' } },
  ],
];
describe('stage IV', () => {
  decide(rows, STAGE_IV);
});

describe('other disease', () => {
  decide([
    ['stage II: not advanced', [...STAGE_II], acp('not-applicable')],
    ['stage not recorded: met, and says so', [condition('C34.11')], acp('met supporting')],
    ['no cancer', [], acp('not-applicable')],
  ]);
});

describe('words', () => {
  const sentence = (resources: readonly Resource[], scene?: Scene): string => {
    const found = assessOf([...STAGE_IV, ...resources], scene).triggers.find(({ id }) => id === 'acp-gap');
    return found === undefined ? '' : say(found.because);
  };
  test('say what is not visible, never what was not done', () => {
    expect(sentence([])).toBe('No document or conversation visible in the last 12 months');
    expect(sentence([note('2024-02-03')])).toBe(
      'No document or conversation visible in the last 12 months; last conversation 3 Feb 2024',
    );
    expect(sentence([document('81343-6', '2021')])).toBe(
      'Health care agent named, 2021; no conversation visible in the last 12 months',
    );
  });
  test('every met has evidence', () => {
    const found = assessOf([...STAGE_IV]).triggers.find(({ id }) => id === 'acp-gap');
    expect(found?.evidence.map((one) => one.reference)).toEqual(expect.arrayContaining(['Condition/lung']));
  });
  test('an answer of no is evidence', () => {
    const no = observation('75320-2', ago(30), { valueCodeableConcept: coded('373067005') });
    const found = assessOf([...STAGE_IV, no]).triggers.find(({ id }) => id === 'acp-gap');
    expect(found?.evidence.map((one) => one.reference)).toContain(`Observation/${no.id}`);
  });
});
