/**
 * Changing a referral that is on record: what may be done with it in which state, and what can come of it (interop reference 4.8).
 * Everything is one PUT of the version that was shown; nothing is ever written over what somebody else has changed meanwhile.
 */
import type { Problem } from '../problem.ts';
import type { PatientAgrees } from './draft.ts';
import type { TakenBackFor } from './ending.ts';
import type { Day } from '../logic/when.ts';
import type { FollowedReferral, FollowUp, FollowUpState, Priority } from './follow-up.ts';

export const AMENDMENTS = ['sign', 'change', 'discard', 'cancel', 'wrong-patient'] as const;
export type AmendmentAction = (typeof AMENDMENTS)[number];

/** What the user has said in the dialog. */
export interface Amendment {
  readonly action: AmendmentAction;
  /** For *discard* and *cancel*. */
  readonly why: TakenBackFor | null;
  /** For *change*; null: as it is. */
  readonly priority: Priority | null;
  /** For a *change* to sooner: days from now within which the visit is then asked for; null: the day that stands there stays. */
  readonly visitDays: number | null;
  /** In their own words, English or not: it goes into the note as it stands. */
  readonly note: string;
  /** For *sign*: "The patient was asked and agrees". */
  readonly patientAgrees: boolean;
}

/** Prepared without the patient's yes: whoever signs says that they have been asked since. */
export const isToBeAskedAnew = (prepared: PatientAgrees | null): boolean =>
  prepared === 'not-yet-asked' || prepared === 'no';

/** What is written or chosen in a panel. That the patient agrees is none of it: that is asked each time. */
export type AmendmentWords = Pick<Amendment, 'why' | 'priority' | 'note'>;

/** `priority`: null where it is left as it is. */
export const saysSomething = ({ why, priority, note }: AmendmentWords): boolean =>
  why !== null || priority !== null || note.trim() !== '';

/**
 * Days within which the visit is asked for once the priority is changed: an urgent referral with a day far off would contradict
 * itself. Null where the day stays: it is as soon already, or the change asks for nothing sooner (routine covers two weeks and four).
 */
export function visitDaysAfter(
  { wantedBy, priority: before }: Pick<FollowedReferral, 'wantedBy' | 'priority'>,
  priority: Priority | null,
  asOf: Day,
  urgentDays: number,
): number | null {
  if (priority === null || priority === 'routine' || priority === before) return null;
  return wantedBy === null || wantedBy.hi > asOf + urgentDays ? urgentDays : null;
}

/** The panels that can still be opened once a change is made: what was written in the others has lost its purpose. */
export const OPEN_AFTER: Readonly<Record<AmendmentAction, readonly AmendmentAction[]>> = {
  sign: ['change', 'wrong-patient'],
  change: ['sign', 'discard', 'cancel', 'wrong-patient'],
  discard: [],
  cancel: [],
  'wrong-patient': [],
};

/** Longest note of an amendment, in characters. */
export const AMENDMENT_NOTE_LIMIT = 500;

export type AmendmentGap = 'no-reason' | 'no-words' | 'nothing-changed' | 'patient-not-asked' | 'too-long';

/** What is missing before it can be written; null when nothing is. */
export function amendmentGap(amendment: Amendment, priority: Priority | null): AmendmentGap | null {
  const { action, why, note, patientAgrees } = amendment;
  const says = note.trim();
  if (says.length > AMENDMENT_NOTE_LIMIT) return 'too-long';
  switch (action) {
    case 'sign':
      return patientAgrees ? null : 'patient-not-asked';
    case 'change':
      return says === '' && (amendment.priority ?? priority) === priority ? 'nothing-changed' : null;
    case 'discard':
    case 'cancel':
      if (why === null) return 'no-reason';
      return why === 'other' && says === '' ? 'no-words' : null;
    case 'wrong-patient':
      return null;
    default:
      return action satisfies never;
  }
}

/** Why nothing can be changed from here. */
export type WhyNotAmend =
  'not-granted' | 'not-advertised' | 'switched-off' | 'could-not-ask' | 'no-version' | 'not-a-request';

export interface MayAmend {
  /** Null: the EHR takes changes of referrals from this app. */
  readonly whyNot: Exclude<WhyNotAmend, 'no-version' | 'not-a-request'> | null;
  /** The signed-in user may sign orders here, and the site lets the app place them (interop 4.2). */
  readonly maySign: boolean;
}

export type Actions =
  | { readonly may: readonly AmendmentAction[] }
  /** Nothing can be changed here; it can be in the EHR, or by a call. */
  | { readonly may: 'nothing'; readonly why: WhyNotAmend };

/** What may be done with a referral. What has ended stays as it is. */
export function actionsFor({ referral, state }: FollowUp, { whyNot, maySign }: MayAmend): Actions {
  if (referral.status === 'revoked' || referral.status === 'completed' || state === 'completed') return { may: [] };
  if (referral.kind !== 'request') return { may: 'nothing', why: 'not-a-request' };
  if (whyNot !== null) return { may: 'nothing', why: whyNot };
  if (referral.version === null) return { may: 'nothing', why: 'no-version' };
  return { may: ACTIONS_IN[state].filter((action) => action !== 'sign' || maySign) };
}

const TAKE_BACK: readonly AmendmentAction[] = ['change', 'cancel', 'wrong-patient'];

const ACTIONS_IN: Readonly<Record<FollowUpState, readonly AmendmentAction[]>> = {
  prepared: ['sign', 'change', 'discard', 'wrong-patient'],
  sent: TAKE_BACK,
  received: TAKE_BACK,
  accepted: TAKE_BACK,
  scheduled: TAKE_BACK,
  'in-progress': TAKE_BACK,
  'on-hold': TAKE_BACK,
  'task-cancelled': TAKE_BACK,
  'no-answer': TAKE_BACK,
  'not-known': TAKE_BACK,
  filed: [],
  // The service has said no; the request itself still stands, and would stand in the way of another.
  declined: ['cancel', 'wrong-patient'],
  failed: ['cancel', 'wrong-patient'],
  cancelled: ['cancel', 'wrong-patient'],
  completed: [],
};

/** One element in which what was shown, with the change on it, and what the EHR holds now are not the same. */
export interface Difference {
  /** An element that a person compares; whatever else differs is `other`, and `theirs` its name. */
  readonly field:
    'status' | 'intent' | 'priority' | 'requester' | 'to' | 'window' | 'what' | 'reasons' | 'note' | 'other';
  /** As it would be by this change; null: nothing there. In the record's own words. */
  readonly yours: string | null;
  readonly theirs: string | null;
}

export type AmendmentOutcome =
  /** The record shows it. `readBack`: read again after it was written. */
  | { readonly at: 'done'; readonly action: AmendmentAction; readonly readBack: boolean }
  /** Taken in by the EHR, waiting for review there. */
  | { readonly at: 'staged'; readonly action: AmendmentAction }
  /**
   * It has been changed meanwhile, and nothing of it was written over. `asMeant`: it says now what was meant, and whether by this change
   * or by somebody else's cannot be told.
   */
  | {
      readonly at: 'conflict';
      readonly action: AmendmentAction;
      readonly differences: readonly Difference[];
      readonly asMeant: boolean;
    }
  /** Nothing was changed. */
  | { readonly at: 'refused'; readonly action: AmendmentAction; readonly problem: Problem }
  /** The answer was lost. `asBefore`: when it was last looked up, the record stood as it had before. */
  | { readonly at: 'unknown'; readonly action: AmendmentAction; readonly since: number; readonly asBefore: boolean };
