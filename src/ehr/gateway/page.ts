/** One page of a search, sorted by what its entries are. */
import type { Bundle, FhirResource, OperationOutcome } from 'fhir/r4';
import { asResource, isOutcome } from './json.ts';

export interface Page {
  /** Of the type that was asked for, as matches. */
  readonly matches: readonly FhirResource[];
  /** `_include`d ones and resources of another type: they count as nothing, but are not thrown away. */
  readonly others: readonly FhirResource[];
  readonly outcomes: readonly OperationOutcome[];
  /** Entries that hold nothing which could be read: something is there and was not received. */
  readonly unreadable: number;
  readonly total: number | null;
  /** As the server wrote it; not yet checked. */
  readonly next: string | null;
}

export function readPage(bundle: Bundle<FhirResource>, type: string): Page {
  const matches: FhirResource[] = [];
  const others: FhirResource[] = [];
  const outcomes: OperationOutcome[] = [];
  let unreadable = 0;
  for (const entry of objects(bundle.entry)) {
    const resource = asResource(entry['resource']);
    const mode = property(entry['search'], 'mode');
    if (resource === null) unreadable += 1;
    else if (isOutcome(resource)) outcomes.push(resource);
    else if (mode === 'include' || mode === 'outcome' || resource.resourceType !== type) others.push(resource);
    else matches.push(resource);
  }
  const next = objects(bundle.link).find((link) => link['relation'] === 'next')?.['url'];
  const total: unknown = bundle.total;
  return {
    matches,
    others,
    outcomes,
    unreadable,
    total: typeof total === 'number' ? total : null,
    next: typeof next === 'string' && next !== '' ? next : null,
  };
}

type Loose = Readonly<Record<string, unknown>>;

function objects(value: unknown): readonly Loose[] {
  return Array.isArray(value)
    ? value.map((item) => (typeof item === 'object' && item !== null ? (item as Loose) : {}))
    : [];
}

function property(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Loose)[name] : undefined;
}
