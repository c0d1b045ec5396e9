/**
 * The OAuth handshake up to the sign-in page: fhirclient 2.6.3 and nothing else (interop 0 D1). Its second half, the exchange of
 * the code, is our own (`exchange.ts`) and in a file of its own: the app does not load fhirclient. No request for data goes through
 * it. It gets its address and its storage from us, so that what stands in the query cannot steer it and no launch sees another's.
 *
 * `lib/smart` with an adapter of our own, not the browser entry: that one brings a storage and an address of its own,
 * JWT signing for confidential clients and a second base64, a fifth of what the launch page may weigh.
 */
import * as smartModule from 'fhirclient/lib/smart.js';
import type { fhirclient } from 'fhirclient/lib/types';
import { HANDSHAKE_TIMEOUT } from './handshake-timeout.ts';
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
  /** Absent when somebody signs in without a chart. */
  readonly launch?: string;
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
