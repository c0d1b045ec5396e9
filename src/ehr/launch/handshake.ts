/**
 * The OAuth handshake: fhirclient 2.6.3 up to the sign-in page and nothing else (interop 0 D1), the exchange of the code by
 * ourselves. No request for data goes through it. It gets its address and its storage from us, so that what stands in the
 * query cannot steer it and no launch sees another's.
 *
 * `lib/smart` with an adapter of our own, not the browser entry: that one brings a storage and an address of its own,
 * JWT signing for confidential clients and a second base64, a fifth of what the launch page may weigh.
 */
import * as smartModule from 'fhirclient/lib/smart.js';
import type { fhirclient } from 'fhirclient/lib/types';
import type { FhirclientStorage } from './stored-launches.ts';

// fhirclient is CommonJS; bundlers, Node and Vitest disagree on whether its exports lie behind a `default`.
const smart = 'authorize' in smartModule ? smartModule : (smartModule as { default: typeof smartModule }).default;

/** What fhirclient asks of its surroundings. `url` is a copy: fhirclient takes the code out of it. */
function adapterFor(url: URL, storage: FhirclientStorage): fhirclient.Adapter {
  const unused = (): never => {
    throw new Error('not used in the handshake of a public client');
  };
  return {
    options: {
      // No "current launch" in the storage: the address names it (interop 2.5).
      fullSessionStorageSupport: false,
      refreshTokenWithClientId: true,
      replaceBrowserHistory: true,
    },
    getUrl: () => url,
    getStorage: () => storage,
    relative: (path) => new URL(path, url).href,
    getAbortController: () => AbortController,
    atob: unused,
    btoa: unused,
    base64urlencode: unused,
    base64urldecode: unused,
    redirect: unused,
    getSmartApi: unused,
    security: { generatePKCEChallenge, randomBytes, digestSha256: sha256, importJWK: unused, signCompactJws: unused },
  };
}

/** PKCE (RFC 7636): 96 random bytes make a verifier of 128 characters, the longest allowed. */
async function generatePKCEChallenge(): Promise<{ codeVerifier: string; codeChallenge: string }> {
  const codeVerifier = base64url(randomBytes(96));
  return { codeVerifier, codeChallenge: base64url(await sha256(codeVerifier)) };
}

const randomBytes = (count: number): Uint8Array => crypto.getRandomValues(new Uint8Array(count));

async function sha256(text: string): Promise<Uint8Array> {
  return new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text)));
}

function base64url(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');
}

/** Longest wait for discovery and for the token. */
export const HANDSHAKE_TIMEOUT = 10_000;

/** Discovery as fhirclient will use it: it remembers the answer, so that what is checked is what is used. */
export function fetchDiscovery(iss: string): Promise<unknown> {
  return smart.fetchWellKnownJson(iss, {
    cache: 'no-store',
    credentials: 'omit',
    referrerPolicy: 'no-referrer',
    redirect: 'error',
    signal: AbortSignal.timeout(HANDSHAKE_TIMEOUT),
  });
}

export interface AuthorizeInput {
  /** Address of the page, without its query. */
  readonly page: string;
  readonly storage: FhirclientStorage;
  readonly iss: string;
  readonly launch: string;
  readonly clientId: string;
  readonly scope: string;
  readonly redirectUri: string;
  readonly stateKey: string;
}

/** Writes the launch down and gives the address of the sign-in page. */
export async function authorizeAddress({ page, storage, ...parameters }: AuthorizeInput): Promise<string> {
  const address = await smart.authorize(adapterFor(new URL(page), storage), {
    ...parameters,
    pkceMode: 'required',
    completeInTarget: true,
    noRedirect: true,
  });
  // fhirclient appends "?..." even to an endpoint that has a query of its own.
  const [endpoint = '', ...rest] = String(address).split('?');
  return [endpoint, rest.join('&')].join('?');
}

/** Exchanges the code, or finds the token of an earlier exchange. Call it once a page: a second exchange kills the first. */
export async function finishHandshake(
  page: URL,
  storage: FhirclientStorage,
): Promise<Readonly<Record<string, unknown>>> {
  const key = page.searchParams.get('state') ?? '';
  const code = page.searchParams.get('code');
  const shown = new URL(page);
  shown.searchParams.delete('code');
  history.replaceState({}, '', shown.href);
  const state = ((await storage.get(key)) ?? {}) as Readonly<Record<string, unknown>>;
  const known = state['tokenResponse'] as { readonly access_token?: unknown } | undefined;
  if (code === null || known?.access_token !== undefined) return state;
  const complete = { ...state, tokenResponse: await exchangeCode(code, state) };
  await storage.set(key, complete);
  return complete;
}

/**
 * Not through fhirclient, which follows redirects: with a 307 the code and its verifier would go to whatever host the
 * answer names, and with a 302 that host's token would be taken for the EHR's.
 */
async function exchangeCode(code: string, state: Readonly<Record<string, unknown>>): Promise<unknown> {
  const { tokenUri, redirectUri, clientId, codeVerifier } = state;
  const response = await fetch(String(tokenUri), {
    method: 'POST',
    headers: { Accept: 'application/json' },
    body: new URLSearchParams({
      code,
      grant_type: 'authorization_code',
      redirect_uri: String(redirectUri),
      client_id: String(clientId),
      code_verifier: String(codeVerifier),
    }),
    cache: 'no-store',
    credentials: 'omit',
    referrerPolicy: 'no-referrer',
    redirect: 'error',
  });
  if (!response.ok) throw Object.assign(new Error('refused'), { status: response.status });
  const answer: unknown = await response.json();
  // Not kept without a token: a reload would take it for a session.
  const { access_token: token } = (answer ?? {}) as { readonly access_token?: unknown };
  if (typeof token !== 'string' || token === '') throw new Error('no access_token in the answer');
  return answer;
}
