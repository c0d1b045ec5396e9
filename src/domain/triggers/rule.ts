import type { AcuteCare } from '../chart/acute-care-episodes.ts';
import type { Chart } from '../chart/chart.ts';
import type { Evidence } from '../chart/evidence.ts';
import type { ActiveMalignancy } from '../chart/malignancy.ts';
import type { SourceId } from '../chart/source.ts';
import type { Spread } from '../chart/spread.ts';
import type { Kleene } from '../logic/kleene.ts';
import type { Day } from '../logic/when.ts';
import type { Statement } from '../statement.ts';
import type { Citation, Certainty, LookedAt, Missing, Strength, TriggerCategory, TriggerId } from './trigger.ts';

/** A number of a rule: what it is, in which unit, since when, on whose word. A site may override the value. */
export interface Threshold<Value extends number | boolean = number | boolean> {
  readonly value: Value;
  readonly unit: string;
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
  /** Not asked before the rules that settle it have answered: null there. */
  readonly advanced: Kleene;
}

/** What a rule gets to see: the chart and the facts; no clock, no server. */
export interface RuleView<Declared extends Thresholds> {
  readonly chart: Chart;
  readonly asOf: Day;
  readonly facts: DerivedFacts;
  readonly thresholds: Values<Declared>;
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
  /** `active-cancer` (M) or `advanced-cancer` (A) must not be false (clinical reference 3.1). */
  readonly precondition: 'active-cancer' | 'advanced-cancer';
  /** Strength when advanced disease is certain, and when it is not. `context`: shown, never counted. */
  readonly strength: { readonly advanced: Strength; readonly otherwise: Strength; readonly context?: boolean };
  /** Whether it has to answer before advanced disease can be judged. */
  readonly settlesAdvanced: boolean;
  /** Sources whose absence forbids "not met". */
  readonly needs: readonly SourceId[];
  /** Sources whose absence is a caveat only. */
  readonly alsoReads: readonly SourceId[];
  readonly citations: readonly Citation[];
  readonly thresholds: Declared;
  /** The rule in words, with the numbers in force. */
  inWords(values: Values<Declared>): Statement;
  /** What was looked at, for the count under the answer. */
  lookedAt(view: RuleView<Declared>): readonly LookedAt[];
  evaluate(view: RuleView<Declared>): Finding;
}

/** Keeps the exact type of a rule's thresholds while checking its shape. */
export function defineRule<const Declared extends Thresholds>(rule: TriggerRule<Declared>): TriggerRule<Declared> {
  return rule;
}
