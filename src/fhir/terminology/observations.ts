/** Observations that rules read, by code. Rules: clinical reference 5.4 and 5.8. */
import type { HistologyGroup } from '../../domain/chart/records.ts';
import type { CodeSet } from './code-set.ts';
import { LOINC, SNOMED } from './systems.ts';

const SECTION = 'clinical reference 5.4';

export const ECOG: CodeSet = {
  name: 'ECOG performance status',
  system: LOINC,
  codes: ['89247-1', '89262-0'],
  source: `LOINC; mCODE STU4; ${SECTION}`,
};
export const ECOG_SNOMED: CodeSet = {
  name: 'ECOG performance status',
  system: SNOMED,
  codes: ['423740007'],
  source: `SNOMED CT Eastern Cooperative Oncology Group performance status (observable entity), German MII oncology module`,
};
/** A grade as a finding: the code itself says it. */
export const ECOG_FINDING: CodeSet = {
  name: 'ECOG performance status',
  system: SNOMED,
  codes: ['425389002', '422512005', '422894000', '423053003', '423237006'],
  source: `SNOMED CT findings grade 0 to 4, mCODE; ${SECTION}`,
};
export const KARNOFSKY: CodeSet = {
  name: 'Karnofsky performance status',
  system: LOINC,
  codes: ['89243-0'],
  source: `LOINC; mCODE STU4; ${SECTION}`,
};

/** LOINC answers and SNOMED CT findings of the ECOG grades; 5 is "dead", which is no performance status. */
export const ECOG_ANSWERS: Readonly<Record<string, number>> = {
  'LA9622-7': 0,
  'LA9623-5': 1,
  'LA9624-3': 2,
  'LA9625-0': 3,
  'LA9626-8': 4,
  '425389002': 0,
  '422512005': 1,
  '422894000': 2,
  '423053003': 3,
  '423237006': 4,
};
/** The grades in the words of their own definitions (Oken 1982), which no other grade shares. */
export const ECOG_WORDS: readonly { readonly grade: number; readonly words: RegExp }[] = [
  { grade: 0, words: /^\W*fully active\b.{0,60}\bwithout restrictions?\b/i },
  { grade: 1, words: /^\W*restricted in physically strenuous activity,? but ambulatory\b/i },
  { grade: 2, words: /^\W*ambulatory and capable of all self-?\s?care,? but unable\b/i },
  { grade: 3, words: /^\W*capable of only limited self-?\s?care\b/i },
  { grade: 4, words: /^\W*completely disabled\b.{0,20}\bcannot carry on any self-?\s?care\b/i },
];
export const KARNOFSKY_ANSWERS: Readonly<Record<string, number>> = {
  'LA29175-9': 100,
  'LA29176-7': 90,
  'LA29177-5': 80,
  'LA29178-3': 70,
  'LA29179-1': 60,
  'LA29180-9': 50,
  'LA29181-7': 40,
  'LA29182-5': 30,
  'LA29183-3': 20,
  'LA29184-1': 10,
};
export const DEAD_ANSWER = 'LA9627-6';

export const STAGE_GROUP: CodeSet = {
  name: 'stage group',
  system: SNOMED,
  codes: ['399390009', '399537006', '399588009'],
  source: `mCODE STU4; ${SECTION}`,
};
export const STAGE_GROUP_LOINC: CodeSet = {
  name: 'stage group',
  system: LOINC,
  codes: ['21908-9', '21902-2', '21914-7'],
  source: `mCODE; ${SECTION}`,
};

export const M_CATEGORY: CodeSet = {
  name: 'M category',
  system: SNOMED,
  codes: ['277208005', '399387003', '371497001'],
  source: `mCODE STU4; ${SECTION}`,
};
export const M_CATEGORY_LOINC: CodeSet = {
  name: 'M category',
  system: LOINC,
  codes: ['21907-1', '21901-4', '21913-9'],
  source: `mCODE; ${SECTION}`,
};

export const M0_VALUES: CodeSet = {
  name: 'no distant metastasis',
  system: SNOMED,
  codes: ['1229901006'],
  source: `AJCC values in mCODE STU4 (1229901006 cM0); ${SECTION}`,
};
export const M1_VALUES: CodeSet = {
  name: 'distant metastasis',
  system: SNOMED,
  codes: ['1229903009', '1229904003', '1229907005', '1229910003', '1229916009', '55440008'],
  source: `AJCC values in mCODE STU4; ${SECTION}`,
};

/** Values of a stage group, by SNOMED CT code, as they are written. */
export const STAGE_VALUES: Readonly<Record<string, string>> = {
  '258215001': 'I',
  '258219007': 'II',
  '258224005': 'III',
  '258228008': 'IV',
  '1222801008': 'III',
  '1222802001': 'IIIA',
  '1222803006': 'IIIA1',
  '1222804000': 'IIIA2',
  '1222805004': 'IIIB',
  '1222806003': 'IIIC',
  '1222811001': 'IIID',
  '1222837003': 'IV',
  '1222838008': 'IVA',
  '1222841004': 'IVB',
  '1222842006': 'IVC',
};

export const METASTASIS_SITE: CodeSet = {
  name: 'site of distant metastasis',
  system: SNOMED,
  codes: ['385421009'],
  source: SECTION,
};
export const METASTASIS_SITE_LOINC: CodeSet = {
  name: 'site of distant metastasis',
  system: LOINC,
  codes: ['44667-4'],
  source: SECTION,
};
export const METASTATIC_HISTORY: CodeSet = {
  name: 'history of metastatic malignant neoplasm',
  system: SNOMED,
  codes: ['1287652008'],
  source: `mCODE STU4; ${SECTION}`,
};

export const DISEASE_STATUS: CodeSet = {
  name: 'cancer disease status',
  system: LOINC,
  codes: ['97509-4', '88040-1'],
  source: `mCODE; ${SECTION}`,
};
export const DISEASE_STATUS_VALUES: Readonly<
  Record<string, 'improved' | 'stable' | 'worsened' | 'remission' | 'undetermined' | 'metastasis-present'>
> = {
  '268910001': 'improved',
  '359746009': 'stable',
  '271299001': 'worsened',
  '709137006': 'undetermined',
  '399409002': 'metastasis-present',
  '260415000': 'remission',
  '103338009': 'remission',
  '103337004': 'improved',
  '550991000124107': 'remission',
  '551001000124108': 'improved',
};

/** Answers of any yes-or-no test. SNOMED CT Positive and Negative, LOINC Present: in public mCODE samples. */
export const POSITIVE_ANSWERS: ReadonlySet<string> = new Set(['10828004', 'LA9633-4']);
export const NEGATIVE_ANSWERS: ReadonlySet<string> = new Set(['260385009']);

/** Yes and No of LOINC's own answer lists, as public questionnaires give them beside their displays. */
export const LOINC_YES = 'LA33-6';
export const LOINC_NO = 'LA32-8';

export const GENETIC_VARIANT: CodeSet = {
  name: 'genetic variant assessment',
  system: LOINC,
  codes: ['69548-6'],
  source: 'LOINC; mCODE genomic variant, public mCODE samples; clinical reference 3.2 row 2 (biomarker)',
};
export const GENE_STUDIED: CodeSet = {
  name: 'gene studied',
  system: LOINC,
  codes: ['48018-6'],
  source: 'LOINC Gene studied [ID]; mCODE genomic variant, public mCODE samples',
};

export const HISTOLOGY: CodeSet = {
  name: 'histology and behavior',
  system: LOINC,
  codes: ['31206-6'],
  source: 'mCODE histologic behavior and type, public mCODE sample (31206-6 with an ICD-O-3 value)',
};
export const HISTOLOGY_GRADE: CodeSet = {
  name: 'histologic grade',
  system: LOINC,
  codes: ['33732-9'],
  source:
    'LOINC 33732-9 Histology grade; mCODE STU4 histologic grade and its examples; clinical reference 5.5 (grade 4)',
};
/** Morphology and diagnosis codes of the groups that rules ask for: clinical reference 5.5. */
export const HISTOLOGY_VALUES: Readonly<Record<string, HistologyGroup>> = {
  '393563007': 'glioblastoma',
  '276828006': 'glioblastoma',
  '63634009': 'glioblastoma',
  '255031003': 'anaplastic-thyroid',
  '1268458008': 'anaplastic-thyroid',
};
export const HISTOLOGY_WORDS: readonly (readonly [HistologyGroup, RegExp])[] = [
  ['glioblastoma', /\bglioblastoma\b/i],
  ['anaplastic-thyroid', /anaplastic.{0,30}thyroid|thyroid.{0,30}anaplastic/i],
  ['small-cell', /(?<!non[- ])(?<!non)\bsmall[- ]cell (?:neuroendocrine )?(?:lung )?(?:carcinoma|cancer)/i],
  ['germ-cell', /\bgerm[- ]cell\b|\bseminoma\b|\bgerminoma\b|embryonal carcinoma|choriocarcinoma|yolk sac/i],
];

const VALUES = 'clinical reference 5.8';

export const PAIN_NUMERIC: CodeSet = {
  name: 'pain, 0 to 10',
  system: LOINC,
  codes: ['72514-3', '38208-5', '38221-8', '77565-0'],
  source: `VSAC Pain Assessment Tool 2.16.840.1.113883.3.526.3.1028; ${VALUES}`,
};
export const PAIN_VISUAL: CodeSet = {
  name: 'pain, visual analog scale',
  system: LOINC,
  codes: ['38214-3'],
  source: `VSAC Pain Assessment Tool 2.16.840.1.113883.3.526.3.1028; ${VALUES}`,
};

export const PHQ_9: CodeSet = { name: 'PHQ-9 total', system: LOINC, codes: ['44261-6'], source: VALUES };
export const GAD_7: CodeSet = { name: 'GAD-7 total', system: LOINC, codes: ['70274-6'], source: VALUES };
export const PHQ_9_ITEM_9: CodeSet = { name: 'PHQ-9 item 9', system: LOINC, codes: ['44260-8'], source: VALUES };
export const ITEM_NINE_ANSWERS: Readonly<Record<string, boolean>> = {
  'LA6568-5': false,
  'LA6569-3': true,
  'LA6570-1': true,
  'LA6571-9': true,
};
/** The nine items of PHQ-9. The first two are those of PHQ-2 too. */
export const PHQ_9_ITEMS: CodeSet = {
  name: 'PHQ-9 item',
  system: LOINC,
  codes: ['44250-9', '44255-8', '44259-0', '44254-1', '44251-7', '44258-2', '44252-5', '44253-3', '44260-8'],
  source: `LOINC panel 44249-1 as in public PHQ-9 questionnaires; 44260-8: ${VALUES}`,
};
/** Points of an answer to a PHQ-9 item: clinical reference 5.8. */
export const PHQ_9_POINTS: Readonly<Record<string, number>> = {
  'LA6568-5': 0,
  'LA6569-3': 1,
  'LA6570-1': 2,
  'LA6571-9': 3,
};
/**
 * Scores that look alike and are not used: PHQ-2, the teen instruments, the GAD-7 questionnaire, which carries no score.
 * Named so that their words are not taken for the scores that count.
 */
export const OTHER_DISTRESS_SCORES: CodeSet = {
  name: 'PHQ-2, teen PHQ, GAD-7 questionnaire',
  system: LOINC,
  codes: ['55758-7', '89204-2', '89206-7', '69737-5'],
  source: VALUES,
};

export const BODY_WEIGHT: CodeSet = {
  name: 'body weight',
  system: LOINC,
  codes: ['29463-7', '3141-9', '3142-7', '8341-0'],
  source: `US Core vital signs (29463-7); ${VALUES}`,
};
export const BODY_MASS_INDEX: CodeSet = {
  name: 'body mass index',
  system: LOINC,
  codes: ['39156-5'],
  source: `US Core vital signs; ${VALUES}`,
};
export const CALCIUM: CodeSet = {
  name: 'calcium, total',
  system: LOINC,
  codes: ['17861-6', '2000-8', '49765-1'],
  source: `${VALUES} (17861-6; 2000-8 unverified there, its unit settles it); Synthea output (49765-1 Calcium [Mass/volume] in Blood)`,
};
export const IONIZED_CALCIUM: CodeSet = {
  name: 'calcium, ionized',
  system: LOINC,
  codes: ['1994-3', '1995-0'],
  source: `${VALUES} (1994-3 unverified there); 3.2 row 9`,
};
export const ALBUMIN: CodeSet = {
  name: 'albumin',
  system: LOINC,
  codes: ['1751-7', '54347-0'],
  source: VALUES,
};
export const LACTATE_DEHYDROGENASE: CodeSet = {
  name: 'lactate dehydrogenase',
  system: LOINC,
  codes: ['2532-0', '14804-9'],
  source: VALUES,
};
