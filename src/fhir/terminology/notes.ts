/** How notes of this product are typed and classed: they are written so, and asked for so. */
import { LOINC } from './systems.ts';

/** LOINC 11506-3: one of the common clinical note types of US Core's Clinical Notes guidance. */
export const PROGRESS_NOTE = { system: LOINC, code: '11506-3', display: 'Progress note' } as const;

/** The one code of US Core's DocumentReference Category. */
export const CLINICAL_NOTE = {
  system: 'http://hl7.org/fhir/us/core/CodeSystem/us-core-documentreference-category',
  code: 'clinical-note',
  display: 'Clinical Note',
} as const;
