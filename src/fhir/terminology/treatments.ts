/** What a procedure means for the rules: one table for all tags. Rules: clinical reference 3.2 rows 3 and 8, 3.3 item 6, 5.7. */
import type { Code } from '../../domain/chart/evidence.ts';
import type { MedicationRecord, ProcedureTag } from '../../domain/chart/records.ts';
import type { CodeSet } from './code-set.ts';
import { billsAntineoplastic } from './drug-hcpcs.ts';
import { remember } from './memo.ts';
import {
  COMFORT_CARE,
  HOSPICE_CARE,
  HOSPICE_SERVICES,
  PALLIATIVE_POSSIBLE,
  PALLIATIVE_POSSIBLE_SERVICES,
  RECORDED_DEAD,
  SPECIALIST_PALLIATIVE,
} from './palliative.ts';
import { HCPCS, ICD10PCS, SNOMED } from './systems.ts';

export interface ProcedureGroup {
  readonly tags: readonly ProcedureTag[];
  readonly snomed?: readonly string[];
  readonly hcpcs?: readonly string[];
  /** Prefixes of ICD-10-PCS codes. */
  readonly icd10pcs?: readonly string[];
  /** What such a procedure is called, where codes are few. */
  readonly words?: RegExp;
  readonly source: string;
}

export const ANTINEOPLASTIC_PROCEDURES: CodeSet = {
  name: 'chemotherapy or chemoradiotherapy',
  system: SNOMED,
  codes: [
    '367336001',
    '716872004',
    '363688001',
    '265760000',
    '51534007',
    '315601005',
    '394894008',
    '394895009',
    '1290226008',
    '1290228009',
    '266719004',
    '265761001',
    '309698005',
    '38216008',
    '4114003',
    '399042005',
    '450827009',
    '816151001',
    '1259200004',
    '1255831008',
    '890093004',
    '86036005',
    '1255904006',
    '703423002',
    '394934009',
    '394935005',
    '1172516002',
  ],
  source:
    'VSAC Chemotherapy Administration 2.16.840.1.113883.3.526.3.1027; Synthea (703423002); clinical reference 5.7 (265760000)',
};

export const ANTINEOPLASTIC_PUMP: CodeSet = {
  name: 'chemotherapy by pump',
  system: HCPCS,
  codes: ['G0498'],
  source: 'VSAC Chemotherapy Administration 2.16.840.1.113883.3.526.3.1027; clinical reference 5.7',
};

const MCODE_SURGERY = 'HL7 mCODE value set mcode-cancer-related-surgical-procedure-vs';

export const PROCEDURES: readonly ProcedureGroup[] = [
  {
    tags: ['antineoplastic-treatment'],
    snomed: ANTINEOPLASTIC_PROCEDURES.codes,
    source: ANTINEOPLASTIC_PROCEDURES.source,
  },
  { tags: ['antineoplastic-treatment'], hcpcs: ANTINEOPLASTIC_PUMP.codes, source: ANTINEOPLASTIC_PUMP.source },
  {
    tags: ['radiotherapy'],
    snomed: ['703423002', '394934009', '394935005'],
    source:
      'VSAC Chemotherapy Administration 2.16.840.1.113883.3.526.3.1027: combined with radiotherapy; Synthea (703423002)',
  },
  {
    tags: ['radiotherapy'],
    snomed: ['84755001', '108290001', '1287742003', '33195004', '152198000'],
    source:
      'VSAC Radiation Treatment Management 2.16.840.1.113883.3.526.3.1026 (84755001); HL7 mCODE and PanCareSurPass radiotherapy types',
  },
  {
    tags: ['stem-cell-transplant'],
    snomed: ['1172516002'],
    source: 'VSAC Chemotherapy Administration 2.16.840.1.113883.3.526.3.1027; clinical reference 5.7',
  },
  {
    tags: ['pancreatectomy', 'cancer-resection', 'operation', 'abdominal-operation'],
    snomed: ['33149006', '9524002', '69036001', '287847009', '265459006'],
    icd10pcs: ['0FTG'],
    words: /pancreatectom|pancrea\w*duodenectom|whipple/i,
    source: `${MCODE_SURGERY}; ICD-10-PCS 0FTG resection of pancreas`,
  },
  {
    tags: ['hepatectomy', 'cancer-resection', 'operation', 'abdominal-operation'],
    snomed: ['107963000', '85946004', '15257006', '174431000', '27280000'],
    icd10pcs: ['0FT0', '0FT1', '0FT2'],
    words: /hepatectom|resection of liver|liver resection|lobectomy of liver/i,
    source: `${MCODE_SURGERY}; ICD-10-PCS 0FT0-0FT2 resection of liver`,
  },
  {
    // Most are for stones: no sign of a cancer treatment by itself.
    tags: ['cholecystectomy', 'operation', 'abdominal-operation'],
    snomed: ['38102005', '45595009'],
    icd10pcs: ['0FT4'],
    words: /cholecystectom/i,
    source:
      'SNOMED CT in public FHIR content (38102005 Cholecystectomy, 45595009 Laparoscopic cholecystectomy); ICD-10-PCS 0FT4',
  },
  {
    tags: ['pleurectomy', 'operation'],
    words: /pleurectom|pleural decortication|extrapleural pneumonectom/i,
    source: 'clinical reference 3.2 row 3: no code is given, words only',
  },
  {
    tags: ['cancer-resection', 'operation', 'abdominal-operation'],
    snomed: [
      '43075005',
      '26390003',
      '307656000',
      '174059005',
      '87279008',
      '235364003',
      '307009004',
      '79764004',
      '49209004',
      '26452005',
      '24431004',
      '287816003',
      '438338008',
      '53442002',
      '32327002',
      '108034003',
      '112902005',
      '63016009',
      '64063003',
      '52224004',
      '55853002',
      '65111004',
      '81516001',
      '175905003',
      '116033007',
      '116028008',
      '29827000',
      '446526009',
      '35887003',
      '236886002',
      '116142003',
      '116140006',
    ],
    source: MCODE_SURGERY,
  },
  {
    tags: ['cancer-resection', 'operation'],
    snomed: [
      '64368001',
      '70183006',
      '172043006',
      '406505007',
      '384723003',
      '359740003',
      '69031006',
      '392021009',
      '45900003',
      '14072009',
      '3980006',
      '119746007',
      '173170008',
      '359623004',
      '49795001',
      '91596000',
      '446103006',
      '447115003',
      '67402009',
      '171443003',
      '26294005',
      '90470006',
      '30426000',
      '396692006',
      '13619001',
      '24443003',
      '30956003',
      '72791001',
      '66478002',
      '80513001',
      '81870009',
      '177302005',
    ],
    source: `${MCODE_SURGERY}; 392021009 Lumpectomy of breast in public FHIR content`,
  },
  {
    tags: ['bariatric-surgery', 'operation', 'abdominal-operation'],
    words: /bariatric|gastric bypass|sleeve gastrectom|gastric band|biliopancreatic diversion/i,
    source: 'clinical reference 3.2 row 17: no code is given, words only',
  },
  {
    tags: ['operation', 'abdominal-operation'],
    words:
      /laparotom|colectom|gastrectom|appendectom|hysterectom|cystectom|nephrectom|splenectom|oophorectom|proctectom|colostomy|ileostomy|debulking|(resection|excision) of (colon|rectum|sigmoid|small intestine|bowel|stomach)|bowel resection/i,
    source: 'clinical reference 3.2 rows 8 and 16: no code is given, words only; they only explain another finding',
  },
  {
    tags: ['operation'],
    words: /\w{3}ectomy\b|thoracotom|craniotom|arthroplast|amputation|osteotom|laminectom|open reduction|bypass graft/i,
    source: 'clinical reference 3.2 rows 13 and 16: no code is given, words only; they only explain another finding',
  },
  {
    tags: ['effusion-drainage'],
    words: /(indwelling|tunnell?ed).{0,20}(pleural|peritoneal|ascit)|pleurx|pleurodesis/i,
    source: 'clinical reference 3.2 row 8 (pleural catheter): no code is given, words only',
  },
  {
    tags: ['paracentesis'],
    words: /paracentes|drainage of ascites|peritoneal drainage/i,
    source: 'clinical reference 3.2 rows 8 and 17: no code is given, words only',
  },
  {
    tags: ['duct-decompression'],
    words:
      /(biliary|bile duct|ureter(al|ic)?\b|double.j).{0,30}stent|stent.{0,30}(bile|biliary|ureter)|nephrostomy|venting gastrostomy|biliary drain/i,
    source: 'clinical reference 3.2 row 8 (stenting, nephrostomy, venting gastrostomy): no code is given, words only',
  },
  {
    tags: ['intensive-care'],
    snomed: ['305351004'],
    source: 'clinical reference 3.2 row 22; VSAC Intensive Care Unit 2.16.840.1.113762.1.4.1029.206',
  },
  {
    tags: ['advance-care-planning'],
    words: /advance care planning|goals.of.care/i,
    source: 'clinical reference 3.2 row 26 (conversation): no code is given, words only',
  },
  { tags: ['hospice-contact'], snomed: HOSPICE_CARE.codes, source: HOSPICE_CARE.source },
  { tags: ['hospice-contact'], hcpcs: HOSPICE_SERVICES.codes, source: HOSPICE_SERVICES.source },
  { tags: ['palliative-care'], snomed: SPECIALIST_PALLIATIVE.codes, source: SPECIALIST_PALLIATIVE.source },
  { tags: ['palliative-possible'], snomed: PALLIATIVE_POSSIBLE.codes, source: PALLIATIVE_POSSIBLE.source },
  {
    tags: ['palliative-possible'],
    hcpcs: PALLIATIVE_POSSIBLE_SERVICES.codes,
    source: PALLIATIVE_POSSIBLE_SERVICES.source,
  },
  { tags: ['comfort-care'], snomed: COMFORT_CARE.codes, source: COMFORT_CARE.source },
  { tags: ['recorded-dead'], snomed: RECORDED_DEAD.codes, source: RECORDED_DEAD.source },
];

/** Takes back what such words say: a procedure that was considered, refused or broken off. */
const NOT_DONE =
  /\b(no|not|without|history of|abort\w*|attempt\w*|declined|planned|consult\w*|removal|exchange|biopsy)\b/i;

export type TreatmentIntent = Extract<ProcedureTag, 'palliative-intent' | 'curative-intent' | 'adjuvant-intent'>;

/** Procedure intents: mCODE ProcedureIntentVS for curative and palliative; adjuvant as in SNOMED CT intents of FHIR guides. */
export const INTENTS: ReadonlyMap<string, TreatmentIntent> = new Map<string, TreatmentIntent>([
  ['363676003', 'palliative-intent'],
  ['373808002', 'curative-intent'],
  ['373846009', 'adjuvant-intent'],
]);

const bySnomed = new Map<string, ProcedureTag[]>();
const byHcpcs = new Map<string, readonly ProcedureTag[]>();
const byPcs = new Map<string, readonly ProcedureTag[]>();
for (const { tags, snomed = [], hcpcs = [], icd10pcs = [] } of PROCEDURES) {
  for (const code of snomed) bySnomed.set(code, [...(bySnomed.get(code) ?? []), ...tags]);
  for (const code of hcpcs) byHcpcs.set(code, tags);
  for (const prefix of icd10pcs) byPcs.set(prefix, tags);
}

/** What the codes of a procedure say. */
export function procedureTags(concepts: readonly Code[]): readonly ProcedureTag[] {
  let found: readonly ProcedureTag[] = NOTHING;
  for (const { system, code } of concepts) {
    const own = ofCode(system, code);
    if (own !== undefined) found = found.length === 0 ? own : [...found, ...own];
  }
  return found;
}

const NOTHING: readonly ProcedureTag[] = [];
const ANTINEOPLASTIC: readonly ProcedureTag[] = ['antineoplastic-treatment'];

function ofCode(system: string, code: string): readonly ProcedureTag[] | undefined {
  if (system === SNOMED) return bySnomed.get(code);
  if (system === HCPCS) return billsAntineoplastic(code) ? ANTINEOPLASTIC : byHcpcs.get(code);
  return system === ICD10PCS ? byPcs.get(code.slice(0, 4).toUpperCase()) : undefined;
}

const WORDED = PROCEDURES.filter((one) => one.words !== undefined);

/** What the name of a procedure says. Never that a cancer was treated: words only qualify other findings, or are probable. */
export const procedureTagsInWords = remember(8_192, (said): readonly ProcedureTag[] => {
  const words = said.slice(0, 300);
  if (NOT_DONE.test(words)) return NOTHING;
  const tags = WORDED.flatMap((one) => (one.words?.test(words) === true ? one.tags : []));
  return tags.length === 0 ? NOTHING : tags.filter((tag) => tag !== 'cancer-resection');
});

/** Why a treatment ended, by SNOMED CT code: termination reasons of mCODE (clinical reference 5.4). */
export const STOP_REASONS: ReadonlyMap<string, NonNullable<MedicationRecord['stopReason']>> = new Map([
  ['266721009', 'no-response'],
  ['407563006', 'not-tolerated'],
  ['105480006', 'patient-choice'],
  ['419620001', 'death'],
]);
