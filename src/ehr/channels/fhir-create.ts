/** Writing a referral as a FHIR create: one POST, and what each answer means (interop 4.5). */
import type { ServiceRequest } from 'fhir/r4';
import { problem, type Problem } from '../../domain/problem.ts';
import type { SubmissionOutcome } from '../../domain/referral/outcome.ts';
import { isPatient } from '../../fhir/read/reading.ts';
import type { CreateAnswer, Gateway } from '../gateway/gateway.ts';
import { idOf } from '../gateway/json.ts';
import type { WhyManual } from './choose.ts';
import { findByDecision, type LookUpContext } from './look-up.ts';
import { outcomeOf } from './outcome-of.ts';

export interface FhirCreateContext extends LookUpContext {
  readonly gateway: Pick<Gateway, 'create' | 'read' | 'search'>;
  /** Send `If-None-Exist`: the server then refuses to keep the same decision twice. */
  readonly conditionalCreate: boolean;
  readonly preferRepresentation: boolean;
}

/** Sends once. Never repeats, never reports as failed what may have happened. */
export async function createReferral(
  context: FhirCreateContext,
  resource: ServiceRequest,
  decisionId: string,
): Promise<SubmissionOutcome> {
  const answer = await context.gateway.create(resource, {
    ...(context.conditionalCreate ? { ifNoneExist: `identifier=${context.identifierSystem}|${decisionId}` } : {}),
    preferRepresentation: context.preferRepresentation,
  });
  if (answer.is === 'not-sent') return refused(answer.why);
  if (answer.is === 'lost') return { outcome: 'unknown', why: answer.why };

  const { status } = answer;
  if (status === 202) return { outcome: 'staged', reference: answer.reference };
  if (status >= 200 && status < 300) return await accepted(context, answer, resource, decisionId);
  // Ours may be on record already, more than once even: then this is no conflict but the answer.
  if (status === 409 || status === 412) return (await onRecord(context, decisionId)) ?? refused(answer.problem);
  // A time-out on the server's side, a gateway's error, a redirect that was not followed: it may have been processed.
  if (status < 400 || status === 408 || (status >= 500 && status !== 501 && status !== 503)) {
    return { outcome: 'unknown', why: answer.problem };
  }
  return refused(answer.problem);
}

/** Why this way stays closed for the session: 403, or a server that has no such create. Null when it does not. */
export function whyClosed(outcome: SubmissionOutcome): WhyManual | null {
  const kinds = outcome.outcome === 'refused' ? outcome.problems.map(({ kind }) => kind) : [];
  if (kinds.includes('forbidden')) return 'not-granted';
  return kinds.includes('not-supported') ? 'not-advertised' : null;
}

type Answered = Extract<CreateAnswer, { is: 'answered' }>;

/** 200 (found by the conditional create) or 201: it is there. Reading it back may fail without changing that. */
async function accepted(
  context: FhirCreateContext,
  answer: Answered,
  sent: ServiceRequest,
  decisionId: string,
): Promise<SubmissionOutcome> {
  const { reference, status } = answer;
  if (reference === null) {
    const why = problem(
      'not-found',
      `POST ServiceRequest: HTTP ${status} without an address on this server, and none was found`,
      { status },
    );
    return (await onRecord(context, decisionId)) ?? { outcome: 'unknown', why };
  }
  const read = await context.gateway.read(reference);
  const seen = (read.ok ? read.value : answer.resource) as ServiceRequest | null;
  const subject: unknown = seen?.subject?.reference;
  if (typeof subject === 'string' && !isPatient(subject, context.patientId)) {
    return { outcome: 'unknown', why: problem('wrong-patient', `${reference} is another patient's`) };
  }
  return outcomeOf(seen ?? sent, reference, read.ok);
}

async function onRecord(context: FhirCreateContext, decisionId: string): Promise<SubmissionOutcome | null> {
  const found = await findByDecision(context, decisionId);
  return found.ok && found.value !== null
    ? outcomeOf(found.value, `ServiceRequest/${idOf(found.value) ?? ''}`, true)
    : null;
}

const refused = (why: Problem): SubmissionOutcome => ({ outcome: 'refused', problems: [why] });
