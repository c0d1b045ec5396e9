/** When to look again: clinical reference 4.3 and 4.4. */
import { expect, test } from 'vitest';
import { NEEDS_V1 } from '../../../src/domain/dosing/profiles.ts';
import { reviewDate, type ReviewFacts } from '../../../src/domain/dosing/review-date.ts';
import type { Dose } from '../../../src/domain/dosing/dose.ts';

const TODAY = 20_000;
const FIRST: ReviewFacts = {
  asOf: TODAY,
  decided: false,
  dischargedOn: null,
  nextVisit: null,
  windowsClose: [],
  checkpoint: false,
};
const DECIDED: ReviewFacts = { ...FIRST, decided: true };

test.each<readonly [Dose['level'], Dose['urgency'], Partial<ReviewFacts>, number]>([
  ['hospice-conversation', 'urgent', FIRST, 3],
  ['hospice-conversation', 'soon', FIRST, 14],
  ['specialist', 'urgent', FIRST, 3],
  ['specialist', 'soon', FIRST, 14],
  ['specialist', 'routine', FIRST, 28],
  ['navigator', 'urgent', FIRST, 3],
  ['navigator', 'soon', FIRST, 7],
  ['oncology-team', null, FIRST, 30],
  ['watch', null, FIRST, 90],
  ['specialist', 'soon', { ...FIRST, nextVisit: TODAY + 2, windowsClose: [TODAY + 8] }, 14],
  ['specialist', 'soon', { ...FIRST, checkpoint: true }, 7],
  ['specialist', 'urgent', { ...FIRST, checkpoint: true }, 3],
  ['oncology-team', null, DECIDED, 30],
  ['watch', null, DECIDED, 90],
  ['specialist', 'soon', DECIDED, 42],
  ['navigator', 'soon', DECIDED, 14],
  ['hospice-conversation', 'soon', DECIDED, 7],
  ['specialist', 'soon', { ...DECIDED, nextVisit: TODAY + 9 }, 9],
  ['specialist', 'soon', { ...DECIDED, dischargedOn: TODAY - 4 }, 10],
  ['specialist', 'soon', { ...DECIDED, dischargedOn: TODAY - 14 }, 42],
  ['specialist', 'soon', { ...DECIDED, dischargedOn: TODAY - 13 }, 1],
  ['specialist', 'soon', { ...DECIDED, nextVisit: TODAY }, 42],
  ['specialist', 'soon', { ...DECIDED, windowsClose: [TODAY + 30, TODAY + 7, TODAY + 6] }, 7],
  ['specialist', 'soon', { ...DECIDED, windowsClose: [TODAY + 6, TODAY - 3] }, 42],
  ['specialist', 'soon', { ...DECIDED, checkpoint: true }, 7],
])('%s %s %j: in %i days', (level, urgency, facts, days) => {
  const dose: Dose = { level, urgency, tasks: [], remarks: [] };
  expect(reviewDate(dose, { ...FIRST, ...facts }, NEEDS_V1)).toBe(TODAY + days);
});
