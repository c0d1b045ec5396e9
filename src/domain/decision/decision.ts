/**
 * The honest answers beside a referral (product row M13, clinical reference 3.5, interop 4.10): our team will do it, not now,
 * the patient prefers not to, already receiving. A decision snoozes the question; it hides nothing. Pure.
 */
import type { Assessment } from '../assessment.ts';
import { LONGEST_SNOOZE_DAYS } from '../chart/decisions.ts';
import type { Level } from '../dosing/recommendation.ts';
import type { Day, When } from '../logic/when.ts';
import type { TriggerId } from '../triggers/trigger.ts';
import { CARE_ITEMS, hasSevereSymptom, type CareItem } from './care-items.ts';

/** Why not now, as the HL7 list of reasons for not following a suggestion has it (interop 4.10). */
export const NOT_NOW_REASONS = [
  'action-not-priority',
  'limited-time',
  'wrong-time-workflow',
  'need-more-info',
  'service-not-available',
  'patient-ineligible',
] as const;
export type NotNowReason = (typeof NOT_NOW_REASONS)[number];

/** Why the patient prefers not to, where they say so. From the same list. */
export const PATIENT_REASONS = [
  'prefers-alternative',
  'cultural-religious-reason',
  'too-costly-uncovered',
  'inadequate-support',
] as const;
export type PatientReason = (typeof PATIENT_REASONS)[number];

export type Decision =
  | {
      readonly is: 'our-team';
      readonly items: readonly CareItem[];
      /** The day on which the question may be put again. */
      readonly askAgain: Day | null;
    }
  | { readonly is: 'not-now'; readonly reason: NotNowReason | null; readonly askAgain: Day | null }
  | {
      readonly is: 'patient-declined';
      readonly reason: PatientReason | null;
      /** "Please do not ask again": then there is no day. Only the patient, or a clinician's referral, lifts it. */
      readonly doNotAskAgain: boolean;
      readonly askAgain: Day | null;
    }
  | { readonly is: 'already-receiving'; readonly by: string; readonly since: When | null }
  /** "Is the comfort-care plan current?" answered with no. */
  | { readonly is: 'comfort-plan-not-current' };

export type DecisionKind = Decision['is'];

/** "Please do not ask again." */
export const isForGood = (decision: Decision): boolean => decision.is === 'patient-declined' && decision.doNotAskAgain;

/** The day that is written down with it; null where it has none. */
export function askAgainOf(decision: Decision): Day | null {
  return 'askAgain' in decision && !isForGood(decision) ? decision.askAgain : null;
}

/** What the answer was when it was decided: for "since the last look". */
export interface DecidedOn {
  /** Met then, counted or not. */
  readonly triggers: readonly TriggerId[];
  readonly level: Level;
  readonly engine: Assessment['engine'];
  readonly asOf: Day;
}

/** A decision as it is written down. */
export interface Decided {
  /** Minted once, kept before it leaves, found again by it. A UUID. */
  readonly id: string;
  readonly decision: Decision;
  /** In the clinician's own words; the patient reads them. At most COMMENT_LIMIT. */
  readonly comment: string;
  readonly on: DecidedOn;
  /** Milliseconds since 1970. */
  readonly at: number;
}

/** The decision in words: English, for whoever opens the record, the patient too. */
export interface DecisionTexts {
  /** "Not now. Ask again on 22 Dec 2026." One line, without name or finding. */
  readonly line: string;
  /** Why, in words; empty where no reason is given. */
  readonly reason: string;
  /** The whole, for a note. */
  readonly note: string;
}

/** Interop 4.10. */
export const COMMENT_LIMIT = 500;
export const BY_LIMIT = 200;

export type DecisionGap =
  | 'no-reason'
  | 'no-day'
  | 'day-passed'
  | 'day-too-far'
  | 'no-service-named'
  | 'by-too-long'
  | 'comment-too-long'
  | 'no-item'
  | 'day-ahead';

/** Whether this version has words for it: a tab may hold one that another version began. */
export function isKnown(decision: Decision): boolean {
  const among = (one: string, all: readonly string[]): boolean => all.includes(one);
  switch (decision.is) {
    case 'our-team':
      return decision.items.every((item) => among(item, CARE_ITEMS));
    case 'not-now':
      return decision.reason === null || among(decision.reason, NOT_NOW_REASONS);
    case 'patient-declined':
      return decision.reason === null || among(decision.reason, PATIENT_REASONS);
    case 'already-receiving':
    case 'comfort-plan-not-current':
      return true;
    default:
      return decision satisfies never;
  }
}

/** What has to be settled before it can be saved; empty when it can. `today`: the facility's. */
export function decisionGaps(
  { decision, comment }: Pick<Decided, 'decision' | 'comment'>,
  today: Day,
): readonly DecisionGap[] {
  const tooLong: readonly DecisionGap[] = comment.length > COMMENT_LIMIT ? ['comment-too-long'] : [];
  return [...gapsOf(decision, today), ...tooLong];
}

function gapsOf(decision: Decision, today: Day): readonly DecisionGap[] {
  switch (decision.is) {
    case 'our-team':
      return [...(decision.items.length === 0 ? (['no-item'] as const) : []), ...dayGaps(decision.askAgain, today)];
    case 'not-now':
      return [...(decision.reason === null ? (['no-reason'] as const) : []), ...dayGaps(decision.askAgain, today)];
    case 'patient-declined':
      return decision.doNotAskAgain ? [] : dayGaps(decision.askAgain, today);
    case 'already-receiving':
      return [
        ...(decision.by.trim() === '' ? (['no-service-named'] as const) : []),
        ...(decision.by.length > BY_LIMIT ? (['by-too-long'] as const) : []),
        ...(decision.since !== null && decision.since.lo > today ? (['day-ahead'] as const) : []),
      ];
    case 'comfort-plan-not-current':
      return [];
    default:
      return decision satisfies never;
  }
}

function dayGaps(askAgain: Day | null, today: Day): readonly DecisionGap[] {
  if (askAgain === null) return ['no-day'];
  if (askAgain <= today) return ['day-passed'];
  return askAgain > today + LONGEST_SNOOZE_DAYS ? ['day-too-far'] : [];
}

/** Days after which the question is put again where the clinician names no other (clinical reference 3.5). */
export interface SnoozeDays {
  readonly declineDays: number;
  readonly decisionDays: number;
  readonly severeSymptomDays: number;
}

/**
 * A decision as the form begins. With a severe symptom "our team will do it" holds for two weeks at most: the engine asks again then,
 * and the form does not promise more. What the clinicians put off comes back no later than the answer itself asks for another look; the
 * patient's no has its own time.
 */
export function beginDecision(is: DecisionKind, assessment: Assessment, days: SnoozeDays): Decision {
  const { asOf } = assessment;
  switch (is) {
    case 'our-team':
      return {
        is,
        // What was found is listed, and nothing is ticked: a tick is a clinician's word.
        items: [],
        askAgain: atLatest(
          asOf + (hasSevereSymptom(assessment) ? days.severeSymptomDays : days.decisionDays),
          assessment,
        ),
      };
    case 'not-now':
      return { is, reason: null, askAgain: atLatest(asOf + days.decisionDays, assessment) };
    case 'patient-declined':
      // What the patient has asked for good stands until somebody changes it on purpose.
      return { is, reason: null, doNotAskAgain: isAskedForGood(assessment), askAgain: asOf + days.declineDays };
    case 'already-receiving':
      return { is, by: '', since: null };
    case 'comfort-plan-not-current':
      return { is };
    default:
      return is satisfies never;
  }
}

function atLatest(day: Day, { asOf, recommendation: { reviewOn } }: Assessment): Day {
  return reviewOn === null || reviewOn <= asOf ? day : Math.min(day, reviewOn);
}

/** "Please do not ask again" is on record and in force. */
function isAskedForGood({ recommendation: { headline } }: Assessment): boolean {
  return headline.code === 'gate-patient-declined' && headline.params.until === null;
}

export function decidedOn({ triggers, recommendation, engine, asOf }: Assessment): DecidedOn {
  return {
    triggers: triggers.filter(({ outcome }) => outcome === 'met').map(({ id }) => id),
    level: recommendation.level,
    engine,
    asOf,
  };
}
