/**
 * Signing, changing and taking back a referral that is on record: one press, one PUT with `If-Match` (interop 4.8). The patient and the
 * referral are read again first, what leaves is noted before it leaves, a lost answer is looked up and never sent again by itself.
 * It is done when the record shows it: by our note, or after a 2xx by its elements. A server that tells no versions is not written to.
 */
import type { FhirResource, ServiceRequest } from 'fhir/r4';
import type { PatientRecord } from '../domain/chart/records.ts';
import { problem, type Problem, type Result } from '../domain/problem.ts';
import {
  AMENDMENTS,
  amendmentGap,
  type AmendmentAction,
  type AmendmentOutcome,
  type MayAmend,
} from '../domain/referral/amendment.ts';
import type { DuplicateCheck } from '../domain/referral/duplicates.ts';
import { NOT_THERE_AFTER_MS, SESSION_LEFT_MS } from '../domain/referral/submission.ts';
import { object, reference as referenceIn, type Json } from '../fhir/read/json.ts';
import { isPatient, type Context } from '../fhir/read/reading.ts';
import { offsetOf } from '../fhir/time-zone.ts';
import {
  amendedRequest,
  carriesMark,
  differencesOf,
  isAsMeant,
  markOf,
  reasonOf,
  type AmendmentInput,
  type AmendmentMark,
} from '../fhir/write/amended-request.ts';
import { sizeProblem } from '../fhir/write/size.ts';
import { whyNotUpdate } from './channels/capability.ts';
import { LOOK_UP_WAITS } from './channels/look-up.ts';
import { writeProvenance } from './channels/provenance.ts';
import { isAcknowledged } from './duplicates.ts';
import type { FollowUpReading } from './follow-up.ts';
import type { CreateAnswer } from './gateway/gateway.ts';
import type { AmendmentOrder, FollowUpPort } from './port.ts';
import { UNKNOWN_KEEPS_OUT_MS, type SendLock } from './send-lock.ts';
import type { SmartEhrOptions } from './smart-ehr.ts';
import { versionOf } from './sources/seen.ts';

export type Amending = Pick<FollowUpPort, 'mayAmend' | 'others' | 'amend' | 'lookAgain' | 'unsettled'>;

export interface AmendParts {
  readonly reading: FollowUpReading;
  /** Reads the patient again: the same living person, or why not. */
  verifyPatient(): Promise<Result<PatientRecord>>;
  /** Looks for others that ask the same. */
  others(reference: string): Promise<DuplicateCheck>;
  readContext(): Context;
  readonly sleep: (milliseconds: number) => Promise<void>;
  readonly lock: SendLock;
  /** After whatever else is being sent for this patient. */
  inTurn<Value>(run: () => Promise<Value>): Promise<Value>;
}

/** Noted before it leaves. Found again after a reload it means `unknown`. */
interface Noted {
  readonly action: AmendmentAction;
  readonly since: number;
  /** The version that was to be written over. */
  readonly version: string;
  readonly mark: AmendmentMark;
}

/** Statuses that count as the server's no only with an OperationOutcome: a proxy gives the same ones (`channels/post.ts`). */
const REFUSALS: ReadonlySet<number> = new Set([400, 401, 403, 404, 405, 410, 413, 415, 422, 428, 501]);
const CONFLICTS: ReadonlySet<number> = new Set([409, 412]);

export function createAmending(options: SmartEhrOptions, parts: AmendParts): Amending {
  const { gateway, granted, issuer, kept, life, now, patientId, site } = options;
  const { reading } = parts;
  const says = issuer.updates.ServiceRequest ?? 'as-advertised';
  const offsetAt = offsetOf(site.timeZone);
  const by = options.user;
  /** The server has refused changes in this session. */
  let closed = false;
  const underWay = new Map<string, Promise<AmendmentOutcome>>();

  function notes(): Readonly<Record<string, Noted>> {
    const found = Object.entries(kept.amendments());
    return Object.fromEntries(found.flatMap(([reference, value]) => (isNoted(value) ? [[reference, value]] : [])));
  }

  const note = (reference: string, noted: Noted): boolean =>
    kept.saveAmendments({ ...kept.amendments(), [reference]: noted });

  function settle(reference: string, outcome: AmendmentOutcome): AmendmentOutcome {
    const { [reference]: noted, ...others } = kept.amendments();
    if (outcome.at !== 'unknown' && noted !== undefined) kept.saveAmendments(others);
    return outcome;
  }

  async function mayAmend(): Promise<MayAmend> {
    const [why, { role }] = await Promise.all([
      whyNotUpdate('ServiceRequest', says, granted, gateway),
      options.clinician,
    ]);
    return {
      whyNot: closed ? 'not-granted' : why,
      maySign: role === 'prescriber' && by !== null && site.referral.statusPolicy === 'signed-order',
    };
  }

  /** This patient's referral as it is there now. */
  async function readNow(reference: string): Promise<Result<ServiceRequest>> {
    const answer = await gateway.read(reference);
    if (!answer.ok) return answer;
    const whose = problemWith(answer.value, reference);
    return whose === null ? { ok: true, value: answer.value as ServiceRequest } : { ok: false, problem: whose };
  }

  function problemWith(resource: FhirResource, reference: string): Problem | null {
    const subject = referenceIn((resource as unknown as Json)['subject']);
    const isOurs =
      `${resource.resourceType}/${resource.id ?? ''}` === reference &&
      resource.resourceType === 'ServiceRequest' &&
      subject !== null &&
      isPatient(subject, patientId, gateway.base);
    return isOurs
      ? null
      : problem('wrong-patient', 'GET ServiceRequest/{id}: another referral, or another patient’s, came');
  }

  const conflict = (
    action: AmendmentAction,
    theirs: ServiceRequest,
    asMeant: boolean,
    compared: { readonly yours: ServiceRequest; readonly before: ServiceRequest } | null,
  ): AmendmentOutcome => {
    reading.seen(theirs, null);
    const differences =
      compared === null ? [] : differencesOf(compared.yours, theirs, compared.before, parts.readContext());
    return { at: 'conflict', action, differences, asMeant };
  };

  async function amendOnce(order: AmendmentOrder, leaving: () => void): Promise<AmendmentOutcome> {
    const { reference, version, amendment } = order;
    const { action } = amendment;
    const stop = (why: Problem): AmendmentOutcome => ({ at: 'refused', action, problem: why });

    const earlier = notes()[reference];
    if (earlier !== undefined) {
      const found = await look(reference, earlier);
      // Seen to stand as before, and long enough after: another try names the same version, so only one of the two can count.
      const mayTryAgain = found.at === 'unknown' && found.asBefore && now() - earlier.since >= NOT_THERE_AFTER_MS;
      if (!mayTryAgain) return found;
    }

    const shown = reading.shown(reference);
    if (order.patientId !== patientId) return stop(problem('wrong-patient', 'the screen showed another patient'));
    if (shown === null || versionOf(shown) !== version)
      return stop(problem('changed', 'not the version that was shown'));
    if (amendmentGap(amendment, shown.priority ?? null) !== null) return stop(problem('draft-invalid', action));
    const may = await mayAmend();
    if (may.whyNot !== null) return stop(problem('not-supported', `ServiceRequest.update: ${may.whyNot}`));
    if (action === 'sign' && !may.maySign)
      return stop(problem('forbidden', 'orders are not signed from here by this user'));
    if (!(await life.lasts(SESSION_LEFT_MS))) return stop(problem('ending', 'the session ends in a moment'));
    const patient = await parts.verifyPatient();
    if (!patient.ok) return stop(patient.problem);
    if (action === 'sign') {
      const check = await parts.others(reference);
      if (!isAcknowledged(check, order)) {
        return stop(
          check.result === 'could-not-check'
            ? problem('unchecked', `could not look for other referrals: ${check.why.kind}`, { said: check.why.said })
            : problem('duplicate', `${check.result} referrals were found that were not accepted`),
        );
      }
    }
    const fresh = await readNow(reference);
    if (!fresh.ok) return stop(fresh.problem);

    const { name } = await options.clinician;
    const input: AmendmentInput = {
      amendment,
      by: by === null ? null : { reference: by, name },
      at: { epochMilliseconds: now(), offsetAt },
    };
    if (versionOf(fresh.value) !== version)
      return conflict(action, fresh.value, false, { yours: amendedRequest(shown, input), before: shown });
    const meant = amendedRequest(fresh.value, input);
    const tooLarge = sizeProblem(meant);
    if (tooLarge !== null) return stop(tooLarge);

    const noted: Noted = { action, since: now(), version, mark: markOf(meant, fresh.value) };
    if (!note(reference, noted)) {
      settle(reference, stop(problem('not-kept', '')));
      return stop(problem('not-kept', 'what is being changed could not be noted in this tab; nothing was sent'));
    }
    leaving();
    const answer = await gateway.update(meant, version);
    const outcome = await outcomeOf(answer, reference, noted, meant, fresh.value);
    if (outcome.at === 'done') void tellWho(reference, order, input).catch(() => {});
    return settle(reference, outcome);
  }

  async function outcomeOf(
    answer: CreateAnswer,
    reference: string,
    noted: Noted,
    meant: ServiceRequest,
    before: ServiceRequest,
  ): Promise<AmendmentOutcome> {
    const { action, mark } = noted;
    if (answer.is === 'not-sent') return { at: 'refused', action, problem: answer.why };
    if (answer.is === 'lost') return await look(reference, noted);
    const { status, says: said, problem: why } = answer;
    // A page of some proxy in between has taken in nothing.
    const bySomebodyElse = said === 'other' && answer.resource === null;
    if (status === 202 && said !== 'error' && !bySomebodyElse) return { at: 'staged', action };
    const there = await readNow(reference);
    if (status >= 200 && status < 300) {
      if (says === 'staged' && said !== 'error' && !bySomebodyElse) return { at: 'staged', action };
      if (there.ok && (carriesMark(there.value, mark) || isMade(there.value, before, mark)))
        return done(noted, there.value);
      const asSaid = answer.resource as ServiceRequest | null;
      const shownInAnswer = asSaid !== null && problemWith(asSaid, reference) === null && isMade(asSaid, before, mark);
      if (!there.ok && (shownInAnswer || isGone(action, there.problem))) return { at: 'done', action, readBack: false };
      return await look(reference, noted);
    }
    // A browser may have sent it twice by itself: what is refused is then the second, and the first is there.
    if (there.ok && carriesMark(there.value, mark)) return done(noted, there.value);
    const bySpeakingServer = said === 'outcome' || said === 'error';
    if (CONFLICTS.has(status) && there.ok && versionOf(there.value) !== noted.version)
      return conflict(action, there.value, isAsMeant(there.value, mark), { yours: meant, before });
    if (bySpeakingServer && (REFUSALS.has(status) || (CONFLICTS.has(status) && there.ok))) {
      closed ||= why.kind === 'forbidden' || why.kind === 'not-supported';
      return { at: 'refused', action, problem: why };
    }
    return await look(reference, noted);
  }

  function done({ action, version }: Noted, resource: ServiceRequest): AmendmentOutcome {
    reading.seen(resource, version);
    return { at: 'done', action, readBack: true };
  }

  /** Several looks; without its mark it stays unknown, for what is on its way can arrive late. */
  async function look(reference: string, noted: Noted): Promise<AmendmentOutcome> {
    const { action, since, version, mark } = noted;
    let asBefore = false;
    for (const milliseconds of options.lookUpWaits ?? LOOK_UP_WAITS) {
      await parts.sleep(milliseconds);
      const there = await readNow(reference);
      // After a lost answer "not there" may be a proxy's word: nobody knows.
      if (!there.ok) continue;
      if (carriesMark(there.value, mark)) return settle(reference, done(noted, there.value));
      asBefore = versionOf(there.value) === version;
      if (!asBefore) return settle(reference, conflict(action, there.value, isAsMeant(there.value, mark), null));
    }
    return { at: 'unknown', action, since, asBefore };
  }

  async function tellWho(
    reference: string,
    { amendment }: AmendmentOrder,
    { by: author, at }: AmendmentInput,
  ): Promise<void> {
    const written = { outcome: 'prepared', via: 'fhir-create', reference, readBack: true, alsoOpen: [] } as const;
    await writeProvenance({ gateway, granted, says: issuer.creates.Provenance }, written, {
      at,
      requester: author,
      enterer: null,
      siteName: site.name,
      software: 'Alongside',
      activity: 'update',
      why: reasonOf(amendment),
      evidence: [],
      origin: parts.readContext().origin,
      variant: issuer.minimalResources ? 'minimal' : 'full',
    });
  }

  /** Whatever is pressed, one of them for a referral at a time. */
  function alone(reference: string, run: () => Promise<AmendmentOutcome>): Promise<AmendmentOutcome> {
    const running = underWay.get(reference);
    if (running !== undefined) return running;
    const begun = run().finally(() => underWay.delete(reference));
    underWay.set(reference, begun);
    return begun;
  }

  return {
    mayAmend,
    others: (reference) => parts.others(reference),

    amend: (order) =>
      alone(order.reference, () =>
        parts.inTurn(async () => {
          const outcome = await parts.lock.alone(async (leaving) => {
            const value = await amendOnce(order, leaving);
            return { value, keepFor: keptOutFor(value) };
          });
          const { action } = order.amendment;
          return (
            outcome ?? {
              at: 'refused',
              action,
              problem: problem('elsewhere', 'another window of this browser holds the lock'),
            }
          );
        }),
      ),

    lookAgain: (reference) =>
      alone(reference, async () => {
        const noted = notes()[reference];
        if (noted !== undefined) return await look(reference, noted);
        return { at: 'unknown', action: 'change', since: now(), asBefore: false };
      }),

    unsettled: notes,
  };
}

/** Until a search is sure to show what this window has signed, or until what is on its way has arrived. */
function keptOutFor(outcome: AmendmentOutcome): number {
  if (outcome.at === 'unknown') return UNKNOWN_KEEPS_OUT_MS;
  const isThere = outcome.at === 'done' || (outcome.at === 'conflict' && outcome.asMeant);
  return isThere && outcome.action === 'sign' ? NOT_THERE_AFTER_MS : 0;
}

/** Some servers show nothing any more of what was entered in error. A 404 that says nothing may be a proxy's. */
function isGone(action: AmendmentAction, { status, said }: Problem): boolean {
  return action === 'wrong-patient' && (status === 410 || (status === 404 && said.length > 0));
}

/**
 * Without our note, as servers keep it that drop notes: another version, with elements that are other than before and as they were meant.
 * A change of words alone leaves no other trace than its note.
 */
function isMade(seen: ServiceRequest, before: ServiceRequest, mark: AmendmentMark): boolean {
  return versionOf(seen) !== versionOf(before) && isAsMeant(seen, mark);
}

/** The storage may hold anything, of an older or newer version too. */
function isNoted(value: unknown): value is Noted {
  const noted = object(value);
  const mark = object(noted?.['mark']);
  return (
    noted !== null &&
    mark !== null &&
    (AMENDMENTS as readonly unknown[]).includes(noted['action']) &&
    typeof noted['since'] === 'number' &&
    typeof noted['version'] === 'string' &&
    ['status', 'intent', 'note', 'time', 'author'].every((name) => typeof mark[name] === 'string') &&
    typeof mark['earlier'] === 'number' &&
    typeof mark['shows'] === 'boolean'
  );
}
