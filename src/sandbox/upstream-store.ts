/**
 * The chart on another FHIR R4 server (`--fhir URL`). Requests reach it only after the demo EHR has checked scope and
 * compartment; its own addresses never reach the client. A drug or directory entry there cannot be checked against a chart and is opened
 * by scope alone.
 */
import type { CapabilityStatement, OperationOutcome } from 'fhir/r4';
import { patientsOf } from './compartment.ts';
import { invalid } from './definitions.ts';
import { FhirProblem, records, string } from './fhir-types.ts';
import type { AnyResource, Stored } from './fhir-types.ts';
import { isShared, RESOURCE_TYPES } from './resource-types.ts';
import { versionsIn } from './store.ts';
import type { Condition, Page, SearchOrder, Store, Written } from './store.ts';

interface Received {
  readonly status: number;
  readonly body: AnyResource | undefined;
  readonly location: string | undefined;
}

const REMEMBERED = 20_000;

export class UpstreamStore implements Store {
  readonly types = Object.keys(RESOURCE_TYPES);
  readonly #upstream: string;
  readonly #fhirUrl: string;
  /** What has passed through, so that a Provenance can be traced to the patient of its target. */
  readonly #seen = new Map<string, AnyResource>();

  /** Both URLs without a slash at the end. */
  constructor(upstream: string, fhirUrl: string) {
    this.#upstream = upstream;
    this.#fhirUrl = fhirUrl;
  }

  async statement(): Promise<CapabilityStatement> {
    return (await this.#ask('GET', 'metadata')).body as unknown as CapabilityStatement;
  }

  read(type: string, id: string): Promise<Stored> {
    return this.#resource(`${type}/${id}`);
  }

  vread(type: string, id: string, version: string): Promise<Stored> {
    return this.#resource(`${type}/${id}/_history/${version}`);
  }

  async history(type: string, id: string): Promise<readonly Stored[]> {
    const { body } = await this.#ask('GET', `${type}/${id}/_history`);
    return body === undefined ? [] : versionsIn(body, type);
  }

  search(order: SearchOrder): Promise<Page> {
    const query = new URLSearchParams(
      order.query.map(([name, value]): [string, string] => [name, value.replaceAll(this.#fhirUrl, this.#upstream)]),
    );
    if (order.patient !== undefined && !isShared(order.type)) {
      if (order.type === 'Patient') query.set('_id', order.patient);
      else if (!query.has('patient')) query.set('patient', order.patient);
    }
    const prefer = `handling=${order.strict ? 'strict' : 'lenient'}`;
    return this.#page(`${this.#upstream}/${order.type}?${query.toString()}`, order, prefer);
  }

  reachableFrom(): undefined {
    return undefined;
  }

  patientsOf(resource: AnyResource): ReadonlySet<string> {
    return patientsOf(resource, (type, id) => this.#seen.get(`${type}/${id}`));
  }

  async create(resource: AnyResource, ifNoneExist?: Condition): Promise<Written> {
    const { id: _ignored, ...fresh } = resource;
    const headers: Record<string, string> = { prefer: 'return=representation' };
    if (ifNoneExist) headers['if-none-exist'] = ifNoneExist.query;
    const answer = await this.#ask('POST', resource.resourceType, fresh, headers);
    const created = answer.status === 201;
    if (isResource(answer.body, resource.resourceType)) return { resource: this.#remember(answer.body), created };
    const written = new RegExp(`${resource.resourceType}/([^/]+)`).exec(answer.location ?? '')?.[1];
    if (written === undefined)
      throw new FhirProblem(502, 'exception', 'The upstream server did not say what it has created.');
    return { resource: await this.read(resource.resourceType, written), created };
  }

  /** By our own validator: few servers offer to check without writing. */
  async check(resource: AnyResource, ifNoneExist?: Condition): Promise<Stored | undefined> {
    const type = resource.resourceType;
    if (ifNoneExist) {
      const query = [...new URLSearchParams(ifNoneExist.query)];
      const { patient } = ifNoneExist;
      const visible = (found: AnyResource): boolean => patient === undefined || this.patientsOf(found).has(patient);
      const order = { type, query, strict: true, visible, ...(patient === undefined ? {} : { patient }) };
      const { resources } = await this.search(order);
      if (resources.length > 1)
        throw new FhirProblem(412, 'multiple-matches', 'Several resources match If-None-Exist.');
      if (resources[0]) return resources[0];
    }
    const problem = invalid(resource);
    if (problem) throw FhirProblem.of(422, problem);
    return undefined;
  }

  async update(resource: Stored, version?: string): Promise<Stored> {
    const headers: Record<string, string> = { prefer: 'return=representation' };
    if (version !== undefined) headers['if-match'] = `W/"${version}"`;
    const answer = await this.#ask('PUT', `${resource.resourceType}/${resource.id}`, resource, headers);
    return isResource(answer.body, resource.resourceType)
      ? this.#remember(answer.body)
      : this.read(resource.resourceType, resource.id);
  }

  async remove(type: string, id: string): Promise<void> {
    await this.#ask('DELETE', `${type}/${id}`);
  }

  async #resource(path: string): Promise<Stored> {
    const { body } = await this.#ask('GET', path);
    if (!isResource(body, path.split('/')[0] ?? ''))
      throw new FhirProblem(502, 'exception', `The upstream server answered ${path} with something else.`);
    return this.#remember(body);
  }

  async #page(url: string, order: SearchOrder, prefer: string): Promise<Page> {
    const { body } = await this.#ask('GET', url, undefined, { prefer });
    if (body?.resourceType !== 'Bundle')
      throw new FhirProblem(502, 'exception', 'The upstream server did not answer the search with a Bundle.');
    const entries = records(body['entry']);
    const resourcesIn = (some: typeof entries): AnyResource[] =>
      some.flatMap((entry) => records(entry['resource']) as unknown as AnyResource[]);
    const isIncluded = (entry: (typeof entries)[number]): boolean =>
      records(entry['search'])[0]?.['mode'] === 'include';
    const found = resourcesIn(entries.filter((entry) => !isIncluded(entry)));
    const included = resourcesIn(entries.filter(isIncluded)).filter(hasId);
    const outcomes = found.filter(
      (resource) => resource.resourceType === 'OperationOutcome',
    ) as unknown as OperationOutcome[];
    const resources = found.filter(hasId).filter((resource) => resource.resourceType !== 'OperationOutcome');
    const visible = resources.map((resource) => this.#remember(resource)).filter(order.visible);
    const next = records(body['link']).find((link) => link['relation'] === 'next');
    const nextUrl = string(next?.['url'])?.replace(this.#fhirUrl, this.#upstream);
    // A total counts what the client may not see, unless nothing was hidden.
    const total =
      visible.length === resources.length && typeof body['total'] === 'number' ? { total: body['total'] } : {};
    const page: Page = {
      resources: visible,
      included: included.map((resource) => this.#remember(resource)),
      outcomes,
      ...total,
    };
    return nextUrl === undefined ? page : { ...page, more: () => this.#page(nextUrl, order, prefer) };
  }

  #remember<T extends AnyResource>(resource: T): T {
    if (resource.id !== undefined) this.#seen.set(`${resource.resourceType}/${resource.id}`, resource);
    const oldest = this.#seen.size > REMEMBERED ? this.#seen.keys().next().value : undefined;
    if (oldest !== undefined) this.#seen.delete(oldest);
    return resource;
  }

  async #ask(method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Received> {
    const url = path.startsWith('http') ? path : `${this.#upstream}/${path}`;
    if (!url.startsWith(`${this.#upstream}/`) && !url.startsWith(`${this.#upstream}?`)) {
      throw new FhirProblem(502, 'exception', 'The upstream server points at another server.');
    }
    const sent: RequestInit = {
      method,
      headers: {
        accept: 'application/fhir+json',
        // The server behind may keep search answers for a while; what was just written has to be seen.
        'cache-control': 'no-cache',
        ...(body === undefined ? {} : { 'content-type': 'application/fhir+json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body).replaceAll(this.#fhirUrl, this.#upstream) }),
      redirect: 'error',
    };
    let response: Response;
    let text: string;
    try {
      response = await fetch(url, sent);
      text = (await response.text()).replaceAll(this.#upstream, this.#fhirUrl);
    } catch (error) {
      throw new FhirProblem(502, 'transient', `The upstream FHIR server could not be reached: ${String(error)}`);
    }
    const parsed = parse(text);
    if (!response.ok) {
      const told = parsed?.resourceType === 'OperationOutcome' ? (parsed as unknown as OperationOutcome) : undefined;
      if (told) throw FhirProblem.of(response.status, told);
      throw new FhirProblem(response.status, 'exception', `The upstream FHIR server answered ${response.status}.`);
    }
    return { status: response.status, body: parsed, location: response.headers.get('location') ?? undefined };
  }
}

function parse(text: string): AnyResource | undefined {
  try {
    return JSON.parse(text) as AnyResource;
  } catch {
    return undefined;
  }
}

function hasId(resource: AnyResource): resource is Stored {
  return resource.id !== undefined;
}

function isResource(body: AnyResource | undefined, type: string): body is Stored {
  return body !== undefined && body.resourceType === type && body.id !== undefined;
}
