// @vitest-environment node
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { plain } from '../../src/sandbox/personality.ts';
import type { Sandbox } from '../../src/sandbox/sandbox.ts';
import { fhir, folder, get, hospital, referral, searchset, tokens } from './helpers.ts';
import type { Fhir } from './helpers.ts';

const place = folder();
const asked: { method: string; url: string; headers: Record<string, unknown>; body: string }[] = [];
let upstream: Server;
let base: string;
let sandbox: Sandbox;
let client: Fhir;

const observation = (id: string, patient: string): object => ({
  resourceType: 'Observation',
  id,
  status: 'final',
  code: { text: id },
  subject: { reference: `Patient/${patient}` },
});

/** A stub of another vendor's server: open to all, with pages of its own and its address everywhere. */
function answer(
  method: string,
  url: URL,
  body: string,
): { status: number; json?: unknown; headers?: Record<string, string> } {
  const path = url.pathname.replace('/r4/', '');
  const set = (resources: object[], next?: string): object => ({
    resourceType: 'Bundle',
    type: 'searchset',
    total: 9,
    link: next === undefined ? [] : [{ relation: 'next', url: next }],
    entry: resources.map((resource) => ({ fullUrl: `${base}/x`, resource })),
  });
  if (path === 'metadata')
    return {
      status: 200,
      json: {
        resourceType: 'CapabilityStatement',
        implementation: { url: base },
        rest: [{ mode: 'server', security: { description: 'theirs' } }],
      },
    };
  if (path === 'Patient/alpha' || path === 'Patient/beta')
    return {
      status: 200,
      json: {
        resourceType: 'Patient',
        id: path.slice(8),
        name: [{ family: path.slice(8) }],
        meta: { versionId: '3', lastUpdated: '2026-01-01T00:00:00Z' },
      },
    };
  if (path === 'Patient')
    return { status: 200, json: set([{ resourceType: 'Patient', id: 'alpha', name: [{ family: 'Upstream' }] }]) };
  if (path === 'Condition/alpha-cancer')
    return {
      status: 200,
      json: { resourceType: 'Condition', id: 'alpha-cancer', subject: { reference: 'Patient/alpha' } },
    };
  if (path === 'Encounter') return { status: 200, json: set([]) };
  if (path === 'Observation' && url.searchParams.get('page') === '2')
    return { status: 200, json: set([observation('o3', 'alpha')]) };
  if (path === 'Observation')
    return {
      status: 200,
      json: set([observation('o1', 'alpha'), observation('o2', 'beta')], `${base}/Observation?page=2`),
    };
  if (path === 'MedicationRequest') {
    const subject = { reference: 'Patient/alpha' };
    const drug = { resourceType: 'Medication', id: 'm1', code: { text: base } };
    const order = {
      resourceType: 'MedicationRequest',
      id: 'r1',
      status: 'active',
      intent: 'order',
      subject,
      medicationReference: { reference: `${base}/Medication/m1` },
    };
    const entry = [{ resource: order }, { resource: drug, search: { mode: 'include' } }];
    return { status: 200, json: { resourceType: 'Bundle', type: 'searchset', total: 1, entry } };
  }
  if (path === 'Procedure') return { status: 200, json: set([], 'http://elsewhere.invalid/r4/Procedure?page=2') };
  if (path === 'Practitioner/dir-oncologist')
    return {
      status: 200,
      json: { resourceType: 'Practitioner', id: 'dir-oncologist', photo: [{ url: `${base}/Binary/1` }] },
    };
  if (method === 'POST' && path === 'ServiceRequest')
    return {
      status: 201,
      json: { ...(JSON.parse(body) as object), id: 'sr1', meta: { versionId: '1' } },
      headers: { location: `${base}/ServiceRequest/sr1/_history/1` },
    };
  if (path === 'ServiceRequest/sr1')
    return { status: 200, json: { ...referral('alpha'), id: 'sr1', meta: { versionId: '1' } } };
  if (method === 'POST' && path === 'Provenance')
    return { status: 201, json: { ...(JSON.parse(body) as object), id: 'p1' } };
  return {
    status: 404,
    json: {
      resourceType: 'OperationOutcome',
      issue: [{ severity: 'error', code: 'not-found', diagnostics: `${base} has no ${path}` }],
    },
  };
}

beforeAll(async () => {
  upstream = createServer((request, response) => {
    let body = '';
    request.on('data', (part: Buffer) => (body += part.toString()));
    request.on('end', () => {
      asked.push({ method: request.method ?? '', url: request.url ?? '', headers: request.headers, body });
      const { status, json, headers } = answer(request.method ?? '', new URL(request.url ?? '', base), body);
      response.writeHead(status, { 'content-type': 'application/fhir+json', ...headers });
      response.end(JSON.stringify(json));
    });
  });
  await new Promise<void>((resolve) => upstream.listen(0, '127.0.0.1', resolve));
  base = `http://127.0.0.1:${(upstream.address() as AddressInfo).port}/r4`;
  sandbox = await hospital(place, { fhir: `${base}/` });
  client = fhir(sandbox, (await tokens(sandbox)).access_token);
});
afterAll(async () => {
  await sandbox.stop();
  upstream.closeAllConnections();
  upstream.close();
  place.remove();
});

describe('in front of another FHIR server', () => {
  it('passes on its statement with the demo EHR’s security and address', async () => {
    const statement = (await (await get(`${sandbox.fhirUrl}/metadata`)).json()) as { implementation: { url: string } };
    expect(statement.implementation.url).toBe(sandbox.fhirUrl);
    expect(JSON.stringify(statement)).toContain(`${sandbox.ehrUrl}/auth/token`);
    expect(JSON.stringify(statement)).not.toContain('theirs');
  });

  it('reads with the same rules, and never passes the token on', async () => {
    const response = await client.get('Patient/alpha');
    expect([response.status, response.headers.get('etag')]).toEqual([200, 'W/"3"']);
    expect(asked.at(-1)?.headers).not.toHaveProperty('authorization');
    expect((await client.get('Patient/beta')).status).toBe(403);
    expect((await get(`${sandbox.fhirUrl}/Patient/alpha`)).status).toBe(401);
    expect(await (await client.get('Practitioner/dir-oncologist')).text()).toContain(`${sandbox.fhirUrl}/Binary/1`);
  });

  it('narrows searches, hides what slips through, and keeps the pages under its own address', async () => {
    const first = await searchset(await client.get('Observation?category=laboratory'));
    expect(asked.at(-1)?.url).toBe('/r4/Observation?category=laboratory&patient=alpha');
    expect(first.ids).toEqual(['o1']);
    expect(first.total).toBeUndefined();
    expect(first.next?.startsWith(`${sandbox.fhirUrl}/Observation?_page=`)).toBe(true);
    expect((await searchset(await client.get(first.next ?? ''))).ids).toEqual(['o3']);
    const before = asked.length;
    expect((await client.get('Observation?patient=beta')).status).toBe(403);
    expect(asked).toHaveLength(before);
  });

  it('passes on what a search brings along as what it is, where the token may read it', async () => {
    const query = 'MedicationRequest?patient=alpha&_include=MedicationRequest:medication';
    const found = await searchset(await client.get(query));
    expect(found).toMatchObject({ total: 1, ids: ['r1'], included: ['Medication/m1'] });
    const { access_token } = await tokens(sandbox, { patient: 'alpha' }, 'launch patient/MedicationRequest.rs');
    expect(await searchset(await fhir(sandbox, access_token).get(query))).toMatchObject({ ids: ['r1'], included: [] });
  });

  it('does not follow it to another host', async () => {
    const { next } = await searchset(await client.get('Procedure?patient=alpha'));
    expect((await client.get(next ?? '')).status).toBe(502);
  });

  it('writes after the checks, and answers with its own address', async () => {
    const body = referral('alpha', { subject: { reference: `${sandbox.fhirUrl}/Patient/alpha` } });
    const response = await client.send('POST', 'ServiceRequest', body, { 'if-none-exist': 'identifier=a|b' });
    expect(response.status).toBe(201);
    expect(response.headers.get('location')).toBe(`${sandbox.fhirUrl}/ServiceRequest/sr1/_history/1`);
    const sent = asked.find((request) => request.method === 'POST' && request.url === '/r4/ServiceRequest');
    expect(sent?.headers['if-none-exist']).toBe('identifier=a|b');
    expect(sent?.body).toContain(`${base}/Patient/alpha`);
    expect(await response.text()).toContain(`${sandbox.fhirUrl}/Patient/alpha`);
    expect(await (await get(`${sandbox.ehrUrl}/orders`)).text()).toContain('Referral to palliative care service');
    const provenance = {
      resourceType: 'Provenance',
      target: [{ reference: 'ServiceRequest/sr1/_history/1' }],
      recorded: '2026-01-20T10:00:00Z',
      agent: [{ who: { display: 'x' } }],
    };
    expect((await client.send('POST', 'Provenance', provenance)).status).toBe(201);
    expect((await client.send('POST', 'ServiceRequest', referral('beta'))).status).toBe(403);
  });

  it('keeps what waits for review from it, after the same checks', async () => {
    const careful = await hospital(place, { fhir: base, personality: { ...plain, createAnswer: 'accepted-202' } });
    const app = fhir(careful, (await tokens(careful, { patient: 'alpha', encounter: null })).access_token);
    const before = asked.length;
    expect((await app.send('POST', 'ServiceRequest', referral('alpha'))).status).toBe(202);
    expect((await app.send('POST', 'ServiceRequest', referral('alpha', { surprise: true }))).status).toBe(422);
    // The server behind finds one of this patient and one of another.
    const found = await app.send('POST', 'Observation', observation('', 'alpha'), { 'if-none-exist': 'code=o1' });
    expect([found.status, ((await found.json()) as { id: string }).id]).toEqual([200, 'o1']);
    expect(asked.slice(before).filter(({ method }) => method !== 'GET')).toEqual([]);
    expect(await (await get(`${careful.ehrUrl}/orders`)).text()).toContain('Waiting for review');
    await careful.stop();
  });

  it('passes its refusals on as they are, with the address changed', async () => {
    const response = await client.get('Goal/none');
    expect(response.status).toBe(404);
    expect(await response.text()).toContain(`${sandbox.fhirUrl} has no Goal/none`);
  });

  it('lists its patients', async () => {
    expect(await (await get(`${sandbox.ehrUrl}/`)).text()).toContain('Open chart of Upstream');
  });

  it('says when it cannot be reached', async () => {
    const lost = await hospital(place, { fhir: 'http://127.0.0.1:9/fhir' });
    const app = fhir(lost, (await tokens(lost, { patient: 'alpha', encounter: null })).access_token);
    expect((await app.get('Patient/alpha')).status).toBe(502);
    await lost.stop();
  });
});
