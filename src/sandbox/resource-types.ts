/**
 * What the demo EHR offers per resource type: its search parameters beside `_id` and `_lastUpdated`, which references a
 * search can bring along (`_include`), and whether the type is `shared`, that is outside the patient compartment
 * (directory data, drug definitions).
 * A type that the fixtures use and that is not named here is served with the generic parameters.
 */
interface TypeRules {
  readonly params: readonly string[];
  readonly includes?: readonly string[];
  readonly shared?: true;
}

const GENERIC = ['patient', 'subject', 'identifier', 'status', 'category', 'code', 'date', 'type'];

export const RESOURCE_TYPES: Readonly<Record<string, TypeRules>> = {
  Patient: { params: ['identifier', 'name', 'family', 'given', 'birthdate', 'gender'] },
  AllergyIntolerance: { params: ['patient', 'clinical-status', 'code', 'date'] },
  Appointment: {
    params: [
      'patient',
      'status',
      'date',
      'identifier',
      'service-type',
      'appointment-type',
      'practitioner',
      'location',
      'based-on',
    ],
  },
  CarePlan: {
    params: [
      'patient',
      'subject',
      'category',
      'status',
      'date',
      'encounter',
      'identifier',
      'based-on',
      'activity-reference',
    ],
  },
  CareTeam: { params: ['patient', 'subject', 'status', 'category', 'date'] },
  Communication: { params: ['patient', 'subject', 'status', 'category', 'identifier', 'sent', 'based-on'] },
  Condition: {
    params: [
      'patient',
      'subject',
      'category',
      'code',
      'clinical-status',
      'verification-status',
      'onset-date',
      'recorded-date',
      'encounter',
      'identifier',
    ],
  },
  Consent: { params: ['patient', 'status', 'category', 'date', 'scope'] },
  Coverage: { params: ['patient', 'beneficiary', 'status', 'type'] },
  DeviceRequest: { params: ['patient', 'subject', 'status', 'code', 'authored-on'] },
  DiagnosticReport: { params: ['patient', 'subject', 'status', 'category', 'code', 'date', 'encounter'] },
  DocumentReference: {
    params: [
      'patient',
      'subject',
      'status',
      'category',
      'type',
      'date',
      'period',
      'encounter',
      'identifier',
      'related',
    ],
  },
  Encounter: {
    params: ['patient', 'subject', 'status', 'class', 'type', 'date', 'identifier', 'based-on', 'appointment'],
  },
  EpisodeOfCare: { params: ['patient', 'status', 'type', 'date'] },
  FamilyMemberHistory: { params: ['patient', 'status', 'code', 'date'] },
  Flag: { params: ['patient', 'subject', 'date', 'encounter'] },
  Goal: { params: ['patient', 'subject', 'lifecycle-status', 'category', 'start-date', 'target-date'] },
  Immunization: { params: ['patient', 'status', 'date'] },
  List: { params: ['patient', 'subject', 'status', 'code', 'date', 'identifier'] },
  MedicationAdministration: {
    params: ['patient', 'subject', 'status', 'code', 'effective-time', 'context', 'request', 'medication'],
    includes: ['medication'],
  },
  MedicationDispense: { params: ['patient', 'subject', 'status', 'code', 'whenhandedover'] },
  MedicationRequest: {
    params: ['patient', 'subject', 'status', 'intent', 'code', 'authoredon', 'encounter', 'identifier', 'medication'],
    includes: ['medication'],
  },
  MedicationStatement: {
    params: ['patient', 'subject', 'status', 'code', 'effective', 'medication'],
    includes: ['medication'],
  },
  NutritionOrder: { params: ['patient', 'status', 'datetime'] },
  Observation: { params: ['patient', 'subject', 'status', 'category', 'code', 'date', 'encounter', 'identifier'] },
  Procedure: { params: ['patient', 'subject', 'status', 'category', 'code', 'date', 'encounter', 'identifier'] },
  Provenance: { params: ['target', 'recorded', 'agent'] },
  QuestionnaireResponse: {
    params: ['patient', 'subject', 'status', 'questionnaire', 'authored', 'encounter', 'identifier'],
  },
  RelatedPerson: { params: ['patient', 'name', 'relationship'] },
  RequestGroup: { params: ['patient', 'subject', 'status', 'intent', 'code', 'authored'] },
  ResearchSubject: { params: ['patient', 'individual', 'status', 'study', 'date', 'identifier'] },
  ServiceRequest: {
    params: [
      'patient',
      'subject',
      'status',
      'intent',
      'category',
      'code',
      'authored',
      'identifier',
      'encounter',
      'requester',
      'performer',
      'based-on',
      'replaces',
    ],
  },
  Specimen: { params: ['patient', 'subject', 'status', 'type'] },
  Task: {
    params: [
      'patient',
      'subject',
      'focus',
      'based-on',
      'status',
      'business-status',
      'intent',
      'code',
      'authored-on',
      'modified',
      'identifier',
      'owner',
      'requester',
      'encounter',
      'period',
    ],
  },
  HealthcareService: {
    params: ['identifier', 'name', 'organization', 'location', 'service-type', 'specialty', 'active'],
    shared: true,
  },
  Location: { params: ['identifier', 'name', 'organization', 'status', 'type'], shared: true },
  Medication: { params: ['code', 'identifier', 'status'], shared: true },
  Organization: { params: ['identifier', 'name', 'active', 'type'], shared: true },
  Practitioner: { params: ['identifier', 'name', 'family', 'given', 'active'], shared: true },
  PractitionerRole: {
    params: ['identifier', 'practitioner', 'organization', 'specialty', 'role', 'active'],
    shared: true,
  },
  Questionnaire: { params: ['url', 'identifier', 'name', 'status'], shared: true },
  Schedule: { params: ['actor', 'active', 'date', 'service-type'], shared: true },
  Slot: { params: ['schedule', 'status', 'start', 'service-type'], shared: true },
};

export function rulesOf(type: string): TypeRules {
  return RESOURCE_TYPES[type] ?? { params: GENERIC };
}

export function isShared(type: string): boolean {
  return rulesOf(type).shared === true;
}
