/** Resources about planning, decisions and involvement, as a server would send them. */
import type { CareTeamRecord, ObservationContent, ObservationRecord } from '../../../src/domain/chart/records.ts';
import type { Chart } from '../../../src/domain/chart/chart.ts';
import { parseWhen } from '../../../src/domain/logic/when.ts';
import { OWN } from '../../../src/fhir/terminology/decisions.ts';
import { chartOf, coded, LOINC, PATIENT_ID, type More, type Resource, type Scene } from '../chart-of.ts';

const own = { reference: `Patient/${PATIENT_ID}` };
let made = 0;
const id = (type: string): string => `${type}-p${(made += 1)}`;

export function careTeam(more: More = {}): Resource {
  return { resourceType: 'CareTeam', id: id('careteam'), status: 'active', subject: own, ...more };
}

/** A member of the palliative team by provider taxonomy. */
export function palliativeTeam(more: More = {}): Resource {
  return careTeam({
    participant: [{ role: [coded('207RH0002X', undefined, 'http://nucc.org/provider-taxonomy')] }],
    ...more,
  });
}

export function appointment(start: string, more: More = {}): Resource {
  return {
    resourceType: 'Appointment',
    id: id('appointment'),
    status: 'booked',
    start,
    participant: [{ actor: own, status: 'accepted' }],
    ...more,
  };
}

/** With palliative medicine by its SNOMED CT practice code. */
export function palliativeAppointment(start: string, more: More = {}): Resource {
  return appointment(start, { specialty: [coded('394806003', 'Palliative medicine')], ...more });
}

export function coverage(payerType: string, period: More, more: More = {}): Resource {
  return {
    resourceType: 'Coverage',
    id: id('coverage'),
    status: 'active',
    beneficiary: own,
    type: coded(payerType, undefined, 'https://nahdo.org/sopt'),
    period,
    ...more,
  };
}

export function episodeOfCare(code: string | null, period: More, more: More = {}): Resource {
  return {
    resourceType: 'EpisodeOfCare',
    id: id('episode'),
    status: 'active',
    patient: own,
    ...(code === null ? {} : { type: [coded(code)] }),
    period,
    ...more,
  };
}

export function document(type: string | null, date: string, more: More = {}): Resource {
  return {
    resourceType: 'DocumentReference',
    id: id('document'),
    status: 'current',
    subject: own,
    date,
    ...(type === null ? {} : { type: coded(type) }),
    ...more,
  };
}

export function consent(category: string, date: string, more: More = {}): Resource {
  return {
    resourceType: 'Consent',
    id: id('consent'),
    status: 'active',
    patient: own,
    dateTime: date,
    category: [coded(category, undefined, 'http://terminology.hl7.org/CodeSystem/consentcategorycodes')],
    ...more,
  };
}

export function goal(text: string, date: string, more: More = {}): Resource {
  return {
    resourceType: 'Goal',
    id: id('goal'),
    lifecycleStatus: 'active',
    subject: own,
    startDate: date,
    description: { text },
    ...more,
  };
}

export const BY_PATIENT = { expressedBy: own } as const;

/**
 * A decision of this product: `refer`, `defer`, `decline`, `oncology-team`, `already-receiving`, `comfort-plan-not-current`.
 * A decline is the patient's own unless another reason is given.
 */
export function decision(what: string, on: string, more: More = {}): Resource {
  return {
    resourceType: 'Task',
    id: id('task'),
    status: 'completed',
    intent: 'proposal',
    code: coded('palliative-trigger-review', undefined, OWN),
    for: own,
    authoredOn: on,
    executionPeriod: { end: on },
    output: [output('decision', what)],
    ...(what === 'decline' ? because('patient-refuses') : {}),
    ...more,
  };
}

/** The reason of a decision, by HL7's codes. */
export function because(reason: string): More {
  return {
    statusReason: coded(reason, undefined, 'http://terminology.hl7.org/CodeSystem/non-adherence-reason-codes'),
  };
}

export function output(name: string, value: string): More {
  return {
    type: coded(name, undefined, 'https://example.org/codes'),
    valueCodeableConcept: coded(value, undefined, 'https://example.org/codes'),
  };
}

/** The task that opens the question again on a day. */
export function askAgainTask(written: string, day: string): Resource {
  return {
    resourceType: 'Task',
    id: id('task'),
    status: 'requested',
    intent: 'proposal',
    code: coded('palliative-trigger-review', undefined, OWN),
    for: own,
    authoredOn: written,
    restriction: { period: { start: day } },
  };
}

/** A completed call of the supportive-care nurse. */
export function nurseContact(on: string, more: More = {}): Resource {
  return {
    resourceType: 'Task',
    id: id('task'),
    status: 'completed',
    intent: 'order',
    code: coded('supportive-care-contact', undefined, OWN),
    for: own,
    executionPeriod: { end: on },
    ...more,
  };
}

/** The chart with further readings that other readers make: answers of questionnaires, attestations, symptom scores. */
export function withReadings(chart: Chart, readings: readonly ObservationRecord[]): Chart {
  return { ...chart, observations: [...chart.observations, ...readings] };
}

export function reading(
  content: ObservationContent,
  when: string | null,
  more: Partial<CareTeamRecord> = {},
): ObservationRecord {
  return {
    origin: 'ehr',
    reference: `Observation/${id('reading')}`,
    label: content.kind,
    code: { system: LOINC, code: 'x', display: null },
    when: parseWhen(when),
    value: null,
    source: 'QuestionnaireResponse',
    encounter: null,
    focus: [],
    ...more,
    ...content,
  };
}

/** The chart of a scene with readings added. */
export function chartWith(
  resources: readonly Resource[],
  readings: readonly ObservationRecord[],
  scene?: Scene,
): Chart {
  return withReadings(chartOf(resources, scene), readings);
}
