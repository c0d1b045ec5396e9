/** Advance care planning and goals that are visible (clinical reference 3.2 row 26, 5.6). */
import { describe, expect, test } from 'vitest';
import { planningOf } from '../../../src/domain/chart/planning.ts';
import { ago, chartOf, coded, condition, observation, referral, type Resource } from '../../support/chart-of.ts';
import { BY_PATIENT, consent, document, goal } from '../../support/builders/planning.ts';

const documents = (resources: readonly Resource[]): readonly string[] =>
  planningOf(chartOf(resources)).documents.map(({ what }) => what);
const conversations = (resources: readonly Resource[]): readonly string[] =>
  planningOf(chartOf(resources)).conversations.map(({ what }) => what);

describe('documents of any date', () => {
  const rows: readonly (readonly [string, readonly Resource[], readonly string[]])[] = [
    ['nothing', [], []],
    ['advance directive, 10 years old', [document('42348-3', ago(3650))], ['advance-directive']],
    ['by category only', [document(null, ago(9), { category: [coded('42348-3')] })], ['advance-directive']],
    ['by its title', [document(null, ago(9), { description: 'Living Will (scanned)' })], ['advance-directive']],
    ['agent by its title', [document(null, ago(9), { type: { text: 'Health Care Proxy' } })], ['health-care-agent']],
    ['declined, by its title', [document(null, ago(9), { description: 'Advance directive declined' })], []],
    ['none on file, by its title', [document(null, ago(9), { description: 'No advance directive on file' })], []],
    ['superseded', [document('42348-3', ago(9), { status: 'superseded' })], []],
    ['a draft', [document('42348-3', ago(9), { docStatus: 'preliminary' })], []],
    ['consent: advance directive', [consent('acd', ago(9))], ['advance-directive']],
    ['consent: do not resuscitate', [consent('dnr', ago(9))], ['code-status']],
    ['consent that is no longer in force', [consent('acd', ago(9), { status: 'inactive' })], []],
    ['consent to research', [consent('research', ago(9))], []],
    ['Z66', [condition('Z66', { recorded: ago(900) })], ['code-status']],
    ['Z66, refuted', [condition('Z66', { verification: 'refuted' })], []],
    ['code status answered', [observation('81351-9', ago(9), { valueBoolean: true })], ['code-status']],
    ['code status answered no', [observation('81351-9', ago(9), { valueBoolean: false })], []],
    ['POLST as an order that forbids', [referral('100822-6', ago(9), { doNotPerform: true })], ['code-status']],
    ['POLST revoked', [referral('100822-6', ago(9), { status: 'revoked' })], []],
  ];
  for (const [situation, resources, expected] of rows)
    test(situation, () => {
      expect(documents(resources)).toEqual(expected);
    });
});

test('a note about goals of care and recorded preferences are conversations', () => {
  expect(conversations([document(null, ago(9), { description: 'Goals of care discussion' })])).toEqual([
    'conversation',
  ]);
  expect(conversations([observation('75773-2', ago(9), { valueString: 'No feeding tube' })])).toEqual(['preference']);
});

test("goals: the patient's own first, then the newest; those that were reached are gone", () => {
  const { goals } = planningOf(
    chartOf([
      goal('Walk the dog', ago(100), BY_PATIENT),
      goal('Pain below 4', ago(5)),
      goal('Weight', ago(2), { lifecycleStatus: 'completed' }),
    ]),
  );
  expect(goals.map((one) => one.text)).toEqual(['Walk the dog', 'Pain below 4']);
});
