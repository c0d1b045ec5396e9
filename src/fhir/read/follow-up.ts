/**
 * What tells how far a referral has come: the request as it stands now, the service's Task about it, visits that were booked for
 * it and that took place (interop reference 4.9). Read apart from the chart: none of it bears on the answer.
 */
import {
  PRIORITIES,
  TASK_STATUSES,
  type FollowedReferral,
  type FollowUpVisit,
  type FulfilmentTask,
  type Named,
} from '../../domain/referral/follow-up.ts';
import { endingOf } from './ending.ts';
import { readFiledReferral } from './filed-referral.ts';
import { palliativeService } from './involved.ts';
import { codes, list, object, oneOf, reference, text, words, type Json } from './json.ts';
import {
  displayOf,
  evidenceOf,
  isPatient,
  ownReference,
  plain,
  subjectProblem,
  whenOf,
  type Context,
  type Reading,
} from './reading.ts';
import { recordedAgreement } from './recorded-agreement.ts';
import { readServiceRequest } from './service-request.ts';
import { wordsOfTask } from './team-words.ts';
import type { ReferralRecord } from '../../domain/chart/records.ts';
import type { When } from '../../domain/logic/when.ts';

/** A ServiceRequest for palliative or hospice care that somebody has made for this patient; null for all others. */
export function readFollowedRequest(resource: Json, context: Context): FollowedReferral | null {
  const record = recordIn(readServiceRequest(resource, context));
  if (record === null || record.byPatient) return null;
  if (record.asksFor !== 'palliative' && record.asksFor !== 'palliative-possible' && record.asksFor !== 'hospice')
    return null;
  return followed('request', record, resource, context);
}

const KIND: Readonly<Record<string, FollowedReferral['kind']>> = {
  Task: 'task',
  Communication: 'message',
  DocumentReference: 'letter',
};

/** What this product has left where nothing could be ordered, known by our identifier; null for all others. */
export function readFollowedFiled(resource: Json, context: Context, identifierSystem: string): FollowedReferral | null {
  const kind = KIND[text(resource['resourceType']) ?? ''];
  const reading = kind === undefined ? null : readFiledReferral(resource, context, identifierSystem);
  const record = reading === null ? null : recordIn(reading);
  return record === null || kind === undefined ? null : followed(kind, record, resource, context);
}

function recordIn(reading: Reading<ReferralRecord>): ReferralRecord | null {
  return reading.is === 'record' ? reading.record : null;
}

function followed(
  kind: FollowedReferral['kind'],
  record: ReferralRecord,
  resource: Json,
  context: Context,
): FollowedReferral {
  const { origin, reference: own, label, code, when, value, status, intent, weak, authored } = record;
  const window = object(resource['occurrencePeriod']) ?? object(object(resource['restriction'])?.['period']);
  const from = whenOf(window?.['start'], context);
  const until = whenOf(window?.['end'], context);
  const wantedBy = until ?? whenOf(resource['occurrenceDateTime'], context);
  const notes = list(resource['note']).flatMap((one) => text(one['text']) ?? []);
  return {
    origin,
    reference: own,
    label,
    code,
    when,
    value,
    kind,
    status,
    isOrder: intent === 'order',
    weak,
    priority: oneOf(resource['priority'], [...PRIORITIES]),
    authored,
    wantedBy,
    visitDays: daysBetween(from, until),
    patientAgrees: recordedAgreement(notes),
    requester: namedIn(resource['requester'] ?? resource['sender'] ?? list(resource['author'])[0], context),
    to: displayOf(list(resource['performer'])[0] ?? resource['owner'] ?? list(resource['recipient'])[0]),
    notes,
    ended: endingOf(resource, context),
    version: text(object(resource['meta'])?.['versionId']),
  };
}

function daysBetween(from: When | null, until: When | null): number | null {
  if (from === null || until === null || from.lo !== from.hi || until.lo !== until.hi) return null;
  return until.lo > from.lo ? until.lo - from.lo : null;
}

/** http://hl7.org/fhir/CodeSystem/task-code: what a Task asks to be done with the request in its `focus`. */
const TASK_CODE = 'http://hl7.org/fhir/CodeSystem/task-code';

/** To approve a referral, or to change it, is another task than to see the patient: that it was done tells nothing of the visit. */
function asksForOther(resource: Json): boolean {
  const asked = codes(resource['code']).filter(({ system }) => system === TASK_CODE);
  return asked.length > 0 && asked.every(({ code }) => code !== 'fulfill');
}

/** A Task about a referral: its `focus`, what it is based on; or one of ours, which is both referral and work list entry. */
export function readFulfilmentTask(resource: Json, context: Context, identifierSystem: string): FulfilmentTask | null {
  const status = oneOf(resource['status'], [...TASK_STATUSES]);
  if (status === null || asksForOther(resource) || subjectProblem(resource, context, 'for') !== null) return null;
  const about = [resource['focus'], ...list(resource['basedOn'])].flatMap((one) => ownReference(one, context) ?? []);
  const on = whenOf(resource['lastModified'], context) ?? whenOf(resource['authoredOn'], context);
  const evidence = evidenceOf(resource, resource['code'], on, context);
  const business = [words(resource['businessStatus']), ...codes(resource['businessStatus']).map(({ code }) => code)];
  const reason = words(resource['statusReason']);
  return {
    ...evidence,
    about: [...about, evidence.reference],
    status,
    saysScheduled: business.some((one) => one !== null && /\bscheduled|\bbooked/i.test(one)),
    reason: reason === null ? null : plain(reason),
    on,
    ...wordsOfTask(resource, context, identifierSystem),
  };
}

const APPOINTMENT: Readonly<Record<string, FollowUpVisit['status']>> = {
  booked: 'booked',
  arrived: 'came',
  'checked-in': 'came',
  fulfilled: 'over',
  noshow: 'missed',
  cancelled: 'cancelled',
};

export function readFollowUpAppointment(resource: Json, context: Context): FollowUpVisit | null {
  const status = APPOINTMENT[text(resource['status']) ?? ''];
  const people = list(resource['participant']).map((one) => object(one['actor']));
  const patients = people.flatMap((one) => ownReference(one, context) ?? []).filter((one) => one.includes('Patient/'));
  const isOwn = patients.some((one) => isPatient(one, context.patientId, context.base));
  if (status === undefined || !isOwn) return null;
  const concepts = ['serviceType', 'specialty', 'appointmentType'].flatMap((name) => codes(resource[name]));
  const said = [
    ...['serviceCategory', 'serviceType', 'specialty'].flatMap((name) => list(resource[name]).map(words)),
    words(resource['appointmentType']),
    text(resource['description']),
    ...people.map((one) => text(one?.['display'])),
  ]
    .filter((one) => one !== null)
    .join('. ');
  const start = whenOf(resource['start'], context);
  const label = list(resource['serviceType'])[0] ?? list(resource['specialty'])[0] ?? resource['appointmentType'];
  const evidence = evidenceOf(resource, label, start, context);
  return {
    ...evidence,
    label: plain(words(label) ?? text(resource['description']) ?? evidence.label),
    about: list(resource['basedOn']).flatMap((one) => ownReference(one, context) ?? []),
    palliative: palliativeService(concepts, plain(said)) !== null,
    status,
    start,
    created: whenOf(resource['created'], context),
    modality: modalityOf(
      concepts.map(({ code }) => code),
      said,
    ),
    who: people
      .filter((one) => !/(^|\/)(Patient|Location|HealthcareService)\//.test(reference(one) ?? ''))
      .flatMap((one) => displayOf(one) ?? []),
  };
}

/** HL7 v3 ActCode class `VR` (virtual) and `HH` (home health), else the words. */
function modalityOf(concepts: readonly string[], said: string): FollowUpVisit['modality'] {
  if (concepts.includes('VR') || /\b(video|virtual|telehealth|telemedicine)\b/i.test(said)) return 'virtual';
  if (concepts.includes('HH') || /\bhome (visit|care)\b|\bat home\b/i.test(said)) return 'home';
  return /\bclinic\b/i.test(said) ? 'clinic' : null;
}

const ENCOUNTER: Readonly<Record<string, FollowUpVisit['status']>> = {
  arrived: 'came',
  triaged: 'came',
  'in-progress': 'came',
  onleave: 'came',
  finished: 'over',
  cancelled: 'cancelled',
};

/** A visit that names the referral which it is based on; of others it cannot be told whose they are. */
export function readFollowUpEncounter(resource: Json, context: Context): FollowUpVisit | null {
  const status = ENCOUNTER[text(resource['status']) ?? ''];
  const about = list(resource['basedOn']).flatMap((one) => ownReference(one, context) ?? []);
  if (status === undefined || about.length === 0 || subjectProblem(resource, context) !== null) return null;
  const start = whenOf(object(resource['period'])?.['start'], context);
  const type = list(resource['type'])[0] ?? resource['serviceType'];
  const label = type ?? resource['class'];
  return {
    ...evidenceOf(resource, label, start, context),
    about,
    palliative: true,
    status,
    start,
    created: start,
    modality: modalityOf([text(object(resource['class'])?.['code']) ?? ''], words(type) ?? ''),
    who: list(resource['participant']).flatMap((one) => displayOf(one['individual']) ?? []),
  };
}

function namedIn(value: unknown, context: Context): Named | null {
  const name = displayOf(value);
  const own = ownReference(value, context);
  return name === null && own === null ? null : { reference: own, name };
}
