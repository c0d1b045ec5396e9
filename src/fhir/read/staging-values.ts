/** Stage, spread, disease status, histology and gene changes of the tumor (clinical reference 5.4, 5.5). */
import type { HistologyGroup } from '../../domain/chart/records.ts';
import { anyIn } from '../terminology/code-set.ts';
import {
  DISEASE_STATUS_VALUES,
  GENE_STUDIED,
  HISTOLOGY_VALUES,
  HISTOLOGY_WORDS,
  M0_VALUES,
  M1_VALUES,
} from '../terminology/observations.ts';
import { codes, list, own, words, type Json } from './json.ts';
import { mCategoryIn, stageOf } from './stage.ts';
import {
  amountOf,
  isRecorded,
  positive,
  valueConcept,
  valueText,
  valueWords,
  yesNo,
  type ValueReader,
} from './values.ts';

export const readStageGroup: ValueReader = (holder) => {
  const value = valueConcept(holder);
  const stage = stageOf(value);
  const m = stage === null ? mCategoryIn(value) : null;
  // "T3 N2 M1" where a group was asked for.
  return m === null ? { kind: 'stage-group', stage } : { kind: 'm-category', metastasis: m };
};

export const readMCategory: ValueReader = (holder) => ({ kind: 'm-category', metastasis: mCategory(holder) });

/** Words and codes that name no site. SNOMED CT 261665006: unknown, 385432009: not applicable. */
const NO_SITE_SAID =
  /^\W*(?:n\/?a|not (?:applicable|assessed|known|stated|recorded|determined|evaluated)|unk|unknown|undetermined|261665006|385432009)\b/i;

export const readMetastasisSite: ValueReader = (holder) => {
  const value = valueText(holder);
  // "Unknown" and "not applicable" name no site: they are no sign that there is one, and none that there is not.
  if (value !== null && NO_SITE_SAID.test(value.slice(0, 80))) return 'unused';
  return value === null ? null : { kind: 'distant-metastasis-site', none: /\bnone\b|\bno\b|negative/i.test(value) };
};

export const readMetastaticHistory: ValueReader = (holder) => ({ kind: 'metastatic-history', answer: yesNo(holder) });

export const readDiseaseStatus: ValueReader = (holder) => {
  for (const { code } of codes(holder['valueCodeableConcept'])) {
    const status = own(DISEASE_STATUS_VALUES, code);
    if (status === 'metastasis-present') return { kind: 'distant-metastasis-site', none: false };
    if (status !== undefined) return { kind: 'disease-status', status, inWords: false };
  }
  const said = valueWords(holder)?.slice(0, 200) ?? null;
  return said === null || !isRecorded(holder)
    ? 'unused'
    : { kind: 'disease-status', status: statusInWords(said), inWords: true };
};

/** In the order in which they are looked for: "partial remission" is no remission, "stable after progression" is unclear. */
const STATUS_WORDS: readonly (readonly ['worsened' | 'improved' | 'remission' | 'stable', RegExp])[] = [
  ['worsened', /progress|worse|\bPD\b/i],
  ['improved', /partial (?:response|remission)|improv|\bPR\b/i],
  [
    'remission',
    /complete (?:metabolic |clinical )?(?:response|remission)|\bCR\b|in remission|\bNED\b|no evidence of disease/i,
  ],
  ['stable', /stable|no change|unchanged|\bSD\b/i],
];

/** A status that no known code tells. Words that say two things, or take one back, are not understood. */
function statusInWords(said: string): 'worsened' | 'improved' | 'remission' | 'stable' | 'unclear' {
  const found = STATUS_WORDS.filter(([, pattern]) => pattern.test(said));
  const [only, ...more] = found;
  if (only === undefined || more.length > 0) return 'unclear';
  const negated = /\b(no|not|non|without|cannot|versus|vs|pseudo\w*|free|possible|possibly|suspected|rule out)\b|\?/i;
  return negated.test(said.replace(/no evidence of disease|no change/i, '')) ? 'unclear' : only[0];
}

function mCategory(holder: Json): boolean | null {
  const concepts = codes(holder['valueCodeableConcept']);
  if (anyIn(concepts, M1_VALUES)) return true;
  if (anyIn(concepts, M0_VALUES)) return false;
  const said = [words(valueConcept(holder)), ...concepts.map(({ code }) => code)]
    .filter((one) => one !== null)
    .join(' ');
  if (/\b[cp]?M1[a-c]?\b/.test(said)) return true;
  return /\b[cp]?M0\b/.test(said) ? false : null;
}

/** Histology or morphology: only the groups that rules ask for. */
export const readHistology: ValueReader = (holder) => {
  for (const { code } of codes(holder['valueCodeableConcept'])) {
    const group = own(HISTOLOGY_VALUES, code);
    if (group !== undefined) return { kind: 'histology', group };
  }
  const said = valueWords(holder)?.slice(0, 200) ?? null;
  const group = said === null ? null : histologyIn(said);
  return group === null ? 'unused' : { kind: 'histology', group };
};

function histologyIn(said: string): HistologyGroup | null {
  if (/\b(no|not|without|negative for|exclud\w+)\b/i.test(said)) return null;
  return HISTOLOGY_WORDS.find(([, pattern]) => pattern.test(said))?.[0] ?? null;
}

/** Grade of a tumor: only grade 4 means something to a rule. */
export const readGrade: ValueReader = (holder) => {
  const said = amountOf(holder) ?? valueWords(holder)?.slice(0, 100) ?? null;
  if (said === null) return null;
  const isFour = typeof said === 'number' ? said === 4 : /^\s*(?:(?:who|cns)\s*)*(?:grade\s*)?(?:4|IV)\b/i.test(said);
  return isFour ? { kind: 'histology', group: 'grade-4' } : 'unused';
};

const DRIVER_GENES = /^\s*(EGFR|ALK|ROS1)\b/;

/** A variant found in EGFR, ALK or ROS1: mCODE names the gene in a component. */
export const readVariant: ValueReader = (holder) => {
  const studied = list(holder['component']).filter((one) => anyIn(codes(one['code']), GENE_STUDIED));
  if (!studied.some((one) => DRIVER_GENES.test(valueWords(one) ?? ''))) return 'unused';
  const found = positive(holder);
  return found === null ? null : { kind: 'driver-mutation', positive: found };
};

/** A test that carries the gene in its own name. */
export const readDriverTest: ValueReader = (holder) => {
  const found = positive(holder);
  return found === null ? null : { kind: 'driver-mutation', positive: found };
};
