/**
 * A referral as an entry of the intake's work list: FHIR R4 Task (interop 3.5, rank 4). For servers that take no
 * ServiceRequest from an app. It asks somebody to act; it is no order. Pure.
 */
import type { Task } from 'fhir/r4';
import { identifierOf, momentOf, orderCode, priorityOf, REFERRAL_TEXT, some, visitWindow } from './parts.ts';
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
import type { ReferralInput } from './referral-input.ts';

/** Who may own, of what a site can name. https://hl7.org/fhir/R4/task-definitions.html#Task.owner */
export const OWNERS = ['HealthcareService', 'Organization', 'PractitionerRole', 'Practitioner', 'CareTeam'];

/** One line of a work list. Without name or finding: lists are seen by more people than the letter. */
const DESCRIPTION = `${REFERRAL_TEXT}. No order was placed.`;

export function task(input: ReferralInput): Task {
  const { service } = input;
  const full = input.variant === 'full';
  const [reason, ...furtherReasons] = aboutOf(input);
  const note = input.texts.letter.trim();
  // R4 has room for one reason only: the others go with the findings.
  const findings = [...furtherReasons, ...groundsOf(input)].map((valueReference) => ({
    type: { text: 'Finding' },
    valueReference,
  }));

  return {
    resourceType: 'Task',
    identifier: [identifierOf(input)],
    ...(full ? some('basedOn', carePlanOf(input)) : {}),
    status: 'requested',
    // An order only where somebody has signed one: nobody has.
    intent: 'proposal',
    priority: priorityOf(input),
    // Not `fulfill` or `approve` of http://hl7.org/fhir/CodeSystem/task-code: both act on the request in `focus`, and
    // this Task is written exactly where there is none. The code says what is asked for instead.
    code: orderCode(input),
    description: DESCRIPTION,
    for: subjectOf(input),
    ...some('encounter', encounterOf(input)),
    authoredOn: momentOf(input),
    ...some('requester', clinicianOf(input.sender)),
    ...(service === null ? {} : { owner: namedReference(service.taskOwner, OWNERS, service.name) }),
    ...some('reasonReference', reason ?? null),
    ...(full ? some('insurance', insuranceOf(input)) : {}),
    ...(note === '' ? {} : { note: [{ text: note }] }),
    restriction: { period: visitWindow(input) },
    ...(full ? some('input', findings) : {}),
  };
}
