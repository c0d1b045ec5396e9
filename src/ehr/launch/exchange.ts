/** The second half of the OAuth handshake, after the sign-in page: the code for the token. */
import { FORM_POST } from './form-post.ts';
import type { FhirclientStorage } from './stored-launches.ts';

/** What stays in the address, and so in the history: which launch it is. A code is gone before anything else can happen. */
export function showWithoutCode(page: URL): void {
  if (!page.searchParams.has('code')) return;
  showLaunch(page, page.searchParams.get('state'));
}

/** Makes this the address of a launch. */
export function showLaunch(page: URL, key: string | null): void {
  const shown = new URL(page);
  shown.search = key === null ? '' : new URLSearchParams({ state: key }).toString();
  history.replaceState({}, '', shown.href);
}

/** Exchanges the code (empty: there is none), or finds the token of an earlier exchange. Call it once a page: a second exchange kills the first. */
export async function finishHandshake(
  key: string,
  code: string,
  storage: FhirclientStorage,
): Promise<Readonly<Record<string, unknown>>> {
  const state = ((await storage.get(key)) ?? {}) as Readonly<Record<string, unknown>>;
  const known = state['tokenResponse'] as { readonly access_token?: unknown } | undefined;
  if (code === '' || known?.access_token !== undefined) return state;
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
    ...FORM_POST,
    headers: { Accept: 'application/json' },
    body: new URLSearchParams({
      code,
      grant_type: 'authorization_code',
      redirect_uri: String(redirectUri),
      client_id: String(clientId),
      code_verifier: String(codeVerifier),
    }),
  });
  if (!response.ok) {
    const said: unknown = await response.json().catch(() => null);
    throw Object.assign(new Error('refused'), { status: response.status, code: errorCode(said) });
  }
  // The parser's own words quote what it could not read, and that may be the token.
  const answer: unknown = await response.json().catch(() => Promise.reject(new Error('the answer is no JSON')));
  // Not kept without a token: a reload would take it for a session.
  const { access_token: token } = (answer ?? {}) as { readonly access_token?: unknown };
  if (typeof token !== 'string' || token === '') throw new Error('no access_token in the answer');
  return answer;
}

/** One of the words of RFC 6749 5.2, for the integrator: `invalid_client` is no matter of trying again. */
function errorCode(said: unknown): string {
  const code: unknown = typeof said === 'object' && said !== null && 'error' in said ? said.error : '';
  return typeof code === 'string' && /^[a-z_]{1,40}$/.test(code) ? code : '';
}
