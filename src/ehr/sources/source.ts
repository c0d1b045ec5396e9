/** What a source is: the queries that make it up, as data, so that the plan can be read and shown. */
import type { FhirResource } from 'fhir/r4';
import type { SourceId } from '../../domain/chart/source.ts';
import { isoDay, type Day } from '../../domain/logic/when.ts';
import { DEFAULT_CAPS, type Caps, type SearchParams } from '../gateway/search.ts';
import type { GrantedScopes } from './scopes.ts';

export interface Query {
  readonly params: SearchParams;
  /** Asked in turn when the server refuses the one before with 400: not every server knows every parameter. */
  readonly fallbacks: readonly Fallback[];
}

export interface Fallback {
  readonly params: SearchParams;
  /** What it leaves out, when it asks for less than the source is: then the source is partial at best. */
  readonly leavesOut: string | null;
}

export interface About {
  readonly patientId: string;
  readonly asOf: Day;
  readonly granted: GrantedScopes;
  /** Further categories of readings, where the EHR keeps function and symptoms in its own. */
  readonly observationCategories?: readonly string[];
  /** Type of the notes that hold our decisions, where the site has its own. */
  readonly noteType?: { readonly system: string; readonly code: string } | undefined;
}

/** What has been received so far, by type. */
export type Received = Readonly<Partial<Record<SourceId, readonly FhirResource[]>>>;

/** The one instance `<id>/<patientId>`. */
export interface InstanceSource<Id extends SourceId = SourceId> {
  readonly how: 'instance';
  readonly id: Id;
  /** What the token must allow for it. */
  readonly needs: 'r';
}

/** Searches that together are the source. */
export interface SearchSource<Id extends SourceId = SourceId> {
  readonly how: 'search';
  readonly id: Id;
  readonly needs: 's';
  readonly caps: Caps;
  /** How far back is asked for, in days, for each of its searches; null: everything. */
  readonly lookBack: Readonly<Record<string, number | null>>;
  readonly queries: (about: About) => readonly Query[];
}

/** What resources of other sources refer to and the patient's record alone would not give: drugs, wards. */
export interface ReferencedSource<Id extends SourceId = SourceId> {
  readonly how: 'referenced';
  readonly id: Id;
  readonly needs: 'r';
  /** Read when these have ended, for they say what there is to read. */
  readonly after: readonly SourceId[];
  /** No more than so many are read at once; beyond that the source is partial. */
  readonly atMost: number;
  /** References as they were written, in the order in which they are worth reading. */
  readonly references: (received: Received, asOf: Day) => readonly string[];
}

export type Source<Id extends SourceId = SourceId> = InstanceSource<Id> | SearchSource<Id> | ReferencedSource<Id>;

/** Page size that is asked for. Servers may send fewer, and do. */
const PAGE_SIZE = '100';

/** The parameters that every search has. */
export function ofPatient({ patientId }: Pick<About, 'patientId'>): SearchParams {
  return { patient: patientId, _count: PAGE_SIZE };
}

/** One search a category, for servers that keep them apart. */
export function byCategory(about: About, categories: readonly string[]): readonly Query[] {
  return categories.map((category) => ({ params: { ...ofPatient(about), category }, fallbacks: [] }));
}

/** A search from so many days back, and the same without the date for servers that refuse it. */
export function since(params: SearchParams, element: string, days: number | null, asOf: Day): Query {
  if (days === null) return { params, fallbacks: [] };
  return { params: { ...params, [element]: `ge${isoDay(asOf - days)}` }, fallbacks: [{ params, leavesOut: null }] };
}

/** A source that is one search for everything of the patient, whatever its age. */
export function everything<Id extends SourceId>(
  id: Id,
  fallbacks: (params: SearchParams) => readonly Fallback[] = () => [],
): SearchSource<Id> {
  return {
    how: 'search',
    id,
    needs: 's',
    caps: DEFAULT_CAPS,
    lookBack: { all: null },
    queries: (about) => [{ params: ofPatient(about), fallbacks: fallbacks(ofPatient(about)) }],
  };
}

/** A source that is one search from so many days back by the date that the search parameter `element` means. */
export function fromDaysBack<Id extends SourceId>(id: Id, element: string, days: number): SearchSource<Id> {
  return {
    how: 'search',
    id,
    needs: 's',
    caps: DEFAULT_CAPS,
    lookBack: { all: days },
    queries: (about) => [since(ofPatient(about), element, days, about.asOf)],
  };
}
