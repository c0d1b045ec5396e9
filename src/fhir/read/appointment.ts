import type { AppointmentRecord } from '../../domain/chart/records.ts';
import { palliativeService } from './involved.ts';
import { codes, list, object, oneOf, reference, text, words, type Json } from './json.ts';
import {
  evidenceOf,
  isLater,
  isPatient,
  plain,
  read,
  unreadable,
  unused,
  whenOf,
  withdrawn,
  type Context,
  type Reading,
} from './reading.ts';

const STATUS = {
  booked: 'booked',
  pending: 'other',
  proposed: 'other',
  waitlist: 'other',
  arrived: 'fulfilled',
  'checked-in': 'fulfilled',
  fulfilled: 'fulfilled',
  cancelled: null,
  noshow: null,
  'entered-in-error': null,
} as const;

/**
 * Appointments that bear on supportive care. One that is still to come is seen when it had been made by the day from which
 * we look; without the day of making it is taken as made.
 */
export function readAppointment(resource: Json, context: Context): Reading<AppointmentRecord | null> {
  const known = oneOf(resource['status'], Object.keys(STATUS) as (keyof typeof STATUS)[]);
  if (known === null) return unreadable('no-status');
  const status = STATUS[known];
  if (status === null) return withdrawn;
  const problem = whoseAppointment(resource, context);
  if (problem !== null) return unreadable(problem);
  const start = whenOf(resource['start'], context);
  const created = whenOf(resource['created'], context);
  if (isLater(created, context)) return unreadable('after-as-of');
  const concepts = [
    ...codes(resource['serviceType']),
    ...codes(resource['specialty']),
    ...codes(resource['appointmentType']),
  ];
  const said = plain(
    [
      ...[resource['serviceCategory'], resource['serviceType'], resource['specialty']].flatMap((one) =>
        list(one).map(words),
      ),
      words(resource['appointmentType']),
      text(resource['description']),
      ...list(resource['participant']).map((one) => text(object(one['actor'])?.['display'])),
    ]
      .filter((one) => one !== null)
      .join('. '),
  );
  const palliative = palliativeService(concepts, said);
  const oncology = /oncolog|cancer/i.test(said);
  // Fulfilled only today, but still to come on an earlier day that we look from.
  const came = status === 'fulfilled' && !isLater(start, context);
  const when = created ?? (isLater(start, context) ? null : start);
  if (palliative === null && !oncology) return unused(when);
  const label = list(resource['serviceType'])[0] ?? list(resource['specialty'])[0];
  const { origin, reference, code, value } = evidenceOf(resource, label, when, context);
  return read<AppointmentRecord>({
    origin,
    reference,
    label: plain(words(label) ?? text(resource['description']) ?? 'Appointment'),
    code,
    when,
    value,
    palliative,
    oncology,
    start,
    status: came ? 'fulfilled' : status === 'fulfilled' ? 'booked' : status,
  });
}

function whoseAppointment(resource: Json, context: Context): 'no-subject' | 'other-patient' | null {
  let other = false;
  for (const one of list(resource['participant'])) {
    const actor = reference(one['actor']);
    if (actor === null) continue;
    const own = context.aliases?.get(actor) ?? actor;
    if (isPatient(own, context.patientId, context.base)) return null;
    if (own.includes('Patient/')) other = true;
  }
  return other ? 'other-patient' : 'no-subject';
}
