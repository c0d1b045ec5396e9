/** What a client sends: well-formed, of the right type, and pointing only at what it may point at. */
import type { Permission } from './access.ts';
import { localReferences } from './compartment.ts';
import { FhirProblem } from './fhir-types.ts';
import type { AnyResource } from './fhir-types.ts';
import { mediaType } from './http.ts';
import type { Incoming } from './http.ts';
import type { Personality } from './personality.ts';
import { isShared } from './resource-types.ts';
import type { Store } from './store.ts';

export function readResourceBody(request: Incoming, type: string): AnyResource {
  if (!['application/fhir+json', 'application/json'].includes(mediaType(request))) {
    throw new FhirProblem(415, 'not-supported', 'The body must be application/fhir+json.');
  }
  let body: unknown;
  try {
    body = JSON.parse(request.body.toString('utf8'));
  } catch {
    throw new FhirProblem(400, 'structure', 'The body is not well-formed JSON.');
  }
  if (typeof body !== 'object' || body === null || (body as AnyResource).resourceType !== type) {
    throw new FhirProblem(400, 'invalid', `The body must be a resource of type ${type}.`);
  }
  return body as AnyResource;
}

/** Refuses with one issue an element, so that a client can name all of them at once. */
export function refuseUnwritable(resource: AnyResource, personality: Personality): void {
  const type = resource.resourceType;
  const writable = personality.writableElements?.[type];
  if (writable === undefined) return;
  const names = new Set(Object.keys(resource).map((key) => key.replace(/^_/, '')));
  const issue = [...names]
    .filter((name) => name !== 'resourceType' && !writable.includes(name))
    .map((name) => ({
      severity: 'error' as const,
      code: 'not-supported' as const,
      diagnostics: `The element ${name} of ${type} cannot be written here.`,
      expression: [`${type}.${name}`],
    }));
  if (issue.length > 0) throw FhirProblem.of(422, { resourceType: 'OperationOutcome', issue });
}

/**
 * A write may not tie in another patient's data (403), nor point at something that does not exist here (422): both are how a
 * mix-up of two charts shows itself.
 */
export async function refuseForeignReferences(
  resource: AnyResource,
  permission: Permission,
  store: Store,
  personality: Personality,
  fhirUrl: string,
): Promise<void> {
  if (!personality.referentialIntegrity) return;
  const own = `${resource.resourceType}/${resource.id ?? ''}`;
  for (const reference of localReferences(resource, fhirUrl)) {
    const [type = '', id = ''] = reference.split('/');
    if (reference === own || !store.types.includes(type)) continue;
    let target: AnyResource;
    try {
      target = await store.read(type, id);
    } catch (error) {
      if (!(error instanceof FhirProblem) || (error.status !== 404 && error.status !== 410)) throw error;
      throw new FhirProblem(
        422,
        'not-found',
        `The ${resource.resourceType} refers to ${reference}, which does not exist on this server.`,
      );
    }
    const patients = store.patientsOf(target);
    if (
      permission.onlyPatient !== undefined &&
      !isShared(type) &&
      patients.size > 0 &&
      !patients.has(permission.onlyPatient)
    ) {
      throw new FhirProblem(
        403,
        'forbidden',
        `The ${resource.resourceType} refers to ${reference}, which belongs to another patient.`,
      );
    }
  }
}
