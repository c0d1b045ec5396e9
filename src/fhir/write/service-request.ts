/**
 * A referral as a FHIR R4 ServiceRequest (interop 4.1, 4.2), conformant with US Core 6.1 and 7.0. Pure: the same decision
 * gives the same bytes. `doNotPerform` is never written: a receiver that reads past it would take a refusal for an order.
 */
import type { CodeableConcept, Coding, Reference, ServiceRequest } from 'fhir/r4';
import type { Code, Evidence } from '../../domain/chart/evidence.ts';
import type { Urgency } from '../../domain/dosing/recommendation.ts';
import { isoDay, type OffsetAt } from '../../domain/logic/when.ts';
import type { ReferralDraft } from '../../domain/referral/draft.ts';
import { NUCC, SNOMED } from '../terminology/systems.ts';
import { dayAt } from '../time-zone.ts';
import { fhirDateTime } from './date-time.ts';

/** What it will be in the chart: an order; an order that waits for a signature; or a suggestion (interop 4.2). */
export type Standing = 'order' | 'unsigned-order' | 'proposal';

export interface ReferralTarget {
  readonly name: string;
  readonly modality: 'clinic' | 'virtual' | 'home' | 'inpatient';
  readonly reference?: string | undefined;
}

export interface ServiceRequestInput {
  /** UUID of the decision: the referral's business identifier, the same however often it is sent. */
  readonly decisionId: string;
  readonly identifierSystem: string;
  readonly standing: Standing;
  readonly draft: ReferralDraft;
  readonly texts: { readonly note: string; readonly reasons: readonly string[] };
  /** From the launch, never from the screen. */
  readonly patientId: string;
  readonly encounterId: string | null;
  readonly requester: { readonly reference: string; readonly name: string | null } | null;
  readonly service: ReferralTarget | null;
  /** Local order codes, sent beside the SNOMED CT code. */
  readonly orderCoding: readonly {
    readonly system: string;
    readonly code: string;
    readonly display?: string | undefined;
  }[];
  /** Origin of the evidence that lies on the server written to; other evidence has no reference there. */
  readonly origin: string;
  readonly at: { readonly epochMilliseconds: number; readonly offsetAt: OffsetAt };
}

/** HL7 table 0203 "Placer Identifier": who asks has given it. http://terminology.hl7.org/CodeSystem/v2-0203 */
const PLACER: Coding = {
  system: 'http://terminology.hl7.org/CodeSystem/v2-0203',
  code: 'PLAC',
  display: 'Placer Identifier',
};

/** SNOMED CT 3457005: the one category in NHS England's ServiceRequest profile; searchers for referrals look for it. */
const PATIENT_REFERRAL: Coding = { system: SNOMED, code: '3457005', display: 'Patient referral' };

/** SNOMED CT 386053000: US Core ServiceRequest Category Codes 7.0.0, which has no code for a referral. */
const EVALUATION: Coding = { system: SNOMED, code: '386053000', display: 'Evaluation procedure' };

/** SNOMED CT 306237005: VSAC Palliative or Hospice Care 2.16.840.1.113883.3.600.1.1579. Never a hospice code. */
const PALLIATIVE_REFERRAL: Coding = {
  system: SNOMED,
  code: '306237005',
  display: 'Referral to palliative care service',
};

/** NUCC taxonomy: Internal Medicine, Hospice and Palliative Medicine. Only where no performer is known. */
const PALLIATIVE_PHYSICIAN: Coding = {
  system: NUCC,
  code: '207RH0002X',
  display: 'Hospice and Palliative Medicine (Internal Medicine) Physician',
};

const ROLE_CODE = 'http://terminology.hl7.org/CodeSystem/v3-RoleCode';

/** Conformance is claimed for the receiver's sake; the tests hold 6.1.0 and 7.0.0. */
const US_CORE = 'http://hl7.org/fhir/us/core/StructureDefinition/us-core-servicerequest';

/** More reasons than these make an order unreadable (interop 4.1). */
const MOST_REASONS = 3;

/** HL7 v3 RoleCode. A video visit has no place of its own: none is written. */
const PLACES: Readonly<Record<ReferralTarget['modality'], Coding | null>> = {
  clinic: { system: ROLE_CODE, code: 'OF', display: 'Outpatient facility' },
  home: { system: ROLE_CODE, code: 'PTRES', display: "Patient's Residence" },
  inpatient: { system: ROLE_CODE, code: 'HOSP', display: 'Hospital' },
  virtual: null,
};

/**
 * The days are in `occurrencePeriod`; the priority is what an inbox and the patient's portal show in large. Within two or
 * four weeks is routine there. FHIR's `asap` stands above `urgent`, and `stat` would ask for a visit at once: neither is used.
 */
const PRIORITY: Readonly<Record<Urgency, 'routine' | 'urgent'>> = {
  routine: 'routine',
  soon: 'routine',
  urgent: 'urgent',
};

const STATUS_AND_INTENT: Readonly<
  Record<Standing, { readonly status: 'active' | 'draft'; readonly intent: 'order' | 'proposal' }>
> = {
  order: { status: 'active', intent: 'order' },
  'unsigned-order': { status: 'draft', intent: 'order' },
  proposal: { status: 'draft', intent: 'proposal' },
};

/** Types that `reasonReference` and `requester` may point at (FHIR R4). */
const REASON = /^(Condition|Observation|DiagnosticReport|DocumentReference)\//;
const REQUESTER = /^(Practitioner|PractitionerRole)\//;
const RELATIVE = /^[A-Z][A-Za-z]+\/[A-Za-z0-9.-]{1,64}$/;

export function serviceRequest(input: ServiceRequestInput): ServiceRequest {
  const { draft, service, requester, at } = input;
  const today = dayAt(at.epochMilliseconds, at.offsetAt);
  const about = onThisServer(draft.about, input.origin).filter(({ reference }) => REASON.test(reference));
  const grounds = onThisServer(
    draft.reasons.flatMap((reason) => (reason.included ? reason.evidence : [])),
    input.origin,
  ).filter(({ reference }) => about.every((reason) => reason.reference !== reference));
  const place = service === null ? null : PLACES[service.modality];
  const reasons = [
    ...draft.about.flatMap(({ code, label }) => (code === null ? [] : [diagnosis(code, label)])),
    ...input.texts.reasons.flatMap((text) => (text.trim() === '' ? [] : [{ text: text.trim() }])),
  ].slice(0, MOST_REASONS);
  const [plan] = draft.basedOn === null ? [] : onThisServer([draft.basedOn], input.origin);
  const note = input.texts.note.trim();

  return {
    resourceType: 'ServiceRequest',
    meta: { profile: [US_CORE] },
    identifier: [{ use: 'usual', type: { coding: [PLACER] }, system: input.identifierSystem, value: input.decisionId }],
    ...(plan === undefined ? {} : { basedOn: [plan] }),
    ...STATUS_AND_INTENT[input.standing],
    category: [{ coding: [PATIENT_REFERRAL] }, { coding: [EVALUATION] }],
    priority: PRIORITY[draft.urgency],
    code: orderCode(input.orderCoding),
    subject: { reference: `Patient/${input.patientId}` },
    ...(input.encounterId === null ? {} : { encounter: { reference: `Encounter/${input.encounterId}` } }),
    occurrencePeriod: { start: isoDay(today), end: isoDay(today + draft.visitDays[draft.urgency]) },
    authoredOn: fhirDateTime(at.epochMilliseconds, at.offsetAt),
    ...(requester !== null && REQUESTER.test(requester.reference) && RELATIVE.test(requester.reference)
      ? { requester: referenceTo(requester.reference, requester.name) }
      : {}),
    ...(service === null
      ? { performerType: { coding: [PALLIATIVE_PHYSICIAN] } }
      : { performer: [performerOf(service)] }),
    ...(place === null ? {} : { locationCode: [{ coding: [place] }] }),
    ...(reasons.length === 0 ? {} : { reasonCode: reasons }),
    ...(about.length === 0 ? {} : { reasonReference: about }),
    ...(grounds.length === 0 ? {} : { supportingInfo: grounds }),
    ...(note === '' ? {} : { note: [{ text: note }] }),
  };
}

function orderCode(local: ServiceRequestInput['orderCoding']): CodeableConcept {
  const codings = local.map(({ system, code, display }) =>
    display === undefined ? { system, code } : { system, code, display },
  );
  return { coding: [PALLIATIVE_REFERRAL, ...codings], text: 'Referral to palliative care service' };
}

/** The diagnosis as the chart codes it: the primary cancer, never the finding. */
function diagnosis({ system, code, display }: Code, label: string): CodeableConcept {
  return { coding: [display === null ? { system, code } : { system, code, display }], text: label };
}

/** Each reference once, without display: what the evidence says stands in the resource that it points at. */
function onThisServer(evidence: readonly Evidence[], origin: string): { reference: string }[] {
  const references = evidence
    .filter((one) => one.origin === origin && RELATIVE.test(one.reference))
    .map((one) => one.reference);
  return [...new Set(references)].map((reference) => ({ reference }));
}

function performerOf(service: ReferralTarget): Reference {
  return service.reference === undefined ? { display: service.name } : referenceTo(service.reference, service.name);
}

function referenceTo(reference: string, display: string | null): Reference {
  return display === null ? { reference } : { reference, display };
}
