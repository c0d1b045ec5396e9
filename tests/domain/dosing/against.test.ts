/** The strongest reason against the answer, beside it (clinical reference 8.1, 8). */
import { describe, expect, it, test } from 'vitest';
import { assess } from '../../../src/domain/assess.ts';
import type { Assessment } from '../../../src/domain/assessment.ts';
import type { TriggerId } from '../../../src/domain/triggers/trigger.ts';
import { say } from '../../../src/words/say.ts';
import { cycles, order } from '../../support/builders/treatment.ts';
import { ago, assessOf, coded, condition, STAGE_IV, type Resource } from '../../support/chart-of.ts';
import { fixtureChart, SCENARIOS } from '../../support/fixture-chart.ts';

/** What only tells that other places may hold records makes nobody doubt, nor what is only to be asked. */
const NO_DOUBT = ['acute-care-elsewhere', 'planning-elsewhere', 'also-not-read', 'treatment-stopped-why-not-recorded'];
const NOT_FOR_A_LEVEL = ['metastatic-solid-tumor', 'acp-gap', 'systemic-therapy-change'];

/** Everything in an answer that could be told against it, whichever of it is told. */
function speaks({ triggers, facts, recommendation }: Assessment): readonly string[] {
  const own = recommendation.level === 'watch' || recommendation.level === 'oncology-team';
  const counted = triggers.filter((one) => one.outcome === 'met' && one.counted);
  const doubts = counted.flatMap(({ caveats, because }) => [
    ...caveats.map(({ code }) => code).filter((code) => !NO_DOUBT.includes(code)),
    ...(because.code.endsWith('-not-recorded-as-planned') ? [because.code] : []),
  ]);
  const uncounted = triggers.filter(
    (one) => one.outcome === 'met' && !one.counted && !NOT_FOR_A_LEVEL.includes(one.id),
  );
  const perhaps = triggers.flatMap((one) =>
    one.outcome === 'not-assessable'
      ? one.missing.filter(({ reason, source }) => reason === 'possible' && source === null)
      : [],
  );
  const isWell = (id: TriggerId): boolean =>
    triggers.some((one) => one.id === id && one.outcome === 'not-met' && one.evidence.length > 0);
  const well = [
    ...(isWell('severe-physical-symptom') ? ['symptoms'] : []),
    ...(isWell('poor-performance-status') && (facts.ecog?.value ?? 9) <= 1 ? ['function'] : []),
  ];
  return [
    ...(own ? uncounted.map(({ because }) => because.code) : [...doubts, ...well]),
    ...perhaps.map((one) => one.say.code).filter((code) => !NO_DOUBT.includes(code)),
    ...(facts.advanced === null && !/(stage|grade|relapse).* not/.test(say(recommendation.headline))
      ? ['advanced']
      : []),
  ];
}

/** Docetaxel, stopped two months ago for want of a response. */
const stopped = order('docetaxel', ago(120), {
  status: 'stopped',
  statusReason: coded('266721009'),
  dosageInstruction: [{ timing: { repeat: { boundsPeriod: { start: ago(120), end: ago(60) } } } }],
});

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

  it('stands beside every answer of which something in the chart makes one doubt, and beside no other', () => {
    const beside: string[] = [];
    for (const scenario of SCENARIOS) {
      const answer = assess(fixtureChart(scenario));
      if (answer.recommendation.level === 'none') expect(answer.against, scenario).toBeNull();
      else expect([scenario, answer.against !== null]).toEqual([scenario, speaks(answer).length > 0]);
      if (answer.against !== null) beside.push(scenario);
    }
    // Both kinds are among the scenarios.
    expect(beside.length).toBeGreaterThan(20);
    expect(beside.length).toBeLessThan(SCENARIOS.length - 20);
  });

  it('where there is none, a gap of this very chart is named: not only what no chart can show', () => {
    const answers = SCENARIOS.map((scenario) => ({ scenario, ...assess(fixtureChart(scenario)) }));
    const alone = answers.filter(({ against, recommendation }) => against === null && recommendation.level !== 'none');
    const gapsOf = ({ notSeen }: Assessment): readonly string[] => notSeen.map((one) => say(one.say));
    const always = gapsOf(alone[0] as Assessment).filter((gap) => alone.every((one) => gapsOf(one).includes(gap)));
    expect(always).not.toEqual([]);
    for (const one of alone)
      expect([one.scenario, ...gapsOf(one).filter((gap) => !always.includes(gap))]).not.toEqual([one.scenario]);
  });

  test.each<readonly [situation: string, resources: readonly Resource[], expected: string | null]>([
    [
      'treatment on record breaks off, and nobody says why: a question for the next talk, and no find',
      [...STAGE_IV, ...cycles('docetaxel', 200, 60)],
      null,
    ],
    [
      'treatment was stopped for want of a response, and whether the disease is advanced is not told',
      [condition('C34.11'), stopped],
      'not-counted: Treatment ended (no response); whether the disease progresses is not recorded',
    ],
  ])('%s', (_, resources, expected) => {
    const { against, recommendation } = assessOf(resources);
    expect(recommendation.level).not.toBe('none');
    expect(against === null ? null : `${against.as}: ${say(against.say)}`).toBe(expected);
  });

  it('never calls a stage missing, or undecided, where the readings that may tell it were not read', () => {
    const said = SCENARIOS.map((scenario) => {
      const { against, facts } = assess(fixtureChart(scenario, { Observation: { state: 'not-asked' } }));
      return [scenario, facts.stage === null ? against?.say.code : undefined];
    });
    const ofStage = [
      'stage-not-recorded',
      'advanced-not-told',
      'advanced-unclear',
      'stage-not-read',
      'advanced-not-read',
    ];
    expect(said.filter(([, code]) => code !== undefined && ofStage.includes(code))).toEqual([]);
  });

  it('is never a reason for the answer as well', () => {
    for (const scenario of SCENARIOS) {
      const { against, recommendation } = assess(fixtureChart(scenario));
      const reasons = recommendation.because.map((one) => say(one.say));
      if (against !== null) expect(reasons, scenario).not.toContain(say(against.say));
    }
  });
});
