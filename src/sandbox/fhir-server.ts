/** The FHIR endpoint: HTTP on one side, store and access rules on the other. Every answer is JSON. */
import type { Bundle, BundleEntry, OperationOutcome } from 'fhir/r4';
import type { Addresses } from './capability.ts';
import { capabilityStatement, smartConfiguration, typesOf } from './capability.ts';
import { mayRead, mustBeAboutPatient, permit } from './access.ts';
import type { Caller, Permission } from './access.ts';
import type { RegisteredClient } from './client.ts';
import { FhirProblem } from './fhir-types.ts';
import type { AnyResource, QueryPair, Stored } from './fhir-types.ts';
import { readResourceBody, refuseForeignReferences, refuseUnwritable } from './fhir-body.ts';
import { formBody, header, json, mediaType } from './http.ts';
import type { Answer, Incoming } from './http.ts';
import { PageShelf } from './page-shelf.ts';
import type { Personality } from './personality.ts';
import { isShared } from './resource-types.ts';
import { patientsNamed } from './search.ts';
import type { Page, Store } from './store.ts';

interface FhirServerParts {
  readonly at: Addresses;
  readonly store: Store;
  readonly personality: Personality;
  readonly client: RegisteredClient;
  /** Throws a 401 `FhirProblem` when there is no valid token. */
  readonly authenticate: (request: Incoming) => Caller;
  readonly onCreated: (resource: Stored) => void;
  /** For a create that was accepted and is in no chart yet. */
  readonly onKeptForReview: (resource: AnyResource) => void;
  readonly log: (line: string) => void;
}

const JSON_TYPES = ['application/fhir+json', 'application/json', 'application/json+fhir', 'json'];

export class FhirServer {
  readonly #parts: FhirServerParts;
  readonly #shelf = new PageShelf();

  constructor(parts: FhirServerParts) {
    this.#parts = parts;
  }

  async handle(request: Incoming): Promise<Answer> {
    try {
      return await this.#route(request);
    } catch (error) {
      if (error instanceof FhirProblem) return resourceAnswer(error.status, error.body, error.headers);
      this.#parts.log(
        `FHIR ${request.method} ${request.path} failed: ${error instanceof Error ? (error.stack ?? '') : String(error)}`,
      );
      return resourceAnswer(500, new FhirProblem(500, 'exception', 'The demo EHR failed. See its log.').body);
    }
  }

  async #route(request: Incoming): Promise<Answer> {
    const { at, store, personality, client } = this.#parts;
    const path = request.path.slice('/fhir'.length).replace(/^\//, '');
    if (path.startsWith('.well-known/') && request.method === 'GET') {
      if (path !== '.well-known/smart-configuration' && path !== '.well-known/openid-configuration')
        throw new FhirProblem(404, 'not-found', 'No such page.');
      return json(smartConfiguration(personality, client, at), 200, { 'cache-control': 'no-store' });
    }
    refuseOtherFormats(request);
    if (path === 'metadata' && request.method === 'GET')
      return resourceAnswer(200, await capabilityStatement(store, personality, at));

    const caller = this.#parts.authenticate(request);
    const [type = '', id, history, version, ...rest] = path.split('/').map(decode);
    if (path === '')
      throw new FhirProblem(405, 'not-supported', 'Batch, transaction and system-wide search are not offered.', {
        allow: 'OPTIONS',
      });
    if (!typesOf(store, personality).includes(type))
      throw new FhirProblem(404, 'not-supported', `This server has no resources of type ${type}.`);
    if (
      rest.length > 0 ||
      id === '' ||
      (history !== undefined && (history !== '_history' || !version)) ||
      (id?.startsWith('$') ?? false)
    ) {
      throw new FhirProblem(404, 'not-found', 'No such address on this server.');
    }
    if (id === undefined) {
      if (request.method === 'GET') return this.#search(request, caller, type, [...request.query]);
      if (request.method === 'POST') return this.#create(request, caller, type);
      throw notAllowed(request, 'GET, POST, OPTIONS');
    }
    if (id === '_search') {
      if (request.method !== 'POST') throw notAllowed(request, 'POST, OPTIONS');
      if (mediaType(request) !== 'application/x-www-form-urlencoded')
        throw new FhirProblem(
          415,
          'not-supported',
          'A search by POST has a form body (application/x-www-form-urlencoded).',
        );
      return this.#search(request, caller, type, [...request.query, ...formBody(request)]);
    }
    if (request.method === 'GET') return this.#read(caller, type, id, version);
    if (version !== undefined) throw notAllowed(request, 'GET, OPTIONS');
    if (request.method === 'PUT') return this.#update(request, caller, type, id);
    if (request.method === 'DELETE') return this.#remove(request, caller, type, id);
    throw notAllowed(request, 'GET, PUT, DELETE, OPTIONS');
  }

  async #read(caller: Caller, type: string, id: string, version: string | undefined): Promise<Answer> {
    const { store } = this.#parts;
    const permission = permit(caller, 'r', type, store);
    const current = await store.read(type, id);
    this.#refuseHidden(permission, current);
    const resource = version === undefined ? current : await store.vread(type, id, version);
    this.#refuseHidden(permission, resource);
    return resourceAnswer(200, resource, versionHeaders(resource));
  }

  async #search(request: Incoming, caller: Caller, type: string, query: readonly QueryPair[]): Promise<Answer> {
    const { store, personality } = this.#parts;
    const permission = permit(caller, 's', type, store);
    const place = query.find(([name]) => name === personality.paging.parameter)?.[1];
    if (place !== undefined) return this.#bundle(await this.#shelf.take(place, caller.grantId), type, query, caller);
    const only = permission.onlyPatient;
    if (only !== undefined && patientsNamed(type, query).some((patient) => patient !== only)) {
      throw new FhirProblem(
        403,
        'forbidden',
        `The token opens only the chart of the patient in context, and this search of ${type} asks for another patient.`,
      );
    }
    const page = await store.search({
      type,
      query,
      strict: preference(request, 'handling') === 'strict',
      visible: (resource) => permission.visible(resource),
      ...(only === undefined ? {} : { patient: only }),
    });
    return this.#bundle(page, type, query, caller);
  }

  #bundle(page: Page, type: string, query: readonly QueryPair[], caller: Caller): Answer {
    const { at, personality } = this.#parts;
    const { fhirUrl } = at;
    const { parameter, repeatsQuery, spell = (url): string => url } = personality.paging;
    const addressOf = (pairs: readonly QueryPair[]): string =>
      spell(
        `${fhirUrl}/${type}?${new URLSearchParams(pairs.map(([name, value]): [string, string] => [name, value])).toString()}`,
      );
    const link = [{ relation: 'self', url: addressOf(query) }];
    if (page.more) {
      const place: QueryPair = [parameter, this.#shelf.put(page.more, caller.grantId)];
      const asked = repeatsQuery ? query.filter(([name]) => name !== parameter) : [];
      link.push({ relation: 'next', url: addressOf([...asked, place]) });
    }
    const entry: BundleEntry[] = page.resources.map((resource) => ({
      fullUrl: `${fhirUrl}/${resource.resourceType}/${resource.id}`,
      resource: resource as unknown as NonNullable<BundleEntry['resource']>,
      search: { mode: 'match' },
    }));
    for (const resource of page.included ?? []) {
      if (!mayRead(caller, resource, this.#parts.store)) continue;
      entry.push({
        fullUrl: `${fhirUrl}/${resource.resourceType}/${resource.id}`,
        resource,
        search: { mode: 'include' },
      });
    }
    for (const resource of page.outcomes) entry.push({ resource, search: { mode: 'outcome' } });
    const bundle: Bundle = {
      resourceType: 'Bundle',
      type: 'searchset',
      ...totalOf(page, personality),
      link,
      ...(entry.length > 0 ? { entry } : {}),
    };
    return resourceAnswer(200, bundle);
  }

  async #create(request: Incoming, caller: Caller, type: string): Promise<Answer> {
    const { store, personality, at } = this.#parts;
    this.#refuseUnoffered(personality.creatable, type, request);
    const permission = permit(caller, 'c', type, store);
    const resource = readResourceBody(request, type);
    mustBeAboutPatient(resource, permission, store);
    refuseUnwritable(resource, personality);
    const refusal = personality.refusesCreate?.(resource);
    if (refusal !== undefined) throw new FhirProblem(refusal.status, 'business-rule', refusal.text);
    await refuseForeignReferences(resource, permission, store, personality, at.fhirUrl);
    const condition = header(request, 'if-none-exist');
    if (condition !== undefined && !personality.conditionalCreate)
      throw new FhirProblem(412, 'not-supported', 'Conditional create is not offered.');
    const limited = permission.onlyPatient === undefined ? {} : { patient: permission.onlyPatient };
    const unless = condition === undefined ? undefined : { query: condition, ...limited };
    if (personality.createAnswer === 'accepted-202') {
      const existing = await store.check(resource, unless);
      if (existing) {
        this.#refuseHidden(permission, existing);
        return this.#writtenAnswer(request, existing, 200);
      }
      this.#parts.onKeptForReview(resource);
      return { status: 202, headers: { 'cache-control': 'no-store' } };
    }
    const written = await store.create(resource, unless);
    if (written.created) this.#parts.onCreated(written.resource);
    else this.#refuseHidden(permission, written.resource);
    return this.#writtenAnswer(request, written.resource, written.created ? 201 : 200);
  }

  async #update(request: Incoming, caller: Caller, type: string, id: string): Promise<Answer> {
    const { store, personality, at } = this.#parts;
    this.#refuseUnoffered(personality.updatable, type, request);
    const permission = permit(caller, 'u', type, store);
    const resource = readResourceBody(request, type);
    if (resource.id !== id) throw new FhirProblem(400, 'invalid', 'The id in the body is not the id in the address.');
    const version = /^(?:W\/)?"([^"]+)"$/.exec(header(request, 'if-match') ?? '')?.[1];
    // The statement says versioned-update: a client that does not say which version it has read may overwrite a colleague's work.
    if (version === undefined) throw new FhirProblem(400, 'required', 'An update needs If-Match: W/"<version>".');
    mustBeAboutPatient(resource, permission, store);
    const current = await existing(store, type, id);
    if (current) this.#refuseHidden(permission, current);
    await refuseForeignReferences(resource, permission, store, personality, at.fhirUrl);
    return this.#writtenAnswer(request, await store.update({ ...resource, id }, version), 200);
  }

  async #remove(request: Incoming, caller: Caller, type: string, id: string): Promise<Answer> {
    const { store, personality } = this.#parts;
    this.#refuseUnoffered(personality.deletable, type, request);
    const permission = permit(caller, 'd', type, store);
    this.#refuseHidden(permission, await store.read(type, id));
    await store.remove(type, id);
    return { status: 204, headers: { 'cache-control': 'no-store' } };
  }

  #writtenAnswer(request: Incoming, resource: Stored, status: 200 | 201): Answer {
    const { at, personality } = this.#parts;
    const address = `${at.fhirUrl}/${resource.resourceType}/${resource.id}/_history/${resource.meta?.versionId ?? '1'}`;
    const headers = { ...versionHeaders(resource), location: address, 'content-location': address };
    const wanted = preference(request, 'return');
    if (status === 201 && personality.createAnswer === 'empty-201')
      return { status, headers: { ...headers, 'cache-control': 'no-store', 'content-type': 'text/html' } };
    if (wanted === 'minimal') return { status, headers: { ...headers, 'cache-control': 'no-store' } };
    if (wanted === 'OperationOutcome') {
      const done: OperationOutcome = {
        resourceType: 'OperationOutcome',
        issue: [
          {
            severity: 'information',
            code: 'informational',
            diagnostics: `${resource.resourceType}/${resource.id} was written.`,
          },
        ],
      };
      return resourceAnswer(status, done, headers);
    }
    return resourceAnswer(status, resource, headers);
  }

  #refuseHidden(permission: Permission, resource: AnyResource): void {
    if (permission.visible(resource)) return;
    const why = isShared(resource.resourceType)
      ? 'the chart in context does not refer to it'
      : 'it is not about the patient in context, or the granted scope does not cover it';
    throw new FhirProblem(403, 'forbidden', `${resource.resourceType}/${resource.id ?? ''} is out of reach: ${why}.`);
  }

  #refuseUnoffered(offered: readonly string[], type: string, request: Incoming): void {
    if (!offered.includes(type)) throw notAllowed(request, 'GET, OPTIONS');
  }
}

function totalOf({ total, resources }: Page, personality: Personality): { total?: number } {
  if (total === undefined || personality.total === 'none') return {};
  return { total: personality.total === 'page' ? resources.length : total };
}

async function existing(store: Store, type: string, id: string): Promise<Stored | undefined> {
  try {
    return await store.read(type, id);
  } catch (error) {
    // What does not exist is the store's to refuse, with its own status.
    if (error instanceof FhirProblem && (error.status === 404 || error.status === 410)) return undefined;
    throw error;
  }
}

function resourceAnswer(status: number, resource: object, headers: Record<string, string> = {}): Answer {
  return {
    status,
    headers: { 'content-type': 'application/fhir+json; charset=utf-8', 'cache-control': 'no-store', ...headers },
    body: JSON.stringify(resource),
  };
}

function versionHeaders(resource: AnyResource): Record<string, string> {
  const { versionId, lastUpdated } = resource.meta ?? {};
  return {
    ...(versionId === undefined ? {} : { etag: `W/"${versionId}"` }),
    ...(lastUpdated === undefined ? {} : { 'last-modified': new Date(lastUpdated).toUTCString() }),
  };
}

function preference(request: Incoming, name: string): string | undefined {
  return new RegExp(`(?:^|[,;\\s])${name}=([A-Za-z]+)`).exec(header(request, 'prefer') ?? '')?.[1];
}

function notAllowed(request: Incoming, allow: string): FhirProblem {
  return new FhirProblem(405, 'not-supported', `${request.method} is not offered at ${request.path}.`, { allow });
}

function refuseOtherFormats(request: Incoming): void {
  const format = request.query.get('_format');
  const accepted = (header(request, 'accept') ?? '*/*')
    .split(',')
    .map((part) => part.split(';')[0]?.trim().toLowerCase() ?? '');
  const readable = accepted.some((type) => type === '*/*' || type === 'application/*' || JSON_TYPES.includes(type));
  if (!readable || (format !== null && !JSON_TYPES.includes(format)))
    throw new FhirProblem(406, 'not-supported', 'This server speaks application/fhir+json only.');
}

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    throw new FhirProblem(400, 'invalid', 'The address is not well-formed.');
  }
}
