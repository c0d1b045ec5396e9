// @vitest-environment node
import { Window } from 'happy-dom';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Sandbox } from '../../src/sandbox/sandbox.ts';
import { authorizeRequest, exchange, fhir, folder, get, hospital, postForm, searchset, sentBack } from './helpers.ts';
import type { Tokens } from './helpers.ts';

const SCOPE = 'openid fhirUser launch/patient online_access patient/*.rs user/Practitioner.r';
const place = folder();
let sandbox: Sandbox;

beforeAll(async () => {
  sandbox = await hospital(place);
});
afterAll(async () => {
  await sandbox.stop();
  place.remove();
});

/** Presses a button of a page as a browser does: its form's hidden fields, and the button's own name and value. */
async function press(page: Response, label: string): Promise<Response> {
  const { document } = new Window();
  document.body.innerHTML = await page.text();
  const button = [...document.querySelectorAll('button')].find(({ textContent }) => textContent.startsWith(label));
  const form = button?.closest('form');
  if (!button || !form) throw new Error(`There is no button ${label} in a form.`);
  expect(form.getAttribute('method')).toBe('post');
  const fields = [...form.querySelectorAll('input'), button];
  return postForm(
    `${sandbox.ehrUrl}${form.getAttribute('action') ?? ''}`,
    Object.fromEntries(fields.map((field) => [field.getAttribute('name') ?? '', field.getAttribute('value') ?? ''])),
  );
}

async function tokensFor(back: Response, verifier: string): Promise<Tokens> {
  const code = sentBack(back).get('code') ?? '';
  return (await (await exchange(sandbox, { code, verifier })).json()) as Tokens;
}

describe('a launch without the chart', () => {
  it('asks for which patient, and opens that chart only', async () => {
    const { url, verifier, state } = authorizeRequest(sandbox, { scope: SCOPE });
    const page = await get(url);
    expect(page.status).toBe(200);
    const html = await page.clone().text();
    expect(html).toContain('For which patient?');
    expect(html).toContain('MRN-alpha');
    expect(html).not.toContain('type="radio"');
    const back = await press(page, 'Test beta');
    expect(sentBack(back).get('state')).toBe(state);
    const granted = await tokensFor(back, verifier);
    expect(granted.patient).toBe('beta');
    expect(granted.scope.split(' ')).toContain('launch/patient');
    expect(granted.refresh_token).toBeTruthy();
    const client = fhir(sandbox, granted.access_token);
    expect((await searchset(await client.get('Condition'))).ids).toEqual(['beta-cancer']);
    expect((await client.get('Patient/alpha')).status).toBe(403);
  });

  it('tells no encounter, which launch/patient does not ask for', async () => {
    const { url, verifier } = authorizeRequest(sandbox, { scope: SCOPE });
    const granted = await tokensFor(await press(await get(url), 'Test alpha'), verifier);
    expect(granted.patient).toBe('alpha');
    expect(granted).not.toHaveProperty('encounter');
  });

  it('can be called off', async () => {
    const { url, state } = authorizeRequest(sandbox, { scope: SCOPE });
    const back = sentBack(await press(await get(url), 'Cancel'));
    expect([back.get('error'), back.get('state'), back.get('code')]).toEqual(['access_denied', state, null]);
  });

  it('gives a token without patient when launch/patient is not asked for', async () => {
    const { url, verifier } = authorizeRequest(sandbox, { scope: SCOPE.replace('launch/patient ', '') });
    const back = await get(url);
    expect(back.status).toBe(303);
    const granted = await tokensFor(back, verifier);
    expect(granted.access_token).toBeTruthy();
    expect(granted).not.toHaveProperty('patient');
    const client = fhir(sandbox, granted.access_token);
    expect((await client.get('Condition')).status).toBe(403);
    expect((await client.get('Practitioner/dir-nurse')).status).toBe(200);
  });
});
