import type { ReferralRecord } from '../../domain/chart/records.ts';
import type { Code } from '../../domain/chart/evidence.ts';
import { anyIn } from '../terminology/code-set.ts';
import {
  CODE_STATUS,
  CODE_STATUS_LOINC,
  COMFORT_CARE,
  HOSPICE_REFERRAL,
  HOSPICE_WORDS,
  PALLIATIVE_ORDER_WORDS,
  PALLIATIVE_POSSIBLE,
  PALLIATIVE_REFERRAL,
  PORTABLE_ORDERS,
  REFERRAL_BY_PALLIATIVE,
  SPECIALIST_PALLIATIVE,
} from '../terminology/palliative.ts';
import { namesAnticancerTreatment } from './anticancer.ts';
import { isPerson } from './goal.ts';
import { codes, list, object, oneOf, text, words, type Json } from './json.ts';
import {
  evidenceOf,
  isLater,
  ownReference,
  plain,
  read,
  subjectProblem,
  unreadable,
  whenOf,
  withdrawn,
  type Context,
  type Reading,
} from './reading.ts';
import { isPalliativeIntent } from './treatment-intent.ts';

/** Orders and proposals, also drafts: a draft is "prepared", never an order (clinical reference 3.1 and 3.5). */
export function readServiceRequest(resource: Json, context: Context): Reading<ReferralRecord> {
  const status = oneOf(resource['status'], [
    'draft',
    'active',
    'on-hold',
    'completed',
    'revoked',
    'entered-in-error',
    'unknown',
  ]);
  if (status === null) return unreadable('no-status');
  const concepts = codes(resource['code']);
  const isCodeStatus = anyIn(concepts, CODE_STATUS, CODE_STATUS_LOINC, PORTABLE_ORDERS);
  // A modifier that forbids: whoever reads past it takes a refusal for an order. What a code status orders is just that.
  if (status === 'entered-in-error' || (resource['doNotPerform'] === true && !isCodeStatus)) return withdrawn;
  const problem = subjectProblem(resource, context);
  if (problem !== null) return unreadable(problem);
  const authored = whenOf(resource['authoredOn'], context);
  if (isLater(authored, context)) return unreadable('after-as-of');
  const isSiteOrder = concepts.some(
    (one) => context.orderCodes?.some(({ system, code }) => one.system === system && one.code === code) === true,
  );
  const coded = isCodeStatus ? 'code-status' : isSiteOrder ? 'palliative' : askedByCode(concepts);
  const worded = coded === null ? askedByWords(resource, concepts) : null;
  const intent = oneOf(resource['intent'], [
    'proposal',
    'plan',
    'order',
    'original-order',
    'reflex-order',
    'filler-order',
    'instance-order',
  ]);
  const requester = ownReference(resource['requester'], context);
  const { origin, reference, label, code, value } = evidenceOf(resource, resource['code'], authored, context);
  return read({
    origin,
    reference,
    label,
    code,
    when: authored,
    value,
    status: status === 'unknown' ? 'other' : status,
    intent: intent === null ? 'other' : intent === 'proposal' || intent === 'plan' ? intent : 'order',
    asksFor: coded ?? worded ?? 'other',
    weak: coded === 'palliative-possible' || worded !== null,
    authored,
    identifiers: list(resource['identifier']).flatMap((one) => {
      const value = text(one['value']);
      return value === null ? [] : [`${text(one['system']) ?? ''}|${value}`];
    }),
    requester,
    requesterName: displayOf(resource['requester']),
    ...preparedBy(resource),
    ...(isOurs(resource, context) && { ours: true }),
    palliativeIntent: isPalliativeIntent(resource),
    byPatient: isPerson(requester),
    antineoplastic: namesAnticancerTreatment(concepts),
  });
}

function isOurs(resource: Json, { identifierSystem }: Context): boolean {
  return (
    identifierSystem !== undefined &&
    list(resource['identifier']).some(({ system }) => text(system) === identifierSystem)
  );
}

function askedByCode(concepts: readonly Code[]): ReferralRecord['asksFor'] | null {
  if (anyIn(concepts, HOSPICE_REFERRAL)) return 'hospice';
  if (anyIn(concepts, PALLIATIVE_REFERRAL)) return 'palliative';
  if (anyIn(concepts, REFERRAL_BY_PALLIATIVE)) return 'from-palliative';
  if (anyIn(concepts, COMFORT_CARE)) return 'comfort-care';
  // Ordering a treatment by the palliative team asks for that team.
  if (anyIn(concepts, SPECIALIST_PALLIATIVE)) return 'palliative';
  return anyIn(concepts, PALLIATIVE_POSSIBLE) ? 'palliative-possible' : null;
}

function askedByWords(resource: Json, concepts: readonly Code[]): 'hospice' | 'palliative' | null {
  const said = [words(resource['code']), ...concepts.map((one) => one.display)].filter((one) => one !== null).join(' ');
  if (HOSPICE_WORDS.test(said)) return 'hospice';
  return PALLIATIVE_ORDER_WORDS.test(said) ? 'palliative' : null;
}

function displayOf(reference: unknown): string | null {
  const display = text(object(reference)?.['display']);
  return display === null ? null : plain(display);
}

/** The line that this product writes into the note of what staff prepares for somebody else's signature (`words/letter.ts`). */
const PREPARED_BY = /^Prepared by (.{1,120}), for the signature of /m;

function preparedBy(resource: Json): Pick<ReferralRecord, 'preparedBy'> {
  for (const one of list(resource['note']).slice(0, 3)) {
    const name = PREPARED_BY.exec(text(one['text']) ?? '')?.[1];
    if (name !== undefined) return { preparedBy: plain(name) };
  }
  return {};
}
