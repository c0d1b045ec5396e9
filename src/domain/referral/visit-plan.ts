/** An agreed visit in the care plan (product row M14): what is written, whether it is offered, and what has become of it. Pure. */
import type { Problem } from '../problem.ts';
import type { FollowUp, FollowUpRecords } from './follow-up.ts';

/** The words of it: English, for the patient. */
export interface VisitPlanTexts {
  /** "Video visit 2 Dec 2026, 10:00, with Dr. Hana Sato". */
  readonly visit: string;
  /** Whom to call at night; null where no number is known. */
  readonly night: string | null;
}

/** `unread`: whether it stands in a plan already cannot be told. */
export type VisitPlanned = 'yes' | 'no' | 'unread' | 'no-visit';

/** Whether the visit that is booked for a referral stands in a care plan. Only what lies in the EHR of the launch can be referred to. */
export function isPlanned(
  { state, visit }: FollowUp,
  { plannedVisits }: Pick<FollowUpRecords, 'plannedVisits'>,
): VisitPlanned {
  if (state !== 'scheduled' || visit === null || visit.isPast) return 'no-visit';
  const { reference } = visit.visit;
  if (!reference.startsWith('Appointment/')) return 'no-visit';
  if (plannedVisits.references.includes(reference)) return 'yes';
  return plannedVisits.whole ? 'no' : 'unread';
}

export type VisitPlanOutcome =
  /** The record shows it. `added`: to the plan of the oncology team that was there. */
  | { readonly at: 'written'; readonly added: boolean }
  /** Somebody had put it there meanwhile: nothing was written. */
  | { readonly at: 'there-already' }
  | { readonly at: 'staged' }
  /** Somebody has changed the plan meanwhile: nothing was written over it. */
  | { readonly at: 'conflict' }
  | { readonly at: 'refused'; readonly problem: Problem }
  /** The answer was lost. It is only looked for, never written again. */
  | { readonly at: 'unknown' };
