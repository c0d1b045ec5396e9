// @vitest-environment node
import { decodeJwt } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { LaunchOptions } from '../../src/sandbox/launches.ts';
import type { Sandbox } from '../../src/sandbox/sandbox.ts';
import {
  ALL_SCOPES,
  authorizeRequest,
  exchange,
  fhir,
  folder,
  get,
  hospital,
  postForm,
  refreshed,
  searchset,
  sentBack,
  tokens,
} from './helpers.ts';
import type { Tokens } from './helpers.ts';

const CATEGORY = 'category=http://terminology.hl7.org/CodeSystem/observation-category';
const LAB = `Observation?${CATEGORY}|laboratory`;
const VITAL = `Observation?${CATEGORY}|vital-signs`;
const place = folder();
let sandbox: Sandbox;

beforeAll(async () => {
  sandbox = await hospital(place);
});
afterAll(async () => {
  await sandbox.stop();
  place.remove();
});

const ALL: LaunchOptions = {
  patient: 'alpha',
  encounter: null,
  user: 'RelatedPerson/daughter-1',
  narrow: [LAB, 'Observation?status=final,amended'],
  intent: 'summary & more',
  tenant: 'north "wing"',
  styleUrl: 'https://ehr.invalid/style.json?a=1&b=2',
  fhirContext: [{ reference: 'ImagingStudy/1' }, 'odd'],
  needBanner: false,
  signed: 'none',
  noExpiry: true,
  noScope: true,
};

async function redeemed(url: string, scope = ALL_SCOPES): Promise<Tokens> {
  const launch = new URL(url).searchParams.get('launch') ?? '';
  const { url: address, verifier } = authorizeRequest(sandbox, { launch, scope });
  const code = sentBack(await get(address)).get('code') ?? '';
  return (await (await exchange(sandbox, { code, verifier })).json()) as Tokens;
}

/** What the page's script would send: every field of the form that is on. */
async function formOf(options: LaunchOptions): Promise<URLSearchParams> {
  const html = await (await get(sandbox.chartUrl(options))).text();
  const form = /<form id="launch-options">(.*?)<\/form>/s.exec(html)?.[1] ?? '';
  const fields = [...form.matchAll(/<input type="(\w+)" name="(\w+)" value="([^"]*)"( checked)?>/g)];
  const sent = new URLSearchParams();
  for (const [, type, name = '', value = '', checked] of fields)
    if (type === 'hidden' || checked !== undefined) sent.append(name, unescaped(value));
  if (options.patient !== undefined) sent.set('patient', options.patient);
  return sent;
}

const unescaped = (text: string): string =>
  text.replace(/&#(\d+);/g, (_whole, number: string) => String.fromCharCode(Number(number)));

const told = ({ access_token: _word, refresh_token: _other, ...rest }: Tokens): object => rest;

describe('what a launch tells with the token', () => {
  it('is what the options say, at a refresh too', async () => {
    const first = await tokens(sandbox, ALL, ALL_SCOPES);
    const expected = {
      token_type: 'Bearer',
      patient: 'alpha',
      need_patient_banner: false,
      intent: 'summary & more',
      tenant: 'north "wing"',
      smart_style_url: 'https://ehr.invalid/style.json?a=1&b=2',
      fhirContext: [{ reference: 'ImagingStudy/1' }, 'odd'],
    };
    expect(told(first)).toEqual(expected);
    expect(told((await (await refreshed(sandbox, first.refresh_token)).json()) as Tokens)).toEqual(expected);
    expect((await fhir(sandbox, first.access_token).get('Patient/alpha')).status).toBe(200);
  });

  it('is nothing of the kind otherwise', async () => {
    expect(Object.keys(await tokens(sandbox, { patient: 'alpha' }, ALL_SCOPES)).toSorted()).toEqual([
      'access_token',
      'encounter',
      'expires_in',
      'id_token',
      'need_patient_banner',
      'patient',
      'refresh_token',
      'scope',
      'token_type',
    ]);
  });

  it('survives the form of the chart page and its link', async () => {
    const expected = told(await tokens(sandbox, ALL, ALL_SCOPES));
    const sent = await formOf(ALL);
    expect(sent.getAll('narrow')).toEqual(ALL.narrow);
    expect(sent.get('user')).toBe('RelatedPerson/daughter-1');
    const launched = await fetch(`${sandbox.ehrUrl}/launch`, {
      method: 'POST',
      body: sent,
      headers: { origin: sandbox.ehrUrl },
    });
    expect(told(await redeemed(((await launched.json()) as { url: string }).url))).toEqual(expected);

    const html = await (await get(sandbox.chartUrl(ALL))).text();
    const link = unescaped(/href="(\/launch[^"]+)"/.exec(html)?.[1] ?? '');
    const redirect = await get(`${sandbox.ehrUrl}${link}`);
    expect(told(await redeemed(redirect.headers.get('location') ?? ''))).toEqual(expected);
  });

  it('leaves out what is not understood', async () => {
    const odd = {
      patient: 'alpha',
      user: 'Group/one',
      narrow: 'Observation',
      fhirContext: '{"no":"array"}',
      needBanner: '1',
      signed: 'perhaps',
      noExpiry: 'yes',
      noScope: '0',
    };
    const launched = await postForm(`${sandbox.ehrUrl}/launch`, odd, { origin: sandbox.ehrUrl });
    const granted = await redeemed(((await launched.json()) as { url: string }).url);
    expect(granted).toMatchObject({ need_patient_banner: true, expires_in: 3600 });
    expect(granted.scope).toContain('patient/*.rs');
    expect(granted).not.toHaveProperty('fhirContext');
    expect(decodeJwt(granted.id_token ?? '')['fhirUser']).toBe(`${sandbox.fhirUrl}/Practitioner/dir-oncologist`);
  });
});

describe('who is signed in', () => {
  it.each(['Patient/alpha', 'RelatedPerson/daughter-1'])('may be %s', async (user) => {
    const { id_token: idToken = '' } = await tokens(sandbox, { patient: 'alpha', user }, ALL_SCOPES);
    expect(decodeJwt(idToken)['fhirUser']).toBe(`${sandbox.fhirUrl}/${user}`);
  });

  it('may be the patient of the chart, by the training form', async () => {
    const html = await (await get(sandbox.chartUrl({ patient: 'alpha' }))).text();
    expect(html).toContain('name="user" value="Patient/alpha"> The patient (is turned away)');
    const chosen = await (await get(sandbox.chartUrl({ patient: 'alpha', user: 'Patient/alpha' }))).text();
    expect(chosen.split('value="Patient/alpha"')).toHaveLength(2);
    expect(chosen).toContain('value="Patient/alpha" checked');
    expect((await formOf({ patient: 'alpha', user: 'Patient/alpha' })).getAll('user')).toEqual(['Patient/alpha']);
  });

  it('stays unsaid without an id_token, although openid is granted', async () => {
    const granted = await tokens(sandbox, { patient: 'alpha', signed: 'none' }, ALL_SCOPES);
    expect(granted).not.toHaveProperty('id_token');
    expect(granted.scope.split(' ')).toContain('openid');
  });
});

describe('a narrowed launch', () => {
  it('says so in the scope, and holds search, paging and read to it', async () => {
    const granted = await tokens(sandbox, { patient: 'alpha', narrow: [LAB] });
    expect(granted.scope.split(' ')).toContain(`patient/${LAB.replace('?', '.rs?')}`);
    expect(granted.scope.split(' ')).toContain('patient/Encounter.rs');
    expect(granted.scope).not.toContain('patient/*.rs');
    const client = fhir(sandbox, granted.access_token);
    const page = await searchset(await client.get('Observation?patient=alpha'));
    const rest = await searchset(await client.get(page.next ?? ''));
    expect([page.total, page.ids.length + rest.ids.length]).toEqual([60, 60]);
    expect([...page.ids, ...rest.ids].filter((id) => Number(id.split('-').at(-1)) % 2 === 1)).toEqual([]);
    expect((await searchset(await client.get(`Observation?patient=alpha&${CATEGORY}|vital-signs`))).ids).toEqual([]);
    expect((await client.get('Observation/alpha-obs-0')).status).toBe(200);
    expect((await client.get('Observation/alpha-obs-1')).status).toBe(403);
    expect((await client.get('Observation/alpha-obs-1/_history/1')).status).toBe(403);
  });

  it('opens what any of several queries opens', async () => {
    const client = fhir(
      sandbox,
      (await tokens(sandbox, { patient: 'alpha', narrow: [LAB, VITAL] }, 'launch patient/Observation.rs')).access_token,
    );
    expect((await searchset(await client.get('Observation?patient=alpha'))).total).toBe(120);
  });

  it('may still write what it may not read', async () => {
    const client = fhir(sandbox, (await tokens(sandbox, { patient: 'alpha', narrow: [LAB] })).access_token);
    const survey = { resourceType: 'Observation', status: 'final', code: { text: 'Distress' } };
    const created = await client.send('POST', 'Observation', { ...survey, subject: { reference: 'Patient/alpha' } });
    expect(created.status).toBe(201);
    expect((await client.get(created.headers.get('location') ?? '')).status).toBe(403);
  });

  it('is offered by the training form', async () => {
    expect((await formOf({ patient: 'alpha' })).has('narrow')).toBe(false);
    expect((await formOf({ patient: 'alpha', narrow: [LAB] })).getAll('narrow')).toEqual([LAB]);
    const html = await (await get(sandbox.chartUrl({ patient: 'alpha' }))).text();
    expect(html).toContain('Only laboratory observations');
  });
});
