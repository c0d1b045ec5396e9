/**
 * The referral letter as a note in the chart: FHIR R4 DocumentReference (interop 3.5, rank 6), conformant with US Core 6.1
 * and 7.0. A letter orders nothing, and every line that a chart shows of it says so. Pure.
 */
import type { DocumentReference } from 'fhir/r4';
import { CLINICAL_NOTE } from '../terminology/notes.ts';
import { LOINC } from '../terminology/systems.ts';
import { letterAttachment, type LetterFormat } from './letter-attachment.ts';
import { codingOf, identifierOf, momentOf, some } from './parts.ts';
import { clinicianOf, encounterOf, subjectOf } from './references.ts';
import type { LocalCoding, ReferralInput } from './referral-input.ts';

export type DocumentReferenceInput = ReferralInput & {
  /** A site's own note type where LOINC's is not mapped. One coding: Oracle Health refuses LOINC and its own together. */
  readonly noteType: LocalCoding;
  readonly format: LetterFormat;
  /** `preliminary` unless given. Oracle Health takes only `final` from an app that a clinician uses. */
  readonly docStatus?: 'preliminary' | 'final' | undefined;
};

/** LOINC 57133-1: first of HL7's ReferralDocumentType value set, 2.16.840.1.113883.1.11.20.2.3 (C-CDA on FHIR 1.2.0). */
export const REFERRAL_NOTE: LocalCoding = { system: LOINC, code: '57133-1', display: 'Referral note' };

const US_CORE = 'http://hl7.org/fhir/us/core/StructureDefinition/us-core-documentreference';

const TITLE = 'Referral letter. No order was placed.';

export function documentReference(input: DocumentReferenceInput): DocumentReference {
  const { noteType, format, texts } = input;
  const full = input.variant === 'full';
  const moment = momentOf(input);
  const encounter = encounterOf(input);
  const author = clinicianOf(input.sender);

  return {
    resourceType: 'DocumentReference',
    // US Core binds the type to LOINC: with a site's own code alone, conformance cannot be claimed.
    ...(full && noteType.system === LOINC ? { meta: { profile: [US_CORE] } } : {}),
    // No masterIdentifier: that is one version of one document, and the decision may leave a letter in either format.
    identifier: [identifierOf(input)],
    status: 'current',
    // Read by the clinician, signed by nobody: what is final is for the chart to say.
    docStatus: input.docStatus ?? 'preliminary',
    type: { coding: [codingOf(noteType)], text: noteType.display ?? 'Referral note' },
    category: [{ coding: [CLINICAL_NOTE] }],
    subject: subjectOf(input),
    ...(full ? { date: moment } : {}),
    ...some('author', author === null ? [] : [author]),
    ...(full ? { description: TITLE } : {}),
    content: [{ attachment: { ...letterAttachment(texts, format), title: TITLE, creation: moment } }],
    context: {
      ...some('encounter', encounter === null ? [] : [encounter]),
      // Oracle Health asks for an end, with a time of day.
      period: { start: moment, end: moment },
    },
  };
}
