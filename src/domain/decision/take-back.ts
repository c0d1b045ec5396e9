/**
 * Taking back a decision that is on record: a wrong press, a wrong patient, or somebody who has changed their mind (product row M13,
 * clinical reference 3.5). Pure.
 */
import type { DecisionRecord } from '../chart/records.ts';
import type { Gate } from '../dosing/recommendation.ts';
import type { Problem } from '../problem.ts';
import type { WhyNot } from '../referral/channel.ts';

/** `mistake`: it was never so. `no-longer`: it was so, and is over. */
export const TAKE_BACKS = ['mistake', 'no-longer'] as const;
export type TakeBackKind = (typeof TAKE_BACKS)[number];

/** Whose word it is that it no longer holds. */
export type LiftedBy = 'patient' | 'clinician';

export interface TakeBack {
  readonly kind: TakeBackKind | null;
  /** For `no-longer`. */
  readonly by: LiftedBy | null;
  /** In the clinician's own words; the patient reads them. At most TAKE_BACK_NOTE_LIMIT. */
  readonly note: string;
}

/** In characters, as of a decision (interop 4.10). */
export const TAKE_BACK_NOTE_LIMIT = 500;

export type TakeBackGap = 'no-kind' | 'no-one' | 'no-words' | 'too-long';

/** The gates whose record can be taken back. */
export const TAKEN_BACK_AT = ['patient-declined', 'decision-recorded', 'under-specialist-care'] as const;
export type TakenBackAt = (typeof TAKEN_BACK_AT)[number];

export const canBeTakenBack = (gate: Gate | null): gate is TakenBackAt =>
  (TAKEN_BACK_AT as readonly (Gate | null)[]).includes(gate);

/** A patient's no is the patient's: a clinician does not lift it by an entry, only by a referral (clinical reference 3.5). */
export function mayLift(gate: TakenBackAt): readonly LiftedBy[] {
  return gate === 'patient-declined' ? ['patient'] : ['patient', 'clinician'];
}

/** What is missing before it can be written; null when nothing is. */
export function takeBackGap({ kind, by, note }: TakeBack, gate: TakenBackAt): TakeBackGap | null {
  const words = note.trim();
  if (words.length > TAKE_BACK_NOTE_LIMIT) return 'too-long';
  if (kind === null) return 'no-kind';
  if (kind === 'mistake') return null;
  if (by === null || !mayLift(gate).includes(by)) return 'no-one';
  return by === 'clinician' && words === '' ? 'no-words' : null;
}

/** The record behind the gate, where it is one that this product wrote into the EHR that opened it. */
export function recordToTakeBack(
  gate: Gate | null,
  evidence: readonly { readonly origin: string; readonly reference: string }[],
  decisions: readonly DecisionRecord[],
): DecisionRecord | null {
  if (!canBeTakenBack(gate)) return null;
  // In the order of the evidence: the one that the gate speaks of stands first.
  for (const { origin, reference } of evidence) {
    const found = decisions.find((one) => origin === one.origin && reference === one.reference);
    if (found !== undefined && /^(Task|DocumentReference)\//.test(reference)) return found;
  }
  return null;
}

/** Why it cannot be taken back from here. */
export type WhyNotTakeBack = Exclude<WhyNot, 'no-recipient' | 'no-encounter'> | 'no-version' | 'not-there';

export type MayTakeBack =
  /** `version`: of the record as it was read with the chart. */
  { readonly whyNot: null; readonly version: string } | { readonly whyNot: WhyNotTakeBack };

export type TakeBackOutcome =
  /** The record shows it. `readBack`: read again after it was written. */
  | { readonly at: 'done'; readonly readBack: boolean }
  /** Taken in by the EHR, waiting for review there. */
  | { readonly at: 'staged' }
  /** Somebody has changed it meanwhile: nothing was written over it. `status`: as it stands there now. */
  | { readonly at: 'conflict'; readonly status: string | null }
  /** Nothing was changed. */
  | { readonly at: 'refused'; readonly problem: Problem }
  /** The answer was lost. `asBefore`: when it was last looked up, the record stood as it had before. */
  | { readonly at: 'unknown'; readonly since: number; readonly asBefore: boolean };
