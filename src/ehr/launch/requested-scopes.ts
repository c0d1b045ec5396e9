/** The scopes that this product asks for: what its sources read, what it writes, who the user is. Nothing for later. */
import type { SourceId } from '../../domain/chart/source.ts';

/**
 * Version 2 letters by type; null: no EHR is asked for it (`sources/plan.ts`), so nothing is requested. The patient, drugs and
 * wards are read by id alone; referrals are read and created, never changed.
 */
const LETTERS: Readonly<Record<SourceId, string | null>> = {
  Patient: 'r',
  Encounter: 'rs',
  Condition: 'rs',
  CarePlan: 'rs',
  Observation: 'rs',
  Procedure: 'rs',
  ServiceRequest: 'crs',
  MedicationRequest: 'rs',
  MedicationAdministration: 'rs',
  MedicationStatement: 'rs',
  MedicationDispense: null,
  Medication: 'r',
  QuestionnaireResponse: 'rs',
  DocumentReference: 'rs',
  Consent: 'rs',
  Goal: 'rs',
  CareTeam: 'rs',
  Coverage: 'rs',
  Appointment: 'rs',
  Location: 'r',
  Task: 'rs',
  EpisodeOfCare: null,
  ResearchSubject: null,
};

const ALWAYS = ['launch', 'openid', 'fhirUser'];

/** Some servers refuse a request that mixes the two styles (interop 1.3), so it is one or the other. */
export function requestedScopes(style: 'v1' | 'v2'): string {
  const resources = Object.entries(LETTERS).flatMap(([type, letters]) => {
    if (letters === null) return [];
    if (style === 'v2') return [`patient/${type}.${letters}`];
    return [`patient/${type}.read`, ...(letters.includes('c') ? [`patient/${type}.write`] : [])];
  });
  const directory =
    style === 'v2'
      ? ['user/Practitioner.r', 'user/PractitionerRole.rs']
      : ['user/Practitioner.read', 'user/PractitionerRole.read'];
  return [...ALWAYS, ...resources, ...directory].join(' ');
}

/** Version 2 where the server says that it knows it, unless the site says otherwise. */
export function scopeStyle(wanted: 'auto' | 'v1' | 'v2', capabilities: readonly string[]): 'v1' | 'v2' {
  if (wanted !== 'auto') return wanted;
  return capabilities.includes('permission-v2') ? 'v2' : 'v1';
}
