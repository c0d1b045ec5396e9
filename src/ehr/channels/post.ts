/** Writing a referral by one POST of a FHIR resource, and what each answer means (interop 4.5). */
import type { WhyNot } from '../../domain/referral/channel.ts';
import type { FhirResource } from 'fhir/r4';
import { problem, type Problem } from '../../domain/problem.ts';
import { isOnRecord, type SubmissionOutcome } from '../../domain/referral/outcome.ts';
import { list, object, text, type Json } from '../../fhir/read/json.ts';
import type { CreateAnswer, Gateway } from '../gateway/gateway.ts';
import { idOf } from '../gateway/json.ts';
import { escapeToken } from '../escape-token.ts';
import { findByDecision, isOfDecision, toldAs, type LookUpContext } from './look-up.ts';

export interface PostContext extends LookUpContext {
  readonly gateway: Pick<Gateway, 'base' | 'create' | 'read' | 'search' | 'vendor'>;
  /** Send `If-None-Exist`: the server then refuses to keep the same decision twice. */
  readonly conditionalCreate: boolean;
  readonly preferRepresentation: boolean;
}

/**
 * Statuses that a FHIR server gives before it has done anything. They count only with an OperationOutcome: a proxy gives
 * the same ones after the server behind it has written.
 */
const REFUSALS: ReadonlySet<number> = new Set([400, 401, 403, 404, 405, 422, 501]);
/** The same or something like it may be on record: a look first, then the server's word. */
const CONFLICTS: ReadonlySet<number> = new Set([409, 412, 413]);

/** Sends once. Never repeats, never reports as failed what may have happened. */
export async function postReferral(
  context: PostContext,
  resource: FhirResource,
  decisionId: string,
): Promise<SubmissionOutcome> {
  const answer = await context.gateway.create(resource, {
    ...(context.conditionalCreate ? { ifNoneExist: ifNoneExist(context.identifierSystem, decisionId) } : {}),
    preferRepresentation: context.preferRepresentation,
  });
  if (answer.is === 'not-sent') return refused(answer.why);
  if (answer.is === 'lost') return unknown(context, answer.why);

  const { status } = answer;
  if (status === 202) return await takenIn(context, answer, decisionId);
  if (status >= 200 && status < 300) return await accepted(context, answer, resource, decisionId);
  return await notAccepted(context, answer, decisionId);
}

/** Why this way stays closed for the session: 403, or a server that has no such create. Null when it does not. */
export function whyClosed(outcome: SubmissionOutcome): WhyNot | null {
  const kinds = outcome.outcome === 'refused' ? outcome.problems.map(({ kind }) => kind) : [];
  if (kinds.includes('forbidden')) return 'not-granted';
  return kinds.includes('not-supported') ? 'not-advertised' : null;
}

type Answered = Extract<CreateAnswer, { is: 'answered' }>;

/** The search parameter in a header: encoded as in an address, or an `&` in the system would begin a second parameter. */
function ifNoneExist(system: string, decisionId: string): string {
  return `identifier=${encodeURIComponent(`${escapeToken(system)}|${escapeToken(decisionId)}`)}`;
}

/** 202: waiting for review there, unless the server says in the same breath that something went wrong. */
async function takenIn(context: PostContext, answer: Answered, decisionId: string): Promise<SubmissionOutcome> {
  // A page of some proxy in between has taken in nothing.
  const bySomebodyElse = answer.says === 'other' && answer.resource === null;
  return answer.says === 'error' || bySomebodyElse
    ? await onRecordOr(context, decisionId, unknown(context, answer.problem))
    : { outcome: 'staged', reference: answer.reference };
}

async function notAccepted(context: PostContext, answer: Answered, decisionId: string): Promise<SubmissionOutcome> {
  const { status, says, problem: why } = answer;
  const bySpeakingServer = says === 'outcome' || says === 'error';
  // A browser may have sent it twice by itself: what is refused is then the second, and the first is there.
  if (bySpeakingServer && REFUSALS.has(status)) return await onRecordOr(context, decisionId, refused(why));
  // A redirect that was not followed, a time-out or an error on the server's side: the look-up with its waits comes later.
  if (status < 400 || status === 408 || (status >= 500 && status !== 501 && status !== 503))
    return unknown(context, why);
  // Ours may be on record already, more than once even: then this is no refusal but the answer.
  return await onRecordOr(
    context,
    decisionId,
    bySpeakingServer && CONFLICTS.has(status) ? refused(why) : unknown(context, why),
  );
}

/** 200 (found by the conditional create) or 201: placed is what the server shows to be there and to be ours. */
async function accepted(
  context: PostContext,
  answer: Answered,
  sent: FhirResource,
  decisionId: string,
): Promise<SubmissionOutcome> {
  const { reference, status } = answer;
  if (reference === null) return await onRecordOr(context, decisionId, unknown(context, noAddress(context, status)));

  const read = await context.gateway.read(reference);
  const { kind } = context;
  const isOurs = (seen: FhirResource): boolean =>
    isOfDecision(seen, context, decisionId) && `${kind.type}/${idOf(seen) ?? ''}` === reference;
  if (read.ok) {
    if (isOurs(read.value)) {
      const outcome = toldAs(context, read.value, reference, true);
      // 200: it was there before. Its words count, not those that were sent now.
      const other = status === 200 && wordsOf(read.value) !== wordsOf(sent);
      return other && isOnRecord(outcome) ? { ...outcome, earlierWords: true } : outcome;
    }
    return await elsewhere(context, decisionId, reference);
  }
  // A read-back that is refused or lost takes nothing back; one that says "not there" does.
  const gone = read.problem.status === 404 || read.problem.status === 410;
  if (!gone && answer.resource !== null && isOurs(answer.resource))
    return toldAs(context, answer.resource, reference, false);
  const asSent = status === 201 && answer.resource === null && (answer.says === 'nothing' || answer.says === 'outcome');
  if (!gone && asSent) return await onRecordOr(context, decisionId, toldAs(context, sent, reference, false));
  return await onRecordOr(context, decisionId, unknown(context, notConfirmed(context, reference, status)));
}

/** The words in it that a person wrote, whichever element holds them. */
function wordsOf(resource: FhirResource): string {
  const { note, payload, content } = resource as unknown as Json;
  return JSON.stringify([
    list(note).map((one) => text(one['text'])),
    list(payload).map((one) => text(one['contentString']) ?? text(object(one['contentAttachment'])?.['data'])),
    list(content).map((one) => text(object(one['attachment'])?.['data'])),
  ]);
}

/** What lies at the address is not ours. A search that shows it there all the same contradicts it and proves nothing. */
async function elsewhere(context: PostContext, decisionId: string, reference: string): Promise<SubmissionOutcome> {
  const why = problem('wrong-patient', `${reference} is not this referral of this patient`);
  const found = await onRecordOr(context, decisionId, unknown(context, why));
  return 'reference' in found && found.reference === reference ? unknown(context, why) : found;
}

async function onRecordOr(
  context: PostContext,
  decisionId: string,
  otherwise: SubmissionOutcome,
): Promise<SubmissionOutcome> {
  const found = await findByDecision(context, decisionId);
  if (!found.ok || found.value === null) return otherwise;
  return isOnRecord(found.value) ? { ...found.value, found: true } : found.value;
}

const noAddress = ({ kind }: PostContext, status: number): Problem =>
  problem('not-found', `POST ${kind.type}: HTTP ${status} without an address on this server, and none was found`, {
    status,
  });
const notConfirmed = ({ kind }: PostContext, reference: string, status: number): Problem =>
  problem('not-found', `POST ${kind.type}: HTTP ${status}, but ${reference} is not shown`, { status });

const unknown = ({ kind }: Pick<PostContext, 'kind'>, why: Problem): SubmissionOutcome => ({
  outcome: 'unknown',
  via: kind.channel,
  why,
});
const refused = (why: Problem): SubmissionOutcome => ({ outcome: 'refused', problems: [why] });
