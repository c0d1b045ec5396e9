/** Palliative and hospice care: orders, enrolment, contact, death. Rules: clinical reference 3.5 and 5.6. */
import type { CodeSet } from './code-set.ts';
import { HCPCS, LOINC, NUCC, SNOMED } from './systems.ts';

export const PALLIATIVE_REFERRAL: CodeSet = {
  name: 'referral to palliative care service',
  system: SNOMED,
  codes: ['306237005', '306288008', '713281006'],
  source:
    'VSAC Palliative or Hospice Care 2.16.840.1.113883.3.600.1.1579; Palliative Care Encounter 2.16.840.1.113883.3.464.1003.101.12.1090',
};

export const HOSPICE_REFERRAL: CodeSet = {
  name: 'referral or admission to hospice',
  system: SNOMED,
  codes: ['306205009', '719414000', '385763009', '183919006', '183920000'],
  source:
    'VSAC Hospice Care Referral or Admission 2.16.840.1.113762.1.4.1116.365; clinical reference 3.5 gate hospice-referral-open',
};

export const HOSPICE_ENCOUNTER_TYPES: CodeSet = {
  name: 'hospice admission',
  system: SNOMED,
  codes: ['305336008', '183919006', '183920000', '183921001', '385763009'],
  source: 'VSAC Hospice Encounter 2.16.840.1.113883.3.464.1003.1003; clinical reference 3.5 gate hospice',
};

export const HOSPICE_CARE: CodeSet = {
  name: 'hospice care',
  system: SNOMED,
  codes: [
    '385763009',
    '385765002',
    '170935008',
    '170936009',
    '305336008',
    '183919006',
    '183920000',
    '183921001',
    '305911006',
  ],
  source: 'VSAC Hospice Care Ambulatory 2.16.840.1.113883.3.526.3.1584; clinical reference 5.6',
};

export const UNDER_HOSPICE_CARE: CodeSet = {
  name: 'under hospice care (finding)',
  system: SNOMED,
  codes: ['170935008', '170936009'],
  source: 'VSAC Hospice Care Ambulatory 2.16.840.1.113883.3.526.3.1584; clinical reference 3.5 gate hospice',
};

export const HOSPICE_SERVICES: CodeSet = {
  name: 'hospice service',
  system: HCPCS,
  codes: [
    'Q5001',
    'Q5002',
    'Q5003',
    'Q5004',
    'Q5005',
    'Q5006',
    'Q5007',
    'Q5008',
    'Q5009',
    'Q5010',
    'T2042',
    'T2043',
    'T2044',
    'T2045',
    'T2046',
    'S9126',
    'G9473',
    'G9474',
    'G9475',
    'G9476',
    'G9477',
    'G9478',
    'G9479',
    'G0182',
  ],
  source: 'clinical reference 5.6 (HCPCS list)',
};

export const HOSPICE_DISPOSITION: CodeSet = {
  name: 'discharge to hospice',
  system: SNOMED,
  codes: ['428361000124107', '428371000124100'],
  source: 'VSAC discharge value sets in public eCQM content; clinical reference 5.6',
};

/** Code only: the value sets use several systems for these (HL7 discharge-disposition, NUBC, HL7 v2 table 0112). */
export const HOSPICE_DISPOSITION_CODES: ReadonlySet<string> = new Set(['hosp', '50', '51']);
export const EXPIRED_DISPOSITION_CODES: ReadonlySet<string> = new Set(['exp', '20', '40', '41', '42']);
export const HOME_DISPOSITION_CODES: ReadonlySet<string> = new Set(['home', '01', '06']);

export const RECORDED_DEAD: CodeSet = {
  name: 'recorded dead',
  system: SNOMED,
  codes: ['371828006', '419099009'],
  source: 'VSAC Patient Expired 2.16.840.1.113883.3.117.1.7.1.309 (371828006); clinical reference 3.5 gate deceased',
};

export const POSSIBLY_DEAD: CodeSet = {
  name: 'cause of death, died in hospice',
  system: SNOMED,
  codes: ['184305005', '876882001'],
  source: 'clinical reference 3.5 gate possibly-deceased',
};

export const CAUSE_OF_DEATH: CodeSet = {
  name: 'cause of death',
  system: LOINC,
  codes: ['69453-9'],
  source: 'clinical reference 5.8',
};

export const HOSPICE_CARE_ANSWER: CodeSet = {
  name: 'hospice care (MDS)',
  system: LOINC,
  codes: ['45755-6'],
  source: 'clinical reference 5.8; public eCQM content',
};
export const ANSWER_YES = '373066001'; // SNOMED CT Yes: clinical reference 3.5
export const ANSWER_NO = '373067005'; // SNOMED CT No: clinical reference 3.5

/** Care by the specialist palliative team: a visit, finding or procedure that opens the gate `under-specialist-care`. */
export const SPECIALIST_PALLIATIVE: CodeSet = {
  name: 'specialist palliative care',
  system: SNOMED,
  codes: [
    '305686008',
    '305824005',
    '441874000',
    '395669003',
    '395670002',
    '395694002',
    '395695001',
    '305284002',
    '305381007',
    // A referral BY the palliative physician: evidence that one is involved, never an order to one.
    '305981001',
    '105402000',
  ],
  source:
    'VSAC Palliative Care Encounter 2.16.840.1.113883.3.464.1003.101.12.1090; Palliative Care Intervention 2.16.840.1.113883.3.464.1003.198.12.1135; Palliative Care 2.16.840.1.113883.3.600.1.1578; clinical reference 5.6',
};

export const REFERRAL_BY_PALLIATIVE: CodeSet = {
  name: 'referral by the palliative physician',
  system: SNOMED,
  codes: ['305981001'],
  source: 'VSAC Palliative Care 2.16.840.1.113883.3.600.1.1578; clinical reference 5.6 and 0 item 7',
};

/** Signs that may be the oncologist's own work: the reader is asked. 305496007 of the reference is unverified and left out. */
export const PALLIATIVE_POSSIBLE: CodeSet = {
  name: 'palliative care, giver not named',
  system: SNOMED,
  codes: ['103735009', '443761007', '1841000124106', '433181000124107', '4901000124101'],
  source: 'VSAC Palliative Care Intervention 2.16.840.1.113883.3.464.1003.198.12.1135; clinical reference 5.6',
};

export const PALLIATIVE_POSSIBLE_SERVICES: CodeSet = {
  name: 'oncology visit focused on palliation; palliative care quality code',
  system: HCPCS,
  codes: ['G9054', 'M1017'],
  source:
    'VSAC Palliative Care Encounter 2.16.840.1.113883.3.464.1003.101.12.1090 (G9054); clinical reference 3.5, 5.6',
};

export const PALLIATIVE_QUESTIONNAIRE: CodeSet = {
  name: 'FACIT-Pal',
  system: LOINC,
  codes: ['71007-9'],
  source: 'clinical reference 5.6, 5.8',
};

/** Provider taxonomy of hospice and palliative medicine, whatever the basic specialty (clinical reference 3.5). */
export const PALLIATIVE_TAXONOMY = /H0002X$/;

export const PALLIATIVE_SPECIALTY: CodeSet = {
  name: 'palliative medicine',
  system: SNOMED,
  codes: ['394806003'],
  source: 'HL7 c80-practice-codes value set: 394806003 Palliative medicine',
};

export const HOSPICE_ORGANIZATION: CodeSet = {
  name: 'hospice agency or facility',
  system: NUCC,
  codes: ['251G00000X', '315D00000X'],
  source: 'NUCC provider taxonomy: Hospice Care, Community Based; Hospice, Inpatient',
};

export const COMFORT_CARE: CodeSet = {
  name: 'comfort measures',
  system: SNOMED,
  codes: ['133918004', '385736008', '182964004'],
  source: 'VSAC Comfort Measures 1.3.6.1.4.1.33895.1.3.0.45; clinical reference 3.5 gate comfort-care-recorded',
};

/** Payer type 13 of the Source of Payment Typology: Medicare hospice (clinical reference 5.6). */
export const MEDICARE_HOSPICE_PAYER = '13';
export const PAYER_TYPOLOGY: ReadonlySet<string> = new Set([
  'https://nahdo.org/sopt',
  'urn:oid:2.16.840.1.113883.3.221.5',
]);

export const CODE_STATUS: CodeSet = {
  name: 'not for resuscitation',
  system: SNOMED,
  codes: ['304253006'],
  source: 'HL7 PACIO ADI; clinical reference 5.6',
};
export const CODE_STATUS_LOINC: CodeSet = {
  name: 'CPR orders',
  system: LOINC,
  codes: ['100822-6', '81351-9'],
  source: 'HL7 PACIO ADI (100822-6 CPR orders); 81351-9 DNR order in place; clinical reference 5.6',
};
export const PORTABLE_ORDERS: CodeSet = {
  name: 'portable medical orders (POLST, MOLST)',
  system: LOINC,
  codes: ['93037-0', '81352-7'],
  source: 'HL7 PACIO ADI (93037-0 Portable medical order form); clinical reference 5.6',
};

/** 104144-1 of the reference is a mental health directive: it says nothing of this illness and is left out. */
export const ADVANCE_DIRECTIVE: CodeSet = {
  name: 'advance directive',
  system: LOINC,
  codes: ['42348-3', '75320-2'],
  source: 'HL7 PACIO ADI and US Core (42348-3, 75320-2); clinical reference 5.6',
};
export const ADVANCE_DIRECTIVE_FINDING: CodeSet = {
  name: 'advance care plan or directive on record',
  system: SNOMED,
  codes: ['714748000', '425392003'],
  source: 'HL7 PACIO ADI; clinical reference 5.6',
};

/** The patient's own plan and preferences: the record of a conversation, not of an agent. */
export const CARE_PREFERENCES: CodeSet = {
  name: 'personal advance care plan, goals and preferences',
  system: LOINC,
  codes: ['81334-5', '81378-2', '75773-2', '95541-9'],
  source: 'HL7 PACIO ADI (81334-5, 81378-2); US Core 7 (75773-2, 95541-9); clinical reference 5.6',
};

export const HEALTH_CARE_AGENT: CodeSet = {
  name: 'health care agent',
  system: LOINC,
  codes: ['81343-6'],
  source: 'HL7 PACIO ADI; clinical reference 5.6',
};

/** The plan for the cancer itself is no palliative care (clinical reference 3.6): 395082007 and 736252007 are in no set here. */

/** Words of an order for palliative care in a local code: a weak sign, shown as "similar", never as certain. */
export const PALLIATIVE_ORDER_WORDS = /palliative|supportive care/i;
export const HOSPICE_WORDS = /hospice/i;
