/** The start page, the chart and the comparison of two charts. */
import type { Addresses } from './capability.ts';
import { ageOn, concept, dayOf, personName, recordNumber, valueOf } from './describe.ts';
import { FhirProblem, records, string } from './fhir-types.ts';
import type { Stored } from './fhir-types.ts';
import { markup } from './html.ts';
import type { Markup } from './html.ts';
import { json, text } from './http.ts';
import type { Answer } from './http.ts';
import type { Scenario } from './load-fixtures.ts';
import { launchOptionsFrom, launchOptionsQuery } from './launch-options.ts';
import { USERS } from './launches.ts';
import type { Launch } from './launches.ts';
import { optionsForm, personalityForm } from './launch-form.ts';
import { page } from './layout.ts';
import type { Personality } from './personality.ts';
import { searchAll } from './store.ts';
import type { Store } from './store.ts';

export interface PageContext {
  readonly at: Addresses;
  readonly store: Store;
  readonly today: string;
  readonly scenarios: readonly Scenario[];
  /** The one in force. */
  readonly personality: Personality;
}

export async function startPage({ at, store, today, scenarios, personality }: PageContext): Promise<Answer> {
  const patients = await searchAll(store, 'Patient', [], 500);
  const titles = new Map(
    scenarios.flatMap(({ patients: ids, title, name }) => ids.map((id) => [id, title ?? name] as const)),
  );
  const rows = patients
    .map((patient) => ({ patient, name: personName(patient) }))
    .toSorted((a, b) => a.name.localeCompare(b.name, 'en'))
    .map(
      ({ patient, name }) => markup`<tr>
<th scope="row">${name}</th>
<td>${ageOn(string(patient['birthDate']), today) ?? 'unknown'}</td>
<td>${string(patient['gender']) ?? 'unknown'}</td>
<td>${recordNumber(patient)}</td>
<td>${titles.get(patient.id) ?? ''}</td>
<td><a href="/chart/${patient.id}">Open chart of ${name}</a></td>
</tr>`,
    );
  const table = markup`<div class="scroll" role="region" aria-label="Patients" tabindex="0">
<table>
<caption>${patients.length} synthetic patients. Today is ${today}.</caption>
<thead><tr><th scope="col">Name</th><th scope="col">Age</th><th scope="col">Sex</th><th scope="col">MRN</th><th scope="col">Scenario</th><th scope="col">Chart</th></tr></thead>
<tbody>${rows}</tbody>
</table>
</div>`;
  const body = markup`<h1>Demo EHR - Riverside Cancer Center (synthetic patients)</h1>
<p>Open a chart, then open Alongside in it. Referrals that it places arrive in the <a href="/orders">referral inbox</a> of the supportive &amp; palliative care team.</p>
${personalityForm(personality)}
${patients.length > 0 ? table : markup`<p>No patients are loaded.</p>`}`;
  return page({ title: 'Patients', body, at, ownForms: true });
}

export async function chartPage(context: PageContext, id: string, query: URLSearchParams): Promise<Answer> {
  const { at, store, today, personality } = context;
  const patient = await findPatient(store, id);
  if (!patient)
    return page({
      title: 'No such patient',
      body: markup`<h1>There is no patient ${id}</h1><p><a href="/">All patients</a></p>`,
      at,
      status: 404,
    });
  const options = { ...launchOptionsFrom(query), patient: id };
  const name = personName(patient);
  const launch = launchOptionsQuery(options).toString();
  const body = markup`${banner(patient, today)}
<section aria-labelledby="app-heading">
<h2 id="app-heading">Supportive &amp; palliative care</h2>
<div class="actions">
${openButton(patient, 'frame', false)}
<a href="/launch?${launch}" target="_blank" rel="noopener" id="open-in-tab" data-patient="${id}">Open Alongside in a new tab</a>
</div>
${optionsForm(options, await namesOfUsers(store))}
${personalityForm(personality, id)}
<p role="status" id="status" class="quiet"></p>
<div class="frame" id="frame" hidden></div>
</section>
<div class="columns">
${await problems(store, id)}
${await encounters(store, id)}
${await observations(store, id)}
</div>`;
  return page({ title: `Chart of ${name}`, body, at, ownForms: true });
}

/** Two charts side by side, each with its own app: what a clinician with two patients open would see. */
export async function comparePage({ at, store, today }: PageContext, query: URLSearchParams): Promise<Answer> {
  const ids = (query.get('patients') ?? '').split(',').filter(Boolean);
  const patients = await Promise.all(ids.map((id) => findPatient(store, id)));
  const known = patients.filter((patient) => patient !== undefined);
  if (known.length === 0)
    return page({
      title: 'Compare',
      body: markup`<h1>Compare two charts</h1><p>Name the patients: /compare?patients=a,b</p>`,
      at,
      status: 404,
    });
  const sections = known.map(
    (patient, index) => markup`<section aria-label="Chart of ${personName(patient)}">
${banner(patient, today, 'h2')}
<div class="actions">${openButton(patient, `frame-${index}`, true)}</div>
<div class="frame" id="frame-${index}" hidden></div>
</section>`,
  );
  const body = markup`<h1>Charts side by side</h1><p role="status" id="status" class="quiet"></p><div class="columns side-by-side">${sections}</div>`;
  return page({ title: 'Charts side by side', body, at });
}

/** What the open button does: says where the app is and, for web messaging, to which word the page shall answer. */
export function launchAnswer({ url, launch }: { readonly url: string; readonly launch: Launch }): Answer {
  const { messagingHandle: handle, options } = launch;
  const messaging = handle === undefined ? {} : { messaging: { handle, mode: options.webMessaging } };
  return json({ url, ...messaging }, 200, { 'cache-control': 'no-store' });
}

export function notFoundPage(at: Addresses): Answer {
  return page({
    title: 'Not found',
    body: markup`<h1>There is no such page</h1><p><a href="/">All patients</a></p>`,
    at,
    status: 404,
  });
}

export function refusedPost(): Answer {
  return text('Only the pages of the demo EHR may do this.', 403);
}

/** Who can be signed in, as far as the directory of this server knows them. */
async function namesOfUsers(store: Store): Promise<ReadonlyMap<string, string>> {
  const found = await Promise.all(
    Object.keys(USERS).map((id) => store.read('Practitioner', id).then(personName, () => undefined)),
  );
  return new Map(Object.keys(USERS).flatMap((id, index) => (found[index] === undefined ? [] : [[id, found[index]]])));
}

async function findPatient(store: Store, id: string): Promise<Stored | undefined> {
  return store.read('Patient', id).catch((error: unknown) => {
    if (error instanceof FhirProblem && (error.status === 404 || error.status === 410)) return undefined;
    throw error;
  });
}

function openButton(patient: Stored, holder: string, auto: boolean): Markup {
  const name = personName(patient);
  const mark = auto ? markup` data-auto aria-label="Open Alongside again for ${name}"` : '';
  // Until the script hears it, a press would be lost without a word.
  return markup`<button type="button" data-patient="${patient.id}" data-name="${name}" data-holder="${holder}"${mark} disabled>Open Alongside${auto ? ' again' : ''}</button>`;
}

function banner(patient: Stored, today: string, level: 'h1' | 'h2' = 'h1'): Markup {
  const birth = string(patient['birthDate']);
  const age = ageOn(birth, today);
  const name = personName(patient);
  const died = string(patient['deceasedDateTime']) ?? (patient['deceasedBoolean'] === true ? 'yes' : undefined);
  return markup`<div class="banner">
${level === 'h1' ? markup`<h1>${name}</h1>` : markup`<h2>${name}</h2>`}
<p>${string(patient['gender']) ?? 'sex unknown'}</p>
<p>${birth ?? 'birth date unknown'}${age === undefined ? '' : ` (${age} years)`}</p>
<p>MRN ${recordNumber(patient)}</p>
${died === undefined ? '' : markup`<p><strong>Deceased: ${died}</strong></p>`}
</div>`;
}

async function problems(store: Store, id: string): Promise<Markup> {
  const all = await searchAll(store, 'Condition', [['patient', id]]);
  const listed = all.filter((condition) =>
    records(condition['category']).some((category) =>
      records(category['coding']).some((coding) => coding['code'] === 'problem-list-item'),
    ),
  );
  const rows = (listed.length > 0 ? listed : all).map((condition) => [
    concept(condition['code']),
    concept(condition['clinicalStatus']),
    dayOf(condition),
  ]);
  return table('Problem list', ['Problem', 'Status', 'Since'], rows, 'No problems are recorded.');
}

async function encounters(store: Store, id: string): Promise<Markup> {
  const rows = newest(await searchAll(store, 'Encounter', [['patient', id]]), 10).map((encounter) => [
    dayOf(encounter),
    concept(encounter['class']),
    concept(encounter['type']),
    string(encounter['status']) ?? '',
  ]);
  return table('Recent encounters', ['Date', 'Class', 'Type', 'Status'], rows, 'No encounters are recorded.');
}

async function observations(store: Store, id: string): Promise<Markup> {
  const rows = newest(await searchAll(store, 'Observation', [['patient', id]]), 20).map((observation) => [
    dayOf(observation),
    concept(observation['code']),
    valueOf(observation),
  ]);
  return table('Latest observations', ['Date', 'What', 'Value'], rows, 'No observations are recorded.');
}

function newest(resources: readonly Stored[], count: number): Stored[] {
  return resources.toSorted((a, b) => (dayOf(a) < dayOf(b) ? 1 : dayOf(a) > dayOf(b) ? -1 : 0)).slice(0, count);
}

function table(title: string, heads: readonly string[], rows: readonly (readonly string[])[], none: string): Markup {
  const id = title.toLowerCase().replace(/\s+/g, '-');
  const content =
    rows.length === 0
      ? markup`<p class="quiet">${none}</p>`
      : markup`<div class="scroll" role="group" aria-labelledby="${id}" tabindex="0"><table>
<thead><tr>${heads.map((head) => markup`<th scope="col">${head}</th>`)}</tr></thead>
<tbody>${rows.map((row) => markup`<tr>${row.map((cell) => (/^\d{4}-\d{2}/.test(cell) ? markup`<td class="date">${cell}</td>` : markup`<td>${cell}</td>`))}</tr>`)}</tbody>
</table></div>`;
  return markup`<section aria-labelledby="${id}"><h2 id="${id}">${title}</h2>${content}</section>`;
}
