/** Is a referral with our identifier on record? The answer after a lost answer (interop 4.6). Only ever reads. */
import type { FhirResource, ServiceRequest } from 'fhir/r4';
import { failure, problem, success, type Result } from '../../domain/problem.ts';
import type { SubmissionOutcome } from '../../domain/referral/outcome.ts';
import { isPatient } from '../../fhir/read/reading.ts';
import type { Gateway } from '../gateway/gateway.ts';
import { idOf } from '../gateway/json.ts';
import { freshCount } from '../fresh-count.ts';
import { outcomeOf } from './outcome-of.ts';

export interface LookUpContext {
  readonly gateway: Pick<Gateway, 'base' | 'search'>;
  readonly patientId: string;
  readonly identifierSystem: string;
}

/** Waits before each look, in milliseconds: search indices lag behind writes. */
export const LOOK_UP_WAITS: readonly number[] = [800, 2000, 5000, 10_000];

/**
 * The referral of this decision and this patient, or null when the server shows none. By identifier; where the server
 * refuses that search, among all referrals of the patient. Whatever comes is compared here: servers ignore parameters.
 */
export async function findByDecision(
  context: LookUpContext,
  decisionId: string,
): Promise<Result<ServiceRequest | null>> {
  const { gateway, patientId, identifierSystem } = context;
  const byIdentifier = {
    patient: patientId,
    identifier: `${escapeToken(identifierSystem)}|${escapeToken(decisionId)}`,
    _count: freshCount(),
  };
  let why = null;
  for (const params of [byIdentifier, { patient: patientId, _count: freshCount() }]) {
    const answer = await gateway.search('ServiceRequest', params);
    const found = answer.resources.find((resource) => isOfDecision(resource, context, decisionId));
    if (found !== undefined) return success(found as ServiceRequest);
    if (answer.incomplete === null) return success(null);
    why = answer.incomplete;
  }
  return failure(why ?? problem('network', 'GET ServiceRequest'));
}

/** Looks several times, for search indices lag. Without a hit it stays unknown: absence is no proof here. */
export async function lookUp(
  context: LookUpContext & { readonly sleep: (milliseconds: number) => Promise<void> },
  decisionId: string,
  waits: readonly number[] = LOOK_UP_WAITS,
): Promise<SubmissionOutcome> {
  let why = problem('not-found', 'GET ServiceRequest: no referral with our identifier is shown');
  for (const milliseconds of waits) {
    await context.sleep(milliseconds);
    const found = await findByDecision(context, decisionId);
    if (!found.ok) why = found.problem;
    else if (found.value !== null) return outcomeOf(found.value, `ServiceRequest/${idOf(found.value) ?? ''}`, true);
  }
  return { outcome: 'unknown', why };
}

/** What belongs to a parameter's syntax stands behind a backslash when it belongs to the value (FHIR search 3.1.1.5.7). */
export const escapeToken = (text: string): string => text.replace(/[\\,$|]/g, '\\$&');

type IdentifiedBy = Omit<LookUpContext, 'gateway'> & { readonly gateway: Pick<Gateway, 'base'> };

/** A referral of this patient under our own identifier. */
export function isOfDecision(
  resource: FhirResource,
  { gateway, patientId, identifierSystem }: IdentifiedBy,
  decisionId: string,
): boolean {
  if (resource.resourceType !== 'ServiceRequest' || idOf(resource) === null) return false;
  const identifiers: unknown = resource.identifier;
  const subject: unknown = resource.subject?.reference;
  return (
    typeof subject === 'string' &&
    isPatient(subject, patientId, gateway.base) &&
    Array.isArray(identifiers) &&
    identifiers.some(
      (one: { system?: unknown; value?: unknown } | null) =>
        one?.system === identifierSystem && one.value === decisionId,
    )
  );
}
