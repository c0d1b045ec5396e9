/** The catalogue as a contract: every rule is listed, cited, numbered with sources, and reads only what it declares. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { acuteCare } from '../../../src/domain/chart/acute-care-episodes.ts';
import type { Chart } from '../../../src/domain/chart/chart.ts';
import { activeMalignancy } from '../../../src/domain/chart/malignancy.ts';
import type { SourceId } from '../../../src/domain/chart/source.ts';
import { spreadOf } from '../../../src/domain/chart/spread.ts';
import { CATALOGUE, CATALOGUE_VERSION } from '../../../src/domain/triggers/catalogue.ts';
import type { RuleView, Thresholds, TriggerRule } from '../../../src/domain/triggers/rule.ts';
import { say } from '../../../src/words/say.ts';
import {
  ago,
  assessOf,
  chartOf,
  condition,
  daysInHospital,
  ecog,
  karnofsky,
  mCategory,
  procedure,
  STAGE_II,
  STAGE_IV,
  stageGroup,
  type Resource,
} from '../../support/chart-of.ts';

const RULES = join(import.meta.dirname, '../../../src/domain/triggers/rules');
const files = readdirSync(RULES).map((name) => name.replace(/\.ts$/, ''));

test('every file in rules/ is in the catalogue under its own name, and nothing else is', () => {
  expect(CATALOGUE.map((rule) => rule.id).toSorted()).toEqual(files.toSorted());
});

test('ids are unique and are those of the clinical reference', () => {
  expect(new Set(CATALOGUE.map((rule) => rule.id)).size).toBe(CATALOGUE.length);
  expect(CATALOGUE.map((rule) => rule.id)).toEqual([
    'metastatic-solid-tumor',
    'cns-metastases',
    'poor-performance-status',
    'repeat-unplanned-admissions',
  ]);
});

test('the catalogue has a version', () => {
  expect(CATALOGUE_VERSION).toMatch(/^\d{4}\.\d+$/);
});

test('needed sources are those of the rule (3.2)', () => {
  const needs = Object.fromEntries(CATALOGUE.map((rule) => [rule.id, rule.needs]));
  expect(needs['metastatic-solid-tumor']).toEqual(expect.arrayContaining(['Condition', 'Observation']));
  expect(needs['cns-metastases']).toEqual(expect.arrayContaining(['Condition']));
  expect(needs['poor-performance-status']).toEqual(expect.arrayContaining(['Observation']));
  expect(needs['repeat-unplanned-admissions']).toEqual(expect.arrayContaining(['Encounter']));
});

test('numbers are those of the reference (3.2)', () => {
  const values = Object.fromEntries(
    CATALOGUE.map((rule) => [
      rule.id,
      Object.fromEntries(Object.entries(rule.thresholds).map(([name, { value }]) => [name, value])),
    ]),
  );
  expect(values).toEqual({
    'metastatic-solid-tumor': {},
    'cns-metastases': { recentDays: 365, treatedDays: 730 },
    'poor-performance-status': { windowDays: 60, inpatientWindowDays: 14 },
    'repeat-unplanned-admissions': { windowDays: 90, count: 2, countPresumedUnplanned: true },
  });
});

/** Which sources a part of the chart, or a derived fact, comes from. What is not named here is of no source. */
const CHART_SOURCES: Readonly<Record<string, SourceId>> = {
  conditions: 'Condition',
  encounters: 'Encounter',
  observations: 'Observation',
  procedures: 'Procedure',
  carePlans: 'CarePlan',
  referrals: 'ServiceRequest',
};
/** Active cancer is the engine's precondition for every rule; what else a fact rests on has to be declared. */
const FACT_SOURCES: Readonly<Record<string, readonly SourceId[]>> = {
  spread: ['Condition'],
  acuteCare: ['Encounter', 'Condition', 'Procedure'],
};

/** A view that writes down which sources were looked into. */
function watched(chart: Chart): {
  readonly view: Omit<RuleView<Thresholds>, 'thresholds'>;
  readonly read: ReadonlySet<SourceId>;
} {
  const read = new Set<SourceId>();
  const watch = <Watched extends object>(target: Watched, sourcesOf: (name: string) => readonly SourceId[]): Watched =>
    new Proxy(target, {
      get(object, name, receiver): unknown {
        if (typeof name === 'string') for (const source of sourcesOf(name)) read.add(source);
        const value: unknown = Reflect.get(object, name, receiver);
        return value;
      },
    });
  const malignancy = activeMalignancy(chart);
  const facts = { malignancy, spread: spreadOf(chart, malignancy), acuteCare: acuteCare(chart), advanced: null };
  return {
    view: {
      chart: watch(chart, (name) => (name in CHART_SOURCES ? [CHART_SOURCES[name] as SourceId] : [])),
      asOf: chart.asOf,
      facts: watch(facts, (name) => FACT_SOURCES[name] ?? []),
    },
    read,
  };
}

const charts: readonly (readonly Resource[])[] = [
  [],
  STAGE_IV,
  STAGE_II,
  [
    ...STAGE_IV,
    condition('C79.31', { onset: ago(30) }),
    ecog(3, ago(5)),
    karnofsky(40, ago(5)),
    daysInHospital(60),
    daysInHospital(20),
    procedure('367336001', ago(20)),
  ],
  [condition('C83.31'), stageGroup('Stage IV', ago(30)), mCategory('M0', ago(30)), ecog('2-3', ago(5))],
];

describe.each(CATALOGUE.map((rule) => [rule.id, rule] as const))('%s', (id, rule: TriggerRule) => {
  const values = Object.fromEntries(Object.entries(rule.thresholds).map(([name, { value }]) => [name, value]));

  test('has version, citations with key and text, and no source both needed and also read', () => {
    expect(rule.version).toMatch(/^\d+\.\d+\.\d+$/);
    expect(rule.citations.length).toBeGreaterThan(0);
    for (const { key, text } of rule.citations) {
      expect(key.trim()).not.toBe('');
      expect(text).toMatch(/\d{4}|NCCN/);
    }
    expect(rule.needs.filter((one) => rule.alsoReads.includes(one))).toEqual([]);
    expect(rule.needs.length).toBeGreaterThan(0);
  });

  test('every number has unit, date and source', () => {
    for (const [name, { unit, since, source }] of Object.entries(rule.thresholds)) {
      expect({ name, unit: unit.trim() }).not.toEqual({ name, unit: '' });
      expect(since).toMatch(/^\d{4}-\d{2}-\d{2}$/);
      const known = [...rule.citations.map(({ key }) => key), 'DESIGN'];
      expect(known).toContain(source);
    }
  });

  test('says itself in words with the numbers in force', () => {
    const words = say(rule.inWords(values));
    expect(words).not.toMatch(/undefined|NaN|\[object|null/);
    for (const value of Object.values(values))
      if (typeof value === 'number' && value > 9) expect(words).toContain(String(value));
  });

  test.each(charts.map((chart, index) => [index, chart] as const))(
    'reads only what it declares: chart %i',
    (_, resources) => {
      const { view, read } = watched(chartOf(resources));
      const full = { ...view, thresholds: values };
      rule.lookedAt(full);
      rule.evaluate(full);
      const declared = new Set<SourceId>([...rule.needs, ...rule.alsoReads]);
      expect([...read].filter((one) => !declared.has(one))).toEqual([]);
    },
  );

  test('is pure: the file names no clock, no chance and no server', () => {
    expect(readFileSync(join(RULES, `${id}.ts`), 'utf8')).not.toMatch(
      /\bDate\b|Math\.random|fetch\(|process\.|window\./,
    );
  });

  test('carries citations, version and rule in words into the result', () => {
    const result = assessOf(STAGE_IV).triggers.find((one) => one.id === id);
    expect(result).toMatchObject({ id, ruleVersion: rule.version, citations: rule.citations });
    expect(result?.lookedAt.length).toBeGreaterThan(0);
  });
});
