/** Whom `fhirUser` names (interop 1.5). */
import { localReference, parseBase } from '../gateway/address.ts';
import { launched, stopped, type LaunchResult } from './launch-problem.ts';

export interface FhirUser {
  /** Relative when it lies on the launching server, else as it was given. */
  readonly reference: string;
  /** It lies on the launching server: only then may it be read, and only then can it stand in a resource. */
  readonly here: boolean;
}

/** Longer than any reference to a person. */
const MAX_LENGTH = 500;

/** Refuses patients and relatives: this product speaks to clinicians, in words that are not meant for others. */
export function parseFhirUser(fhirUser: string, iss: string): LaunchResult<FhirUser> {
  if (fhirUser.length > MAX_LENGTH) return stopped('user', 'identity-unreadable', 'fhirUser is too long');
  const local = localReference(parseBase(iss), fhirUser);
  const type = notAClinician(fhirUser.replace(iss, '')) ?? notAClinician(local ?? '');
  if (type !== null) return stopped('user', 'not-a-clinician', `fhirUser is a ${type}`);
  return launched({ reference: local ?? fhirUser, here: local !== null });
}

/** The type wherever it stands in the path, whatever follows it: a fragment or a slash makes no clinician of a patient. */
function notAClinician(reference: string): 'Patient' | 'RelatedPerson' | null {
  const parts = reference.replace(/%2f/gi, '/').split(/[^A-Za-z0-9.-]+/);
  return (['Patient', 'RelatedPerson'] as const).find((type) => parts.includes(type)) ?? null;
}
