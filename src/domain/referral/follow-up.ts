/**
 * What has become of each referral, from what the record shows of it: the request itself, the service's Task, the visit that was
 * booked, the visit that took place (interop reference 4.9). Pure. What was not read is never taken for "nothing happened".
 */
import type { AskedQuestion } from '../question/asked-question.ts';
import type { PatientAgrees } from './draft.ts';
import type { Ending } from './ending.ts';
import type { Evidence } from '../chart/evidence.ts';
import type { SourceId } from '../chart/source.ts';
import type { Day, When } from '../logic/when.ts';
import type { FollowUpNumbers } from './follow-up-numbers.ts';

/** As FHIR's request-priority names them. https://hl7.org/fhir/R4/valueset-request-priority.html */
export const PRIORITIES = ['routine', 'urgent', 'asap', 'stat'] as const;
export type Priority = (typeof PRIORITIES)[number];

/** A person or service, as the record names them. `reference` is relative when it lies on the server of the referral. */
export interface Named {
  readonly reference: string | null;
  readonly name: string | null;
}

/** Something that asks for palliative or hospice care. */
export interface FollowedReferral extends Evidence {
  /** `request`: a ServiceRequest. The others are what this product leaves where nothing can be ordered. */
  readonly kind: 'request' | 'task' | 'message' | 'letter';
  readonly status: 'draft' | 'active' | 'on-hold' | 'completed' | 'revoked' | 'other';
  /** A suggestion or plan is no order, whatever its status. */
  readonly isOrder: boolean;
  /** Only its words say that it asks for this. */
  readonly weak: boolean;
  readonly priority: Priority | null;
  readonly authored: When | null;
  /** Last day of the window in which the visit is asked for. */
  readonly wantedBy: When | null;
  /** Length of that window in days; null where it has no two days. */
  readonly visitDays: number | null;
  /** What was answered on "the patient knows and agrees" when it was written; null where that is not on record. */
  readonly patientAgrees: PatientAgrees | null;
  readonly requester: Named | null;
  readonly to: string | null;
  readonly notes: readonly string[];
  /** Why, when and by whom it was taken back; null where it was not, or where nothing says so. */
  readonly ended: Ending | null;
  /** As the server counts its changes; null where it does not. */
  readonly version: string | null;
}

export const TASK_STATUSES = [
  'draft',
  'requested',
  'ready',
  'received',
  'accepted',
  'rejected',
  'in-progress',
  'on-hold',
  'completed',
  'cancelled',
  'failed',
] as const;

/** What somebody has written for whoever asked: as a note of the service's Task, or as what came of it. */
export interface TeamWords {
  readonly text: string;
  /** It is longer than is shown here. */
  readonly isCut: boolean;
  readonly by: string | null;
  readonly on: When | null;
}

/** What the service says in its work list about a referral. */
export interface FulfilmentTask extends Evidence {
  /** The referrals that it is about. */
  readonly about: readonly string[];
  readonly status: (typeof TASK_STATUSES)[number];
  /** `businessStatus` says that a visit is booked. */
  readonly saysScheduled: boolean;
  readonly reason: string | null;
  /** Its last change, else when it was written. */
  readonly on: When | null;
  readonly says: readonly TeamWords[];
  /** Notes in the chart that it names, relative to the server, and whose words are not read here. */
  readonly documents: readonly string[];
}

export interface FollowUpVisit extends Evidence {
  /** The referrals that it is based on; none where the record does not say. */
  readonly about: readonly string[];
  /** It is the palliative team's, by code or by name. */
  readonly palliative: boolean;
  readonly status: 'booked' | 'came' | 'missed' | 'cancelled' | 'over';
  readonly start: When | null;
  /** When it was made. */
  readonly created: When | null;
  readonly modality: 'virtual' | 'home' | 'clinic' | null;
  /** Who joins, the patient left out. */
  readonly who: readonly string[];
}

export interface FollowUpRecords {
  readonly referrals: readonly FollowedReferral[];
  readonly tasks: readonly FulfilmentTask[];
  readonly appointments: readonly FollowUpVisit[];
  readonly encounters: readonly FollowUpVisit[];
  readonly questions: readonly AskedQuestion[];
  /** Appointments to which a care plan refers; `whole`: all plans were read. */
  readonly plannedVisits: { readonly references: readonly string[]; readonly whole: boolean };
  /** Kinds of data that were not read, or not in full. */
  readonly unread: readonly FollowUpSource[];
}

/** Where it can stand what has become of a referral. Messages are read only for this, and are no source of the chart. */
export type FollowUpSource =
  Extract<SourceId, 'ServiceRequest' | 'Task' | 'Appointment' | 'Encounter' | 'DocumentReference'> | 'Communication';

export const FOLLOW_UP_STATES = [
  'prepared',
  'sent',
  'received',
  'accepted',
  'declined',
  'scheduled',
  'in-progress',
  'on-hold',
  'completed',
  'cancelled',
  'failed',
  'task-cancelled',
  'no-answer',
  'filed',
  'not-known',
] as const;

/**
 * `task-cancelled`: somebody has ended the work on it, and the referral itself stands. `filed`: a letter in the chart, which tells
 * nobody. `not-known`: it is in force, and where its answer would stand could not be read; or its own status says nothing.
 */
export type FollowUpState = (typeof FOLLOW_UP_STATES)[number];

export type NextActor = 'oncologist' | 'palliative-team' | 'clinic-staff' | 'nobody';

/** A visit that is agreed, or was. */
export interface AgreedVisit {
  readonly visit: FollowUpVisit;
  /** The record says that it belongs to this referral; else it is the same team's, made since. */
  readonly linked: boolean;
  /** Its day is over, and nothing says that it took place. */
  readonly isPast: boolean;
}

export interface ServiceNo {
  readonly state: 'declined' | 'failed';
  /** In the record's words. */
  readonly reason: string | null;
}

export interface FollowUp {
  readonly referral: FollowedReferral;
  readonly state: FollowUpState;
  readonly since: When | null;
  /** Why it was declined, put on hold, or could not be carried out, in the record's words. */
  readonly reason: string | null;
  /** What the service had said before somebody took the referral back. */
  readonly serviceNo: ServiceNo | null;
  /** What the service has written about it; `documents`: named, and not read here. */
  readonly says: readonly TeamWords[];
  readonly documents: readonly string[];
  readonly visit: AgreedVisit | null;
  /** True only where every place in which the answer may stand was read. */
  readonly overdue: boolean | null;
  /** Last day of the time in which it was asked for; null when nothing says so. */
  readonly due: Day | null;
  readonly next: NextActor;
  /** Of what would tell more, what was not read. */
  readonly unread: readonly FollowUpSource[];
  readonly evidence: readonly Evidence[];
  /** It has ended, and not lately. */
  readonly isEarlier: boolean;
}

export interface FollowUpView {
  readonly asOf: Day;
  readonly numbers: FollowUpNumbers;
  /** Days within which a visit is asked for, where the referral names no window: the profile's. */
  readonly visitDays: { readonly urgent: number; readonly routine: number };
}

/** Each referral with its state: those that wait for somebody first, then the newest. */
export function followUpsOf(records: FollowUpRecords, view: FollowUpView): readonly FollowUp[] {
  return records.referrals
    .map((referral) => followUpOf(referral, records, view))
    .toSorted((one, other) =>
      isOver(one.state) === isOver(other.state) ? newestFirst(one, other) : isOver(one.state) ? 1 : -1,
    );
}

/**
 * The newest message, letter or entry in the work list of ours that nothing has ended: no order, so it closes no question, and whoever
 * asks again has to know of it. What has no day may be from now. Null: none is visible, which is not the same as none.
 */
export function standingWithoutOrder(
  followUps: readonly FollowUp[],
  asOf: Day,
  days: number,
): (FollowedReferral & { readonly kind: WithoutOrder }) | null {
  for (const { referral, state } of followUps.toSorted(newestFirst)) {
    const { kind } = referral;
    const isLeft = state !== 'prepared' && state !== 'task-cancelled' && !isOver(state);
    if (kind !== 'request' && isLeft && isRecent(referral.authored, asOf, days)) return { ...referral, kind };
  }
  return null;
}

export type WithoutOrder = Exclude<FollowedReferral['kind'], 'request'>;

export function isOver(state: FollowUpState): boolean {
  return state === 'completed' || state === 'cancelled' || state === 'declined' || state === 'failed';
}

function newestFirst(one: FollowUp, other: FollowUp): number {
  return (other.referral.authored?.hi ?? 0) - (one.referral.authored?.hi ?? 0);
}

/** What one record says of where a referral stands. */
interface Told {
  readonly state: FollowUpState;
  readonly since: When | null;
  readonly reason: string | null;
  readonly serviceNo: ServiceNo | null;
  readonly evidence: readonly Evidence[];
}

function followUpOf(referral: FollowedReferral, records: FollowUpRecords, view: FollowUpView): FollowUp {
  const task = telling(
    records.tasks.filter(({ about }) => about.includes(referral.reference)),
    referral,
  );
  const visit = visitOf(referral, records, view.asOf);
  const unread = unreadOf(referral, records);
  const due = dueOf(referral, view);
  const told = toldOf(referral, task, visit);
  const settled = told.state === 'sent' && !isOver(told.state) ? answered(told, referral, unread, view) : told;
  const overdue = overdueOf(settled.state, { referral, visit, due, unread }, view);
  return {
    referral,
    ...settled,
    says: task?.says ?? [],
    documents: task?.documents ?? [],
    visit,
    overdue,
    due,
    next: nextOf(settled.state, overdue, visit),
    unread: isOver(settled.state) ? [] : unread,
    isEarlier:
      isOver(settled.state) && !isRecent(settled.since ?? referral.authored, view.asOf, view.numbers.closedDays),
  };
}

/** The request's own end first; then what the service says; then the visit; then how far the request itself has come. */
function toldOf(referral: FollowedReferral, task: FulfilmentTask | null, visit: AgreedVisit | null): Told {
  const own = ownState(referral);
  const from = (state: FollowUpState, more: Partial<Told> = {}): Told => ({
    state,
    since: referral.authored,
    reason: null,
    serviceNo: null,
    evidence: [referral],
    ...more,
  });
  const isSame = task?.reference === referral.reference;
  const byTask = task === null ? null : taskState(task);
  if (own === 'completed') return from(own, { since: null });
  if (own === 'cancelled' && !isSame) {
    const since = referral.ended?.on ?? null;
    if (task === null || (byTask !== 'declined' && byTask !== 'failed')) return from(own, { since });
    return from(own, { since, serviceNo: { state: byTask, reason: task.reason }, evidence: [referral, task] });
  }
  const taskTold = (state: FollowUpState): Told =>
    from(state, {
      since: task?.on ?? null,
      reason: task?.reason ?? null,
      evidence: task === null || isSame ? [referral] : [referral, task],
    });
  // One record for both has ended: only as a Task does it say how.
  if (own === 'cancelled') return taskTold(byTask === 'declined' || byTask === 'failed' ? byTask : own);
  // A visit that was made after the service had said no is its newer word.
  const newer = visit !== null && visit.linked && isAfter(visit.visit.created, task?.on ?? null);
  if (byTask !== null && isOver(byTask) && !(newer && byTask !== 'completed')) return taskTold(byTask);
  if (own === 'on-hold' || byTask === 'on-hold')
    return byTask === 'on-hold' ? taskTold('on-hold') : from('on-hold', { since: null });
  const byVisit = visit === null ? null : visitState(visit);
  const [best] = [byVisit, byTask !== null && isOver(byTask) ? null : byTask]
    .filter((one) => one !== null)
    .toSorted((one, other) => PROGRESS[other] - PROGRESS[one]);
  if (best === undefined || (PROGRESS[best] <= PROGRESS.sent && own !== 'sent')) return from(own);
  if (best === byVisit && visit !== null) {
    const { created, start } = visit.visit;
    return from(best, { since: best === 'scheduled' ? created : start, evidence: [referral, visit.visit] });
  }
  return best === byTask ? taskTold(best) : from(own);
}

/** How far it has come; what has ended, or waits, is not on this way. */
const PROGRESS: Readonly<Record<FollowUpState, number>> = {
  'not-known': 0,
  filed: 0,
  prepared: 0,
  sent: 1,
  'no-answer': 1,
  received: 2,
  accepted: 3,
  scheduled: 4,
  'in-progress': 5,
  'on-hold': 0,
  completed: 6,
  declined: 6,
  cancelled: 6,
  failed: 6,
  'task-cancelled': 1,
};

function ownState({ kind, status, isOrder }: FollowedReferral): FollowUpState {
  if (status === 'revoked') return 'cancelled';
  if (kind === 'letter') return 'filed';
  // A message asks once: that it was sent is all that its own record can say.
  if (kind === 'message') return status === 'draft' ? 'prepared' : status === 'other' ? 'not-known' : 'sent';
  if (status === 'completed') return 'completed';
  if (status === 'other') return 'not-known';
  if (status === 'draft' || (kind === 'request' && !isOrder)) return 'prepared';
  return status === 'on-hold' ? 'on-hold' : 'sent';
}

const BY_TASK: Readonly<Record<FulfilmentTask['status'], FollowUpState | null>> = {
  draft: null,
  requested: 'sent',
  ready: 'sent',
  received: 'received',
  accepted: 'accepted',
  rejected: 'declined',
  'in-progress': 'in-progress',
  'on-hold': 'on-hold',
  completed: 'completed',
  // Interop 4.9 names it beside a revoked order; alone it ends the work, and the order stands.
  cancelled: 'task-cancelled',
  failed: 'failed',
};

function taskState(task: FulfilmentTask): FollowUpState | null {
  const state = BY_TASK[task.status];
  const before = state === 'sent' || state === 'received' || state === 'accepted';
  return task.saysScheduled && before ? 'scheduled' : state;
}

/** Of one of ours that has ended, itself. Else the newest; one that was cancelled only where no other speaks. */
function telling(
  tasks: readonly FulfilmentTask[],
  { kind, status, reference }: FollowedReferral,
): FulfilmentTask | null {
  const itself = kind === 'task' && status === 'revoked' ? tasks.find((one) => one.reference === reference) : undefined;
  const others = tasks.filter((one) => one.status !== 'cancelled');
  return itself ?? newestTask(others.length > 0 ? others : tasks);
}

function newestTask(tasks: readonly FulfilmentTask[]): FulfilmentTask | null {
  const rank = ({ status }: FulfilmentTask): number => PROGRESS[BY_TASK[status] ?? 'prepared'];
  return (
    tasks.toSorted(
      (a, b) => (b.on?.hi ?? 0) - (a.on?.hi ?? 0) || (b.on?.minutes ?? 0) - (a.on?.minutes ?? 0) || rank(b) - rank(a),
    )[0] ?? null
  );
}

/** One that took place, else the next that is booked, else the last that was; those that name the referral before others. */
function visitOf(
  referral: FollowedReferral,
  { appointments, encounters }: FollowUpRecords,
  asOf: Day,
): AgreedVisit | null {
  const kept = [...encounters, ...appointments].filter(
    ({ status }) => status === 'came' || status === 'over' || status === 'booked',
  );
  const candidates = kept.flatMap((visit): readonly AgreedVisit[] => {
    const linked = visit.about.includes(referral.reference);
    // Of a visit that names no referral: only one of that team, still to come, made no earlier than the referral.
    const likely =
      visit.about.length === 0 &&
      visit.palliative &&
      visit.status === 'booked' &&
      visit.start !== null &&
      visit.start.hi >= asOf &&
      isMadeSince(visit.created, referral.authored) &&
      ownState(referral) !== 'prepared';
    return linked || likely
      ? [{ visit, linked, isPast: visit.status === 'booked' && visit.start !== null && visit.start.hi < asOf }]
      : [];
  });
  const rank = ({ visit: { status }, linked, isPast }: AgreedVisit): number =>
    (linked ? 10 : 0) + (status === 'booked' ? (isPast ? 0 : 2) : 4);
  const day = ({ visit: { start } }: AgreedVisit): number => start?.lo ?? Infinity;
  return candidates.toSorted((a, b) => rank(b) - rank(a) || day(a) - day(b))[0] ?? null;
}

function visitState({ visit: { status } }: AgreedVisit): FollowUpState {
  return status === 'booked' ? 'scheduled' : 'in-progress';
}

/** It was sent and nothing else is on record: with everything read that may mean something, else it does not. */
function answered(
  told: Told,
  referral: FollowedReferral,
  unread: readonly FollowUpSource[],
  { asOf, numbers }: FollowUpView,
): Told {
  if (unread.length > 0) return { ...told, state: 'not-known' };
  const wait = isUrgent(referral) ? numbers.urgentNoAnswerDays : numbers.noAnswerDays;
  const isLate = referral.authored !== null && asOf - referral.authored.hi > wait;
  return isLate ? { ...told, state: 'no-answer' } : told;
}

/** Where more of it may stand and was not read in full. A message and a letter have no Task: only a visit can show their answer. */
function unreadOf({ kind }: FollowedReferral, { unread }: FollowUpRecords): readonly FollowUpSource[] {
  const tells: readonly FollowUpSource[] =
    kind === 'message' || kind === 'letter' ? ['Appointment', 'Encounter'] : ['Task', 'Appointment', 'Encounter'];
  return tells.filter((source) => unread.includes(source));
}

function dueOf({ authored, wantedBy, priority }: FollowedReferral, { visitDays }: FollowUpView): Day | null {
  if (wantedBy !== null) return wantedBy.hi;
  if (authored === null) return null;
  return authored.hi + (priority === null || priority === 'routine' ? visitDays.routine : visitDays.urgent);
}

function isUrgent({ priority }: FollowedReferral): boolean {
  return priority !== null && priority !== 'routine';
}

interface Standing {
  readonly referral: FollowedReferral;
  readonly visit: AgreedVisit | null;
  readonly due: Day | null;
  readonly unread: readonly FollowUpSource[];
}

function overdueOf(
  state: FollowUpState,
  { referral, visit, due, unread }: Standing,
  { asOf, numbers }: FollowUpView,
): boolean | null {
  if (isOver(state) || state === 'on-hold' || state === 'in-progress' || state === 'filed') return false;
  if (state === 'prepared')
    return referral.authored === null ? null : asOf - referral.authored.hi > numbers.signatureDays;
  if (state === 'no-answer') return true;
  if (state === 'scheduled') return visit?.isPast === true ? (unread.length > 0 ? null : true) : false;
  if (due === null) return null;
  if (asOf <= due) return false;
  return unread.length > 0 ? null : true;
}

function nextOf(state: FollowUpState, overdue: boolean | null, visit: AgreedVisit | null): NextActor {
  switch (state) {
    case 'prepared':
    case 'declined':
    case 'failed':
      return 'oncologist';
    case 'task-cancelled':
    case 'no-answer':
    case 'filed':
      return 'clinic-staff';
    case 'sent':
    case 'received':
    case 'accepted':
    case 'in-progress':
    case 'on-hold':
      return overdue === false ? 'palliative-team' : 'clinic-staff';
    case 'scheduled':
      return visit?.isPast === true ? 'clinic-staff' : 'palliative-team';
    // Whoever can look there or call: here nobody can see more.
    case 'not-known':
      return 'clinic-staff';
    case 'completed':
    case 'cancelled':
      return 'nobody';
    default:
      return state satisfies never;
  }
}

function isRecent(when: When | null, asOf: Day, days: number): boolean {
  return when === null || asOf - when.hi <= days;
}

function isAfter(one: When | null, other: When | null): boolean {
  if (one === null || other === null) return false;
  return one.lo > other.hi || (one.lo === other.lo && (one.minutes ?? 0) > (other.minutes ?? 0));
}

/** A day that is not known may be since. */
function isMadeSince(created: When | null, authored: When | null): boolean {
  return created === null || authored === null || created.hi >= authored.lo;
}
