// @vitest-environment node
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import {
  busy,
  commitThenDrop,
  delay,
  dropBefore,
  hold,
  html,
  laggingIndex,
  malformedJson,
  rewriteBody,
  sendTwice,
  status,
} from '../../src/sandbox/faults.ts';
import { plain } from '../../src/sandbox/personality.ts';
import type { Sandbox } from '../../src/sandbox/sandbox.ts';
import { fhir, folder, get, hospital, postForm, referral, searchset, tokens } from './helpers.ts';
import type { Fhir } from './helpers.ts';

const place = folder();
let sandbox: Sandbox;
let client: Fhir;

beforeAll(async () => {
  sandbox = await hospital(place);
  client = fhir(sandbox, (await tokens(sandbox)).access_token);
});
afterEach(() => sandbox.faults.clear());
afterAll(async () => {
  await sandbox.stop();
  place.remove();
});

describe('CORS', () => {
  const preflight = (path: string, origin: string): Promise<Response> =>
    fetch(`${sandbox.ehrUrl}${path}`, {
      method: 'OPTIONS',
      headers: {
        origin,
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'authorization,content-type',
      },
    });

  it('answers preflights of the app with the lists, without a token', async () => {
    for (const path of ['/fhir/ServiceRequest', '/fhir/Patient/alpha', '/auth/token', '/auth/revoke']) {
      const response = await preflight(path, sandbox.appUrl);
      expect([path, response.status, response.headers.get('access-control-allow-origin')]).toEqual([
        path,
        204,
        sandbox.appUrl,
      ]);
      expect(response.headers.get('access-control-allow-headers')).toBe(
        'Authorization, Content-Type, Accept, Prefer, If-None-Exist, If-Match',
      );
      expect(response.headers.get('vary')).toBe('Origin');
    }
  });

  it('opens discovery to everyone and nothing else to strangers', async () => {
    expect((await preflight('/fhir/metadata', 'https://evil.invalid')).headers.get('access-control-allow-origin')).toBe(
      '*',
    );
    const refused = await preflight('/fhir/Patient/alpha', 'https://evil.invalid');
    expect([
      refused.status,
      refused.headers.get('access-control-allow-origin'),
      refused.headers.get('access-control-allow-headers'),
    ]).toEqual([204, null, null]);
    expect((await preflight('/auth/authorize', sandbox.appUrl)).headers.get('access-control-allow-origin')).toBeNull();
    expect(
      (await get(`${sandbox.ehrUrl}/chart/alpha`, { origin: sandbox.appUrl })).headers.get(
        'access-control-allow-origin',
      ),
    ).toBeNull();
  });

  it('lets the app read answers and errors, with the headers that are exposed', async () => {
    const ok = await client.get('Patient/alpha', { origin: sandbox.appUrl });
    expect(ok.headers.get('access-control-allow-origin')).toBe(sandbox.appUrl);
    expect(ok.headers.get('access-control-expose-headers')).toBe('ETag, Location, Content-Location');
    for (const response of [
      await client.get('Patient/beta', { origin: sandbox.appUrl }),
      await get(`${sandbox.fhirUrl}/Patient`, { origin: sandbox.appUrl }),
      await postForm(`${sandbox.ehrUrl}/auth/token`, {}, { origin: sandbox.appUrl }),
    ]) {
      expect(response.status).toBeGreaterThanOrEqual(400);
      expect(response.headers.get('access-control-allow-origin')).toBe(sandbox.appUrl);
    }
    expect(
      (await client.get('Patient/alpha', { origin: 'https://evil.invalid' })).headers.get(
        'access-control-allow-origin',
      ),
    ).toBeNull();
  });

  it('takes its lists from the personality', async () => {
    const other = await hospital(place, {
      scenarios: [],
      personality: { ...plain, cors: { allowHeaders: ['Authorization'], exposeHeaders: [], maxAgeSeconds: 0 } },
    });
    const response = await fetch(`${other.fhirUrl}/metadata`, {
      method: 'OPTIONS',
      headers: { origin: other.appUrl, 'access-control-request-method': 'GET' },
    });
    expect(response.headers.get('access-control-allow-headers')).toBe('Authorization');
    expect(response.headers.get('access-control-max-age')).toBe('0');
    await other.stop();
  });
});

describe('faults', () => {
  const orders = async (): Promise<number> => (await sandbox.search('ServiceRequest', { patient: 'alpha' })).length;

  it('answer in place of the server, so many times, with CORS unless told otherwise', async () => {
    sandbox.faults.add({
      path: /Encounter\?/,
      times: 1,
      action: status(503, { resourceType: 'OperationOutcome', issue: [] }, { 'Retry-After': '2' }),
    });
    const busy = await client.get('Encounter?patient=alpha', { origin: sandbox.appUrl });
    expect([busy.status, busy.headers.get('retry-after'), busy.headers.get('access-control-allow-origin')]).toEqual([
      503,
      '2',
      sandbox.appUrl,
    ]);
    expect((await client.get('Encounter?patient=alpha')).status).toBe(200);
    sandbox.faults.add({
      path: '/Encounter',
      action: status(502, 'Bad gateway', { 'access-control-allow-origin': '' }),
    });
    expect((await client.get('Condition?patient=alpha')).status).toBe(200);
    const bare = await client.get('Encounter?patient=alpha', { origin: sandbox.appUrl });
    expect([bare.status, bare.headers.get('access-control-allow-origin')]).toEqual([502, null]);
    sandbox.faults.clear();
    expect((await client.get('Encounter?patient=alpha')).status).toBe(200);
  });

  it('strike by method, and leave preflights alone', async () => {
    sandbox.faults.add({ method: 'POST', path: 'ServiceRequest', action: status(500) });
    expect((await client.get('ServiceRequest?patient=alpha')).status).toBe(200);
    expect((await client.send('POST', 'ServiceRequest', referral('alpha'))).status).toBe(500);
    sandbox.faults.add({ path: 'Condition', action: status(500) });
    const preflight = await fetch(`${sandbox.fhirUrl}/Condition`, {
      method: 'OPTIONS',
      headers: { origin: sandbox.appUrl, 'access-control-request-method': 'GET' },
    });
    expect(preflight.status).toBe(204);
  });

  it('break the connection before anything is done, or after it', async () => {
    const before = await orders();
    sandbox.faults.add({ method: 'POST', times: 1, action: dropBefore() });
    await expect(client.send('POST', 'ServiceRequest', referral('alpha'))).rejects.toThrow();
    expect(await orders()).toBe(before);
    sandbox.faults.add({ method: 'POST', times: 1, action: commitThenDrop() });
    await expect(client.send('POST', 'ServiceRequest', referral('alpha'))).rejects.toThrow();
    expect(await orders()).toBe(before + 1);
    expect(sandbox.requests.at(-1)).toMatchObject({ method: 'POST', path: '/fhir/ServiceRequest', status: undefined });
  });

  it('hold a request before it is done', async () => {
    const before = await orders();
    const held = hold();
    sandbox.faults.add({ method: 'POST', action: held });
    const answer = client.send('POST', 'ServiceRequest', referral('alpha'));
    await held.arrived;
    expect(await orders()).toBe(before);
    held.release();
    expect((await answer).status).toBe(201);
    expect(await orders()).toBe(before + 1);
  });

  it('hold the answer of what is done already', async () => {
    const before = await orders();
    const held = hold({ holdAnswer: true });
    sandbox.faults.add({ method: 'POST', action: held });
    const answer = client.send('POST', 'ServiceRequest', referral('alpha'));
    await held.arrived;
    expect(await orders()).toBe(before + 1);
    held.release();
    expect((await answer).status).toBe(201);
  });

  it('let something happen first', async () => {
    sandbox.faults.add({
      method: 'PUT',
      times: 1,
      before: async () => {
        const [current] = await sandbox.search('ServiceRequest', { identifier: 'race' });
        if (current) await sandbox.update({ ...current, status: 'on-hold' });
      },
      action: delay(1),
    });
    const created = await client.send('POST', 'ServiceRequest', referral('alpha', { identifier: [{ value: 'race' }] }));
    const order = (await created.json()) as { id: string };
    const late = await client.send(
      'PUT',
      `ServiceRequest/${order.id}`,
      { ...order, status: 'revoked' },
      { 'if-match': created.headers.get('etag') ?? '' },
    );
    expect(late.status).toBe(412);
  });

  it('spoil the answer: late, cut, rewritten, or a log-in page', async () => {
    sandbox.faults.add({ times: 1, action: delay(60) });
    const start = performance.now();
    expect((await client.get('Patient/alpha')).status).toBe(200);
    expect(performance.now() - start).toBeGreaterThan(50);
    sandbox.faults.add({ times: 1, action: malformedJson() });
    await expect(client.get('Patient/alpha').then((answer) => answer.json())).rejects.toThrow();
    sandbox.faults.add({
      times: 1,
      action: rewriteBody((body) => ({ ...body, link: [{ relation: 'next', url: 'https://evil.invalid/fhir' }] })),
    });
    expect((await searchset(await client.get('Condition?patient=alpha'))).next).toBe('https://evil.invalid/fhir');
    sandbox.faults.add({ times: 1, action: html() });
    const page = await client.get('Patient/alpha');
    expect([page.status, page.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
  });

  it('say that the EHR is busy, and for how long', async () => {
    const before = await orders();
    sandbox.faults.add({ method: 'POST', times: 1, action: busy(7) });
    const told = await client.send('POST', 'ServiceRequest', referral('alpha'));
    expect([told.status, told.headers.get('retry-after')]).toEqual([429, '7']);
    expect(await told.json()).toMatchObject({ resourceType: 'OperationOutcome', issue: [{ code: 'throttled' }] });
    sandbox.faults.add({ times: 1, action: busy() });
    const curt = await client.get('Patient/alpha');
    expect([curt.status, curt.headers.get('retry-after')]).toEqual([429, null]);
    expect(await orders()).toBe(before);
  });

  it('let a script read how long only where the personality exposes it', async () => {
    const exposed = async (of: Sandbox): Promise<string | null> => {
      of.faults.add({ times: 1, action: busy(7) });
      const response = await get(`${of.fhirUrl}/Patient/alpha`, { origin: of.appUrl });
      expect([response.status, response.headers.get('access-control-allow-origin')]).toEqual([429, of.appUrl]);
      return response.headers.get('access-control-expose-headers');
    };
    expect(await exposed(sandbox)).not.toContain('Retry-After');
    const cors = { ...plain.cors, exposeHeaders: ['Retry-After'] };
    const other = await hospital(place, { scenarios: [], personality: { ...plain, cors } });
    expect(await exposed(other)).toBe('Retry-After');
    await other.stop();
  });

  it('hide from searches what is new, and from nothing else', async () => {
    const created = await client.send(
      'POST',
      'ServiceRequest',
      referral('alpha', { identifier: [{ value: 'too-new' }] }),
    );
    const { id } = (await created.json()) as { id: string };
    const query = 'ServiceRequest?patient=alpha&_count=100';
    const all = await searchset(await client.get(query));
    let now = Date.now();
    sandbox.faults.add({ action: laggingIndex(60_000, () => now) });
    const found = await searchset(await client.get(query));
    expect(found.ids).not.toContain(id);
    expect(found.total).toBe((all.total ?? 0) - (all.ids.length - found.ids.length));
    // What is read by its id, written, or not FHIR at all passes; and so does what the chart had before.
    expect((await client.get(`ServiceRequest/${id}`)).status).toBe(200);
    expect((await client.send('POST', 'ServiceRequest', referral('alpha'))).status).toBe(201);
    expect((await client.get('Encounter')).status).toBe(200);
    expect((await searchset(await client.get('Condition?patient=alpha'))).ids).toEqual(['alpha-cancer']);
    expect((await client.get('Patient/nobody')).status).toBe(404);
    now += 120_000;
    const caughtUp = await searchset(await client.get(query));
    expect(caughtUp.ids).toContain(id);
    expect(caughtUp.total).toBe((all.total ?? 0) + 1);
  });

  it('have the browser send it again: done twice, answered once, both in the log', async () => {
    const before = await orders();
    const known = sandbox.requests.length;
    sandbox.faults.add({ method: 'POST', times: 1, action: sendTwice() });
    const answer = await client.send('POST', 'ServiceRequest', referral('alpha'));
    expect(answer.status).toBe(201);
    expect(await orders()).toBe(before + 2);
    expect(sandbox.requests.slice(known).map(({ method, status }) => [method, status])).toEqual([
      ['POST', undefined],
      ['POST', 201],
    ]);
    // Of the two, the answer is about the second; with a condition there is only one.
    const { id } = (await answer.json()) as { id: string };
    expect((await sandbox.search('ServiceRequest', { patient: 'alpha' })).at(-1)?.id).toBe(id);
    sandbox.faults.add({ method: 'POST', times: 1, action: sendTwice() });
    const once = referral('alpha', { identifier: [{ value: 'sent-twice' }] });
    const same = await client.send('POST', 'ServiceRequest', once, { 'if-none-exist': 'identifier=sent-twice' });
    expect(same.status).toBe(200);
    expect(await orders()).toBe(before + 3);
  });

  it('cannot be reached over HTTP', async () => {
    for (const path of ['/faults', '/fhir/faults', '/auth/faults'])
      expect((await postForm(`${sandbox.ehrUrl}${path}`, { action: 'clear' })).status).toBeGreaterThanOrEqual(400);
  });

  it('strike the authorization server too', async () => {
    sandbox.faults.add({ path: '/auth/token', times: 1, action: status(500) });
    expect((await postForm(`${sandbox.ehrUrl}/auth/token`, {})).status).toBe(500);
  });
});
