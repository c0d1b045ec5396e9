import type { CancerSite, MetastaticSite } from './chart/cancer.ts';
import type { Evidence, Unreadable } from './chart/evidence.ts';
import type { ConditionRecord } from './chart/records.ts';
import type { Sources } from './chart/source.ts';
import type { Against } from './dosing/against.ts';
import type { Notice, Recommendation } from './dosing/recommendation.ts';
import type { Kleene } from './logic/kleene.ts';
import type { Day, When } from './logic/when.ts';
import type { Statement } from './statement.ts';
import type { Missing, TriggerResult } from './triggers/trigger.ts';
import type { Visit } from './visit/visit.ts';

export interface CancerFact {
  readonly name: string;
  readonly site: CancerSite;
  readonly role: 'primary' | 'metastasis';
  readonly status: 'active' | 'remission' | 'resolved' | 'unclear';
  readonly onset: When | null;
  readonly evidence: readonly Evidence[];
}

/** What is true of the patient as far as the chart tells. `null` = cannot tell. */
export interface StageFact {
  readonly text: string;
  readonly when: When | null;
  readonly evidence: Evidence;
}

export interface ChartFacts {
  readonly activeMalignancy: Kleene;
  /** Why it cannot be told, or what makes it probable only. */
  readonly activeMalignancyBecause: Statement | null;
  /**
   * The diagnoses in doubt of which a clinician can say that they are active cancers; empty where that is no question. With
   * `activeMalignancy` true one was confirmed, and these are in doubt beside it.
   */
  readonly confirmable: readonly ConditionRecord[];
  readonly advanced: Kleene;
  readonly cancers: readonly CancerFact[];
  readonly metastatic: Kleene;
  readonly metastaticSites: readonly MetastaticSite[] | null;
  /** As it was staged. With several cancers staged, the gravest is told. */
  readonly stage: StageFact | null;
  /** Stage IV where a distant metastasis came after the staging of the only cancer: what holds now, and no staging. */
  readonly stageSince: StageFact | null;
  readonly ecog: { readonly value: number; readonly when: When; readonly evidence: Evidence } | null;
  readonly karnofsky: { readonly value: number; readonly when: When; readonly evidence: Evidence } | null;
  readonly acuteCare: {
    readonly windowDays: number;
    readonly edVisits: number | null;
    readonly unplannedAdmissions: number | null;
    readonly plannedAdmissions: number | null;
  };
  readonly involvement: { readonly palliative: Kleene; readonly hospice: Kleene };
  /** Percent of body weight, negative for a loss; null when it cannot be told. */
  readonly weightChange: { readonly percent: number; readonly from: When; readonly to: When } | null;
  /** Estimated lines of therapy on record; null when they cannot be told or there may have been more. */
  readonly therapyLines: number | null;
  readonly opioidActive: Kleene;
  /** The newest care plan in force: what a referral rests on. */
  readonly carePlan: Evidence | null;
}

/** The engine's whole answer for one chart: a pure function of chart, thresholds and profile. */
export interface Assessment {
  readonly engine: { readonly version: string; readonly catalogue: string; readonly profile: string };
  readonly asOf: Day;
  readonly patient: { readonly id: string; readonly age: number | null; readonly deceased: boolean };
  readonly facts: ChartFacts;
  readonly triggers: readonly TriggerResult[];
  /** Safety lines: they stand above the answer, whatever it is. */
  readonly notices: readonly Notice[];
  readonly recommendation: Recommendation;
  /** The strongest reason against the answer; null behind a gate, or where there is none. */
  readonly against: Against | null;
  /** What could not be seen, for the one line under the answer; most telling first. */
  readonly notSeen: readonly Missing[];
  readonly sources: Sources;
  readonly unreadable: readonly Unreadable[];
  /** What a clinician has said at this visit, and the answer goes by; null when nothing was said. See `isWithoutEffect`. */
  readonly visit: Visit | null;
}
