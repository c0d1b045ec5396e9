/** The end of a session at the EHR (RFC 7009). In the app's first file: a chart may be closed a moment after it was opened. */
import { FORM_POST } from './form-post.ts';
import type { Tokens } from './stored-launches.ts';

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
  send(revocation, { ...FORM_POST, body, keepalive: true }).catch(() => {});
}
