import type { Evidence } from '../chart/evidence.ts';
import type { SourceId } from '../chart/source.ts';
import type { Day } from '../logic/when.ts';
import type { Statement } from '../statement.ts';

/** Stable ids of the triggers in force (clinical reference 3.2). */
export type TriggerId =
  'metastatic-solid-tumor' | 'cns-metastases' | 'poor-performance-status' | 'repeat-unplanned-admissions';

export type Outcome = 'met' | 'not-met' | 'not-assessable' | 'not-applicable';

/** `major` is enough alone for a specialist visit; `supporting` counts. */
export type Strength = 'major' | 'supporting';

/** `attested` = entered by the clinician; counts like definite. `probable` never makes a specialist level. */
export type Certainty = 'definite' | 'probable' | 'attested';

export type TriggerCategory =
  'disease-status' | 'function' | 'symptoms' | 'utilisation' | 'treatment' | 'planning' | 'request';

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

export interface Citation {
  readonly key: string;
  /** Author, title, journal, year. Facts only, in our words. */
  readonly text: string;
}

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
  /** One line for the list: what was found, or why nothing can be said. */
  readonly because: Statement;
  /** The rule in words, with its numbers. */
  readonly rule: Statement;
  readonly evidence: readonly Evidence[];
  readonly lookedAt: readonly LookedAt[];
  readonly missing: readonly Missing[];
  readonly caveats: readonly Statement[];
  readonly citations: readonly Citation[];
  readonly ruleVersion: string;
}
