/** One synthetic referral, and everything that can be written of it. */
import type { FhirResource, Provenance } from 'fhir/r4';
import type { Evidence } from '../../../src/domain/chart/evidence.ts';
import type { ReferralDraft, ReferralReason } from '../../../src/domain/referral/draft.ts';
import { offsetOf } from '../../../src/fhir/time-zone.ts';
import { communication } from '../../../src/fhir/write/communication.ts';
import { documentReference, REFERRAL_NOTE } from '../../../src/fhir/write/document-reference.ts';
import { provenance, type ProvenanceInput } from '../../../src/fhir/write/provenance.ts';
import type { ReferralInput } from '../../../src/fhir/write/referral-input.ts';
import { serviceRequest, type ServiceRequestInput } from '../../../src/fhir/write/service-request.ts';
import { task } from '../../../src/fhir/write/task.ts';

export const DECISION = '0b0b6a52-6f3c-4f0e-9a3e-2a1f6d1c9b10';
export const SYSTEM = 'https://example.org/fhir/NamingSystem/palliative-referral';
/** 22:30 in New York: still the 21st there. */
export const MOMENT = '2026-11-21T22:30:15-05:00';

/** As every variant but `minimal` has it. */
export const IDENTIFIER = {
  use: 'usual',
  type: {
    coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v2-0203', code: 'PLAC', display: 'Placer Identifier' }],
  },
  system: SYSTEM,
  value: DECISION,
};

export const ORDER_CODE = {
  coding: [
    { system: 'http://snomed.info/sct', code: '306237005', display: 'Referral to palliative care service' },
    { system: 'urn:local', code: 'REF999', display: 'Amb Referral to Palliative Care' },
  ],
  text: 'Referral to palliative care service',
};

export function evidence(reference: string, origin = 'ehr'): Evidence {
  return { origin, reference, label: 'Ruth Martin’s finding', code: null, when: null, value: '3' };
}

export function reason(references: readonly string[], included = true): ReferralReason {
  return {
    trigger: 'cns-metastases',
    say: { code: 'x' } as never,
    evidence: references.map((one) => evidence(one)),
    included,
  };
}

export const draft: ReferralDraft = {
  serviceId: 'palliative-clinic',
  urgency: 'soon',
  visitDays: { urgent: 3, soon: 14, routine: 28 },
  reasons: [
    reason(['Condition/c2', 'Observation/o1']),
    reason(['Observation/o1', 'Encounter/e1']),
    reason(['Encounter/e9'], false),
  ],
  question: 'Pain, and what matters to her.',
  patientAgrees: 'yes',
  interpreter: { needed: 'no', language: '' },
  caregiver: '',
  about: [evidence('Condition/c1'), evidence('Condition/c2')],
  basedOn: evidence('CarePlan/k1'),
  engine: { version: '0.1.0', catalogue: '2026.1', profile: 'needs-v1' },
  asOf: 20778,
};

/** The nurse who signed in; the oncologist alone may sign. */
export const SENDER = { reference: 'Practitioner/s1', name: 'Noa Lind' };

export const input: ReferralInput = {
  decisionId: DECISION,
  identifierSystem: SYSTEM,
  draft,
  texts: {
    note: 'Brain metastasis. Asked: pain.\ncns-metastases 1, catalogue 2026.1',
    letter: 'Dear colleagues,\nplease see Ruth Martin.\nBrain metastasis. Asked: pain.',
    letterXhtml: '<html xmlns="http://www.w3.org/1999/xhtml"><body><p>Please see Ruth Martin.</p></body></html>',
    reasons: ['Asked for by the patient'],
  },
  patientId: 'p1',
  encounterId: 'e7',
  requester: { reference: 'Practitioner/d1', name: 'Dr. Ada Okafor' },
  sender: SENDER,
  service: {
    name: 'Supportive & Palliative Care Clinic',
    modality: 'clinic',
    reference: 'HealthcareService/h1',
    taskOwner: 'CareTeam/t1',
    messageTo: ['Group/g1', 'Practitioner/d2'],
  },
  insurance: ['Coverage/i1'],
  orderCoding: [{ system: 'urn:local', code: 'REF999', display: 'Amb Referral to Palliative Care' }],
  origin: 'ehr',
  at: { epochMilliseconds: Date.UTC(2026, 10, 22, 3, 30, 15), offsetAt: offsetOf('America/New_York') },
  variant: 'full',
};

export const orderInput: ServiceRequestInput = { ...input, standing: 'order' };

/** What is written about a ServiceRequest once the server has named it. */
export function provenanceOf(referral: ReferralInput, change: Partial<ProvenanceInput> = {}): Provenance {
  const written = provenance({
    target: 'ServiceRequest/12',
    versionId: '1',
    at: referral.at,
    requester: referral.requester,
    enterer: SENDER,
    siteName: 'Riverside Cancer Center',
    software: 'Alongside 0.1.0, catalogue 2026.1',
    evidence: referral.draft.reasons.flatMap((one) => one.evidence),
    origin: referral.origin,
    variant: referral.variant,
    ...change,
  });
  if (written === null) throw new Error('no address on this server');
  return written;
}

/** Every resource that a referral can leave behind, by name. */
export function everything(referral: ReferralInput): readonly (readonly [string, FhirResource])[] {
  const note = { ...referral, noteType: REFERRAL_NOTE };
  return [
    ['order', serviceRequest({ ...referral, standing: 'order' })],
    ['unsigned order', serviceRequest({ ...referral, standing: 'unsigned-order' })],
    ['proposal', serviceRequest({ ...referral, standing: 'proposal' })],
    ['task', task(referral)],
    ['communication', communication(referral)],
    ['letter as text', documentReference({ ...note, format: 'text' })],
    ['letter as XHTML', documentReference({ ...note, format: 'xhtml', docStatus: 'final' })],
    [
      'letter of a local type',
      documentReference({ ...note, format: 'text', noteType: { system: 'urn:x', code: '1' } }),
    ],
    ['provenance', provenanceOf(referral)],
    ['provenance by one', provenanceOf(referral, { enterer: null, versionId: null })],
  ];
}

/** Every object in a resource, however deep. */
export function* objectsIn(value: unknown): Generator<Readonly<Record<string, unknown>>> {
  if (typeof value !== 'object' || value === null) return;
  if (!Array.isArray(value)) yield value as Readonly<Record<string, unknown>>;
  for (const inner of Object.values(value)) yield* objectsIn(inner);
}
