/** Where code and verifier go, with real sockets: a token endpoint that redirects, and a stranger that must hear nothing. */
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { OpenedSession } from '../../../src/ehr/launch/open-session.ts';
import { listen, send, type Listener } from '../support/listener.ts';
import { memoryStorage } from '../support/memory-storage.ts';
import { testSite } from '../support/site.ts';

const TOKEN = { access_token: 'of-the-stranger', token_type: 'Bearer', patient: 'p1', scope: 'patient/*.rs' };

// fhirclient wants a window when it is imported (toolchain trap 5); our own `fetch` is asked for when it is used.
vi.stubGlobal('window', globalThis);
vi.stubGlobal('self', globalThis);
vi.stubGlobal('FHIRCLIENT_PURE', true);
const { openSession } = await import('../../../src/ehr/launch/open-session.ts');

let ehr: Listener;
let stranger: Listener;
let redirect: number | null;
const init: RequestInit[] = [];

beforeAll(async () => {
  vi.stubGlobal('history', { replaceState: () => {} });
  const real = fetch;
  vi.stubGlobal('fetch', (input: string, more: RequestInit) => {
    init.push(more);
    return real(input, more);
  });
  stranger = await listen((_, response) => send(response, TOKEN));
  ehr = await listen((_, response) => {
    if (redirect === null) return send(response, { ...TOKEN, access_token: 'of-the-ehr' });
    return response.writeHead(redirect, { Location: `${stranger.origin}/token` }).end();
  });
});
afterAll(async () => {
  vi.unstubAllGlobals();
  await Promise.all([ehr.close(), stranger.close()]);
});
beforeEach(() => {
  init.length = 0;
  for (const { requests } of [ehr, stranger]) requests.length = 0;
});

async function exchange(): Promise<{ result: OpenedSession; storage: Storage }> {
  const key = crypto.randomUUID();
  const state = {
    clientId: 'alongside',
    serverUrl: `${ehr.origin}/fhir`,
    authorizeUri: `${ehr.origin}/authorize`,
    tokenUri: `${ehr.origin}/token`,
    redirectUri: 'https://app.example/index.html',
    codeVerifier: 'the-verifier',
    scope: 'patient/*.rs',
  };
  const begun = { iss: state.serverUrl, launch: 'handle', measure: 'all', revocation: null };
  const storage = memoryStorage({
    [`alongside.launch.${key}`]: JSON.stringify({ at: Date.now(), tokenAt: null, state, begun }),
  });
  const result = await openSession({
    location: { href: `https://app.example/index.html?code=the+code%26&state=${key}` },
    storage,
    fetch,
    now: Date.now,
    site: testSite({ issuer: { iss: `${ehr.origin}/fhir` } }),
  });
  return { result, storage };
}

describe('the exchange of the code', () => {
  it.each([301, 302, 303, 307, 308])(
    'does not follow a %i: the stranger hears nothing and gives no token',
    async (status) => {
      redirect = status;
      const { result, storage } = await exchange();
      expect(result).toMatchObject({ ok: false, problem: { step: 'token' } });
      expect(ehr.requests).toHaveLength(1);
      expect(stranger.requests).toEqual([]);
      expect(storage.getItem(storage.key(0) ?? '')).not.toContain('of-the-stranger');
    },
  );

  it('sends the form of a public client, without cookies, cache or referrer', async () => {
    redirect = null;
    expect((await exchange()).result.ok).toBe(true);
    expect(Object.fromEntries(new URLSearchParams(ehr.requests[0]?.body))).toEqual({
      code: 'the code&',
      grant_type: 'authorization_code',
      redirect_uri: 'https://app.example/index.html',
      client_id: 'alongside',
      code_verifier: 'the-verifier',
    });
    expect(init[0]).toMatchObject({
      credentials: 'omit',
      cache: 'no-store',
      referrerPolicy: 'no-referrer',
      redirect: 'error',
    });
  });
});
