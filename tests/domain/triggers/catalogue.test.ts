/**
 * The catalogue as a contract that every rule is held to: listed, cited, numbered with sources, said in words; it reads only
 * what it declares, and it never says "no" without what it needs.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { assess } from '../../../src/domain/assess.ts';
import { acuteCare } from '../../../src/domain/chart/acute-care-episodes.ts';
import type { Chart } from '../../../src/domain/chart/chart.ts';
import { exposuresOf } from '../../../src/domain/chart/exposures.ts';
import { involvementOf } from '../../../src/domain/chart/involvement.ts';
import { activeMalignancy } from '../../../src/domain/chart/malignancy.ts';
import { SOURCE_IDS, type SourceId } from '../../../src/domain/chart/source.ts';
import { spreadOf } from '../../../src/domain/chart/spread.ts';
import { therapyOf } from '../../../src/domain/chart/therapy.ts';
import { CATALOGUE, CATALOGUE_VERSION } from '../../../src/domain/triggers/catalogue.ts';
import { CITATION_TEXTS } from '../../../src/domain/triggers/citation-texts.ts';
import type { RuleView, Thresholds, TriggerRule } from '../../../src/domain/triggers/rule.ts';
import { TRIGGER_IDS, type Outcome, type TriggerId, type TriggerResult } from '../../../src/domain/triggers/trigger.ts';
import { basis } from '../../../src/words/basis.ts';
import { sayRule } from '../../../src/words/say-rule.ts';
import { document } from '../../support/builders/planning.ts';
import { albumin, calcium, dehydrogenase, entered, pain, phq9, weight } from '../../support/builders/observations.ts';
import { cycles, given, OLD_RECORD, order } from '../../support/builders/treatment.ts';
import {
  ago,
  assessOf,
  chartOf,
  condition,
  daysInHospital,
  diseaseStatus,
  ecog,
  karnofsky,
  mCategory,
  procedure,
  STAGE_II,
  STAGE_IV,
  STATE_NAMES,
  stageGroup,
  stay,
  type Resource,
  type StateName,
} from '../../support/chart-of.ts';
import { NEEDED_SOURCES } from '../../support/needed-sources.ts';
import { randomChart } from '../../support/random-chart.ts';
import { GATE_DAYS } from '../../support/numbers.ts';

const RULES = join(import.meta.dirname, '../../../src/domain/triggers/rules');
const ALL_RULES = Object.fromEntries(CATALOGUE.map(({ id }) => [id, true]));

function resultOf(id: TriggerId, resources: readonly Resource[], states = {}): TriggerResult {
  const answer = assessOf(resources, { states, options: { optionalRules: ALL_RULES } });
  const found = answer.triggers.find((one) => one.id === id);
  if (found === undefined) throw new Error(`${id} gave no answer`);
  return found;
}

test('every file in rules/ is in the catalogue under its own name, and nothing else is', () => {
  const files = readdirSync(RULES).map((name) => name.replace(/\.ts$/, ''));
  expect(CATALOGUE.map((rule) => rule.id).toSorted()).toEqual(files.toSorted());
});

test('the rules are those of the clinical reference, each once, in its order', () => {
  expect(CATALOGUE.map((rule) => rule.id)).toEqual(TRIGGER_IDS);
});

test('the catalogue has a version', () => {
  expect(CATALOGUE_VERSION).toMatch(/^\d{4}\.\d+$/);
});

test('numbers are those of the reference (3.2); where it has none, those that we chose', () => {
  const stays = { countPresumedUnplanned: true, countInjury: true, countPsychiatric: false };
  const reading = { windowDays: 60, inpatientWindowDays: 14, jumpGrades: 3, jumpDays: 28 };
  const numbers: Readonly<Record<TriggerId, Readonly<Record<string, number | boolean>>>> = {
    'metastatic-solid-tumor': {},
    'new-advanced-poor-prognosis': { windowDays: 90, recurrenceDays: 60, resectionDaysBefore: 90 },
    'low-survival-cancer': { resectionDaysBefore: 90 },
    'progression-after-second-line': { lines: 3, worsenedFrom: 2, countEndocrineLines: false },
    'recent-disease-progression': { windowDays: 60, knownDays: 60 },
    'cns-metastases': { recentDays: 365, treatedDays: 730 },
    'spinal-cord-compression': { windowDays: 90 },
    'malignant-obstruction-or-effusion': { windowDays: 180, operationDays: 30 },
    'malignant-hypercalcemia': {
      windowDays: 90,
      severe: 12.5,
      high: 11.5,
      apartDays: 7,
      ionizedSevere: 1.6,
      ionizedHigh: 1.5,
      normal: 10.5,
      endsDays: 30,
      albuminDays: 7,
    },
    'relapsed-refractory-heme': { lines: 3, inductionDays: 90, indolentHemeAsSupporting: true },
    'poor-performance-status': {
      ...reading,
      ecog: 3,
      karnofsky: 50,
      bedboundEcog: 4,
      bedboundKarnofsky: 30,
      bedboundApartDays: 7,
    },
    'declining-performance-status': { ...reading, ecog: 2, grades: 1, percent: 20, fromDays: 14, toDays: 90 },
    'severe-physical-symptom': { windowDays: 30, severe: 7, operationDays: 7, freshDays: 7 },
    'persistent-moderate-symptoms': {
      windowDays: 60,
      moderate: 4,
      apartDays: 7,
      rise: 2,
      thermometer: 4,
      thermometerBelow: 8,
      thermometerDays: 30,
      phq9: 8,
      phq9Below: 15,
      gad7: 10,
      gad7Below: 15,
      screeningDays: 60,
      factL: 10,
      factG: 5,
      operationDays: 7,
    },
    'severe-emotional-distress': {
      screeningDays: 60,
      itemDays: 30,
      phq9: 15,
      gad7: 15,
      item: 7,
      thermometer: 8,
      operationDays: 7,
    },
    delirium: { windowDays: 30, freshDays: 7, operationDays: 7 },
    'cachexia-weight-loss': {
      lossPercent: 5,
      lowIndex: 20,
      lowIndexLossPercent: 2,
      latestDays: 30,
      baselineFromDays: 210,
      baselineToDays: 150,
      shortestDays: 60,
      cachexiaDays: 180,
      weightLossDays: 90,
      majorEcog: 2,
      ecogDays: 60,
      surgeryDays: 365,
      highIndex: 35,
      nutritionDays: 60,
      poorAppetite: 4,
      lowAlbumin: 3.5,
      errorPercent: 15,
      errorDays: 14,
      implausiblePercent: 40,
    },
    'adverse-prognostic-labs': { windowDays: 60, lowAlbumin: 3.5, veryLowAlbumin: 2.5, sites: 3, score: 2 },
    'recent-unplanned-admission': { windowDays: 30, ...stays },
    'repeat-unplanned-admissions': { windowDays: 90, count: 2, ...stays },
    'frequent-ed-use': { windowDays: 90, count: 2, treatmentDays: 30, countInjury: false, countPsychiatric: false },
    'prolonged-or-icu-stay': { windowDays: 90, stayDays: 7, intensiveCareHours: 72, ...stays },
    'systemic-therapy-change': { windowDays: 30 },
    'treatment-with-poor-function': { windowDays: 14 },
    'anticancer-treatment-stopped': { fromDays: 28, toDays: 180 },
    'acp-gap': { conversationDays: 365 },
    'patient-or-family-request': { windowDays: 180 },
    'clinician-attested-need': { windowDays: 180 },
    'caregiver-strain': { windowDays: 180 },
    'early-phase-trial': { windowDays: 180 },
    'serious-comorbidity': {},
    'pathological-fracture': { windowDays: 90 },
  };
  const values = CATALOGUE.map((rule) => [
    rule.id,
    Object.fromEntries(Object.entries(rule.thresholds).map(([name, { value }]) => [name, value])),
  ]);
  expect(Object.fromEntries(values)).toEqual(numbers);
});

const DRUG_SOURCES = [
  'MedicationRequest',
  'MedicationAdministration',
  'MedicationStatement',
  'MedicationDispense',
] as const;
const TREATMENT: readonly SourceId[] = [...DRUG_SOURCES, 'Procedure'];

/** From which sources a part of the chart comes. Those that are not named here are of no source. */
const CHART_SOURCES: Readonly<Record<string, readonly SourceId[]>> = {
  conditions: ['Condition'],
  encounters: ['Encounter'],
  procedures: ['Procedure'],
  carePlans: ['CarePlan'],
  referrals: ['ServiceRequest'],
  medications: DRUG_SOURCES,
  documents: ['DocumentReference', 'Consent'],
  goals: ['Goal'],
  careTeams: ['CareTeam'],
  appointments: ['Appointment'],
  enrolments: ['EpisodeOfCare', 'Coverage'],
  decisions: ['Task'],
  trials: ['ResearchSubject'],
};
/** Active cancer, its spread and whether it is advanced are the engine's own preconditions, open to every rule. */
const FACT_SOURCES: Readonly<Record<string, readonly SourceId[]>> = {
  acuteCare: ['Encounter', 'Condition', 'Procedure'],
  involvement: [
    'Condition',
    'Encounter',
    'Observation',
    'Procedure',
    'CarePlan',
    'ServiceRequest',
    'CareTeam',
    'Appointment',
    'EpisodeOfCare',
  ],
};
const THERAPY_SOURCES: Readonly<Record<string, readonly SourceId[]>> = {
  exposures: TREATMENT,
  lines: TREATMENT,
  lineCount: TREATMENT,
  atLeast: TREATMENT,
  firstLineStart: TREATMENT,
  onTreatment: TREATMENT,
  unclear: [...TREATMENT, 'ResearchSubject'],
  planned: [...DRUG_SOURCES, 'CarePlan', 'ServiceRequest'],
};

interface Watched {
  /** The view with everything that is looked into written down. */
  readonly view: Omit<RuleView<Thresholds>, 'thresholds'>;
  readonly read: Set<string>;
}

function watching<Target extends object>(target: Target, onRead: (name: string) => void): Target {
  return new Proxy(target, {
    get(object, name, receiver): unknown {
      if (typeof name === 'string') onRead(name);
      const value: unknown = Reflect.get(object, name, receiver);
      return value;
    },
  });
}

function watched(chart: Chart): Watched {
  const read = new Set<string>();
  const note = (sources: readonly string[] | undefined): void => {
    for (const one of sources ?? []) read.add(one);
  };
  const exposures = exposuresOf(chart);
  const malignancy = activeMalignancy(chart, exposures);
  const therapy = watching(therapyOf(chart, malignancy, exposures), (name) => note(THERAPY_SOURCES[name]));
  const results = assess(chart, { optionalRules: ALL_RULES }).triggers;
  const facts = {
    malignancy,
    spread: spreadOf(chart, malignancy),
    acuteCare: acuteCare(chart),
    therapy,
    involvement: involvementOf(chart, GATE_DAYS),
    advanced: true,
  };
  return {
    read,
    view: {
      chart: watching(chart, (name) =>
        // A reading may come in an Observation or in a questionnaire: the rule declares where it looks for its own.
        note(name === 'observations' ? ['Observation or QuestionnaireResponse'] : CHART_SOURCES[name]),
      ),
      asOf: chart.asOf,
      facts: watching(facts, (name) => note(FACT_SOURCES[name])),
      resultOf(id) {
        read.add(`answer of ${id}`);
        return results.find((one) => one.id === id) ?? null;
      },
    },
  };
}

/** What a rule looked into, or rests on, and did not declare. */
function undeclared(rule: TriggerRule, { view, read }: Watched): readonly string[] {
  read.clear();
  const thresholds = valuesOf(rule);
  rule.lookedAt({ ...view, thresholds });
  const finding = rule.evaluate({ ...view, thresholds });
  const declared = new Set<string>([...rule.needs, ...rule.alsoReads]);
  if (declared.has('Observation') || declared.has('QuestionnaireResponse'))
    declared.add('Observation or QuestionnaireResponse');
  const answers = rule.after ?? [];
  for (const id of answers) declared.add(`answer of ${id}`);
  if (answers.length === 0)
    for (const { reference } of finding.evidence ?? []) {
      const source = reference.slice(0, reference.indexOf('/'));
      // What the preconditions rest on may be shown by every rule.
      if (source !== 'Condition') read.add(source);
    }
  return [...read].filter((one) => !declared.has(one));
}

function valuesOf(rule: TriggerRule): Readonly<Record<string, number | boolean>> {
  return Object.fromEntries(Object.entries(rule.thresholds).map(([name, { value }]) => [name, value]));
}

const WATCHED_CHARTS: readonly Watched[] = [
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
  ...fc.sample(randomChart, { seed: 20261112, numRuns: 150 }),
].map((resources) => watched(chartOf(resources)));

/** A chart for each rule on which, with everything loaded, its answer is "no". */
const CARBOPLATIN_TWO_YEARS_AGO = [OLD_RECORD, ...cycles('Carboplatin', 700, 600)];
/** Records of each kind that rules look at, of ten days ago and of two years ago. */
const TWO_YEARS_OLD: readonly Resource[] = seenOn(ago(730));
const OF_MANY_KINDS: readonly Resource[] = [...TWO_YEARS_OLD, ...seenOn(ago(10))];
const ASKED_ON = chartOf([]).asOf;

function seenOn(date: string): readonly Resource[] {
  return [
    condition('C50.911', { onset: date, recorded: date }),
    condition('C78.7', { onset: date, recorded: date }),
    ecog(1, date),
    pain(2, date),
    phq9(3, date),
    weight(70, date),
    albumin(4, date),
    calcium(9, date),
    diseaseStatus('stable', date),
    procedure('80146002', date),
    stay({ start: date, end: date }),
    order('carboplatin', date),
    given('carboplatin', date),
    document('42348-3', date),
    entered('request', { valueBoolean: false }, date),
    entered('caregiver-strain', { valueBoolean: false }, date),
  ];
}

const ANSWERED_NO: Readonly<Record<Exclude<TriggerId, 'clinician-attested-need'>, readonly Resource[]>> = {
  'metastatic-solid-tumor': STAGE_II,
  'new-advanced-poor-prognosis': STAGE_IV,
  'low-survival-cancer': STAGE_II,
  'progression-after-second-line': [...STAGE_IV, OLD_RECORD, ...cycles('Carboplatin', 380, 300)],
  'recent-disease-progression': STAGE_IV,
  'cns-metastases': STAGE_IV,
  'spinal-cord-compression': STAGE_IV,
  'malignant-obstruction-or-effusion': STAGE_IV,
  'malignant-hypercalcemia': [...STAGE_IV, calcium(9.4, ago(10)), albumin(4, ago(10))],
  'relapsed-refractory-heme': [condition('C83.31', { onset: ago(400) })],
  'poor-performance-status': [...STAGE_IV, ecog(1, ago(10))],
  'declining-performance-status': [...STAGE_IV, ecog(1, ago(10)), ecog(1, ago(40))],
  'severe-physical-symptom': [...STAGE_IV, pain(2, ago(10))],
  'persistent-moderate-symptoms': [...STAGE_IV, pain(2, ago(10)), pain(1, ago(20))],
  'severe-emotional-distress': [...STAGE_IV, phq9(3, ago(10))],
  delirium: STAGE_IV,
  'cachexia-weight-loss': [...STAGE_IV, weight(70, ago(10)), weight(70, ago(180))],
  'adverse-prognostic-labs': [...STAGE_IV, albumin(4, ago(10)), dehydrogenase(180, 220, ago(10))],
  'recent-unplanned-admission': STAGE_IV,
  'repeat-unplanned-admissions': [...STAGE_IV, daysInHospital(20)],
  'frequent-ed-use': STAGE_IV,
  'prolonged-or-icu-stay': [...STAGE_IV, daysInHospital(20)],
  'systemic-therapy-change': [...STAGE_IV, ...CARBOPLATIN_TWO_YEARS_AGO],
  'treatment-with-poor-function': [...STAGE_IV, ecog(1, ago(10)), ...cycles('Carboplatin', 68, 5)],
  'anticancer-treatment-stopped': [...STAGE_IV, ...cycles('Carboplatin', 68, 5)],
  'acp-gap': [...STAGE_IV, document('42348-3', ago(100))],
  'patient-or-family-request': [...STAGE_IV, entered('request', { valueBoolean: false }, ago(10))],
  'caregiver-strain': [...STAGE_IV, entered('caregiver-strain', { valueBoolean: false }, ago(10))],
  'early-phase-trial': STAGE_IV,
  'serious-comorbidity': STAGE_IV,
  'pathological-fracture': STAGE_IV,
};

const NOT_GIVEN = STATE_NAMES.filter((one) => one !== 'loaded');
const WITHHELD: readonly StateName[] = ['failed', 'forbidden', 'partial'];

describe.each(CATALOGUE.map((rule) => [rule.id, rule] as const))('%s', (id, rule: TriggerRule) => {
  test('has a name, a version, citations with key and text', () => {
    expect(basis.trigger[id].trim()).not.toBe('');
    expect(rule.version).toMatch(/^\d+\.\d+\.\d+$/);
    expect(rule.citations.length).toBeGreaterThan(0);
    for (const key of rule.citations) {
      expect(key.trim()).not.toBe('');
      expect(CITATION_TEXTS[key]).toMatch(/\d{4}|NCCN/);
    }
  });

  test('needs what the reference says (3.2), and declares each source once', () => {
    expect(rule.needs).toEqual(expect.arrayContaining([...NEEDED_SOURCES[id]]));
    expect(rule.needs.length).toBeGreaterThan(0);
    const declared = [...rule.needs, ...rule.alsoReads];
    expect(declared.length).toBe(new Set(declared).size);
    for (const source of declared) expect(SOURCE_IDS).toContain(source);
    expect(rule.alsoReads).toEqual(expect.arrayContaining([...(rule.needsIfThere ?? [])]));
  });

  test('every number has unit, meaning, date and source, and lies within its own bounds', () => {
    const known = [...rule.citations, 'DESIGN'];
    for (const [name, { value, unit, means, since, source, atLeast, atMost }] of Object.entries(rule.thresholds)) {
      expect({ name, unit: unit.trim(), means: means.trim() }).not.toMatchObject({ unit: '' });
      expect(means.trim().length, name).toBeGreaterThan(5);
      expect(since, name).toMatch(/^\d{4}-\d{2}-\d{2}$/);
      expect(known, name).toContain(source);
      if (typeof value === 'boolean') continue;
      expect(value, name).toBeGreaterThanOrEqual(atLeast ?? 0);
      expect(value, name).toBeLessThanOrEqual(atMost ?? value);
    }
  });

  test('says itself in words with the numbers in force: another number, other words', () => {
    const values = valuesOf(rule);
    const words = sayRule(rule.inWords(values));
    expect(words).not.toMatch(/undefined|NaN|\[object|null/);
    const unsaid = Object.entries(values).filter(
      ([name, value]) =>
        typeof value === 'number' && sayRule(rule.inWords({ ...values, [name]: value + 11 })) === words,
    );
    expect(unsaid.map(([name]) => name)).toEqual([]);
  });

  test('reads only what it declares', () => {
    const found = new Set(WATCHED_CHARTS.flatMap((chart) => undeclared(rule, chart)));
    expect([...found]).toEqual([]);
  });

  test('the watch sees what it reads', () => {
    const bare = { ...rule, needs: [], alsoReads: [], after: [] };
    expect(WATCHED_CHARTS.flatMap((chart) => undeclared(bare, chart))).not.toEqual([]);
  });

  test('the rules whose answers it uses are asked before it, and it declares what they need', () => {
    for (const id of rule.after ?? []) {
      const other = CATALOGUE.find((one) => one.id === id);
      const earlier = CATALOGUE.findIndex((one) => one.id === id) < CATALOGUE.indexOf(rule);
      expect(other?.settlesAdvanced === true && !rule.settlesAdvanced ? true : earlier, id).toBe(true);
      expect([...rule.needs, ...rule.alsoReads]).toEqual(expect.arrayContaining([...(other?.needs ?? [])]));
    }
  });

  test('is pure: the file names no clock, no chance and no server', () => {
    expect(readFileSync(join(RULES, `${id}.ts`), 'utf8')).not.toMatch(
      /\bDate\b|Math\.random|fetch\(|process\.|window\./,
    );
  });

  test('carries citations, version and rule in words into the result', () => {
    const result = resultOf(id, STAGE_IV);
    expect(result).toMatchObject({ id, ruleVersion: rule.version, citations: rule.citations });
    expect(result.lookedAt().length).toBeGreaterThan(0);
  });

  test('tells of what it looked at: declared sources, what is dated in the window, and nothing from elsewhere', () => {
    const { lookedAt } = resultOf(id, OF_MANY_KINDS);
    const declared: readonly string[] = [...rule.needs, ...rule.alsoReads];
    for (const { source, since, count, newest } of lookedAt()) {
      expect(declared).toContain(source);
      const own = OF_MANY_KINDS.filter((one) => one['resourceType'] === source);
      // Everything is ten days old but for what is two years old.
      const lately = own.filter((one) => !TWO_YEARS_OLD.includes(one));
      expect(count, source).toBeLessThanOrEqual(since === null ? own.length : lately.length);
      expect(newest === null || newest <= ASKED_ON - 10, source).toBe(true);
    }
  });

  if (id === 'clinician-attested-need') return;
  const chart = ANSWERED_NO[id];

  test('can say "no" with everything loaded, and not without what it needs, however that is missing', () => {
    expect(resultOf(id, chart).outcome).toBe<Outcome>('not-met');
    const cases: readonly (readonly [SourceId, StateName])[] = [
      ...[...new Set([...rule.needs, ...NEEDED_SOURCES[id]])].flatMap((source) =>
        NOT_GIVEN.map((state) => [source, state] as const),
      ),
      ...(rule.needsIfThere ?? []).flatMap((source) => WITHHELD.map((state) => [source, state] as const)),
    ];
    const said = cases.map(([source, state]) => {
      const { outcome, missing } = resultOf(id, chart, { [source]: state });
      return { source, state, outcome, said: missing.some((one) => one.source === source) };
    });
    expect(said.filter(({ outcome, said: named }) => outcome !== 'not-assessable' || !named)).toEqual([]);
  });
});

test('a clinician\'s judgment that was not given is no "no": rule 28 never says that it is not met', () => {
  const charts = [STAGE_IV, [...STAGE_IV, entered('request', { valueBoolean: false }, ago(10))]];
  for (const resources of charts) expect(resultOf('clinician-attested-need', resources).outcome).toBe('not-assessable');
});
