/** Why a service stands where it stands, as codes with values; `words/allocation.ts` says them. */
import type { Level, Urgency } from '../dosing/recommendation.ts';
import type { Day } from '../logic/when.ts';
import type { InPersonFor } from './needs.ts';

interface Params {
  // For it.
  'in-time': { readonly by: Day };
  'home-for-function': { readonly ecog: number };
  'in-person-for': { readonly why: InPersonFor };
  'speaks-language': { readonly language: string };
  'brings-interpreter': { readonly language: string | null };
  near: { readonly miles: number };
  'where-the-patient-is': Record<never, never>;
  // Against it.
  'too-late': { readonly by: Day };
  'journey-for-function': { readonly ecog: number };
  'video-for': { readonly why: InPersonFor };
  'no-interpreter': { readonly language: string | null };
  'not-in-the-hospital': Record<never, never>;
  far: { readonly miles: number };
  // Not known.
  'start-unknown': Record<never, never>;
  'capacity-unknown': Record<never, never>;
  'languages-unknown': { readonly language: string | null };
  'address-unknown': Record<never, never>;
  'area-unknown': Record<never, never>;
  'free-times-unseen': Record<never, never>;
  'nothing-free': { readonly until: Day | null };
  'not-reachable': Record<never, never>;
  'not-for': { readonly whom: string };
  // It does not take this patient.
  'takes-nobody': Record<never, never>;
  'outside-area': { readonly place: string };
  'not-this-urgency': { readonly urgency: Urgency };
  'not-this-level': { readonly level: Level };
  'not-an-inpatient': Record<never, never>;
}

export type AllocationReasons = Params;

export type AllocationReason = {
  readonly [Code in keyof Params]: { readonly code: Code; readonly params: Params[Code] };
}[keyof Params];

/** Makes a reason; the compiler checks that the values fit the code. */
export function reason<Code extends keyof Params>(code: Code, params: Params[Code]): AllocationReason {
  return { code, params } as unknown as AllocationReason;
}
