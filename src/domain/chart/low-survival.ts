/**
 * Cancers in which early palliative care is advised by the diagnosis itself (clinical reference 2.6, 5.5), disease by
 * disease: on the list, perhaps on it, or on it as soon as a stage is known.
 */
import type { Kleene } from '../logic/kleene.ts';
import type { When } from '../logic/when.ts';
import type { CancerTrait } from './cancer.ts';
import type { Chart } from './chart.ts';
import { firstRecorded } from './condition-activity.ts';
import type { Evidence } from './evidence.ts';
import type { ActiveMalignancy, CancerCondition } from './malignancy.ts';
import type { HistologyGroup, ProcedureTag } from './records.ts';
import { stageOf, standingStage, type Disease, type Spread } from './spread.ts';

export interface ListedCancer {
  readonly condition: CancerCondition;
  readonly certainty: 'definite' | 'probable';
  /** A resection that may have cured it, or adjuvant treatment, on record since the diagnosis. */
  readonly treatedForCure: TreatedForCure | null;
  /** The same, as long as the disease has neither come back nor spread: what lowers the finding. */
  readonly lowered: TreatedForCure | null;
  readonly evidence: readonly Evidence[];
  /** First day on which this disease is on record. */
  readonly since: When | null;
}

export interface LowSurvival {
  readonly listed: readonly ListedCancer[];
  /** Site or histology is not specific enough. */
  readonly possible: readonly CancerCondition[];
  /** On the list if it is metastatic or advanced, which is not recorded. */
  readonly stageMissing: readonly CancerCondition[];
}

export interface TreatedForCure {
  readonly by: 'resection' | 'adjuvant';
  readonly evidence: Evidence;
}

/** What the rules before have told, and how long before the diagnosis was recorded a resection may lie. */
export interface LowSurvivalView {
  readonly chart: Chart;
  readonly malignancy: ActiveMalignancy;
  readonly spread: Spread;
  /** Distant metastasis: true only when it is certain. */
  readonly metastatic: Kleene;
  /** Advanced by another sign than this list. */
  readonly advancedOtherwise: boolean;
  readonly resectionDaysBefore: number;
}

/** Resections that may cure, by the cancer's site. */
const RESECTIONS: Readonly<Partial<Record<Disease['site'], readonly ProcedureTag[]>>> = {
  pancreas: ['pancreatectomy'],
  biliary: ['hepatectomy', 'pancreatectomy', 'cholecystectomy'],
  mesothelioma: ['pleurectomy'],
};

export function lowSurvivalOf(view: LowSurvivalView): LowSurvival {
  const listed: ListedCancer[] = [];
  const possible: CancerCondition[] = [];
  const stageMissing: CancerCondition[] = [];
  for (const disease of view.spread.diseases) {
    const [first] = disease.conditions;
    if (first === undefined) continue;
    const judged = judge(disease, view);
    if (judged.is === 'listed') listed.push(listedAs(judged.condition, judged.certainty, disease, view));
    else if (judged.is === 'possible') possible.push(first);
    else if (judged.is === 'stage-missing') stageMissing.push(first);
  }
  listed.push(...secondariesOnTheList(view));
  for (const one of view.malignancy.unconfirmed) {
    const { cancer } = one;
    if (cancer.kind !== 'invasive') continue;
    const alone: Disease = { site: cancer.site, lineage: cancer.lineage, conditions: [one], stagings: [] };
    if (judge(alone, view).is !== 'not-listed') possible.push(one);
  }
  return { listed, possible, stageMissing };
}

type Judgment =
  | { readonly is: 'listed'; readonly condition: CancerCondition; readonly certainty: 'definite' | 'probable' }
  | { readonly is: 'possible' | 'stage-missing' | 'not-listed' };

function judge(disease: Disease, view: LowSurvivalView): Judgment {
  const [first] = disease.conditions;
  const coded = withTrait(disease, 'low-survival');
  if (coded !== null) return { is: 'listed', condition: coded, certainty: sure(coded, view) };
  if (first === undefined) return { is: 'not-listed' };
  const seen = histologyOf(disease, view.chart);
  if (
    (disease.lineage === 'brain' && (seen.has('glioblastoma') || seen.has('grade-4'))) ||
    (disease.site === 'thyroid' && seen.has('anaplastic-thyroid'))
  )
    return { is: 'listed', condition: first, certainty: sure(first, view) };
  const worded = disease.conditions.find((one) => inWords(one, 'low-survival'));
  if (worded !== undefined) return { is: 'listed', condition: worded, certainty: 'probable' };

  const metastatic = metastaticDisease(disease, view);
  const whenMetastatic = (condition: CancerCondition, certainty: 'definite' | 'probable'): Judgment => {
    if (metastatic === true) return { is: 'listed', condition, certainty };
    return { is: metastatic === null ? 'stage-missing' : 'not-listed' };
  };
  const small = withTrait(disease, 'small-cell');
  if (small !== null) return whenMetastatic(small, sure(small, view));
  if (disease.site === 'lung' && seen.has('small-cell')) return whenMetastatic(first, sure(first, view));
  const smallInWords = disease.conditions.find((one) => inWords(one, 'small-cell'));
  if (smallInWords !== undefined) return whenMetastatic(smallInWords, 'probable');
  if (disease.site === 'stomach' || disease.site === 'esophagus') return whenMetastatic(first, sure(first, view));

  const liver = withTrait(disease, 'liver-cell');
  if (liver !== null) {
    const group = stageOf(disease)?.stage?.group;
    if (metastatic === true || group === 'IV') return { is: 'listed', condition: liver, certainty: sure(liver, view) };
    return { is: group === '0' || group === 'I' || group === 'II' ? 'not-listed' : 'possible' };
  }
  const ampulla = withTrait(disease, 'ampulla');
  if (ampulla !== null) {
    if (view.advancedOtherwise) return { is: 'listed', condition: ampulla, certainty: sure(ampulla, view) };
    return { is: metastatic === null ? 'stage-missing' : 'not-listed' };
  }
  const unnamed = withTrait(disease, 'site-unspecified');
  if (unnamed !== null && disease.site === 'unknown' && !hasNamedPrimary(view)) {
    // A cancer without a site is one of unknown primary only together with a secondary.
    const secondary = view.spread.metastases[0] ?? view.spread.nodal[0];
    return secondary === undefined
      ? { is: 'not-listed' }
      : { is: 'listed', condition: unnamed, certainty: sure(unnamed, view) };
  }
  return { is: withTrait(disease, 'low-survival-possible') === null ? 'not-listed' : 'possible' };
}

/** Leptomeningeal disease, and metastases whose code says that the primary is unknown. */
function secondariesOnTheList(view: LowSurvivalView): readonly ListedCancer[] {
  const { metastases, nodal } = view.spread;
  return [...metastases, ...nodal]
    .filter(
      ({ cancer }) =>
        cancer.kind === 'secondary' &&
        (cancer.site === 'meninges' || (cancer.unknownPrimary && !hasNamedPrimary(view))),
    )
    .map((condition) => ({
      condition,
      certainty: sure(condition, view),
      treatedForCure: null,
      lowered: null,
      evidence: [condition],
      since: firstRecorded(condition),
    }));
}

function hasNamedPrimary({ spread }: LowSurvivalView): boolean {
  return spread.diseases.some(({ site }) => site !== 'unknown');
}

function withTrait(disease: Disease, trait: CancerTrait): CancerCondition | null {
  return disease.conditions.find(({ cancer }) => cancer.kind === 'invasive' && cancer.traits.includes(trait)) ?? null;
}

function inWords({ cancer }: CancerCondition, trait: CancerTrait): boolean {
  return cancer.kind === 'invasive' && cancer.traitsInWords.includes(trait);
}

/** A diagnosis of one visit, or one that only its code block tells, is probable. */
function sure(condition: CancerCondition, { malignancy }: LowSurvivalView): 'definite' | 'probable' {
  return condition.cancer.probable || malignancy.oneVisit.includes(condition) ? 'probable' : 'definite';
}

function histologyOf(disease: Disease, chart: Chart): ReadonlySet<HistologyGroup> {
  const found = new Set<HistologyGroup>();
  for (const one of chart.observations) {
    if (one.kind !== 'histology') continue;
    const focus = one.focus.filter((reference) => reference.includes('Condition/'));
    if (focus.length === 0 || disease.conditions.some(({ reference }) => focus.includes(reference)))
      found.add(one.group);
  }
  return found;
}

/** Whether this disease has spread: by its own staging, else by the metastases, if it is the only cancer they can be of. */
function metastaticDisease(disease: Disease, { spread, metastatic }: LowSurvivalView): Kleene {
  const own = standingStage(disease)?.metastatic ?? null;
  if (own === true) return true;
  const solid = spread.diseases.filter(({ lineage }) => lineage === 'solid');
  if (metastatic === true && spread.metastases.length > 0) return solid.length === 1 ? true : null;
  return own;
}

function listedAs(
  condition: CancerCondition,
  certainty: 'definite' | 'probable',
  disease: Disease,
  view: LowSurvivalView,
): ListedCancer {
  const since = earliest(disease.conditions);
  const treatedForCure = cureOf(disease, since, view);
  const lowered = isBack(disease, view) ? null : treatedForCure;
  const { spread } = view;
  const secondary = disease.site === 'unknown' ? [...spread.metastases, ...spread.nodal] : [];
  return {
    condition,
    certainty,
    treatedForCure,
    lowered,
    evidence: [condition, ...secondary, ...(lowered === null ? [] : [lowered.evidence])],
    since,
  };
}

/** Disease that came back or has spread undoes what a resection promised. */
function isBack(disease: Disease, view: LowSurvivalView): boolean {
  return (
    disease.conditions.some(({ clinical }) => clinical === 'recurrence' || clinical === 'relapse') ||
    metastaticDisease(disease, view) === true
  );
}

function cureOf(disease: Disease, since: When | null, view: LowSurvivalView): TreatedForCure | null {
  const { chart, spread, resectionDaysBefore } = view;
  const after = (when: When | null): boolean =>
    since === null || (when !== null && when.hi >= since.lo - resectionDaysBefore);
  const group = stageOf(disease)?.stage?.group;
  const early = group === '0' || group === 'I' || group === 'II';
  const resections = (RESECTIONS[disease.site] ?? []).filter((tag) => tag !== 'cholecystectomy' || early);
  const resection = chart.procedures.find((one) => resections.some((tag) => one.tags.has(tag)) && after(one.when));
  if (resection !== undefined) return { by: 'resection', evidence: resection };
  // Adjuvant treatment names no cancer: it can only be given to the one that is on record.
  if (spread.diseases.length > 1) return null;
  const adjuvant =
    chart.procedures.find((one) => one.tags.has('adjuvant-intent') && after(one.when)) ??
    chart.medications.find((one) => one.intent === 'adjuvant' && after(one.start ?? one.when));
  return adjuvant === undefined ? null : { by: 'adjuvant', evidence: adjuvant };
}

function earliest(conditions: readonly CancerCondition[]): When | null {
  let first: When | null = null;
  for (const condition of conditions) {
    const when = firstRecorded(condition);
    if (when !== null && (first === null || when.lo < first.lo)) first = when;
  }
  return first;
}
