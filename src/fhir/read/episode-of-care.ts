import type { EnrolmentRecord } from '../../domain/chart/records.ts';
import { hospiceService, palliativeService } from './involved.ts';
import { codes, list, object, oneOf, text, words, type Json } from './json.ts';
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
  const problem = subjectProblem(resource, context, 'patient');
  if (problem !== null) return unreadable(problem);
  const period = object(resource['period']);
  const start = whenOf(period?.['start'], context);
  if (isLater(start, context)) return unreadable('after-as-of');
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
  const end = whenOf(period?.['end'], context);
  const ended = end === null ? status === 'finished' : !isLater(end, context);
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
