/** Palliative and hospice care: orders, enrolment, contact, death. Rules: clinical reference 3.5 and 5.6. */
import type { CodeSet } from './code-set.ts';
import { HCPCS, LOINC, SNOMED } from './systems.ts';

export const PALLIATIVE_REFERRAL: CodeSet = {
  name: 'referral to palliative care',
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

/** Code only: the value sets use several systems for these (HL7 discharge-disposition, NUBC). */
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

/** Words of an order for palliative care in a local code: a weak sign, shown as "similar", never as certain. */
export const PALLIATIVE_ORDER_WORDS = /palliative|supportive care/i;
export const HOSPICE_WORDS = /hospice/i;
