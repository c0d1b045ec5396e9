/** The inbox of the supportive & palliative care team: what arrived since the start, in words, with everything resolved. */
import { createHash } from 'node:crypto';
import { list, lookUp, rowsOf, subjectOf } from './arrival-rows.ts';
import type { Row } from './arrival-rows.ts';
import type { Arrivals } from './arrivals.ts';
import type { Addresses } from './capability.ts';
import { parseReference } from './compartment.ts';
import { concept, personName, recordNumber } from './describe.ts';
import { records, string } from './fhir-types.ts';
import type { AnyResource } from './fhir-types.ts';
import { markup } from './html.ts';
import type { Markup } from './html.ts';
import { text } from './http.ts';
import type { Answer } from './http.ts';
import { page } from './layout.ts';
import type { Store } from './store.ts';

interface Entry {
  readonly resource: AnyResource;
  /** Unique on the page. */
  readonly key: string;
  readonly waiting: boolean;
  readonly provenance: boolean;
}

/** Referrals stand first and without a heading of their own, as they did when nothing else could arrive. */
const SECTIONS: readonly (readonly [heading: string, type: string])[] = [
  ['Work list', 'Task'],
  ['Messages', 'Communication'],
  ['Letters filed in the chart', 'DocumentReference'],
];

const TITLES: Readonly<Record<string, string>> = {
  Task: 'Task',
  Communication: 'Message',
  DocumentReference: 'Letter',
};

/** `markOnly` = not the page, only what changes when its content does. */
export async function ordersPage(store: Store, arrivals: Arrivals, at: Addresses, markOnly: boolean): Promise<Answer> {
  const entries: Entry[] = [];
  for (const arrival of arrivals.entries.toReversed()) {
    if ('waiting' in arrival) {
      const key = `waiting-${arrival.number}`;
      entries.push({ resource: arrival.waiting, key, waiting: true, provenance: false });
      continue;
    }
    const resource = await lookUp(store, arrival.reference);
    const provenance = arrivals.withProvenance.has(arrival.reference);
    // Two resources of different types may have the same id.
    const prefix = resource?.resourceType === 'ServiceRequest' ? '' : `${resource?.resourceType.toLowerCase()}-`;
    if (resource) entries.push({ resource, key: `${prefix}${resource.id}`, waiting: false, provenance });
  }
  const content = await inbox(store, entries);
  const mark = createHash('sha256').update(content.text).digest('base64url').slice(0, 16);
  if (markOnly) return text(mark);
  const body = markup`<h1>Referral inbox: supportive &amp; palliative care team</h1>
<p class="actions"><button type="button" class="second" id="refresh">Refresh</button> <span class="quiet">Refreshes itself every 2 seconds.</span></p>
<div id="inbox" data-mark="${mark}">${content}</div>`;
  return page({ title: 'Referral inbox', body, at });
}

async function inbox(store: Store, entries: readonly Entry[]): Promise<Markup> {
  if (entries.length === 0) return markup`<p>No referrals have arrived.</p>`;
  const arrived = (type: string): Entry[] =>
    entries.filter((entry) => !entry.waiting && entry.resource.resourceType === type);
  const orders = arrived('ServiceRequest');
  const cards = await Promise.all(orders.map((order) => card(store, order, 'h2')));
  const waiting = entries.filter((entry) => entry.waiting);
  const sections = [
    ...SECTIONS.map(([heading, type]) => [heading, arrived(type)] as const),
    ['Waiting for review', waiting] as const,
  ];
  return markup`${cards.length > 0 ? cards : markup`<p>No orders have arrived.</p>`}
${await Promise.all(sections.map(([heading, some]) => section(store, heading, some)))}`;
}

async function section(store: Store, heading: string, entries: readonly Entry[]): Promise<Markup> {
  if (entries.length === 0) return markup``;
  const id = heading.toLowerCase().replaceAll(' ', '-');
  const cards = await Promise.all(entries.map((entry) => card(store, entry, 'h3')));
  return markup`<section aria-labelledby="${id}"><h2 id="${id}">${heading}</h2>${cards}</section>`;
}

async function card(store: Store, entry: Entry, level: 'h2' | 'h3'): Promise<Markup> {
  const { resource, key, waiting } = entry;
  const type = resource.resourceType;
  const subject = subjectOf(resource);
  const patient = await lookUp(store, subject);
  const name = patient ? personName(patient) : (subject ?? 'Unknown patient');
  const what = concept(resource['code'] ?? resource['type'] ?? resource['topic'] ?? resource['category']);
  const title = `${what || (TITLES[type] ?? 'Request')}: ${name}`;
  const told = await rowsOf(store, resource);
  const rows: Row[] = [
    // What somebody has yet to review is not an order, whatever its codes say.
    ...(waiting
      ? told.map(([label, value]): Row => [label, label === 'State' ? 'Waiting, not in the chart' : value])
      : told),
    ['Identifier', identifiers(resource)],
    ['Record', waiting ? '' : `${type}/${resource.id ?? ''}`],
  ];
  const shown = rows.filter(([, value]) => (typeof value === 'string' ? value : value.text) !== '');
  const ordersNothing = waiting || (type !== 'ServiceRequest' && !(await goesWithOrder(store, resource)));
  return markup`<article class="order" aria-labelledby="order-${key}">
${level === 'h2' ? markup`<h2 id="order-${key}">${title}</h2>` : markup`<h3 id="order-${key}">${title}</h3>`}
<p class="quiet">MRN ${patient ? recordNumber(patient) : ''}</p>
${entry.provenance ? markup`<p class="quiet">Provenance on record</p>` : ''}
${ordersNothing ? markup`<p><strong>No order was placed by this.</strong></p>` : ''}
<dl>${shown.map(([label, value]) => markup`<dt>${label}</dt><dd>${value}</dd>`)}</dl>
</article>`;
}

/** What belongs to an order must not deny that there is one. What it is about, evidence say, may be an older order: that is none. */
async function goesWithOrder(store: Store, resource: AnyResource): Promise<boolean> {
  const context = records(resource['context'])[0] ?? {};
  const named = ['focus', 'basedOn'].flatMap((element) => records(resource[element]));
  const orders = [...named, ...records(context['related'])]
    .map((item) => string(item['reference']))
    .filter((reference) => parseReference(reference)?.type === 'ServiceRequest');
  const found = await Promise.all(orders.map((reference) => lookUp(store, reference)));
  return found.some((order) => {
    const status = string(order?.['status']) ?? 'draft';
    return !['draft', 'entered-in-error'].includes(status) && (string(order?.['intent']) ?? '').endsWith('order');
  });
}

function identifiers(resource: AnyResource): Markup | string {
  const all = [...records(resource['identifier']), ...records(resource['masterIdentifier'])];
  return list([...new Set(all.map((identifier) => string(identifier['value']) ?? ''))]);
}
