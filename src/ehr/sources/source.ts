/** What a source is: the queries that make it up, as data, so that the plan can be read and shown. */
import type { SourceId } from '../../domain/chart/source.ts';
import { isoDay, type Day } from '../../domain/logic/when.ts';
import type { Caps, SearchParams } from '../gateway/search.ts';
import type { Operation } from './scopes.ts';

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

export interface Source {
  readonly id: SourceId;
  /** What the token must allow for it. */
  readonly needs: Extract<Operation, 'r' | 's'>;
  readonly caps: Caps;
  /** How far back is asked for, in days; null: everything. */
  readonly lookBack: Readonly<Record<string, number | null>>;
  /** Searches that together are the source; null when it is the one instance `<id>/<patientId>`. */
  readonly queries: ((about: { readonly patientId: string; readonly asOf: Day }) => readonly Query[]) | null;
}

/** Page size that is asked for. Servers may send fewer, and do. */
export const PAGE_SIZE = '100';

/** A search from so many days back, and the same without the date for servers that refuse it. */
export function since(params: SearchParams, element: string, days: number | null, asOf: Day): Query {
  if (days === null) return { params, fallbacks: [] };
  return { params: { ...params, [element]: `ge${isoDay(asOf - days)}` }, fallbacks: [{ params, leavesOut: null }] };
}
