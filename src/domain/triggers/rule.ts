import type { AcuteCare } from '../chart/acute-care-episodes.ts';
import type { Chart } from '../chart/chart.ts';
import type { Evidence } from '../chart/evidence.ts';
import type { ActiveMalignancy } from '../chart/malignancy.ts';
import type { SourceId } from '../chart/source.ts';
import type { CareInvolvement } from '../chart/involvement.ts';
import type { Spread } from '../chart/spread.ts';
import type { Therapy } from '../chart/therapy.ts';
import type { Kleene } from '../logic/kleene.ts';
import type { Day } from '../logic/when.ts';
import type { RuleStatement, Statement } from '../statement.ts';
import type { ThresholdOverrides } from './thresholds.ts';
import type {
  Citation,
  Certainty,
  Facet,
  LookedAt,
  Missing,
  Strength,
  TriggerCategory,
  TriggerId,
  TriggerResult,
} from './trigger.ts';

/** A number of a rule: what it is, in which unit, since when, on whose word. A site may override the value. */
export interface Threshold<Value extends number | boolean = number | boolean> {
  readonly value: Value;
  readonly unit: string;
  /** What the number is, for the rulebook and for messages about `site.json`: "days that a reading counts". */
  readonly means: string;
  /** Bounds for a site's own value; days may not reach further back than the source is read (tests/contracts). */
  readonly atLeast?: number;
  readonly atMost?: number;
  /** Day from which this value is in force in the catalogue. */
  readonly since: string;
  /** Citation key, or DESIGN for a choice of ours without direct evidence for the exact number. */
  readonly source: string;
}

export type Thresholds = Readonly<Record<string, Threshold>>;
export type Values<Declared extends Thresholds> = { readonly [Name in keyof Declared]: Declared[Name]['value'] };

/** Facts worked out once for all rules. Each belongs to sources that a rule has to declare before it may use them. */
export interface DerivedFacts {
  readonly malignancy: ActiveMalignancy;
  readonly spread: Spread;
  readonly acuteCare: AcuteCare;
  readonly therapy: Therapy;
  readonly involvement: CareInvolvement;
  /** Not asked before the rules that settle it have answered: null there. */
  readonly advanced: Kleene;
}

/** What a rule gets to see: the chart and the facts; no clock, no server. */
export interface RuleView<Declared extends Thresholds> {
  readonly chart: Chart;
  readonly asOf: Day;
  readonly facts: DerivedFacts;
  readonly thresholds: Values<Declared>;
  /** Answers of the rules that it names in `after`; null when that rule is not in force. */
  readonly resultOf: (id: TriggerId) => TriggerResult | null;
}

/**
 * What a rule found. It never says "not met": it says that nothing was found and what was missing, and the engine decides
 * whether absence may be concluded.
 */
export type Finding =
  | {
      readonly found: 'yes';
      readonly certainty: Certainty;
      /** A rule may lower itself, for example when the finding is old and stable. */
      readonly atMost?: Strength;
      readonly facets?: readonly Facet[];
      readonly because: Statement;
      readonly evidence: readonly Evidence[];
      readonly caveats?: readonly Statement[];
    }
  | {
      readonly found: 'nothing';
      readonly because: Statement;
      readonly missing?: readonly Missing[];
      readonly caveats?: readonly Statement[];
      readonly evidence?: readonly Evidence[];
    }
  /** The rule is not for this cancer. */
  | { readonly found: 'does-not-apply'; readonly because: Statement; readonly evidence?: readonly Evidence[] };

export interface TriggerRule<Declared extends Thresholds = Thresholds> {
  readonly id: TriggerId;
  /** Raised with every change of logic or numbers. */
  readonly version: string;
  readonly category: TriggerCategory;
  /** A rule beside the 28: in force or not unless the site says otherwise. */
  readonly optional?: 'on' | 'off';
  /**
   * `active-cancer` (M) or `advanced-cancer` (A) must not be false (clinical reference 3.1). `cancer-not-excluded`: "cannot
   * tell" is as good as true (rules 27 and 28).
   */
  readonly precondition: 'active-cancer' | 'advanced-cancer' | 'cancer-not-excluded';
  /** Strength when advanced disease is certain, and when it is not. */
  readonly strength: { readonly advanced: Strength; readonly otherwise: Strength };
  /** Shown and explained, but enters no count of the dosing policy (clinical reference 4.2 item 1). */
  readonly uncounted?: true;
  /** Rules whose answers it uses; they come before it. */
  readonly after?: readonly TriggerId[];
  /** Whether it has to answer before advanced disease can be judged. */
  readonly settlesAdvanced: boolean;
  /** Sources whose absence forbids "not met". */
  readonly needs: readonly SourceId[];
  /** Sources whose absence is a caveat only. */
  readonly alsoReads: readonly SourceId[];
  /**
   * Those of `alsoReads` that may hold what meets the rule where nothing else does. Many servers do not have them at all,
   * which is a caveat; but one that is there and was not given, or not in full, forbids "not met".
   */
  readonly needsIfThere?: readonly SourceId[];
  readonly citations: readonly Citation[];
  readonly thresholds: Declared;
  /** The rule in words, with the numbers in force. */
  inWords(values: Values<Declared>): RuleStatement;
  /** What was looked at, for the count under the answer. */
  lookedAt(view: RuleView<Declared>): readonly LookedAt[];
  evaluate(view: RuleView<Declared>): Finding;
}

/** Keeps the exact type of a rule's thresholds while checking its shape. */
export function defineRule<const Declared extends Thresholds>(rule: TriggerRule<Declared>): TriggerRule<Declared> {
  return rule;
}

/** The day from which the numbers of this catalogue are in force. */
const SINCE = '2026-11-21';

/** A number of days. `source`: citation key, or DESIGN. */
export function days(value: number, means: string, source = 'DESIGN'): Threshold<number> {
  return { value, unit: 'days', means, since: SINCE, source, atLeast: 1, atMost: 3660 };
}

/** A count of things, which are named as the unit: "stays", "readings". */
export function count(value: number, unit: string, means: string, source = 'DESIGN'): Threshold<number> {
  return { value, unit, means, since: SINCE, source, atLeast: 1 };
}

/** A measured value with its unit. */
export function amount(value: number, unit: string, means: string, source = 'DESIGN'): Threshold<number> {
  return { value, unit, means, since: SINCE, source };
}

/** A choice that a site may turn. */
export function choice(value: boolean, means: string, source = 'DESIGN'): Threshold<boolean> {
  return { value, unit: 'yes or no', means, since: SINCE, source };
}

/** A rule, or whatever else has numbers that a site may change. */
export interface Numbered<Declared extends Thresholds> {
  readonly id: TriggerId | 'gates' | 'facts' | 'follow-up';
  readonly thresholds: Declared;
}

/** The numbers in force: the site's where it has set them, else the catalogue's. */
export function valuesOf<Declared extends Thresholds>(
  rule: Numbered<Declared>,
  overrides: ThresholdOverrides,
): Values<Declared> {
  const own = overrides[rule.id] ?? {};
  return Object.fromEntries(
    Object.entries(rule.thresholds).map(([name, threshold]) => [name, own[name] ?? threshold.value]),
  ) as Values<Declared>;
}
