/**
 * Which addresses may be asked at all: those of the configured FHIR server and nothing else. The token is attached
 * nowhere else in the product, so this file is where a hostile link, reference or `Location` ends.
 */
const TYPE_AND_ID = /^([A-Z][A-Za-z]{2,60})\/([A-Za-z0-9.-]{1,64})$/;

export interface Base {
  readonly origin: string;
  /** Path without a trailing slash; empty for a server at its root. */
  readonly path: string;
  /** `origin` and `path`. */
  readonly href: string;
}

/** Reads a FHIR base. Throws for what is not an address: `parseSite` has refused it long before. */
export function parseBase(address: string): Base {
  const { origin, pathname } = new URL(address);
  const path = pathname.replace(/\/+$/, '');
  return { origin, path, href: `${origin}${path}` };
}

/**
 * The address, when it has the base's origin and a path at or under the base; else null. `URL` has normalized default
 * ports (some servers write `:443` into their links) and dot segments by then.
 */
export function within(base: Base, address: string): URL | null {
  const url = parse(address, `${base.href}/`);
  if (url === null || url.origin !== base.origin || url.username !== '' || url.password !== '') return null;
  // An encoded slash is left alone by `URL`; a server that decodes it, once or twice, could be led out of the base with
  // dots, and some cut what follows a semicolon.
  if (/%2f|%5c|%25|;/i.test(url.pathname)) return null;
  return url.pathname === base.path || url.pathname === `${base.path}/` || url.pathname.startsWith(`${base.path}/`)
    ? url
    : null;
}

/** Address of one instance, from a relative or absolute reference. Contained (`#x`) and `urn:` ones have none. */
export function addressOf(base: Base, reference: string): URL | null {
  const local = localReference(base, reference);
  return local === null ? null : new URL(`${base.href}/${local}`);
}

/** "ServiceRequest/12" for what lies on this server, whether relative, absolute or with a version; else null. */
export function localReference(base: Base, address: string): string | null {
  if (address.startsWith('#') || /^urn:/i.test(address)) return null;
  const url = within(base, address);
  if (url === null || url.search !== '') return null;
  const rest = url.pathname.slice(base.path.length + 1).replace(/\/_history\/[^/]*$/, '');
  return TYPE_AND_ID.test(rest) ? rest : null;
}

function parse(address: string, base: string): URL | null {
  try {
    return new URL(address, base);
  } catch {
    return null;
  }
}
