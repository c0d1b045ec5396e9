/**
 * Every number of the gates decides: a chart that lies exactly on it is held back, one day beyond it is not, and both turn when a
 * site moves the number by a day; so does what the rulebook says.
 */
import { describe, expect, test } from 'vitest';
import { rulebook } from '../../../src/cli/rulebook-page.ts';
import { GATE_NUMBERS, type GateNumbers } from '../../../src/domain/chart/gate-numbers.ts';
import type { Gate } from '../../../src/domain/dosing/recommendation.ts';
import type { StatementCode } from '../../../src/domain/statement.ts';
import { ruleProblems } from '../../../src/site/rules.ts';
import { ago, assessOf, procedure, referral, STAGE_IV, type Resource } from '../../support/chart-of.ts';
import { pain } from '../../support/builders/observations.ts';
import { decision, nurseContact, palliativeAppointment } from '../../support/builders/planning.ts';
import { GATE_DAYS } from '../../support/numbers.ts';

interface Edge {
  /** Or, of what is no gate any more, the remark. */
  readonly gate: Gate | Extract<StatementCode, `remark-${string}`>;
  /** A chart in which what speaks is so many days away. */
  readonly chart: (days: number) => readonly Resource[];
  /** The gate speaks up to this number of days; `before`: only below it. */
  readonly speaks: 'up to' | 'before';
}

const upTo = (gate: Edge['gate'], chart: Edge['chart']): Edge => ({ gate, chart, speaks: 'up to' });

const EDGES: Readonly<Record<keyof GateNumbers, Edge>> = {
  referralDays: upTo('referral-open', (days) => [referral('306237005', ago(days))]),
  longOpenDays: upTo('remark-referral-long-open', (days) => [referral('306237005', ago(days))]),
  specialistContactDays: upTo('under-specialist-care', (days) => [procedure('305686008', ago(days))]),
  bookedDays: upTo('under-specialist-care', (days) => [palliativeAppointment(ago(-days))]),
  hospiceContactDays: upTo('hospice', (days) => [procedure('385763009', ago(days))]),
  declineDays: upTo('patient-declined', (days) => [decision('decline', ago(days))]),
  decisionDays: upTo('decision-recorded', (days) => [decision('defer', ago(days))]),
  severeSymptomDays: upTo('decision-recorded', (days) => [
    decision('oncology-team', ago(days)),
    pain(8, ago(days + 1)),
  ]),
  navigatorContactDays: upTo('navigator-contact', (days) => [nurseContact(ago(days))]),
  againDays: {
    gate: 'decision-recorded',
    chart: (days) => [decision('defer', ago(20)), pain(8, ago(25)), pain(8, ago(20 - days))],
    speaks: 'before',
  },
};

describe.each(Object.entries(EDGES) as readonly (readonly [keyof GateNumbers, Edge])[])('%s', (name, edge) => {
  const { value } = GATE_NUMBERS[name];
  const spoken = ({ recommendation: { suppressedBy, remarks } }: ReturnType<typeof assessOf>): string | null =>
    edge.gate.startsWith('remark-') ? (remarks.find(({ code }) => code === edge.gate)?.code ?? null) : suppressedBy;
  const gateAt = (days: number, moved: number): string | null =>
    spoken(assessOf([...STAGE_IV, ...edge.chart(days)], { options: { thresholds: { gates: { [name]: moved } } } }));
  const last = edge.speaks === 'up to' ? 0 : -1;

  test.each([value - 1, value, value + 1])('set to %i days', (moved) => {
    expect(gateAt(moved + last, moved)).toBe(edge.gate);
    expect(gateAt(moved + last + 1, moved)).not.toBe(edge.gate);
  });

  test('is the number of the reference where a site says nothing, and the rulebook says it', () => {
    expect(spoken(assessOf([...STAGE_IV, ...edge.chart(value + last)]))).toBe(edge.gate);
    expect(GATE_DAYS[name]).toBe(value);
    expect(rulebook()).toContain(`| \`${name}\` | ${value} |`);
    expect(rulebook({ thresholds: { gates: { [name]: value + 1 } } })).toContain(`| \`${name}\` | ${value + 1} |`);
  });
});

test('a site is told what is no number of the gates, and which values cannot be', () => {
  const problems = (gates: Readonly<Record<string, number | boolean>>): readonly string[] =>
    ruleProblems({
      thresholds: { gates },
      optionalTriggers: {},
      profile: 'needs-v1',
      myeloidAsBloodCancer: false,
    }).map(({ field, message }) => `${field} ${message}`);
  expect(problems({ referralDays: 120 })).toEqual([]);
  expect(problems({ referralDays: 0 })).toEqual(['thresholds.gates.referralDays must be at least 1']);
  expect(problems({ days: 3 })).toEqual([
    `thresholds.gates.days is no number of this rule; its numbers are ${Object.keys(GATE_NUMBERS).join(', ')}`,
  ]);
});
