/**
 * The product's own records of what the chart holds. `fhir/read` makes them; nothing here knows FHIR's shapes or codes.
 * What a code means has been settled by `fhir/terminology`, so that rules speak of "a metastasis", not of "C79.31".
 */
import type { When } from '../logic/when.ts';
import type { CancerConcept, Stage } from './cancer.ts';
import type { Evidence } from './evidence.ts';

export interface PatientRecord {
  readonly id: string;
  readonly reference: string;
  readonly name: string;
  readonly sex: 'female' | 'male' | 'other' | 'unknown' | null;
  readonly birth: When | null;
  readonly mrn: string | null;
  /** `true` when the record only says that the patient has died. */
  readonly deceased: { readonly on: When | null } | null;
  /** Another Patient resource has taken this one's place. */
  readonly replacedBy: string | null;
  readonly language: string | null;
  readonly interpreterNeeded: boolean | null;
}

export type ConditionCategory = 'problem-list-item' | 'encounter-diagnosis' | 'other' | 'none';

export interface ConditionRecord extends Evidence {
  readonly verification: 'confirmed' | 'unconfirmed' | 'refuted' | 'entered-in-error';
  readonly clinical: 'active' | 'recurrence' | 'relapse' | 'inactive' | 'remission' | 'resolved' | null;
  readonly categories: readonly ConditionCategory[];
  readonly onset: When | null;
  readonly recorded: When | null;
  readonly abatement: When | 'yes' | null;
  readonly encounter: string | null;
  readonly cancer: CancerConcept | null;
  readonly stages: readonly Stage[];
  /** Assessments of the stage by reference; those of another patient are not followed. */
  readonly stageAssessments: readonly string[];
  readonly tags: ReadonlySet<ConditionTag>;
}

export type ConditionTag =
  | 'antineoplastic-treatment' // encounter for chemotherapy, immunotherapy or radiotherapy
  | 'aftercare' // prophylactic or follow-up surgery, orthopedic aftercare
  | 'op-35' // a complication for which outpatient chemotherapy patients are admitted
  | 'under-hospice-care'
  | 'recorded-dead'
  | 'possibly-dead'
  | 'poor-function'; // bed confinement, failure to thrive: asks for a performance status

export interface EncounterRecord extends Evidence {
  readonly status: 'finished' | 'in-progress' | 'onleave' | 'arrived' | 'triaged';
  readonly kind: EncounterKind;
  /** How sure the kind is: `probable` when only words or a discharge told it. */
  readonly kindCertainty: 'definite' | 'probable';
  readonly start: When | null;
  readonly end: When | null;
  readonly identifiers: readonly string[];
  readonly facility: string | null;
  readonly partOf: string | null;
  /** It came through an emergency department, by its own word. */
  readonly fromEmergency: boolean;
  readonly priority: 'emergency' | 'elective' | null;
  readonly typeSaysUnplanned: boolean;
  readonly typeSaysElective: boolean;
  /** Principal diagnosis: reference to a Condition, when the Encounter names one. */
  readonly principalDiagnosis: string | null;
  readonly reasonTags: ReadonlySet<ConditionTag>;
  readonly disposition: 'home' | 'hospice' | 'expired' | 'other' | null;
  readonly hospice: 'enrolment' | 'contact' | null;
  readonly hasTypeOrLocation: boolean;
  readonly deathCertification: boolean;
}

/** `non-acute` and `ambulatory` never count as acute care; `unknown` forbids a conclusion. */
export type EncounterKind = 'inpatient' | 'observation' | 'ed' | 'ambulatory' | 'non-acute' | 'unknown';

/** A reading that rules use. Which kind it is was settled by its code. */
export type ObservationRecord = Evidence & {
  readonly encounter: string | null;
  /** It speaks of another tumor than the patient's main one, or of somebody else: see `focusElsewhere`. */
  readonly focus: readonly string[];
} & ObservationContent;

export type ObservationContent =
  | { readonly kind: 'ecog'; readonly reading: PerformanceReading }
  | { readonly kind: 'karnofsky'; readonly reading: PerformanceReading }
  | { readonly kind: 'palliative-performance-scale'; readonly reading: PerformanceReading }
  | { readonly kind: 'stage-group'; readonly stage: Stage | null }
  | { readonly kind: 'm-category'; readonly metastasis: boolean | null }
  | { readonly kind: 'distant-metastasis-site'; readonly none: boolean }
  | { readonly kind: 'metastatic-history'; readonly answer: boolean | null }
  | {
      readonly kind: 'disease-status';
      readonly status: 'improved' | 'stable' | 'worsened' | 'remission' | 'undetermined';
    }
  | { readonly kind: 'hospice-care'; readonly answer: boolean | null }
  | { readonly kind: 'cause-of-death' }
  /** Read for counts and dates only. */
  | { readonly kind: 'other' };

/** A performance status as recorded: exact, a range ("2-3"), "dead", or not to be understood. */
export type PerformanceReading =
  | { readonly is: 'exact'; readonly value: number }
  | { readonly is: 'range'; readonly low: number; readonly high: number }
  | { readonly is: 'dead' }
  | { readonly is: 'unclear'; readonly text: string };

export interface ProcedureRecord extends Evidence {
  readonly encounter: string | null;
  readonly tags: ReadonlySet<ProcedureTag>;
}

export type ProcedureTag = 'antineoplastic-treatment' | 'hospice-contact' | 'recorded-dead' | 'palliative-intent';

export interface CarePlanRecord extends Evidence {
  readonly status: 'active' | 'on-hold' | 'completed' | 'other';
  readonly end: When | null;
  /** `words`: only the title speaks of hospice, and may be saying no to it. */
  readonly hospice: 'coded' | 'words' | null;
  readonly palliativeIntent: boolean;
}

export interface ReferralRecord extends Evidence {
  readonly status: 'draft' | 'active' | 'on-hold' | 'completed' | 'revoked' | 'other';
  readonly intent: 'proposal' | 'plan' | 'order' | 'other';
  /** What is asked for. `weak` = only words say so. */
  readonly asksFor: 'palliative' | 'hospice' | 'other';
  readonly weak: boolean;
  readonly authored: When | null;
  readonly identifiers: readonly string[];
  readonly requester: string | null;
  /** As the order itself names them. */
  readonly requesterName: string | null;
  readonly palliativeIntent: boolean;
}
