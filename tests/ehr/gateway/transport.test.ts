import { describe, expect, it } from 'vitest';
import { createGateway } from '../../../src/ehr/gateway/gateway.ts';
import { createLimiter } from '../../../src/ehr/gateway/limiter.ts';
import { BASE, bundle, fakeServer, hang, json, lost, noSleep, outcome, type Handler } from '../support/fake-fetch.ts';

const patient = { resourceType: 'Patient', id: 'p1' };

function gatewayTo(handler: Handler, more: Partial<Parameters<typeof createGateway>[0]> = {}) {
  const server = fakeServer(handler);
  const slept: number[] = [];
  const gateway = createGateway({
    base: BASE,
    token: () => 'secret',
    fetch: server.fetch,
    sleep: async (milliseconds) => void slept.push(milliseconds),
    random: () => 1,
    ...more,
  });
  return { gateway, server, slept };
}

describe('every request', () => {
  it('carries the token and asks for FHIR JSON, and leaves no trace elsewhere', async () => {
    const { gateway, server } = gatewayTo(() => json(patient));
    await gateway.read('Patient/p1');
    const [asked] = server.asked;
    expect(asked?.headers.get('Authorization')).toBe('Bearer secret');
    expect(asked?.headers.get('Accept')).toBe('application/fhir+json');
    // A Cache-Control header would be refused by CORS on many servers.
    expect([...(asked?.headers.keys() ?? [])].toSorted()).toEqual(['accept', 'authorization']);
    expect(asked?.init).toMatchObject({
      cache: 'no-store',
      credentials: 'omit',
      referrerPolicy: 'no-referrer',
      redirect: 'manual',
    });
  });

  it('is not sent without a token', async () => {
    const { gateway, server } = gatewayTo(() => json(patient), { token: async () => null });
    expect(await gateway.read('Patient/p1')).toMatchObject({ ok: false, problem: { kind: 'session-expired' } });
    expect(await gateway.create({ resourceType: 'ServiceRequest' } as never)).toMatchObject({
      is: 'not-sent',
      why: { kind: 'session-expired' },
    });
    expect(server.asked).toHaveLength(0);
  });

  it('does not call fetch as a method, which browsers refuse', async () => {
    let calledPlainly = false;
    const { gateway } = gatewayTo(() => json(patient), {
      fetch: async function (this: unknown) {
        calledPlainly = this === undefined;
        return json(patient);
      },
    });
    await gateway.read('Patient/p1');
    expect(calledPlainly).toBe(true);
  });
});

describe('a GET that fails', () => {
  it.each([408, 425, 429, 500, 502, 503, 504])('%i is tried four times, with growing waits', async (status) => {
    const { gateway, server, slept } = gatewayTo(() => json(outcome('no'), status));
    expect(await gateway.read('Patient/p1')).toMatchObject({ ok: false, problem: { status, said: ['no'] } });
    expect(server.asked).toHaveLength(4);
    expect(slept).toEqual([500, 1500, 4000]);
  });

  it.each([400, 401, 403, 404, 405, 406, 410, 412, 422, 501])('%i is tried once', async (status) => {
    const { gateway, server } = gatewayTo(() => json(outcome('no'), status));
    expect((await gateway.read('Patient/p1')).ok).toBe(false);
    expect(server.asked).toHaveLength(1);
  });

  it('is tried again after a lost connection, and succeeds', async () => {
    let calls = 0;
    const { gateway } = gatewayTo(() => ((calls += 1) < 3 ? lost() : json(patient)));
    expect(await gateway.read('Patient/p1')).toMatchObject({ ok: true });
    expect(calls).toBe(3);
  });

  it('waits a random part of the longest wait', async () => {
    const { gateway, slept } = gatewayTo(() => json({}, 503), { random: () => 0.25 });
    await gateway.read('Patient/p1');
    expect(slept).toEqual([125, 375, 1000]);
  });

  it.each([
    ['3', 3000],
    ['Sat, 21 Nov 2026 12:00:04 GMT', 4000],
  ])('waits as long as Retry-After %s says', async (header, expected) => {
    const { gateway, slept } = gatewayTo(() => json({}, 429, { 'Retry-After': header }), {
      now: () => Date.UTC(2026, 10, 21, 12),
    });
    await gateway.read('Patient/p1');
    expect(slept[0]).toBe(expected);
  });

  it('gives up when the server asks for a wait longer than 20 seconds', async () => {
    const { gateway, server, slept } = gatewayTo(() => json({}, 503, { 'Retry-After': '120' }));
    expect(await gateway.read('Patient/p1')).toMatchObject({ ok: false, problem: { kind: 'busy' } });
    expect(server.asked).toHaveLength(1);
    expect(slept).toEqual([]);
  });

  it('is not repeated any more after five were given up in a row, until one succeeds', async () => {
    let up = false;
    const { gateway, server } = gatewayTo(() => (up ? json(patient) : json({}, 503)));
    for (let given = 0; given < 5; given += 1) await gateway.read('Patient/p1');
    expect(server.asked).toHaveLength(20);
    await gateway.read('Patient/p1');
    expect(server.asked).toHaveLength(21);
    up = true;
    await gateway.read('Patient/p1');
    up = false;
    await gateway.read('Patient/p1');
    expect(server.asked).toHaveLength(26);
  });

  it('times out, is not repeated, and says so', async () => {
    const { gateway, server } = gatewayTo(hang, { readTimeout: 5 });
    expect(await gateway.read('Patient/p1')).toMatchObject({ ok: false, problem: { kind: 'timeout' } });
    expect(server.asked).toHaveLength(1);
  });

  it('counts the body into the time-out', async () => {
    const { gateway } = gatewayTo(
      ({ init }) =>
        new Response(
          new ReadableStream({
            start: (controller) =>
              init.signal?.addEventListener('abort', () => controller.error(new DOMException('aborted', 'AbortError'))),
          }),
        ),
      { readTimeout: 5 },
    );
    expect(await gateway.read('Patient/p1')).toMatchObject({ ok: false, problem: { kind: 'timeout' } });
  });
});

describe('what an answer means', () => {
  it.each([
    [401, 'session-expired'],
    [403, 'forbidden'],
    [404, 'not-found'],
    [405, 'not-supported'],
    [410, 'not-found'],
    [422, 'invalid'],
    [429, 'busy'],
    [500, 'server'],
    [501, 'not-supported'],
    [503, 'busy'],
    [302, 'foreign-address'],
  ])('%i on an instance is %s', async (status, kind) => {
    const { gateway } = gatewayTo(() =>
      status === 302 ? new Response(null, { status, headers: { Location: 'https://evil.example' } }) : json({}, status),
    );
    expect(await gateway.read('Patient/p1')).toMatchObject({ ok: false, problem: { kind, status } });
  });

  it('404 on a type is that the server does not have it', async () => {
    const { gateway } = gatewayTo(() => json({}, 404));
    expect((await gateway.search('CarePlan', {})).incomplete).toMatchObject({ kind: 'not-supported' });
  });

  it.each([
    ['malformed JSON', () => new Response('{"resourceType":"Patient",')],
    [
      'a sign-in page',
      () => new Response('<html><body>Sign in</body></html>', { headers: { 'Content-Type': 'text/html' } }),
    ],
    ['an empty body', () => new Response('')],
    ['null', () => new Response('null')],
    ['a number', () => new Response('7')],
    ['an object without a type', () => json({ id: 'p1' })],
    ['another type', () => json({ resourceType: 'Practitioner', id: 'p1' })],
    ['an OperationOutcome', () => json(outcome('nothing here'))],
  ] as const)('%s is unreadable, not nothing', async (_, answer) => {
    const { gateway } = gatewayTo(answer);
    expect(await gateway.read('Patient/p1')).toMatchObject({ ok: false, problem: { kind: 'unreadable' } });
  });

  it('a byte order mark is tolerated', async () => {
    const { gateway } = gatewayTo(() => new Response(`\uFEFF${JSON.stringify(patient)}`));
    expect(await gateway.read('Patient/p1')).toMatchObject({ ok: true });
  });

  it('what the server says is plain, bounded text, and an HTML page is not quoted', async () => {
    const issues = [
      {
        severity: 'error',
        code: 'invalid',
        details: { text: '<b onclick=x>No</b> <script>alert(1)</script>such\u0000 thing' },
      },
      { severity: 'error', code: 'invalid', diagnostics: 'x'.repeat(1000) },
      { severity: 'error', code: 'throttled' },
      null,
      { details: 7, diagnostics: ['x'] },
    ];
    const { gateway } = gatewayTo(() => json({ resourceType: 'OperationOutcome', issue: issues }, 422));
    const answer = await gateway.read('Patient/p1');
    const said = answer.ok ? [] : answer.problem.said;
    expect(said[0]).toBe('No alert(1) such thing');
    expect(said[1]).toHaveLength(300);
    expect(said[2]).toBe('throttled');
    expect(said).toHaveLength(3);
    const page = gatewayTo(() => new Response('<html>Error for Ruth Martin</html>', { status: 500 }));
    expect(await page.gateway.read('Patient/p1')).toMatchObject({ problem: { said: [] } });
  });

  it('names no id and no query in its technical detail', async () => {
    const { gateway } = gatewayTo(() => json({}, 403));
    const read = await gateway.read('Patient/MRN-00421');
    const search = await gateway.search('Observation', { patient: 'MRN-00421' });
    expect(JSON.stringify([read, search])).not.toContain('00421');
  });
});

describe('requests at the same time', () => {
  it('are six at most, in the order in which they were asked', async () => {
    let running = 0;
    let most = 0;
    const order: string[] = [];
    const { gateway } = gatewayTo(async ({ path }) => {
      order.push(path);
      running += 1;
      most = Math.max(most, running);
      await new Promise((done) => setTimeout(done, 1));
      running -= 1;
      return json(bundle([]));
    });
    await Promise.all(
      Array.from({ length: 20 }, (_, index) => gateway.search(`Type${String.fromCharCode(97 + index)}`, {})),
    );
    expect(most).toBe(6);
    expect(order).toEqual(order.toSorted());
  });

  it('let a write go first', async () => {
    const limiter = createLimiter(1);
    const order: string[] = [];
    const work = (name: string) => async () => void order.push(name);
    let open = (): void => {};
    const gate = new Promise<void>((done) => (open = done));
    const first = limiter.run(() => gate);
    const rest = [limiter.run(work('read')), limiter.run(work('write'), true)];
    open();
    await Promise.all([first, ...rest]);
    expect(order).toEqual(['write', 'read']);
  });

  it('go on after one has thrown', async () => {
    const limiter = createLimiter(1);
    await expect(limiter.run(() => Promise.reject(new Error('bug')))).rejects.toThrow('bug');
    expect(await limiter.run(async () => 7)).toBe(7);
  });
});

describe('capabilities', () => {
  it('are asked once, and again after a failure', async () => {
    let up = false;
    const { gateway, server } = gatewayTo(
      () => (up ? json({ resourceType: 'CapabilityStatement', rest: [] }) : json({}, 404)),
      { sleep: noSleep },
    );
    expect(await gateway.capabilities()).toMatchObject({ ok: false });
    up = true;
    expect(await gateway.capabilities()).toMatchObject({ ok: true });
    await Promise.all([gateway.capabilities(), gateway.capabilities()]);
    expect(server.count('GET', '/metadata')).toBe(2);
  });
});
