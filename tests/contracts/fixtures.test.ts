/**
 * Every chart in fhir-fixtures, answered by the command line, against what was written of it from the clinical rules
 * without the code.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';

interface Expected {
  readonly title: string;
  readonly asOf: string;
  readonly patientId: string;
  readonly chart: Readonly<Record<string, unknown>> & { readonly cancers?: readonly ExpectedCancer[] };
  readonly triggers: Readonly<Record<string, ExpectedTrigger>>;
  readonly notices?: readonly { readonly id: string; readonly date: string }[];
  readonly recommendation: Readonly<Record<string, unknown>>;
}
interface ExpectedCancer {
  readonly name: string;
  readonly site: string;
  readonly role: string;
  readonly status: string;
  readonly onset: string | null;
  readonly evidence: readonly string[];
}
interface ExpectedTrigger {
  readonly outcome: string;
  readonly strength: string | null;
  readonly certainty: string | null;
  readonly counted: boolean;
  readonly evidence: readonly string[];
  readonly mayAlsoCite?: readonly string[];
  readonly missing?: readonly string[];
}

interface Answer {
  readonly patient: { readonly id: string };
  readonly chart: Readonly<Record<string, unknown>> & { readonly cancers: readonly ExpectedCancer[] };
  readonly triggers: readonly (Omit<ExpectedTrigger, 'missing'> & {
    readonly id: string;
    readonly missing: readonly { readonly reason: string }[];
  })[];
  readonly notices: readonly { readonly id: string; readonly date: string }[];
  readonly recommendation: Readonly<Record<string, unknown>> & { readonly tasks: readonly string[] };
}

const FOLDER = 'fhir-fixtures/patients';
const scenarios = readdirSync(FOLDER).filter((name) => existsSync(join(FOLDER, name, 'bundle.json')));

/** All scenarios in one process, one answer a line, as the bytes that came out. */
function askAll(timeZone: string): ReadonlyMap<string, string> {
  const files = scenarios.map((name) => join(FOLDER, name));
  const lines = execFileSync('node', ['--import', 'tsx', 'tests/support/assess-all.ts', ...files], {
    encoding: 'utf8',
    env: { ...process.env, TZ: timeZone },
  });
  return new Map(
    lines
      .trim()
      .split('\n')
      .map((line, index) => [scenarios[index] ?? '', line]),
  );
}

const inHonolulu = askAll('Pacific/Honolulu');
const inAuckland = askAll('Pacific/Auckland');

/** Sites of metastases are a set. */
function unordered(facts: Readonly<Record<string, unknown>>): object {
  const sites = facts['metastaticSites'];
  return Array.isArray(sites)
    ? { ...facts, metastaticSites: sites.map(String).toSorted((a, b) => a.localeCompare(b)) }
    : facts;
}

/** Percent to one decimal: the reference gives no rounding. */
function roundedWeight(change: unknown): unknown {
  if (typeof change !== 'object' || change === null || !('percent' in change)) return change;
  return { ...change, percent: expect.closeTo(Number(change.percent), 1) as unknown };
}

test('there are at least eight charts of our own', () => {
  expect(scenarios.length).toBeGreaterThanOrEqual(8);
});

describe.each(scenarios)('%s', (scenario) => {
  const expected = JSON.parse(readFileSync(join(FOLDER, scenario, 'expected.json'), 'utf8')) as Expected;
  const written = inHonolulu.get(scenario) ?? '';
  const answer = JSON.parse(written) as Answer;

  test('the answer does not depend on the time zone of the machine', () => {
    expect(inAuckland.get(scenario)).toBe(written);
  });

  test('facts of the chart', () => {
    const { cancers, weightChange, ...facts } = expected.chart;
    expect(answer.patient.id).toBe(expected.patientId);
    expect(unordered(answer.chart)).toMatchObject(unordered(facts));
    if (weightChange !== undefined)
      expect({ change: answer.chart['weightChange'] }).toMatchObject({ change: roundedWeight(weightChange) });
    if (cancers === undefined) return;
    const byName = (all: readonly ExpectedCancer[]): readonly ExpectedCancer[] =>
      all.toSorted((a, b) => a.name.localeCompare(b.name));
    expect(byName(answer.chart.cancers)).toEqual(byName(cancers));
  });

  test('every trigger', () => {
    expect(answer.triggers.map(({ id }) => id).toSorted()).toEqual(Object.keys(expected.triggers).toSorted());
    for (const { id, missing, ...result } of answer.triggers) {
      const wanted = expected.triggers[id];
      expect({ id, ...result }).toMatchObject({
        id,
        outcome: wanted?.outcome,
        strength: wanted?.strength,
        certainty: wanted?.certainty,
        counted: wanted?.counted,
      });
      expect(
        wanted?.evidence.filter((one) => !result.evidence.includes(one)),
        `evidence of ${id}`,
      ).toEqual([]);
      // What is met because something is absent is shown with the cancer that makes it matter.
      if (result.outcome === 'met' && id !== 'acp-gap') {
        const allowed = [...(wanted?.evidence ?? []), ...(wanted?.mayAlsoCite ?? [])];
        expect(
          result.evidence.filter((one) => !allowed.includes(one)),
          `cited beyond the expected evidence of ${id}`,
        ).toEqual([]);
      }
      if (wanted?.missing !== undefined)
        expect(missing.map(({ reason }) => reason)).toEqual(expect.arrayContaining([...wanted.missing]));
    }
  });

  test('the recommendation', () => {
    const { why: _, ambiguous: __, tasks, ...recommendation } = expected.recommendation;
    expect(answer.recommendation).toMatchObject(recommendation);
    if (Array.isArray(tasks)) expect(new Set(answer.recommendation.tasks)).toEqual(new Set(tasks));
  });

  test('the safety lines', () => {
    if (expected.notices === undefined) return;
    expect(answer.notices.map(({ id, date }) => ({ id, date }))).toEqual(
      expected.notices.map(({ id, date }) => ({ id, date })),
    );
  });
});
