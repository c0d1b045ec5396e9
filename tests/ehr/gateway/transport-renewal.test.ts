/** A token that the server does not accept before its time: a read is tried once more with a newer one, a write never. */
import { describe, expect, it } from 'vitest';
import { createTransport, type TransportOptions } from '../../../src/ehr/gateway/transport.ts';
import { BASE, fakeServer, json, lost, noSleep, type Asked } from '../support/fake-fetch.ts';

const URL_OF_PATIENT = new URL(`${BASE}/Patient/p1`);

/** A server that takes one token only, and a keeper that notes what it is asked. */
function session({
  accepts,
  holds,
  ...more
}: { readonly accepts: string; readonly holds: string[] } & Partial<TransportOptions>) {
  const told: string[] = [];
  const order: string[] = [];
  const server = fakeServer(({ headers, method }) => {
    order.push(`${method} ${headers.get('Authorization')}`);
    return headers.get('Authorization') === `Bearer ${accepts}` ? json({ ok: true }) : json({}, 401);
  });
  const transport = createTransport({
    token: async () => holds[0] ?? null,
    refused: async (bearer) => {
      told.push(bearer);
      order.push(`refused ${bearer}`);
      holds.shift();
      return holds.length > 0;
    },
    writing: async (write) => {
      order.push('write begins');
      try {
        return await write();
      } finally {
        order.push('write ends');
      }
    },
    fetch: server.fetch,
    sleep: noSleep,
    ...more,
  });
  return { transport, server, told, order };
}

const statusOf = (exchange: Awaited<ReturnType<ReturnType<typeof createTransport>['get']>>): number | string =>
  exchange.is === 'answered' ? exchange.answer.status : exchange.is;
const bearers = (asked: readonly Asked[]): readonly (string | null)[] =>
  asked.map(({ headers }) => headers.get('Authorization'));

describe('a read that is answered 401', () => {
  it('is repeated once, with the newer token', async () => {
    const { transport, server, told } = session({ accepts: 'new', holds: ['old', 'new'] });
    expect(statusOf(await transport.get(URL_OF_PATIENT, 'Patient'))).toBe(200);
    expect(bearers(server.asked)).toEqual(['Bearer old', 'Bearer new']);
    expect(told).toEqual(['old']);
  });

  it('is not repeated when there is no newer one', async () => {
    const { transport, server, told } = session({ accepts: 'new', holds: ['old'] });
    expect(statusOf(await transport.get(URL_OF_PATIENT, 'Patient'))).toBe(401);
    expect(server.asked).toHaveLength(1);
    expect(told).toEqual(['old']);
  });

  it('is not repeated twice, whatever else there is', async () => {
    const { transport, server, told } = session({ accepts: 'none', holds: ['one', 'two', 'three'] });
    expect(statusOf(await transport.get(URL_OF_PATIENT, 'Patient'))).toBe(401);
    expect(bearers(server.asked)).toEqual(['Bearer one', 'Bearer two']);
    expect(told).toEqual(['one']);
  });

  it('is not repeated where nobody renews', async () => {
    const server = fakeServer(() => json({}, 401));
    const transport = createTransport({ token: () => 'old', fetch: server.fetch, sleep: noSleep });
    expect(statusOf(await transport.get(URL_OF_PATIENT, 'Patient'))).toBe(401);
    expect(server.asked).toHaveLength(1);
  });

  it('is told of with the token that was sent, not with the one that came meanwhile', async () => {
    let token = 'sent';
    const told: string[] = [];
    const server = fakeServer(() => {
      token = 'came meanwhile';
      return json({}, 401);
    });
    const transport = createTransport({
      token: () => token,
      refused: async (bearer) => (told.push(bearer), false),
      fetch: server.fetch,
      sleep: noSleep,
    });
    await transport.get(URL_OF_PATIENT, 'Patient');
    expect(told).toEqual(['sent']);
  });

  it('tells of each read its own token, when several are under way', async () => {
    const told: string[] = [];
    let count = 0;
    const server = fakeServer(async () => {
      await new Promise((done) => setTimeout(done, 1));
      return json({}, 401);
    });
    const transport = createTransport({
      token: () => `token-${(count += 1)}`,
      refused: async (bearer) => (told.push(bearer), false),
      fetch: server.fetch,
      sleep: noSleep,
    });
    await Promise.all(['a', 'b', 'c'].map((id) => transport.get(new URL(`${BASE}/Patient/${id}`), 'Patient')));
    expect(told.toSorted()).toEqual(['token-1', 'token-2', 'token-3']);
  });

  it('and then is busy, is tried as often as any other', async () => {
    let calls = 0;
    const server = fakeServer(() => json({}, (calls += 1) === 1 ? 401 : 503));
    const transport = createTransport({
      token: () => 'x',
      refused: async () => true,
      fetch: server.fetch,
      sleep: noSleep,
    });
    expect(statusOf(await transport.get(URL_OF_PATIENT, 'Patient'))).toBe(503);
    expect(server.asked).toHaveLength(5);
  });

  it('when the session has ended meanwhile, is not sent again', async () => {
    let token: string | null = 'old';
    const server = fakeServer(() => json({}, 401));
    const transport = createTransport({
      token: () => token,
      refused: async () => {
        token = null;
        return true;
      },
      fetch: server.fetch,
      sleep: noSleep,
    });
    expect(statusOf(await transport.get(URL_OF_PATIENT, 'Patient'))).toBe('not-sent');
    expect(server.asked).toHaveLength(1);
  });

  it.each([400, 403, 404, 500])('only then: of %i nobody is told', async (status) => {
    const told: string[] = [];
    const server = fakeServer(() => json({}, status));
    const transport = createTransport({
      token: () => 'x',
      refused: async (bearer) => (told.push(bearer), true),
      fetch: server.fetch,
      sleep: noSleep,
    });
    await transport.get(URL_OF_PATIENT, 'Patient');
    expect(told).toEqual([]);
  });
});

describe('a write', () => {
  it('that is answered 401 is not repeated; its token is told to be good for nothing, for the next request', async () => {
    const { transport, server, told } = session({ accepts: 'new', holds: ['old', 'new'] });
    expect(statusOf(await transport.post(URL_OF_PATIENT, '{}', {}, 'create'))).toBe(401);
    expect(server.asked).toHaveLength(1);
    expect(told).toEqual(['old']);
  });

  it('is wrapped whole, its token too, and reads are not', async () => {
    const { transport, order } = session({ accepts: 'a', holds: ['a'] });
    await transport.get(URL_OF_PATIENT, 'Patient');
    await transport.post(URL_OF_PATIENT, '{}', {}, 'create');
    await transport.get(URL_OF_PATIENT, 'Patient');
    expect(order).toEqual(['GET Bearer a', 'write begins', 'POST Bearer a', 'write ends', 'GET Bearer a']);
  });

  it('asks for its token after it has begun: a renewal that it waits for gives the newest', async () => {
    let token = 'old';
    const { transport, server } = session({
      accepts: 'new',
      holds: [],
      token: () => token,
      writing: async (write) => {
        token = 'new';
        return await write();
      },
    });
    expect(statusOf(await transport.post(URL_OF_PATIENT, '{}', {}, 'create'))).toBe(200);
    expect(bearers(server.asked)).toEqual(['Bearer new']);
  });

  it.each([
    ['the answer is lost', {}, 'lost'],
    ['there is no token', { token: () => null }, 'not-sent'],
  ] as const)('has ended also when %s', async (_, change, expected) => {
    const server = fakeServer(lost);
    const { transport, order } = session({ accepts: 'a', holds: ['a'], fetch: server.fetch, ...change });
    expect(statusOf(await transport.post(URL_OF_PATIENT, '{}', {}, 'create'))).toBe(expected);
    expect(order).toEqual(['write begins', 'write ends']);
    expect(server.asked).toHaveLength(expected === 'lost' ? 1 : 0);
  });

  it('is wrapped while it waits for its turn', async () => {
    const gates: (() => void)[] = [];
    const server = fakeServer(({ method }) =>
      method === 'POST' ? json({}, 201) : new Promise<Response>((done) => gates.push(() => done(json({})))),
    );
    const { transport, order } = session({ accepts: 'a', holds: ['a'], fetch: server.fetch });
    const reads = Array.from({ length: 6 }, (_, n) => transport.get(new URL(`${BASE}/Patient/${n}`), 'Patient'));
    const write = transport.post(URL_OF_PATIENT, '{}', {}, 'create');
    await new Promise((done) => setTimeout(done, 1));
    expect(order).toEqual(['write begins']);
    expect(server.count('POST')).toBe(0);
    for (const open of gates) open();
    expect(statusOf(await write)).toBe(201);
    await Promise.all(reads);
    expect(order).toEqual(['write begins', 'write ends']);
  });
});
