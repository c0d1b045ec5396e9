/** What each kind of arrival says in the inbox: label and content, row by row. */
import { concept, describe } from './describe.ts';
import { parseReference } from './compartment.ts';
import { records, string } from './fhir-types.ts';
import type { AnyResource, Stored } from './fhir-types.ts';
import { markup } from './html.ts';
import type { Markup } from './html.ts';
import type { Store } from './store.ts';
import { whoIsBehind } from './who-did-it.ts';

export type Row = readonly [label: string, content: Markup | string];

export async function rowsOf(store: Store, resource: AnyResource): Promise<Row[]> {
  switch (resource.resourceType) {
    case 'Task':
      return taskRows(store, resource);
    case 'Communication':
      return messageRows(store, resource);
    case 'DocumentReference':
      return letterRows(store, resource);
    default:
      return orderRows(store, resource);
  }
}

/** The patient whom any of the four is about. */
export function subjectOf(resource: AnyResource): string | undefined {
  return string(records(resource['subject'] ?? resource['for'])[0]?.['reference']);
}

async function orderRows(store: Store, order: AnyResource): Promise<Row[]> {
  const behind = hasId(order) ? await whoIsBehind(store, order) : undefined;
  const period = records(order['occurrencePeriod'])[0];
  const when = period ? span(period) : (string(order['occurrenceDateTime']) ?? '');
  return [
    ['State', standing(order)],
    ['Priority', string(order['priority']) ?? 'not given'],
    ['Requested', when],
    ['Service', list(await displays(store, order['performer']))],
    ['Requested by', list(await displays(store, order['requester']))],
    ['Entered by', list(behind?.enteredBy ?? [])],
    ['Signed by', list(behind?.signedBy ?? [])],
    ['Responsible', list(behind?.responsible ?? [])],
    ['Authored', string(order['authoredOn']) ?? ''],
    ['Reasons', list(await reasons(store, order))],
    ['Evidence', list(await displays(store, order['supportingInfo']))],
    ['Note', notes(order)],
    ['For the patient', string(order['patientInstruction']) ?? ''],
  ];
}

async function taskRows(store: Store, task: AnyResource): Promise<Row[]> {
  const period = records(records(task['restriction'])[0]?.['period'])[0];
  const inputs = await Promise.all(
    records(task['input']).map(async (input) => {
      const said = string(input['valueString']) ?? (await displays(store, input['valueReference']))[0] ?? '';
      return markup`<p class="letter">${concept(input['type'])}: ${said}</p>`;
    }),
  );
  return [
    ['State', [string(task['status']), string(task['intent'])].filter(Boolean).join(', ')],
    ['Priority', string(task['priority']) ?? 'not given'],
    ['Due', period ? span(period) : ''],
    ['For', list(await displays(store, task['owner']))],
    ['Requested by', list(await displays(store, task['requester']))],
    ['Authored', string(task['authoredOn']) ?? ''],
    ['About', list([...(await displays(store, task['focus'])), ...(await displays(store, task['basedOn']))])],
    ['What is asked', letter(string(task['description']))],
    ['Reasons', list(await reasons(store, task))],
    ['Further', markup`${inputs}`],
    ['Note', notes(task)],
  ];
}

async function messageRows(store: Store, message: AnyResource): Promise<Row[]> {
  const parts = await Promise.all(
    records(message['payload']).map(async (part) => {
      const attachment = records(part['contentAttachment'])[0];
      if (attachment) return letter(attached(attachment));
      return letter(string(part['contentString']) ?? (await displays(store, part['contentReference']))[0]);
    }),
  );
  return [
    ['State', string(message['status']) ?? ''],
    ['Priority', string(message['priority']) ?? 'not given'],
    ['To', list(await displays(store, message['recipient']))],
    ['From', list(await displays(store, message['sender']))],
    ['Sent', string(message['sent']) ?? ''],
    ['About', list([...(await displays(store, message['basedOn'])), ...(await displays(store, message['about']))])],
    ['Reasons', list(await reasons(store, message))],
    ['Message', markup`${parts}`],
    ['Note', notes(message)],
  ];
}

async function letterRows(store: Store, document: AnyResource): Promise<Row[]> {
  const context = records(document['context'])[0] ?? {};
  const texts = records(document['content']).map((content) =>
    letter(attached(records(content['attachment'])[0] ?? {})),
  );
  return [
    ['State', [string(document['status']), string(document['docStatus'])].filter(Boolean).join(', ')],
    ['Author', list(await displays(store, document['author']))],
    ['Dated', string(document['date']) ?? ''],
    ['Visit', list(await displays(store, context['encounter']))],
    ['About', list(await displays(store, context['related']))],
    ['Title', string(document['description']) ?? ''],
    ['Letter', markup`${texts}`],
  ];
}

/** FHIR's two codes as one statement: what the team may act on, and what it may not. */
function standing(order: AnyResource): string {
  const status = string(order['status']) ?? '';
  const intent = string(order['intent']) ?? '';
  const isOrder = intent.endsWith('order');
  const words: Readonly<Record<string, string>> = {
    draft: isOrder ? 'Prepared order, not signed' : 'Prepared, not signed: not an order',
    active: isOrder ? 'An order' : 'Proposed: not an order',
    'on-hold': 'On hold',
    revoked: 'Cancelled',
    completed: 'Completed',
    'entered-in-error': 'Entered in error',
  };
  return `${words[status] ?? 'Unknown'} (${status}, ${intent})`;
}

/** Text of whatever kind as text, its markup included; anything else is only named. */
function attached(attachment: Record<string, unknown>): string {
  const type = string(attachment['contentType']) ?? 'no content type';
  const data = string(attachment['data']);
  if (data === undefined) return `Not in the resource (${string(attachment['url']) ?? 'no address'})`;
  const bytes = Buffer.from(data, 'base64');
  const readable = /^text\/|xhtml|[/+]xml|json/.test(type);
  return readable ? bytes.toString('utf8') : `${bytes.length} bytes of ${type}`;
}

async function displays(store: Store, value: unknown): Promise<string[]> {
  return Promise.all(
    records(value).map(async (item) => {
      const target = await lookUp(store, string(item['reference']));
      if (target) return describe(target);
      const written = string(item['display']);
      const at = string(item['reference']);
      return written ?? (at === undefined ? 'not named' : `${at} (not found)`);
    }),
  );
}

async function reasons(store: Store, resource: AnyResource): Promise<string[]> {
  const coded = records(resource['reasonCode']).map(concept);
  return [...coded, ...(await displays(store, resource['reasonReference']))];
}

export function list(items: readonly string[]): Markup | string {
  const said = items.filter(Boolean);
  return said.length < 2 ? (said[0] ?? '') : markup`<ul>${said.map((item) => markup`<li>${item}</li>`)}</ul>`;
}

export async function lookUp(store: Store, text: string | undefined): Promise<Stored | undefined> {
  const parsed = parseReference(text);
  if (!parsed || !store.types.includes(parsed.type)) return undefined;
  return store.read(parsed.type, parsed.id).catch(() => undefined);
}

function hasId(resource: AnyResource): resource is Stored {
  return resource.id !== undefined;
}

function notes(resource: AnyResource): Markup {
  return markup`${records(resource['note']).map((note) => letter(string(note['text']) ?? ''))}`;
}

function letter(text: string | undefined): Markup {
  return text === undefined ? markup`` : markup`<p class="letter">${text}</p>`;
}

function span(period: Record<string, unknown>): string {
  return `${string(period['start']) ?? '?'} to ${string(period['end']) ?? 'open'}`;
}
