import type { ReferralRecord } from '../../domain/chart/records.ts';
import { anyIn } from '../terminology/code-set.ts';
import {
  HOSPICE_REFERRAL,
  HOSPICE_WORDS,
  PALLIATIVE_ORDER_WORDS,
  PALLIATIVE_REFERRAL,
} from '../terminology/palliative.ts';
import { codes, isPalliativeIntent, list, object, oneOf, text, words, type Json } from './json.ts';
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
  // A modifier that forbids: whoever reads past it takes a refusal for an order.
  if (status === 'entered-in-error' || resource['doNotPerform'] === true) return withdrawn;
  const problem = subjectProblem(resource, context);
  if (problem !== null) return unreadable(problem);
  const authored = whenOf(resource['authoredOn'], context);
  if (isLater(authored, context)) return unreadable('after-as-of');
  const concepts = codes(resource['code']);
  const said = [words(resource['code']), ...concepts.map((one) => one.display)].filter((one) => one !== null).join(' ');
  const isSiteOrder = concepts.some(
    (one) => context.orderCodes?.some(({ system, code }) => one.system === system && one.code === code) === true,
  );
  const coded = anyIn(concepts, HOSPICE_REFERRAL)
    ? 'hospice'
    : isSiteOrder || anyIn(concepts, PALLIATIVE_REFERRAL)
      ? 'palliative'
      : null;
  const worded = HOSPICE_WORDS.test(said) ? 'hospice' : PALLIATIVE_ORDER_WORDS.test(said) ? 'palliative' : null;
  const intent = oneOf(resource['intent'], [
    'proposal',
    'plan',
    'order',
    'original-order',
    'reflex-order',
    'filler-order',
    'instance-order',
  ]);
  return read({
    ...evidenceOf(resource, resource['code'], authored, context),
    status: status === 'unknown' ? 'other' : status,
    intent: intent === null ? 'other' : intent === 'proposal' || intent === 'plan' ? intent : 'order',
    asksFor: coded ?? worded ?? 'other',
    weak: coded === null && worded !== null,
    authored,
    identifiers: list(resource['identifier']).flatMap((one) => {
      const value = text(one['value']);
      return value === null ? [] : [`${text(one['system']) ?? ''}|${value}`];
    }),
    requester: ownReference(resource['requester'], context),
    requesterName: displayOf(resource['requester']),
    palliativeIntent: isPalliativeIntent(resource),
  });
}

function displayOf(reference: unknown): string | null {
  const display = text(object(reference)?.['display']);
  return display === null ? null : plain(display);
}
