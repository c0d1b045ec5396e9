/**
 * Sending a referral, step by step. Each step may stop it; after the POST nothing may. What is known of the decision is
 * written down before the POST leaves and when its answer is known.
 */
import type { ServiceRequest } from 'fhir/r4';
import { problem, type Problem, type Result } from '../domain/problem.ts';
import type { DuplicateCheck } from '../domain/referral/duplicates.ts';
import { gapsOf } from '../domain/referral/draft.ts';
import type { SubmissionOutcome } from '../domain/referral/outcome.ts';
import type { PatientRecord } from '../domain/chart/records.ts';
import { sizeProblem } from '../fhir/write/size.ts';
import type { Site } from '../site/site.ts';
import type { WhyManual } from './channels/choose.ts';
import { createReferral, whyClosed, type FhirCreateContext } from './channels/fhir-create.ts';
import { isOfDecision, lookUp } from './channels/look-up.ts';
import { outcomeOf } from './channels/outcome-of.ts';
import { isAcknowledged, type ReferralsOnRecord } from './duplicates.ts';
import { idOf } from './gateway/json.ts';
import type { KeptStore } from './kept-referral.ts';
import type { OutgoingReferral } from './port.ts';

export interface Submission {
  readonly create: FhirCreateContext;
  readonly kept: KeptStore;
  readonly site: Pick<Site, 'referral'>;
  readonly sleep: (milliseconds: number) => Promise<void>;
  readonly now: () => number;
  readonly lookUpWaits?: readonly number[] | undefined;
  /** Longest time that the answer waits for the look at what else is open, in milliseconds. */
  readonly lastLookWithin?: number | undefined;
  verifyPatient(): Promise<Result<PatientRecord>>;
  referralsOnRecord(decisionId: string | null): Promise<ReferralsOnRecord>;
  /** The server takes no referral this way in this session. */
  closeChannel(why: WhyManual): void;
  /** The resource as it was shown. */
  resourceOf(referral: OutgoingReferral): Promise<ServiceRequest>;
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

/** Verifies, looks for duplicates, writes down, POSTs once, reads back. */
export async function submitReferral(submission: Submission, referral: OutgoingReferral): Promise<SubmissionOutcome> {
  const { kept, create, now } = submission;
  const { decisionId, draft } = referral;
  const invalid = draftProblem(referral, submission.site);
  if (invalid !== null) return refused(invalid);

  const patient = await submission.verifyPatient();
  if (!patient.ok) return refused(patient.problem);

  const before = await submission.referralsOnRecord(decisionId);
  const own = before.resources.find((resource) => isOfDecision(resource, create, decisionId));
  if (own !== undefined) {
    const reference = `ServiceRequest/${idOf(own) ?? ''}`;
    return await settled(submission, decisionId, outcomeOf(own as ServiceRequest, reference, true));
  }
  if (!isAcknowledged(before.check, referral)) return refused(...duplicateProblems(before.check));

  const resource = await submission.resourceOf(referral);
  const tooLarge = sizeProblem(resource);
  if (tooLarge !== null) return refused(tooLarge);

  // Without this note a reload would find a form that looks unsent: then it must not leave at all.
  if (!kept.save({ decisionId, draft, phase: { at: 'sending', since: now() } })) {
    return refused(problem('not-kept', 'what is being sent could not be written down in this tab; nothing was sent'));
  }
  const outcome = await createReferral(create, resource, decisionId);
  const why = whyClosed(outcome);
  if (why !== null) submission.closeChannel(why);
  return await settled(submission, decisionId, outcome);
}

/** Looks whether the referral is there after all. Only ever reads. */
export async function reconcileReferral(submission: Submission, decisionId: string): Promise<SubmissionOutcome> {
  const { create, kept, sleep, lookUpWaits } = submission;
  const found = await lookUp({ ...create, sleep }, decisionId, lookUpWaits);
  const phase = kept.phaseOf(decisionId);
  if (found.outcome !== 'unknown') return await settled(submission, decisionId, found);
  // Not shown by the search is no news about a decision whose end is known.
  if (phase?.at === 'settled' && phase.outcome.outcome !== 'unknown') return phase.outcome;
  if (phase !== null && phase.at !== 'editing') kept.settle(decisionId, found);
  return found;
}

/** Two people may act at once: after success, what else is open is looked up once more and shown. */
async function settled(
  submission: Submission,
  decisionId: string,
  outcome: SubmissionOutcome,
): Promise<SubmissionOutcome> {
  submission.kept.settle(decisionId, outcome);
  if (outcome.outcome !== 'placed' && outcome.outcome !== 'prepared') return outcome;
  // Ours is not left out: a lost answer and a second try can have made two of it.
  const look = submission.referralsOnRecord(null).then(({ check }): SubmissionOutcome => {
    const others =
      check.result === 'open' ? check.referrals.filter(({ reference }) => reference !== outcome.reference) : [];
    const whole: SubmissionOutcome = { ...outcome, alsoOpen: others };
    submission.kept.settle(decisionId, whole);
    return whole;
  });
  // Whether it is there is known; nobody waits for that because the search is slow. What comes later is written down.
  return await within(look, submission.lastLookWithin ?? LAST_LOOK_WITHIN, outcome);
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
  const gaps = gapsOf(draft);
  if (gaps.length > 0) return problem('draft-invalid', gaps.join(', '));
  const known = referral.services.some(({ id }) => id === draft.serviceId);
  return known ? null : problem('draft-invalid', 'the service is not one of this site');
}
