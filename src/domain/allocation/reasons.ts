/**
 * Why a service stands where it stands, as codes with at most one value each; `words/allocation.ts` says them.
 */
import type { Level, Urgency } from '../dosing/recommendation.ts';
import type { Day } from '../logic/when.ts';
import type { EarlierNo } from './earlier-no.ts';
import type { InPersonFor } from './needs.ts';

/** The value that goes with each code; null: none does. */
export interface AllocationReasons {
  // For it.
  /** The last day that is in time. */
  'in-time': Day;
  /** ECOG. */
  'home-for-function': number;
  'in-person-for': InPersonFor;
  /** A language, as it is said. */
  'speaks-language': string;
  'brings-interpreter': string | null;
  /** Miles. */
  near: number;
  'where-the-patient-is': null;
  // Against it.
  declined: Pick<EarlierNo, 'on' | 'reason'>;
  'not-carried-out': Pick<EarlierNo, 'on' | 'reason'>;
  'too-late': Day;
  'journey-for-function': number;
  'cannot-travel': number;
  'video-for': InPersonFor;
  'no-interpreter': string | null;
  'not-in-the-hospital': null;
  far: number;
  // Not known.
  'start-unknown': null;
  'capacity-unknown': null;
  'languages-unknown': string | null;
  'address-unknown': null;
  'area-unknown': null;
  'free-times-unseen': null;
  /** The last day that its schedule shows. */
  'nothing-free': Day | null;
  'not-reachable': null;
  // It does not take this patient.
  'takes-nobody': null;
  'not-in-use': null;
  /** Where the patient lives. */
  'outside-area': string;
  'not-this-urgency': Urgency;
  'not-this-level': Level;
  'not-an-inpatient': null;
}

export type AllocationReason = {
  readonly [Code in keyof AllocationReasons]: { readonly code: Code; readonly value: AllocationReasons[Code] };
}[keyof AllocationReasons];

/** Makes a reason; the compiler checks that the value fits the code. */
export function reason<Code extends keyof AllocationReasons>(
  code: Code,
  value: AllocationReasons[Code],
): AllocationReason {
  return { code, value } as unknown as AllocationReason;
}
