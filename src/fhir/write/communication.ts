/**
 * A referral as a message to the intake: FHIR R4 Communication (interop 3.5, rank 5). Pure.
 *
 * Oracle Health is the one large EHR that documents a create of this kind, and `minimal` is what it takes:
 * https://docs.oracle.com/en/industries/health/millennium-platform-apis/mfrap/op-communication-post.html
 * Epic's Communication.Create is for community resources only.
 */
import type { CommunicationPayload, Communication } from 'fhir/r4';
import { letterAttachment } from './letter-attachment.ts';
import { identifierOf, momentOf, orderCode, priorityOf, REFERRAL_TEXT, some } from './parts.ts';
import { aboutOf, clinicianOf, encounterOf, groundsOf, isHere, once, subjectOf } from './references.ts';
import type { ReferralInput } from './referral-input.ts';

/** `notification`: of HL7's communication categories the one that Oracle Health takes for a message between clinicians. */
export const NOTIFICATION = {
  system: 'http://terminology.hl7.org/CodeSystem/communication-category',
  code: 'notification',
  display: 'Notification',
};

/** Who may be written to. R4 allows patients and relatives too; a letter between clinicians is never sent to them. */
export const RECIPIENTS = [
  'Group',
  'Practitioner',
  'PractitionerRole',
  'CareTeam',
  'HealthcareService',
  'Organization',
];

export function communication(input: ReferralInput): Communication {
  const full = input.variant === 'full';
  const recipients = (input.service?.messageTo ?? []).filter((reference) => isHere(reference, RECIPIENTS));

  return {
    resourceType: 'Communication',
    identifier: [identifierOf(input)],
    // With the create it is sent: there is no later step in which the app could say so. Oracle Health takes nothing else.
    status: 'completed',
    category: [{ coding: [NOTIFICATION] }],
    priority: priorityOf(input),
    subject: subjectOf(input),
    // The message's subject line. Oracle Health takes free text only.
    topic: full ? orderCode(input) : { text: REFERRAL_TEXT },
    ...(full ? some('about', groundsOf(input)) : {}),
    ...some('encounter', encounterOf(input)),
    ...(full ? { sent: momentOf(input) } : {}),
    ...some('recipient', once(recipients)),
    ...some('sender', clinicianOf(input.sender)),
    ...(full ? some('reasonReference', aboutOf(input)) : {}),
    ...some('payload', payloadOf(input)),
  };
}

/** Oracle Health takes the text as an attachment only; elsewhere a string is what inboxes show. */
function payloadOf({ texts, variant }: ReferralInput): readonly CommunicationPayload[] {
  if (texts.letter.trim() === '') return [];
  return variant === 'full'
    ? [{ contentString: texts.letter }]
    : [{ contentAttachment: letterAttachment(texts, 'text') }];
}
