/** The pages on which the authorization server talks to a person. */
import type { FrontChannel, Pending } from './authorize.ts';
import { describe, personName, recordNumber } from './describe.ts';
import { escapeHtml, markup } from './html.ts';
import { html } from './http.ts';
import type { Answer } from './http.ts';
import { page } from './layout.ts';
import { DEFAULT_USER } from './launches.ts';
import { searchAll } from './store.ts';

/** For a request that names an unknown client or address: it must never be redirected anywhere. */
export function refusedPage(reason: string): Answer {
  const body = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Sign-in refused - Demo EHR</title><link rel="icon" href="data:,"><link rel="stylesheet" href="/assets/ehr.css"></head><body><main><h1>The demo EHR refused this sign-in</h1><p role="alert">${escapeHtml(reason)}</p><p>Nothing was sent to the app.</p></main></body></html>`;
  return html(body, 400, {
    'content-security-policy': "default-src 'none'; style-src 'self'; img-src data:; base-uri 'none'",
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
  });
}

export async function patientPicker(id: string, front: FrontChannel): Promise<Answer> {
  const patients = await searchAll(front.store, 'Patient', [], 200);
  const user = await front.store.read('Practitioner', DEFAULT_USER).then(personName, () => 'the oncologist');
  const rows = patients.map(
    (patient) =>
      markup`<li><button class="second" name="patient" value="${patient.id}">${personName(patient)}, MRN ${recordNumber(patient)}</button></li>`,
  );
  const body = markup`<h1>For which patient?</h1>
<p>${front.client.name} wants to open a chart. You are signed in as ${user}.</p>
<form method="post" action="/auth/decision">
<input type="hidden" name="request" value="${id}">
<input type="hidden" name="answer" value="allow">
<ul>${rows}</ul>
</form>
<form method="post" action="/auth/decision">
<input type="hidden" name="request" value="${id}">
<button class="second" name="answer" value="deny">Cancel</button>
</form>`;
  return page({ title: 'Choose a patient', body, at: front.at, bare: true });
}

export async function consentPage(id: string, pending: Pending, front: FrontChannel): Promise<Answer> {
  const { patient } = pending.options;
  const name =
    patient === undefined ? undefined : await front.store.read('Patient', patient).then(describe, () => patient);
  const scopes = pending.scopes.map((scope) => markup`<li><code>${scope.text}</code></li>`);
  const body = markup`<h1>Allow ${front.client.name}?</h1>
<p>${front.client.name} asks for access${name === undefined ? '' : ` to the chart of ${name}`}.</p>
<form method="post" action="/auth/decision" class="actions">
<input type="hidden" name="request" value="${id}">
<button name="answer" value="allow">Allow</button>
<button class="second" name="answer" value="deny">Deny</button>
</form>
<details><summary>What it asks for (${pending.scopes.length})</summary><ul>${scopes}</ul></details>`;
  return page({ title: 'Allow access', body, at: front.at, bare: true });
}
