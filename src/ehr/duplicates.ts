/** Has the same been asked already? Looks afresh at the server each time (interop 4.7). */
import type { FhirResource } from 'fhir/r4';
import type { ReferralRecord } from '../domain/chart/records.ts';
import { within } from '../domain/logic/when.ts';
import { problem, type Problem } from '../domain/problem.ts';
import type { DuplicateCheck } from '../domain/referral/duplicates.ts';
import { readServiceRequest } from '../fhir/read/service-request.ts';
import type { Context } from '../fhir/read/reading.ts';
import type { Json } from '../fhir/read/json.ts';
import { freshCount } from './fresh-count.ts';
import type { Gateway } from './gateway/gateway.ts';
import type { OutgoingReferral } from './port.ts';
import type { GrantedScopes } from './sources/scopes.ts';

/** A completed referral is worth a question for so long (interop 4.7). */
const COMPLETED_DAYS = 90;

export interface ReferralsOnRecord {
  readonly check: DuplicateCheck;
  /** Every referral of the patient as it came, our own among them. */
  readonly resources: readonly FhirResource[];
}

/** Our own referral (`ownIdentifier`: "system|value") is no duplicate of itself. */
export async function lookForReferrals(
  gateway: Pick<Gateway, 'search'>,
  granted: GrantedScopes,
  context: Context,
  ownIdentifier: string | null,
): Promise<ReferralsOnRecord> {
  const grant = granted.can('s', 'ServiceRequest').granted;
  if (grant === 'no') return couldNot(problem('forbidden', 'ServiceRequest.s was not granted; nothing was asked'), []);
  const { resources, incomplete } = await gateway.search('ServiceRequest', {
    patient: context.patientId,
    _count: freshCount(),
  });

  const readings = resources.map((resource) => readServiceRequest(resource as unknown as Json, context));
  const referrals = readings
    .flatMap((reading) => (reading.is === 'record' ? [reading.record] : []))
    .filter((referral) => ownIdentifier === null || !referral.identifiers.includes(ownIdentifier));
  const open = referrals.filter(isOpen);
  if (open.length > 0) return { check: { result: 'open', referrals: open }, resources };

  // Less certain answers need everything to have been seen.
  if (incomplete !== null) return couldNot(incomplete, resources);
  if (grant === 'part') return couldNot(problem('forbidden', 'ServiceRequest.s was granted in part'), resources);
  const unread = readings.filter((reading) => reading.is === 'unreadable' && reading.reason !== 'other-patient').length;
  if (unread > 0) {
    return couldNot(problem('unreadable', `${unread} of ${resources.length} referrals could not be read`), resources);
  }

  const similar = referrals.filter((referral) => isSimilar(referral, context));
  if (similar.length > 0) return { check: { result: 'similar', referrals: similar }, resources };
  return { check: { result: 'none', searched: resources.length }, resources };
}

/**
 * May the referral go out, given what is on record now and what the user has seen and accepted? What they have not seen
 * stops it. Who accepted an open referral has accepted more than "similar" and than "could not check".
 */
export function isAcknowledged(
  now: DuplicateCheck,
  { acknowledged, seen }: Pick<OutgoingReferral, 'acknowledged' | 'seen'>,
): boolean {
  if ('referrals' in now && now.referrals.some(({ reference }) => !seen.includes(reference))) return false;
  return now.result === 'none' || acknowledged === now.result || (acknowledged === 'open' && now.result !== 'open');
}

const couldNot = (why: Problem, resources: readonly FhirResource[]): ReferralsOnRecord => ({
  check: { result: 'could-not-check', why },
  resources,
});

/** An order for comfort care or a code status is none that a new referral could repeat. */
function isReferral({ asksFor }: ReferralRecord): boolean {
  return asksFor === 'palliative' || asksFor === 'palliative-possible' || asksFor === 'hospice';
}

function isOpen(referral: ReferralRecord): boolean {
  return isReferral(referral) && !referral.weak && isUnfinished(referral);
}

/** Completed lately, or of unknown status, or palliative by its words alone. A date that is not known may be lately. */
function isSimilar(referral: ReferralRecord, { asOf }: Context): boolean {
  if (!isReferral(referral) || referral.status === 'revoked') return false;
  if (isUnfinished(referral) || referral.status === 'other') return true;
  return referral.authored === null || within(referral.authored, asOf, COMPLETED_DAYS) !== false;
}

function isUnfinished({ status }: ReferralRecord): boolean {
  return status === 'draft' || status === 'active' || status === 'on-hold';
}
