/**
 * What has to hold for every chart, whatever is in it and whatever of it could be read. Peers A4 lists six ways in which
 * others turn "missing" into "none"; the first four tests are made from those that can happen in an engine.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import { assess } from '../../src/domain/assess.ts';
import type { Assessment } from '../../src/domain/assessment.ts';
import { nothingAsked, SOURCE_IDS, type SourceId, type SourceState } from '../../src/domain/chart/source.ts';
import type { Statement } from '../../src/domain/statement.ts';
import { parseWhen } from '../../src/domain/logic/when.ts';
import type { TriggerId } from '../../src/domain/triggers/trigger.ts';
import { readChart } from '../../src/fhir/read/chart.ts';
import { takeIn } from '../../src/fhir/intake/intake.ts';
import { say } from '../../src/words/say.ts';
import {
  ago,
  assessOf,
  carePlan,
  condition,
  ecog,
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
import { randomChart, randomStates } from '../support/random-chart.ts';

// A busy machine is no failure: these runs are counted, not timed.
vi.setConfig({ testTimeout: 30_000 });

const SEED = 20261112;
const LOSABLE = SOURCE_IDS.filter((id): id is Exclude<SourceId, 'Patient'> => id !== 'Patient');

/** Sources whose absence forbids "not met": clinical reference 3.2, not the product's own declaration. */
const NEEDED: Readonly<Record<TriggerId, readonly SourceId[]>> = {
  'metastatic-solid-tumor': ['Condition', 'Observation'],
  'cns-metastases': ['Condition'],
  'poor-performance-status': ['Observation'],
  'repeat-unplanned-admissions': ['Encounter'],
};

function falseNegatives(answer: Assessment, lost: readonly SourceId[]): readonly string[] {
  return answer.triggers
    .filter((one) => one.outcome === 'not-met' && NEEDED[one.id].some((source) => lost.includes(source)))
    .map((one) => one.id);
}

/** Things that may only be said of a source that was read completely. */
function falseFacts({ facts, recommendation, triggers }: Assessment, lost: readonly SourceId[]): readonly string[] {
  const wrong: string[] = [];
  // A blood cancer has no distant metastasis, whatever the observations say; but all diagnoses have to be known for that.
  const notForThisCancer =
    !lost.includes('Condition') &&
    (triggers.length === 0 ||
      triggers.some((one) => one.id === 'metastatic-solid-tumor' && one.outcome === 'not-applicable'));
  if (lost.includes('Condition') && facts.activeMalignancy === false) wrong.push('no active cancer');
  if (lost.includes('Condition') && recommendation.suppressedBy === 'no-active-malignancy')
    wrong.push('gate no-active-malignancy');
  if (
    (lost.includes('Condition') || lost.includes('Observation')) &&
    facts.activeMalignancy !== false &&
    facts.metastatic === false &&
    !notForThisCancer
  )
    wrong.push('not metastatic');
  if (
    lost.includes('Encounter') &&
    Object.values({ ...facts.acuteCare, windowDays: null }).some((count) => count !== null)
  )
    wrong.push('counts of acute care');
  if (
    lost.some((one) => ['Condition', 'Encounter', 'Observation', 'Procedure', 'CarePlan'].includes(one)) &&
    facts.hospice === false
  )
    wrong.push('no hospice');
  if (
    lost.some((one) => ['Condition', 'Encounter', 'Observation'].includes(one)) &&
    recommendation.basis === 'sufficient'
  )
    wrong.push('sufficient basis');
  return wrong;
}

describe('(a) missing is never "no" (peers A4 rows 1, 4, 5)', () => {
  const charts: Readonly<Record<string, readonly Resource[]>> = {
    empty: [],
    'stage IV': STAGE_IV,
    'stage II, ECOG 1': [...STAGE_II, ecog(1, ago(10))],
    'no cancer': [condition('I10')],
    lymphoma: [condition('C83.31')],
  };
  const combinations = Object.entries(charts).flatMap(([name, resources]) =>
    LOSABLE.flatMap((source) =>
      STATE_NAMES.filter((state) => state !== 'loaded').map((state) => [name, source, state, resources] as const),
    ),
  );

  test.each(combinations)('%s, %s %s', (_, source, state, resources) => {
    const answer = assessOf(resources, { states: { [source]: state } });
    expect(falseNegatives(answer, [source])).toEqual([]);
    expect(falseFacts(answer, [source])).toEqual([]);
  });

  test('any chart, any states of all sources', () => {
    fc.assert(
      fc.property(randomChart, randomStates, (resources, states) => {
        const lost = LOSABLE.filter((id) => states[id] !== 'loaded');
        const answer = assessOf(resources, { states });
        expect(falseNegatives(answer, lost)).toEqual([]);
        if (answer.facts.activeMalignancy !== false || lost.includes('Condition'))
          expect(falseFacts(answer, lost)).toEqual([]);
      }),
      { seed: SEED, numRuns: 500 },
    );
  });
});

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
  if ((level === 'none') !== (suppressedBy !== null))
    problems.push(`level ${level} with gate ${suppressedBy ?? 'none'}`);
  if ((level === 'navigator' || level === 'specialist') !== (urgency !== null))
    problems.push(`level ${level} with urgency ${urgency ?? 'none'}`);
  const met = (id: TriggerId): boolean => answer.triggers.some((one) => one.id === id && one.outcome === 'met');
  if (
    level === 'specialist' &&
    !answer.triggers.some((one) => one.outcome === 'met') &&
    !answer.recommendation.because.some(({ say: reason }) => reason.code === 'left-hospice')
  )
    problems.push('specialist without any finding');
  if (
    level === 'specialist' &&
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
    ...triggers.flatMap((one) => [one.because, one.rule, ...one.caveats, ...one.missing.map((missing) => missing.say)]),
    ...(answer.facts.activeMalignancyBecause === null ? [] : [answer.facts.activeMalignancyBecause]),
  ];
  return all.map(say);
}

test('(b) never met without evidence, and evidence is in the chart; levels, gates and urgency fit together; no sentence has a hole', () => {
  fc.assert(
    fc.property(randomChart, randomStates, (resources, states) => {
      const answer = assessOf(resources, { states });
      expect(evidenceProblems(answer, referencesOf(resources))).toEqual([]);
      expect(
        sentencesOf(answer).filter((one) => one.trim() === '' || /undefined|NaN|\[object|\bnull\b/.test(one)),
      ).toEqual([]);
      expect(
        sentencesOf(answer).filter((one) =>
          /end of life|risk of death|surviv|failed treatment|hospice-appropriate|refused|non-compliant|high-risk|prognos/i.test(
            one,
          ),
        ),
      ).toEqual([]);
    }),
    { seed: SEED, numRuns: 500 },
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
  /** Patient first; the long record cut, so that 2,000 runs stay short. */
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

  test('2,000 of them: no exception, nothing met without evidence, nothing said with a hole', () => {
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
      { seed: SEED, numRuns: 2000 },
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
      { seed: SEED, numRuns: 300 },
    );
  });
});

/** A sentence that lets a reader put the chart aside. */
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
      { seed: SEED, numRuns: 500 },
    );
  });

  test('while a source is still loading there is no reassuring sentence', () => {
    fc.assert(
      fc.property(randomChart, fc.constantFrom(...LOSABLE), (resources, pending) => {
        const answer = assessOf(resources, { states: { [pending]: 'not-asked' }, options: { pending: [pending] } });
        expect(say(answer.recommendation.headline)).not.toMatch(/^Nothing recorded calls/);
      }),
      { seed: SEED, numRuns: 500 },
    );
  });
});

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
      hospice: facts.hospice,
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
      { seed: SEED, numRuns: 1000 },
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
    { seed: SEED, numRuns: 500 },
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
    return {
      answer: assessOf(resources),
      said: sentencesOf(assessOf(resources)),
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
