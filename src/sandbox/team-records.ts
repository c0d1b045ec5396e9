/** What the palliative team writes while it works on a request, after the Task pattern of US Core, Gravity and 360X (interop 4.9). */
import type { EhrClock } from './ehr-clock.ts';
import { records, string } from './fhir-types.ts';
import type { AnyResource, Stored } from './fhir-types.ts';
import type { Case } from './team-case.ts';

export interface Person {
  readonly reference?: string;
  readonly display: string;
}

/** As far as the directory knows them; a server without our directory gets their names alone. */
export interface Team {
  readonly organization: Person;
  readonly physician: Person;
  readonly nurse: Person;
  readonly services: Readonly<Record<Modality, Person>>;
}

export const MODALITIES = ['virtual', 'clinic', 'home'] as const;
export type Modality = (typeof MODALITIES)[number];

/** http://terminology.hl7.org/CodeSystem/v3-ActCode, as Encounter.class. */
const CLASS = {
  virtual: { code: 'VR', display: 'virtual', text: 'Palliative care, video visit' },
  clinic: { code: 'AMB', display: 'ambulatory', text: 'Palliative care, clinic visit' },
  home: { code: 'HH', display: 'home health', text: 'Palliative care, home visit' },
} as const;

/** Beside the patient and who sees them. */
export const JOINING = ['requester', 'caregiver'] as const;
export type Joining = (typeof JOINING)[number];

export const SEEN_BY = ['physician', 'nurse', 'both'] as const;
export type SeenBy = (typeof SEEN_BY)[number];

export interface Visit {
  /** YYYY-MM-DD and HH:MM on the clinic's clock. */
  readonly day: string;
  readonly time: string;
  readonly minutes: number;
  readonly modality: Modality;
  readonly seenBy: SeenBy;
  readonly joins: readonly Joining[];
}

/** A first visit in some days, where nobody has chosen one. */
export function usualVisit(clock: EhrClock): Visit {
  return { day: clock.workday(3), time: '10:00', minutes: 60, modality: 'virtual', seenBy: 'both', joins: [] };
}

const referenceTo = ({ resourceType, id }: Stored): { reference: string } => ({ reference: `${resourceType}/${id}` });
const defined = <T>(name: string, value: T | undefined): Record<string, T> =>
  value === undefined ? {} : { [name]: value };

export function subjectOfRequest(request: AnyResource): Record<string, unknown> {
  return records(request['for'] ?? request['subject'])[0] ?? {};
}

/** The Task that says how an order fares. Who asked made the order; who does it is the team. */
export function fulfilmentTask(order: Stored, status: string, team: Team, at: string): AnyResource {
  return {
    resourceType: 'Task',
    status,
    intent: 'order',
    ...defined('priority', order['priority']),
    code: {
      coding: [
        {
          system: 'http://hl7.org/fhir/CodeSystem/task-code',
          code: 'fulfill',
          display: 'Fulfill the focal request',
        },
      ],
      text: 'Task of the palliative team',
    },
    focus: referenceTo(order),
    basedOn: [referenceTo(order)],
    for: subjectOfRequest(order),
    ...defined('encounter', order['encounter']),
    authoredOn: at,
    lastModified: at,
    ...defined('requester', order['requester']),
    owner: team.organization,
  };
}

/** `start`: an instant. Only an order can be its basis (Appointment.basedOn in R4); a Task is named as information. */
export function bookedAppointment(state: Case, visit: Visit, start: string, team: Team, at: string): AnyResource {
  const { request } = state;
  const { text, ...coding } = codedClass(visit.modality);
  const requester = records(request['requester'])[0];
  const invited = [
    subjectOfRequest(request),
    ...(visit.seenBy === 'nurse' ? [] : [team.physician]),
    ...(visit.seenBy === 'physician' ? [] : [team.nurse]),
    team.services[visit.modality],
    ...(visit.joins.includes('requester') && requester !== undefined ? [requester] : []),
    ...(visit.joins.includes('caregiver') ? [{ display: 'Family or caregiver' }] : []),
  ];
  const order = request.resourceType === 'ServiceRequest';
  return {
    resourceType: 'Appointment',
    status: 'booked',
    serviceType: [{ coding: [coding], text }],
    specialty: [
      {
        coding: [
          {
            system: 'http://nucc.org/provider-taxonomy',
            code: '207RH0002X',
            display: 'Hospice and Palliative Medicine',
          },
        ],
      },
    ],
    description: text,
    ...(order ? { basedOn: [referenceTo(request)] } : { supportingInformation: [referenceTo(request)] }),
    start,
    end: new Date(Date.parse(start) + visit.minutes * 60_000).toISOString(),
    minutesDuration: visit.minutes,
    created: at,
    participant: invited.map((actor) => ({ actor, required: 'required', status: 'accepted' })),
  };
}

/** The visit itself: under way, or over. It cannot have ended before it began. */
export function visitEncounter(state: Case, status: 'in-progress' | 'finished', team: Team, at: string): AnyResource {
  const { request, appointment } = state;
  const planned = string(appointment?.['start']) ?? at;
  const start = planned < at ? planned : at;
  const modality = MODALITIES.find((one) => codedClass(one).code === classOf(appointment)) ?? 'clinic';
  const { text, ...coding } = codedClass(modality);
  const people = records(appointment?.['participant'])
    .flatMap(({ actor }) => records(actor))
    .filter(({ reference }) =>
      [team.physician.reference, team.nurse.reference].some((one) => one && one === reference),
    );
  return {
    resourceType: 'Encounter',
    status,
    class: coding,
    type: [
      {
        coding: [{ system: 'http://snomed.info/sct', code: '441874000', display: 'Seen by palliative care service' }],
        text,
      },
    ],
    subject: subjectOfRequest(request),
    ...(request.resourceType === 'ServiceRequest' ? { basedOn: [referenceTo(request)] } : {}),
    ...(appointment === undefined ? {} : { appointment: [referenceTo(appointment)] }),
    ...(people.length === 0 ? {} : { participant: people.map((individual) => ({ individual })) }),
    period: status === 'finished' ? { start, end: at } : { start },
    serviceProvider: team.organization,
  };
}

/** What the team found and advises, as text. */
export function consultNote(
  state: Case,
  encounter: Stored | undefined,
  note: string,
  team: Team,
  at: string,
): AnyResource {
  return {
    resourceType: 'DocumentReference',
    status: 'current',
    docStatus: 'final',
    type: {
      coding: [{ system: 'http://loinc.org', code: '11488-4', display: 'Consult note' }],
      text: 'Palliative care consult note',
    },
    category: [
      {
        coding: [
          {
            system: 'http://hl7.org/fhir/us/core/CodeSystem/us-core-documentreference-category',
            code: 'clinical-note',
            display: 'Clinical Note',
          },
        ],
      },
    ],
    subject: subjectOfRequest(state.request),
    date: at,
    author: [team.physician],
    content: [{ attachment: { contentType: 'text/plain', data: Buffer.from(note, 'utf8').toString('base64') } }],
    context: {
      ...(encounter === undefined ? {} : { encounter: [referenceTo(encounter)] }),
      related: [referenceTo(state.request)],
    },
  };
}

/** One more thing that came of the Task. */
export function withOutput(task: Stored, text: string, result: Stored): Stored {
  const output = { type: { text }, valueReference: referenceTo(result) };
  return { ...task, output: [...records(task['output']), output] };
}

function codedClass(modality: Modality): { system: string; code: string; display: string; text: string } {
  return { system: 'http://terminology.hl7.org/CodeSystem/v3-ActCode', ...CLASS[modality] };
}

function classOf(appointment: AnyResource | undefined): string | undefined {
  return string(records(records(appointment?.['serviceType'])[0]?.['coding'])[0]?.['code']);
}
