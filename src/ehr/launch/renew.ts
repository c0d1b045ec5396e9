/** A new token for an old one (RFC 6749 6). */
import { HANDSHAKE_TIMEOUT } from './handshake-timeout.ts';
import { parseFhirUser, type FhirUser } from './fhir-user.ts';
import { FORM_POST } from './form-post.ts';
import { fhirUserIn } from './id-token.ts';
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
      ...FORM_POST,
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
  const refreshToken = typeof next === 'string' && next !== '' ? next : null;
  const tokens = { accessToken, expiresAt: expiryOf(expiresIn, at), refreshToken };
  const isSamePatient = patient === undefined || patient === null || patient === options.patientId;
  return { is: isSamePatient && isSameUser(said['id_token'], options) ? 'renewed' : 'somebody-else', tokens };
}

function isSameUser(idToken: unknown, { clientId, iss, user }: RenewOptions): boolean {
  if (typeof idToken !== 'string' || idToken === '') return true;
  // Some servers send the identity of the launch again, which is past by then: only whom it names matters here.
  const named = fhirUserIn(idToken, clientId, 0);
  if (!named.ok) return false;
  if (named.value === null || user === null) return true;
  const whom = parseFhirUser(named.value, iss);
  return whom.ok && whom.value.reference === user.reference;
}
