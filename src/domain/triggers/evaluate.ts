import type { Chart } from '../chart/chart.ts';
import { SOURCE_IDS, isLoaded, type SourceId, type SourceState } from '../chart/source.ts';
import { isAdvanced } from '../chart/spread.ts';
import type { Kleene } from '../logic/kleene.ts';
import { state, type Statement } from '../statement.ts';
import { CATALOGUE } from './catalogue.ts';
import type { DerivedFacts, Finding, RuleView, Thresholds, TriggerRule, Values } from './rule.ts';
import type { ThresholdOverrides } from './thresholds.ts';
import type { Missing, MissingReason, Strength, TriggerResult } from './trigger.ts';

export interface Evaluated {
  readonly triggers: readonly TriggerResult[];
  /** True, false or cannot tell: what trigger 1 says, and whether it is sure. */
  readonly metastatic: Kleene;
  readonly advanced: Kleene;
}

/**
 * Asks every rule in force. A rule only says what it found; whether absence may be concluded is decided here, once, for
 * all of them: a needed source that is not loaded makes "nothing found" into "cannot tell".
 */
export function evaluate(
  chart: Chart,
  facts: Omit<DerivedFacts, 'advanced'>,
  overrides: ThresholdOverrides,
): Evaluated {
  const early = new Map(
    CATALOGUE.filter((rule) => rule.settlesAdvanced).map((rule) => [
      rule.id,
      run(rule, chart, { ...facts, advanced: null }, overrides),
    ]),
  );
  const metastasis = early.get('metastatic-solid-tumor');
  const metastatic = metastasis === undefined ? null : told(metastasis);
  const advanced = isAdvanced(chart, facts.spread, facts.malignancy, {
    is: metastatic,
    definite: metastasis?.certainty === 'definite',
  });
  const triggers = CATALOGUE.map((rule) => early.get(rule.id) ?? run(rule, chart, { ...facts, advanced }, overrides));
  return { triggers, metastatic: metastasis?.certainty === 'probable' ? null : metastatic, advanced };
}

/** An outcome as a three-valued answer to "is it so?". */
function told(result: TriggerResult): Kleene {
  if (result.outcome === 'met') return true;
  return result.outcome === 'not-assessable' ? null : false;
}

function run<Declared extends Thresholds>(
  rule: TriggerRule<Declared>,
  chart: Chart,
  facts: DerivedFacts,
  overrides: ThresholdOverrides,
): TriggerResult {
  const thresholds = valuesOf(rule, overrides);
  const view: RuleView<Declared> = { chart, asOf: chart.asOf, facts, thresholds };
  const shared = {
    id: rule.id,
    category: rule.category,
    rule: rule.inWords(thresholds),
    lookedAt: rule.lookedAt(view),
    citations: rule.citations,
    ruleVersion: rule.version,
  };
  const precondition = rule.precondition === 'advanced-cancer' ? facts.advanced : facts.malignancy.active;
  if (precondition === false) {
    const because = state(rule.precondition === 'advanced-cancer' ? 'not-advanced' : 'no-active-cancer', {});
    return { ...shared, outcome: 'not-applicable', ...nothingMet, because, evidence: [], missing: [], caveats: [] };
  }
  const finding = rule.evaluate(view);
  const unread = [...rule.alsoReads]
    .flatMap((source) => unreadIn(chart, source))
    .map(({ say }) => state('also-not-read', { source: say }));
  switch (finding.found) {
    case 'does-not-apply':
      // That no other cancer is on record may only be said when the record was read.
      if (rule.needs.some((source) => !isLoaded(chart.sources, source))) {
        const [missing] = rule.needs.flatMap((source) => unreadIn(chart, source).map(({ missing: one }) => one));
        if (missing !== undefined) {
          return {
            ...shared,
            outcome: 'not-assessable',
            ...nothingMet,
            because: missing.say,
            evidence: finding.evidence ?? [],
            missing: [missing],
            caveats: [],
          };
        }
      }
      return {
        ...shared,
        outcome: 'not-applicable',
        ...nothingMet,
        because: finding.because,
        evidence: finding.evidence ?? [],
        missing: [],
        caveats: [],
      };
    case 'yes':
      return {
        ...shared,
        outcome: 'met',
        ...met(rule, finding, facts, precondition),
        because: finding.because,
        evidence: finding.evidence,
        missing: [],
      };
    case 'nothing': {
      const missing = [
        ...rule.needs.flatMap((source) => unreadIn(chart, source).map(({ missing: one }) => one)),
        ...(finding.missing ?? []),
      ];
      const [first] = missing;
      return {
        ...shared,
        outcome: first === undefined ? 'not-met' : 'not-assessable',
        ...nothingMet,
        because: first?.say ?? finding.because,
        evidence: finding.evidence ?? [],
        missing,
        caveats: [...(finding.caveats ?? []), ...unread],
      };
    }
    default:
      return finding satisfies never;
  }
}

const nothingMet = { strength: null, certainty: null, counted: false } as const;

function met<Declared extends Thresholds>(
  rule: TriggerRule<Declared>,
  finding: Extract<Finding, { readonly found: 'yes' }>,
  facts: DerivedFacts,
  precondition: Kleene,
): Pick<TriggerResult, 'strength' | 'certainty' | 'counted' | 'caveats'> {
  const caveats: Statement[] = [...(finding.caveats ?? [])];
  let strength: Strength =
    facts.advanced === true || rule.strength.context === true ? rule.strength.advanced : rule.strength.otherwise;
  if (finding.atMost === 'supporting') strength = 'supporting';
  // A precondition that cannot be told leaves the finding standing, weaker, and says what is missing (3.1).
  if (precondition === null) {
    strength = 'supporting';
    caveats.push(state(facts.malignancy.active === null ? 'cancer-status-unclear' : 'stage-not-recorded', {}));
  } else if (
    facts.advanced === null &&
    rule.strength.advanced !== rule.strength.otherwise &&
    strength === 'supporting'
  ) {
    caveats.push(state('advanced-not-told', {}));
  }
  const certainty = finding.certainty === 'definite' && facts.malignancy.probable ? 'probable' : finding.certainty;
  // What is only probable never counts as major.
  if (certainty === 'probable') strength = 'supporting';
  return { strength, certainty, counted: rule.strength.context !== true, caveats };
}

/** Why a source cannot be relied on, for each origin that has not given it completely. */
function unreadIn(chart: Chart, source: SourceId): readonly { readonly missing: Missing; readonly say: SourceId }[] {
  if (isLoaded(chart.sources, source)) return [];
  const states = Object.values(chart.sources).map((origin) => origin[source]);
  const worst = states.find((one) => one.state !== 'loaded');
  const reason = worst === undefined ? 'not-asked' : REASONS[worst.state];
  return [{ missing: { reason, source, say: state('source-not-read', { source, reason }) }, say: source }];
}

const REASONS: Readonly<Record<SourceState['state'], MissingReason>> = {
  loaded: 'possible',
  partial: 'truncated',
  failed: 'fetch-failed',
  forbidden: 'scope-not-granted',
  unsupported: 'unsupported',
  'not-asked': 'not-asked',
};

function valuesOf<Declared extends Thresholds>(
  rule: TriggerRule<Declared>,
  overrides: ThresholdOverrides,
): Values<Declared> {
  const own: Readonly<Record<string, number | boolean | undefined>> =
    (overrides as Readonly<Record<string, Readonly<Record<string, number | boolean | undefined>> | undefined>>)[
      rule.id
    ] ?? {};
  return Object.fromEntries(
    Object.entries(rule.thresholds).map(([name, threshold]) => [name, own[name] ?? threshold.value]),
  ) as Values<Declared>;
}

/** Sources that any rule in force needs: until they have settled, an answer is provisional. */
export function neededSources(): readonly SourceId[] {
  const needed = new Set<SourceId>([
    'Patient',
    'ServiceRequest',
    'CarePlan',
    ...CATALOGUE.flatMap((rule) => [...rule.needs, ...rule.alsoReads]),
  ]);
  return SOURCE_IDS.filter((id) => needed.has(id));
}
