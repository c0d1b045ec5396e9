/** A decision as its form begins: nothing is said for the clinician, and nothing is put off for longer than the answer asks. */
import { describe, expect, it } from 'vitest';
import { assess } from '../../../src/domain/assess.ts';
import { beginDecision, type DecisionKind } from '../../../src/domain/decision/decision.ts';
import { fixtureChart } from '../../support/fixture-chart.ts';

const found = assess(fixtureChart('lung-stage-4-two-unplanned-stays'));
const { asOf } = found;
const DAYS = { declineDays: 90, decisionDays: 30, severeSymptomDays: 14 };

describe('the day to ask again', () => {
  it.each<readonly [DecisionKind, lookAgainIn: number | null, proposed: number]>([
    ['not-now', 7, 7],
    ['not-now', 60, 30],
    ['not-now', null, 30],
    // A day to look again that has come is none to propose.
    ['not-now', 0, 30],
    ['our-team', 7, 7],
    ['our-team', 60, 30],
    // The patient's no has its own time.
    ['patient-declined', 7, 90],
  ])('%s, with another look in %s days: in %i days', (is, lookAgainIn, proposed) => {
    const recommendation = { ...found.recommendation, reviewOn: lookAgainIn === null ? null : asOf + lookAgainIn };
    expect(beginDecision(is, { ...found, recommendation }, DAYS)).toMatchObject({ askAgain: asOf + proposed });
  });
});

it('nothing is ticked at first', () => {
  expect(beginDecision('our-team', found, DAYS)).toMatchObject({ items: [] });
});
