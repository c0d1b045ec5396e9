/**
 * The identity in an `id_token`. It came over TLS straight from the token endpoint and only names the user on a form, so
 * its signature is not checked (OIDC Core 3.1.3.7); that it is for this app and in date is.
 */
import { launched, stopped, type LaunchResult } from './launch-problem.ts';

/** Hospital clocks and ours may differ by so much. */
const CLOCK_SKEW = 10 * 60_000;

/** `fhirUser` of the token, or null when it names none. `receivedAt` in milliseconds since 1970. */
export function fhirUserIn(idToken: string, clientId: string, receivedAt: number): LaunchResult<string | null> {
  const claims = decode(idToken);
  if (claims === null) return stopped('user', 'identity-unreadable', 'id_token is no JSON Web Token');
  const audience = claims['aud'];
  if (audience !== clientId && !(Array.isArray(audience) && audience.includes(clientId))) {
    return stopped('user', 'identity-for-another-app', 'aud of the id_token does not name this client_id');
  }
  const expiry = claims['exp'];
  if (typeof expiry !== 'number' || expiry * 1000 + CLOCK_SKEW < receivedAt) {
    return stopped('user', 'identity-expired', 'exp of the id_token is missing or past');
  }
  // `profile` is what servers sent before `fhirUser` had a name.
  const user = claims['fhirUser'] ?? claims['profile'];
  return launched(typeof user === 'string' && user !== '' ? user : null);
}

/** base64url, then UTF-8: `atob` alone fails on "-" and "_" and garbles every name with an accent (interop 2.4, 14). */
function decode(token: string): Readonly<Record<string, unknown>> | null {
  try {
    const binary = atob((token.split('.')[1] ?? '').replaceAll('-', '+').replaceAll('_', '/'));
    const bytes = Uint8Array.from(binary, (character) => character.charCodeAt(0));
    const claims: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
    return typeof claims === 'object' && claims !== null ? (claims as Readonly<Record<string, unknown>>) : null;
  } catch {
    return null;
  }
}
