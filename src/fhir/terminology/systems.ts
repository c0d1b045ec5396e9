/** Code systems by the one URL under which the rules know them. */
export const SNOMED = 'http://snomed.info/sct';
export const LOINC = 'http://loinc.org';
export const ICD10CM = 'http://hl7.org/fhir/sid/icd-10-cm';
export const NUCC = 'http://nucc.org/provider-taxonomy';
export const HCPCS = 'http://www.cms.gov/Medicare/Coding/HCPCSReleaseCodeSets';
export const V3_ACT_CODE = 'http://terminology.hl7.org/CodeSystem/v3-ActCode';

/** Other names of the same systems, seen in real files (clinical reference 5). */
const ALIASES: Readonly<Record<string, string>> = {
  'urn:oid:2.16.840.1.113883.6.96': SNOMED,
  'urn:oid:2.16.840.1.113883.6.1': LOINC,
  'urn:oid:2.16.840.1.113883.6.90': ICD10CM,
  'http://www.cms.gov/Medicare/Coding/ICD10': ICD10CM,
  'http://hl7.org/fhir/sid/icd-10': ICD10CM,
  'https://www.cms.gov/Medicare/Coding/MedHCPCSGenInfo/index.html': HCPCS,
  'urn:oid:2.16.840.1.113883.5.4': V3_ACT_CODE,
  'http://terminology.hl7.org/CodeSystem/v3-ActEncounterCode': V3_ACT_CODE,
  'http://hl7.org/fhir/v3/ActCode': V3_ACT_CODE,
};

export function canonicalSystem(system: string): string {
  const name = system.trim();
  return Object.hasOwn(ALIASES, name) ? (ALIASES[name] ?? name) : name;
}

/** Upper case, no blanks, a dot after three characters: claims files write `C7931`. */
export function normalizeIcd10(code: string): string {
  const bare = code.trim().toUpperCase().replaceAll('.', '');
  return bare.length > 3 ? `${bare.slice(0, 3)}.${bare.slice(3)}` : bare;
}
