/** What the EHR says of its sign-in: read, and checked against what the site has pinned. */
import { isSecure, type Issuer } from '../../site/site.ts';
import { launched, stopped, type LaunchResult } from './launch-problem.ts';

export interface Discovered {
  readonly capabilities: readonly string[];
  /** Where tokens are given back; null when the EHR names none, or one that may not be used. */
  readonly revocation: string | null;
}

/** Checks a `smart-configuration`. PKCE with S256 is required: the server must offer it. */
export function checkDiscovery(configuration: unknown, issuer: Issuer): LaunchResult<Discovered> {
  if (typeof configuration !== 'object' || configuration === null) {
    return stopped('discovery', 'unreadable', 'smart-configuration is no JSON object');
  }
  const said = configuration as Readonly<Record<string, unknown>>;
  const endpoints = checkEndpoints(said['authorization_endpoint'], said['token_endpoint'], issuer);
  if (!endpoints.ok) return endpoints;
  if (!stringsIn(said['code_challenge_methods_supported']).includes('S256')) {
    return stopped('discovery', 'no-pkce', 'code_challenge_methods_supported has no S256');
  }
  return launched({
    capabilities: stringsIn(said['capabilities']),
    revocation: usableRevocation(said['revocation_endpoint'], issuer),
  });
}

/** Tokens are given back to the address that the site has entered, whatever the EHR says; else only to the host that gave them. */
export function usableRevocation(endpoint: unknown, { iss, tokenEndpoint, revocationEndpoint }: Issuer): string | null {
  if (revocationEndpoint !== undefined) return revocationEndpoint;
  if (typeof endpoint !== 'string') return null;
  const url = parse(endpoint);
  return url !== null && isSecure(url) && url.origin === new URL(tokenEndpoint ?? iss).origin ? endpoint : null;
}

/**
 * Secure, and exactly those that the site has pinned; those that it has not lie on the host of `iss`, the only one that it has
 * vouched for. Asked again before a code is exchanged.
 */
export function checkEndpoints(authorization: unknown, token: unknown, issuer: Issuer): LaunchResult<null> {
  if (typeof authorization !== 'string' || typeof token !== 'string') {
    return stopped('discovery', 'endpoints-missing', 'authorization_endpoint or token_endpoint is missing');
  }
  for (const [name, endpoint, pinned] of [
    ['authorization_endpoint', authorization, issuer.authorizationEndpoint],
    ['token_endpoint', token, issuer.tokenEndpoint],
  ] as const) {
    if (pinned !== undefined && pinned !== endpoint) {
      return stopped(
        'discovery',
        'endpoint-not-pinned',
        `${name} is ${withoutQuery(endpoint)}${endpoint.includes('?') ? ' with a query, which site.json cannot have' : ''}, site.json has ${withoutQuery(pinned)}`,
      );
    }
    const url = parse(endpoint);
    if (url === null || !isSecure(url)) {
      return stopped('discovery', 'endpoint-insecure', `${name} ${withoutQuery(endpoint)} is not https`);
    }
    // Parameters are added to it as text: behind a fragment or a blank the server would not see them.
    if (url.hash !== '' || url.username !== '' || url.password !== '' || /\s|#/.test(endpoint)) {
      return stopped('discovery', 'endpoint-insecure', `${name} ${withoutQuery(endpoint)} is no plain address`);
    }
    if (pinned === undefined && url.origin !== new URL(issuer.iss).origin) {
      const field = name === 'token_endpoint' ? 'tokenEndpoint' : 'authorizationEndpoint';
      return stopped(
        'discovery',
        'endpoint-elsewhere',
        `${name} is ${withoutQuery(endpoint)}, on another host than iss: enter it in site.json as issuers[].${field}`,
      );
    }
  }
  return launched(null);
}

function withoutQuery(address: string): string {
  const url = parse(address);
  return url === null ? 'an unreadable address' : `${url.origin}${url.pathname}`;
}

function parse(address: string): URL | null {
  try {
    return new URL(address);
  } catch {
    return null;
  }
}

function stringsIn(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((item): item is string => typeof item === 'string') : [];
}
