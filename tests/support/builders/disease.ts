/** Resources of the disease slice: diagnoses with histology, several codings, participation in a trial. */
import { coded, condition, PATIENT_ID, systemOf, type ConditionSaid, type More, type Resource } from '../chart-of.ts';

/** A diagnosis with more than one coding. */
export function codedTwice(codes: readonly string[], said: ConditionSaid = {}): Resource {
  return {
    ...condition(codes[0] ?? null, said),
    code: { coding: codes.map((code) => ({ system: systemOf(code), code })) },
  };
}

/** Histology as mCODE writes it: an extension of the diagnosis. */
export function histology(code: string, display?: string): More {
  return {
    extension: [
      {
        url: 'http://hl7.org/fhir/us/mcode/StructureDefinition/mcode-histology-morphology-behavior',
        valueCodeableConcept: coded(code, display),
      },
    ],
  };
}

/** Procedure intent as mCODE writes it, by SNOMED CT code. */
export function intent(code: string): More {
  return {
    extension: [
      {
        url: 'http://hl7.org/fhir/us/mcode/StructureDefinition/mcode-treatment-intent',
        valueCodeableConcept: coded(code),
      },
    ],
  };
}

export function trial(status: string, more: More = {}): Resource {
  return {
    resourceType: 'ResearchSubject',
    id: `subject-${status}`,
    status,
    individual: { reference: `Patient/${PATIENT_ID}` },
    study: { display: 'Study of a new drug' },
    ...more,
  };
}
