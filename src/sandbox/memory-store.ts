/** The chart in memory: Medplum's router and repository behind the store's interface. */
import type { OperationOutcome, OperationOutcomeIssue } from 'fhir/r4';
import type { FhirRequest, HttpMethod } from '@medplum/fhir-router';
import { FhirRouter, makeSimpleRequest } from '@medplum/fhir-router';
import { ChartRepository } from './chart-repository.ts';
import { parseReference, relativeReferences } from './compartment.ts';
import { invalid, referencesBy, sortKey } from './definitions.ts';
import { FhirProblem, outcome } from './fhir-types.ts';
import type { AnyResource, QueryPair, Stored } from './fhir-types.ts';
import { plain } from './personality.ts';
import type { Personality } from './personality.ts';
import { RESOURCE_TYPES } from './resource-types.ts';
import { parseSearch } from './search.ts';
import type { ParsedSearch, SortRule } from './search.ts';
import { versionsIn } from './store.ts';
import type { Condition, Page, SearchOrder, Store, Written } from './store.ts';

export class MemoryStore implements Store {
  readonly #repository: ChartRepository;
  readonly #router = new FhirRouter();
  readonly #personality: Personality;
  readonly #fhirUrl: string;
  #writes: Promise<unknown> = Promise.resolve();

  constructor(personality: Personality, fhirUrl: string) {
    this.#personality = personality;
    this.#fhirUrl = fhirUrl;
    this.#repository = new ChartRepository(fhirUrl);
  }

  get types(): readonly string[] {
    return [...new Set([...Object.keys(RESOURCE_TYPES), ...this.#repository.types()])].toSorted();
  }

  async statement(): Promise<undefined> {
    return undefined;
  }

  async read(type: string, id: string): Promise<Stored> {
    if (this.#repository.gone.has(`${type}/${id}`)) throw new FhirProblem(410, 'deleted', `${type}/${id} was deleted.`);
    return this.#call('GET', `${type}/${id}`);
  }

  async vread(type: string, id: string, version: string): Promise<Stored> {
    await this.read(type, id);
    return this.#call('GET', `${type}/${id}/_history/${version}`);
  }

  async history(type: string, id: string): Promise<readonly Stored[]> {
    const ask = (): Promise<Stored> => this.#call('GET', `${type}/${id}/_history`);
    return this.#inTurn(async () => {
      const bundle = await ask();
      // Medplum's repository turns its own list around each time it is asked: a second time puts it back.
      await ask();
      return versionsIn(bundle, type);
    });
  }

  async search(order: SearchOrder): Promise<Page> {
    const as = order.own === true ? plain : this.#personality;
    const parsed = parseSearch(order.type, inOwnCodes(order, as), as, order.strict, this.#fhirUrl);
    const found = this.#repository
      .find(parsed.request, order.patient ?? parsed.patient)
      .filter((resource) => order.visible(resource) && as.isHidden?.(resource) !== true);
    if (as.isKilledBy !== undefined && found.some(as.isKilledBy))
      throw new FhirProblem(500, 'required', `A ${order.type} lacks what its profile requires.`);
    sortBy(found, parsed.sort);
    const issues = as.extraOutcomes?.(order.type, found.length, new Set(order.query.map(([name]) => name))) ?? [];
    return this.#page(found, parsed, outcomesOf(issues, parsed.ignored));
  }

  reachableFrom(patient: string): ReadonlySet<string> {
    return this.#repository.reachableFrom(patient);
  }

  patientsOf(resource: AnyResource): ReadonlySet<string> {
    return this.#repository.patientsOf(resource);
  }

  create(resource: AnyResource, ifNoneExist?: Condition): Promise<Written> {
    const { id: _ignored, ...rest } = relativeReferences(resource, this.#fhirUrl);
    const fresh = { ...rest, meta: withoutVersion(resource) };
    return this.#inTurn(async () => {
      const existing = ifNoneExist ? this.#existing(resource.resourceType, ifNoneExist) : undefined;
      if (existing) return { resource: structuredClone(existing), created: false };
      return { resource: await this.#call('POST', resource.resourceType, fresh), created: true };
    });
  }

  check(resource: AnyResource, ifNoneExist?: Condition): Promise<Stored | undefined> {
    return this.#inTurn(async () => {
      const existing = ifNoneExist ? this.#existing(resource.resourceType, ifNoneExist) : undefined;
      const problem = existing ? undefined : invalid(relativeReferences(resource, this.#fhirUrl));
      if (problem) throw FhirProblem.of(422, problem);
      return structuredClone(existing);
    });
  }

  update(resource: Stored, version?: string): Promise<Stored> {
    const reference = `${resource.resourceType}/${resource.id}`;
    return this.#inTurn(async () => {
      if (!this.#repository.lookup(resource.resourceType, resource.id)) {
        if (this.#repository.gone.has(reference)) throw new FhirProblem(410, 'deleted', `${reference} was deleted.`);
        throw new FhirProblem(
          405,
          'not-supported',
          `${reference} does not exist, and this server gives the ids itself.`,
        );
      }
      const headers = version === undefined ? {} : { 'if-match': `W/"${version}"` };
      return this.#call(
        'PUT',
        reference,
        { ...relativeReferences(resource, this.#fhirUrl), meta: withoutVersion(resource) },
        headers,
      );
    });
  }

  remove(type: string, id: string): Promise<void> {
    return this.#inTurn(async () => {
      await this.read(type, id);
      await this.#call('DELETE', `${type}/${id}`);
    });
  }

  /** Loads a fixture as it is, with its own id. Throws with the validator's words when it is not valid FHIR. */
  async load(resource: Stored): Promise<void> {
    await this.#call('POST', resource.resourceType, resource);
  }

  /** Two writes never interleave, so a conditional create and a version check hold under concurrent requests. */
  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const result = this.#writes.then(work);
    this.#writes = result.catch(() => undefined);
    return result;
  }

  #existing(type: string, condition: Condition): Stored | undefined {
    const pairs: QueryPair[] = [...new URLSearchParams(condition.query)];
    const parsed = parseSearch(type, pairs, this.#personality, true, this.#fhirUrl);
    if ((parsed.request.filters ?? []).length === 0)
      throw new FhirProblem(412, 'processing', 'If-None-Exist has no condition.');
    const found = this.#repository.find(parsed.request, condition.patient);
    if (found.length > 1)
      throw new FhirProblem(412, 'multiple-matches', `${found.length} resources match If-None-Exist.`);
    return found[0];
  }

  #page(all: readonly Stored[], parsed: ParsedSearch, outcomes: readonly OperationOutcome[], from = 0): Page {
    if (parsed.countOnly) return { resources: [], outcomes, total: all.length };
    const end = from + parsed.pageSize;
    // Copied when the page is asked for: a later write must not reach into an answer under way.
    const resources = structuredClone(all.slice(from, end));
    const included = this.#included(resources, parsed.includes);
    const page: Page = { resources, included, outcomes, total: all.length };
    return end < all.length ? { ...page, more: async () => this.#page(all, parsed, [], end) } : page;
  }

  /** Each once a page, as FHIR has it; what is not there brings nothing along. */
  #included(resources: readonly Stored[], includes: readonly string[]): Stored[] {
    const found = new Map<string, Stored>();
    for (const resource of includes.length === 0 ? [] : resources) {
      for (const written of includes.flatMap((name) => referencesBy(resource, name))) {
        const own = written.startsWith(`${this.#fhirUrl}/`) ? written.slice(this.#fhirUrl.length + 1) : written;
        const named = own.includes(':') ? undefined : parseReference(own); // another host's is none of ours
        const target = named && this.#repository.lookup(named.type, named.id);
        if (target) found.set(`${target.resourceType}/${target.id}`, target);
      }
    }
    return structuredClone([...found.values()]);
  }

  async #call(method: HttpMethod, url: string, body?: unknown, headers: Record<string, string> = {}): Promise<Stored> {
    const request: FhirRequest = { ...makeSimpleRequest(method, url, body), headers };
    const [result, resource] = await this.#router.handleRequest(request, this.#repository);
    const issue = result.issue[0];
    if (issue?.severity === 'information') return resource as unknown as Stored;
    if (result.id === 'not-found') throw new FhirProblem(404, 'not-found', `${url} does not exist.`);
    if (result.id === 'precondition-failed') {
      const changed = `${url} has changed since the version in If-Match.`;
      throw new FhirProblem(this.#personality.staleVersionStatus, 'conflict', changed);
    }
    throw FhirProblem.of(422, { resourceType: 'OperationOutcome', issue: result.issue as OperationOutcome['issue'] });
  }
}

function inOwnCodes({ type, query }: SearchOrder, { calls }: Personality): readonly QueryPair[] {
  const own = calls?.[type];
  return own === undefined ? query : query.map(([name, value]) => [name, own[name]?.[value] ?? value]);
}

function outcomesOf(extra: readonly OperationOutcomeIssue[], ignored: readonly string[]): OperationOutcome[] {
  const issue = [
    ...extra,
    ...ignored.flatMap(
      (name) => outcome('warning', 'not-supported', `The parameter ${name} is not supported and was ignored.`).issue,
    ),
  ];
  return issue.length > 0 ? [{ resourceType: 'OperationOutcome', issue }] : [];
}

function withoutVersion(resource: AnyResource): Record<string, unknown> {
  const { versionId: _version, lastUpdated: _updated, ...meta } = resource.meta ?? {};
  return meta;
}

function sortBy(resources: Stored[], rules: readonly SortRule[]): void {
  if (rules.length === 0) return;
  const keys = new Map(resources.map((resource) => [resource, rules.map((rule) => sortKey(resource, rule.name))]));
  resources.sort((a, b) => {
    for (const [index, rule] of rules.entries()) {
      const [left, right] = [keys.get(a)?.[index], keys.get(b)?.[index]];
      if (left === right) continue;
      if (left === undefined) return 1;
      if (right === undefined) return -1;
      return (left < right ? -1 : 1) * (rule.descending ? -1 : 1);
    }
    return 0;
  });
}
