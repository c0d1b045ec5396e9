import type { Chart } from '../chart/chart.ts';
import { SOURCE_IDS, isLoaded, isWithheld, type SourceId } from '../chart/source.ts';
import { isAdvanced } from '../chart/spread.ts';
import { stageOnRecord, type StageOnRecord } from '../chart/stage-on-record.ts';
import type { Kleene } from '../logic/kleene.ts';
import { state, type RuleStatement, type Statement, type StatementCode } from '../statement.ts';
import { CATALOGUE } from './catalogue.ts';
import { advancedNotTold } from './findings.ts';
import {
  valuesOf,
  type DerivedFacts,
  type Finding,
  type Numbered,
  type RuleView,
  type Thresholds,
  type TriggerRule,
  type Values,
} from './rule.ts';
import type { ThresholdOverrides } from './thresholds.ts';
import type { Missing, Strength, TriggerId, TriggerResult } from './trigger.ts';
import { unreadIn, withheldIn } from './unread.ts';

export interface Evaluated {
  readonly triggers: readonly TriggerResult[];
  /** True, false or cannot tell: what trigger 1 says, and whether it is sure. */
  readonly metastatic: Kleene;
  readonly advanced: Kleene;
}

/** What a site may set apart from the numbers: which optional rules are asked. */
export type OptionalRules = Readonly<Partial<Record<TriggerId, boolean | undefined>>>;

/**
 * Asks every rule in force. A rule only says what it found; whether absence may be concluded is decided here, once, for
 * all of them: a needed source that is not loaded makes "nothing found" into "cannot tell".
 */
export function evaluate(
  chart: Chart,
  facts: Omit<DerivedFacts, 'advanced'>,
  overrides: ThresholdOverrides,
  optional: OptionalRules = {},
): Evaluated {
  const results = new Map<TriggerId, TriggerResult>();
  const asking: Asking = {
    chart,
    preparations: preparationsFor(overrides),
    resultOf: (id) => results.get(id) ?? null,
  };
  const rules = CATALOGUE.filter((rule) => isAsked(rule, optional));
  // These settle whether the disease is advanced, so they come first and do not use it (clinical reference 3.1).
  const before = withAdvanced(facts, null);
  for (const rule of rules) if (rule.settlesAdvanced) results.set(rule.id, run(rule, asking, before));
  const metastasis = results.get('metastatic-solid-tumor');
  const metastatic = metastasis === undefined ? null : told(metastasis);
  const advanced = isAdvanced(chart, facts, {
    metastatic: { is: metastatic, definite: metastasis?.certainty === 'definite' },
    lowSurvival: results.get('low-survival-cancer') ?? null,
    relapsedBlood: results.get('relapsed-refractory-heme') ?? null,
  });
  const settled = withAdvanced(facts, advanced);
  for (const rule of rules) if (!rule.settlesAdvanced) results.set(rule.id, run(rule, asking, settled));
  const triggers: TriggerResult[] = [];
  for (const { id } of rules) {
    const result = results.get(id);
    if (result !== undefined) triggers.push(result);
  }
  return { triggers, metastatic: metastasis?.certainty === 'probable' ? null : metastatic, advanced };
}

/** What is the same for every rule that is asked. */
interface Asking {
  readonly chart: Chart;
  readonly preparations: Preparations;
  readonly resultOf: (id: TriggerId) => TriggerResult | null;
}

function withAdvanced(facts: Omit<DerivedFacts, 'advanced'>, advanced: Kleene): DerivedFacts {
  const { malignancy, spread, acuteCare, therapy, involvement } = facts;
  return { malignancy, spread, acuteCare, therapy, involvement, advanced };
}

/** Whether a rule is in force: the 28 always, those beside them as they say unless the site says otherwise. */
export function isAsked(rule: TriggerRule, optional: OptionalRules): boolean {
  return rule.optional === undefined || (optional[rule.id] ?? rule.optional === 'on');
}

/** An outcome as a three-valued answer to "is it so?". */
function told(result: TriggerResult): Kleene {
  if (result.outcome === 'met') return true;
  return result.outcome === 'not-assessable' ? null : false;
}

function run<Declared extends Thresholds>(
  rule: TriggerRule<Declared>,
  { chart, preparations, resultOf }: Asking,
  facts: DerivedFacts,
): TriggerResult {
  const { thresholds, inWords } = preparedFor(rule, preparations);
  const view: RuleView<Declared> = { chart, asOf: chart.asOf, facts, thresholds, resultOf };
  const answer = answerOf(rule, view);
  // Written out: a literal that is put together from others takes many times longer to make, and every rule makes one.
  return {
    id: rule.id,
    category: rule.category,
    rule: inWords,
    lookedAt: () => rule.lookedAt(view),
    citations: rule.citations,
    ruleVersion: rule.version,
    outcome: answer.outcome,
    strength: answer.strength,
    certainty: answer.certainty,
    counted: answer.counted,
    facets: answer.facets,
    because: answer.because,
    evidence: answer.evidence,
    missing: answer.missing,
    caveats: answer.caveats,
  };
}

/** What differs from chart to chart in the result of one rule. */
type Answer = Pick<
  TriggerResult,
  'outcome' | 'strength' | 'certainty' | 'counted' | 'facets' | 'because' | 'evidence' | 'missing' | 'caveats'
>;

const NONE: readonly never[] = [];

function answerOf<Declared extends Thresholds>(rule: TriggerRule<Declared>, view: RuleView<Declared>): Answer {
  const { chart, facts } = view;
  const precondition = preconditionOf(rule, facts);
  if (precondition === false) return notMet('not-applicable', whyNot(rule, facts), NONE, NONE, NONE);
  const finding = rule.evaluate(view);
  if (finding.found === 'yes') return met(rule, finding, view, precondition);
  const evidence = finding.evidence ?? NONE;
  switch (finding.found) {
    case 'does-not-apply': {
      // That no other cancer is on record may only be said when the record was read.
      const [first] = unreadAmong(rule.needs, NONE, chart);
      return first === undefined
        ? notMet('not-applicable', finding.because, evidence, NONE, NONE)
        : notMet('not-assessable', first.say, evidence, [first], NONE);
    }
    case 'nothing': {
      const missing = joined(unreadAmong(rule.needs, rule.needsIfThere ?? NONE, chart), finding.missing ?? NONE);
      const [stopper] = missing;
      const caveats = joined(finding.caveats ?? NONE, notReadAmong(rule.alsoReads, chart));
      return stopper === undefined
        ? notMet('not-met', finding.because, evidence, missing, caveats)
        : notMet('not-assessable', stopper.say, evidence, missing, caveats);
    }
    default:
      return finding satisfies never;
  }
}

function notMet(
  outcome: Answer['outcome'],
  because: Statement,
  evidence: Answer['evidence'],
  missing: Answer['missing'],
  caveats: Answer['caveats'],
): Answer {
  return {
    outcome,
    strength: null,
    certainty: null,
    counted: false,
    facets: NONE,
    because,
    evidence,
    missing,
    caveats,
  };
}

const IN_REMISSION = state('in-remission', { since: null });
const NOT_ADVANCED = state('not-advanced', {});
const NO_ACTIVE_CANCER = state('no-active-cancer', {});

function whyNot({ precondition }: Pick<TriggerRule, 'precondition'>, facts: DerivedFacts): Statement {
  if (isInRemission(facts)) return IN_REMISSION;
  return precondition === 'advanced-cancer' ? NOT_ADVANCED : NO_ACTIVE_CANCER;
}

/** What stands in the way of "not met": needed sources that were not read, and those that are there and were not given. */
function unreadAmong(needs: readonly SourceId[], needsIfThere: readonly SourceId[], chart: Chart): readonly Missing[] {
  let found: Missing[] | null = null;
  for (const source of needs) {
    const missing = unreadIn(chart, source);
    if (missing !== null) (found ??= []).push(missing);
  }
  for (const source of needsIfThere) {
    const missing = withheldIn(chart, source);
    if (missing !== null) (found ??= []).push(missing);
  }
  return found ?? NONE;
}

function notReadAmong(sources: readonly SourceId[], chart: Chart): readonly Statement[] {
  let found: Statement[] | null = null;
  for (const source of sources) if (!isLoaded(chart.sources, source)) (found ??= []).push(ALSO_NOT_READ[source]);
  return found ?? NONE;
}

const ALSO_NOT_READ = Object.fromEntries(
  SOURCE_IDS.map((source) => [source, state('also-not-read', { source })]),
) as Readonly<Record<SourceId, Statement>>;

/** One list after the other; without a copy where one of them is empty, as it nearly always is. */
function joined<One>(first: readonly One[], second: readonly One[]): readonly One[] {
  if (first.length === 0) return second;
  return second.length === 0 ? first : [...first, ...second];
}

function preconditionOf(rule: Pick<TriggerRule, 'precondition' | 'category'>, facts: DerivedFacts): Kleene {
  const { active } = facts.malignancy;
  if (rule.category === 'disease-status' && isInRemission(facts)) return false;
  switch (rule.precondition) {
    case 'active-cancer':
      return active;
    case 'cancer-not-excluded':
      return active !== false;
    case 'advanced-cancer':
      // Disease that is not there cannot be advanced.
      return active === false || isInRemission(facts) ? false : facts.advanced;
    default:
      return rule.precondition satisfies never;
  }
}

/** A cancer that is treated on in remission is active, and no disease-status rule speaks of it (3.1, M item 5). */
function isInRemission({ malignancy }: DerivedFacts): boolean {
  return malignancy.inRemission;
}

/** What leaves it open whether the disease is advanced. */
const PRECONDITION_NOT_TOLD = {
  staged: 'advanced-unclear',
  'not-recorded': 'stage-not-recorded',
  'not-read': 'stage-not-read',
} as const satisfies Record<StageOnRecord, StatementCode>;

function met<Declared extends Thresholds>(
  rule: TriggerRule<Declared>,
  finding: Extract<Finding, { readonly found: 'yes' }>,
  { facts, chart }: Pick<RuleView<Declared>, 'facts' | 'chart'>,
  precondition: Kleene,
): Answer {
  const caveats: Statement[] = [...(finding.caveats ?? [])];
  const hangsOnAdvanced = rule.strength.advanced !== rule.strength.otherwise;
  let strength: Strength = facts.advanced === true ? rule.strength.advanced : rule.strength.otherwise;
  if (finding.atMost === 'supporting') strength = 'supporting';
  // A precondition that cannot be told leaves the finding standing, weaker, and says what is missing (3.1).
  if (precondition === null) {
    strength = 'supporting';
    caveats.push(
      facts.malignancy.active === null
        ? state('cancer-status-unclear', {})
        : state(PRECONDITION_NOT_TOLD[stageOnRecord(facts.spread, chart)], {}),
    );
  } else if (facts.advanced === null && hangsOnAdvanced && strength === 'supporting') {
    caveats.push(advancedNotTold(facts.spread, chart));
  }
  const probable =
    finding.certainty === 'definite' && facts.malignancy.probable && rule.precondition !== 'cancer-not-excluded';
  const certainty = probable ? 'probable' : finding.certainty;
  // What is only probable never counts as major.
  if (certainty === 'probable') strength = 'supporting';
  return {
    outcome: 'met',
    strength,
    certainty,
    counted: rule.uncounted !== true,
    facets: finding.facets ?? NONE,
    because: finding.because,
    evidence: finding.evidence,
    missing: NONE,
    caveats,
  };
}

/** The numbers of a rule in force, and the rule in words with them: the same for every patient of a site. */
interface Prepared<Declared extends Thresholds> {
  readonly thresholds: Values<Declared>;
  readonly inWords: RuleStatement;
}

/** By the numbers that a site has set: one entry a site, and the rules in it once they were asked. */
const known = new WeakMap<ThresholdOverrides, Preparations>();

interface Preparations {
  readonly overrides: ThresholdOverrides;
  readonly byRule: Map<TriggerId, unknown>;
  readonly numbers: Map<string, unknown>;
}

function preparationsFor(overrides: ThresholdOverrides): Preparations {
  let found = known.get(overrides);
  if (found === undefined) known.set(overrides, (found = { overrides, byRule: new Map(), numbers: new Map() }));
  return found;
}

function preparedFor<Declared extends Thresholds>(
  rule: TriggerRule<Declared>,
  { overrides, byRule }: Preparations,
): Prepared<Declared> {
  const before = byRule.get(rule.id);
  if (before !== undefined) return before as Prepared<Declared>;
  const thresholds = numbersOf(rule, overrides);
  const made: Prepared<Declared> = { thresholds, inWords: rule.inWords(thresholds) };
  byRule.set(rule.id, made);
  return made;
}

/** The same, worked out once for all patients of a site: for what speaks of the same thing beside the rule. */
export function numbersOf<Declared extends Thresholds>(
  rule: Numbered<Declared>,
  overrides: ThresholdOverrides,
): Values<Declared> {
  const { numbers } = preparationsFor(overrides);
  const before = numbers.get(rule.id);
  if (before !== undefined) return before as Values<Declared>;
  const made = valuesOf(rule, overrides);
  numbers.set(rule.id, made);
  return made;
}

/** The days for which a finding of a rule counts, as the site has them; null where the rule looks at the whole record. */
export function windowOf(id: TriggerId, overrides: ThresholdOverrides): number | null {
  const rule = CATALOGUE.find((one) => one.id === id);
  if (rule === undefined) return null;
  const { windowDays, latestDays }: Readonly<Record<string, number | boolean | undefined>> = numbersOf(rule, overrides);
  const window = windowDays ?? latestDays;
  return typeof window === 'number' ? window : null;
}

/** Gates rest on these, whatever the rules need (clinical reference 3.5). */
const NEEDED_BY_GATES: readonly SourceId[] = [
  'Patient',
  'Condition',
  'Encounter',
  'Observation',
  'Procedure',
  'CarePlan',
  'ServiceRequest',
];
const ALSO_READ_BY_GATES: readonly SourceId[] = ['CareTeam', 'Appointment', 'EpisodeOfCare', 'Coverage', 'Task'];

const NEEDED: ReadonlySet<SourceId> = new Set([
  ...NEEDED_BY_GATES,
  ...ALSO_READ_BY_GATES,
  ...CATALOGUE.flatMap((rule) => (rule.uncounted === true || rule.optional === 'off' ? [] : rule.needs)),
]);

/** Sources that a level or a gate may rest on: until they have settled, an answer is provisional. */
export function neededSources(): readonly SourceId[] {
  return NEEDED_IN_ORDER;
}

const NEEDED_IN_ORDER: readonly SourceId[] = SOURCE_IDS.filter((id) => NEEDED.has(id));

/**
 * Needed sources that stand in the way of a reassuring sentence: those that gates rest on when they were not read for
 * whatever reason, and any other that is there and could not be read. That an EHR has no questionnaires at all, or is not
 * asked for them, is said elsewhere; it would otherwise forbid reassurance for ever.
 */
export function unreadSources(chart: Pick<Chart, 'sources'>): readonly SourceId[] {
  return neededSources().filter(
    (id) => !isLoaded(chart.sources, id) && (NEEDED_BY_GATES.includes(id) || isWithheld(chart.sources, id)),
  );
}
