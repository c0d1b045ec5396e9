/** How a decision about supportive care is written as a Task, and found again (interop 4.10). Codes are the product's own. */

/** Task.code of a decision: "palliative triggers reviewed". */
export const REVIEW_TASK = 'palliative-trigger-review';
/** Task.code of a completed call or visit of the supportive-care nurse or navigator. */
export const CONTACT_TASK = 'supportive-care-contact';

/** Task.output.type of what was decided, and whether the question may be put again. */
export const DECISION_OUTPUT = 'decision';
export const DO_NOT_ASK_OUTPUT = 'do-not-ask-again';

/** http://terminology.hl7.org/CodeSystem/non-adherence-reason-codes: the patient prefers not to (interop 4.10). */
export const PATIENT_PREFERS_NOT = 'patient-refuses';
