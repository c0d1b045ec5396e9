/** Procedures that mark a planned cancer treatment. Rules: clinical reference 3.3 item 6 and 5.7. */
import type { CodeSet } from './code-set.ts';
import { HCPCS, SNOMED } from './systems.ts';

export const ANTINEOPLASTIC_PROCEDURES: CodeSet = {
  name: 'chemotherapy or radiotherapy',
  system: SNOMED,
  codes: [
    '367336001',
    '716872004',
    '363688001',
    '703423002',
    '265760000',
    '51534007',
    '315601005',
    '394894008',
    '394895009',
    '1172516002',
  ],
  source:
    'VSAC Chemotherapy Administration 2.16.840.1.113883.3.526.3.1027; Synthea (703423002); clinical reference 5.7',
};

export const ANTINEOPLASTIC_PUMP: CodeSet = {
  name: 'chemotherapy by pump',
  system: HCPCS,
  codes: ['G0498'],
  source: 'clinical reference 5.7 (marked unverified: it only ever lowers a count)',
};

/** HCPCS J9000-J9999: antineoplastic drugs. */
export const ANTINEOPLASTIC_DRUG_HCPCS = /^J9\d{3}$/;
