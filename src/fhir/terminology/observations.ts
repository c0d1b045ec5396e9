/** Observations that rules read, by code. Rules: clinical reference 5.4 and 5.8. */
import type { CodeSet } from './code-set.ts';
import { LOINC, SNOMED } from './systems.ts';

const SECTION = 'clinical reference 5.4';

export const ECOG: CodeSet = {
  name: 'ECOG performance status',
  system: LOINC,
  codes: ['89247-1', '89262-0'],
  source: `LOINC; mCODE STU4; ${SECTION}`,
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

export const PALLIATIVE_PERFORMANCE_WORDS = /palliative performance|\bPPS\b/i;
export const ECOG_WORDS = /\bECOG\b/i;
export const KARNOFSKY_WORDS = /karnofsky|\bKPS\b/i;

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
