/** What tells how far a referral has come, read from FHIR: nothing of anybody else, nothing that is not there. */
import { describe, expect, it } from 'vitest';
import {
  readFollowedFiled,
  readFollowedRequest,
  readFollowUpAppointment,
  readFollowUpEncounter,
  readFulfilmentTask,
} from '../../../src/fhir/read/follow-up.ts';
import { object, type Json } from '../../../src/fhir/read/json.ts';
import type { Context } from '../../../src/fhir/read/reading.ts';
import { mutate, mutations, runs, tellSeed } from '../../support/seeded.ts';
import * as fc from 'fast-check';
import { dayOf } from '../../../src/domain/logic/when.ts';

tellSeed('follow-up-reading');

const BASE = 'https://ehr.example/fhir';
const SYSTEM = 'https://example.org/fhir/NamingSystem/palliative-referral';
const context: Context = { origin: 'ehr', patientId: 'p1', asOf: dayOf(2026, 11, 23), base: BASE };

const request: Json = {
  resourceType: 'ServiceRequest',
  id: 'sr1',
  meta: { versionId: '7' },
  status: 'active',
  intent: 'order',
  priority: 'urgent',
  code: { coding: [{ system: 'http://snomed.info/sct', code: '306237005' }] },
  subject: { reference: 'Patient/p1' },
  authoredOn: '2026-11-20',
  occurrencePeriod: { start: '2026-11-20', end: '2026-11-23' },
  requester: { reference: `${BASE}/Practitioner/d1`, display: 'Dr. Amara Osei' },
  performer: [{ display: 'Palliative clinic' }],
  note: [{ text: 'Pain.' }],
};
const task: Json = {
  resourceType: 'Task',
  id: 't1',
  status: 'rejected',
  intent: 'order',
  focus: { reference: `${BASE}/ServiceRequest/sr1/_history/7` },
  basedOn: [{ reference: 'ServiceRequest/sr2' }],
  for: { reference: 'Patient/p1' },
  authoredOn: '2026-11-20',
  lastModified: '2026-11-21',
  statusReason: { text: 'No <b>capacity</b>' },
};
const appointment: Json = {
  resourceType: 'Appointment',
  id: 'a1',
  status: 'booked',
  serviceType: [{ text: 'Palliative care, video visit' }],
  start: '2026-12-03T15:00:00Z',
  created: '2026-11-21',
  basedOn: [{ reference: 'ServiceRequest/sr1' }],
  participant: [
    { actor: { reference: 'Patient/p1', display: 'Ruth Martin' } },
    { actor: { reference: 'Practitioner/d9', display: 'Dr. Hana Sato' } },
    { actor: { reference: 'Location/l1', display: 'Room 3' } },
    { actor: { display: 'James Martin' } },
  ],
};
const encounter: Json = {
  resourceType: 'Encounter',
  id: 'e1',
  status: 'finished',
  class: { code: 'VR' },
  subject: { reference: 'Patient/p1' },
  basedOn: [{ reference: 'ServiceRequest/sr1' }],
  period: { start: '2026-11-21' },
};

describe('a request', () => {
  it('is read with what following it needs', () => {
    expect(readFollowedRequest(request, context)).toMatchObject({
      kind: 'request',
      reference: 'ServiceRequest/sr1',
      status: 'active',
      isOrder: true,
      priority: 'urgent',
      wantedBy: { hi: dayOf(2026, 11, 23) },
      requester: { reference: 'Practitioner/d1', name: 'Dr. Amara Osei' },
      to: 'Palliative clinic',
      visitDays: 3,
      patientAgrees: null,
      notes: ['Pain.'],
      version: '7',
    });
  });

  it.each<readonly [string, Json]>([
    ['somebody else’s', { subject: { reference: 'Patient/p2' } }],
    ['for something else', { code: { coding: [{ system: 'http://snomed.info/sct', code: '77477000' }] } }],
    ['entered in error', { status: 'entered-in-error' }],
    ['one that forbids', { doNotPerform: true }],
    ['what the patient has asked for', { requester: { reference: 'Patient/p1' } }],
  ])('is none: %s', (_, change) => expect(readFollowedRequest({ ...request, ...change }, context)).toBeNull());

  it('tells what was answered on "the patient agrees" where its note says so', () => {
    const note = [{ text: 'Pain.\n\nThe patient does not wish this now.\nNo interpreter needed' }];
    expect(readFollowedRequest({ ...request, note }, context)?.patientAgrees).toBe('no');
  });

  it.each<readonly [string, Json]>([
    ['no first day', { end: '2026-11-23' }],
    ['only a month', { start: '2026-11', end: '2026-11-23' }],
    ['an end before its start', { start: '2026-11-25', end: '2026-11-23' }],
    ['an end of its own day', { start: '2026-11-23', end: '2026-11-23' }],
  ])('tells no length of a window with %s', (_, occurrencePeriod) => {
    const read = readFollowedRequest({ ...request, occurrencePeriod }, context);
    expect(read).toMatchObject({ visitDays: null, wantedBy: { hi: dayOf(2026, 11, 23) } });
  });

  it('is no order where it is a proposal', () =>
    expect(readFollowedRequest({ ...request, intent: 'proposal' }, context)?.isOrder).toBe(false));
});

it('what this product has filed is known by its identifier, and nothing else is', () => {
  const message: Json = {
    resourceType: 'Communication',
    id: 'c1',
    status: 'completed',
    subject: { reference: 'Patient/p1' },
    identifier: [{ system: SYSTEM, value: 'x' }],
    sent: '2026-11-20',
    recipient: [{ display: 'Intake' }],
  };
  expect(readFollowedFiled(message, context, SYSTEM)).toMatchObject({ kind: 'message', to: 'Intake', isOrder: false });
  expect(readFollowedFiled({ ...message, identifier: [] }, context, SYSTEM)).toBeNull();
  expect(readFollowedFiled({ ...message, subject: { reference: 'Patient/p2' } }, context, SYSTEM)).toBeNull();
});

describe('a Task', () => {
  it('is about its focus, what it is based on, and itself', () => {
    expect(readFulfilmentTask(task, context, SYSTEM)).toMatchObject({
      about: ['ServiceRequest/sr1', 'ServiceRequest/sr2', 'Task/t1'],
      status: 'rejected',
      reason: 'No capacity',
      on: { lo: dayOf(2026, 11, 21) },
    });
  });

  it.each(['Scheduled', 'appointment booked'])('says scheduled: %s', (business) =>
    expect(readFulfilmentTask({ ...task, businessStatus: { text: business } }, context, SYSTEM)?.saysScheduled).toBe(
      true,
    ),
  );

  it.each(['unscheduled', 'rescheduling'])('does not say scheduled: %s', (business) =>
    expect(readFulfilmentTask({ ...task, businessStatus: { text: business } }, context, SYSTEM)?.saysScheduled).toBe(
      false,
    ),
  );

  it.each<readonly [code: string, reads: boolean]>([
    ['fulfill', true],
    ['approve', false],
    ['change', false],
    ['suspend', false],
  ])('that asks to %s the referral tells how far it has come: %s', (code, reads) => {
    const coded = { coding: [{ system: 'http://hl7.org/fhir/CodeSystem/task-code', code }] };
    expect(readFulfilmentTask({ ...task, status: 'completed', code: coded }, context, SYSTEM) !== null).toBe(reads);
  });

  it.each<readonly [string, Json, reason: string | null]>([
    ['with a reason in words', { statusReason: { text: 'Sent twice' } }, 'Sent twice'],
    ['with a reason as a code', { statusReason: { coding: [{ code: 'x', display: 'Duplicate' }] } }, 'Duplicate'],
    ['without a reason', { statusReason: undefined }, null],
  ])('is read where somebody has cancelled it: %s', (_, change, reason) =>
    expect(readFulfilmentTask({ ...task, status: 'cancelled', ...change }, context, SYSTEM)).toMatchObject({
      status: 'cancelled',
      reason,
      saysScheduled: false,
      about: ['ServiceRequest/sr1', 'ServiceRequest/sr2', 'Task/t1'],
    }),
  );

  it('not one of another patient, or of a status that FHIR does not know', () => {
    expect(readFulfilmentTask({ ...task, for: { reference: 'Patient/p2' } }, context, SYSTEM)).toBeNull();
    expect(readFulfilmentTask({ ...task, status: 'dreamt' }, context, SYSTEM)).toBeNull();
  });
});

describe('a visit', () => {
  it('is read with who joins, the patient and the room left out', () => {
    expect(readFollowUpAppointment(appointment, context)).toMatchObject({
      about: ['ServiceRequest/sr1'],
      palliative: true,
      status: 'booked',
      modality: 'virtual',
      who: ['Dr. Hana Sato', 'James Martin'],
    });
  });

  it.each<readonly [string, string | null]>([
    ['arrived', 'came'],
    ['fulfilled', 'over'],
    ['noshow', 'missed'],
    ['cancelled', 'cancelled'],
    ['proposed', null],
    ['entered-in-error', null],
  ])('an appointment that is %s is %s', (status, as) =>
    expect(readFollowUpAppointment({ ...appointment, status }, context)?.status ?? null).toBe(as),
  );

  it('not one of another patient', () =>
    expect(
      readFollowUpAppointment({ ...appointment, participant: [{ actor: { reference: 'Patient/p2' } }] }, context),
    ).toBeNull());

  it('an encounter only where it names its referral', () => {
    expect(readFollowUpEncounter(encounter, context)).toMatchObject({ status: 'over', modality: 'virtual' });
    expect(readFollowUpEncounter({ ...encounter, basedOn: [] }, context)).toBeNull();
    expect(readFollowUpEncounter({ ...encounter, status: 'planned' }, context)).toBeNull();
  });
});

it('reads whatever comes without an exception', () => {
  const readers = [
    readFollowedRequest,
    readFollowUpAppointment,
    readFollowUpEncounter,
    (one: Json, of: Context) => readFollowedFiled(one, of, SYSTEM),
    (one: Json, of: Context) => readFulfilmentTask(one, of, SYSTEM),
  ];
  fc.assert(
    fc.property(fc.constantFrom(request, task, appointment, encounter), mutations(), (one, how) => {
      for (const reader of readers) reader(object(mutate(one, how)) ?? {}, context);
    }),
    runs(500),
  );
});
