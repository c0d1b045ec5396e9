/** Is a referral with our identifier on record? The answer after a lost answer (interop 4.6). Only ever reads. */
import type { FhirResource } from 'fhir/r4';
import { failure, problem, success, type Result } from '../../domain/problem.ts';
import type { ChannelId } from '../../domain/referral/channel.ts';
import { isOnRecord, type SubmissionOutcome } from '../../domain/referral/outcome.ts';
import { reference as referenceIn, type Json } from '../../fhir/read/json.ts';
import { isPatient } from '../../fhir/read/reading.ts';
import type { WrittenType } from '../../site/site.ts';
import type { Gateway } from '../gateway/gateway.ts';
import { idOf } from '../gateway/json.ts';
import { escapeToken } from '../escape-token.ts';
import { freshCount } from '../fresh-count.ts';
import type { WriteChannel } from './channel.ts';
import { leftOutHere } from '../vendors/left-out.ts';

/** A kind of resource that a referral can leave on a FHIR server. */
export interface Kind {
  readonly channel: Exclude<ChannelId, 'web-messaging'>;
  readonly type: Exclude<WrittenType, 'Provenance'>;
  /** The element that names the patient. */
  readonly subject: 'subject' | 'for';
  /** From the resource that the server shows, never from what was sent. `readBack`: it was read after it was written. */
  outcomeOf(resource: FhirResource, reference: string, readBack: boolean): SubmissionOutcome;
}

export interface LookUpContext {
  readonly gateway: Pick<Gateway, 'base' | 'search' | 'vendor'>;
  readonly patientId: string;
  readonly identifierSystem: string;
  /** What kind of resource was written. */
  readonly kind: Kind;
  /** The site says that what is taken in waits for review there. */
  readonly staged: boolean;
}

/** Waits before each look, in milliseconds: search indices lag behind writes. */
export const LOOK_UP_WAITS: readonly number[] = [800, 2000, 5000, 10_000];

/**
 * What has become of this decision of this patient, or null when the server shows nothing of it. By identifier; where the
 * server refuses that search, among all of that kind that the patient has. Whatever comes is compared here: servers ignore parameters.
 */
export async function findByDecision(
  context: LookUpContext,
  decisionId: string,
): Promise<Result<SubmissionOutcome | null>> {
  const { gateway, patientId, identifierSystem, kind } = context;
  const byIdentifier = {
    patient: patientId,
    identifier: `${escapeToken(identifierSystem)}|${escapeToken(decisionId)}`,
    _count: freshCount(),
  };
  let why = null;
  for (const params of [byIdentifier, { patient: patientId, _count: freshCount() }]) {
    const answer = await gateway.search(kind.type, params);
    const found = answer.resources.filter((resource) => isOfDecision(resource, context, decisionId));
    const told = found.map((one) => toldAs(context, one, `${kind.type}/${idOf(one) ?? ''}`, true));
    if (told.length > 0) return success(bestOf(told));
    if (answer.incomplete === null) {
      // Where such a search finds none of them, that it found none is no answer.
      const kept = await leftOutHere(gateway, kind.type);
      return kept === null ? success(null) : failure(kept);
    }
    why = answer.incomplete;
  }
  return failure(why ?? problem('network', `GET ${kind.type}`));
}

/** Looks several times, for search indices lag. Without a hit it stays unknown: absence is no proof here. */
export async function lookUp(
  { id, find }: Pick<WriteChannel, 'id' | 'find'>,
  sleep: (milliseconds: number) => Promise<void>,
  decisionId: string,
  waits: readonly number[] = LOOK_UP_WAITS,
): Promise<SubmissionOutcome> {
  let why = problem('not-found', 'nothing with our identifier is shown');
  for (const milliseconds of waits) {
    await sleep(milliseconds);
    const found = await find(decisionId);
    if (!found.ok) why = found.problem;
    else if (found.value !== null) return found.value;
  }
  return { outcome: 'unknown', via: id, why };
}

/** Of several copies of one decision the one that is in force speaks; a cancelled one only when there is no other. */
export function bestOf(outcomes: readonly SubmissionOutcome[]): SubmissionOutcome | null {
  return outcomes.find(({ outcome }) => outcome !== 'refused') ?? outcomes[0] ?? null;
}

/** What is taken in for review is said as that, also when the server shows it at once. */
export function toldAs(
  { kind, staged }: Pick<LookUpContext, 'kind' | 'staged'>,
  resource: FhirResource,
  reference: string,
  readBack: boolean,
): SubmissionOutcome {
  const outcome = kind.outcomeOf(resource, reference, readBack);
  return staged && isOnRecord(outcome) ? { outcome: 'staged', reference } : outcome;
}

type IdentifiedBy = Omit<LookUpContext, 'gateway'> & { readonly gateway: Pick<Gateway, 'base'> };

/** Something of that kind, about this patient, under our own identifier. */
export function isOfDecision(
  resource: FhirResource,
  { gateway, patientId, identifierSystem, kind }: IdentifiedBy,
  decisionId: string,
): boolean {
  if (resource.resourceType !== kind.type || idOf(resource) === null) return false;
  const said = resource as unknown as Json;
  const identifiers = said['identifier'];
  const subject = referenceIn(said[kind.subject]);
  return (
    subject !== null &&
    isPatient(subject, patientId, gateway.base) &&
    Array.isArray(identifiers) &&
    identifiers.some(
      (one: { system?: unknown; value?: unknown } | null) =>
        one?.system === identifierSystem && one.value === decisionId,
    )
  );
}
