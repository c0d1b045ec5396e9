/** Stage and distant spread, cancer by cancer: what is on record and whether it agrees (clinical reference 3.2 row 1, 5.4). */
import type { Kleene } from '../logic/kleene.ts';
import { compareWhen, within, type When } from '../logic/when.ts';
import type { CancerSite, Lineage, Stage } from './cancer.ts';
import type { Chart } from './chart.ts';
import type { Evidence } from './evidence.ts';
import type { ActiveMalignancy, CancerCondition } from './malignancy.ts';
import type { ObservationRecord } from './records.ts';

/** One statement about spread: a stage, or an M category. */
export interface Staging {
  readonly stage: Stage | null;
  /** Distant metastasis by this statement alone; null when it may go either way. */
  readonly metastatic: Kleene;
  readonly when: When | null;
  readonly evidence: Evidence;
}

/** One cancer of the patient: all its entries, on whichever list, and its own staging. */
export interface Disease {
  readonly site: CancerSite;
  readonly lineage: Lineage;
  readonly conditions: readonly CancerCondition[];
  /** Newest first; undated last. */
  readonly stagings: readonly Staging[];
}

export interface Spread {
  readonly diseases: readonly Disease[];
  /** Distant metastases among the active conditions. */
  readonly metastases: readonly CancerCondition[];
  readonly nodal: readonly CancerCondition[];
  /** Stagings that name no cancer while there are several. */
  readonly unattributed: readonly Staging[];
  /** Signs that do not settle it: history of metastasis, site of metastasis named, one that is not confirmed. */
  readonly possible: readonly Evidence[];
  /** Malignant effusion or ascites: advanced disease, distant spread not told. */
  readonly effusions: readonly Evidence[];
}

/** Stage IV alone does not say "distant" at these sites: IVA, or plain IV, may be without metastasis (AJCC 8). */
const STAGE_FOUR_WITHOUT_METASTASIS: readonly CancerSite[] = [
  'head-neck',
  'thyroid',
  'esophagus',
  'stomach',
  'biliary',
  'liver',
  'kidney',
  'bladder',
  'prostate',
  'cervix',
  'uterus',
  'sarcoma',
  // Thymus, vulva and penis are among "other"; an unknown site may be any of them. The safer reading is "cannot tell".
  'other',
  'unknown',
];
/** At these sites even IVB may be without distant metastasis. The reference names IVA only; this is the safer reading. */
const STAGE_FOUR_B_WITHOUT_METASTASIS: readonly CancerSite[] = ['head-neck', 'biliary', 'other', 'unknown'];

export function spreadOf(chart: Chart, malignancy: ActiveMalignancy): Spread {
  // A diagnosis from one visit bears on the answer while the cancer cannot be told; an unconfirmed one never does.
  const all = [...malignancy.conditions, ...malignancy.oneVisit];
  const secondary = (spread: 'distant' | 'nodal'): readonly CancerCondition[] =>
    all.filter(({ cancer }) => cancer.kind === 'secondary' && cancer.spread === spread);
  const { diseases, unattributed } = diseasesOf(chart, all);
  const unconfirmed = malignancy.unconfirmed.filter(({ cancer }) => cancer.kind === 'secondary');
  const old = malignancy.past
    .filter(({ condition, activity }) => activity === 'too-old' && condition.cancer.kind === 'secondary')
    .map(({ condition }) => condition);
  const effusions = chart.conditions.filter(
    (one) =>
      one.cancer?.kind === 'malignant-effusion' &&
      one.abatement === null &&
      one.clinical !== 'resolved' &&
      one.clinical !== 'inactive',
  );
  const signs = chart.observations.filter(
    (one) =>
      (one.kind === 'metastatic-history' && one.answer !== false) ||
      (one.kind === 'distant-metastasis-site' && !one.none),
  );
  return {
    diseases,
    metastases: secondary('distant'),
    nodal: secondary('nodal'),
    unattributed,
    possible: [...signs, ...unconfirmed, ...old, ...effusions.filter((one) => one.verification === 'unconfirmed')],
    effusions: effusions.filter((one) => one.verification === 'confirmed'),
  };
}

/** Cancers that can have a stage and distant metastases in the sense of the rules. */
export function solidDiseases(spread: Spread): readonly Disease[] {
  return spread.diseases.filter((one) => one.lineage === 'solid');
}

function diseasesOf(chart: Chart, all: readonly CancerCondition[]): Pick<Spread, 'diseases' | 'unattributed'> {
  const bySite = new Map<CancerSite, CancerCondition[]>();
  for (const one of all) {
    if (one.cancer.kind !== 'invasive') continue;
    bySite.set(one.cancer.site, [...(bySite.get(one.cancer.site) ?? []), one]);
  }
  const raw = stagingObservations(chart);
  const sites = [...bySite];
  const diseases = sites.map(([site, conditions]): Disease => {
    const names = new Set(conditions.map((one) => one.reference));
    const own = raw.filter(
      ({ observation }) =>
        observation.focus.some((one) => names.has(one)) || (sites.length === 1 && !isFocused(observation)),
    );
    const written = [...conditions.flatMap(stagesOnCondition), ...own.map(({ statement }) => statement)];
    return { site, lineage: lineageOf(conditions), conditions, stagings: judge(written, site) };
  });
  // With no primary on record, or with several and no name, a staging cannot be given to one of them.
  const loose = sites.length === 1 ? [] : raw.filter(({ observation }) => !isFocused(observation));
  return {
    diseases,
    unattributed: judge(
      loose.map(({ statement }) => statement),
      'unknown',
    ),
  };
}

function lineageOf(conditions: readonly CancerCondition[]): Lineage {
  const [first] = conditions;
  return first?.cancer.kind === 'invasive' ? first.cancer.lineage : 'solid';
}

/** What was written, before it is judged by site. `m`: an M category, when it is one. */
interface Written {
  readonly stage: Stage | null;
  readonly m: boolean | null;
  readonly when: When | null;
  readonly evidence: Evidence;
}

function stagesOnCondition(condition: CancerCondition): readonly Written[] {
  if (condition.cancer.kind !== 'invasive') return [];
  const { stage } = condition.cancer;
  const coded: readonly Stage[] = stage === null ? [] : [{ group: stage, text: stage }];
  const when = condition.recorded ?? condition.when;
  return [...coded, ...condition.stages].map((one) => ({ stage: one, m: null, when, evidence: condition }));
}

interface Stated {
  readonly observation: ObservationRecord;
  readonly statement: Written;
}

function stagingObservations(chart: Chart): readonly Stated[] {
  return chart.observations.flatMap((observation): readonly Stated[] => {
    if (!isOwn(observation, chart)) return [];
    const { when } = observation;
    if (observation.kind === 'stage-group' && observation.stage !== null) {
      return [{ observation, statement: { stage: observation.stage, m: null, when, evidence: observation } }];
    }
    if (observation.kind === 'm-category' && observation.metastasis !== null) {
      return [{ observation, statement: { stage: null, m: observation.metastasis, when, evidence: observation } }];
    }
    return [];
  });
}

const isFocused = (observation: ObservationRecord): boolean =>
  observation.focus.some((one) => one.includes('Condition/'));

/** Speaks of this patient's own disease: a focus that is no condition of this chart belongs to somebody else's. */
function isOwn(observation: ObservationRecord, chart: Chart): boolean {
  return (
    !isFocused(observation) ||
    observation.focus.some((one) => chart.conditions.some((condition) => condition.reference === one))
  );
}

function judge(written: readonly Written[], site: CancerSite): readonly Staging[] {
  return written
    .map((one): Staging => ({
      stage: one.stage,
      metastatic: one.stage === null ? one.m : stageSaysMetastasis(one, written, site),
      when: one.when,
      evidence: one.evidence,
    }))
    .toSorted((a, b) => newestFirst(a.when, b.when));
}

function newestFirst(a: When | null, b: When | null): number {
  if (a === null || b === null) return a === b ? 0 : a === null ? 1 : -1;
  return compareWhen(b, a);
}

function stageSaysMetastasis({ stage, when }: Written, all: readonly Written[], site: CancerSite): Kleene {
  if (stage === null || stage.group !== 'IV') return false;
  if (!STAGE_FOUR_WITHOUT_METASTASIS.includes(site)) return true;
  const same = all.filter((one) => one.m !== null && sameStaging(one.when, when));
  if (same.some((one) => one.m === true)) return true;
  if (same.some((one) => one.m === false)) return false;
  if (/^IV(A\d?)?$/.test(stage.text)) return null;
  return stage.text.startsWith('IVB') && STAGE_FOUR_B_WITHOUT_METASTASIS.includes(site) ? null : true;
}

function sameStaging(a: When | null, b: When | null): boolean {
  return a === null || b === null || Math.abs(a.lo - b.lo) <= 1;
}

/** The staging that counts for one cancer, and what it says. Null when nothing is on record. */
export function standingStage({
  stagings,
}: Pick<Disease, 'stagings'>): (Staging & { readonly metastatic: Kleene }) | null {
  const [newest] = stagings;
  if (newest === undefined) return null;
  const { when } = newest;
  // On one day the graver statement stands; an undated one that says otherwise makes it "cannot tell".
  const sameDay = when === null ? stagings : stagings.filter((one) => one.when !== null && one.when.hi === when.hi);
  const undated = when === null ? [] : stagings.filter((one) => one.when === null);
  const gravest =
    sameDay.toSorted((a, b) => rank(b.metastatic) - rank(a.metastatic) || group(b) - group(a))[0] ?? newest;
  const contradicted = undated.some((one) => one.metastatic !== gravest.metastatic);
  return contradicted ? { ...gravest, metastatic: gravest.metastatic === true ? true : null } : gravest;
}

const rank = (metastatic: Kleene): number => (metastatic === true ? 2 : metastatic === null ? 1 : 0);
const GROUPS = ['0', 'I', 'II', 'III', 'IV'];
const group = ({ stage }: Staging): number => (stage === null ? -1 : GROUPS.indexOf(stage.group));

/** The newest stage group of one cancer; M categories say nothing of it. */
export function stageOf(disease: Disease): Staging | null {
  const stages = disease.stagings.filter((one) => one.stage !== null);
  return standingStage({ stagings: stages });
}

/** An order or procedure with palliative intent makes the disease advanced for so many days (3.1, "A"). */
const INTENT_DAYS = 365;

/** Advanced disease: true, false or cannot tell (clinical reference 3.1, "A"). `metastatic` is the answer of trigger 1. */
export function isAdvanced(
  chart: Chart,
  spread: Spread,
  malignancy: ActiveMalignancy,
  metastatic: { readonly is: Kleene; readonly definite: boolean },
): Kleene {
  if (malignancy.active !== true) return null;
  if (metastatic.is === true && metastatic.definite) return true;
  const solid = solidDiseases(spread);
  const stages = solid.map((disease) => ({ disease, stage: stageOf(disease) }));
  if (stages.some(({ disease, stage }) => stage?.stage != null && isAdvancedStage(stage.stage, disease.site)))
    return true;
  if (spread.effusions.length > 0 || hasPalliativeIntent(chart)) return true;
  if (metastatic.is !== false || spread.possible.length > 0 || spread.unattributed.length > 0) return null;
  // Blood cancers: whether relapsed or refractory is not judged by this release, so it cannot be told.
  if (solid.length === 0) return null;
  const settled = solid.every((disease) => {
    const newest = standingStage(disease);
    return newest !== null && newest.metastatic === false && !hasProgressedSince(chart, newest.when);
  });
  return settled ? false : null;
}

/** Stage IV of a solid tumor, stage III of the lung unless IIIA is stated, stage III of the pancreas. */
function isAdvancedStage(stage: Stage, site: CancerSite): boolean {
  if (stage.group === 'IV') return true;
  if (stage.group !== 'III') return false;
  return site === 'pancreas' || (site === 'lung' && !stage.text.startsWith('IIIA'));
}

/** Advanced by stage III of lung or pancreas: fewer supporting findings are then enough (clinical reference 4.2 item 3). */
export function isAdvancedByStageThree(spread: Spread): boolean {
  return solidDiseases(spread).some((disease) => {
    const stage = stageOf(disease)?.stage;
    return stage?.group === 'III' && isAdvancedStage(stage, disease.site);
  });
}

function hasPalliativeIntent(chart: Chart): boolean {
  const lately = (when: When | null): boolean => when !== null && within(when, chart.asOf, INTENT_DAYS) === true;
  return (
    chart.procedures.some((one) => one.tags.has('palliative-intent') && lately(one.when)) ||
    chart.carePlans.some((one) => one.palliativeIntent && (one.status === 'active' || lately(one.when))) ||
    chart.referrals.some((one) => one.palliativeIntent && lately(one.when))
  );
}

function hasProgressedSince(chart: Chart, when: When | null): boolean {
  return chart.observations.some(
    (one) =>
      one.kind === 'disease-status' &&
      one.status === 'worsened' &&
      (when === null || one.when === null || compareWhen(one.when, when) > 0),
  );
}
