/** What goes to the token endpoint after the launch, and what each answer means. */
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import * as fc from 'fast-check';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { HANDSHAKE_TIMEOUT } from '../../../src/ehr/launch/handshake-timeout.ts';
import { giveBack } from '../../../src/ehr/launch/give-back.ts';
import { renewToken, type RenewOptions } from '../../../src/ehr/launch/renew.ts';
import { mutate, mutations, runs, strangeValue, tellSeed } from '../../support/seeded.ts';

tellSeed('renew');

const NOW = Date.UTC(2026, 10, 21, 15);
const ISS = 'https://ehr.example/fhir';
const TOKEN = 'https://ehr.example/token';

interface Sent {
  readonly url: string;
  readonly init: RequestInit;
  readonly form: Readonly<Record<string, string>>;
}

const jwt = (claims: Record<string, unknown>): string =>
  `h.${Buffer.from(JSON.stringify({ aud: 'alongside', exp: NOW / 1000 + 60, ...claims })).toString('base64url')}.s`;

const json = (body: unknown, status = 200): Response =>
  new Response(JSON.stringify(body) ?? 'null', { status, headers: { 'Content-Type': 'application/json' } });

const good = { access_token: 'new', token_type: 'Bearer', expires_in: 3600, refresh_token: 'refresh-2', patient: 'p1' };

function sending(answer: () => Response | Promise<Response>) {
  const sent: Sent[] = [];
  const send: typeof fetch = async (input, init = {}) => {
    const url = input instanceof Request ? input.url : String(input);
    sent.push({ url, init, form: Object.fromEntries(init.body as URLSearchParams) });
    return await answer();
  };
  return { sent, send };
}

async function renew(answer: () => Response | Promise<Response>, change: Partial<RenewOptions> = {}) {
  const { sent, send } = sending(answer);
  const options: RenewOptions = {
    fetch: send,
    now: () => NOW,
    tokenUri: TOKEN,
    clientId: 'alongside',
    iss: ISS,
    patientId: 'p1',
    user: { reference: 'Practitioner/d1', here: true },
    ...change,
  };
  return { sent, result: await renewToken(options, 'refresh-1') };
}

afterEach(() => void vi.unstubAllGlobals());

/** What must hold of everything that carries a token in a form. */
const SAFE = {
  method: 'POST',
  cache: 'no-store',
  credentials: 'omit',
  referrerPolicy: 'no-referrer',
  redirect: 'error',
};

describe('the request for a new token', () => {
  it('is one form with the old one and the client, which leaves no trace and follows nobody elsewhere', async () => {
    const { sent, result } = await renew(() => json(good));
    expect(result).toEqual({
      is: 'renewed',
      tokens: { accessToken: 'new', expiresAt: NOW + 3_600_000, refreshToken: 'refresh-2' },
    });
    expect(sent).toHaveLength(1);
    const [{ url, init, form }] = sent as [Sent];
    expect(url).toBe(TOKEN);
    expect(form).toEqual({ grant_type: 'refresh_token', refresh_token: 'refresh-1', client_id: 'alongside' });
    expect(init).toMatchObject(SAFE);
    // No other header: a browser would have to ask for leave first, and few token endpoints give it.
    expect(init.headers).toEqual({ Accept: 'application/json' });
    expect(init.keepalive).not.toBe(true);
  });

  it('is given up after as long as the handshake may take', async () => {
    const timeout = vi.spyOn(AbortSignal, 'timeout').mockReturnValue(AbortSignal.abort());
    const { send } = sending(() => json(good));
    const { result } = await renew(() => json(good), {
      fetch: async (input, init) => {
        init?.signal?.throwIfAborted();
        return await send(input, init);
      },
    });
    expect(timeout).toHaveBeenCalledExactlyOnceWith(HANDSHAKE_TIMEOUT);
    expect(result).toEqual({ is: 'lost' });
  });

  it('does not call fetch as a method, which browsers refuse', async () => {
    let isPlain = false;
    await renew(() => json(good), {
      fetch: async function (this: unknown) {
        isPlain = this === undefined;
        return json(good);
      },
    });
    expect(isPlain).toBe(true);
  });
});

describe('an answer', () => {
  it.each([
    [400, 'refused'],
    [401, 'refused'],
    [201, 'renewed'],
    [302, 'lost'],
    [403, 'lost'],
    [404, 'lost'],
    [408, 'lost'],
    [429, 'lost'],
    [500, 'lost'],
    [502, 'lost'],
    [503, 'lost'],
  ])('with status %i says that it is %s', async (status, is) => {
    expect((await renew(() => json(status < 300 ? good : { error: 'invalid_grant' }, status))).result.is).toBe(is);
  });

  it('with status 400 is a no, whatever is in it', async () => {
    for (const body of ['', '<html>', '{', JSON.stringify(good)])
      expect((await renew(() => new Response(body, { status: 400 }))).result).toEqual({ is: 'refused' });
  });

  it.each([
    ['a page', () => new Response('<html>Sign in</html>', { headers: { 'Content-Type': 'text/html' } })],
    ['nothing', () => new Response(null, { status: 204 })],
    ['an empty body', () => new Response('')],
    ['broken JSON', () => new Response('{"access_token":"new"')],
    ['null', () => json(null)],
    ['a list', () => json([good])],
    ['a text', () => json('new')],
    ['a number', () => json(7)],
    ['no token', () => json({ ...good, access_token: undefined })],
    ['an empty token', () => json({ ...good, access_token: '' })],
    ['a token that is no text', () => json({ ...good, access_token: { value: 'new' } })],
    ['a token of another kind', () => json({ ...good, token_type: 'mac' })],
    ['no connection', () => Promise.reject(new TypeError('Failed to fetch'))],
    ['a time-out', () => Promise.reject(new DOMException('timed out', 'TimeoutError'))],
    [
      'a connection that breaks while it arrives',
      () => new Response(new ReadableStream({ start: (c) => c.error(new TypeError('x')) })),
    ],
    ['something thrown that is no error', () => Promise.reject(undefined as unknown as Error)],
  ] as const)('of %s is lost', async (_, answer) => {
    expect((await renew(answer)).result).toEqual({ is: 'lost' });
  });

  it.each([
    ['3600', NOW + 3_600_000],
    [0, NOW],
    [-5, NOW],
    [1.5, NOW + 1500],
    ['soon', null],
    ['', null],
    [null, null],
    [undefined, null],
    [{}, null],
    [[3600], null],
    [true, null],
  ])('with expires_in %j ends at %s', async (seconds, expiresAt) => {
    const { result } = await renew(() => json({ ...good, expires_in: seconds }));
    expect(result).toMatchObject({ is: 'renewed', tokens: { expiresAt } });
  });

  it.each([[undefined], [null], [''], [7], [['refresh-2']]])('with refresh_token %j names no new one', async (next) => {
    const { result } = await renew(() => json({ ...good, refresh_token: next }));
    expect(result).toMatchObject({ is: 'renewed', tokens: { accessToken: 'new', refreshToken: null } });
  });

  it.each([
    ['the same patient and user', { id_token: jwt({ fhirUser: 'Practitioner/d1' }) }],
    ['the same user in full', { id_token: jwt({ fhirUser: `${ISS}/Practitioner/d1` }) }],
    ['the same user in the older claim', { id_token: jwt({ profile: 'Practitioner/d1' }) }],
    ['an identity that names nobody', { id_token: jwt({}) }],
    ['no identity', {}],
    ['an empty identity', { id_token: '' }],
    ['no patient', { patient: undefined }],
    ['null for a patient', { patient: null }],
    ['no kind of token', { token_type: undefined }],
    ['the kind of token in other letters', { token_type: 'bearer' }],
  ])('for %s is taken', async (_, change) => {
    expect((await renew(() => json({ ...good, ...change }))).result.is).toBe('renewed');
  });

  it.each([
    ['another patient', { patient: 'p2' }],
    ['the patient in other letters', { patient: 'P1' }],
    ['an empty patient', { patient: '' }],
    ['a list of patients', { patient: ['p1'] }],
    ['another user', { id_token: jwt({ fhirUser: 'Practitioner/d2' }) }],
    ['a namesake on another server', { id_token: jwt({ fhirUser: 'https://other.example/fhir/Practitioner/d1' }) }],
    ['the patient as user', { id_token: jwt({ fhirUser: 'Patient/p1' }) }],
    ['another app', { id_token: jwt({ aud: 'other', fhirUser: 'Practitioner/d1' }) }],
    ['an identity that cannot be read', { id_token: 'opaque' }],
  ])('for %s ends it', async (_, change) => {
    expect((await renew(() => json({ ...good, ...change }))).result.is).toBe('somebody-else');
  });

  it('that names a user where nobody was named at the launch goes on: nobody is taken for another', async () => {
    const id_token = jwt({ fhirUser: 'Practitioner/d1' });
    expect((await renew(() => json({ ...good, id_token }), { user: null })).result.is).toBe('renewed');
  });

  it('of whatever kind gives a token for this patient, or says that it is none', async () => {
    const more = ['p2', 'Bearer', jwt({ fhirUser: 'Practitioner/d1' }), jwt({ fhirUser: 'Practitioner/d2' }), 'opaque'];
    const whole = { ...good, id_token: jwt({ fhirUser: 'Practitioner/d1' }) };
    const said = fc.oneof(
      { weight: 6, arbitrary: mutations(Object.keys(whole), more).map((changes) => mutate(whole, changes)) },
      { weight: 1, arbitrary: strangeValue(more) },
    );
    await fc.assert(
      fc.asyncProperty(said, fc.constantFrom(200, 200, 200, 400, 500), async (said, status) => {
        const { result } = await renew(() => json(said, status));
        if (result.is !== 'renewed') {
          expect(status === 200 ? ['lost', 'somebody-else'] : [status === 400 ? 'refused' : 'lost']).toContain(
            result.is,
          );
          return;
        }
        expect(status).toBe(200);
        const { access_token: token, patient } = said as Record<string, unknown>;
        expect(result.tokens.accessToken).toBe(token);
        expect(token).not.toBe('');
        expect([undefined, null, 'p1']).toContain(patient);
        const { expiresAt, refreshToken } = result.tokens;
        expect(typeof (expiresAt ?? 0)).toBe('number');
        expect(expiresAt).not.toBeNaN();
        expect(refreshToken === null || (typeof refreshToken === 'string' && refreshToken !== '')).toBe(true);
      }),
      runs(500),
    );
  });
});

describe('over a real connection', () => {
  const servers: Server[] = [];
  const heard: string[] = [];

  async function serving(status: number, location?: string): Promise<string> {
    const server = createServer((request: IncomingMessage, response) => {
      heard.push(`${request.method} ${request.headers.host}`);
      response.writeHead(
        status,
        location === undefined ? { 'Content-Type': 'application/json' } : { Location: location },
      );
      response.end(JSON.stringify(good));
    });
    servers.push(server);
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  }

  afterEach(async () => {
    heard.length = 0;
    await Promise.all(servers.splice(0).map((one) => new Promise((done) => one.close(done))));
  });

  it.each([301, 302, 303, 307, 308])(
    'a redirect with %i leads nowhere, and the other host hears nothing',
    async (status) => {
      const elsewhere = await serving(200);
      const tokenUri = await serving(status, `${elsewhere}/token`);
      expect((await renew(() => json(good), { fetch, tokenUri })).result).toEqual({ is: 'lost' });
      expect(heard).toEqual([`POST ${new URL(tokenUri).host}`]);
    },
  );

  it('a plain answer is taken', async () => {
    expect((await renew(() => json(good), { fetch, tokenUri: await serving(200) })).result.is).toBe('renewed');
  });
});

describe('tokens that are given back', () => {
  const REVOKE = 'https://ehr.example/revoke';

  it.each([
    ['the refresh token, which takes the other along', 'r', { token: 'r', token_type_hint: 'refresh_token' }],
    ['the access token where there is no other', null, { token: 'a', token_type_hint: 'access_token' }],
  ])('are %s', (_, refreshToken, form) => {
    const { sent, send } = sending(() => new Response(null));
    expect(giveBack(send, REVOKE, 'alongside', { accessToken: 'a', expiresAt: null, refreshToken })).toBeUndefined();
    expect(sent).toHaveLength(1);
    expect(sent[0]?.url).toBe(REVOKE);
    expect(sent[0]?.form).toEqual({ ...form, client_id: 'alongside' });
    // Goes out while the page is being closed.
    expect(sent[0]?.init).toMatchObject({ ...SAFE, keepalive: true });
  });

  it('leave no error behind, whatever becomes of them', async () => {
    const unhandled: unknown[] = [];
    const note = (error: unknown): void => void unhandled.push(error);
    process.on('unhandledRejection', note);
    try {
      for (const answer of [
        () => Promise.reject(new TypeError('Failed to fetch')),
        () => Promise.reject(new DOMException('aborted', 'AbortError')),
        () => new Response(null, { status: 503 }),
      ])
        giveBack(sending(answer).send, REVOKE, 'alongside', { accessToken: 'a', expiresAt: null, refreshToken: null });
      await new Promise((done) => setTimeout(done, 10));
    } finally {
      process.off('unhandledRejection', note);
    }
    expect(unhandled).toEqual([]);
  });
});
