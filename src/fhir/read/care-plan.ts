import type { CarePlanRecord } from '../../domain/chart/records.ts';
import { anyIn } from '../terminology/code-set.ts';
import { HOSPICE_CARE, HOSPICE_WORDS } from '../terminology/palliative.ts';
import { codes, isPalliativeIntent, list, object, oneOf, text, words, type Json } from './json.ts';
import {
  evidenceOf,
  isLater,
  plain,
  read,
  subjectProblem,
  unreadable,
  whenOf,
  withdrawn,
  type Context,
  type Reading,
} from './reading.ts';

/** Active, on hold or completed plans (clinical reference 3.1). */
export function readCarePlan(resource: Json, context: Context): Reading<CarePlanRecord> {
  const status = oneOf(resource['status'], [
    'active',
    'on-hold',
    'completed',
    'draft',
    'revoked',
    'entered-in-error',
    'unknown',
  ]);
  if (status === null) return unreadable('no-status');
  if (status === 'entered-in-error' || status === 'revoked' || status === 'draft' || status === 'unknown')
    return withdrawn;
  const problem = subjectProblem(resource, context);
  if (problem !== null) return unreadable(problem);
  const period = object(resource['period']);
  const start = whenOf(period?.['start'], context) ?? whenOf(resource['created'], context);
  if (isLater(start, context)) return unreadable('after-as-of');
  const end = whenOf(period?.['end'], context);
  const concepts = [
    ...codes(resource['category']),
    ...list(resource['activity']).flatMap((one) => codes(object(one['detail'])?.['code'])),
  ];
  const title =
    text(resource['title']) ?? words(list(resource['category'])[0]) ?? text(resource['description']) ?? 'Care plan';
  return read({
    ...evidenceOf(resource, list(resource['category'])[0], start, context),
    label: plain(title),
    status: isLater(end, context) && status === 'completed' ? 'active' : status,
    end: isLater(end, context) ? null : end,
    hospice: anyIn(concepts, HOSPICE_CARE) ? 'coded' : HOSPICE_WORDS.test(title) ? 'words' : null,
    palliativeIntent: isPalliativeIntent(resource),
  });
}
