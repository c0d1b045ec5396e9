/** The inbox of the supportive & palliative care team: what was ordered since the start, in words, with everything resolved. */
import { createHash } from 'node:crypto';
import type { Addresses } from './capability.ts';
import { concept, describe, personName, recordNumber } from './describe.ts';
import { parseReference } from './compartment.ts';
import { records, string } from './fhir-types.ts';
import type { Stored } from './fhir-types.ts';
import { markup } from './html.ts';
import type { Markup } from './html.ts';
import { text } from './http.ts';
import type { Answer } from './http.ts';
import { page } from './layout.ts';
import type { Store } from './store.ts';

/** `references` in the order in which they arrived; `markOnly` = not the page, only what changes when its content does. */
export async function ordersPage(
  store: Store,
  references: readonly string[],
  at: Addresses,
  markOnly: boolean,
): Promise<Answer> {
  const orders: Stored[] = [];
  for (const reference of references.toReversed()) {
    const order = await lookUp(store, reference);
    if (order?.resourceType === 'ServiceRequest') orders.push(order);
  }
  const cards = await Promise.all(orders.map((order) => card(store, order)));
  const list = cards.length > 0 ? markup`${cards}` : markup`<p>No referrals have arrived.</p>`;
  const mark = createHash('sha256').update(list.text).digest('base64url').slice(0, 16);
  if (markOnly) return text(mark);
  const body = markup`<h1>Referral inbox: supportive &amp; palliative care team</h1>
<p class="actions"><button type="button" class="second" id="refresh">Refresh</button> <span class="quiet">Refreshes itself every 2 seconds.</span></p>
<div id="inbox" data-mark="${mark}">${list}</div>`;
  return page({ title: 'Referral inbox', body, at });
}

async function card(store: Store, order: Stored): Promise<Markup> {
  const patient = await lookUp(store, reference(order['subject']));
  const name = patient ? personName(patient) : (reference(order['subject']) ?? 'Unknown patient');
  const ordered = concept(order['code']);
  const period = records(order['occurrencePeriod'])[0];
  const when = period
    ? `${string(period['start']) ?? '?'} to ${string(period['end']) ?? 'open'}`
    : (string(order['occurrenceDateTime']) ?? '');
  const reasons = [...records(order['reasonCode']).map(concept), ...(await displays(store, order['reasonReference']))];
  const rows: (readonly [string, Markup | string])[] = [
    ['State', standing(order)],
    ['Priority', string(order['priority']) ?? 'not given'],
    ['Requested', when],
    ['Service', list(await displays(store, order['performer']))],
    ['Requested by', list(await displays(store, order['requester']))],
    ['Authored', string(order['authoredOn']) ?? ''],
    ['Reasons', list(reasons)],
    ['Evidence', list(await displays(store, order['supportingInfo']))],
    [
      'Note',
      markup`${records(order['note']).map((note) => markup`<p class="letter">${string(note['text']) ?? ''}</p>`)}`,
    ],
    ['For the patient', string(order['patientInstruction']) ?? ''],
    ['Identifier', list(records(order['identifier']).map((identifier) => string(identifier['value']) ?? ''))],
    ['Record', `ServiceRequest/${order.id}`],
  ];
  const shown = rows.filter(([, value]) => (typeof value === 'string' ? value : value.text) !== '');
  return markup`<article class="order" aria-labelledby="order-${order.id}">
<h2 id="order-${order.id}">${ordered || 'Request'}: ${name}</h2>
<p class="quiet">MRN ${patient ? recordNumber(patient) : ''}</p>
<dl>${shown.map(([label, value]) => markup`<dt>${label}</dt><dd>${value}</dd>`)}</dl>
</article>`;
}

/** FHIR's two codes as one statement: what the team may act on, and what it may not. */
function standing(order: Stored): string {
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

function list(items: readonly string[]): Markup | string {
  const said = items.filter(Boolean);
  return said.length < 2 ? (said[0] ?? '') : markup`<ul>${said.map((item) => markup`<li>${item}</li>`)}</ul>`;
}

function reference(value: unknown): string | undefined {
  return string(records(value)[0]?.['reference']);
}

async function lookUp(store: Store, text: string | undefined): Promise<Stored | undefined> {
  const parsed = parseReference(text);
  if (!parsed || !store.types.includes(parsed.type)) return undefined;
  return store.read(parsed.type, parsed.id).catch(() => undefined);
}
