/** Whose chart a resource belongs to, and which other resources it refers to. */
import { records, string } from './fhir-types.ts';
import type { AnyResource } from './fhir-types.ts';

/** Elements that name the patient whom a resource is about. `participant.actor` is how an Appointment does it. */
const SUBJECT_ELEMENTS = ['subject', 'patient', 'for', 'beneficiary', 'individual'] as const;

type Lookup = (type: string, id: string) => AnyResource | undefined;

/** Ids of the patients that a resource is about; empty = it is in no patient's compartment. */
export function patientsOf(resource: AnyResource, lookup?: Lookup): ReadonlySet<string> {
  const found = new Set<string>();
  if (resource.resourceType === 'Patient') {
    if (resource.id !== undefined) found.add(resource.id);
    return found;
  }
  const add = (holder: Record<string, unknown>): void => {
    const reference = parseReference(string(holder['reference']));
    if (reference?.type === 'Patient') found.add(reference.id);
  };
  for (const element of SUBJECT_ELEMENTS) records(resource[element]).forEach(add);
  if (resource.resourceType === 'Appointment') {
    for (const participant of records(resource['participant'])) records(participant['actor']).forEach(add);
  }
  if (resource.resourceType === 'Provenance') {
    // A Provenance is about the patient of what it targets.
    for (const target of records(resource['target'])) {
      const reference = parseReference(string(target['reference']));
      if (!reference) continue;
      if (reference.type === 'Patient') found.add(reference.id);
      const targeted = reference.type === 'Provenance' ? undefined : lookup?.(reference.type, reference.id);
      if (targeted) for (const id of patientsOf(targeted, lookup)) found.add(id);
    }
  }
  return found;
}

/** `Type/id`, also at the end of an absolute URL and before `/_history/n`; undefined for `#contained`, `urn:` and the like. */
export function parseReference(reference: string | undefined): { type: string; id: string } | undefined {
  const match = /(?:^|\/)([A-Z][A-Za-z]+)\/([A-Za-z0-9\-.]{1,64})(?:\/_history\/[^/]+)?$/.exec(reference ?? '');
  return match?.[1] !== undefined && match[2] !== undefined ? { type: match[1], id: match[2] } : undefined;
}

/**
 * All references to this server that stand anywhere in a resource, as `Type/id`.
 * A reference to another host is none of ours.
 */
export function localReferences(resource: AnyResource, fhirUrl: string): string[] {
  const found = new Set<string>();
  const walk = (value: unknown): void => {
    if (Array.isArray(value)) value.forEach(walk);
    else if (typeof value === 'object' && value !== null) {
      for (const [key, inner] of Object.entries(value)) {
        if (key === 'reference' && typeof inner === 'string') {
          const own = inner.startsWith(`${fhirUrl}/`) ? inner.slice(fhirUrl.length + 1) : inner;
          const parsed = own.includes(':') || own.startsWith('#') ? undefined : parseReference(own);
          if (parsed) found.add(`${parsed.type}/${parsed.id}`);
        } else walk(inner);
      }
    }
  };
  walk(resource);
  return [...found];
}

/** Absolute addresses of this server become `Type/id`, as servers store them: a search finds both spellings then. */
export function relativeReferences<T>(value: T, fhirUrl: string): T {
  if (Array.isArray(value)) return value.map((item: unknown) => relativeReferences(item, fhirUrl)) as T;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]: [string, unknown]) => {
      const own = key === 'reference' && typeof inner === 'string' && inner.startsWith(`${fhirUrl}/`);
      return [key, own ? inner.slice(fhirUrl.length + 1) : relativeReferences(inner, fhirUrl)];
    }),
  ) as T;
}
