/** One page of a search, sorted by what its entries are. */
import type { Bundle, FhirResource, OperationOutcome } from 'fhir/r4';
import { frameOf, type Frame } from '../../fhir/intake/search-result.ts';
import { object } from '../../fhir/read/json.ts';
import { asResource, isOutcome } from './json.ts';

/** `next` is as the server wrote it; not yet checked. */
export interface Page extends Frame {
  /** Of the type that was asked for, whatever they are said to be there for. */
  readonly matches: readonly FhirResource[];
  /** `_include`d ones: they count as nothing, but are not thrown away. */
  readonly others: readonly FhirResource[];
  readonly outcomes: readonly OperationOutcome[];
  /** Entries that hold nothing which could be read, or something else than was asked for: what was there was not received. */
  readonly unreadable: number;
}

/** `includes`: other types were asked for along with it, so that they need not be marked. */
export function readPage(bundle: Bundle<FhirResource>, type: string, includes: boolean): Page {
  const matches: FhirResource[] = [];
  const others: FhirResource[] = [];
  const outcomes: OperationOutcome[] = [];
  let unreadable = 0;
  for (const entry of Array.isArray(bundle.entry) ? (bundle.entry as readonly unknown[]) : []) {
    const one = object(entry);
    const resource = asResource(one?.['resource']);
    if (resource === null) unreadable += 1;
    else if (isOutcome(resource)) outcomes.push(resource);
    else if (resource.resourceType === type) matches.push(resource);
    else {
      const mode = object(one?.['search'])?.['mode'];
      others.push(resource);
      if (mode !== 'include' && (mode === 'match' || !includes)) unreadable += 1;
    }
  }
  const { self, next, total, isOdd } = frameOf(bundle as unknown as Readonly<Record<string, unknown>>);
  return { matches, others, outcomes, unreadable, self, next, total, isOdd: isOdd || bundle.type !== 'searchset' };
}
