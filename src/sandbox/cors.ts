/** Which browsers' pages may read an answer. Wrong by one header here is what breaks an app at a hospital. */
import type { Answer, Incoming } from './http.ts';
import { header } from './http.ts';
import type { Personality } from './personality.ts';

/** Open to any origin, as SMART wants it: discovery and looks hold nothing about patients. */
const OPEN =
  /^\/(?:style\/\w+\.json|fhir\/(?:metadata|\.well-known\/(?:smart-configuration|openid-configuration))|auth\/jwks$)/;
const SHARED = /^\/(?:fhir(?:\/|$)|auth\/(?:token|revoke)$)/;

export function isPreflight(request: Incoming): boolean {
  return request.method === 'OPTIONS' && header(request, 'access-control-request-method') !== undefined;
}

function originHeader(request: Incoming, origins: readonly string[]): Record<string, string> {
  if (OPEN.test(request.path)) return { 'access-control-allow-origin': '*' };
  const origin = header(request, 'origin');
  const known = SHARED.test(request.path) && origin !== undefined && origins.includes(origin);
  return known ? { 'access-control-allow-origin': origin, vary: 'Origin' } : { vary: 'Origin' };
}

/** 204 always; without the allow headers when the origin is not registered, and the browser stops there. */
export function preflight(request: Incoming, origins: readonly string[], personality: Personality): Answer {
  const allowed = originHeader(request, origins);
  if (allowed['access-control-allow-origin'] === undefined) return { status: 204, headers: allowed };
  return {
    status: 204,
    headers: {
      ...allowed,
      'access-control-allow-methods': 'GET, POST, PUT, DELETE',
      'access-control-allow-headers': personality.cors.allowHeaders.join(', '),
      'access-control-max-age': String(personality.cors.maxAgeSeconds),
    },
  };
}

/** Adds the CORS headers that the answer has not set itself; an empty value there means "leave it out". */
export function withCors(
  answer: Answer,
  request: Incoming,
  origins: readonly string[],
  personality: Personality,
): Answer {
  const headers: Record<string, string> = {
    ...originHeader(request, origins),
    'access-control-expose-headers': personality.cors.exposeHeaders.join(', '),
    ...answer.headers,
  };
  return { ...answer, headers: Object.fromEntries(Object.entries(headers).filter(([, value]) => value !== '')) };
}
