import type { EnrolmentRecord } from '../../domain/chart/records.ts';
import { MEDICARE_HOSPICE_PAYER, PAYER_TYPOLOGY } from '../terminology/palliative.ts';
import { codes, object, oneOf, words, type Json } from './json.ts';
import {
  evidenceOf,
  isLater,
  plain,
  read,
  subjectProblem,
  unreadable,
  unused,
  whenOf,
  withdrawn,
  type Context,
  type Reading,
} from './reading.ts';

/** Coverage: the Medicare hospice benefit is an enrolment (clinical reference 3.5, gate hospice). */
export function readCoverage(resource: Json, context: Context): Reading<EnrolmentRecord | null> {
  const status = oneOf(resource['status'], ['active', 'cancelled', 'draft', 'entered-in-error']);
  if (status === null) return unreadable('no-status');
  if (status === 'entered-in-error' || status === 'draft') return withdrawn;
  const problem = subjectProblem(resource, context, 'beneficiary');
  if (problem !== null) return unreadable(problem);
  const period = object(resource['period']);
  const start = whenOf(period?.['start'], context);
  if (isLater(start, context)) return unreadable('after-as-of');
  const isHospice = codes(resource['type']).some(
    ({ system, code }) => PAYER_TYPOLOGY.has(system) && code === MEDICARE_HOSPICE_PAYER,
  );
  const end = whenOf(period?.['end'], context);
  // Cancelled without a day: whether there ever was an enrolment is not told.
  if (!isHospice || (status === 'cancelled' && end === null)) return unused(start);
  const ended = end !== null && !isLater(end, context);
  const { origin, reference, code, value } = evidenceOf(resource, resource['type'], start, context);
  return read<EnrolmentRecord>({
    origin,
    reference,
    label: plain(words(resource['type']) ?? 'Medicare hospice benefit'),
    code,
    when: start,
    value,
    source: 'Coverage',
    service: 'hospice',
    weak: false,
    active: !ended,
    end: ended ? end : null,
  });
}
