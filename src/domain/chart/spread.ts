/** Stage and distant spread: what is on record, newest first, and whether they agree (clinical reference 3.2 row 1, 5.4). */
import type { Kleene } from '../logic/kleene.ts';
import { compareWhen, type When } from '../logic/when.ts';
import type { CancerSite, Lineage, Stage } from './cancer.ts';
import type { Chart } from './chart.ts';
import type { Evidence } from './evidence.ts';
import type { ActiveMalignancy, CancerCondition } from './malignancy.ts';
import type { ObservationRecord } from './records.ts';

export interface StageOnRecord {
  readonly stage: Stage;
  readonly when: When | null;
  readonly site: CancerSite;
  readonly lineage: Lineage;
  readonly evidence: Evidence;
}

export interface Spread {
  /** Distant metastases among the active conditions. */
  readonly metastases: readonly CancerCondition[];
  readonly nodal: readonly CancerCondition[];
  /** Stages on record, newest first. */
  readonly stages: readonly StageOnRecord[];
  /** M categories on record, newest first. */
  readonly mCategories: readonly {
    readonly metastasis: boolean;
    readonly when: When | null;
    readonly evidence: Evidence;
  }[];
  /** Signs that do not settle it: history of metastasis, site of metastasis named, a metastasis seen at an old visit. */
  readonly possible: readonly Evidence[];
  /** Malignant effusion or ascites: advanced disease, distant spread not told. */
  readonly effusions: readonly Evidence[];
  /** Active primaries that can have distant metastases and a stage. */
  readonly solidPrimaries: readonly CancerCondition[];
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
  const { conditions, unclear } = malignancy;
  const all = [...conditions, ...unclear];
  const primaries = all.filter((one) => one.cancer.kind === 'invasive');
  return {
    metastases: all.filter((one) => one.cancer.kind === 'secondary' && one.cancer.spread === 'distant'),
    nodal: all.filter((one) => one.cancer.kind === 'secondary' && one.cancer.spread === 'nodal'),
    stages: stagesOf(chart, primaries).toSorted((a, b) => newestFirst(a.when, b.when)),
    mCategories: chart.observations
      .flatMap((one) =>
        one.kind === 'm-category' && one.metastasis !== null && isOwn(one, chart)
          ? [{ metastasis: one.metastasis, when: one.when, evidence: one }]
          : [],
      )
      .toSorted((a, b) => newestFirst(a.when, b.when)),
    possible: [
      ...chart.observations.filter(
        (one) =>
          (one.kind === 'metastatic-history' && one.answer !== false) ||
          (one.kind === 'distant-metastasis-site' && !one.none),
      ),
      ...malignancy.past
        .filter(({ condition, activity }) => activity === 'too-old' && condition.cancer.kind === 'secondary')
        .map(({ condition }) => condition),
    ],
    effusions: chart.conditions.filter(
      (one) =>
        one.cancer?.kind === 'malignant-effusion' &&
        one.abatement === null &&
        one.clinical !== 'resolved' &&
        one.clinical !== 'inactive',
    ),
    solidPrimaries: primaries.filter((one) => one.cancer.kind === 'invasive' && one.cancer.lineage === 'solid'),
  };
}

function newestFirst(a: When | null, b: When | null): number {
  if (a === null || b === null) return a === b ? 0 : a === null ? 1 : -1;
  return compareWhen(b, a);
}

function stagesOf(chart: Chart, primaries: readonly CancerCondition[]): StageOnRecord[] {
  const found: StageOnRecord[] = [];
  for (const condition of primaries) {
    if (condition.cancer.kind !== 'invasive') continue;
    const { site, lineage, stage } = condition.cancer;
    if (stage !== null)
      found.push({ stage: { group: stage, text: stage }, when: condition.when, site, lineage, evidence: condition });
    for (const one of condition.stages)
      found.push({ stage: one, when: condition.recorded ?? condition.when, site, lineage, evidence: condition });
  }
  for (const observation of chart.observations) {
    if (observation.kind !== 'stage-group' || observation.stage === null || !isOwn(observation, chart)) continue;
    const about =
      primaries.find((one) => observation.focus.includes(one.reference)) ??
      (primaries.length === 1 ? primaries[0] : undefined);
    const cancer = about?.cancer.kind === 'invasive' ? about.cancer : null;
    found.push({
      stage: observation.stage,
      when: observation.when,
      site: cancer?.site ?? 'unknown',
      lineage: cancer?.lineage ?? 'solid',
      evidence: observation,
    });
  }
  return found.filter((one) => one.lineage === 'solid');
}

/** Speaks of this patient's own disease: a focus that is no condition of this chart belongs to somebody else's. */
function isOwn(observation: ObservationRecord, chart: Chart): boolean {
  const conditions = observation.focus.filter((one) => one.includes('Condition/'));
  return (
    conditions.length === 0 ||
    conditions.some((one) => chart.conditions.some((condition) => condition.reference === one))
  );
}

/** Does a stage group say that there are distant metastases? Null when it may go either way. */
export function stageSaysMetastasis(on: StageOnRecord, spread: Spread): Kleene {
  if (on.stage.group !== 'IV') return false;
  const m0 = spread.mCategories.find((one) => !one.metastasis && sameStaging(one.when, on.when));
  if (STAGE_FOUR_WITHOUT_METASTASIS.includes(on.site)) {
    if (m0 !== undefined) return false;
    if (/^IV(A\d?)?$/.test(on.stage.text)) return null;
    if (on.stage.text.startsWith('IVB') && STAGE_FOUR_B_WITHOUT_METASTASIS.includes(on.site)) return null;
  }
  return true;
}

function sameStaging(a: When | null, b: When | null): boolean {
  return a === null || b === null || Math.abs(a.lo - b.lo) <= 1;
}

/** Advanced disease: true, false or cannot tell (clinical reference 3.1, "A"). `metastatic` is the answer of trigger 1. */
export function isAdvanced(
  spread: Spread,
  malignancy: ActiveMalignancy,
  metastatic: { readonly is: Kleene; readonly definite: boolean },
): Kleene {
  if (malignancy.active !== true) return null;
  if (metastatic.is === true && metastatic.definite) return true;
  const [newest] = spread.stages;
  if (newest?.stage.group === 'IV') return true;
  if (
    newest?.stage.group === 'III' &&
    ((newest.site === 'lung' && !newest.stage.text.startsWith('IIIA')) || newest.site === 'pancreas')
  )
    return true;
  if (spread.effusions.length > 0) return true;
  if (metastatic.is !== false || spread.possible.length > 0) return null;
  // Blood cancers: whether relapsed or refractory is not judged by this release, so it cannot be told.
  if (spread.solidPrimaries.length === 0) return null;
  const [m] = spread.mCategories;
  return newest !== undefined || m?.metastasis === false ? false : null;
}
