/** Which of several versions of one resource counts. */
import { parseWhen } from '../../domain/logic/when.ts';
import { digestOf } from './digest.ts';
import { list, number, object, text, type Json } from './json.ts';

/**
 * A resource sent twice counts once, in its newest version: the one changed last, else the one with the highest number. Where
 * neither can be told, one that takes the resource back stands, for it cannot have come first. Never depends on the order
 * in which they came. Those without a name cannot be told apart and all stay.
 */
export function newestVersions<Resource>(
  resources: readonly Resource[],
  nameOf: (resource: Json) => string | null = idOf,
): readonly Resource[] {
  if (resources.length < 2) return resources;
  const newest = new Map<string, Resource>();
  const nameless: Resource[] = [];
  let repeated: Map<string, Set<Resource>> | null = null;
  for (const one of resources) {
    const json = object(one);
    const name = json === null ? null : nameOf(json);
    const before = name === null ? undefined : newest.get(name);
    if (name === null) nameless.push(one);
    else if (before === undefined) newest.set(name, one);
    else {
      repeated ??= new Map();
      const versions = repeated.get(name);
      if (versions === undefined) repeated.set(name, new Set([before, one]));
      else versions.add(one);
    }
  }
  if (nameless.length === 0 && newest.size === resources.length) return resources;
  if (repeated !== null) for (const [name, versions] of repeated) newest.set(name, newestOf([...versions]));
  return [...newest.values(), ...nameless];
}

function idOf(resource: Json): string | null {
  return text(resource['id']);
}

function newestOf<Resource>(versions: readonly Resource[]): Resource {
  const told = versions.map((resource) => {
    const json = object(resource) ?? {};
    const meta = object(json['meta']);
    return {
      resource,
      changed: secondsOf(meta?.['lastUpdated']),
      version: number(meta?.['versionId']),
      back: isTakenBack(json) ? 1 : 0,
      digest: '',
    };
  });
  const byTime = told.every(({ changed }) => changed !== null);
  const byVersion = told.every(({ version }) => version !== null);
  return told.reduce((best, one) => {
    const later =
      (byTime ? difference(one.changed, best.changed) : 0) ||
      (byVersion ? difference(one.version, best.version) : 0) ||
      one.back - best.back ||
      difference(one.changed, best.changed) ||
      difference(one.version, best.version);
    if (later !== 0) return later > 0 ? one : best;
    // Only so that it is the same one whatever came first. A digest is made once: one of them may be very large.
    if (one.digest === '') one.digest = digestOf(one.resource);
    if (best.digest === '') best.digest = digestOf(best.resource);
    return one.digest > best.digest ? one : best;
  }).resource;
}

function difference(one: number | null, other: number | null): number {
  return (one ?? -1) - (other ?? -1);
}

/** An instant in seconds with its fraction, whatever offset it is written with; null for what is none. */
function secondsOf(value: unknown): number | null {
  const written = text(value)?.trim() ?? '';
  const when = parseWhen(written);
  if (when === null) return null;
  const seconds = written.charAt(16) === ':' ? parseFloat(written.slice(17, 40)) : 0;
  return (when.minutes ?? when.lo * 1440) * 60 + seconds;
}

const TAKEN_BACK: ReadonlySet<unknown> = new Set([
  'entered-in-error',
  'refuted',
  'cancelled',
  'revoked',
  'not-done',
  'rejected',
]);

function isTakenBack(json: Json): boolean {
  return (
    TAKEN_BACK.has(json['status']) ||
    list(object(json['verificationStatus'])?.['coding']).some(({ code }) => TAKEN_BACK.has(code))
  );
}
