/**
 * The headers with which a web server hands out the app: what the browser enforces even if the app's own code were not the
 * app's any more. The only hosts in them are those of `site.json`; `header-files.ts` writes them as servers read them.
 */
import type { Issuer, Site } from './site.ts';

export interface Header {
  readonly name: string;
  readonly value: string;
}

/** Pages never, so that none comes back after the session; the site is asked for each time; what has a hash in its name stays. */
export const CACHING = {
  pages: 'no-store',
  site: 'no-cache',
  assets: 'public, max-age=31536000, immutable',
} as const;

/** Of the empty text: Emotion, under MUI, makes empty style elements and fills them by the CSSOM. */
const EMPTY_STYLE = "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='";

export function securityHeaders(site: Site): readonly Header[] {
  return [
    { name: 'Content-Security-Policy', value: policy(site) },
    { name: 'Referrer-Policy', value: 'no-referrer' },
    // SMART Web Messaging speaks with window.opener: a stricter value would cut it off from a window of its own.
    { name: 'Cross-Origin-Opener-Policy', value: 'unsafe-none' },
    { name: 'Permissions-Policy', value: 'camera=(), microphone=(), geolocation=()' },
    // Without includeSubDomains: the app may live on a host that others have subdomains of.
    { name: 'Strict-Transport-Security', value: 'max-age=31536000' },
    { name: 'X-Content-Type-Options', value: 'nosniff' },
  ];
}

function policy({ issuers }: Site): string {
  const directives: readonly (readonly [name: string, ...values: readonly string[]])[] = [
    ['default-src', "'none'"],
    ['script-src', "'self'"],
    ['style-src', "'self'", EMPTY_STYLE],
    ['img-src', "'self'", 'data:'],
    ['font-src', "'self'"],
    ['connect-src', "'self'", ...origins(issuers.flatMap(talkedTo))],
    ['form-action', "'none'"],
    ['base-uri', "'none'"],
    ['object-src', "'none'"],
    ['frame-ancestors', ...orNone(origins(issuers.flatMap(framedBy)))],
    ['require-trusted-types-for', "'script'"],
    ['trusted-types', "'none'"],
  ];
  return directives.map((one) => one.join(' ')).join('; ');
}

const talkedTo = ({ iss, tokenEndpoint, revocationEndpoint }: Issuer): readonly string[] =>
  [iss, tokenEndpoint, revocationEndpoint].filter((one) => one !== undefined);

const framedBy = ({ iss, frameAncestors }: Issuer): readonly string[] => frameAncestors ?? [iss];

/** Sorted, each once. The schema of a site lets through no host that could be anything else in a policy. */
function origins(addresses: readonly string[]): readonly string[] {
  return [...new Set(addresses.map((address) => new URL(address).origin))].toSorted();
}

function orNone(list: readonly string[]): readonly string[] {
  return list.length === 0 ? ["'none'"] : list;
}
