/** Opioids that the patient takes (clinical reference 3.4 `opioidActive`). */
import { expect, test } from 'vitest';
import { opioidActive } from '../../../src/domain/chart/opioids.ts';
import { ago, chartOf, type Resource, type Scene } from '../../support/chart-of.ts';
import { dispense, given, order, statement, supply } from '../../support/builders/treatment.ts';

const MORPHINE = 'morphine sulfate 15 MG Oral Tablet';

const rows: readonly (readonly [string, readonly Resource[], boolean | null, Scene?])[] = [
  ['nothing', [], false],
  ['an order 120 days ago', [order(MORPHINE, ago(120))], true],
  ['an order 121 days ago', [order(MORPHINE, ago(121))], false],
  ['an order 200 days ago with a supply that covers the day', [order(MORPHINE, ago(200), supply(40, 4))], true],
  ['the same one day short', [order(MORPHINE, ago(200), supply(199))], false],
  ['an order without a date', [order(MORPHINE, null)], null],
  ['a month that straddles the window', [order(MORPHINE, '2026-07')], null],
  ['a stopped order', [order(MORPHINE, ago(10), { status: 'stopped' })], false],
  ['a completed order', [order(MORPHINE, ago(10), { status: 'completed' })], false],
  ['a statement', [statement(MORPHINE, ago(10))], true],
  ['doses given in hospital', [given(MORPHINE, ago(2))], false],
  ['a dispense alone', [dispense(MORPHINE, ago(2), 30)], false],
  ['methadone', [order('methadone hydrochloride 10 MG Oral Tablet', ago(10))], true],
  [
    'methadone for use disorder',
    [order('methadone hydrochloride 10 MG Oral Tablet', ago(10), { reasonCode: [{ text: 'Opioid use disorder' }] })],
    false,
  ],
  [
    'morphine under the skin',
    [order('morphine', ago(10), { dosageInstruction: [{ route: { text: 'Subcutaneous' } }] })],
    false,
  ],
  ['by code alone', [order('2103192', ago(10))], true],
  ['orders not loaded', [], null, { states: { MedicationRequest: 'forbidden' } }],
  ['orders truncated, one is there', [order(MORPHINE, ago(10))], true, { states: { MedicationRequest: 'partial' } }],
  ['no statements on this server', [], false, { states: { MedicationStatement: 'unsupported' } }],
  ['orders not asked for, statements empty', [], null, { states: { MedicationRequest: 'not-asked' } }],
  ['orders unknown to the server, statements empty', [], null, { states: { MedicationRequest: 'unsupported' } }],
  ['neither read', [], null, { states: { MedicationRequest: 'not-asked', MedicationStatement: 'not-asked' } }],
  ['an order of which nothing names the drug', [order('999999', ago(10))], null],
];

for (const [situation, resources, expected, scene] of rows) {
  test(situation, () => {
    expect(opioidActive(chartOf(resources, scene))).toBe(expected);
  });
}
