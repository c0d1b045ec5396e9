import type { EnrolmentRecord } from '../../domain/chart/records.ts';
import { MEDICARE_HOSPICE_PAYER, PAYER_TYPOLOGY } from '../terminology/palliative.ts';
import { codes, oneOf, words, type Json } from './json.ts';
import {
  evidenceOf,
  notSeen,
  periodOf,
  plain,
  read,
  unreadable,
  unused,
  withdrawn,
  type Context,
  type Reading,
} from './reading.ts';

/** Coverage: the Medicare hospice benefit is an enrolment (clinical reference 3.5, gate hospice). */
export function readCoverage(resource: Json, context: Context): Reading<EnrolmentRecord | null> {
  const status = oneOf(resource['status'], ['active', 'cancelled', 'draft', 'entered-in-error']);
  if (status === null) return unreadable('no-status');
  if (status === 'entered-in-error' || status === 'draft') return withdrawn;
  const { start, end, ended } = periodOf(resource['period'], context);
  const problem = notSeen(resource, start, context, 'beneficiary');
  if (problem !== null) return unreadable(problem);
  const isHospice = codes(resource['type']).some(
    ({ system, code }) => PAYER_TYPOLOGY.has(system) && code === MEDICARE_HOSPICE_PAYER,
  );
  // Cancelled without a day: whether there ever was an enrolment is not told.
  if (!isHospice || (status === 'cancelled' && end === null)) return unused(start);
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
