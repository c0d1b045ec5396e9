/** What the picture of the course is made of. Data only: `words/course.ts` names each thing. */
import type { MetastaticSite } from '../chart/cancer.ts';
import type { Evidence } from '../chart/evidence.ts';
import type { PerformanceObservation } from '../chart/performance-status.ts';
import type { DecisionRecord, ObservationRecord, ReferralRecord, SymptomItem, SymptomScale } from '../chart/records.ts';
import type { OriginId, SourceId, SourceState } from '../chart/source.ts';
import type { Therapy } from '../chart/therapy.ts';
import type { WeightChange } from '../chart/weights.ts';
import type { Day, When } from '../logic/when.ts';

/** From the top. */
export const LANE_IDS = ['cancer', 'treatment', 'hospital', 'function', 'symptoms', 'weight', 'care'] as const;
export type LaneId = (typeof LANE_IDS)[number];

/** How a diagnosis stands on the day from which we look. */
export type Standing = 'present' | 'unclear' | 'past';

/** `presumed-unplanned`: nothing on record says that it was planned. `unknown`: may be acute care, its kind is not told. */
export type StayKind = 'ed' | 'observation' | 'unplanned' | 'presumed-unplanned' | 'planned' | 'unknown';

export type CareKind = 'palliative' | 'hospice' | 'comfort-care';

export interface SymptomInAsking {
  readonly item: SymptomItem;
  /** The record's own words, for an item that has no name of ours. */
  readonly name: string;
  readonly score: number;
  readonly scale: SymptomScale;
}

export type What =
  | { readonly is: 'diagnosis'; readonly name: string; readonly standing: Standing; readonly again: boolean }
  | { readonly is: 'stage'; readonly text: string }
  | { readonly is: 'm-category'; readonly metastasis: boolean }
  | {
      readonly is: 'metastasis';
      readonly name: string;
      readonly site: MetastaticSite | null;
      readonly nodal: boolean;
      readonly standing: Standing;
    }
  | { readonly is: 'effusion'; readonly name: string }
  /** History or site of a metastasis is named, which does not settle that there is one. */
  | { readonly is: 'spread-sign'; readonly name: string }
  | {
      readonly is: 'disease-status';
      readonly status: Extract<ObservationRecord, { kind: 'disease-status' }>['status'];
    }
  | { readonly is: 'death' }
  /** A line of therapy: an estimate, unless a clinician has said which it is. */
  | {
      readonly is: 'line';
      readonly number: number;
      readonly estimated: boolean;
      readonly drugs: readonly string[];
      readonly endocrineOnly: boolean;
      readonly certainty: 'definite' | 'probable';
    }
  /** A treatment that is in no line: adjuvant hormones above all. `drug` null: a treatment that names none. */
  | { readonly is: 'treatment'; readonly drug: string | null; readonly name: string }
  | { readonly is: 'radiotherapy'; readonly sessions: number }
  | { readonly is: 'transplant'; readonly name: string }
  /** Ordered or meant, and not begun or on hold. */
  | { readonly is: 'planned-treatment'; readonly name: string }
  | {
      readonly is: 'stay';
      readonly kind: StayKind;
      readonly intensiveCare: boolean;
      readonly throughEmergency: boolean;
      readonly probable: boolean;
      readonly name: string;
    }
  | {
      readonly is: 'performance';
      readonly scale: PerformanceObservation['kind'];
      readonly value: string;
      readonly understood: boolean;
      /** False for a reading about another tumor: the rules set it aside. */
      readonly counts: boolean;
    }
  /** All scores of one day; `worst` of the body, else of the mood. `setAside`: taken in acute care or after an operation. */
  | {
      readonly is: 'asking';
      readonly worst: SymptomInAsking;
      readonly physical: boolean;
      readonly scores: number;
      readonly setAside: boolean;
    }
  | { readonly is: 'symptom-unclear'; readonly item: SymptomItem; readonly name: string; readonly value: string }
  | {
      readonly is: 'distress';
      readonly instrument: 'distress-thermometer' | 'phq-9' | 'gad-7';
      readonly score: number | null;
    }
  | { readonly is: 'weight'; readonly kilograms: number | null; readonly value: string }
  | {
      readonly is: 'referral';
      readonly to: CareKind;
      readonly status: ReferralRecord['status'];
      readonly sure: boolean;
      readonly fromPalliative: boolean;
    }
  /** A contact, a plan, a team, an enrolment, a diagnosis that says so; in the record's own words. */
  | {
      readonly is: 'care';
      readonly of: CareKind;
      readonly how: 'contact' | 'standing';
      readonly sure: boolean;
      readonly name: string;
    }
  | { readonly is: 'appointment'; readonly name: string; readonly for: When | null; readonly ahead: boolean }
  | { readonly is: 'decision'; readonly decision: DecisionRecord['decision']; readonly askAgain: When | null };

/** Whole days, both included. Never after the day from which we look. */
export interface Span {
  readonly first: Day;
  readonly last: Day;
}

/** The end of what lasts. `guessed`: neither end nor supply is recorded. `goes-on`: there is none yet. */
export interface Until extends Span {
  readonly how: 'recorded' | 'guessed' | 'goes-on';
}

export interface CourseItem {
  /** The same whatever the order in which records came. */
  readonly id: string;
  readonly lane: LaneId;
  readonly what: What;
  /** As recorded, for the words. */
  readonly when: When | null;
  /** The days on one of which it was, or began; null when nothing dates it. */
  readonly span: Span | null;
  /** For what lasts; null for what is of a moment, or of which no end is known. */
  readonly until: Until | null;
  /** On the lane's own scale, the better end first; null where there is none or it is not understood. */
  readonly value: { readonly low: number; readonly high: number } | null;
  /** Oldest first. Empty only for a death that the patient's own record tells. */
  readonly evidence: readonly Evidence[];
}

/** A stretch of days in which a value holds for the rules. */
export interface Step extends Span {
  readonly low: number;
  readonly high: number;
}

/** A source that was not, or not completely, read. */
export interface Unread {
  readonly origin: OriginId;
  readonly source: SourceId;
  readonly state: Exclude<SourceState['state'], 'loaded'> | 'pending';
  /** Without it the lane has holes; other sources hold something at some sites only. */
  readonly isMain: boolean;
}

export interface Lane {
  readonly id: LaneId;
  /** Dated ones, oldest first. */
  readonly items: readonly CourseItem[];
  readonly undated: readonly CourseItem[];
  /** Empty in lanes that have no values. */
  readonly steps: readonly Step[];
  /** Days for which a value holds; null in lanes that have none. `inpatient`: one that was taken in hospital. */
  readonly holds: { readonly days: number; readonly inpatient: number | null } | null;
  /** The first day of what was read; null when there is nothing. */
  readonly begins: Day | null;
  /** Before this day the lane cannot be relied on; `all`: nowhere. Null: everything was asked for and came. */
  readonly unsureBefore: Day | 'all' | null;
  /** What it would be drawn from and was not read, worst first. */
  readonly unread: readonly Unread[];
  /** Kinds of data that were asked for from a day on only. */
  readonly askedSince: readonly { readonly source: SourceId; readonly since: Day; readonly isMain: boolean }[];
  /** True when an empty lane means that nothing is on record in what was read. */
  readonly complete: boolean;
}

export interface Course {
  readonly asOf: Day;
  /** The first day that is drawn; `asOf` when nothing is dated. */
  readonly first: Day;
  readonly lanes: readonly Lane[];
  /** Why lines are estimated from less than all there may be. */
  readonly linesUnclear: Therapy['unclear'];
  readonly weightChange: WeightChange | null;
}
