/** What one access token may do with one resource: scope first, then the patient's compartment. */
import { parseSearchRequest } from '@medplum/core';
import { matches } from './definitions.ts';
import { FhirProblem } from './fhir-types.ts';
import type { AnyResource } from './fhir-types.ts';
import { isShared } from './resource-types.ts';
import { scopesFor } from './scopes.ts';
import type { GrantedScope, Letter, ResourceScope } from './scopes.ts';
import type { Store } from './store.ts';

export interface Caller {
  /** Names the grant, not the token: a refreshed token is the same caller. */
  readonly grantId: string;
  readonly patient: string | undefined;
  /** Types that the person who is signed in may neither create nor change. */
  readonly mayNotWrite: readonly string[];
  readonly scopes: readonly GrantedScope[];
}

export interface Permission {
  /** Set when everything beyond this patient is out of reach. */
  readonly onlyPatient: string | undefined;
  visible(resource: AnyResource): boolean;
}

const OPERATIONS: Readonly<Record<Letter, string>> = { c: 'create', r: 'read', u: 'update', d: 'delete', s: 'search' };

/** Refuses with 403, naming the scope that is missing. */
export function permit(caller: Caller, letter: Letter, type: string, store: Store): Permission {
  // What the app was granted is one thing, what the person may do another: a scope never adds to a person's rights.
  if ('cud'.includes(letter) && caller.mayNotWrite.includes(type))
    throw new FhirProblem(403, 'forbidden', `Who is signed in may not ${OPERATIONS[letter]} ${type} in this EHR.`);
  const granted = scopesFor(caller.scopes, letter, type);
  if (granted.length === 0) {
    throw new FhirProblem(
      403,
      'forbidden',
      `To ${OPERATIONS[letter]} ${type}, the scope patient/${type}.${letter} (SMART v1: patient/${type}.${'rs'.includes(letter) ? 'read' : 'write'}) is needed and was not granted.`,
    );
  }
  const wide = granted.filter((scope) => scope.level !== 'patient');
  if (wide.length === 0 && caller.patient === undefined) {
    throw new FhirProblem(
      403,
      'forbidden',
      `The token has no patient in context, so its patient/ scopes open nothing.`,
    );
  }
  const inContext = (resource: AnyResource, scope: ResourceScope): boolean => {
    if (scope.level !== 'patient') return true;
    if (caller.patient === undefined) return false;
    if (isShared(type)) return store.reachableFrom(caller.patient)?.has(`${type}/${resource.id ?? ''}`) ?? true;
    return store.patientsOf(resource).has(caller.patient);
  };
  return {
    onlyPatient: wide.length > 0 || isShared(type) ? undefined : caller.patient,
    visible: (resource) => granted.some((scope) => inContext(resource, scope) && meets(resource, scope)),
  };
}

/** For what a search brings along: it is left out where a read of it would be refused. */
export function mayRead(caller: Caller, resource: AnyResource, store: Store): boolean {
  const { resourceType } = resource;
  if (scopesFor(caller.scopes, 'r', resourceType).length === 0) return false;
  return permit(caller, 'r', resourceType, store).visible(resource);
}

/** The granular part of a scope: `?category=...`. */
function meets(resource: AnyResource, scope: ResourceScope): boolean {
  if (scope.query.length === 0) return true;
  const query: Record<string, string[]> = {};
  for (const [name, value] of scope.query) (query[name] ??= []).push(value);
  return matches(resource, parseSearchRequest(resource.resourceType, query));
}

/** For what a client sends: it must be about the patient in context and nobody else. */
export function mustBeAboutPatient(resource: AnyResource, permission: Permission, store: Store): void {
  if (permission.onlyPatient !== undefined) {
    const patients = store.patientsOf(resource);
    if (!patients.has(permission.onlyPatient) || patients.size > 1) {
      throw new FhirProblem(
        403,
        'forbidden',
        `This ${resource.resourceType} is not about the patient in context, or not only about this patient.`,
      );
    }
  }
  if (!permission.visible(resource)) {
    throw new FhirProblem(403, 'forbidden', `The granted scope does not cover this ${resource.resourceType}.`);
  }
}
