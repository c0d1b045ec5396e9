/** Stage and distant spread, cancer by cancer: what is on record and whether it agrees (clinical reference 3.2 row 1, 5.4). */
import type { Kleene } from '../logic/kleene.ts';
import { compareWhen, within, type Day, type When } from '../logic/when.ts';
import type { CancerSite, Lineage, Stage } from './cancer.ts';
import type { Chart } from './chart.ts';
import { activityOf } from './condition-activity.ts';
import { diseaseStatuses } from './disease-status.ts';
import type { Evidence } from './evidence.ts';
import type { FactNumbers } from './fact-numbers.ts';
import { firstDiagnosis, type ActiveMalignancy, type CancerCondition } from './malignancy.ts';
import type { ConditionRecord, ObservationRecord, ReferralRecord } from './records.ts';
import { isMajor, type TriggerResult } from '../triggers/trigger.ts';

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
  /** The same; where a metastasis stands alone, the cancers that are over: one of them is its primary (3.1, M item 6). */
  readonly primaries: readonly Disease[];
  /** Distant metastases among the active conditions. */
  readonly metastases: readonly CancerCondition[];
  readonly nodal: readonly CancerCondition[];
  /** Stagings that name no cancer while there are several. */
  readonly unattributed: readonly Staging[];
  /** Signs that do not settle it: history of metastasis, site of metastasis named, one that is not confirmed. */
  readonly possible: readonly Evidence[];
  /** Those of them that speak of metastasis in words alone. */
  readonly worded: readonly ConditionRecord[];
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
  const { numbers } = chart;
  // A diagnosis from one visit bears on the answer while the cancer cannot be told; an unconfirmed one never does.
  const all = [...malignancy.conditions, ...malignancy.oneVisit];
  const secondary = (spread: 'distant' | 'nodal'): readonly CancerCondition[] =>
    all.filter(({ cancer }) => cancer.kind === 'secondary' && cancer.spread === spread);
  const raw = stagingObservations(chart);
  const { diseases, unattributed } = diseasesOf(raw, all, numbers, (site) => hasPastCancer(chart, malignancy, site));
  const hasSecondary = all.some(({ cancer }) => cancer.kind === 'secondary');
  const over = malignancy.past.flatMap(({ condition, activity }) => (activity === 'too-old' ? [] : [condition]));
  const primaries =
    diseases.length > 0 || !hasSecondary ? diseases : diseasesOf(raw, over, numbers, () => false).diseases;
  const sight = sightOf(diseases);
  const worded = wordedIn(chart, [...all, ...malignancy.unconfirmed], sight);
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
  // "Malignant" in words alone is a question, like a diagnosis that is not confirmed.
  const isSure = (one: ConditionRecord): boolean =>
    one.verification === 'confirmed' && one.cancer?.kind === 'malignant-effusion' && !one.cancer.probable;
  const signs = chart.observations.filter(
    (one) =>
      (one.kind === 'metastatic-history' && one.answer !== false) ||
      (one.kind === 'distant-metastasis-site' && !one.none),
  );
  const ended = over.filter(
    (one) => one.cancer.kind === 'secondary' && one.cancer.spread === 'distant' && endedSinceStaging(one, sight),
  );
  return {
    diseases,
    primaries,
    metastases: secondary('distant'),
    nodal: secondary('nodal'),
    unattributed,
    possible: [...signs, ...unconfirmed, ...old, ...ended, ...worded, ...effusions.filter((one) => !isSure(one))],
    worded,
    effusions: effusions.filter(isSure),
  };
}

/** Whether any stage or M category is on record, of whichever cancer. */
export function isStaged({ diseases, unattributed }: Spread): boolean {
  return unattributed.length > 0 || diseases.some(({ stagings }) => stagings.length > 0);
}

/** Cancers that can have a stage and distant metastases in the sense of the rules. */
export function solidDiseases(spread: Spread): readonly Disease[] {
  return spread.diseases.filter((one) => one.lineage === 'solid');
}

/** Another cancer than that of this site is on record as over, or as history. */
function hasPastCancer({ conditions }: Chart, { past }: ActiveMalignancy, site: CancerSite): boolean {
  return (
    past.some(
      ({ condition: { cancer }, activity }) =>
        activity !== 'too-old' && cancer.kind === 'invasive' && cancer.site !== site,
    ) || conditions.some(({ cancer }) => cancer?.kind === 'history')
  );
}

/** Entries whose words speak of metastasis, as long as they may be true of the cancer that is there. */
function wordedIn(chart: Chart, cancers: readonly CancerCondition[], sight: Sight): readonly ConditionRecord[] {
  const found: ConditionRecord[] = [];
  for (const one of cancers) if (one.cancer.kind === 'invasive' && one.cancer.spreadInWords !== null) found.push(one);
  for (const one of chart.conditions) {
    if (one.cancer?.kind !== 'possible' || one.cancer.spreadInWords === undefined) continue;
    const activity = activityOf(one, chart);
    if (activity === 'active' || activity === 'too-old' || endedSinceStaging(one, sight)) found.push(one);
  }
  return found;
}

/** When each solid cancer was first on record, and when one of them was staged last. */
interface Sight {
  readonly firsts: readonly (Day | null)[];
  readonly stagedLast: Day | null;
}

function sightOf(diseases: readonly Disease[]): Sight {
  const solid = diseases.filter(({ lineage }) => lineage === 'solid');
  let stagedLast: Day | null = null;
  for (const { stagings } of solid) {
    const day = stagings[0]?.when?.lo;
    if (day !== undefined && (stagedLast === null || day > stagedLast)) stagedLast = day;
  }
  return { firsts: solid.map(({ conditions }) => firstDiagnosis(conditions)), stagedLast };
}

/**
 * Whether a metastasis that is over ended after the newest staging, or nobody knows when: the staging does not speak of it.
 * One that was over before any of the cancers was on record belongs to another.
 */
function endedSinceStaging({ abatement, when }: ConditionRecord, { firsts, stagedLast }: Sight): boolean {
  if (firsts.length === 0) return false;
  const end = abatement === 'yes' ? null : abatement;
  const last = end ?? when;
  if (last === null) return true;
  const isOfThem = firsts.some((first) => first === null || last.hi >= first);
  return isOfThem && (end === null || stagedLast === null || stagedLast <= last.hi);
}

function diseasesOf(
  raw: readonly Stated[],
  all: readonly CancerCondition[],
  { earlierStagingDays }: FactNumbers,
  hasAnother: (site: CancerSite) => boolean,
): Pick<Spread, 'diseases' | 'unattributed'> {
  const sites = [...bySite(all)];
  const earlier: Stated[] = [];
  const diseases = sites.map(([site, conditions]): Disease => {
    const names = new Set(conditions.flatMap((one) => [one.reference, ...one.stageAssessments]));
    const first = sites.length === 1 && hasAnother(site) ? firstDiagnosis(conditions) : null;
    const own = raw.filter((one) => {
      const { observation } = one;
      if (names.has(observation.reference) || observation.focus.some((name) => names.has(name))) return true;
      if (sites.length !== 1 || isFocused(observation)) return false;
      // What was staged long before is of the cancer that is over.
      if (first === null || observation.when === null || observation.when.hi >= first - earlierStagingDays) return true;
      earlier.push(one);
      return false;
    });
    const written = [...conditions.flatMap(stagesOnCondition), ...own.map(({ statement }) => statement)];
    return { site, lineage: lineageOf(conditions), conditions, stagings: judge(written, site) };
  });
  // With no primary on record, or with several and no name, a staging cannot be given to one of them.
  const assessed = new Set(all.flatMap((one) => one.stageAssessments));
  const staged = diseases.some(({ stagings }) => stagings.length > 0);
  const loose =
    sites.length === 1
      ? // What may be of a cancer that is over matters only while nothing else is known.
        staged
        ? []
        : earlier
      : raw.filter(({ observation }) => !isFocused(observation) && !assessed.has(observation.reference));
  return {
    diseases,
    unattributed: judge(
      loose.map(({ statement }) => statement),
      'unknown',
    ),
  };
}

/** One cancer a site. An entry that names no site is another entry of the one solid cancer that is on record. */
function bySite(all: readonly CancerCondition[]): ReadonlyMap<CancerSite, readonly CancerCondition[]> {
  const found = new Map<CancerSite, CancerCondition[]>();
  for (const one of all) {
    if (one.cancer.kind !== 'invasive') continue;
    const there = found.get(one.cancer.site);
    if (there === undefined) found.set(one.cancer.site, [one]);
    else there.push(one);
  }
  const unnamed = found.get('unknown');
  const [only, ...more] = [...found].filter(([site]) => site !== 'unknown');
  if (unnamed !== undefined && only !== undefined && more.length === 0 && lineageOf(only[1]) === 'solid') {
    only[1].push(...unnamed);
    found.delete('unknown');
  }
  return found;
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
  return [
    ...[...coded, ...condition.stages].flatMap((one) => statementsOf(one, when, condition)),
    ...condition.mCategories.map((m) => ({ stage: null, m, when, evidence: condition })),
  ];
}

/** A stage, and the M category that the same words tell. */
function statementsOf(stage: Stage, when: When | null, evidence: Evidence): readonly Written[] {
  const said: Written = { stage, m: null, when, evidence };
  return stage.m === undefined ? [said] : [said, { stage: null, m: stage.m, when, evidence }];
}

interface Stated {
  readonly observation: ObservationRecord;
  readonly statement: Written;
}

function stagingObservations(chart: Chart): readonly Stated[] {
  const found: Stated[] = [];
  let known: ReadonlySet<string> | null = null;
  for (const observation of chart.observations) {
    const { when } = observation;
    const statements: readonly Written[] =
      observation.kind === 'stage-group' && observation.stage !== null
        ? statementsOf(observation.stage, when, observation)
        : observation.kind === 'm-category' && observation.metastasis !== null
          ? [{ stage: null, m: observation.metastasis, when, evidence: observation }]
          : NO_STATEMENTS;
    if (statements.length === 0) continue;
    // A focus that is no condition of this chart belongs to somebody else's disease.
    known ??= new Set(chart.conditions.map((one) => one.reference));
    const conditions = known;
    if (isFocused(observation) && !observation.focus.some((one) => conditions.has(one))) continue;
    for (const statement of statements) found.push({ observation, statement });
  }
  return found;
}

const NO_STATEMENTS: readonly Written[] = [];

const isFocused = (observation: ObservationRecord): boolean =>
  observation.focus.some((one) => one.includes('Condition/'));

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
  if (stage.extensive === true && site !== 'lung') return null;
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

/** What rules 1, 3 and 10 have said: they settle with the stage whether the disease is advanced. */
export interface SettledByRules {
  readonly metastatic: { readonly is: Kleene; readonly definite: boolean };
  readonly lowSurvival: Pick<TriggerResult, 'outcome' | 'strength' | 'certainty'> | null;
  readonly relapsedBlood: Pick<TriggerResult, 'outcome' | 'strength' | 'certainty'> | null;
}

/** Advanced disease: true, false or cannot tell (clinical reference 3.1, "A"). */
export function isAdvanced(
  chart: Chart,
  { spread, malignancy }: { readonly spread: Spread; readonly malignancy: ActiveMalignancy },
  { metastatic, lowSurvival, relapsedBlood }: SettledByRules,
): Kleene {
  if (malignancy.active !== true) return null;
  if (malignancy.inRemission) return false;
  if (metastatic.is === true && metastatic.definite) return true;
  if ((lowSurvival !== null && isMajor(lowSurvival)) || (relapsedBlood !== null && isMajor(relapsedBlood))) return true;
  if (isAdvancedOnRecord(chart, spread)) return true;
  if (metastatic.is !== false || spread.possible.length > 0 || spread.unattributed.length > 0) return null;
  // Blood cancers: not advanced when rule 10 has said "no", or is off.
  const bloodSettled =
    relapsedBlood === null || relapsedBlood.outcome === 'not-met' || relapsedBlood.outcome === 'not-applicable';
  if (spread.diseases.some((one) => one.lineage === 'haematologic') && !bloodSettled) return null;
  if (spread.diseases.some((one) => one.lineage === 'brain')) return null;
  if (spread.diseases.length === 0) return null;
  const settled = solidDiseases(spread).every((disease) => {
    const newest = standingStage(disease);
    return newest !== null && newest.metastatic === false && !hasProgressedSince(chart, newest.when);
  });
  return settled ? false : null;
}

/** Advanced by what is written down, whatever rules 1, 3 and 10 say: stage, malignant effusion, intent, unresectable. */
export function isAdvancedOnRecord(chart: Chart, spread: Spread): boolean {
  return (
    solidDiseases(spread).some((disease) => {
      const stage = stageOf(disease)?.stage;
      return (
        (stage != null && isAdvancedStage(stage, disease.site)) || disease.conditions.some(isUnresectableRecurrence)
      );
    }) ||
    spread.effusions.length > 0 ||
    hasPalliativeIntent(chart)
  );
}

const RECURRENT = /recurr|relaps/i;
const UNRESECTABLE = /unresectable|non-?resectable|inoperable/i;
const TAKEN_BACK = /\b(not|no longer|previously|formerly)\b/i;

/** Recurrent, and recorded as unresectable: there is no code for the latter, so the diagnosis has to say it in words. */
function isUnresectableRecurrence({ clinical, label, verification }: CancerCondition): boolean {
  if (verification !== 'confirmed' || !UNRESECTABLE.test(label) || TAKEN_BACK.test(label)) return false;
  return clinical === 'recurrence' || clinical === 'relapse' || RECURRENT.test(label);
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
  const lately = (when: When | null): boolean =>
    when !== null && within(when, chart.asOf, chart.numbers.palliativeIntentDays) === true;
  return (
    chart.procedures.some((one) => one.tags.has('palliative-intent') && lately(one.when)) ||
    chart.carePlans.some((one) => one.palliativeIntent && (one.status === 'active' || lately(one.when))) ||
    chart.referrals.some((one) => one.palliativeIntent && isGiven(one) && lately(one.when)) ||
    chart.medications.some(
      (one) => one.intent === 'palliative' && one.status !== 'planned' && lately(one.start ?? one.authored),
    )
  );
}

/** Orders that stand or were carried out: not what was drafted, proposed or taken back (clinical reference 3.1). */
function isGiven({ status, intent }: ReferralRecord): boolean {
  return intent === 'order' && (status === 'active' || status === 'on-hold' || status === 'completed');
}

function hasProgressedSince(chart: Chart, when: When | null): boolean {
  return diseaseStatuses(chart).some(
    (one) =>
      (one.status === 'worsened' || one.status === 'unclear') &&
      (when === null || one.when === null || compareWhen(one.when, when) > 0),
  );
}
