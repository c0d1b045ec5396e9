/** Code systems by the one URL under which the rules know them. */
export const SNOMED = 'http://snomed.info/sct';
export const LOINC = 'http://loinc.org';
export const ICD10CM = 'http://hl7.org/fhir/sid/icd-10-cm';
export const ICD10PCS = 'http://hl7.org/fhir/sid/icd-10-pcs';
export const NUCC = 'http://nucc.org/provider-taxonomy';
export const HCPCS = 'http://www.cms.gov/Medicare/Coding/HCPCSReleaseCodeSets';
export const RXNORM = 'http://www.nlm.nih.gov/research/umls/rxnorm';
export const ATC = 'http://www.whocc.no/atc';
/** CDC's codes of healthcare service locations. */
export const HSLOC = 'https://www.cdc.gov/nhsn/cdaportal/terminology/codesystem/hsloc.html';
export const V3_ROLE_CODE = 'http://terminology.hl7.org/CodeSystem/v3-RoleCode';
export const V3_ACT_CODE = 'http://terminology.hl7.org/CodeSystem/v3-ActCode';

/** Other names of the same systems, seen in real files (clinical reference 5). */
const ALIASES: Readonly<Record<string, string>> = {
  'urn:oid:2.16.840.1.113883.6.96': SNOMED,
  'urn:oid:2.16.840.1.113883.6.1': LOINC,
  'urn:oid:2.16.840.1.113883.6.90': ICD10CM,
  'urn:oid:2.16.840.1.113883.6.88': RXNORM,
  'urn:oid:2.16.840.1.113883.6.4': ICD10PCS,
  'http://www.cms.gov/Medicare/Coding/ICD10': ICD10CM,
  'http://hl7.org/fhir/sid/icd-10': ICD10CM,
  'https://www.cms.gov/Medicare/Coding/MedHCPCSGenInfo/index.html': HCPCS,
  'urn:oid:2.16.840.1.113883.6.259': HSLOC,
  'http://terminology.hl7.org/CodeSystem/hsloc': HSLOC,
  'urn:oid:2.16.840.1.113883.5.111': V3_ROLE_CODE,
  'urn:oid:2.16.840.1.113883.5.4': V3_ACT_CODE,
  'http://terminology.hl7.org/CodeSystem/v3-ActEncounterCode': V3_ACT_CODE,
  'http://hl7.org/fhir/v3/ActCode': V3_ACT_CODE,
};

/** Another country's edition of ICD-10 (ICD-10-GM, ICD-10-AM): the same chapters, with digits of its own. Not procedures. */
export function isOtherIcd10(system: string): boolean {
  const known = otherEditions.get(system);
  if (known !== undefined) return known;
  const is = /icd-?10/i.test(system) && !/pcs|procedure|ops/i.test(system) && system !== ICD10CM;
  if (otherEditions.size < MOST_SYSTEMS) otherEditions.set(system, is);
  return is;
}

/** Whether a diagnosis of this system tells something by its code alone. */
export function isKnownDiagnosisSystem(system: string): boolean {
  return system === ICD10CM || system === SNOMED || isOtherIcd10(system);
}

/** Systems come again and again in a chart; a bound all the same. */
const otherEditions = new Map<string, boolean>();
const MOST_SYSTEMS = 500;

const CANONICAL: ReadonlyMap<string, string> = new Map(Object.entries(ALIASES));

export function canonicalSystem(system: string): string {
  const known = CANONICAL.get(system);
  if (known !== undefined) return known;
  const name = system.trim();
  return CANONICAL.get(name) ?? name;
}

/** Upper case, no blanks, a dot after three characters: claims files write `C7931`. */
export function normalizeIcd10(code: string): string {
  const bare = code.trim().toUpperCase().replaceAll('.', '');
  return bare.length > 3 ? `${bare.slice(0, 3)}.${bare.slice(3)}` : bare;
}
