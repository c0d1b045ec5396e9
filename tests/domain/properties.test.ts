/**
 * What has to hold for every chart, whatever is in it and whatever of it could be read. Six ways in which others turn
 * "missing" into "none" (peers A4) have a test by name.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import { assess, type AssessOptions } from '../../src/domain/assess.ts';
import type { Assessment } from '../../src/domain/assessment.ts';
import { GATES } from '../../src/domain/chart/gate-numbers.ts';
import { nothingAsked, SOURCE_IDS, type SourceId, type SourceState } from '../../src/domain/chart/source.ts';
import { PROFILES } from '../../src/domain/dosing/profiles.ts';
import type { Statement } from '../../src/domain/statement.ts';
import { parseWhen } from '../../src/domain/logic/when.ts';
import { CATALOGUE } from '../../src/domain/triggers/catalogue.ts';
import type { Threshold } from '../../src/domain/triggers/rule.ts';
import { TRIGGER_IDS, type TriggerId, type TriggerResult } from '../../src/domain/triggers/trigger.ts';
import { readChart } from '../../src/fhir/read/chart.ts';
import { takeIn } from '../../src/fhir/intake/intake.ts';
import { say } from '../../src/words/say.ts';
import { albumin, calcium, pain, phq9, weight } from '../support/builders/observations.ts';
import { coverage, decision } from '../support/builders/planning.ts';
import { cycles, OLD_RECORD, order } from '../support/builders/treatment.ts';
import {
  ago,
  assessOf,
  carePlan,
  condition,
  daysInHospital,
  ecog,
  karnofsky,
  patient,
  procedure,
  referencesOf,
  referral,
  STAGE_II,
  STAGE_IV,
  stateOf,
  STATE_NAMES,
  type Resource,
  type StateName,
} from '../support/chart-of.ts';
import { NEEDED_SOURCES } from '../support/needed-sources.ts';
import { randomChart, randomStates } from '../support/random-chart.ts';

// A busy machine is no failure: these runs are counted, not timed.
vi.setConfig({ testTimeout: 1_800_000 });

/** How many charts each property sees: few in the check, `RUNS=3000 npx vitest run tests/domain/properties.test.ts` for many. */
const RUNS = parseInt(process.env['RUNS'] ?? '100', 10);
const SEED = parseInt(process.env['SEED'] ?? '20261112', 10);
const LOSABLE = SOURCE_IDS.filter((id): id is Exclude<SourceId, 'Patient'> => id !== 'Patient');

/** Optional rules too: a site may turn them on. */
const ALL_RULES = Object.fromEntries(TRIGGER_IDS.map((id) => [id, true]));

const WITHHELD: readonly StateName[] = ['failed', 'forbidden', 'partial'];
type Lost = Readonly<Partial<Record<SourceId, StateName>>>;

function falseNegatives(answer: Assessment, lost: Lost): readonly string[] {
  return answer.triggers
    .filter((one) => one.outcome === 'not-met' && NEEDED_SOURCES[one.id].some((source) => isLost(lost, source)))
    .map((one) => one.id);
}

function isLost(lost: Lost, ...sources: readonly SourceId[]): boolean {
  return sources.some((source) => lost[source] !== undefined && lost[source] !== 'loaded');
}

/** There, and not given; a server that does not have it at all is another matter for what few have. */
function isWithheld(lost: Lost, ...sources: readonly SourceId[]): boolean {
  return sources.some((source) => WITHHELD.includes(lost[source] ?? 'loaded'));
}

/** Facts that may only be told of sources that were read: what is told, and what must have been read for it. */
function falseFacts({ facts, recommendation, triggers }: Assessment, lost: Lost): readonly string[] {
  const wrong: string[] = [];
  const claim = (what: string, isTold: boolean, mayNot: boolean): void => {
    if (isTold && mayNot) wrong.push(what);
  };
  const care: readonly SourceId[] = ['Condition', 'Encounter', 'Observation', 'Procedure', 'CarePlan'];
  // A blood cancer has no distant metastasis, whatever the observations say; but all diagnoses have to be known for that.
  const notForThisCancer =
    !isLost(lost, 'Condition') &&
    (triggers.length === 0 ||
      triggers.some((one) => one.id === 'metastatic-solid-tumor' && one.outcome === 'not-applicable'));
  claim('no active cancer', facts.activeMalignancy === false, isLost(lost, 'Condition'));
  claim('gate no-active-malignancy', recommendation.suppressedBy === 'no-active-malignancy', isLost(lost, 'Condition'));
  claim(
    'not metastatic',
    facts.activeMalignancy !== false && facts.metastatic === false && !notForThisCancer,
    isLost(lost, 'Condition', 'Observation'),
  );
  claim(
    'counts of acute care',
    Object.values({ ...facts.acuteCare, windowDays: null }).some((count) => count !== null),
    isLost(lost, 'Encounter'),
  );
  // An answer of "no" to the question of hospice is enough where a server has no care plans; not where it withholds them.
  claim('no hospice', facts.involvement.hospice === false, isWithheld(lost, ...care, 'EpisodeOfCare', 'Coverage'));
  claim(
    'no palliative care',
    facts.involvement.palliative === false,
    isLost(lost, ...care) || isWithheld(lost, 'ServiceRequest', 'CareTeam', 'Appointment', 'EpisodeOfCare'),
  );
  claim('performance status', facts.ecog !== null || facts.karnofsky !== null, isLost(lost, 'Observation'));
  claim('change of weight', facts.weightChange !== null, isLost(lost, 'Observation'));
  claim(
    'lines of therapy',
    facts.therapyLines !== null,
    isWithheld(lost, ...DRUGS) || DRUGS.every((source) => isLost(lost, source)),
  );
  claim(
    'no line of therapy',
    facts.therapyLines === 0,
    isLost(lost, 'MedicationRequest') && isLost(lost, 'MedicationAdministration'),
  );
  claim(
    'no opioid',
    facts.opioidActive === false,
    isWithheld(lost, 'MedicationRequest', 'MedicationStatement') ||
      (isLost(lost, 'MedicationRequest') && isLost(lost, 'MedicationStatement')),
  );
  claim(
    'sufficient basis',
    recommendation.basis === 'sufficient',
    isLost(lost, 'Condition', 'Encounter', 'Observation'),
  );
  return wrong;
}
const DRUGS = ['MedicationRequest', 'MedicationAdministration', 'MedicationStatement', 'MedicationDispense'] as const;

describe('(a) missing is never "no" (peers A4 rows 1, 4, 5)', () => {
  const charts: Readonly<Record<string, readonly Resource[]>> = {
    empty: [],
    'stage IV': STAGE_IV,
    'stage II, ECOG 1': [...STAGE_II, ecog(1, ago(10))],
    'no cancer': [condition('I10')],
    lymphoma: [condition('C83.31')],
  };
  test.each(Object.entries(charts))('%s, any one source not given in any way', (_, resources) => {
    for (const source of LOSABLE)
      for (const state of STATE_NAMES.filter((one) => one !== 'loaded')) {
        const states = { [source]: state };
        const answer = assessOf(resources, { states, options: { optionalRules: ALL_RULES } });
        expect({ states, wrong: [...falseNegatives(answer, states), ...falseFacts(answer, states)] }).toEqual({
          states,
          wrong: [],
        });
      }
  });

  test('any chart, any states of all sources', () => {
    fc.assert(
      fc.property(randomChart, randomStates, (resources, states) => {
        const answer = assessOf(resources, { states, options: { optionalRules: ALL_RULES } });
        expect(falseNegatives(answer, states)).toEqual([]);
        expect(falseFacts(answer, states)).toEqual([]);
      }),
      { seed: SEED, numRuns: RUNS },
    );
  });

  test('a source that is there and was not given turns no finding and no "cannot tell" into "no"', () => {
    const charts = fc.tuple(randomChart, fc.constantFrom(...LOSABLE), fc.constantFrom('failed', 'forbidden' as const));
    fc.assert(
      fc.property(charts, ([resources, source, state]) => {
        const options = { optionalRules: ALL_RULES };
        const whole = assessOf(resources, { options });
        const less = assessOf(resources, { states: { [source]: state }, options });
        const turned = less.triggers.filter(({ id, outcome }) => {
          const before = whole.triggers.find((one) => one.id === id)?.outcome;
          const isNo = outcome === 'not-met' || outcome === 'not-applicable';
          return isNo && (before === 'met' || before === 'not-assessable');
        });
        expect({ source, turned: turned.map(({ id }) => id) }).toEqual({ source, turned: [] });
      }),
      { seed: SEED, numRuns: RUNS },
    );
  });
});

describe('the six ways in which others turn missing into none', () => {
  const TREATED = [
    ...STAGE_IV,
    OLD_RECORD,
    ...cycles('Carboplatin', 60, 4),
    order('Morphine', ago(10)),
    ecog(1, ago(5)),
  ];
  const outcomeOf = (answer: Assessment, id: TriggerId): string =>
    answer.triggers.find((one) => one.id === id)?.outcome ?? 'no answer';

  test('1. a failed search is no absence of a therapy', () => {
    for (const source of [...DRUGS, 'Procedure'] as const) {
      const { facts, ...answer } = assessOf(TREATED, { states: { [source]: 'failed' } });
      expect({ source, lines: facts.therapyLines }).toEqual({ source, lines: null });
      for (const id of TREATMENT_RULES)
        expect(outcomeOf({ facts, ...answer }, id), `${source} ${id}`).not.toBe('not-met');
    }
    expect(assessOf(TREATED, { states: { MedicationRequest: 'failed' } }).facts.opioidActive).toBeNull();
  });

  test.each([[null], [''], [' '], [undefined], [[]], [{}], ['n/a']])(
    '2. a value of %j is no number, and above all not 0',
    (value) => {
      const nothing = { valueQuantity: { value, unit: 'kg', code: 'kg' }, valueInteger: value, valueString: value };
      const blank = (one: Resource): Resource => ({ ...one, ...nothing });
      const answer = assessOf(
        [...STAGE_IV, ...[ecog(1, ago(5)), karnofsky(90, ago(5)), pain(1, ago(5)), phq9(1, ago(5))].map(blank)].concat(
          [weight(70, ago(5)), calcium(9, ago(5)), albumin(4, ago(5))].map(blank),
        ),
      );
      expect(answer.facts).toMatchObject({ ecog: null, karnofsky: null, weightChange: null });
      for (const id of MEASURED_RULES) expect(outcomeOf(answer, id), id).toBe('not-assessable');
    },
  );

  test('3. what was not recorded has no usual value: no date, no age, no stage, no answer', () => {
    const bare = { ...condition('C34.11'), onsetDateTime: undefined };
    const { facts, patient: who, triggers, ...answer } = assessOf([patient({ birthDate: undefined }), bare]);
    expect(who.age).toBeNull();
    expect(facts).toMatchObject({ stage: null, advanced: null, metastatic: null, ecog: null, weightChange: null });
    expect(facts.cancers.map(({ onset }) => onset)).toEqual([null]);
    for (const id of ['metastatic-solid-tumor', 'patient-or-family-request', 'poor-performance-status'] as const)
      expect(outcomeOf({ facts, patient: who, triggers, ...answer }, id), id).toBe('not-assessable');
  });

  test('4. a count of what was not read is not 0, and a failed search is no all-clear', () => {
    const stays = [...STAGE_II, ecog(1, ago(5)), daysInHospital(20), daysInHospital(60)];
    const { facts, ...answer } = assessOf(stays, { states: { Encounter: 'failed' } });
    expect(Object.values({ ...facts.acuteCare, windowDays: null })).toEqual([null, null, null, null]);
    expect(reassures({ facts, ...answer })).toBe(false);
    const unread = assessOf([ecog(1, ago(5))], { states: { Condition: 'failed' } });
    expect(unread.facts.activeMalignancy).toBeNull();
    expect(say(unread.recommendation.headline)).not.toMatch(/^No active cancer/);
  });

  test('5. of a list that was cut, the last word may lie beyond the cut', () => {
    const ofCut = (source: SourceId, resources: readonly Resource[]): Assessment =>
      assessOf(resources, { states: { [source]: 'partial' } });
    const cut = ofCut('Observation', [...STAGE_IV, ecog(1, ago(5)), pain(1, ago(5)), phq9(1, ago(5))]);
    expect(cut.facts.ecog).toBeNull();
    for (const id of ['poor-performance-status', 'severe-physical-symptom', 'severe-emotional-distress'] as const)
      expect(outcomeOf(cut, id), id).toBe('not-assessable');
    expect(outcomeOf(ofCut('Encounter', [...STAGE_IV, daysInHospital(20)]), 'repeat-unplanned-admissions')).toBe(
      'not-assessable',
    );
    expect(ofCut('Condition', [condition('I10')]).facts.activeMalignancy).toBeNull();
  });

  test('6. what could not be asked was not answered: an open referral or a decision may be there', () => {
    const referred = [...STAGE_IV, ecog(3, ago(5)), referral('306237005', ago(20))];
    expect(assessOf(referred).recommendation.suppressedBy).toBe('referral-open');
    const unread = assessOf(referred, { states: { ServiceRequest: 'failed' } });
    expect(unread.notSeen.map(({ say: words }) => words.code)).toContain('referral-not-checked');
    const decided = [...STAGE_IV, ecog(3, ago(5)), decision('decline', ago(20))];
    const undecided = assessOf(decided, { states: { Task: 'failed' } });
    expect(undecided.notSeen.some(({ source }) => source === 'Task')).toBe(true);
  });
});

const TREATMENT_RULES = [
  'progression-after-second-line',
  'systemic-therapy-change',
  'treatment-with-poor-function',
  'anticancer-treatment-stopped',
] as const satisfies readonly TriggerId[];
const MEASURED_RULES = [
  'malignant-hypercalcemia',
  'poor-performance-status',
  'declining-performance-status',
  'severe-physical-symptom',
  'persistent-moderate-symptoms',
  'severe-emotional-distress',
  'cachexia-weight-loss',
  'adverse-prognostic-labs',
] as const satisfies readonly TriggerId[];

test('what a payer says of the patient changes no trigger, level or urgency; hospice by a payer is the one exception', () => {
  fc.assert(
    fc.property(randomChart, fc.constantFrom(...STATE_NAMES), (resources, state) => {
      const without = resources.filter(({ resourceType }) => resourceType !== 'Coverage');
      const insured = [...without, coverage('1', { start: ago(300) })];
      const plain = assessOf(without);
      expect(gist(assessOf(insured))).toEqual(gist(plain));
      const { recommendation, triggers } = assessOf(without, { states: { Coverage: state } });
      expect(triggers.map(plainly)).toEqual(plain.triggers.map(plainly));
      const { level, urgency } = plain.recommendation;
      expect({ level: recommendation.level, urgency: recommendation.urgency }).toEqual({ level, urgency });
    }),
    { seed: SEED, numRuns: RUNS },
  );
});

test('what is dated after the day changes nothing', () => {
  const AHEAD = ago(-200);
  const ahead = (one: Resource): readonly Resource[] => {
    const moved = JSON.stringify({ ...one, id: `${one.id}-ahead` }).replaceAll(
      /"20\d\d(-\d\d){0,2}(?=["T])/g,
      `"${AHEAD}`,
    );
    const copy = JSON.parse(moved) as Resource;
    const dates = HAPPENED[one.resourceType] ?? [];
    return dates.some((name) => JSON.stringify(copy[name] ?? '').includes(AHEAD)) ? [copy] : [];
  };
  fc.assert(
    fc.property(randomChart, (resources) => {
      expect(gist(assessOf([...resources, ...resources.flatMap(ahead)]))).toEqual(gist(assessOf(resources)));
    }),
    { seed: SEED, numRuns: RUNS },
  );
});
/** When things happened; an order, a plan or a booked visit may well speak of a day to come. */
const HAPPENED: Readonly<Record<string, readonly string[]>> = {
  Condition: ['onsetDateTime', 'recordedDate'],
  Encounter: ['period'],
  Observation: ['effectiveDateTime'],
  Procedure: ['performedDateTime'],
  MedicationAdministration: ['effectiveDateTime'],
  MedicationDispense: ['whenHandedOver'],
  QuestionnaireResponse: ['authored'],
  DocumentReference: ['date'],
};

const DECIDED: readonly string[] = ['patient-declined', 'decision-recorded'];
/** Levels at which somebody else than the team sees the patient, and therefore by when. */
const TO_BE_SEEN: readonly string[] = ['navigator', 'specialist', 'hospice-conversation'];

function evidenceProblems(answer: Assessment, known: ReadonlySet<string>): readonly string[] {
  const problems: string[] = [];
  for (const one of answer.triggers) {
    if (one.outcome === 'met' && one.evidence.length === 0) problems.push(`${one.id} is met without evidence`);
    if (
      one.outcome === 'met'
        ? one.strength === null || one.certainty === null
        : one.strength !== null || one.certainty !== null || one.counted
    )
      problems.push(`${one.id}: strength or certainty does not fit ${one.outcome}`);
    if (one.outcome === 'not-assessable' && one.missing.length === 0)
      problems.push(`${one.id} cannot be told and does not say why`);
    if (one.outcome !== 'not-assessable' && one.missing.length > 0)
      problems.push(`${one.id} is ${one.outcome} and misses something`);
    if (one.certainty === 'probable' && one.strength === 'major')
      problems.push(`${one.id} is major on probable evidence`);
    for (const { reference } of one.evidence)
      if (!known.has(reference)) problems.push(`${one.id} cites ${reference}, which is not in the chart`);
  }
  for (const { evidence } of answer.recommendation.because)
    for (const { reference } of evidence) if (!known.has(reference)) problems.push(`a reason cites ${reference}`);
  const { level, suppressedBy, urgency } = answer.recommendation;
  // A "no" of the patient, or "our team will do it", leaves the team's own care standing; every other gate leaves nothing.
  const isOwnCare = level === 'oncology-team' || level === 'watch';
  const fits = level === 'none' ? suppressedBy !== null : suppressedBy === null || DECIDED.includes(suppressedBy);
  if (!fits || (suppressedBy !== null && level !== 'none' && !isOwnCare))
    problems.push(`level ${level} with gate ${suppressedBy ?? 'none'}`);
  if (TO_BE_SEEN.includes(level) !== (urgency !== null))
    problems.push(`level ${level} with urgency ${urgency ?? 'none'}`);
  if (level === 'hospice-conversation' && /hospice/i.test(say(answer.recommendation.headline)))
    problems.push('hospice in the headline');
  const isSpecialist = level === 'specialist' || level === 'hospice-conversation';
  const met = (id: TriggerId): boolean => answer.triggers.some((one) => one.id === id && one.outcome === 'met');
  if (
    isSpecialist &&
    !answer.triggers.some((one) => one.outcome === 'met') &&
    !answer.recommendation.because.some(({ say: reason }) => reason.code === 'left-hospice')
  )
    problems.push('specialist without any finding');
  if (
    isSpecialist &&
    answer.facts.advanced === false &&
    !answer.recommendation.because.some(({ say: reason }) => reason.code === 'left-hospice')
  )
    problems.push('specialist although not advanced');
  if (answer.facts.metastatic === true && !met('metastatic-solid-tumor') && answer.triggers.length > 0)
    problems.push('metastatic, but trigger 1 is not met');
  return problems;
}

/** All that is said, as sentences: none may show a hole. */
function sentencesOf(answer: Assessment): readonly string[] {
  const { recommendation, triggers, notSeen } = answer;
  const all: readonly Statement[] = [
    recommendation.headline,
    ...recommendation.because.map((one) => one.say),
    ...recommendation.remarks,
    ...notSeen.map((one) => one.say),
    ...triggers.flatMap((one) => [one.because, ...one.caveats, ...one.missing.map((missing) => missing.say)]),
    ...(answer.facts.activeMalignancyBecause === null ? [] : [answer.facts.activeMalignancyBecause]),
  ];
  return all.map(say);
}

/** Every number that a site may change. */
const NUMBERS = [GATES, ...CATALOGUE].flatMap(({ id, thresholds }) =>
  Object.entries<Threshold>(thresholds).map(([name, threshold]) => ({ id, name, threshold })),
);

/** A profile, and some numbers moved within their bounds: by a site, or by a mistake of one. */
const randomSettings: fc.Arbitrary<AssessOptions> = fc
  .tuple(
    fc.constantFrom(...Object.values(PROFILES)),
    fc.array(fc.tuple(fc.constantFrom(...NUMBERS), fc.integer({ min: -20, max: 60 })), { maxLength: 8 }),
  )
  .map(([profile, moved]) => {
    const thresholds: Partial<Record<TriggerId | 'gates', Record<string, number | boolean>>> = {};
    for (const [{ id, name, threshold }, by] of moved) {
      const { value, atLeast = 0, atMost = Infinity } = threshold;
      (thresholds[id] ??= {})[name] =
        typeof value === 'boolean' ? by > 0 : Math.min(atMost, Math.max(atLeast, value + by));
    }
    return { profile, thresholds };
  });

test('(b) never met without evidence, and evidence is in the chart; levels, gates and urgency fit together; no sentence has a hole', () => {
  fc.assert(
    fc.property(randomChart, randomStates, randomSettings, (resources, states, options) => {
      const answer = assessOf(resources, { states, options });
      expect(evidenceProblems(answer, referencesOf(resources))).toEqual([]);
      expect(
        sentencesOf(answer).filter((one) => one.trim() === '' || /undefined|NaN|\[object|\bnull\b/.test(one)),
      ).toEqual([]);
      expect(
        sentencesOf(answer).filter(
          (one) =>
            // The one sentence that the reference itself words so (8.5).
            !one.endsWith('Prognosis is your judgment.') &&
            /end of life|risk of death|surviv|failed treatment|hospice-appropriate|refused|non-compliant|high-risk|prognos/i.test(
              one,
            ),
        ),
      ).toEqual([]);
    }),
    { seed: SEED, numRuns: RUNS },
  );
});

const FIXTURES = join(import.meta.dirname, '../../fhir-fixtures/patients');

function sourcesOf(resources: readonly Resource[]): Parameters<typeof readChart>[1] {
  const states: Record<SourceId, SourceState> = { ...nothingAsked() };
  for (const id of SOURCE_IDS) states[id] = stateOf('loaded');
  const of = (id: SourceId): never[] =>
    resources.filter((one) => (one as Resource | null)?.resourceType === id) as never[];
  return [{ origin: 'file', resources: Object.fromEntries(SOURCE_IDS.map((id) => [id, of(id)])), states }];
}

describe('(c) garbled charts', () => {
  /** Patient first; the long record cut, so that many runs stay short. */
  const fixtures = readdirSync(FIXTURES).map((name) => {
    const intake = takeIn(readFileSync(join(FIXTURES, name, 'bundle.json'), 'utf8'));
    if (!intake.ok) throw new Error(`${name}: ${intake.detail}`);
    const wanted = (intake.resources as unknown as readonly Resource[]).filter((one) =>
      (SOURCE_IDS as readonly string[]).includes(one.resourceType),
    );
    const [patientId = ''] = intake.patientIds;
    return { name, patientId, resources: wanted.slice(0, 24) };
  });

  const JUNK: readonly unknown[] = [
    null,
    '',
    ' ',
    0,
    -1,
    1e308,
    true,
    false,
    [],
    {},
    [null],
    [[]],
    [{}],
    'x',
    '<b>x</b>',
    '2026-99-99',
    '9999-12-31',
    '0000',
    '2026-11-12T99:99:99Z',
    { coding: null },
    { coding: [null] },
    { coding: [{}] },
    { coding: 'x' },
    { reference: 7 },
    { value: 'NaN' },
    { start: {} },
    '\u0000',
    '__proto__',
    ['active'],
    { text: ['x'] },
  ];
  const mutation = fc.record({
    fixture: fc.nat(),
    changes: fc.array(
      fc.record({
        resource: fc.nat(),
        path: fc.array(fc.nat(), { minLength: 1, maxLength: 5 }),
        how: fc.constantFrom('drop', 'replace', 'replace', 'double', 'swap'),
        junk: fc.nat(),
      }),
      { minLength: 1, maxLength: 12 },
    ),
  });

  /** Walks down by the numbers of `path` as far as it goes and changes what stands there. */
  function change(target: unknown, path: readonly number[], how: string, junk: unknown): void {
    if (typeof target !== 'object' || target === null) return;
    const holder = target as Record<string, unknown>;
    const keys = Object.keys(holder);
    const key = keys[(path[0] ?? 0) % Math.max(1, keys.length)];
    if (key === undefined) return;
    const inner = holder[key];
    if (path.length > 1 && typeof inner === 'object' && inner !== null && Object.keys(inner).length > 0) {
      change(inner, path.slice(1), how, junk);
      return;
    }
    if (how === 'drop') delete holder[key];
    else if (how === 'double') holder[key] = [inner, inner];
    else if (how === 'swap') holder[key] = holder[keys[(path[0] ?? 0 + 1) % keys.length] ?? key];
    else holder[key] = junk;
  }

  test('no exception, nothing met without evidence, nothing said with a hole', () => {
    fc.assert(
      fc.property(mutation, ({ fixture, changes }) => {
        const chosen = fixtures[fixture % fixtures.length];
        if (chosen === undefined) throw new Error('no fixtures');
        const resources = [...chosen.resources];
        for (const { resource, path, how, junk } of changes) {
          const index = resource % resources.length;
          const copy = structuredClone(resources[index]);
          change(copy, path, how, JUNK[junk % JUNK.length]);
          if (copy !== undefined) resources[index] = copy;
        }
        const chart = readChart(chosen.patientId, sourcesOf(resources), { asOf: parseWhen('2026-11-12')?.lo ?? 0 });
        if (!chart.ok) {
          expect(chart.problem.detail).not.toBe('');
          return;
        }
        const answer = assess(chart.value);
        const known = new Set(resources.map((one) => `${one.resourceType}/${one.id}`));
        // A resource without a usable id is cited as "Type/?".
        expect(evidenceProblems(answer, known).filter((one) => !one.includes('/?'))).toEqual([]);
        expect(sentencesOf(answer).filter((one) => /undefined|NaN|\[object/.test(one))).toEqual([]);
      }),
      { seed: SEED, numRuns: 4 * RUNS },
    );
  });

  test('text that is no chart: intake refuses in one line or takes in, and never throws', () => {
    const text = readFileSync(join(FIXTURES, 'no-cancer', 'bundle.json'), 'utf8').slice(0, 6000);
    fc.assert(
      fc.property(fc.nat({ max: 5999 }), fc.string({ maxLength: 4 }), fc.boolean(), (at, inserted, cut) => {
        const intake = takeIn(
          cut ? text.slice(0, at) + inserted : text.slice(0, at) + inserted + text.slice(at + inserted.length),
        );
        if (!intake.ok) expect(intake.detail).not.toBe('');
      }),
      { seed: SEED, numRuns: 2 * RUNS },
    );
  });
});

/** The sentence says that nothing is needed, or that the team's own care is enough. */
function reassures({ recommendation }: Assessment): boolean {
  return recommendation.headline.code === 'answer-watch' || recommendation.headline.code === 'answer-oncology-team';
}

describe('(d) losing a source never reassures', () => {
  test.each<readonly [situation: string, resources: readonly Resource[], lost: SourceId]>([
    ['hospice known by a care plan only', [...STAGE_II, ecog(1, ago(10)), carePlan('385763009', ago(50))], 'CarePlan'],
    [
      'hospice known by a procedure only',
      [...STAGE_II, ecog(1, ago(10)), procedure('385763009', ago(50))],
      'Procedure',
    ],
    ['referral open', [...STAGE_II, ecog(1, ago(10)), referral('306237005', ago(20))], 'ServiceRequest'],
    ['poor performance status', [...STAGE_II, ecog(3, ago(10))], 'Observation'],
    ['brain metastasis', [...STAGE_II, ecog(1, ago(10)), condition('C79.31', { onset: ago(30) })], 'Condition'],
  ])('%s', (_, resources, lost) => {
    expect(reassures(assessOf(resources))).toBe(false);
    for (const state of STATE_NAMES.filter(
      (one): one is Exclude<StateName, 'loaded' | 'partial'> => one !== 'loaded' && one !== 'partial',
    )) {
      const without = assessOf(resources, { states: { [lost]: state } });
      expect({
        state,
        reassured: reassures(without),
        headline: without.recommendation.headline.code,
      }).toMatchObject({ state, reassured: false });
    }
  });

  test('any chart, any one source lost: what did not reassure does not begin to, and nobody loses a cancer', () => {
    fc.assert(
      fc.property(randomChart, fc.constantFrom(...LOSABLE), (resources, lost) => {
        const whole = assessOf(resources);
        const less = assessOf(resources, { states: { [lost]: 'failed' } });
        if (!reassures(whole)) expect({ lost, reassures: reassures(less) }).toEqual({ lost, reassures: false });
        if (whole.facts.activeMalignancy !== false) expect(less.facts.activeMalignancy).not.toBe(false);
      }),
      { seed: SEED, numRuns: RUNS },
    );
  });

  test('while a source is still loading there is no reassuring sentence', () => {
    fc.assert(
      fc.property(randomChart, fc.constantFrom(...LOSABLE), (resources, pending) => {
        const answer = assessOf(resources, { states: { [pending]: 'not-asked' }, options: { pending: [pending] } });
        expect(say(answer.recommendation.headline)).not.toMatch(/^Nothing recorded calls/);
      }),
      { seed: SEED, numRuns: RUNS },
    );
  });
});

/** A result with what was looked at counted, to be compared. */
function plainly(result: TriggerResult): object {
  return { ...result, lookedAt: result.lookedAt() };
}

/** What must not hang on the order of resources. */
function gist(answer: Assessment): object {
  const { facts, recommendation } = answer;
  return {
    triggers: answer.triggers.map(({ id, outcome, strength, certainty, counted }) => ({
      id,
      outcome,
      strength,
      certainty,
      counted,
    })),
    recommendation: {
      level: recommendation.level,
      urgency: recommendation.urgency,
      gate: recommendation.suppressedBy,
      basis: recommendation.basis,
      tasks: recommendation.tasks,
      reviewOn: recommendation.reviewOn,
    },
    facts: {
      M: facts.activeMalignancy,
      A: facts.advanced,
      metastatic: facts.metastatic,
      sites: facts.metastaticSites?.toSorted() ?? null,
      acuteCare: facts.acuteCare,
      involvement: facts.involvement,
      weight: facts.weightChange?.percent,
      lines: facts.therapyLines,
      opioid: facts.opioidActive,
      stage: facts.stage?.text,
      ecog: facts.ecog?.value,
      kps: facts.karnofsky?.value,
    },
  };
}

describe('(e) the order of resources does not change the answer', () => {
  test('any chart, any order', () => {
    fc.assert(
      fc.property(
        randomChart.chain((resources) =>
          fc.tuple(
            fc.constant(resources),
            fc.shuffledSubarray([...resources], { minLength: resources.length, maxLength: resources.length }),
          ),
        ),
        ([resources, shuffled]) => {
          expect(gist(assessOf(shuffled))).toEqual(gist(assessOf(resources)));
        },
      ),
      { seed: SEED, numRuns: RUNS },
    );
  });

  test.each<readonly [situation: string, resources: readonly Resource[]]>([
    ['ECOG 1 and ECOG 3 on one day', [...STAGE_II, ecog(1, ago(5)), ecog(3, ago(5))]],
    [
      'ECOG 1 in the morning, 3 in the evening, 2 with a date only',
      [...STAGE_II, ecog(1, `${ago(5)}T08:00:00-05:00`), ecog(3, `${ago(5)}T18:00:00-05:00`), ecog(2, ago(5))],
    ],
    [
      'stage II and stage IV on one day',
      [
        condition('C34.11'),
        {
          ...ecog(0, ago(5)),
          id: 's1',
          code: { coding: [{ system: 'http://loinc.org', code: '21908-9' }] },
          valueInteger: undefined,
          valueCodeableConcept: { text: 'Stage II' },
        },
        {
          ...ecog(0, ago(5)),
          id: 's2',
          code: { coding: [{ system: 'http://loinc.org', code: '21902-2' }] },
          valueInteger: undefined,
          valueCodeableConcept: { text: 'Stage IV' },
        },
      ],
    ],
  ])('%s', (_, resources) => {
    expect(gist(assessOf(resources.toReversed()))).toEqual(gist(assessOf(resources)));
  });
});

test('a resource that is sent twice counts once', () => {
  fc.assert(
    fc.property(
      randomChart.chain((resources) => fc.tuple(fc.constant(resources), fc.subarray(resources.slice(1)))),
      ([resources, again]) => {
        expect(gist(assessOf([...resources, ...again]))).toEqual(gist(assessOf(resources)));
      },
    ),
    { seed: SEED, numRuns: RUNS },
  );
});

test('(f) the answer and its sentences do not depend on the time zone of the machine', () => {
  const before = process.env['TZ'];
  const resources = [
    ...STAGE_IV,
    ecog(3, '2026-09-13'),
    ecog(2, '2026-03-08T02:30:00-05:00'),
    condition('C79.31', { onset: '2026-03-01' }),
  ];
  // Midnight of these days does not exist in one of the zones: clocks went forward, or the day was skipped.
  const odd = ['2018-11-04', '2011-12-30', '2026-03-29', '2026-03-08'];
  const inZone = (zone: string): unknown => {
    process.env['TZ'] = zone;
    const answer = assessOf(resources);
    return {
      answer: { ...answer, triggers: answer.triggers.map(plainly) },
      said: sentencesOf(answer),
      odd: odd.map((day) =>
        say({
          code: 'gate-in-remission',
          params: { since: parseWhen(day) ?? { lo: 0, hi: 0, precision: 'day', minutes: null } },
        }),
      ),
    };
  };
  try {
    process.env['TZ'] = 'UTC';
    expect(new Date(2026, 0, 1).getTimezoneOffset()).toBe(0);
    process.env['TZ'] = 'Pacific/Honolulu';
    expect(new Date(2026, 0, 1).getTimezoneOffset()).toBe(600);
    const here = inZone('UTC');
    for (const zone of ['Pacific/Honolulu', 'Pacific/Auckland', 'Pacific/Apia', 'America/Sao_Paulo', 'Asia/Kolkata'])
      expect({ zone, ...(inZone(zone) as object) }).toEqual({ zone, ...(here as object) });
  } finally {
    if (before === undefined) delete process.env['TZ'];
    else process.env['TZ'] = before;
  }
});
