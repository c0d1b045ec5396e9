// @vitest-environment node
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { commitThenDrop, delay, laggingIndex } from '../../src/sandbox/faults.ts';
import { incoming } from '../../src/sandbox/http.ts';
import type { Answer, InProcessRequest } from '../../src/sandbox/http.ts';
import type { Sandbox } from '../../src/sandbox/sandbox.ts';
import { folder, hospital, referral, tokens } from './helpers.ts';

const place = folder();
let sandbox: Sandbox;
let authorization: string;

beforeAll(async () => {
  sandbox = await hospital(place);
  authorization = `Bearer ${(await tokens(sandbox)).access_token}`;
});
afterEach(() => {
  vi.useRealTimers();
  sandbox.faults.clear();
});
afterAll(async () => {
  await sandbox.stop();
  place.remove();
});

async function call(path: string, request: InProcessRequest = {}): Promise<Answer> {
  const headers = { Authorization: authorization, Origin: sandbox.appUrl, ...request.headers };
  const reply = await sandbox.handle(incoming(`${sandbox.fhirUrl}/${path}`, { ...request, headers }));
  if (reply === 'drop') throw new Error('dropped');
  return reply;
}

const post = (order: object): Promise<Answer> =>
  call('ServiceRequest', { method: 'POST', headers: { 'Content-Type': 'application/fhir+json' }, body: order });

const ids = (answer: Answer): string[] =>
  ((JSON.parse(answer.body?.toString() ?? '') as { entry?: { resource: { id: string } }[] }).entry ?? []).map(
    ({ resource }) => resource.id,
  );

describe('the EHR in process', () => {
  it('answers as over a socket, with CORS, faults and log', async () => {
    const known = sandbox.requests.length;
    const found = await call('Patient/alpha');
    expect([found.status, found.headers['access-control-allow-origin']]).toEqual([200, sandbox.appUrl]);
    expect(sandbox.requests.slice(known)).toMatchObject([
      { path: '/fhir/Patient/alpha', status: 200, patient: 'alpha' },
    ]);
    sandbox.faults.add({ method: 'POST', times: 1, action: commitThenDrop() });
    const order = referral('alpha', { identifier: [{ value: 'in-process' }] });
    await expect(post(order)).rejects.toThrow('dropped');
    expect(ids(await call('ServiceRequest?identifier=in-process'))).toHaveLength(1);
    expect(sandbox.requests.slice(known).map(({ status }) => status)).toEqual([200, undefined, 200]);
  });

  it('keeps to its own name', async () => {
    const path = `${sandbox.fhirUrl}/metadata`;
    expect(await sandbox.handle(incoming(path, { headers: { Host: 'evil.invalid' } }))).toMatchObject({ status: 421 });
    expect(await sandbox.handle(incoming(path))).toMatchObject({ status: 200 });
  });

  it('needs no real time: hours pass and two thousand requests are made under a fake clock', async () => {
    vi.useFakeTimers();
    const begin = Date.now();
    sandbox.faults.add({ method: 'GET', path: 'Patient/alpha', times: 1, action: delay(3_000_000) });
    const late = call('Patient/alpha');
    await vi.advanceTimersByTimeAsync(3_000_000);
    expect((await late).status).toBe(200);
    for (let count = 0; count < 2_000; count += 1) expect((await call('Patient/alpha')).status).toBe(200);
    expect(sandbox.requests.at(-1)?.at).toBe(begin + 3_000_000);
  });

  it('has an index that catches up with the same clock', async () => {
    vi.useFakeTimers();
    sandbox.faults.add({ method: 'GET', action: laggingIndex(30_000) });
    const created = await post(referral('alpha', { identifier: [{ value: 'lags' }] }));
    const { id } = JSON.parse(created.body?.toString() ?? '') as { id: string };
    expect(ids(await call('ServiceRequest?identifier=lags'))).toEqual([]);
    expect((await call(`ServiceRequest/${id}`)).status).toBe(200);
    vi.advanceTimersByTime(30_000);
    expect(ids(await call('ServiceRequest?identifier=lags'))).toEqual([id]);
  });
});
