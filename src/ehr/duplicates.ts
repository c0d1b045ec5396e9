/** Has the same been asked already? Looks afresh at the server each time (interop 4.7). */
import type { FhirResource } from 'fhir/r4';
import type { ReferralRecord } from '../domain/chart/records.ts';
import { within, type Day } from '../domain/logic/when.ts';
import { problem, type Problem } from '../domain/problem.ts';
import type { DuplicateCheck } from '../domain/referral/duplicates.ts';
import type { SubmissionOutcome } from '../domain/referral/outcome.ts';
import { readFiledReferral } from '../fhir/read/filed-referral.ts';
import { reference as referenceIn, type Json } from '../fhir/read/json.ts';
import type { Context, Reading } from '../fhir/read/reading.ts';
import { readServiceRequest } from '../fhir/read/service-request.ts';
import { bestOf, isOfDecision, toldAs, type LookUpContext } from './channels/look-up.ts';
import { freshCount } from './fresh-count.ts';
import type { Gateway } from './gateway/gateway.ts';
import type { SearchParams } from './gateway/search.ts';
import { idOf } from './gateway/json.ts';
import type { OutgoingReferral } from './port.ts';
import type { GrantedScopes } from './sources/scopes.ts';
import { leftOutHere } from './vendors/left-out.ts';

/** A completed referral is worth a question for so long (interop 4.7). */
const COMPLETED_DAYS = 90;

export interface ReferralsOnRecord {
  readonly check: DuplicateCheck;
  /** What has become of the decision that was asked about, when it is among what was found. It is no duplicate of itself. */
  readonly own: SubmissionOutcome | null;
}

/** One kind of what this product leaves on the server. */
export interface LookedFor extends LookUpContext {
  readonly gateway: Pick<Gateway, 'base' | 'search' | 'vendor'>;
  /** Further search parameters, so that not every document of the chart comes. */
  readonly only: SearchParams;
}

/** `kinds`: orders first, then what else this site can leave behind. `decisionId`: its own is the answer, not a duplicate. `today`: `context`
 * reaches a day ahead, for clocks that are fast. `except`: the referral that is being signed is no duplicate of itself either. */
export async function lookForReferrals(
  kinds: readonly LookedFor[],
  granted: GrantedScopes,
  context: Context,
  decisionId: string | null,
  today: Day = context.asOf,
  except: string | null = null,
): Promise<ReferralsOnRecord> {
  const looks = await Promise.all(kinds.map((kind) => look(kind, granted, context)));
  const found = looks.flatMap(({ kind, resources }) => resources.map((resource) => ({ kind, resource })));
  const own = found
    .filter(({ kind, resource }) => decisionId !== null && isOfDecision(resource, kind, decisionId))
    .map(({ kind, resource }) => toldAs(kind, resource, `${kind.kind.type}/${idOf(resource) ?? ''}`, true));
  const others = looks.flatMap(({ kind, records }) =>
    records.filter(
      ({ identifiers, reference }) =>
        reference !== except && !identifiers.includes(`${kind.identifierSystem}|${decisionId ?? ''}`),
    ),
  );
  return { check: checkOf(others, looks, today), own: bestOf(own) };
}

interface Look {
  readonly kind: LookedFor;
  readonly resources: readonly FhirResource[];
  readonly records: readonly ReferralRecord[];
  /** Why not all of it was seen; null when it was. */
  readonly incomplete: Problem | null;
}

async function look(kind: LookedFor, granted: GrantedScopes, context: Context): Promise<Look> {
  const { type } = kind.kind;
  const grant = granted.can('s', type).granted;
  const nothing = { kind, resources: [], records: [] };
  if (grant === 'no') {
    return { ...nothing, incomplete: problem('forbidden', `${type}.s was not granted; nothing was asked`) };
  }
  const [{ resources, incomplete }, leftOut] = await Promise.all([
    kind.gateway.search(type, { patient: context.patientId, ...kind.only, _count: freshCount() }),
    leftOutHere(kind.gateway, type),
  ]);
  const readings = resources.flatMap((resource) => readingOf(resource, kind, context) ?? []);
  const records = readings.flatMap((reading) => (reading.is === 'record' ? [reading.record] : []));
  const unread = resources.filter((resource) => isUnread(resource, kind, context)).length;
  const inPart = grant === 'part' ? problem('forbidden', `${type}.s was granted in part`) : null;
  const unreadable =
    unread > 0 ? problem('unreadable', `${unread} of ${resources.length} of type ${type} could not be read`) : null;
  return { kind, resources, records, incomplete: incomplete ?? leftOut ?? inPart ?? unreadable };
}

/** Somebody else's is nothing to us; what names its patient in another way than this server does may be ours. */
function isUnread(resource: FhirResource, kind: LookedFor, context: Context): boolean {
  const reading = readingOf(resource, kind, context);
  if (reading?.is !== 'unreadable') return false;
  if (reading.reason !== 'other-patient') return true;
  const subject = referenceIn((resource as unknown as Json)[kind.kind.subject]) ?? '';
  const own = subject.startsWith(`${kind.gateway.base}/`) ? subject.slice(kind.gateway.base.length + 1) : subject;
  return !/^Patient\/[A-Za-z0-9.-]{1,64}(\/_history\/[A-Za-z0-9.-]{1,64})?$/.test(own);
}

function readingOf(
  resource: FhirResource,
  { kind, identifierSystem }: LookedFor,
  context: Context,
): Reading<ReferralRecord> | null {
  const json = resource as unknown as Json;
  return kind.type === 'ServiceRequest'
    ? readServiceRequest(json, context)
    : readFiledReferral(json, context, identifierSystem);
}

function checkOf(others: readonly ReferralRecord[], looks: readonly Look[], today: Day): DuplicateCheck {
  const open = others.filter(isOpen);
  if (open.length > 0) return { result: 'open', referrals: open };
  // Less certain answers need everything to have been seen.
  const incomplete = looks.find((one) => one.incomplete !== null)?.incomplete ?? null;
  if (incomplete !== null) return { result: 'could-not-check', why: incomplete };
  const similar = others.filter((referral) => isSimilar(referral, today));
  if (similar.length > 0) return { result: 'similar', referrals: similar };
  return { result: 'none', searched: looks.reduce((sum, { resources }) => sum + resources.length, 0) };
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

/** An order for comfort care or a code status is none that a new referral could repeat. */
function isReferral({ asksFor }: ReferralRecord): boolean {
  return asksFor === 'palliative' || asksFor === 'palliative-possible' || asksFor === 'hospice';
}

function isOpen(referral: ReferralRecord): boolean {
  return isReferral(referral) && !referral.weak && isUnfinished(referral);
}

/** Completed lately, or of unknown status, or palliative by its words alone. A date that is not known may be lately. */
function isSimilar(referral: ReferralRecord, today: Day): boolean {
  if (!isReferral(referral) || referral.status === 'revoked') return false;
  if (isUnfinished(referral) || referral.status === 'other') return true;
  return referral.authored === null || within(referral.authored, today, COMPLETED_DAYS) !== false;
}

function isUnfinished({ status }: ReferralRecord): boolean {
  return status === 'draft' || status === 'active' || status === 'on-hold';
}
