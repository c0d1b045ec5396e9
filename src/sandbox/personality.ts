/**
 * How one EHR differs from another. This is the only seam for vendor-like behavior: the server asks the personality and
 * has no vendor branches of its own.
 */
import type { CapabilityStatement, OperationOutcomeIssue } from 'fhir/r4';
import type { Fault } from './faults.ts';
import type { AnyResource } from './fhir-types.ts';

export interface SearchRules {
  /** Parameters that this EHR knows for the type, instead of the common ones. */
  readonly supported?: readonly string[];
  /** References that `_include` can bring along, instead of the common ones. */
  readonly includes?: readonly string[];
  /** Sets of parameters of which one must be complete, or the search is refused with 400. `_id` alone always does. */
  readonly required?: readonly (readonly string[])[];
}

/** An EHR that refuses a request as a whole for one scope that it does not like. */
export interface ScopeRefusal {
  /** A scope exactly as it is asked for, a type by name (`Coverage`, whatever is asked of it), or `*.c`: any create. */
  readonly refuse: readonly string[];
  /** Whether the launch can be used for another, smaller request. */
  readonly handle: 'kept' | 'spent';
}

/** How an EHR leads from one page of a search to the next. */
export interface Paging {
  /** The parameter that holds the place. */
  readonly parameter: string;
  /** The link says again what was asked for; else it has the place alone. */
  readonly repeatsQuery: boolean;
  /** Writes the server's address as this EHR does. */
  readonly spell?: (url: string) => string;
}

export interface Personality {
  readonly name: PersonalityName;
  /** For the page on which it is chosen. */
  readonly label: string;
  readonly software: string;
  /** What the site's integrator has found out of this EHR and put into the issuer's part of site.json. */
  readonly inSite?: Readonly<Record<string, unknown>>;
  /** Types that this EHR does not have at all; by name, because a chart may hold them. */
  readonly without: readonly string[];
  readonly paging: Paging;
  /** `page`: the number of matches on the page, which says nothing of those to come. */
  readonly total: 'all' | 'page' | 'none';
  /** What this EHR's own codes in a search are in charts from disk: by type, parameter and code. */
  readonly calls?: Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, string>>>>>>;
  /** In the chart, and found by no search. */
  readonly isHidden?: (resource: AnyResource) => boolean;
  /** A search that would give such a resource fails as a whole (500). */
  readonly isKilledBy?: (resource: AnyResource) => boolean;
  /** What goes wrong in this EHR all the time, after what tests have put on. */
  readonly faults?: (at: { readonly fhirUrl: string }) => readonly Fault[];
  /** Why a create that is advertised is refused all the same. */
  readonly refusesCreate?: (resource: AnyResource) => { readonly status: number; readonly text: string } | undefined;
  /** Entries on a page when the client asks for no number, and the most it can ask for. */
  readonly pageSize: number;
  readonly pageCap: number;
  readonly searchRules: Readonly<Record<string, SearchRules>>;
  /** `outcome`: ignored and named in an OperationOutcome entry, unless the client wants strict handling. */
  readonly unknownParameters: 'outcome' | 'refuse';
  /** Further issues in an OperationOutcome entry on the first page. `asked`: the names of the search's parameters. */
  readonly extraOutcomes?: (
    type: string,
    found: number,
    asked: ReadonlySet<string>,
  ) => readonly OperationOutcomeIssue[];
  readonly creatable: readonly string[];
  readonly updatable: readonly string[];
  readonly deletable: readonly string[];
  readonly conditionalCreate: boolean;
  /**
   * `empty-201`: only the address is told. `accepted-202`: what passes every check is not put in the chart but kept for
   * somebody to review (the inbox shows it as waiting), and neither address nor body is told.
   */
  readonly createAnswer: 'representation' | 'empty-201' | 'accepted-202';
  /**
   * Per type, the only top-level elements that a create may carry beside `resourceType`; any other is refused with 422, by
   * name. An extension (`_status`) goes with its element; `id` and `meta` have to be listed as well. A type that is not
   * named may carry all.
   */
  readonly writableElements?: Readonly<Record<string, readonly string[]>>;
  readonly staleVersionStatus: 409 | 412;
  /** Every reference in a written resource must point at something on this server. */
  readonly referentialIntegrity: boolean;
  readonly cors: {
    readonly allowHeaders: readonly string[];
    readonly exposeHeaders: readonly string[];
    readonly maxAgeSeconds: number;
  };
  readonly tokenSeconds: number;
  readonly smartCapabilities: readonly string[];
  /** `drop`: what is unknown or not registered is left out of what is granted, and never a reason to refuse. */
  readonly scopePolicy: 'drop' | ScopeRefusal;
  /**
   * `rotating`: a refresh token is good once, and a second use ends the session. `same`: it stays good, and a refresh answers
   * with none. `none`: there are no refresh tokens and no `online_access`.
   */
  readonly refresh: 'rotating' | 'same' | 'none';
  /** A refresh ends the access token before it. */
  readonly revokeOldAccess: boolean;
  /** False: there is no revocation endpoint. */
  readonly revocation: boolean;
  readonly capabilityStatement?: (statement: CapabilityStatement) => CapabilityStatement;
}

export const PERSONALITY_NAMES = ['plain', 'epic-like', 'oracle-like', 'meditech-like', 'hostile'] as const;
export type PersonalityName = (typeof PERSONALITY_NAMES)[number];

export const plain: Personality = {
  name: 'plain',
  label: 'Any FHIR server',
  software: 'Alongside demo EHR',
  without: [],
  paging: { parameter: '_page', repeatsQuery: false },
  total: 'all',
  pageSize: 50,
  pageCap: 100,
  searchRules: {},
  unknownParameters: 'outcome',
  creatable: [
    'ServiceRequest',
    'Task',
    'CarePlan',
    'DocumentReference',
    'Communication',
    'Observation',
    'QuestionnaireResponse',
    'Provenance',
  ],
  updatable: ['ServiceRequest', 'Task', 'CarePlan'],
  deletable: ['ServiceRequest', 'Task'],
  conditionalCreate: true,
  createAnswer: 'representation',
  staleVersionStatus: 412,
  referentialIntegrity: true,
  cors: {
    // Cache-Control is left out on purpose: a client that sets it as a header must fail here, as it would at a hospital.
    allowHeaders: ['Authorization', 'Content-Type', 'Accept', 'Prefer', 'If-None-Exist', 'If-Match'],
    exposeHeaders: ['ETag', 'Location', 'Content-Location'],
    maxAgeSeconds: 600,
  },
  tokenSeconds: 3600,
  smartCapabilities: [
    'launch-ehr',
    'launch-standalone',
    'authorize-post',
    'client-public',
    'sso-openid-connect',
    'context-banner',
    'context-ehr-patient',
    'context-ehr-encounter',
    'context-style',
    'context-standalone-patient',
    'permission-online',
    'permission-patient',
    'permission-user',
    'permission-v1',
    'permission-v2',
  ],
  scopePolicy: 'drop',
  refresh: 'rotating',
  revokeOldAccess: false,
  revocation: true,
};
