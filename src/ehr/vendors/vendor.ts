/**
 * How the large EHRs differ from what FHIR and US Core say. A vendor is a list of quirks, each with its reason; what is not
 * named by one is done as on any FHIR server. Vendors are told apart to read and write rightly, never for security.
 */
import type { SourceId } from '../../domain/chart/source.ts';
import type { Json } from '../../fhir/read/json.ts';
import type { Site, VendorId, WrittenType } from '../../site/site.ts';
import type { Manner, Remark, SearchAnswer, SearchParams } from '../gateway/search.ts';
import type { About, Query } from '../sources/source.ts';

/** One oddity of one vendor, in a file of its own. */
export interface Quirk {
  /** What is odd, in a sentence that an integrator understands. */
  readonly what: string;
  /** Where that is known from. */
  readonly reference: string;
  /** Read in the vendor's own pages; seen on a real server; or neither. */
  readonly certainty: 'documented' | 'observed' | 'unverified';
  readonly changes: Changes;
}

export type Ask = (params: SearchParams, manner?: Pick<Manner, 'meansServerErrors'>) => Promise<SearchAnswer>;

type BySource<Value> = { readonly [Id in SourceId]?: Value };

export interface Changes {
  /** Searches that take the place of the plan's (`sources/plan.ts`). */
  readonly queries?: BySource<(about: About) => readonly Query[]>;
  /** Never asked: what comes under this name is something else, and an empty answer would pass for "there is none". */
  readonly notAsked?: readonly SourceId[];
  /** What even a complete answer leaves out, so that nothing follows from what it does not hold. */
  readonly leavesOut?: BySource<string>;
  /** What an issue beside the matches means; null where this quirk knows nothing of it. */
  readonly remark?: (issue: Json) => Remark | null;
  /** How one search is carried out; `ask` is one as any server understands it. */
  readonly search?: (ask: Ask, id: SourceId, params: SearchParams, about: About) => Promise<SearchAnswer>;
  /** What the server advertises and means otherwise; what `site.json` says of it goes first. */
  readonly notForApps?: { readonly creates: readonly WrittenType[]; readonly updates: readonly WrittenType[] };
  /** How notes have to be; what `site.json` says of it goes first. */
  readonly note?: Site['referral']['note'];
}

export interface Vendor {
  /** `unknown`: it could not be asked what it is. */
  readonly id: VendorId | 'unknown';
  readonly quirks: readonly Quirk[];
}

/** Any FHIR server. */
export const GENERIC: Vendor = { id: 'generic', quirks: [] };

/** What the quirks of a vendor come to for reading; of several that say something of a source the first counts. */
export interface Ways {
  queries(id: SourceId): ((about: About) => readonly Query[]) | null;
  isAsked(id: SourceId): boolean;
  leavesOut(id: SourceId): string | null;
  remark(issue: Json): Remark | null;
  search(ask: Ask, id: SourceId, params: SearchParams, about: About): Promise<SearchAnswer>;
}

export function waysOf({ quirks }: Vendor): Ways {
  const first = <Value>(of: (changes: Changes) => Value | null | undefined): Value | null => {
    for (const { changes } of quirks) {
      const value = of(changes);
      if (value !== null && value !== undefined) return value;
    }
    return null;
  };
  return {
    queries: (id) => first(({ queries }) => queries?.[id]),
    isAsked: (id) => !quirks.some(({ changes }) => changes.notAsked?.includes(id) === true),
    leavesOut: (id) => first(({ leavesOut }) => leavesOut?.[id]),
    remark: (issue) => first(({ remark }) => remark?.(issue)),
    search: (ask, ...what) => (first(({ search }) => search) ?? ((just, _id, params) => just(params)))(ask, ...what),
  };
}
