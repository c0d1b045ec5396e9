/** Readers of planning and involvement: whose resource it is, whether it stands, and whatever shape it comes in. */
import { describe, expect, test } from 'vitest';
import { dayOf } from '../../../src/domain/logic/when.ts';
import { readAppointment } from '../../../src/fhir/read/appointment.ts';
import { readCarePlan } from '../../../src/fhir/read/care-plan.ts';
import { readCareTeam } from '../../../src/fhir/read/care-team.ts';
import { readConsent } from '../../../src/fhir/read/consent.ts';
import { readCoverage } from '../../../src/fhir/read/coverage.ts';
import { readDocumentReference } from '../../../src/fhir/read/document-reference.ts';
import { readEpisodeOfCare } from '../../../src/fhir/read/episode-of-care.ts';
import { readGoal } from '../../../src/fhir/read/goal.ts';
import type { Json } from '../../../src/fhir/read/json.ts';
import type { Context, Reading } from '../../../src/fhir/read/reading.ts';
import { readServiceRequest } from '../../../src/fhir/read/service-request.ts';
import { readTask } from '../../../src/fhir/read/task.ts';
import { ago, carePlan, coded, PATIENT_ID, referral, type Resource } from '../../support/chart-of.ts';
import {
  BY_PATIENT,
  consent,
  coverage,
  decision,
  document,
  episodeOfCare,
  goal,
  palliativeAppointment,
  palliativeTeam,
} from '../../support/builders/planning.ts';

const context: Context = { origin: 'ehr', patientId: PATIENT_ID, asOf: dayOf(2026, 11, 12) };
const other = { reference: 'Patient/other' };

interface Case {
  readonly read: (resource: Json, context: Context) => Reading<unknown>;
  /** One that makes a record. */
  readonly good: Resource;
  /** The element that names the patient. */
  readonly subject: string;
  /** The status element, and a value that takes the resource back. */
  readonly status: string;
  readonly back: string;
  /** One dated after the day from which we look. */
  readonly later: Resource;
}

const CASES: Readonly<Record<string, Case>> = {
  CarePlan: {
    read: readCarePlan,
    good: carePlan('133918004', ago(9)),
    subject: 'subject',
    status: 'status',
    back: 'revoked',
    later: carePlan('133918004', ago(-1)),
  },
  ServiceRequest: {
    read: readServiceRequest,
    good: referral('306237005', ago(9)),
    subject: 'subject',
    status: 'status',
    back: 'entered-in-error',
    later: referral('306237005', ago(-1)),
  },
  CareTeam: {
    read: readCareTeam,
    good: palliativeTeam(),
    subject: 'subject',
    status: 'status',
    back: 'entered-in-error',
    later: palliativeTeam({ period: { start: ago(-1) } }),
  },
  Coverage: {
    read: readCoverage,
    good: coverage('13', { start: ago(9) }),
    subject: 'beneficiary',
    status: 'status',
    back: 'draft',
    later: coverage('13', { start: ago(-1) }),
  },
  EpisodeOfCare: {
    read: readEpisodeOfCare,
    good: episodeOfCare('385763009', { start: ago(9) }),
    subject: 'patient',
    status: 'status',
    back: 'cancelled',
    later: episodeOfCare('385763009', { start: ago(-1) }),
  },
  DocumentReference: {
    read: readDocumentReference,
    good: document('42348-3', ago(9)),
    subject: 'subject',
    status: 'status',
    back: 'superseded',
    later: document('42348-3', ago(-1)),
  },
  Consent: {
    read: readConsent,
    good: consent('acd', ago(9)),
    subject: 'patient',
    status: 'status',
    back: 'entered-in-error',
    later: consent('acd', ago(-1)),
  },
  Goal: {
    read: readGoal,
    good: goal('Walk', ago(9), BY_PATIENT),
    subject: 'subject',
    status: 'lifecycleStatus',
    back: 'rejected',
    later: goal('Walk', ago(-1)),
  },
  Task: {
    read: readTask,
    good: decision('defer', ago(9)),
    subject: 'for',
    status: 'status',
    back: 'entered-in-error',
    later: decision('defer', ago(-1)),
  },
};

describe.each(Object.entries(CASES))('%s', (_, { read, good, subject, status, back, later }) => {
  test('makes a record', () => {
    expect(read(good, context)).toMatchObject({ is: 'record', record: { origin: 'ehr' } });
  });
  test('of another patient is not read', () => {
    expect(read({ ...good, [subject]: other }, context)).toEqual({ is: 'unreadable', reason: 'other-patient' });
  });
  test('of nobody is not read', () => {
    expect(read({ ...good, [subject]: undefined }, context)).toEqual({ is: 'unreadable', reason: 'no-subject' });
  });
  test('taken back is none', () => {
    expect(read({ ...good, [status]: back }, context)).toEqual({ is: 'withdrawn' });
  });
  test('dated later is not seen', () => {
    expect(read(later, context)).toEqual({ is: 'unreadable', reason: 'after-as-of' });
  });
  test('any element of any shape: no exception', () => {
    for (const key of Object.keys(good))
      for (const value of [
        null,
        7,
        '',
        'x',
        [],
        [null],
        [7],
        {},
        { coding: 7 },
        { coding: [null] },
        [[{}]],
        { start: {} },
      ])
        expect(() => read({ ...good, [key]: value }, context)).not.toThrow();
  });
  test('a megabyte of words in any element: bounded', () => {
    const long = 'hospice <script>no '.repeat(60_000);
    for (const key of ['title', 'description', 'name', 'text', 'type', 'category', 'code', 'note', 'statusReason'])
      for (const value of [long, { text: long }, [{ text: long }], { div: long }]) {
        const reading = read({ ...good, [key]: value }, context);
        expect(JSON.stringify(reading).length).toBeLessThan(20_000);
      }
  });
});

describe('Appointment', () => {
  const booked = palliativeAppointment(`${ago(-7)}T10:00:00Z`, { created: ago(3) });
  test('that is still to come is seen', () => {
    expect(readAppointment(booked, context)).toMatchObject({
      is: 'record',
      record: { palliative: 'coded', status: 'booked' },
    });
  });
  test('that was made later is not', () => {
    expect(readAppointment({ ...booked, created: ago(-1) }, context)).toEqual({
      is: 'unreadable',
      reason: 'after-as-of',
    });
  });
  test('of another patient is not read', () => {
    expect(readAppointment({ ...booked, participant: [{ actor: other }] }, context)).toEqual({
      is: 'unreadable',
      reason: 'other-patient',
    });
  });
  test('fulfilled today is booked on an earlier day', () => {
    expect(readAppointment({ ...booked, status: 'fulfilled' }, context)).toMatchObject({
      record: { status: 'booked' },
    });
  });
  test('of a clinic that no rule asks for is counted only', () => {
    expect(readAppointment({ ...booked, specialty: [coded('394579002', 'Cardiology')] }, context)).toMatchObject({
      is: 'record',
      record: null,
    });
  });
});

describe('ServiceRequest', () => {
  const asksFor = (code: string, more = {}): unknown => {
    const reading = readServiceRequest(referral(code, ago(9), more), context);
    return reading.is === 'record' ? [reading.record.asksFor, reading.record.weak] : reading.is;
  };
  test('what it asks for', () => {
    expect(asksFor('306237005')).toEqual(['palliative', false]);
    expect(asksFor('305981001')).toEqual(['from-palliative', false]);
    expect(asksFor('306205009')).toEqual(['hospice', false]);
    expect(asksFor('133918004')).toEqual(['comfort-care', false]);
    expect(asksFor('103735009')).toEqual(['palliative-possible', true]);
    expect(asksFor('100822-6')).toEqual(['code-status', false]);
    expect(asksFor('100822-6', { doNotPerform: true })).toEqual(['code-status', false]);
    expect(asksFor('306237005', { doNotPerform: true })).toBe('withdrawn');
    expect(asksFor('24165007')).toEqual(['other', false]);
  });
  test('chemotherapy is an anticancer treatment', () => {
    expect(readServiceRequest(referral('367336001', ago(9)), context)).toMatchObject({
      record: { antineoplastic: true },
    });
  });
  test('asked for by the patient', () => {
    const own = { requester: { reference: `Patient/${PATIENT_ID}` } };
    expect(readServiceRequest(referral('306237005', ago(9), own), context)).toMatchObject({
      record: { byPatient: true },
    });
  });
});

test('a plan by a patient, and one that only somebody proposes', () => {
  const own = carePlan(null, ago(9), { author: { reference: `Patient/${PATIENT_ID}` }, title: 'My plan' });
  expect(readCarePlan(own, context)).toMatchObject({ record: { byPatient: true, text: 'My plan' } });
  expect(readCarePlan({ ...own, intent: 'proposal' }, context)).toEqual({ is: 'withdrawn' });
});
