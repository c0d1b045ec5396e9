/**
 * One FHIR server as the rest of the shell sees it. Everything that goes to the server goes through here, and nothing
 * that goes through here goes anywhere else.
 */
import type { CapabilityStatement, FhirResource } from 'fhir/r4';
import { failure, problem, success, type Problem, type Result } from '../../domain/problem.ts';
import { addressOf, localReference, parseBase } from './address.ts';
import { idOf, parseResource } from './json.ts';
import { isSaid, saysError, textsOf } from './operation-outcome.ts';
import { DEFAULT_CAPS, searchAll, type Caps, type Manner, type SearchAnswer, type SearchParams } from './search.ts';
import { chooseVendor } from '../vendors/choose.ts';
import type { Vendor } from '../vendors/vendor.ts';
import type { VendorId } from '../../site/site.ts';
import { problemOf } from './status.ts';
import { createTransport, type Exchange, type TransportOptions } from './transport.ts';

export interface GatewayOptions extends TransportOptions {
  /** FHIR base, as in `site.json`. */
  readonly base: string;
  /** Which EHR it is, where `site.json` says so; else it is asked when that first matters. */
  readonly vendor?: VendorId | undefined;
}

/** Of a create, and of an update. */
export type CreateAnswer =
  /** The server answered: what that means depends on the status. */
  | {
      readonly is: 'answered';
      readonly status: number;
      /** "ServiceRequest/12": from the body, else from a `Location` on this server. */
      readonly reference: string | null;
      readonly versionId: string | null;
      /** The created resource, when the answer holds one. */
      readonly resource: FhirResource | null;
      /** What else the body is: an OperationOutcome, one that names an error, nothing at all, or something. */
      readonly says: 'nothing' | 'outcome' | 'error' | 'other';
      /** What the status means when it is not a success. */
      readonly problem: Problem;
    }
  /** It may have been created or not: the answer did not arrive. */
  | { readonly is: 'lost'; readonly why: Problem }
  /** It was certainly not sent. */
  | { readonly is: 'not-sent'; readonly why: Problem };

export interface CreateOptions {
  /** Search parameters of a conditional create: `identifier=<system>|<value>`. Only where CORS lets the header through. */
  readonly ifNoneExist?: string;
  /** Send `Prefer: return=representation`. Only where CORS lets the header through. */
  readonly preferRepresentation?: boolean;
}

export interface Gateway {
  readonly base: string;
  /** One instance, by a reference on this server. Others are never fetched. */
  read(reference: string): Promise<Result<FhirResource>>;
  search(type: string, params: SearchParams, caps?: Caps, manner?: Manner): Promise<SearchAnswer>;
  /** Sends once, whatever happens. */
  create(resource: FhirResource, options?: CreateOptions): Promise<CreateAnswer>;
  /** Writes a new version of an instance over the version that it names, and over no other. Sends once, whatever happens. */
  update(resource: FhirResource, versionId: string): Promise<CreateAnswer>;
  /** What the server says that it can do. Asked when first needed; a failure is not remembered. */
  capabilities(): Promise<Result<CapabilityStatement>>;
  /** Which EHR it is. Rejects where the file with what is odd in it did not come; that, and not knowing, is not remembered. */
  vendor(): Promise<Vendor>;
  /** "Type/id" of what lies on this server, else null. */
  localReference(address: string): string | null;
}

export function createGateway(options: GatewayOptions): Gateway {
  const base = parseBase(options.base);
  const transport = createTransport(options);
  let statement: Promise<Result<CapabilityStatement>> | null = null;
  let known: Promise<Vendor> | null = null;

  async function get(
    url: URL,
    asked: 'instance' | 'type',
    detail: string,
    meansServerErrors = false,
  ): Promise<Result<FhirResource>> {
    const exchange = await transport.get(url, detail, meansServerErrors);
    if (exchange.is !== 'answered') return failure(exchange.why);
    const { status, text } = exchange.answer;
    const resource = parseResource(text);
    if (status !== 200) return failure(problemOf(status, asked, detail, textsOf(resource)));
    if (resource === null) return failure(problem('unreadable', `${detail}: not FHIR JSON`, { status }));
    return success(resource);
  }

  async function askCapabilities(): Promise<Result<CapabilityStatement>> {
    const answer = await get(new URL(`${base.href}/metadata`), 'type', 'GET metadata');
    if (!answer.ok) return answer;
    if (answer.value.resourceType === 'CapabilityStatement') return success(answer.value);
    return failure(problem('unreadable', 'GET metadata: no CapabilityStatement'));
  }

  async function capabilities(): Promise<Result<CapabilityStatement>> {
    statement ??= askCapabilities();
    const answer = await statement;
    if (!answer.ok) statement = null;
    return answer;
  }

  function answerOf(exchange: Exchange, type: string, asked: 'instance' | 'type', detail: string): CreateAnswer {
    if (exchange.is !== 'answered') return { is: exchange.is, why: exchange.why };
    const { status, text, header } = exchange.answer;
    const body = parseResource(text);
    // RFC 6750, 3.1: the token is good, and covers less. Some servers say so with 401.
    const lacksScope = status === 401 && /insufficient_scope/i.test(header('WWW-Authenticate') ?? '');
    const written = body?.resourceType === type ? body : null;
    const id = written === null ? null : idOf(written);
    const located = localReference(base, header('Location') ?? header('Content-Location') ?? '#');
    return {
      is: 'answered',
      status,
      reference: id === null ? ofType(located, type) : localReference(base, `${type}/${id}`),
      versionId: header('ETag')?.replace(/^W\/|"/g, '') ?? versionOf(written),
      resource: written,
      says: saysOf(text, body),
      problem: { ...problemOf(status, asked, detail, textsOf(body)), ...(lacksScope ? { kind: 'forbidden' } : {}) },
    };
  }

  return {
    base: base.href,
    localReference: (address) => localReference(base, address),

    async read(reference) {
      const url = addressOf(base, reference);
      if (url === null) {
        return failure(problem('foreign-address', 'a reference that does not lie on this server was not followed'));
      }
      const type = url.pathname.split('/').at(-2) ?? '';
      const answer = await get(url, 'instance', `GET ${type}/{id}`);
      if (!answer.ok || answer.value.resourceType === type) return answer;
      const said = textsOf(answer.value);
      return failure(problem('unreadable', `GET ${type}/{id}: another type of resource came`, { said }));
    },

    search: (type, params, caps = DEFAULT_CAPS, { remark, meansServerErrors } = {}) =>
      searchAll(
        (url, detail) => get(url, 'type', detail, meansServerErrors),
        base,
        type,
        params,
        caps,
        remark,
        options.now,
      ),

    async create(resource, { ifNoneExist, preferRepresentation = false } = {}) {
      const { resourceType } = resource;
      const detail = `POST ${resourceType}`;
      const headers = {
        'Content-Type': 'application/fhir+json',
        ...(ifNoneExist === undefined ? {} : { 'If-None-Exist': ifNoneExist }),
        ...(preferRepresentation ? { Prefer: 'return=representation' } : {}),
      };
      const exchange = await transport.post(
        new URL(`${base.href}/${resourceType}`),
        JSON.stringify(resource),
        headers,
        detail,
      );
      return answerOf(exchange, resourceType, 'type', detail);
    },

    async update(resource, versionId) {
      const { resourceType } = resource;
      const detail = `PUT ${resourceType}/{id}`;
      const reference = `${resourceType}/${idOf(resource) ?? ''}`;
      // As it stands, not as an address would be read: an id with dots and slashes leads to another instance.
      if (localReference(base, reference) !== reference || !VERSION.test(versionId))
        return { is: 'not-sent', why: problem('foreign-address', `${detail}: no instance or version of this server`) };
      const headers = { 'Content-Type': 'application/fhir+json', 'If-Match': `W/"${versionId}"` };
      const exchange = await transport.put(
        new URL(`${base.href}/${reference}`),
        JSON.stringify(resource),
        headers,
        detail,
      );
      return answerOf(exchange, resourceType, 'instance', detail);
    },

    capabilities,

    async vendor() {
      known ??= chooseVendor(options.vendor, capabilities, options.sleep);
      let isKnown = false;
      try {
        const vendor = await known;
        isKnown = vendor.id !== 'unknown';
        return vendor;
      } finally {
        if (!isKnown) known = null;
      }
    },
  };
}

/** A version as FHIR writes it, the form of an id. https://hl7.org/fhir/R4/datatypes.html#id */
const VERSION = /^[A-Za-z0-9.-]{1,64}$/;

/** A proxy answers with pages and bare statuses; only a FHIR server says something in an OperationOutcome. */
function saysOf(text: string, body: FhirResource | null): Extract<CreateAnswer, { is: 'answered' }>['says'] {
  if (saysError(body)) return 'error';
  if (isSaid(body)) return 'outcome';
  return text.trim() === '' ? 'nothing' : 'other';
}

function ofType(reference: string | null, type: string): string | null {
  return reference?.startsWith(`${type}/`) === true ? reference : null;
}

function versionOf(resource: FhirResource | null): string | null {
  const version: unknown = resource?.meta?.versionId;
  return typeof version === 'string' ? version : null;
}
