/** Where the chart lives: in memory, or on another FHIR server. Knows nothing of tokens; the caller says what may be seen. */
import type { CapabilityStatement, OperationOutcome } from 'fhir/r4';
import { records } from './fhir-types.ts';
import type { AnyResource, QueryPair, Stored } from './fhir-types.ts';

export interface Page {
  readonly resources: readonly Stored[];
  /** What these point at and the search asked to bring along. Whether the caller may see it is not settled here. */
  readonly included?: readonly Stored[];
  readonly outcomes: readonly OperationOutcome[];
  readonly total?: number;
  /** The following page, when there is one; may be asked for more than once. */
  readonly more?: () => Promise<Page>;
}

export interface SearchOrder {
  readonly type: string;
  readonly query: readonly QueryPair[];
  readonly strict: boolean;
  /** Only resources about this patient. */
  readonly patient?: string;
  readonly visible: (resource: AnyResource) => boolean;
  /** For the EHR's own pages: whatever an app has to put up with, these have not. */
  readonly own?: true;
}

export interface Written {
  readonly resource: Stored;
  /** False when a conditional create found what was already there. */
  readonly created: boolean;
}

/** `If-None-Exist`, within the charts that the caller may see. */
export interface Condition {
  readonly query: string;
  readonly patient?: string;
}

export interface Store {
  readonly types: readonly string[];
  /** Statement of another server, which the demo EHR passes on with its own security; undefined = make one. */
  statement(): Promise<CapabilityStatement | undefined>;
  read(type: string, id: string): Promise<Stored>;
  vread(type: string, id: string, version: string): Promise<Stored>;
  /** Every version that there has been, the oldest first. For the EHR's own pages. */
  history(type: string, id: string): Promise<readonly Stored[]>;
  search(order: SearchOrder): Promise<Page>;
  /** Everything that a patient's resources point at outside the compartment; undefined = cannot tell. */
  reachableFrom(patient: string): ReadonlySet<string> | undefined;
  patientsOf(resource: AnyResource): ReadonlySet<string>;
  create(resource: AnyResource, ifNoneExist?: Condition): Promise<Written>;
  /** Refuses what `create` would refuse and gives what its condition would have found, but writes nothing. */
  check(resource: AnyResource, ifNoneExist?: Condition): Promise<Stored | undefined>;
  /** `version` undefined = whatever is there. */
  update(resource: Stored, version?: string): Promise<Stored>;
  remove(type: string, id: string): Promise<void>;
}

/** The versions in a history Bundle, which has the newest first; a deletion has no resource. */
export function versionsIn(bundle: AnyResource, type: string): readonly Stored[] {
  return records(bundle['entry'])
    .flatMap((entry) => records(entry['resource']) as unknown as Stored[])
    .filter((resource) => resource.resourceType === type)
    .toReversed();
}

/** Every match, over all pages. For the EHR's own pages and for tests, which need no token. */
export async function searchAll(
  store: Store,
  type: string,
  query: readonly QueryPair[] = [],
  limit = 5_000,
): Promise<Stored[]> {
  let page = await store.search({ type, query, strict: true, visible: () => true, own: true });
  const found = [...page.resources];
  while (page.more && found.length < limit) {
    page = await page.more();
    found.push(...page.resources);
  }
  return found;
}
