import type { EnrolmentRecord } from '../../domain/chart/records.ts';
import { hospiceService, palliativeService } from './involved.ts';
import { codes, list, object, oneOf, text, words, type Json } from './json.ts';
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

/** Enrolments with a service over time: hospice, or the palliative team. */
export function readEpisodeOfCare(resource: Json, context: Context): Reading<EnrolmentRecord | null> {
  const status = oneOf(resource['status'], [
    'planned',
    'waitlist',
    'active',
    'onhold',
    'finished',
    'cancelled',
    'entered-in-error',
  ]);
  if (status === null) return unreadable('no-status');
  if (status === 'cancelled' || status === 'entered-in-error') return withdrawn;
  const { start, end, ended: isPast } = periodOf(resource['period'], context);
  const problem = notSeen(resource, start, context, 'patient');
  if (problem !== null) return unreadable(problem);
  const concepts = codes(resource['type']);
  const said = [
    ...list(resource['type']).map(words),
    text(object(resource['managingOrganization'])?.['display']),
    ...concepts.map(({ display }) => display),
  ]
    .filter((one) => one !== null)
    .map(plain)
    .join('. ');
  const hospice = hospiceService(concepts, said);
  const palliative = palliativeService(concepts, said);
  const told = hospice ?? palliative;
  if (told === null) return unused(start);
  const ended = end === null ? status === 'finished' : isPast;
  const { origin, reference, code, value } = evidenceOf(resource, list(resource['type'])[0], start, context);
  return read<EnrolmentRecord>({
    origin,
    reference,
    label: plain(words(list(resource['type'])[0]) ?? 'Episode of care'),
    code,
    when: start,
    value,
    source: 'EpisodeOfCare',
    service: hospice === null ? 'palliative' : 'hospice',
    weak: told === 'words' || status === 'planned' || status === 'waitlist',
    active: !ended,
    end: ended ? end : null,
  });
}
