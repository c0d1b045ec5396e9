/** Kinds of encounter, by type and by class. Rules: clinical reference 3.3 item 2 and 5.7. */
import type { CodeSet } from './code-set.ts';
import { HCPCS, SNOMED } from './systems.ts';

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

export const NON_ACUTE_WORDS = /skilled nursing|rehab|swing|hospice|detox|respite/i;

/** Complications for which patients on outpatient chemotherapy are admitted (OP-35 / CBE 3490; clinical 2.2, 5.3). */
export const OP35_CONDITIONS: CodeSet = {
  name: 'OP-35 condition',
  system: SNOMED,
  codes: [
    '22253000',
    '422587007',
    '267036007',
    '249497008',
    '422400008',
    '386661006',
    '34095006',
    '62315008',
    '303011007',
    '233604007',
    '91302008',
  ],
  source: 'OP-35 condition list, SNOMED CT codes as in clinical reference 5.3 ("symptoms")',
};

/** The same in ICD-10-CM: anemia, dehydration, diarrhea, emesis, fever, nausea, neutropenia, pain, pneumonia, sepsis. */
export const OP35_ICD = /^(D64\.81|D6[0-4]|E86|R19\.7|K52\.1|R11|R50|D70|G89\.3|R52|J1[2-8]|A4[01]|R65)/;

export const ANTINEOPLASTIC_ENCOUNTER_ICD = /^Z51\.(0|1)/;
export const AFTERCARE_ICD = /^Z4[028]/;

/** Bed confinement and adult failure to thrive: signs that ask for a performance status (clinical 3.2 row 11, 5.1). */
export const POOR_FUNCTION_ICD = /^(Z74\.01|R62\.7)/;
