/** The inbox of the supportive & palliative care team: what arrived since the start, in words, and what the team does with it. */
import { createHash } from 'node:crypto';
import { list, lookUp, rowsOf, subjectOf } from './arrival-rows.ts';
import type { Row } from './arrival-rows.ts';
import type { Arrivals } from './arrivals.ts';
import type { Addresses } from './capability.ts';
import { parseReference } from './compartment.ts';
import { concept, personName, recordNumber } from './describe.ts';
import type { EhrClock } from './ehr-clock.ts';
import { FhirProblem, records, string } from './fhir-types.ts';
import type { AnyResource } from './fhir-types.ts';
import { markup } from './html.ts';
import type { Markup } from './html.ts';
import { redirect, text } from './http.ts';
import type { Answer } from './http.ts';
import { page } from './layout.ts';
import type { Store } from './store.ts';
import { caseOf } from './team-case.ts';
import type { TeamDesk } from './team-desk.ts';
import { stepFrom, teamPart } from './team-part.ts';

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

export interface InboxParts {
  readonly store: Store;
  readonly arrivals: Arrivals;
  readonly at: Addresses;
  readonly desk: TeamDesk;
  readonly clock: EhrClock;
}

/** What was sent from the page and not done, with what somebody had written: it must not be lost with the page. */
interface Problem {
  readonly text: string;
  readonly written: string;
  readonly status: 409 | 422;
}

/** The inbox as it is now. */
export async function ordersPage(parts: InboxParts, problem?: Problem): Promise<Answer> {
  const content = await inbox(parts);
  const told = problem
    ? markup`<div role="alert" id="problem" class="problem" tabindex="-1"><p><strong>${problem.text}</strong></p>
${problem.written === '' ? '' : markup`<p>You had written:</p><p class="letter">${problem.written}</p>`}</div>`
    : '';
  const body = markup`<h1>Referral inbox: supportive &amp; palliative care team</h1>
<p class="actions"><button type="button" class="second" id="refresh">Refresh</button> <span class="quiet" role="status" id="freshness">Refreshes itself every 2 seconds.</span></p>
${told}
<div id="inbox" data-mark="${markOf(content)}">${content}</div>`;
  const status = problem === undefined ? {} : { status: problem.status };
  return page({ title: 'Referral inbox', body, at: parts.at, ...status, ownForms: true });
}

/** Not the page, only what changes when its content does. */
export async function ordersMark(parts: InboxParts): Promise<Answer> {
  return text(markOf(await inbox(parts)));
}

/** A button of the inbox. What cannot be done is told on the inbox as it is now. */
export async function ordersPost(form: URLSearchParams, parts: InboxParts): Promise<Answer> {
  const reference = form.get('reference') ?? '';
  const written = [form.get('detail'), form.get('note')].map((part) => part?.trim() ?? '').filter(Boolean);
  const refused = (why: string, status: 409 | 422): Promise<Answer> =>
    ordersPage(parts, { text: why, written: written.join('\n'), status });
  if (!parts.arrivals.has(reference)) return refused(`${reference} is not in this inbox.`, 422);
  const order = stepFrom(form);
  if (typeof order === 'string') return refused(order, 422);
  const done = await parts.desk.act(reference, order, form.get('mark') ?? '');
  if (!done.ok) return refused(done.text, done.why === 'incomplete' ? 422 : 409);
  return redirect(`/orders#order-${keyOf(done.after.request)}`);
}

function markOf(content: Markup): string {
  return createHash('sha256').update(content.text).digest('base64url').slice(0, 16);
}

/** Two resources of different types may have the same id. */
function keyOf(resource: AnyResource): string {
  const prefix = resource.resourceType === 'ServiceRequest' ? '' : `${resource.resourceType.toLowerCase()}-`;
  return `${prefix}${resource.id ?? ''}`;
}

async function entriesOf({ store, arrivals }: InboxParts): Promise<Entry[]> {
  const entries: Entry[] = [];
  for (const arrival of arrivals.entries.toReversed()) {
    if ('waiting' in arrival) {
      const key = `waiting-${arrival.number}`;
      entries.push({ resource: arrival.waiting, key, waiting: true, provenance: false });
      continue;
    }
    const resource = await lookUp(store, arrival.reference);
    const provenance = arrivals.withProvenance.has(arrival.reference);
    if (resource) entries.push({ resource, key: keyOf(resource), waiting: false, provenance });
  }
  return entries;
}

async function inbox(parts: InboxParts): Promise<Markup> {
  const entries = await entriesOf(parts);
  if (entries.length === 0) return markup`<p>No referrals have arrived.</p>`;
  const arrived = (type: string): Entry[] =>
    entries.filter((entry) => !entry.waiting && entry.resource.resourceType === type);
  const orders = arrived('ServiceRequest');
  const cards = await Promise.all(orders.map((order) => card(parts, order, 'h2')));
  const waiting = entries.filter((entry) => entry.waiting);
  const sections = [
    ...SECTIONS.map(([heading, type]) => [heading, arrived(type)] as const),
    ['Waiting for review', waiting] as const,
  ];
  return markup`${cards.length > 0 ? cards : markup`<p>No orders have arrived.</p>`}
${await Promise.all(sections.map(([heading, some]) => section(parts, heading, some)))}`;
}

async function section(parts: InboxParts, heading: string, entries: readonly Entry[]): Promise<Markup> {
  if (entries.length === 0) return markup``;
  const id = heading.toLowerCase().replaceAll(' ', '-');
  const cards = await Promise.all(entries.map((entry) => card(parts, entry, 'h3')));
  return markup`<section aria-labelledby="${id}"><h2 id="${id}">${heading}</h2>${cards}</section>`;
}

async function card(parts: InboxParts, entry: Entry, level: 'h2' | 'h3'): Promise<Markup> {
  const { store } = parts;
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
  const team = waiting ? markup`` : await partOfTeam(parts, `${type}/${resource.id ?? ''}`, key);
  const ordersNothing = waiting || (type !== 'ServiceRequest' && !(await goesWithOrder(store, resource)));
  return markup`<article class="order" aria-labelledby="order-${key}">
${level === 'h2' ? markup`<h2 id="order-${key}" tabindex="-1">${title}</h2>` : markup`<h3 id="order-${key}" tabindex="-1">${title}</h3>`}
<p class="quiet">MRN ${patient ? recordNumber(patient) : ''}</p>
${entry.provenance ? markup`<p class="quiet">Who wrote it is on record</p>` : ''}
${ordersNothing ? markup`<p><strong>No order was placed by this.</strong></p>` : ''}
<dl>${shown.map(([label, value]) => markup`<dt>${label}</dt><dd>${value}</dd>`)}</dl>
${team}
</article>`;
}

async function partOfTeam({ store, clock }: InboxParts, reference: string, key: string): Promise<Markup> {
  try {
    const state = await caseOf(store, reference);
    return state ? await teamPart(store, state, key, clock) : markup``;
  } catch (error) {
    // Another server need not know these searches; what arrived is shown all the same.
    if (!(error instanceof FhirProblem)) throw error;
    return markup`<p class="quiet">This server does not say what became of the request.</p>`;
  }
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
