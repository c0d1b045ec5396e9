/**
 * Medplum's MemoryRepository with what it lacks: validation on write, an index by type and patient (a search looks at one
 * patient's resources only and copies nothing that it does not return), and memory of what was deleted.
 */
import type { SearchRequest } from '@medplum/core';
import { OperationOutcomeError } from '@medplum/core';
import type { CreateResourceOptions } from '@medplum/fhir-router';
import { MemoryRepository } from '@medplum/fhir-router';
import type { Bundle, Resource } from '@medplum/fhirtypes';
import { localReferences, patientsOf } from './compartment.ts';
import { invalid, matches } from './definitions.ts';
import { records, string } from './fhir-types.ts';
import type { AnyResource, Stored } from './fhir-types.ts';
import { isShared } from './resource-types.ts';

type ById = Map<string, Stored>;
type WithId<T> = T & { id: string };

export class ChartRepository extends MemoryRepository {
  readonly gone = new Set<string>();
  readonly #byType = new Map<string, ById>();
  readonly #byPatient = new Map<string, Map<string, ById>>();
  readonly #reach = new Map<string, ReadonlySet<string>>();
  readonly #fhirUrl: string;

  constructor(fhirUrl: string) {
    super();
    this.#fhirUrl = fhirUrl;
  }

  types(): string[] {
    return [...this.#byType.keys()];
  }

  lookup(type: string, id: string): Stored | undefined {
    return this.#byType.get(type)?.get(id);
  }

  patientsOf(resource: AnyResource): ReadonlySet<string> {
    return patientsOf(resource, (type, id) => this.lookup(type, id));
  }

  override async createResource<T extends Resource>(resource: T, _options?: CreateResourceOptions): Promise<WithId<T>> {
    const problem = invalid(resource as unknown as AnyResource);
    if (problem) throw new OperationOutcomeError(problem as ConstructorParameters<typeof OperationOutcomeError>[0]);
    const stored = await super.createResource(resource);
    this.#forget(stored.resourceType, stored.id);
    this.#remember(stored as unknown as Stored);
    return stored;
  }

  override async deleteResource(resourceType: string, id: string): Promise<void> {
    await super.deleteResource(resourceType, id);
    this.#forget(resourceType, id);
    this.gone.add(`${resourceType}/${id}`);
  }

  /** Used by Medplum's conditional create. */
  override async search<T extends Resource>(request: SearchRequest<T>): Promise<Bundle<WithId<T>>> {
    const found = this.find(request).slice(0, request.count);
    return {
      resourceType: 'Bundle',
      type: 'searchset',
      entry: structuredClone(found).map((resource) => ({ resource: resource as unknown as WithId<T> })),
    };
  }

  /** The stored objects themselves: not to be changed by the caller. */
  find(request: SearchRequest, patient?: string): Stored[] {
    const holder = patient === undefined ? this.#byType : this.#byPatient.get(patient);
    return [...(holder?.get(request.resourceType)?.values() ?? [])].filter((resource) =>
      matches(versionless(resource), request),
    );
  }

  /** Directory entries and drugs that a patient's resources point at, and what those point at in turn. */
  reachableFrom(patient: string): ReadonlySet<string> {
    const known = this.#reach.get(patient);
    if (known) return known;
    const found = new Set<string>();
    const follow = (resource: Stored): void => {
      for (const reference of localReferences(resource, this.#fhirUrl)) {
        const [type = '', id = ''] = reference.split('/');
        const target = isShared(type) && !found.has(reference) ? this.lookup(type, id) : undefined;
        if (!target) continue;
        found.add(reference);
        follow(target);
      }
    };
    for (const byId of this.#byPatient.get(patient)?.values() ?? [])
      for (const resource of byId.values()) follow(resource);
    this.#reach.set(patient, found);
    return found;
  }

  #remember(resource: Stored): void {
    this.#reach.clear();
    this.gone.delete(`${resource.resourceType}/${resource.id}`);
    put(this.#byType, resource);
    for (const patient of this.patientsOf(resource)) {
      let own = this.#byPatient.get(patient);
      if (!own) this.#byPatient.set(patient, (own = new Map()));
      put(own, resource);
    }
  }

  #forget(type: string, id: string): void {
    this.#reach.clear();
    this.#byType.get(type)?.delete(id);
    for (const own of this.#byPatient.values()) own.get(type)?.delete(id);
  }
}

function put(holder: Map<string, ById>, resource: Stored): void {
  let byId = holder.get(resource.resourceType);
  if (!byId) holder.set(resource.resourceType, (byId = new Map()));
  byId.set(resource.id, resource);
}

/** A Provenance names the version that it is about; a search names the resource. */
function versionless(resource: Stored): Stored {
  if (resource.resourceType !== 'Provenance') return resource;
  const target = records(resource['target']).map((one) => ({
    ...one,
    reference: string(one['reference'])?.replace(/\/_history\/[^/]+$/, ''),
  }));
  return { ...resource, target };
}
