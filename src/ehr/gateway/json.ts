/** Answers as JSON, without trust. */
import type { Bundle, FhirResource, OperationOutcome } from 'fhir/r4';

/** An object that calls itself a FHIR resource; what is inside may still be anything. Null for all else, HTML included. */
export function parseResource(text: string): FhirResource | null {
  try {
    // A byte order mark is not JSON, but some servers send one.
    return asResource(JSON.parse(text.replace(/^\uFEFF/, '')));
  } catch {
    return null;
  }
}

export function asResource(value: unknown): FhirResource | null {
  const named =
    typeof value === 'object' && value !== null && 'resourceType' in value && typeof value.resourceType === 'string';
  return named ? (value as FhirResource) : null;
}

export function isBundle(resource: FhirResource): resource is Bundle<FhirResource> {
  return resource.resourceType === 'Bundle';
}

export function isOutcome(resource: FhirResource): resource is OperationOutcome {
  return resource.resourceType === 'OperationOutcome';
}

export function idOf(resource: FhirResource): string | null {
  const id: unknown = resource.id;
  return typeof id === 'string' && id !== '' ? id : null;
}
