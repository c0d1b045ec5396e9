/** Kinds of encounter, by type, class and words. Rules: clinical reference 3.3 item 2, 3.5 and 5.7. */
import type { Code } from '../../domain/chart/evidence.ts';
import type { EncounterKind } from '../../domain/chart/records.ts';
import type { CodeSet } from './code-set.ts';
import { remember } from './memo.ts';
import {
  HOSPICE_CARE,
  HOSPICE_ENCOUNTER_TYPES,
  HOSPICE_WORDS,
  PALLIATIVE_POSSIBLE,
  PALLIATIVE_POSSIBLE_SERVICES,
  PALLIATIVE_SPECIALTY,
  SPECIALIST_PALLIATIVE,
} from './palliative.ts';
import { HCPCS, HSLOC, SNOMED, V3_ACT_CODE, V3_ROLE_CODE } from './systems.ts';

const SECTION = 'clinical reference 3.3 item 2 and 5.7';

export const ED_TYPES: CodeSet = {
  name: 'emergency department visit',
  system: SNOMED,
  codes: ['4525004', '50849002'],
  source: `VSAC Emergency Department Visit 2.16.840.1.113883.3.117.1.7.1.292; Synthea (50849002); ${SECTION}`,
};

export const INPATIENT_TYPES: CodeSet = {
  name: 'hospital admission',
  system: SNOMED,
  codes: [
    '32485007',
    '183452005',
    '73607007',
    '10378005',
    '19951005',
    '432661000124104',
    '442281000124108',
    '8715000',
    '112689000',
    '15584006',
    '81672003',
    '305351004',
    '305408004',
    '308540004',
  ],
  source: `VSAC Encounter Inpatient 2.16.840.1.113883.3.666.5.307, Nonelective 2.16.840.1.113883.3.117.1.7.1.424; ${SECTION}`,
};

export const UNPLANNED_TYPES: CodeSet = {
  name: 'admission that was not planned',
  system: SNOMED,
  codes: ['183452005', '73607007', '19951005', '442281000124108', '432661000124104'],
  source: `VSAC Nonelective Inpatient 2.16.840.1.113883.3.117.1.7.1.424; clinical reference 3.3 item 6 (ii)`,
};

export const ELECTIVE_TYPES: CodeSet = {
  name: 'elective admission',
  system: SNOMED,
  codes: ['8715000', '112689000', '15584006', '81672003'],
  source: 'VSAC Elective Inpatient Encounter 2.16.840.1.113762.1.4.1248.85; clinical reference 3.3 item 6 (iii)',
};

export const INTENSIVE_CARE_TYPES: CodeSet = {
  name: 'admission to intensive care',
  system: SNOMED,
  codes: ['305351004'],
  source: 'Synthea; clinical reference 3.2 row 22 and 5.7',
};

export const OBSERVATION_TYPES: CodeSet = {
  name: 'observation stay',
  system: SNOMED,
  codes: ['448951000124107'],
  source: `VSAC Observation Services 2.16.840.1.113762.1.4.1111.143; ${SECTION}`,
};

export const OBSERVATION_SERVICES: CodeSet = {
  name: 'hospital observation, per hour',
  system: HCPCS,
  codes: ['G0378'],
  source: SECTION,
};

export const NON_ACUTE_TYPES: CodeSet = {
  name: 'hospice, rehabilitation or detoxification stay',
  system: SNOMED,
  codes: ['305336008', '385763009', '56876005'],
  source: SECTION,
};

/** In Synthea class EMER or inpatient; an obstetric stay says nothing about cancer care. */
export const OBSTETRIC_TYPES: CodeSet = {
  name: 'obstetric emergency admission',
  system: SNOMED,
  codes: ['183460006'],
  source: SECTION,
};

export const AMBULATORY_TYPES: CodeSet = {
  name: 'telehealth or telephone contact',
  system: SNOMED,
  codes: ['448337001', '453131000124105', '763184009', '185317003'],
  source: 'clinical reference 5.7',
};

export const DEATH_CERTIFICATION: CodeSet = {
  name: 'death certification',
  system: SNOMED,
  codes: ['308646001'],
  source: 'clinical reference 3.5 gate possibly-deceased',
};

/** Location.type of a ward where a patient of intensive care lies; newborn nurseries and step-down units are none. */
export const INTENSIVE_CARE_WARDS: CodeSet = {
  name: 'intensive care unit',
  system: HSLOC,
  codes: [
    '1025-6',
    '1026-4',
    '1027-2',
    '1028-0',
    '1029-8',
    '1030-6',
    '1031-4',
    '1032-2',
    '1033-0',
    '1034-8',
    '1035-5',
    '1042-1',
    '1043-9',
    '1044-7',
    '1045-4',
    '1046-2',
    '1047-0',
    '1048-8',
    '1049-6',
    '1220-3',
    '1222-9',
    '1223-7',
    '1224-5',
    '1225-2',
    '1233-6',
    '1272-4',
  ],
  source:
    'VSAC Inpatient, Emergency, and Observation Locations 2.16.840.1.113762.1.4.1046.265: those displayed as critical or intensive care',
};

export const INTENSIVE_CARE_ROLES: CodeSet = {
  name: 'intensive care unit, as HL7 names places of service',
  system: V3_ROLE_CODE,
  codes: ['ICU', 'PEDICU'],
  source: 'HL7 v3 RoleCode (ServiceDeliveryLocationRoleType), to which FHIR R4 binds Location.type',
};

/** What one type code of an encounter says. */
export interface TypeMeaning {
  readonly system: string;
  readonly kind: Exclude<EncounterKind, 'unknown'> | null;
  readonly unplanned: boolean;
  readonly elective: boolean;
  readonly intensiveCare: boolean;
  /** `stay`: long enough, it is an enrolment with hospice. `care`: contact with hospice. */
  readonly hospice: 'stay' | 'care' | null;
  readonly palliative: 'specialist' | 'possible' | null;
  readonly deathCertification: boolean;
}

const SAYS_NOTHING: Omit<TypeMeaning, 'system'> = {
  kind: null,
  unplanned: false,
  elective: false,
  intensiveCare: false,
  hospice: null,
  palliative: null,
  deathCertification: false,
};

/** One table for all type codes, so that an encounter costs one look-up a code. Later lines add to earlier ones. */
const TYPES: ReadonlyMap<string, TypeMeaning> = tableOf([
  [AMBULATORY_TYPES, { kind: 'ambulatory' }],
  [ED_TYPES, { kind: 'ed' }],
  [OBSERVATION_TYPES, { kind: 'observation' }],
  [OBSERVATION_SERVICES, { kind: 'observation' }],
  [INPATIENT_TYPES, { kind: 'inpatient' }],
  [UNPLANNED_TYPES, { unplanned: true }],
  [ELECTIVE_TYPES, { elective: true }],
  [INTENSIVE_CARE_TYPES, { intensiveCare: true }],
  [NON_ACUTE_TYPES, { kind: 'non-acute' }],
  [OBSTETRIC_TYPES, { kind: 'non-acute' }],
  [HOSPICE_CARE, { hospice: 'care' }],
  [HOSPICE_ENCOUNTER_TYPES, { kind: 'non-acute', hospice: 'stay' }],
  [PALLIATIVE_POSSIBLE, { palliative: 'possible' }],
  [PALLIATIVE_POSSIBLE_SERVICES, { palliative: 'possible' }],
  [PALLIATIVE_SPECIALTY, { palliative: 'possible' }],
  [SPECIALIST_PALLIATIVE, { palliative: 'specialist' }],
  [DEATH_CERTIFICATION, { deathCertification: true }],
]);

function tableOf(lines: readonly (readonly [CodeSet, Partial<TypeMeaning>])[]): ReadonlyMap<string, TypeMeaning> {
  const table = new Map<string, TypeMeaning>();
  for (const [{ system, codes }, says] of lines)
    for (const code of codes) table.set(code, { ...(table.get(code) ?? { system, ...SAYS_NOTHING }), ...says });
  return table;
}

/** What a type code says; undefined when no rule knows it. */
export function typeMeaning({ system, code }: Code): TypeMeaning | undefined {
  const found = TYPES.get(code);
  return found?.system === system ? found : undefined;
}

const V3_CLASSES: ReadonlyMap<string, EncounterKind> = new Map([
  ['EMER', 'ed'],
  ['OBSENC', 'observation'],
  ['SS', 'observation'],
  ['IMP', 'inpatient'],
  ['ACUTE', 'inpatient'],
  ['AMB', 'ambulatory'],
  ['NONAC', 'non-acute'],
  ['PRENC', 'non-acute'],
  ['VR', 'non-acute'],
  ['HH', 'non-acute'],
  ['FLD', 'non-acute'],
]);

/** HL7 v2 table 0004, patient class, as interfaces pass it on. Obstetrics is left out of acute care like its types. */
const V2_CLASSES: ReadonlyMap<string, EncounterKind> = new Map([
  ['E', 'ed'],
  ['I', 'inpatient'],
  ['O', 'ambulatory'],
  ['R', 'ambulatory'],
  ['P', 'non-acute'],
  ['B', 'non-acute'],
]);

/** The class codes of FHIR DSTU2, still sent by servers that were upgraded. */
const DSTU2_CLASSES: ReadonlyMap<string, EncounterKind> = new Map([
  ['emergency', 'ed'],
  ['inpatient', 'inpatient'],
  ['ambulatory', 'ambulatory'],
  ['outpatient', 'ambulatory'],
  ['home', 'non-acute'],
  ['field', 'non-acute'],
  ['virtual', 'non-acute'],
]);

const CLASS_SYSTEMS: ReadonlyMap<string, ReadonlyMap<string, EncounterKind>> = new Map([
  [V3_ACT_CODE, V3_CLASSES],
  ['http://terminology.hl7.org/ValueSet/v3-ActEncounterCode', V3_CLASSES],
  ['http://hl7.org/fhir/ValueSet/v3-ActEncounterCode', V3_CLASSES],
  ['http://terminology.hl7.org/CodeSystem/v2-0004', V2_CLASSES],
  ['urn:oid:2.16.840.1.113883.12.4', V2_CLASSES],
  ['http://hl7.org/fhir/encounter-class', DSTU2_CLASSES],
]);

/** The kind that a class of one of HL7's systems names; undefined for codes and systems of others. */
export function classKind(system: string, code: string): EncounterKind | undefined {
  return CLASS_SYSTEMS.get(system)?.get(code);
}

/** The kind for a class code that names no system: what it can only mean, but no more than probable. */
export function classKindBySign(code: string): EncounterKind | undefined {
  return V3_CLASSES.get(code) ?? DSTU2_CLASSES.get(code);
}

/** What the words of a type, class, ward or admission source say. */
export interface WordMeaning {
  readonly nonAcute: boolean;
  readonly hospice: boolean;
  readonly kind: 'ed' | 'inpatient' | 'observation' | null;
  readonly ambulatory: boolean;
  readonly intensiveCare: boolean;
  readonly palliative: boolean;
  readonly home: boolean;
}

const NON_ACUTE_WORDS = /skilled nursing|rehab|swing|hospice|detox|respite/i;
/** Words stand alone, or between signs that are no letters ("ED_VISIT"): a scheduled visit is none to the ED. */
const EMERGENCY_WORDS = /(?<!non.?)(?<![a-z])emerg|(?<![a-z])ed[ _-]visit/i;
const INPATIENT_WORDS = /(?<!non.?)(?<![a-z])inpatient(?![a-z])/i;
const OBSERVATION_WORDS = /(?<![a-z])observation(?![a-z])/i;
/** What comes after acute care, or only names it: a follow-up, the update of an emergency contact. */
const NOT_ITSELF_WORDS = /(?<![a-z])(?:post|pre|after|contact|follow[ _-]?up|f\/u)(?![a-z])/i;
/** Not seen in the ED or on a ward; but a hospital may call its observation unit outpatient. */
const ELSEWHERE_WORDS = /outpatient|ambulatory|telehealth|telemedicine|phone|video/i;
const AMBULATORY_WORDS =
  /office|outpatient|ambulatory|telehealth|telemedicine|telephone|video visit|infusion|appointment|\bclinic\b|urgent care/i;
/** Clinical reference 3.2 row 22. */
const INTENSIVE_CARE_WORDS = /\b(M|S|C|N)?ICU\b|intensive care/i;
const PALLIATIVE_WORDS = /palliative (care|medicine|consult)|supportive (and|&) palliative/i;
/** Asked after hospice: "Home with hospice" is hospice. */
const HOME_WORDS = /^(discharged? (to )?)?home\b/i;

const NO_WORDS: WordMeaning = {
  nonAcute: false,
  hospice: false,
  kind: null,
  ambulatory: false,
  intensiveCare: false,
  palliative: false,
  home: false,
};

/** What words say, where no code does. They must already be cut to a length that a pattern may see. */
const said = remember(2_048, (words): WordMeaning => ({
  nonAcute: NON_ACUTE_WORDS.test(words),
  hospice: HOSPICE_WORDS.test(words),
  ...kindSaid(words),
  intensiveCare: INTENSIVE_CARE_WORDS.test(words),
  palliative: PALLIATIVE_WORDS.test(words),
  home: HOME_WORDS.test(words),
}));

/** A kind of acute care, or ambulatory care, or neither where the words speak of both: that cannot be told. */
function kindSaid(words: string): Pick<WordMeaning, 'kind' | 'ambulatory'> {
  const ambulatory = AMBULATORY_WORDS.test(words);
  const elsewhere = ELSEWHERE_WORDS.test(words);
  const kind = EMERGENCY_WORDS.test(words)
    ? 'ed'
    : INPATIENT_WORDS.test(words)
      ? 'inpatient'
      : OBSERVATION_WORDS.test(words)
        ? 'observation'
        : null;
  if (kind === null || NOT_ITSELF_WORDS.test(words)) return { kind: null, ambulatory };
  if (kind !== 'observation' && elsewhere) return { kind: null, ambulatory: false };
  return { kind, ambulatory };
}

/** What the words of a type, a class, a ward or an admission source say; null says nothing. */
export function wordMeaning(words: string | null): WordMeaning {
  return words === null ? NO_WORDS : said(words);
}
