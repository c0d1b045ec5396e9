import type { Problem } from '../problem.ts';
import type { Statement } from '../statement.ts';
import type { When } from '../logic/when.ts';

/**
 * Kinds of data that the product reads, named as FHIR names them. Adding one makes the compiler ask for its words; its
 * query (ehr/sources), scope (ehr/launch/requested-scopes.ts) and reader (fhir/read/chart.ts) are to be added with it. A kind that is not listed here is never read, and nothing may be concluded from its absence.
 */
export const SOURCE_IDS = [
  'Patient',
  'Encounter',
  'Condition',
  'CarePlan',
  'Observation',
  'Procedure',
  'ServiceRequest',
] as const;

export type SourceId = (typeof SOURCE_IDS)[number];

/** A server (or file) that data came from: the launching EHR is `ehr`, a file on the command line `file`. */
export type OriginId = string;

/** How the reading of one source from one origin ended. Anything but `loaded` forbids a conclusion from absence. */
export type SourceState =
  | {
      readonly state: 'loaded';
      readonly count: number;
      readonly newest: When | null;
      readonly caveats: readonly Statement[];
    }
  | { readonly state: 'partial'; readonly count: number; readonly newest: When | null; readonly why: Problem }
  | { readonly state: 'failed'; readonly problem: Problem }
  | { readonly state: 'forbidden'; readonly problem: Problem | null }
  | { readonly state: 'unsupported' }
  | { readonly state: 'not-asked' };

export type SourcesOfOrigin = Readonly<Record<SourceId, SourceState>>;
export type Sources = Readonly<Record<OriginId, SourcesOfOrigin>>;

/** Every source of an origin before anything was asked. */
export function nothingAsked(): SourcesOfOrigin {
  return Object.fromEntries(SOURCE_IDS.map((id) => [id, { state: 'not-asked' }])) as SourcesOfOrigin;
}

/** True when every origin has this source completely: only then may its absence mean anything. */
export function isLoaded(sources: Sources, id: SourceId): boolean {
  const origins = Object.values(sources);
  return origins.length > 0 && origins.every((origin) => origin[id].state === 'loaded');
}
