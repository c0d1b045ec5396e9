/**
 * For whose signature staff can prepare a referral: clinicians whom this patient's chart names, and those whom the site lists. Read when the
 * form is opened by staff; whoever the EHR says may not order is not among them.
 */
import type { FhirResource } from 'fhir/r4';
import type { SourceState } from '../domain/chart/source.ts';
import type { FoundSigners } from '../domain/referral/draft.ts';
import { list, object, text, type Json } from '../fhir/read/json.ts';
import type { Clinician } from './smart-ehr.ts';

/** Elements that name a clinician who cares for the patient or has ordered something. */
const NAMED_IN: Readonly<Record<string, (resource: Json) => readonly (Json | null)[]>> = {
  ServiceRequest: (one) => [object(one['requester'])],
  MedicationRequest: (one) => [object(one['requester'])],
  CarePlan: (one) => [object(one['author'])],
  Encounter: (one) => list(one['participant']).map((part) => object(part['individual'])),
  Appointment: (one) => list(one['participant']).map((part) => object(part['actor'])),
  CareTeam: (one) => list(one['participant']).map((part) => object(part['member'])),
};

/** Two requests for each: more than these nobody reads through. */
const MOST = 8;

export interface SignerParts {
  readonly resources: Readonly<Partial<Record<string, readonly FhirResource[]>>>;
  /** How the reading of each ended. */
  readonly states: Readonly<Partial<Record<string, SourceState>>>;
  readonly prescribers: readonly string[];
  readonly staff: readonly string[];
  readonly user: string | null;
  /** Name and role as the EHR says them; what cannot be read is unknown. Never rejects. */
  readPerson(reference: string): Promise<Clinician>;
}

/** Prescribers first, then those of whom the EHR does not say whether they may order; most often named first. */
export async function findSigners(parts: SignerParts): Promise<FoundSigners> {
  const { resources, states, prescribers, staff, user } = parts;
  const named = new Map<string, { times: number; name: string | null }>();
  const count = (reference: string, name: string | null): void => {
    const known = named.get(reference);
    named.set(reference, { times: (known?.times ?? 0) + 1, name: known?.name ?? name });
  };
  for (const [type, pick] of Object.entries(NAMED_IN))
    for (const one of resources[type] ?? [])
      for (const who of pick(one as unknown as Json)) {
        const reference = text(who?.['reference']);
        if (reference !== null && CLINICIAN.test(reference)) count(reference, text(who?.['display']));
      }
  for (const reference of prescribers) count(reference, null);
  const candidates = [...named]
    .filter(([reference]) => reference !== user && !staff.includes(reference))
    .toSorted(([, a], [, b]) => b.times - a.times)
    .slice(0, MOST);
  const read = await Promise.all(
    candidates.map(async ([reference, { name }]) => {
      const person = await parts.readPerson(reference);
      return { reference, name: person.name ?? name, role: person.role };
    }),
  );
  const mayOrder = read.filter(({ role }) => role !== 'staff');
  const signers = ['prescriber', 'unknown'].flatMap((wanted) =>
    mayOrder.flatMap(({ role, ...signer }) => (role === wanted ? [signer] : [])),
  );
  return { signers, whole: Object.keys(NAMED_IN).every((type) => isWhole(states[type])) };
}

/** What an EHR does not have names nobody. */
function isWhole(state: SourceState | undefined): boolean {
  return state?.state === 'loaded' || state?.state === 'unsupported';
}

/** On this server, as R4 allows them to ask. */
const CLINICIAN = /^(Practitioner|PractitionerRole)\/[A-Za-z0-9.-]{1,64}$/;
