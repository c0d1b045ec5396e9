/** What is new since a decision: dated after it, and for what was there before only on a later reading (clinical 3.5). */
import { describe, expect, test } from 'vitest';
import { isNew, lastDecision } from '../../../src/domain/chart/decisions.ts';
import type { ObservationContent } from '../../../src/domain/chart/records.ts';
import { parseWhen } from '../../../src/domain/logic/when.ts';
import type { TriggerResult } from '../../../src/domain/triggers/trigger.ts';
import { ago, chartOf } from '../../support/chart-of.ts';
import { met } from '../../support/builders/findings.ts';
import { chartWith, decision, nurseContact, reading } from '../../support/builders/planning.ts';
import { GATE_DAYS } from '../../support/numbers.ts';

const pain = (severity: number): ObservationContent => ({
  kind: 'symptom',
  item: 'pain',
  severity,
  score: severity,
  scale: '0-10',
});

/** Severe pain now on a reading of one day, with an earlier reading before the decision. */
function painAgain(now: string, before: ObservationContent | null, decidedOn: string): boolean {
  const current = reading(pain(8), now, { reference: 'Observation/now' });
  const earlier = before === null ? [] : [reading(before, ago(25), { reference: 'Observation/before' })];
  const result: TriggerResult = met('severe-physical-symptom', [now], { evidence: [current] });
  return isNew(result, parseWhen(decidedOn), chartWith([], [current, ...earlier]), GATE_DAYS.againDays);
}

describe('severe pain after a decision 10 days ago', () => {
  const rows: readonly (readonly [string, string, ObservationContent | null, boolean])[] = [
    ['first time severe, the next day', ago(9), null, true],
    ['was moderate before, the next day', ago(9), pain(5), true],
    ['was as severe before, six days after', ago(4), pain(8), false],
    ['was as severe before, seven days after', ago(3), pain(8), true],
    ['was less severe before, two days after', ago(8), pain(7), true],
    [
      'another symptom was severe before',
      ago(9),
      { ...pain(9), kind: 'symptom', item: 'nausea' } as ObservationContent,
      true,
    ],
    ['read on the day of the decision', ago(10), null, false],
    ['read before, seen only now', ago(12), null, false],
  ];
  for (const [situation, now, before, expected] of rows)
    test(situation, () => {
      expect(painAgain(now, before, ago(10))).toBe(expected);
    });
});

test('a month that only may lie after the decision is not called new', () => {
  expect(isNew(met('cns-metastases', ['2026-11']), parseWhen('2026-11-05'), chartOf([]), GATE_DAYS.againDays)).toBe(
    false,
  );
});

test('after a contact without a date nothing can be called old', () => {
  expect(isNew(met('cns-metastases', [ago(300)]), null, chartOf([]), GATE_DAYS.againDays)).toBe(true);
});

test('what is not met is not new', () => {
  expect(
    isNew(met('cns-metastases', [ago(1)], { outcome: 'not-met' }), parseWhen(ago(9)), chartOf([]), GATE_DAYS.againDays),
  ).toBe(false);
});

test('on one day, times tell which came first', () => {
  const after = met('delirium', [`${ago(10)}T15:00:00Z`]);
  const before = met('delirium', [`${ago(10)}T09:00:00Z`]);
  const decided = parseWhen(`${ago(10)}T12:00:00Z`);
  expect(isNew(after, decided, chartOf([]), GATE_DAYS.againDays)).toBe(true);
  expect(isNew(before, decided, chartOf([]), GATE_DAYS.againDays)).toBe(false);
});

test('the last decision or contact', () => {
  expect(lastDecision(chartOf([decision('defer', ago(30)), nurseContact(ago(10))]))?.decision).toBe(
    'navigator-contact',
  );
  expect(lastDecision(chartOf([]))).toBeNull();
});
