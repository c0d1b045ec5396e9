/**
 * What a diagnosis code means for the rules, apart from cancer: one table for all tags. Rules: clinical reference 5.1 and
 * 5.3. ICD-10-CM matches by prefix. Tags come from codes alone: words are never enough for any of them.
 */
import type { ConditionTag } from '../../domain/chart/records.ts';
import type { Code } from '../../domain/chart/evidence.ts';
import { remember } from './memo.ts';
import {
  CODE_STATUS,
  PALLIATIVE_POSSIBLE,
  POSSIBLY_DEAD,
  RECORDED_DEAD,
  SPECIALIST_PALLIATIVE,
  UNDER_HOSPICE_CARE,
} from './palliative.ts';
import { ICD10CM, SNOMED, normalizeIcd10 } from './systems.ts';

export interface DiagnosisGroup {
  readonly tag: ConditionTag;
  /** Prefixes of ICD-10-CM codes, with the dot. */
  readonly icd10: readonly string[];
  readonly snomed: readonly string[];
  readonly source: string;
}

export const DIAGNOSES: readonly DiagnosisGroup[] = [
  {
    tag: 'antineoplastic-treatment',
    icd10: ['Z51.0', 'Z51.1'],
    snomed: [],
    source: 'clinical reference 3.3 item 6 (i), 5.1: encounter for radiotherapy, chemotherapy, immunotherapy',
  },
  {
    tag: 'aftercare',
    // Z45.2, care of a venous access device, is ours: the stay for a port is no emergency. [DESIGN]
    icd10: ['Z40', 'Z42', 'Z45.2', 'Z48'],
    snomed: [],
    source: 'clinical reference 3.3 item 6 (iii)',
  },
  {
    tag: 'op-35',
    icd10: [
      'D60',
      'D61',
      'D62',
      'D63',
      'D64',
      'D70',
      'E86',
      'R19.7',
      'K52.1',
      'R11',
      'R50',
      'G89.3',
      'R52',
      'J12',
      'J13',
      'J14',
      'J15',
      'J16',
      'J17',
      'J18',
      'A40',
      'A41',
      'R65',
    ],
    snomed: [
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
    source:
      'OP-35 condition list (anemia, dehydration, diarrhea, emesis, fever, nausea, neutropenia, pain, pneumonia, sepsis); SNOMED CT as in clinical reference 5.3 ("symptoms")',
  },
  {
    tag: 'injury',
    icd10: ['S', 'T07', 'T14'],
    snomed: [],
    source: 'clinical reference 3.2 row 21 (S00-T14)',
  },
  {
    tag: 'psychiatric',
    icd10: ['F2', 'F3', 'F4', 'F5', 'F6'],
    snomed: [],
    source: 'ICD-10-CM F20-F69; clinical reference 3.2 row 21 names psychiatric stays without codes [DESIGN]',
  },
  {
    tag: 'detoxification',
    icd10: ['F10.23', 'F11.23', 'F13.23', 'F19.23'],
    snomed: ['56876005'],
    source: 'clinical reference 3.2 row 21 (56876005); ICD-10-CM dependence with withdrawal [DESIGN]',
  },
  { tag: 'under-hospice-care', icd10: [], snomed: UNDER_HOSPICE_CARE.codes, source: UNDER_HOSPICE_CARE.source },
  { tag: 'recorded-dead', icd10: [], snomed: RECORDED_DEAD.codes, source: RECORDED_DEAD.source },
  { tag: 'possibly-dead', icd10: [], snomed: POSSIBLY_DEAD.codes, source: POSSIBLY_DEAD.source },
  { tag: 'palliative-care', icd10: [], snomed: SPECIALIST_PALLIATIVE.codes, source: SPECIALIST_PALLIATIVE.source },
  {
    tag: 'palliative-possible',
    icd10: ['Z51.5'],
    snomed: PALLIATIVE_POSSIBLE.codes,
    source: `VSAC Palliative Care Diagnosis 2.16.840.1.113883.3.464.1003.1167 (Z51.5); ${PALLIATIVE_POSSIBLE.source}`,
  },
  {
    tag: 'poor-function',
    icd10: ['Z74.01', 'R62.7'],
    snomed: [],
    source: 'clinical reference 3.2 row 11, 5.1: bed confinement, adult failure to thrive',
  },
  {
    tag: 'cord-compression',
    // G95.2 has no other codes than .20 and .29; G83.4 is the cauda equina syndrome.
    icd10: ['G95.2', 'G83.4'],
    snomed: ['71286001', '192970008'],
    source: 'clinical reference 5.1, 5.3',
  },
  { tag: 'cord-compression-by-cause', icd10: ['G99.2'], snomed: [], source: 'clinical reference 5.1' },
  {
    tag: 'spondylosis',
    icd10: ['M47', 'M48.0'],
    snomed: [],
    source: 'clinical reference 3.2 row 7 (M47.1x, M48.0x; the rest of M47 is spondylosis too)',
  },
  { tag: 'svc-syndrome', icd10: ['I87.1'], snomed: ['63363004'], source: 'clinical reference 5.1, 5.3' },
  {
    tag: 'bowel-obstruction',
    // K56.60x and K56.69x; adhesions are K56.5.
    icd10: ['K56.6'],
    snomed: ['81060008', '126765001'],
    source: 'clinical reference 5.1, 5.3',
  },
  {
    tag: 'duct-obstruction',
    // Without stones (N13.2), reflux (N13.7) and what may be reflux (N13.9).
    icd10: ['K83.1', 'N13.1', 'N13.3', 'N13.5', 'N13.6', 'N13.8'],
    snomed: [],
    source: 'clinical reference 5.1: biliary and ureteral obstruction (K83.1, "N13.x obstructive")',
  },
  {
    tag: 'malignant-effusion',
    icd10: ['J91.0', 'R18.0', 'I31.31'],
    snomed: [],
    source: 'clinical reference 5.1; VSAC Cancer 2.16.840.1.113883.3.526.3.1010 and the 2026 release for I31.31',
  },
  {
    tag: 'ascites',
    icd10: ['R18'],
    snomed: [],
    source: 'clinical reference 3.2 row 17 (ascites between two weights); R18.0 in 5.1, and its category R18 Ascites',
  },
  { tag: 'hypercalcemia', icd10: ['E83.52'], snomed: ['66931009'], source: 'clinical reference 5.1, 5.3' },
  {
    tag: 'hyperparathyroidism',
    icd10: ['E21'],
    snomed: [],
    source: 'clinical reference 3.2 row 9, 5.1 (marked unverified there: it only lowers a finding)',
  },
  {
    tag: 'cachexia',
    icd10: ['R64', 'E88.A'],
    snomed: ['238108007', '788876001'],
    source: 'clinical reference 5.1, 5.3',
  },
  { tag: 'weight-loss', icd10: ['R63.4'], snomed: ['267024001', '89362005'], source: 'clinical reference 5.1, 5.3' },
  { tag: 'delirium', icd10: ['F05'], snomed: ['2776000'], source: 'clinical reference 5.1, 5.3' },
  { tag: 'disorientation', icd10: ['R41.0'], snomed: [], source: 'clinical reference 3.2 row 16, 5.1' },
  {
    tag: 'dementia',
    icd10: ['F01', 'F02', 'F03', 'G30'],
    snomed: [],
    source: 'clinical reference 3.2 row 16 (F03); ICD-10-CM F01, F02, G30 are dementia too [DESIGN]',
  },
  // Of one ear or eye alone is no reason against a visit by video.
  {
    tag: 'hearing-loss',
    icd10: ['H90.0', 'H90.2', 'H90.3', 'H90.5', 'H90.6', 'H90.8', 'H91.1', 'H91.9'],
    snomed: ['15188001'],
    source:
      'clinical reference 4.5 (hearing); ICD-10-CM categories H90 and H91, SNOMED CT 15188001 "Hearing loss (disorder)", names as in public code lists [DESIGN]',
  },
  {
    tag: 'low-vision',
    icd10: ['H54.0', 'H54.1', 'H54.2', 'H54.3', 'H54.8'],
    snomed: [],
    source: 'clinical reference 4.5 (vision); ICD-10-CM category H54, names as in public code lists [DESIGN]',
  },
  { tag: 'suicidal-ideation', icd10: ['R45.851'], snomed: [], source: 'clinical reference 4.3, 5.1' },
  {
    tag: 'kidney-or-liver-disease',
    icd10: ['N04', 'N18.4', 'N18.5', 'N18.6', 'K70.3', 'K70.4', 'K72', 'K74'],
    snomed: [],
    source: 'clinical reference 3.2 row 18 ("nephrotic/liver disease"), ICD-10-CM chapters; a caveat only [DESIGN]',
  },
  { tag: 'pathological-fracture', icd10: ['M84.5'], snomed: [], source: 'clinical reference 3.2, 5.1' },
  {
    tag: 'code-status',
    icd10: ['Z66'],
    snomed: CODE_STATUS.codes,
    source: `clinical reference 5.6 (Z66); ${CODE_STATUS.source}`,
  },
  {
    tag: 'early-phase-trial',
    icd10: ['Z00.6'],
    snomed: [],
    source: 'clinical reference 3.2 (encounter as participant of a clinical trial)',
  },
  {
    tag: 'serious-comorbidity',
    // Heart failure, COPD, chronic respiratory failure, pulmonary fibrosis, kidney failure and dialysis, cirrhosis, chronic
    // liver failure, dementia, motor neuron disease.
    icd10: [
      'I50',
      'J44',
      'J96.1',
      'J84.1',
      'N18.5',
      'N18.6',
      'Z99.2',
      'K70.3',
      'K72.1',
      'K74.6',
      'F01',
      'F02',
      'F03',
      'G30',
      'G12.2',
    ],
    snomed: [],
    source: 'NCCN names serious comorbid conditions without codes; ICD-10-CM advanced organ disease [DESIGN]',
  },
];

const NOTHING: ReadonlySet<ConditionTag> = new Set();

const byPrefix = new Map<string, ConditionTag[]>();
const bySnomed = new Map<string, ConditionTag[]>();
for (const { tag, icd10, snomed } of DIAGNOSES) {
  for (const prefix of icd10) put(byPrefix, prefix, tag);
  for (const code of snomed) put(bySnomed, code, tag);
}

function put(into: Map<string, ConditionTag[]>, key: string, tag: ConditionTag): void {
  const there = into.get(key);
  if (there === undefined) into.set(key, [tag]);
  else there.push(tag);
}

/** Tags of one ICD-10-CM code as it was sent: every prefix of it is looked up once, and the answer remembered. */
const ofIcd10 = remember(8_192, (sent): ReadonlySet<ConditionTag> => {
  const code = normalizeIcd10(sent);
  const tags: ConditionTag[] = [];
  // No prefix in the table is longer than seven characters ("Z74.01" has six).
  for (let length = 1; length <= Math.min(code.length, 7); length += 1)
    tags.push(...(byPrefix.get(code.slice(0, length)) ?? []));
  return tags.length === 0 ? NOTHING : new Set(tags);
});

const snomedSets = new Map<string, ReadonlySet<ConditionTag>>();
for (const [code, tags] of bySnomed) snomedSets.set(code, new Set(tags));

/** What the codes of one diagnosis mean for the rules, apart from cancer. Also for Encounter.reasonCode. */
export function tagsOf(concepts: readonly Code[]): ReadonlySet<ConditionTag> {
  let found: ReadonlySet<ConditionTag> = NOTHING;
  for (const { system, code } of concepts) {
    const own = system === ICD10CM ? ofIcd10(code) : system === SNOMED ? snomedSets.get(code) : undefined;
    if (own === undefined || own.size === 0) continue;
    found = found.size === 0 ? own : new Set([...found, ...own]);
  }
  return found;
}
