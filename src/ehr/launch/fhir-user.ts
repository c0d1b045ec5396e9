/** Whom `fhirUser` names (interop 1.5). */
import { localReference, parseBase } from '../gateway/address.ts';
import { launched, stopped, type LaunchResult } from './launch-problem.ts';

export interface FhirUser {
  /** Relative when it lies on the launching server, else as it was given. */
  readonly reference: string;
  /** It lies on the launching server: only then may it be read, and only then can it stand in a resource. */
  readonly here: boolean;
}

/** Refuses patients and relatives: this product speaks to clinicians, in words that are not meant for others. */
export function parseFhirUser(fhirUser: string, iss: string): LaunchResult<FhirUser> {
  const type = /([A-Z][A-Za-z]+)\/[A-Za-z0-9.-]+(?:\/_history\/[^/]+)?$/.exec(fhirUser)?.[1] ?? null;
  if (type === 'Patient' || type === 'RelatedPerson') {
    return stopped('user', 'not-a-clinician', `fhirUser is a ${type}`);
  }
  const local = localReference(parseBase(iss), fhirUser);
  return launched({ reference: local ?? fhirUser, here: local !== null });
}
