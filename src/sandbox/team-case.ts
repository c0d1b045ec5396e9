/** Where a request stands with the palliative team, read from what the chart holds of it, and what the team may do next. */
import { parseReference } from './compartment.ts';
import { FhirProblem, records, string } from './fhir-types.ts';
import type { AnyResource, Stored } from './fhir-types.ts';
import { searchAll } from './store.ts';
import type { Store } from './store.ts';

export const STEPS = ['receive', 'accept', 'decline', 'schedule', 'start', 'complete'] as const;
export type Step = (typeof STEPS)[number];

export type Standing =
  | 'not-an-order'
  | 'waiting'
  | 'received'
  | 'accepted'
  | 'declined'
  | 'scheduled'
  | 'in-progress'
  | 'completed'
  | 'on-hold'
  | 'cancelled'
  | 'failed'
  | 'entered-in-error'
  /** Worked on with the order that it is about, or of a status that says nothing. */
  | 'elsewhere';

export interface Case {
  readonly request: Stored;
  /** What carries the state: the fulfilment Task of an order, or the request itself when it is a Task. */
  readonly task?: Stored;
  readonly appointment?: Stored;
  readonly encounter?: Stored;
  readonly standing: Standing;
  readonly offers: readonly Step[];
  /** Changes with every version of any of them: a page that shows another one is out of date. */
  readonly mark: string;
}

const FITTING: Readonly<Partial<Record<Standing, readonly Step[]>>> = {
  waiting: ['receive', 'accept', 'decline'],
  received: ['accept', 'decline'],
  accepted: ['schedule', 'decline'],
  scheduled: ['start', 'complete'],
  'in-progress': ['complete'],
};

/** Undefined when there is no such request, or it is of a kind that the team does not work on. */
export async function caseOf(store: Store, reference: string): Promise<Case | undefined> {
  const request = await readIf(store, reference);
  if (!request) return undefined;
  switch (request.resourceType) {
    case 'ServiceRequest':
      return orderCase(store, request);
    case 'Task':
      return taskCase(store, request);
    case 'Communication':
      return messageCase(request);
    default:
      return undefined;
  }
}

async function orderCase(store: Store, request: Stored): Promise<Case> {
  const reference = `ServiceRequest/${request.id}`;
  const [tasks, appointments, encounters] = await Promise.all([
    searchAll(store, 'Task', [['focus', reference]]),
    searchAll(store, 'Appointment', [['based-on', reference]]),
    searchAll(store, 'Encounter', [['based-on', reference]]),
  ]);
  const task = latest(tasks.filter((one) => isFulfilment(one) && isLive(one)));
  const appointment = latest(appointments.filter(isLive));
  const encounter = latest(encounters.filter(isLive));
  const order = orderStanding(request);
  return assembled(request, order ?? taskStanding(task, appointment), { task, appointment, encounter });
}

/** A request in the work list, where there is no order: R4 lets nothing but an order be the basis of a visit. */
async function taskCase(store: Store, task: Stored): Promise<Case> {
  const focus = parseReference(string(records(task['focus'])[0]?.['reference']));
  if (isFulfilment(task) && focus?.type === 'ServiceRequest') return assembled(task, 'elsewhere', {});
  const led = await Promise.all(
    records(task['output']).map((one) => readIf(store, string(records(one['valueReference'])[0]?.['reference']) ?? '')),
  );
  const of = (type: string): Stored | undefined =>
    latest(led.filter((one) => one !== undefined).filter((one) => one.resourceType === type && isLive(one)));
  const [appointment, encounter] = [of('Appointment'), of('Encounter')];
  const state = assembled(task, taskStanding(task, appointment), { task, appointment, encounter });
  // A question needs no visit to be answered.
  return state.standing === 'accepted' ? { ...state, offers: ['schedule', 'complete', 'decline'] } : state;
}

function messageCase(message: Stored): Case {
  const known: Readonly<Record<string, Standing>> = { completed: 'waiting', 'in-progress': 'waiting' };
  const standing = message['received'] === undefined ? known[string(message['status']) ?? ''] : 'received';
  const state = assembled(message, standing ?? 'elsewhere', {});
  // It asks for nothing that could be accepted: it is read.
  return { ...state, offers: state.standing === 'waiting' ? ['receive'] : [] };
}

interface Found {
  readonly task?: Stored | undefined;
  readonly appointment?: Stored | undefined;
  readonly encounter?: Stored | undefined;
}

function assembled(request: Stored, standing: Standing, { task, appointment, encounter }: Found): Case {
  const versions = [request, task, appointment, encounter].map((one) =>
    one === undefined ? '-' : `${one.id}.${one.meta?.versionId ?? ''}`,
  );
  return {
    request,
    ...(task === undefined ? {} : { task }),
    ...(appointment === undefined ? {} : { appointment }),
    ...(encounter === undefined ? {} : { encounter }),
    standing,
    offers: FITTING[standing] ?? [],
    mark: [...versions, standing].join('|'),
  };
}

/** What the order says of itself, before anything that the team does. Undefined: it is in force. */
function orderStanding(order: Stored): Standing | undefined {
  const status = string(order['status']) ?? '';
  if (status === 'entered-in-error' || status === 'on-hold') return status;
  if (status === 'revoked') return 'cancelled';
  if (status === 'draft' || !(string(order['intent']) ?? '').endsWith('order')) return 'not-an-order';
  if (status === 'completed') return 'completed';
  return status === 'active' ? undefined : 'elsewhere';
}

function taskStanding(task: Stored | undefined, appointment: Stored | undefined): Standing {
  const status = string(task?.['status']) ?? 'requested';
  switch (status) {
    case 'requested':
    case 'ready':
      return 'waiting';
    case 'accepted':
      return appointment === undefined ? 'accepted' : 'scheduled';
    case 'rejected':
      return 'declined';
    case 'draft':
      return 'not-an-order';
    case 'received':
    case 'in-progress':
    case 'completed':
    case 'on-hold':
    case 'cancelled':
    case 'failed':
    case 'entered-in-error':
      return status;
    default:
      return 'elsewhere';
  }
}

/** http://hl7.org/fhir/CodeSystem/task-code: act on the request in `focus`. A decision about it has another code. */
function isFulfilment(task: Stored): boolean {
  return records(records(task['code'])[0]?.['coding']).some((coding) => coding['code'] === 'fulfill');
}

/** Taken back is as if it had not been: after a cancelled appointment there can be another. */
function isLive(resource: AnyResource): boolean {
  return !['cancelled', 'noshow', 'entered-in-error'].includes(string(resource['status']) ?? '');
}

function latest(found: readonly Stored[]): Stored | undefined {
  return found.toSorted((a, b) => ((a.meta?.lastUpdated ?? '') < (b.meta?.lastUpdated ?? '') ? 1 : -1))[0];
}

async function readIf(store: Store, reference: string): Promise<Stored | undefined> {
  const parsed = parseReference(reference);
  if (!parsed || !store.types.includes(parsed.type)) return undefined;
  return store.read(parsed.type, parsed.id).catch((error: unknown) => {
    if (error instanceof FhirProblem && (error.status === 404 || error.status === 410)) return undefined;
    throw error;
  });
}
