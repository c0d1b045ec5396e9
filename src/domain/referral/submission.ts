/**
 * The life of one referral, from the first word to a known end. Pure: the shell sends, this says what may happen next.
 *
 *   idle -> editing -> checking -> confirming -> sending -> settled
 *              ^           |            |           |          |
 *              +-----------+------------+--refused--+          |
 *              +--------- unknown: "it is not there" ----------+
 *
 * Where nothing can be sent, the user's word that the letter was handed on leads from the form to `settled`.
 *
 * Safety lies in what is *not* there: `sending` knows no way to send again, and `unknown` is left only by a look-up that
 * found the order or by the user's own word (interop 4.4 to 4.6). An event that does not fit changes nothing.
 */
import type { ReferralRecord } from '../chart/records.ts';
import type { Gate } from '../dosing/recommendation.ts';
import { problem, type Problem } from '../problem.ts';
import type { Statement } from '../statement.ts';
import type { ChannelId } from './channel.ts';
import { gapsOf, type ReferralDraft } from './draft.ts';
import type { DuplicateCheck } from './duplicates.ts';
import { GATE_ASKS } from './gate-asks.ts';
import { isOnRecord, type SubmissionOutcome } from './outcome.ts';

/** An answer may take so long: a session that ends sooner could take it away, so nothing is sent in it (interop 4.3). */
export const SESSION_LEFT_MS = 120_000;

/**
 * "It is not there" may be said this long after the send. The reference asks for 20 s (interop 4.6); that is less than the
 * 30 s for which an answer is waited for, and a slow server may still be at work: twice that is the safer reading.
 */
export const NOT_THERE_AFTER_MS = 60_000;

/**
 * What a user may say of a referral that the EHR does not confirm. It is shown as the user's word, never as the EHR's: they
 * see it there after a lost answer; or, where nothing could be sent, they placed the order or handed the letter on.
 */
export type UserWord = 'sees-it' | 'placed-it' | 'handed-on';

/** A gate that spoke when the form was looked at, with its sentence. */
export interface GateSpeaks {
  readonly gate: Gate;
  readonly headline: Statement;
  /** The site lets no referral go out behind this gate. */
  readonly siteStops: boolean;
}

/** Which gate speaks; `not-known` until the whole chart has been read. Nothing is sent before that. */
export type GateSeen = GateSpeaks | 'none' | 'not-known';

interface Written {
  /** One for the whole decision: the same through refusal, reload and a second try. */
  readonly decisionId: string;
  readonly draft: ReferralDraft;
  /** The user has changed something; leaving the page would lose it. */
  readonly touched: boolean;
}

interface Draftable extends Written {
  /** What the last try ran into. Empty before the first. */
  readonly refused: readonly Problem[];
  readonly gate: GateSeen;
  /** The user has read this gate's sentence and wants to send all the same. */
  readonly gateAcknowledged: boolean;
}

export type Submission =
  | { readonly at: 'idle' }
  /** Written, and nothing is known of other referrals. */
  | (Draftable & { readonly at: 'editing' })
  /** Written on while other referrals are looked for. */
  | (Draftable & { readonly at: 'checking' })
  /** The look has ended: what it found stands beside the button. */
  | (Draftable & { readonly at: 'confirming'; readonly check: DuplicateCheck; readonly acknowledged: boolean })
  | (Written & {
      readonly at: 'sending';
      readonly since: number;
      readonly acknowledged: DuplicateCheck['result'] | null;
    })
  | (Written & {
      readonly at: 'settled';
      readonly outcome: SubmissionOutcome;
      /** When it left; milliseconds since 1970, as the shell's clock gave it. */
      readonly since: number;
      /** A look-up is under way. */
      readonly looking: boolean;
      readonly userWord: UserWord | null;
    });

export type SubmissionEvent =
  | { readonly type: 'opened'; readonly decisionId: string; readonly draft: ReferralDraft }
  | { readonly type: 'draft-found'; readonly decisionId: string; readonly draft: ReferralDraft }
  /** After a reload: the page went away while the answer was outstanding. */
  | {
      readonly type: 'send-found';
      readonly decisionId: string;
      readonly draft: ReferralDraft;
      readonly since: number;
      readonly via: ChannelId;
    }
  | {
      readonly type: 'outcome-found';
      readonly decisionId: string;
      readonly draft: ReferralDraft;
      readonly outcome: SubmissionOutcome;
      readonly since: number;
      readonly userWord: UserWord | null;
    }
  | { readonly type: 'edited'; readonly draft: ReferralDraft }
  /** What the form fills in by itself: nobody has written it. */
  | { readonly type: 'filled-in'; readonly draft: ReferralDraft }
  /** The answer for the whole chart, as it is now: it may have changed since the draft was begun. */
  | { readonly type: 'gate-seen'; readonly gate: GateSpeaks | 'none' }
  | { readonly type: 'gate-acknowledged'; readonly yes: boolean }
  | { readonly type: 'check-begun' }
  | { readonly type: 'check-ended'; readonly check: DuplicateCheck }
  /** The patient could not be confirmed: nothing may be sent. */
  | { readonly type: 'check-stopped'; readonly problems: readonly Problem[] }
  | { readonly type: 'acknowledged'; readonly yes: boolean }
  /** `serviceIds`: the services that the site has now. */
  | { readonly type: 'submitted'; readonly now: number; readonly serviceIds: readonly string[] }
  /** `since`: when the POST really left, if the shell wrote that down. */
  | { readonly type: 'answered'; readonly outcome: SubmissionOutcome; readonly since: number | null }
  | { readonly type: 'look-begun' }
  | { readonly type: 'look-ended'; readonly outcome: SubmissionOutcome }
  /** What was sent was cancelled in the EHR: what is sent next is another request, with a number of its own. */
  | { readonly type: 'renewed'; readonly decisionId: string }
  /** Between press and sending it turned out that something else would leave than what was shown. */
  | { readonly type: 'changed-since-shown'; readonly why: Problem }
  /** While the form was open again, a look showed that an earlier try had arrived after all. */
  | { readonly type: 'found-there'; readonly outcome: SubmissionOutcome; readonly now: number }
  /** A later look, for search indices lag: other referrals that are open beside the one that is there. */
  | { readonly type: 'others-seen'; readonly others: readonly ReferralRecord[] }
  /** Nothing was sent from here: the user has placed the order, or handed the letter on. */
  | {
      readonly type: 'handed-on';
      readonly word: 'placed-it' | 'handed-on';
      readonly now: number;
      readonly serviceIds: readonly string[];
    }
  /** It was not so: the letter is still to be handed on, or what was seen was something else. */
  | { readonly type: 'word-taken-back' }
  | { readonly type: 'user-sees-it' }
  | { readonly type: 'user-says-not-there'; readonly now: number }
  | { readonly type: 'discarded' };

export const IDLE: Submission = { at: 'idle' };

/** The next state. The same object comes back when the event does not fit, so that a caller can tell. */
export function advance(now: Submission, event: SubmissionEvent): Submission {
  switch (event.type) {
    case 'opened':
      if (now.at !== 'idle') return now;
      return { at: 'editing', ...fresh(event, false) };
    case 'draft-found':
      if (now.at !== 'idle') return now;
      return { at: 'editing', ...fresh(event, true) };
    case 'send-found':
      if (now.at !== 'idle') return now;
      return {
        at: 'settled',
        decisionId: event.decisionId,
        draft: event.draft,
        touched: true,
        outcome: {
          outcome: 'unknown',
          via: event.via,
          why: problem('network', 'the page was left while the answer was outstanding'),
        },
        since: event.since,
        looking: false,
        userWord: null,
      };
    case 'outcome-found':
      if (now.at !== 'idle') return now;
      return settle(
        { decisionId: event.decisionId, draft: event.draft, touched: true },
        event.outcome,
        event.since,
        event.userWord,
      );
    case 'edited':
      return isDraftable(now) ? { ...now, draft: event.draft, touched: true } : now;
    case 'filled-in':
      return isDraftable(now) ? { ...now, draft: event.draft } : now;
    case 'gate-seen':
      if (!isDraftable(now) || sameGate(now.gate, event.gate)) return now;
      return { ...now, gate: event.gate, gateAcknowledged: false };
    case 'gate-acknowledged':
      return isDraftable(now) && gateAsks(now.gate) === 'tick' ? { ...now, gateAcknowledged: event.yes } : now;
    case 'check-begun':
      if (now.at !== 'editing' && now.at !== 'confirming') return now;
      return { ...draftableOf(now), at: 'checking' };
    case 'check-ended':
      if (now.at !== 'checking') return now;
      return { ...draftableOf(now), at: 'confirming', check: event.check, acknowledged: false };
    case 'check-stopped':
      if (now.at !== 'checking') return now;
      return { ...draftableOf(now), at: 'editing', refused: event.problems };
    case 'acknowledged':
      return now.at === 'confirming' ? { ...now, acknowledged: event.yes } : now;
    case 'submitted':
      if (now.at !== 'confirming' || !maySend(now, event.serviceIds)) return now;
      return {
        at: 'sending',
        ...writtenOf(now),
        since: event.now,
        acknowledged: now.acknowledged ? now.check.result : null,
      };
    case 'answered':
      return now.at === 'sending' ? settle(writtenOf(now), event.outcome, event.since ?? now.since, null) : now;
    case 'look-begun':
      return isUnknown(now) && !now.looking ? { ...now, looking: true } : now;
    case 'look-ended':
      if (!isUnknown(now) || !now.looking) return now;
      // Found, and cancelled there: the form comes back with that.
      if (isTakenBack(event.outcome)) return settle(writtenOf(now), event.outcome, now.since, null);
      return { ...now, looking: false, outcome: foundBy(event.outcome) ? event.outcome : now.outcome };
    case 'renewed':
      return isDraftable(now) ? { ...now, decisionId: event.decisionId } : now;
    case 'changed-since-shown':
      return isDraftable(now) ? { at: 'editing', ...draftableOf(now), refused: [event.why] } : now;
    case 'found-there':
      // Also after the letter was handed on: the user has to know that there are two now.
      if (!isDraftable(now) && !(now.at === 'settled' && now.outcome.outcome === 'manual')) return now;
      return foundBy(event.outcome) ? settle(writtenOf(now), event.outcome, event.now, null) : now;
    case 'others-seen':
      if (now.at !== 'settled' || !isOnRecord(now.outcome)) return now;
      return sameOthers(now.outcome.alsoOpen, event.others)
        ? now
        : { ...now, outcome: { ...now.outcome, alsoOpen: event.others } };
    case 'handed-on':
      return mayHandOn(now, event.serviceIds) && isDraftable(now)
        ? settle(writtenOf(now), { outcome: 'manual' }, event.now, event.word)
        : now;
    case 'word-taken-back':
      if (now.at !== 'settled' || now.userWord === null) return now;
      // What the user thought to see was something else: nobody knows again.
      return now.outcome.outcome === 'manual' ? { at: 'editing', ...fresh(now, true) } : { ...now, userWord: null };
    case 'user-sees-it':
      return isUnknown(now) && !now.looking ? { ...now, userWord: 'sees-it' } : now;
    case 'user-says-not-there':
      if (!maySayNotThere(now, event.now)) return now;
      return { at: 'editing', ...fresh(now, now.touched) };
    case 'discarded':
      return isDraftable(now) ? IDLE : now;
    default:
      return event satisfies never;
  }
}

/** True when the one thing left to do is to press the button. */
export function maySend(now: Submission, serviceIds: readonly string[]): boolean {
  if (now.at !== 'confirming' || gapsOf(now.draft, serviceIds).length > 0) return false;
  return gateIsPassed(now) && (now.acknowledged || !needsAcknowledgement(now.check));
}

/** By hand the same has to be settled: a gate is read, the patient was asked, and a no is not handed on. */
export function mayHandOn(now: Submission, serviceIds: readonly string[]): boolean {
  return isDraftable(now) && gapsOf(now.draft, serviceIds).length === 0 && gateIsPassed(now);
}

/**
 * What the gate in view asks for; `wait` while it is not known whether one speaks. A site may make it stop at gates that are
 * otherwise ticked (interop 4.3, 3).
 */
export function gateAsks(gate: GateSeen): 'nothing' | 'tick' | 'stop' | 'wait' {
  if (gate === 'not-known') return 'wait';
  if (gate === 'none') return 'nothing';
  return gate.siteStops ? 'stop' : GATE_ASKS[gate.gate];
}

function gateIsPassed({ gate, gateAcknowledged }: Draftable): boolean {
  const asks = gateAsks(gate);
  return asks === 'nothing' || (asks === 'tick' && gateAcknowledged);
}

/** The same gate saying the same thing: what was acknowledged of it stands. */
function sameGate(one: GateSeen, other: GateSeen): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

/** Anything but a complete look that found nothing has to be read before one more is sent. */
export function needsAcknowledgement(check: DuplicateCheck): boolean {
  return check.result !== 'none';
}

/** It left, and nobody knows whether it arrived. */
export function isUnknown(now: Submission): now is Extract<Submission, { at: 'settled' }> {
  return now.at === 'settled' && now.outcome.outcome === 'unknown' && now.userWord === null;
}

export function maySayNotThere(now: Submission, time: number): now is Extract<Submission, { at: 'settled' }> {
  return isUnknown(now) && !now.looking && time - now.since >= NOT_THERE_AFTER_MS;
}

/** Leaving the page now would lose words, or the sight of an answer. */
export function wouldLose(now: Submission): boolean {
  return now.at === 'sending' || (isDraftable(now) && now.touched);
}

/** States in which the form can be written in. */
export function isDraftable(
  now: Submission,
): now is Extract<Submission, { at: 'editing' | 'checking' | 'confirming' }> {
  return now.at === 'editing' || now.at === 'checking' || now.at === 'confirming';
}

function settle(written: Written, outcome: SubmissionOutcome, since: number, userWord: UserWord | null): Submission {
  if (outcome.outcome === 'refused') return { at: 'editing', ...fresh(written, true), refused: outcome.problems };
  return { ...written, at: 'settled', outcome, since, looking: false, userWord };
}

/** Only these say that something is there; the rest leaves `unknown` as it is. */
function foundBy(outcome: SubmissionOutcome): boolean {
  return isOnRecord(outcome) || outcome.outcome === 'staged';
}

/** It was there, and somebody has cancelled it. A look can refuse nothing else. */
export function isTakenBack(outcome: SubmissionOutcome): boolean {
  return outcome.outcome === 'refused' && outcome.problems.some(({ kind }) => kind === 'taken-back');
}

function sameOthers(one: readonly ReferralRecord[], other: readonly ReferralRecord[]): boolean {
  const names = (all: readonly ReferralRecord[]): string => JSON.stringify(all.map(({ reference }) => reference));
  return names(one) === names(other);
}

function writtenOf({ decisionId, draft, touched }: Written): Written {
  return { decisionId, draft, touched };
}

/** A form in which nothing has been looked at or acknowledged yet. */
function fresh({ decisionId, draft }: Pick<Written, 'decisionId' | 'draft'>, touched: boolean): Draftable {
  return { decisionId, draft, touched, refused: [], gate: 'not-known', gateAcknowledged: false };
}

function draftableOf(now: Draftable): Draftable {
  const { refused, gate, gateAcknowledged } = now;
  return { ...writtenOf(now), refused, gate, gateAcknowledged };
}
