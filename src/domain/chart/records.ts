/**
 * The product's own records of what the chart holds. `fhir/read` makes them; nothing here knows FHIR's shapes or codes.
 * What a code means has been settled by `fhir/terminology`, so that rules speak of "a metastasis", not of "C79.31".
 */
import type { Level } from '../dosing/recommendation.ts';
import type { When } from '../logic/when.ts';
import type { TriggerId } from '../triggers/trigger.ts';
import type { CancerConcept, CancerSite, Stage } from './cancer.ts';
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
  /** The same as a tag (BCP 47: "es"), where it is coded. */
  readonly languageTag?: string;
  /** A phone number or e-mail address of the patient's own is on record. */
  readonly reachable?: boolean;
  readonly interpreterNeeded: boolean | null;
  /** Where the patient lives and how they can be reached, as far as a service has to know; absent in a record without it. */
  readonly home?: HomeRecord;
  /** People to call, in the order in which the record has them. */
  readonly contacts: readonly ContactRecord[];
}

/** For the area that a service serves, and the distance: for nothing else. */
export interface HomeRecord {
  readonly postalCode: string | null;
  readonly city: string | null;
  readonly state: string | null;
  /** Degrees, where the record has them. */
  readonly position: { readonly latitude: number; readonly longitude: number } | null;
}

/**
 * Somebody to call, as the patient's own record names them. Nobody on this list decides for the patient unless `roles` says
 * so. `label` is the name, else what they are; `when` the day from which they are one.
 */
export interface ContactRecord extends Evidence {
  readonly name: string | null;
  /** What they are to the patient, in the record's words. */
  readonly relationship: string | null;
  readonly roles: readonly ContactRole[];
  readonly phone: string | null;
}

/** `health-care-agent`: the record itself says so, by code or in words. */
export type ContactRole = 'emergency' | 'next-of-kin' | 'guardian' | 'health-care-agent';

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
  /** M categories that stand on it without a stage group. */
  readonly mCategories: readonly boolean[];
  /** Assessments of the stage by reference; those of another patient are not followed. */
  readonly stageAssessments: readonly string[];
  /** A clinician has said that it is an active cancer. */
  readonly saidActive?: true;
  readonly tags: ReadonlySet<ConditionTag>;
}

/** What a diagnosis means for the rules, apart from cancer; settled by `fhir/terminology/diagnoses.ts`. */
export type ConditionTag =
  | 'antineoplastic-treatment' // encounter for chemotherapy, immunotherapy or radiotherapy
  | 'aftercare' // prophylactic or follow-up surgery, orthopedic aftercare
  | 'op-35' // a complication for which outpatient chemotherapy patients are admitted
  | 'injury'
  | 'psychiatric'
  | 'detoxification'
  | 'under-hospice-care'
  | 'recorded-dead'
  | 'possibly-dead'
  | 'palliative-care' // under specialist palliative care, by a finding
  | 'palliative-possible' // Z51.5 and its like: may be the oncologist's own
  | 'poor-function' // bed confinement, failure to thrive: asks for a performance status
  | 'cord-compression'
  | 'cord-compression-by-cause' // G99.2: myelopathy in a disease classified elsewhere
  | 'spondylosis' // degenerative disease of the spine
  | 'svc-syndrome'
  | 'bowel-obstruction'
  | 'duct-obstruction' // biliary or ureteral
  | 'malignant-effusion' // pleural, pericardial, or ascites
  | 'ascites' // of any cause: fluid that comes and goes with the weight
  | 'hypercalcemia'
  | 'hyperparathyroidism'
  | 'cachexia'
  | 'weight-loss'
  | 'delirium'
  | 'disorientation'
  | 'dementia'
  | 'hearing-loss' // of both ears, or of ears that the code does not name
  | 'low-vision' // of both eyes
  | 'suicidal-ideation'
  | 'kidney-or-liver-disease' // other reasons for a low albumin
  | 'pathological-fracture'
  | 'code-status' // do not resuscitate
  | 'caregiver-strain'
  | 'early-phase-trial' // encounter as participant of a clinical trial
  | 'serious-comorbidity';

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
  /** The reasons of the visit in words, as recorded: plain text. */
  readonly reasonLabels: readonly string[];
  /** A reason is given by code, so that what it does not say can be told. */
  readonly reasonCoded: boolean;
  /** All diagnoses that it names, by reference to Conditions; the principal one is among them. */
  readonly diagnoses: readonly string[];
  /** A short stay: observation, unless it is same-day surgery. */
  readonly shortStay: boolean;
  /** Stretches of intensive care, by type, ward code or the ward's name. */
  readonly intensiveCare: readonly IntensiveCare[];
  /** It names a ward of which neither name nor kind was received. */
  readonly wardUnknown: boolean;
  /** Days, when the encounter gives its length. */
  readonly lengthDays: number | null;
  /** Specialist palliative care, by its type or by who took part; `possible` may be the oncologist's own. */
  readonly palliative: 'specialist' | 'possible' | null;
  /** `perhaps-...`: only words say so, or a code of which nobody vouches what it means. */
  readonly disposition: 'home' | 'hospice' | 'perhaps-hospice' | 'expired' | 'perhaps-expired' | 'other' | null;
  /** The words of a disposition to hospice, or of one that is only a perhaps: plain text. */
  readonly dispositionWords: string | null;
  /** Who sent it, where the resource says so (`meta.source`). */
  readonly sender: string | null;
  readonly hospice: 'enrolment' | 'contact' | null;
  readonly hasTypeOrLocation: boolean;
  readonly deathCertification: boolean;
  /** A clinician says at this visit that the stay was planned. */
  readonly saidPlanned?: true;
}

/** One stretch on an intensive-care ward. `name`: only the ward's name says so. */
export interface IntensiveCare {
  readonly told: 'code' | 'name';
  readonly start: When | null;
  readonly end: When | null;
}

/** `non-acute` and `ambulatory` never count as acute care; `unknown` forbids a conclusion. */
export type EncounterKind = 'inpatient' | 'observation' | 'ed' | 'ambulatory' | 'non-acute' | 'unknown';

/** A reading that rules use. Which kind it is was settled by its code. */
export type ObservationRecord = Evidence & {
  /** The resource that carries it: an Observation, an item of a QuestionnaireResponse, or a finding on the problem list. */
  readonly source: 'Observation' | 'QuestionnaireResponse' | 'Condition';
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
      /** `unclear`: a status was recorded, in words that are not understood. */
      readonly status: 'improved' | 'stable' | 'worsened' | 'remission' | 'undetermined' | 'unclear';
      /** No code that is known tells it, only words: what rests on it is probable at most. */
      readonly inWords: boolean;
    }
  | { readonly kind: 'hospice-care'; readonly answer: boolean | null }
  | { readonly kind: 'cause-of-death' }
  /** A symptom score. `severity` is on 0-10 whatever the instrument: see `fhir/read/symptom-scores.ts`. */
  | {
      readonly kind: 'symptom';
      readonly item: SymptomItem;
      readonly severity: number;
      /** As it was recorded, on the instrument's own scale. */
      readonly score: number;
      readonly scale: SymptomScale;
      /** The worst or the average of a time, where the instrument asks for both and for now. */
      readonly over?: SymptomSpan;
    }
  /** A symptom was recorded, in words or on a scale that are not understood: it is known to be newer, and not what it says. */
  | { readonly kind: 'symptom-unclear'; readonly item: SymptomItem }
  /** The same of a distress screening. `answered`: the questionnaire was answered, and its total is not on record. */
  | {
      readonly kind: 'distress-unclear';
      readonly instrument: 'phq-9' | 'gad-7' | 'distress-thermometer';
      readonly answered: boolean;
    }
  | { readonly kind: 'distress-thermometer'; readonly score: number }
  | { readonly kind: 'phq-9'; readonly score: number }
  | { readonly kind: 'gad-7'; readonly score: number }
  /** PHQ-9 item 9. `positive` null: an answer that is not understood. */
  | { readonly kind: 'self-harm-item'; readonly positive: boolean | null }
  | { readonly kind: 'quality-of-life'; readonly instrument: 'FACT-L' | 'FACT-G'; readonly score: number }
  /** Kilograms; null when the unit is missing or the value is none that a person weighs. */
  | { readonly kind: 'weight'; readonly kilograms: number | null }
  | { readonly kind: 'body-mass-index'; readonly index: number }
  /** mg/dL as measured, not corrected; null when the unit is not known. */
  | { readonly kind: 'calcium'; readonly milligramsPerDeciliter: number | null }
  | { readonly kind: 'ionized-calcium'; readonly millimolesPerLiter: number | null }
  | { readonly kind: 'albumin'; readonly gramsPerDeciliter: number | null }
  /** Above the upper limit that the laboratory reports; null when it reports none. */
  | { readonly kind: 'lactate-dehydrogenase'; readonly elevated: boolean | null }
  /** Confusion assessment: positive for delirium. */
  | { readonly kind: 'delirium-screen'; readonly positive: boolean }
  | { readonly kind: 'caregiver-strain'; readonly present: boolean }
  /** EGFR, ALK or ROS1: lung cancers with another course. */
  | { readonly kind: 'driver-mutation'; readonly positive: boolean }
  | { readonly kind: 'histology'; readonly group: HistologyGroup }
  | { readonly kind: 'advance-care-planning'; readonly what: PlanningElement; readonly recorded: boolean }
  /** Seen by, or under, the specialist palliative team. */
  | { readonly kind: 'palliative-care' }
  | { readonly kind: 'palliative-possible' }
  /** The patient or the family asks for supportive care. */
  | { readonly kind: 'request'; readonly asks: boolean }
  | { readonly kind: 'attestation'; readonly reason: AttestationReason }
  /** "No further anticancer therapy planned", entered by a clinician. */
  | { readonly kind: 'no-further-therapy' };

export const SYMPTOM_ITEMS = [
  'pain',
  'dyspnea',
  'nausea',
  'fatigue',
  'appetite',
  'constipation',
  'drowsiness',
  'diarrhea',
  'sleep',
  'wellbeing',
  'depression',
  'anxiety',
  'other',
] as const;
export type SymptomItem = (typeof SYMPTOM_ITEMS)[number];

export type SymptomSpan = 'worst' | 'average';
export type SymptomScale = '0-10' | '0-100' | 'PRO-CTCAE' | 'PROMIS';

export type HistologyGroup = 'glioblastoma' | 'grade-4' | 'anaplastic-thyroid' | 'small-cell' | 'germ-cell';

/** Elements of advance care planning (clinical reference 3.2 row 26, 5.6). */
export type PlanningElement =
  'health-care-agent' | 'advance-directive' | 'portable-orders' | 'code-status' | 'conversation' | 'preference';

/** Why a clinician says that supportive care is needed (clinical reference 3.2 row 28). */
export type AttestationReason =
  | 'would-not-be-surprised'
  | 'existential-crisis'
  | 'hastened-death-request'
  | 'complex-decisions'
  | 'team-distress'
  | 'clinician-judgment';

/** A performance status as recorded: exact, a range ("2-3"), "dead", or not to be understood. */
export type PerformanceReading =
  | { readonly is: 'exact'; readonly value: number }
  | { readonly is: 'range'; readonly low: number; readonly high: number }
  | { readonly is: 'dead' }
  | { readonly is: 'unclear'; readonly text: string };

export interface ProcedureRecord extends Evidence {
  readonly encounter: string | null;
  readonly tags: ReadonlySet<ProcedureTag>;
  /** Those of the tags that only words tell: what rests on them is probable at most. */
  readonly tagsInWords: ReadonlySet<ProcedureTag>;
  /** The cancers that its drug treats, when the drug is given for other diseases too; else empty. */
  readonly treats: readonly CancerSite[];
}

export type ProcedureTag =
  | 'antineoplastic-treatment'
  | 'radiotherapy'
  | 'stem-cell-transplant'
  // Resections that may cure a cancer of the list of trigger 3, each of its own organ.
  | 'pancreatectomy'
  | 'hepatectomy'
  | 'cholecystectomy'
  | 'pleurectomy'
  | 'cancer-resection'
  | 'bariatric-surgery'
  | 'operation' // any operation under anesthesia: explains symptoms and delirium of the next days
  | 'abdominal-operation'
  | 'effusion-drainage' // pleural catheter, paracentesis for malignant ascites
  | 'paracentesis'
  | 'duct-decompression' // biliary or ureteral stent, nephrostomy, venting gastrostomy
  | 'intensive-care'
  | 'advance-care-planning'
  | 'hospice-contact'
  | 'palliative-care'
  | 'palliative-possible'
  | 'comfort-care'
  | 'recorded-dead'
  | 'palliative-intent'
  | 'curative-intent'
  | 'adjuvant-intent';

export interface CarePlanRecord extends Evidence {
  readonly status: 'active' | 'on-hold' | 'completed' | 'other';
  readonly end: When | null;
  /** `words`: only the title speaks of hospice, and may be saying no to it. */
  readonly hospice: 'coded' | 'words' | null;
  readonly palliativeIntent: boolean;
  /** Care of the specialist palliative team by code; `possible`: the giver is not named, or only words say so. */
  readonly palliative: 'specialist' | 'possible' | null;
  readonly comfortCare: boolean;
  /** Names a planned or running anticancer treatment. */
  readonly antineoplastic: boolean;
  /** Who wrote it down: the patient's own plan of care counts as their word. */
  readonly byPatient: boolean;
  /** Words of title, description, activities and, failing those, of the narrative: plain text. */
  readonly text: string;
}

export interface ReferralRecord extends Evidence {
  readonly status: 'draft' | 'active' | 'on-hold' | 'completed' | 'revoked' | 'other';
  readonly intent: 'proposal' | 'plan' | 'order' | 'other';
  /**
   * What is asked for. `weak` = only words say so, or the giver is not named (`palliative-possible`: may be the
   * oncologist's own). `from-palliative`: written by the palliative team, which is therefore involved. `code-status`: an
   * order that says what not to do (POLST, DNR).
   */
  readonly asksFor:
    'palliative' | 'palliative-possible' | 'from-palliative' | 'hospice' | 'comfort-care' | 'code-status' | 'other';
  /** Asked for by the patient or a relative. */
  readonly byPatient: boolean;
  /** An order for chemotherapy, radiotherapy or another anticancer treatment. */
  readonly antineoplastic: boolean;
  readonly weak: boolean;
  readonly authored: When | null;
  readonly identifiers: readonly string[];
  readonly requester: string | null;
  /** As the order itself names them. */
  readonly requesterName: string | null;
  /** Who typed it for the requester to sign; absent where the order does not say. */
  readonly preparedBy?: string;
  /** It bears the number that this product gives, so it carried what was found on that day. */
  readonly ours?: true;
  readonly palliativeIntent: boolean;
}

/** One order, administration, dispense or statement of a drug. */
export interface MedicationRecord extends Evidence {
  /** An order that only reports what others gave (`reportedBoolean`) tells no more than a statement. */
  readonly told: 'request' | 'administration' | 'statement' | 'dispense';
  /** `planned`: a proposal, plan or draft; never an exposure. */
  readonly status: 'active' | 'on-hold' | 'completed' | 'stopped' | 'planned';
  /** The drugs in it that rules know. Empty for all others. */
  readonly drugs: readonly Drug[];
  /** `name`: only words told the drug. */
  readonly identifiedBy: 'code' | 'name';
  /** A form that does not reach the whole body: cream, eye drops, into the bladder. Never an exposure. */
  readonly local: boolean;
  /** First day of exposure (clinical reference 3.4): administration, dispense, bounds, else the day of the order. */
  readonly start: When | null;
  /** Last day of exposure as far as it is stated or worked out from the supply. */
  readonly end: When | null;
  readonly authored: When | null;
  /** Why it was stopped. */
  readonly stopReason: 'no-response' | 'not-tolerated' | 'patient-choice' | 'death' | 'other' | null;
  /** Looks like an anticancer drug whose name is not known: lines of therapy are then "at least". */
  readonly unknownAntineoplastic: boolean;
  readonly studyDrug: boolean;
  readonly intent: 'palliative' | 'curative' | 'adjuvant' | null;
  /** Low-dose weekly methotrexate and its like: not a cancer treatment. */
  readonly lowDose: boolean;
  readonly encounter: string | null;
}

/** A drug that rules know; the list is `fhir/terminology/drugs.ts`. */
export interface Drug {
  readonly name: string;
  readonly kind: 'antineoplastic' | 'endocrine' | 'opioid' | 'weight-lowering' | 'diuretic' | 'lithium';
  /** Substitution inside one class is no new line (clinical reference 3.4, lines item 3). */
  readonly lineClass: string;
  /**
   * The cancers that it treats, when it is also given for other diseases: cancer treatment only while one of them is active
   * (clinical reference 3.4). Else empty.
   */
  readonly treats: readonly CancerSite[];
}

/** A document, consent or directive that bears on planning. */
export interface DocumentRecord extends Evidence {
  readonly source: 'DocumentReference' | 'Consent';
  readonly what: PlanningElement | 'other';
  /** Whom the directive itself names as health care agent. What a document says inside is not read. */
  readonly agents: readonly NamedAgent[];
}

export interface NamedAgent {
  readonly name: string | null;
  /** In the record's words: "First alternate healthcare agent". */
  readonly role: string | null;
}

export interface GoalRecord extends Evidence {
  readonly byPatient: boolean;
  /** The patient's words or the team's, plain text. */
  readonly text: string;
  /** The same words in full, with paragraphs; those that were too long to be kept end in "…". */
  readonly whole: string;
  /** What was noted beside it. */
  readonly note: string | null;
  /** Whose words they are; null where the record does not say. */
  readonly saidBy: 'patient' | 'relative' | 'team' | null;
  /** The name of whoever said it, where the record gives one. */
  readonly speaker: string | null;
  readonly asksForSupport: boolean;
  readonly current: boolean;
}

/** How sure a service is: by code, or only by words in a name. */
export type Told = 'coded' | 'words';

export interface CareTeamRecord extends Evidence {
  readonly active: boolean;
  readonly palliative: Told | null;
  readonly hospice: Told | null;
  /** The first of those who take part now, as displayed. */
  readonly members: readonly CareTeamMember[];
  /** How many take part now, whether they are listed or not. */
  readonly memberCount: number;
}

export interface CareTeamMember {
  readonly name: string | null;
  readonly role: string | null;
  readonly onBehalfOf: string | null;
  /** The record itself calls this member the patient's health care agent. */
  readonly isAgent: boolean;
}

/** `when` is the day on which it was made; `start` may lie after the day from which we look. */
export interface AppointmentRecord extends Evidence {
  readonly palliative: Told | null;
  readonly oncology: boolean;
  readonly start: When | null;
  readonly status: 'booked' | 'fulfilled' | 'other';
}

/** An enrolment with a service over time: hospice care above all. */
export interface EnrolmentRecord extends Evidence {
  readonly source: 'EpisodeOfCare' | 'Coverage';
  readonly service: 'hospice' | 'palliative' | 'other';
  /** Only words say so, or it is planned and has not begun. */
  readonly weak: boolean;
  readonly active: boolean;
  readonly end: When | null;
}

/** Palliative care as a clinician has told of it; null where it was not written down. */
export interface Receives {
  readonly from: string | null;
  readonly since: When | null;
}

/** `by`: the clinician who told of it. */
export interface ToldCare extends Receives {
  readonly by: string | null;
}

/** A decision of a clinician or patient about supportive care, or a completed contact of the navigator. */
export interface DecisionRecord extends Evidence {
  readonly decision:
    | 'refer'
    | 'not-now'
    | 'our-team'
    | 'patient-declined'
    | 'already-receiving'
    | 'navigator-contact'
    /** "Is the comfort-care plan current?" answered with no. */
    | 'comfort-plan-not-current'
    /** The task that opens the question again on `askAgain`: written beside a "not now". */
    | 'ask-again'
    /** A decision that a later version of this product has written, of a kind that is not known here. */
    | 'not-understood';
  readonly on: When | null;
  /** The day on which the question may be asked again; null for never or not given. */
  readonly askAgain: When | null;
  readonly doNotAskAgain: boolean;
  readonly by: string | null;
  readonly reason: string | null;
  /** Of "already receiving": who gives the care, and since when. */
  readonly receives?: Receives;
  /** Of "our team will do it": what the team takes on, as codes; a later version may know more of them. Left out where none is written down. */
  readonly takesOn?: readonly string[];
  /** What the answer was then; null where it was not written down. Findings of a later catalogue are left out. */
  readonly decidedOn: { readonly triggers: readonly TriggerId[]; readonly level: Level | null } | null;
  /** How many findings were written down that this version does not know. */
  readonly unknownFindings: number;
}

export interface TrialRecord extends Evidence {
  readonly active: boolean;
}
