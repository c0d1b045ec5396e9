/**
 * Sending a referral, step by step. Each step may stop it; after it has left nothing may. What is known of the decision is
 * written down before it leaves and when its answer is known.
 *
 * Nothing sends again by itself, and the port has no way to ask for it. After "it is not there" `session` writes the decision down as
 * refused, and it goes out under the same identifier: had it arrived all the same, that is found and said, with the words of then.
 */
import type { FhirResource } from 'fhir/r4';
import type { PatientRecord, ReferralRecord } from '../domain/chart/records.ts';
import { problem, type Problem, type Result } from '../domain/problem.ts';
import type { ChannelId, WhyNot } from '../domain/referral/channel.ts';
import { orderable } from '../domain/allocation/service.ts';
import { gapsOf, type ReferralDraft } from '../domain/referral/draft.ts';
import type { DuplicateCheck } from '../domain/referral/duplicates.ts';
import { isOnRecord, type OnRecord, type SubmissionOutcome } from '../domain/referral/outcome.ts';
import { SESSION_LEFT_MS } from '../domain/referral/submission.ts';
import { sizeProblem } from '../fhir/write/size.ts';
import type { Site } from '../site/site.ts';
import type { WriteChannel } from './channels/channel.ts';
import { lookUp } from './channels/look-up.ts';
import { whyClosed } from './channels/post.ts';
import { isAcknowledged, type ReferralsOnRecord } from './duplicates.ts';
import type { KeptStore } from './kept-referral.ts';
import type { OutgoingReferral, ReferralWay, SessionLife } from './port.ts';

/** The way that a draft would take now, and what would leave. */
export interface Prepared {
  readonly via: ReferralWay;
  readonly channel: WriteChannel;
  readonly resource: FhirResource;
}

export interface Submission {
  readonly kept: KeptStore;
  readonly site: Pick<Site, 'referral'>;
  readonly patientId: string;
  readonly life: Pick<SessionLife, 'endsAt' | 'lasts'>;
  readonly sleep: (milliseconds: number) => Promise<void>;
  readonly now: () => number;
  readonly lookUpWaits?: readonly number[] | undefined;
  /** Longest time that the answer waits for the look at what else is open, in milliseconds. */
  readonly lastLookWithin?: number | undefined;
  verifyPatient(): Promise<Result<PatientRecord>>;
  referralsOnRecord(decisionId: string | null): Promise<ReferralsOnRecord>;
  channelOf(id: ChannelId): WriteChannel | null;
  /** Null: by hand. */
  prepare(referral: OutgoingReferral): Promise<Prepared | null>;
  /** The server takes no referral this way in this session. */
  closeChannel(id: ChannelId, why: WhyNot): void;
  /** Now it leaves: other windows of this browser are told once more. */
  leaving(): void;
  /** It is there. */
  written(outcome: OnRecord, referral: OutgoingReferral): void;
}

/** Outcome of an earlier attempt, when there was one that may have left something behind; then nothing is sent. */
export async function earlierOutcome(submission: Submission, decisionId: string): Promise<SubmissionOutcome | null> {
  const phase = submission.kept.phaseOf(decisionId);
  if (phase === null || phase.at === 'editing') return null;
  if (phase.at === 'sending') return await reconcileReferral(submission, decisionId);
  const { outcome } = phase.outcome;
  if (outcome === 'refused' || outcome === 'manual') return null;
  return outcome === 'unknown' ? await reconcileReferral(submission, decisionId) : phase.outcome;
}

/** Verifies, looks for duplicates, writes down, sends once, reads back. */
export async function submitReferral(submission: Submission, referral: OutgoingReferral): Promise<SubmissionOutcome> {
  const { kept, now, life, patientId } = submission;
  const { decisionId, draft, shown } = referral;
  const invalid = draftProblem(referral, submission.site);
  if (invalid !== null) return refused(invalid);
  if (shown.patientId !== patientId) return refused(problem('wrong-patient', 'the screen showed another patient'));
  if (!(await life.lasts(SESSION_LEFT_MS))) {
    const left = (life.endsAt() ?? now()) - now();
    return refused(problem('ending', `the session ends in ${Math.max(0, Math.floor(left / 1000))} s`));
  }

  const patient = await submission.verifyPatient();
  if (!patient.ok) return refused(patient.problem);

  const earlier = await arrived(submission, decisionId);
  if (earlier.is === 'there') return await settled(submission, decisionId, earlier.outcome, referral);
  // An earlier try may be there, and nobody could look: only with the user's word is it sent once more.
  if (earlier.is === 'not-known' && referral.acknowledged !== 'could-not-check') {
    return refused(problem('unchecked', 'whether an earlier try has arrived could not be looked up'), earlier.why);
  }
  const before = await submission.referralsOnRecord(decisionId);
  if (before.own !== null) return await settled(submission, decisionId, asFound(before.own), referral);
  if (!isAcknowledged(before.check, referral)) return refused(...duplicateProblems(before.check));

  const prepared = await submission.prepare(referral);
  if (prepared === null) return refused(problem('changed', 'no way to send is open any more'));
  if (!isAsShown(prepared, referral)) {
    return refused(problem('changed', 'what would be sent is not what was shown'));
  }
  const { channel, resource } = prepared;
  const tooLarge = sizeProblem(resource);
  if (tooLarge !== null) return refused(tooLarge);

  // Without this note a reload would find a form that looks unsent: then it must not leave at all.
  if (!kept.save({ decisionId, draft, phase: { at: 'sending', since: now(), via: channel.id } })) {
    return refused(problem('not-kept', 'what is being sent could not be written down in this tab; nothing was sent'));
  }
  submission.leaving();
  const answered = await channel.send(resource, decisionId);
  const outcome = isConflict(answered)
    ? await foundOr(answered, lookUp(channel, submission.sleep, decisionId, submission.lookUpWaits))
    : answered;
  const why = whyClosed(outcome);
  if (why !== null) submission.closeChannel(channel.id, why);
  return await settled(submission, decisionId, outcome, referral);
}

export type EarlierTry =
  | { readonly is: 'none' }
  | { readonly is: 'there'; readonly outcome: SubmissionOutcome }
  | { readonly is: 'not-known'; readonly why: Problem };

/** Has an earlier try of this decision arrived after all? One look; `none` also when none was made. */
export async function arrived(
  { kept, channelOf }: Pick<Submission, 'kept' | 'channelOf'>,
  decisionId: string,
): Promise<EarlierTry> {
  const way = kept.wayOf(decisionId);
  if (way === null) return { is: 'none' };
  const channel = channelOf(way);
  // The site has closed the way by which it may have left: nobody can look there.
  if (channel === null) return { is: 'not-known', why: problem('not-supported', `${way} is closed now`) };
  const found = await channel.find(decisionId);
  if (!found.ok) return { is: 'not-known', why: found.problem };
  if (found.value === null) return { is: 'none' };
  return { is: 'there', outcome: asFound(found.value) };
}

const asFound = (outcome: SubmissionOutcome): SubmissionOutcome =>
  isOnRecord(outcome) ? { ...outcome, found: true } : outcome;

/** "Something like it changed at the same moment" may mean ours, sent twice by the browser, before the search shows it. */
function isConflict(outcome: SubmissionOutcome): boolean {
  return outcome.outcome === 'refused' && outcome.problems.some(({ kind }) => kind === 'conflict');
}

async function foundOr(answered: SubmissionOutcome, look: Promise<SubmissionOutcome>): Promise<SubmissionOutcome> {
  const found = await look;
  return found.outcome === 'unknown' ? answered : asFound(found);
}

/** What a look has found is one of the tries; when they differ from each other or from the form, nobody knows which. */
export function withVersion(
  { kept }: Pick<Submission, 'kept'>,
  decisionId: string,
  outcome: SubmissionOutcome,
  inForm: ReferralDraft | undefined,
): SubmissionOutcome {
  if (!isOnRecord(outcome) || outcome.found === undefined) return outcome;
  const current = JSON.stringify(inForm);
  const texts = kept.sentOf(decisionId).map((draft) => JSON.stringify(draft));
  const same = texts.length > 0 && texts.every((text) => text === current);
  return same ? outcome : { ...outcome, earlierWords: true };
}

/** Looks whether the referral is there after all. Only ever reads. */
export async function reconcileReferral(submission: Submission, decisionId: string): Promise<SubmissionOutcome> {
  const { kept, sleep, lookUpWaits } = submission;
  const way = kept.wayOf(decisionId) ?? 'fhir-create';
  const channel = submission.channelOf(way);
  const found =
    channel === null
      ? ({ outcome: 'unknown', via: way, why: problem('not-supported', `${way} is closed now`) } as const)
      : await lookUp(channel, sleep, decisionId, lookUpWaits);
  const phase = kept.phaseOf(decisionId);
  if (found.outcome !== 'unknown') return await settled(submission, decisionId, asFound(found), null);
  // Not shown by the search is no news about a decision whose end is known.
  if (phase?.at === 'settled' && phase.outcome.outcome !== 'unknown') return phase.outcome;
  if (phase !== null && phase.at !== 'editing') kept.settle(decisionId, found);
  return found;
}

/** The same way and the same bytes: what the user has confirmed is what leaves. */
function isAsShown({ via, resource }: Prepared, { shown }: OutgoingReferral): boolean {
  const { preview } = shown;
  return JSON.stringify(via) === JSON.stringify(preview.via) && asShown(resource) === preview.resource;
}

export const asShown = (resource: FhirResource): string => JSON.stringify(resource, null, 2);

/** Two people may act at once: after success, what else is open is looked up once more and shown. */
async function settled(
  submission: Submission,
  decisionId: string,
  told: SubmissionOutcome,
  sent: OutgoingReferral | null,
): Promise<SubmissionOutcome> {
  const inForm = sent?.draft ?? submission.kept.load()?.draft;
  const outcome = withVersion(submission, decisionId, told, inForm);
  submission.kept.settle(decisionId, outcome);
  if (!isOnRecord(outcome)) return outcome;
  if (sent !== null && outcome.found === undefined && outcome.earlierWords === undefined) {
    submission.written(outcome, sent);
  }
  const look = othersOpen(submission, outcome.reference).then((others): SubmissionOutcome => {
    const whole: SubmissionOutcome = { ...outcome, alsoOpen: others ?? [] };
    submission.kept.settle(decisionId, whole);
    return whole;
  });
  // Whether it is there is known; nobody waits for that because the search is slow. What comes later is written down.
  return await within(look, submission.lastLookWithin ?? LAST_LOOK_WITHIN, outcome);
}

/** Ours is not left out: a lost answer and a second try can have made two of it. Null when it could not be looked up. */
export async function othersOpen(
  { referralsOnRecord }: Pick<Submission, 'referralsOnRecord'>,
  reference: string,
): Promise<readonly ReferralRecord[] | null> {
  const { check } = await referralsOnRecord(null);
  if (check.result === 'could-not-check') return null;
  const found = 'referrals' in check ? check.referrals : [];
  const ours = found.find((one) => one.reference === reference);
  // A message or a letter has no state in which it is open: another one of the same day counts.
  const counts = (one: ReferralRecord): boolean => check.result === 'open' || isOfTheDay(one, ours);
  return found.filter((one) => one.reference !== reference && counts(one));
}

function isOfTheDay(one: ReferralRecord, ours: ReferralRecord | undefined): boolean {
  const isFiled = /^(Communication|DocumentReference)\//.test(one.reference);
  return isFiled && one.authored !== null && one.authored.lo === ours?.authored?.lo;
}

const LAST_LOOK_WITHIN = 3000;

async function within<Value>(promise: Promise<Value>, milliseconds: number, otherwise: Value): Promise<Value> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<Value>((done) => {
    timer = setTimeout(() => done(otherwise), milliseconds);
  });
  return await Promise.race([promise.catch(() => otherwise), late]).finally(() => clearTimeout(timer));
}

const refused = (...problems: readonly Problem[]): SubmissionOutcome => ({ outcome: 'refused', problems });

function duplicateProblems(check: DuplicateCheck): readonly Problem[] {
  if (check.result === 'none') return [];
  if (check.result === 'could-not-check') {
    return [problem('unchecked', 'could not look for other referrals, and this was not accepted'), check.why];
  }
  return [
    problem('duplicate', `${check.referrals.length} ${check.result} referrals were found that were not accepted`),
  ];
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** The form checks the same; here it is the last look before something leaves. */
function draftProblem({ decisionId, draft }: OutgoingReferral, { referral }: Pick<Site, 'referral'>): Problem | null {
  if (!UUID.test(decisionId)) return problem('draft-invalid', 'the decision has no UUID');
  const gaps = gapsOf(
    draft,
    orderable(referral.services).map(({ id }) => id),
  );
  return gaps.length > 0 ? problem('draft-invalid', gaps.join(', ')) : null;
}
