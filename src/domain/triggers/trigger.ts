import type { Evidence } from '../chart/evidence.ts';
import type { SourceId } from '../chart/source.ts';
import type { Day } from '../logic/when.ts';
import type { RuleStatement, Statement } from '../statement.ts';
import type { CITATION_TEXTS } from './citation-texts.ts';

/** Stable ids, in the order of the clinical reference (3.2): the 28, then the optional ones beside them. */
export const TRIGGER_IDS = [
  'metastatic-solid-tumor',
  'new-advanced-poor-prognosis',
  'low-survival-cancer',
  'progression-after-second-line',
  'recent-disease-progression',
  'cns-metastases',
  'spinal-cord-compression',
  'malignant-obstruction-or-effusion',
  'malignant-hypercalcemia',
  'relapsed-refractory-heme',
  'poor-performance-status',
  'declining-performance-status',
  'severe-physical-symptom',
  'persistent-moderate-symptoms',
  'severe-emotional-distress',
  'delirium',
  'cachexia-weight-loss',
  'adverse-prognostic-labs',
  'recent-unplanned-admission',
  'repeat-unplanned-admissions',
  'frequent-ed-use',
  'prolonged-or-icu-stay',
  'systemic-therapy-change',
  'treatment-with-poor-function',
  'anticancer-treatment-stopped',
  'acp-gap',
  'patient-or-family-request',
  'clinician-attested-need',
  'caregiver-strain',
  'early-phase-trial',
  'serious-comorbidity',
  'pathological-fracture',
] as const;
export type TriggerId = (typeof TRIGGER_IDS)[number];

export type Outcome = 'met' | 'not-met' | 'not-assessable' | 'not-applicable';

/** `major` is enough alone for a specialist visit; `supporting` counts. */
export type Strength = 'major' | 'supporting';

/** `attested` = entered by the clinician; counts like definite. `probable` never makes a specialist level. */
export type Certainty = 'definite' | 'probable' | 'attested';

export type TriggerCategory =
  'disease-status' | 'function' | 'symptoms' | 'utilisation' | 'treatment' | 'planning' | 'request';

/**
 * What the dosing policy has to know of a finding beyond its strength (clinical reference 4.2, 4.3).
 * - `bedbound`: ECOG 4, or Karnofsky or PPS 10-30. `bedbound-lasting`: recorded outside an acute stay, or on two dates at
 *   least 7 days apart.
 * - `within-7-days`: the reading or diagnosis that carries it is at most 7 days old.
 * - `distress-only`: only a distress score carries it. `physical`: a physical symptom does.
 * - `hastened-death`: a request for hastened death was attested.
 * - `injury`: the stay was for an injury only.
 */
export type Facet =
  'bedbound' | 'bedbound-lasting' | 'within-7-days' | 'distress-only' | 'physical' | 'hastened-death' | 'injury';

/** Why a trigger could not be decided (clinical reference 3.1). */
export type MissingReason =
  | 'scope-not-granted'
  | 'fetch-failed'
  | 'unsupported'
  | 'not-asked'
  | 'truncated'
  | 'never-recorded'
  | 'stale'
  | 'date-unknown'
  | 'unit-unknown'
  | 'value-imprecise'
  | 'class-unknown'
  | 'possible';

export interface Missing {
  readonly reason: MissingReason;
  /** The source that is missing; null when the record was read and just does not say. */
  readonly source: SourceId | null;
  /** What to tell the reader: what is missing and how it could be settled. */
  readonly say: Statement;
}

/** What was looked at, printed with every answer: "14 encounters since 23 Aug, newest 12 Nov". */
export interface LookedAt {
  readonly source: SourceId;
  readonly count: number;
  /** First day of the look-back; null when the whole record counts. */
  readonly since: Day | null;
  readonly newest: Day | null;
}

/** The key of a source, "Hui 2016"; the compiler asks for its text. */
export type Citation = keyof typeof CITATION_TEXTS;

/** The answer of one trigger for one chart. */
export interface TriggerResult {
  readonly id: TriggerId;
  readonly category: TriggerCategory;
  readonly outcome: Outcome;
  /** Of this result; null unless met. */
  readonly strength: Strength | null;
  readonly certainty: Certainty | null;
  /** Whether it enters the counts of the dosing policy. */
  readonly counted: boolean;
  /** What the dosing policy has to know of the finding. */
  readonly facets: readonly Facet[];
  /** One line for the list: what was found, or why nothing can be said. */
  readonly because: Statement;
  /** The rule in words, with its numbers. */
  readonly rule: RuleStatement;
  readonly evidence: readonly Evidence[];
  /** Counted only when somebody asks: it is shown where the basis of an answer is opened. */
  readonly lookedAt: () => readonly LookedAt[];
  readonly missing: readonly Missing[];
  readonly caveats: readonly Statement[];
  readonly citations: readonly Citation[];
  readonly ruleVersion: string;
}

/** Enough alone: met, major, and more than probable. */
export function isMajor({
  outcome,
  strength,
  certainty,
}: Pick<TriggerResult, 'outcome' | 'strength' | 'certainty'>): boolean {
  return outcome === 'met' && strength === 'major' && certainty !== 'probable';
}
