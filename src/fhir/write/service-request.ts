/**
 * A referral as a FHIR R4 ServiceRequest (interop 4.1, 4.2), conformant with US Core 6.1 and 7.0. Pure: the same decision
 * gives the same bytes. `doNotPerform` is never written: a receiver that reads past it would take a refusal for an order.
 */
import type { CodeableConcept, Coding, ServiceRequest } from 'fhir/r4';
import type { Code } from '../../domain/chart/evidence.ts';
import { NUCC, SNOMED, V3_ROLE_CODE } from '../terminology/systems.ts';
import { identifierOf, momentOf, orderCode, priorityOf, some, visitWindow } from './parts.ts';
import {
  aboutOf,
  carePlanOf,
  clinicianOf,
  encounterOf,
  groundsOf,
  insuranceOf,
  namedReference,
  subjectOf,
} from './references.ts';
import type { ReferralInput, ReferralTarget } from './referral-input.ts';

/** What it will be in the chart: an order; an order that waits for a signature; or a suggestion (interop 4.2). */
export type Standing = 'order' | 'unsigned-order' | 'proposal';

export type ServiceRequestInput = ReferralInput & { readonly standing: Standing };

/** SNOMED CT 3457005: the one category in NHS England's ServiceRequest profile; searchers for referrals look for it. */
const PATIENT_REFERRAL: Coding = { system: SNOMED, code: '3457005', display: 'Patient referral' };

/** SNOMED CT 386053000: US Core ServiceRequest Category Codes 7.0.0, which has no code for a referral. */
const EVALUATION: Coding = { system: SNOMED, code: '386053000', display: 'Evaluation procedure' };

/** NUCC taxonomy: Internal Medicine, Hospice and Palliative Medicine. Only where no performer is known. */
const PALLIATIVE_PHYSICIAN: Coding = {
  system: NUCC,
  code: '207RH0002X',
  display: 'Hospice and Palliative Medicine (Internal Medicine) Physician',
};

/** Conformance is claimed for the receiver's sake; the tests hold 6.1.0 and 7.0.0. */
const US_CORE = 'http://hl7.org/fhir/us/core/StructureDefinition/us-core-servicerequest';

/** More reasons than these make an order unreadable (interop 4.1). */
const MOST_REASONS = 3;

/** HL7 v3 RoleCode. A video visit has no place of its own: none is written. */
const PLACES: Readonly<Record<ReferralTarget['modality'], Coding | null>> = {
  clinic: { system: V3_ROLE_CODE, code: 'OF', display: 'Outpatient facility' },
  home: { system: V3_ROLE_CODE, code: 'PTRES', display: "Patient's Residence" },
  inpatient: { system: V3_ROLE_CODE, code: 'HOSP', display: 'Hospital' },
  virtual: null,
};

const STATUS_AND_INTENT: Readonly<
  Record<Standing, { readonly status: 'active' | 'draft'; readonly intent: 'order' | 'proposal' }>
> = {
  order: { status: 'active', intent: 'order' },
  'unsigned-order': { status: 'draft', intent: 'order' },
  proposal: { status: 'draft', intent: 'proposal' },
};

/** Who may perform, of what a site can name. https://hl7.org/fhir/R4/servicerequest-definitions.html#ServiceRequest.performer */
const PERFORMERS = ['HealthcareService', 'Organization', 'PractitionerRole', 'Practitioner', 'CareTeam'];

export function serviceRequest(input: ServiceRequestInput): ServiceRequest {
  const { service } = input;
  const full = input.variant === 'full';
  const place = service === null ? null : PLACES[service.modality];
  const note = input.texts.note.trim();

  return {
    resourceType: 'ServiceRequest',
    ...(full ? { meta: { profile: [US_CORE] } } : {}),
    identifier: [identifierOf(input)],
    ...(full ? some('basedOn', carePlanOf(input)) : {}),
    ...STATUS_AND_INTENT[input.standing],
    category: [{ coding: [PATIENT_REFERRAL] }, ...(full ? [{ coding: [EVALUATION] }] : [])],
    priority: priorityOf(input),
    code: orderCode(input),
    subject: subjectOf(input),
    ...some('encounter', encounterOf(input)),
    occurrencePeriod: visitWindow(input),
    authoredOn: momentOf(input),
    ...some('requester', clinicianOf(input.requester)),
    ...(full && service === null ? { performerType: { coding: [PALLIATIVE_PHYSICIAN] } } : {}),
    ...(service === null ? {} : { performer: [namedReference(service.reference, PERFORMERS, service.name)] }),
    ...(full && place !== null ? { locationCode: [{ coding: [place] }] } : {}),
    ...some('reasonCode', reasonsOf(input)),
    ...(full ? some('reasonReference', aboutOf(input)) : {}),
    ...(full ? some('insurance', insuranceOf(input)) : {}),
    ...(full ? some('supportingInfo', groundsOf(input)) : {}),
    ...(note === '' ? {} : { note: [{ text: note }] }),
  };
}

function reasonsOf({ draft, texts }: ReferralInput): readonly CodeableConcept[] {
  return [
    ...draft.about.flatMap(({ code, label }) => (code === null ? [] : [diagnosis(code, label)])),
    ...texts.reasons.flatMap((text) => (text.trim() === '' ? [] : [{ text: text.trim() }])),
  ].slice(0, MOST_REASONS);
}

/** The diagnosis as the chart codes it: the primary cancer, never the finding. */
function diagnosis({ system, code, display }: Code, label: string): CodeableConcept {
  return { coding: [display === null ? { system, code } : { system, code, display }], text: label };
}
