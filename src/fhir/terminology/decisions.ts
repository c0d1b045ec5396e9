/** How a decision about supportive care is written as a Task, and found again (interop 4.10). Codes are the product's own. */
import type { DecisionRecord } from '../../domain/chart/records.ts';
import type { DecisionKind } from '../../domain/decision/decision.ts';
import type { Level } from '../../domain/dosing/recommendation.ts';
import { TRIGGER_IDS, type TriggerId } from '../../domain/triggers/trigger.ts';

/** Code system of the product's own codes. No host: nobody is to look there. */
export const OWN = 'https://alongside.invalid/fhir/CodeSystem/alongside';

/** Task.code of a decision: "palliative triggers reviewed". */
export const REVIEW_TASK = 'palliative-trigger-review';
/** Task.code of a completed call or visit of the supportive-care nurse or navigator. */
export const CONTACT_TASK = 'supportive-care-contact';

/** Task.output.type of what was decided, and whether the question may be put again. */
export const DECISION_OUTPUT = 'decision';
export const DO_NOT_ASK_OUTPUT = 'do-not-ask-again';

/** What the answer was when it was decided: its level, the findings, the versions, and as of which day. */
export const LEVEL_OUTPUT = 'level';
export const FINDING_OUTPUT = 'finding';
export const VERSION_OUTPUT = 'rule-version';
export const AS_OF_OUTPUT = 'as-of';
/** What the oncology team takes on. */
export const CARE_OUTPUT = 'care';

/** Of "already receiving": who gives the care, and since when. */
export const CARE_GIVER_OUTPUT = 'care-giver';
export const CARE_SINCE_OUTPUT = 'care-since';

/** What a note that holds a decision is called. */
export const DECISION_TITLE = 'Supportive care: decision';

/** HL7 CDS Hooks 3.0, draft standard for trial use: why a suggestion is not followed (interop 4.10). */
export const NON_ADHERENCE = 'http://terminology.hl7.org/CodeSystem/non-adherence-reason-codes';
/** The patient prefers not to. */
export const PATIENT_PREFERS_NOT = 'patient-refuses';

/** Output `decision`, as interop 4.10 names it. */
export const DECISION_CODES: Readonly<Record<DecisionKind, string>> = {
  'our-team': 'oncology-team',
  'not-now': 'defer',
  'patient-declined': 'decline',
  'already-receiving': 'already-receiving',
  'comfort-plan-not-current': 'comfort-plan-not-current',
};

export const DECISIONS: Readonly<Record<string, DecisionRecord['decision']>> = {
  refer: 'refer',
  defer: 'not-now',
  // Only the patient's own reason makes it the patient's no.
  decline: 'not-now',
  'oncology-team': 'our-team',
  'already-receiving': 'already-receiving',
  'comfort-plan-not-current': 'comfort-plan-not-current',
};

/**
 * A Task is released to the patient at once, and must not carry the names of rules (clinical reference 8.5): `low-survival-cancer` is a
 * statement about survival. Levels go by the shorthand of clinical 4.1, findings by their number in its catalogue (3.2).
 */
const LEVELS: Readonly<Record<Level, string>> = {
  none: 'none',
  watch: 'L0',
  'oncology-team': 'L1',
  navigator: 'L2',
  specialist: 'L3',
  'hospice-conversation': 'L4',
};

export const levelCode = (level: Level): string => LEVELS[level];

/** Null for a level that this version does not know. */
export function levelOf(code: string): Level | null {
  return (Object.keys(LEVELS) as Level[]).find((level) => LEVELS[level] === code) ?? null;
}

export const findingCode = (trigger: TriggerId): string =>
  `f${String(TRIGGER_IDS.indexOf(trigger) + 1).padStart(2, '0')}`;

/** Null for a finding of a later catalogue. */
export function findingOf(code: string): TriggerId | null {
  return TRIGGER_IDS.find((one) => findingCode(one) === code) ?? null;
}
