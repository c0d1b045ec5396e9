/**
 * Why a launch did not end in an open chart. `step` and `kind` decide what is said and what to do about it (words are in
 * `words/launch.ts`); `detail` is technical, for the integrator, without patient data, codes or tokens.
 */
export interface LaunchProblems {
  /** The address that the EHR opened. */
  readonly parameters: 'iss-missing' | 'launch-missing' | 'repeated' | 'not-standalone';
  /** `iss` is not, byte for byte, one that `site.json` names. */
  readonly issuer: 'not-configured';
  /** Our own `site.json`. */
  readonly site: 'not-loaded' | 'not-json' | 'invalid';
  /** The EHR's `.well-known/smart-configuration`. */
  readonly discovery:
    | 'no-answer'
    | 'unreadable'
    | 'endpoints-missing'
    | 'endpoint-not-pinned'
    | 'endpoint-elsewhere'
    | 'endpoint-insecure'
    | 'no-pkce';
  /** The EHR's sign-in page. */
  readonly authorize: 'denied' | 'scope-refused' | 'less-next-time' | 'refused' | 'not-started' | 'own-window';
  /** The exchange of the code for a token. */
  readonly token: 'no-answer' | 'refused' | 'unreadable' | 'none';
  /** What came with the token. */
  readonly context: 'no-patient' | 'patient-unreadable' | 'tenant-not-configured';
  /** Who signed in. */
  readonly user: 'not-a-clinician' | 'identity-unreadable' | 'identity-for-another-app' | 'identity-expired';
  /** What this tab remembers of the launch. */
  readonly session:
    | 'not-launched'
    | 'not-here'
    | 'expired'
    | 'open-elsewhere'
    | 'site-changed'
    | 'storage-blocked'
    /** It was open, and has been closed: by the user, or after half an hour without use. */
    | 'done'
    | 'idle';
}

export type LaunchStep = keyof LaunchProblems;

export type LaunchProblem = {
  readonly [Step in LaunchStep]: {
    readonly step: Step;
    readonly kind: LaunchProblems[Step];
    readonly detail: string;
    /** What a server wrote, in its own words: shown, but not among the lines to copy, for nobody knows what it names. */
    readonly said: string;
  };
}[LaunchStep];

/** Makes a problem; the compiler checks that the kind belongs to the step. */
export function launchProblem<Step extends LaunchStep>(
  step: Step,
  kind: LaunchProblems[Step],
  detail: string,
  said = '',
): LaunchProblem {
  return { step, kind, detail, said } as LaunchProblem;
}

export interface Stopped {
  readonly ok: false;
  readonly problem: LaunchProblem;
}

export type LaunchResult<Value> = { readonly ok: true; readonly value: Value } | Stopped;

export const launched = <Value>(value: Value): LaunchResult<Value> => ({ ok: true, value });
export const stopped = <Step extends LaunchStep>(
  step: Step,
  kind: LaunchProblems[Step],
  detail: string,
  said?: string,
): Stopped => ({ ok: false, problem: launchProblem(step, kind, detail, said) });
