/** References that a written resource may carry: to resources of the server written to, and to nobody else's patient. */
import type { Reference } from 'fhir/r4';
import type { Evidence } from '../../domain/chart/evidence.ts';
import type { ReferralInput } from './referral-input.ts';

/** `Type/id`, as FHIR writes an address on the same server. https://hl7.org/fhir/R4/references.html#literal */
const RELATIVE = /^[A-Z][A-Za-z]+\/[A-Za-z0-9.-]{1,64}$/;

/** The one patient is `subject`, from the launch. As evidence a patient could only be another one. */
const PERSONAL = /^(Patient|RelatedPerson)\//;

/** Types that `reasonReference` may point at. https://hl7.org/fhir/R4/servicerequest-definitions.html */
const REASONS = ['Condition', 'Observation', 'DiagnosticReport', 'DocumentReference'];

/** Who may ask: a clinician, as R4 allows for ServiceRequest, Task and Communication alike. */
const CLINICIANS = ['Practitioner', 'PractitionerRole'];

/** Types of `insurance`. https://hl7.org/fhir/R4/servicerequest-definitions.html#ServiceRequest.insurance */
const INSURANCES = ['Coverage', 'ClaimResponse'];

/** Whether it is an address on the server written to, of one of these types where types are given. */
export function isHere(reference: string, types?: readonly string[]): boolean {
  return RELATIVE.test(reference) && (types === undefined || types.some((type) => reference.startsWith(`${type}/`)));
}

/** Each reference once, without display: what the evidence says stands in the resource that it points at. */
export function referencesHere(evidence: readonly Evidence[], origin: string): readonly Reference[] {
  const here = evidence.filter(
    (one) => one.origin === origin && isHere(one.reference) && !PERSONAL.test(one.reference),
  );
  return once(here.map(({ reference }) => reference));
}

/** What the referral is about: the cancer. */
export function aboutOf({ draft, origin }: ReferralInput): readonly Reference[] {
  return referencesHere(draft.about, origin).filter(({ reference = '' }) => isHere(reference, REASONS));
}

/** Evidence of the reasons that the clinician left in, without what the referral is about. */
export function groundsOf(input: ReferralInput): readonly Reference[] {
  const about = new Set(aboutOf(input).map(({ reference }) => reference));
  const evidence = input.draft.reasons.flatMap((reason) => (reason.included ? reason.evidence : []));
  return referencesHere(evidence, input.origin).filter(({ reference }) => !about.has(reference));
}

export function carePlanOf({ draft, origin }: ReferralInput): readonly Reference[] {
  const plan = draft.basedOn === null ? [] : referencesHere([draft.basedOn], origin);
  return plan.filter(({ reference = '' }) => isHere(reference, ['CarePlan']));
}

export function insuranceOf({ insurance }: ReferralInput): readonly Reference[] {
  return once(insurance.filter((reference) => isHere(reference, INSURANCES)));
}

/** The clinician who asks, or null where the launch names none that this server has. */
export function clinicianOf(who: ReferralInput['requester']): Reference | null {
  return who !== null && isHere(who.reference, CLINICIANS) ? referenceTo(who.reference, who.name) : null;
}

export function subjectOf({ patientId }: ReferralInput): Reference {
  return { reference: `Patient/${patientId}` };
}

export function encounterOf({ encounterId }: ReferralInput): Reference | null {
  return encounterId === null ? null : { reference: `Encounter/${encounterId}` };
}

/** A resource where it lies on this server, else its name alone. */
export function namedReference(reference: string | undefined, types: readonly string[], display: string): Reference {
  return reference !== undefined && isHere(reference, types) ? referenceTo(reference, display) : { display };
}

export function once(references: readonly string[]): readonly Reference[] {
  return [...new Set(references)].map((reference) => ({ reference }));
}

function referenceTo(reference: string, display: string | null): Reference {
  return display === null ? { reference } : { reference, display };
}
