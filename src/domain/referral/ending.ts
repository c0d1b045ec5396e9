/** Why, when and by whom a referral was taken back, as its own note says. */
import type { When } from '../logic/when.ts';

/** Why a referral is taken back. Their words stand in one place (`fhir/terminology/taken-back.ts`). */
export const TAKEN_BACK_FOR = [
  'patient-prefers-not',
  'already-receiving',
  'service-declined',
  'ordered-already',
  'not-now',
  'other',
] as const;
export type TakenBackFor = (typeof TAKEN_BACK_FOR)[number];

export interface Ending {
  readonly why: TakenBackFor;
  /** What was added in somebody's own words. */
  readonly words: string | null;
  readonly by: string | null;
  readonly on: When | null;
}
