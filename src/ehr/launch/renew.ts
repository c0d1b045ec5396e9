/** A new token for an old one, and the way back for both: the calls to the token endpoint after the launch (RFC 6749 6, RFC 7009). */
import { HANDSHAKE_TIMEOUT } from './handshake-timeout.ts';
import { parseFhirUser, type FhirUser } from './fhir-user.ts';
import { fhirUserIn } from './id-token.ts';
import type { Tokens } from './stored-launches.ts';
import type { Renewed } from './token-keeper.ts';
import { expiryOf } from './token-response.ts';

export interface RenewOptions {
  readonly fetch: typeof fetch;
  readonly now: () => number;
  readonly tokenUri: string;
  readonly clientId: string;
  readonly iss: string;
  /** Of the launch: a new token must be for the same patient, and of the same user where it names one. */
  readonly patientId: string;
  readonly user: FhirUser | null;
}

/** Not through fhirclient: it leaves out `client_id` unless told otherwise, and refuses by the words of the granted scope. */
export async function renewToken(options: RenewOptions, refreshToken: string): Promise<Renewed> {
  const { fetch: send, now, tokenUri, clientId } = options;
  let answer: unknown;
  try {
    const response = await send(tokenUri, {
      ...FORM,
      headers: { Accept: 'application/json' },
      body: new URLSearchParams({ grant_type: 'refresh_token', refresh_token: refreshToken, client_id: clientId }),
      signal: AbortSignal.timeout(HANDSHAKE_TIMEOUT),
    });
    // 400 and 401 are the answers that an authorization server gives (RFC 6749 5.2); all else may come from something in between.
    if (response.status === 400 || response.status === 401) return { is: 'refused' };
    if (!response.ok) return { is: 'lost' };
    answer = await response.json();
  } catch {
    return { is: 'lost' };
  }
  return readRenewal(answer, options, now());
}

function readRenewal(answer: unknown, options: RenewOptions, at: number): Renewed {
  if (typeof answer !== 'object' || answer === null) return { is: 'lost' };
  const said = answer as Readonly<Record<string, unknown>>;
  const { access_token: accessToken, token_type: type, expires_in: expiresIn, refresh_token: next, patient } = said;
  if (typeof accessToken !== 'string' || accessToken === '') return { is: 'lost' };
  if (typeof type === 'string' && type.toLowerCase() !== 'bearer') return { is: 'lost' };
  if (patient !== undefined && patient !== null && patient !== options.patientId) return { is: 'wrong-patient' };
  if (!isSameUser(said['id_token'], options)) return { is: 'wrong-patient' };
  const refreshToken = typeof next === 'string' && next !== '' ? next : null;
  return { is: 'renewed', tokens: { accessToken, expiresAt: expiryOf(expiresIn, at), refreshToken } };
}

function isSameUser(idToken: unknown, { clientId, iss, user }: RenewOptions): boolean {
  if (typeof idToken !== 'string' || idToken === '') return true;
  // Some servers send the identity of the launch again, which is past by then: only whom it names matters here.
  const named = fhirUserIn(idToken, clientId, 0);
  if (!named.ok) return false;
  if (named.value === null || user === null) return true;
  const now = parseFhirUser(named.value, iss);
  return now.ok && now.value.reference === user.reference;
}

/** Ends the session at the EHR too. Goes out even while the page is being closed; nobody waits for its answer. */
export function giveBack(
  send: typeof fetch,
  revocation: string,
  clientId: string,
  { refreshToken, accessToken }: Tokens,
): void {
  // The refresh token takes the access tokens along; where there is none, the access token itself.
  const [token, hint] = refreshToken === null ? [accessToken, 'access_token'] : [refreshToken, 'refresh_token'];
  const body = new URLSearchParams({ token, token_type_hint: hint, client_id: clientId });
  send(revocation, { ...FORM, body, keepalive: true }).catch(() => {});
}

const FORM = {
  method: 'POST',
  cache: 'no-store',
  credentials: 'omit',
  referrerPolicy: 'no-referrer',
  redirect: 'error',
} as const;
