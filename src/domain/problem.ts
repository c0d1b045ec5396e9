/**
 * An expected failure as a value. `kind` decides what the user is told and what may be done next; `detail` is technical,
 * without patient data, and meant for the integrator.
 */
export type ProblemKind =
  | 'network' // no answer could be read: connection lost, or the browser blocked it (CORS)
  | 'timeout'
  | 'session-expired' // 401: the launch has to be repeated from the chart
  | 'forbidden' // 403: scope, role or server policy
  | 'not-found'
  | 'invalid' // 400, 422: the server says what is wrong with the content
  | 'conflict' // 409, 412
  | 'busy' // 429, 503
  | 'server' // other 5xx
  | 'not-supported' // 404 on a type, 405, 501
  | 'left-out' // what this EHR keeps from searches, or the part of a question that it does not take
  | 'unreadable' // an answer that is not FHIR JSON
  | 'foreign-address' // an address outside the configured server; nothing was sent there
  | 'too-much' // the stated cap was reached
  | 'wrong-patient' // a resource of somebody else, or the patient changed between reads
  | 'patient-deceased'
  | 'duplicate' // a referral that asks the same was found right before sending
  | 'unchecked' // whether there is one could not be looked up
  | 'too-large' // what would be sent is larger than servers take
  | 'taken-back' // it is on record, cancelled or entered in error: another try is another request
  | 'elsewhere' // another window of this browser is sending, or has just sent, for the same patient
  | 'ending' // the session would end before an answer is sure to come
  | 'changed' // what would be sent is not what was shown
  | 'not-kept' // this browser could not write down what is about to be sent, so it was not sent
  | 'draft-invalid'; // the form itself lacks something

export interface Problem {
  readonly kind: ProblemKind;
  /** HTTP status when there was one. */
  readonly status: number | null;
  /** What the server said (OperationOutcome texts), already free of markup. Shown under "What the EHR said", never copied: nobody knows whom it names. */
  readonly said: readonly string[];
  /** Technical, for the integrator: method and path without query values, host that was refused... No patient data. */
  readonly detail: string;
}

export function problem(
  kind: ProblemKind,
  detail: string,
  more: Partial<Pick<Problem, 'status' | 'said'>> = {},
): Problem {
  return { kind, detail, status: more.status ?? null, said: more.said ?? [] };
}

/** A file of the app did not come: nothing was asked and nothing has left. */
export const partNotLoaded = (): Problem => problem('network', 'a file of the app could not be loaded');

/** Either a value or what went wrong. */
export type Result<Value> =
  { readonly ok: true; readonly value: Value } | { readonly ok: false; readonly problem: Problem };

export const success = <Value>(value: Value): Result<Value> => ({ ok: true, value });
export const failure = (why: Problem): Result<never> => ({ ok: false, problem: why });
