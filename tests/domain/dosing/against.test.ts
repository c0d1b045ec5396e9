/** The strongest reason against the answer, beside it (clinical reference 8.1, 8). */
import { describe, expect, it, test } from 'vitest';
import { assess } from '../../../src/domain/assess.ts';
import { say } from '../../../src/words/say.ts';
import { fixtureChart, SCENARIOS } from '../../support/fixture-chart.ts';

const againstIn = (scenario: string): string => {
  const { against } = assess(fixtureChart(scenario));
  return against === null ? '' : `${against.as}: ${say(against.say)}`;
};

describe('speaks against the answer', () => {
  test.each<readonly [situation: string, scenario: string, expected: RegExp | '']>([
    [
      'a new advanced cancer of which only the year is known',
      '25-lung-metastasis-onset-year-only',
      /^against: The date is not exact/,
    ],
    ['three stays, no stage', '50a-lung-no-stage-three-stays', /^against: Whether the disease is advanced/],
    [
      'two stays, and function that is not poor',
      'lung-stage-4-two-unplanned-stays',
      /^against: Whether the hospital stay was planned is not recorded/,
    ],
    ['weight lost on semaglutide', '54-weight-loss-on-semaglutide', /^not-counted: .*semaglutide/i],
    ['a metastasis, and neither function nor symptoms known: said as not seen', '01a-lung-stage-4-since-120-days', ''],
    ['metastatic, ECOG 1, no symptom screen', '35b-breast-metastatic-no-symptom-screen', /^against: ECOG [01]/],
    ['hospice care: no level, nothing against one', '22a-colon-stage-4-hospice-open', ''],
  ])('%s', (_, scenario, expected) => {
    if (expected === '') expect(againstIn(scenario)).toBe('');
    else expect(againstIn(scenario)).toMatch(expected);
  });

  it('no answer that gives a level stands alone: there is a reason against it, or something that was not seen', () => {
    for (const scenario of SCENARIOS) {
      const { against, recommendation, notSeen } = assess(fixtureChart(scenario));
      if (recommendation.level === 'none') expect(against, scenario).toBeNull();
      else expect(against !== null || notSeen.length > 0, scenario).toBe(true);
    }
  });

  it('is never a reason for the answer as well', () => {
    for (const scenario of SCENARIOS) {
      const { against, recommendation } = assess(fixtureChart(scenario));
      const reasons = recommendation.because.map((one) => say(one.say));
      if (against !== null) expect(reasons, scenario).not.toContain(say(against.say));
    }
  });
});
