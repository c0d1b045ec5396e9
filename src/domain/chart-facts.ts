/** The fact sheet of a chart: what is true as far as the record tells, `null` where it cannot tell. */
import type { CancerFact, ChartFacts, StageFact } from './assessment.ts';
import type { AcuteCare, Episode } from './chart/acute-care-episodes.ts';
import type { Chart } from './chart/chart.ts';
import { firstRecorded } from './chart/condition-activity.ts';
import type { Hospice } from './chart/hospice.ts';
import type { CareInvolvement } from './chart/involvement.ts';
import type { ActiveMalignancy, CancerCondition } from './chart/malignancy.ts';
import { latestExact } from './chart/performance-status.ts';
import { opioidActive } from './chart/opioids.ts';
import { isLoaded } from './chart/source.ts';
import { solidDiseases, stageOf, standingStage, type Disease, type Spread } from './chart/spread.ts';
import type { Therapy } from './chart/therapy.ts';
import { weightCourse, type WeightWindows } from './chart/weights.ts';
import type { Kleene } from './logic/kleene.ts';
import { within } from './logic/when.ts';
import type { Evaluated } from './triggers/evaluate.ts';

/** Days over which stays are counted for the fact sheet. */
const ACUTE_CARE_DAYS = 180;

export interface WorkedFacts {
  readonly malignancy: ActiveMalignancy;
  readonly spread: Spread;
  readonly care: AcuteCare;
  readonly therapy: Therapy;
  readonly hospice: Hospice;
  readonly involvement: CareInvolvement;
  readonly evaluated: Evaluated;
}

/** Facts are worked out whatever the gates say. `windows`: the numbers by which rule 17 compares weights. */
export function factsOf(chart: Chart, worked: WorkedFacts, windows: WeightWindows): ChartFacts {
  const { malignancy, spread, care, therapy, evaluated } = worked;
  const ecog = latestExact(chart, 'ecog');
  const karnofsky = latestExact(chart, 'karnofsky');
  const observed = isLoaded(chart.sources, 'Observation');
  const metastatic = malignancy.active === null && evaluated.metastatic === false ? null : evaluated.metastatic;
  const sites = spread.metastases.flatMap(({ cancer }) =>
    cancer.kind === 'secondary' && cancer.site !== null ? [cancer.site] : [],
  );
  const over = afterDeath(chart);
  const weight = observed ? weightCourse(chart, chart.asOf, windows) : null;
  return {
    activeMalignancy: malignancy.active,
    activeMalignancyBecause: malignancy.because,
    confirmable: malignancy.confirmable,
    advanced: evaluated.advanced,
    cancers: cancersOf(malignancy),
    metastatic,
    metastaticSites: metastatic === null ? null : metastatic ? unspecifiedIfEmpty(sites) : [],
    stage: recordedStage(spread),
    stageSince: stageSinceMetastasis(spread, evaluated.metastatic),
    // A fact is not given from a list of readings that is known to have holes: a newer one may be missing.
    ecog: ecog === null || !observed ? null : { value: ecog.value, when: ecog.when, evidence: ecog.observation },
    karnofsky:
      karnofsky === null || !observed
        ? null
        : { value: karnofsky.value, when: karnofsky.when, evidence: karnofsky.observation },
    acuteCare: countAcuteCare(chart, care),
    involvement: over
      ? { palliative: null, hospice: null }
      : { palliative: worked.involvement.palliative, hospice: worked.hospice.now },
    weightChange: weight?.is === 'known' && !over ? weight.change : null,
    therapyLines: over ? null : therapy.lineCount,
    opioidActive: over ? null : opioidActive(chart),
    carePlan: carePlanOf(chart),
  };
}

function carePlanOf(chart: Chart): ChartFacts['carePlan'] {
  const active = chart.carePlans.filter((one) => one.status === 'active' && one.end === null);
  return active.toSorted((a, b) => (b.when?.lo ?? 0) - (a.when?.lo ?? 0))[0] ?? null;
}

/** The newest stage on record. With several cancers staged, the gravest is told. */
function recordedStage(spread: Spread): StageFact | null {
  const staged = solidDiseases(spread).flatMap((disease) => stageOf(disease) ?? []);
  const newest =
    staged.toSorted((a, b) => (b.stage?.group ?? '').localeCompare(a.stage?.group ?? ''))[0] ??
    // A staging from before the one cancer that is there is no fact about it.
    (spread.diseases.length === 1
      ? null
      : standingStage({ stagings: spread.unattributed.filter((one) => one.stage !== null) }));
  return newest?.stage == null ? null : { text: newest.stage.text, when: newest.when, evidence: newest.evidence };
}

/** A metastasis after the staging makes it stage IV from then on, where it can only be of that cancer and IV means "distant". */
function stageSinceMetastasis(spread: Spread, metastatic: Kleene): StageFact | null {
  const [disease, ...others] = solidDiseases(spread);
  const first = firstOf(spread.metastases);
  if (metastatic !== true || disease === undefined || others.length > 0 || first === null) return null;
  const recorded = stageOf(disease)?.stage;
  if (recorded == null || recorded.group === 'IV' || hasOtherGroups(disease)) return null;
  return { text: 'IV', when: firstRecorded(first), evidence: first };
}

/** Distant metastasis is stage II in thyroid cancer before 55, and III in germ cell tumors, which know no IV (AJCC 8). */
function hasOtherGroups({ site, conditions }: Disease): boolean {
  return (
    site === 'thyroid' ||
    conditions.some(({ cancer }) => cancer.kind === 'invasive' && cancer.traits.includes('germ-cell'))
  );
}

function unspecifiedIfEmpty<Site extends string>(sites: readonly Site[]): readonly (Site | 'unspecified')[] {
  const named = [...new Set(sites)];
  return named.length === 0 ? ['unspecified'] : named;
}

/** True when the whole window of counts lies after the recorded death. */
function afterDeath(chart: Chart): boolean {
  const death = chart.patient.deceased?.on ?? null;
  return death !== null && death.hi < chart.asOf - ACUTE_CARE_DAYS;
}

/** The one that is on record first; one without a date only when none has one. */
function firstOf(conditions: readonly CancerCondition[]): CancerCondition | null {
  let first: CancerCondition | null = null;
  for (const one of conditions) {
    const when = firstRecorded(one);
    const before = first === null ? null : firstRecorded(first);
    if (first === null || (when !== null && (before === null || when.lo < before.lo))) first = one;
  }
  return first;
}

/** One entry a diagnosis and status, however many visits it was coded at. */
function cancersOf(malignancy: ActiveMalignancy): readonly CancerFact[] {
  const found = new Map<string, { readonly status: CancerFact['status']; readonly entries: CancerCondition[] }>();
  const add = (condition: CancerCondition, status: CancerFact['status']): void => {
    const { code, label } = condition;
    const key = `${status} ${code === null ? label.toLowerCase() : `${code.system}|${code.code}`}`;
    const there = found.get(key);
    if (there === undefined) found.set(key, { status, entries: [condition] });
    else there.entries.push(condition);
  };
  for (const one of malignancy.conditions) add(one, 'active');
  for (const one of malignancy.oneVisit) add(one, 'unclear');
  for (const one of malignancy.unconfirmed) if (!malignancy.conditions.includes(one)) add(one, 'unclear');
  for (const { condition, activity } of malignancy.past) add(condition, PAST[activity]);
  return [...found.values()].flatMap(({ status, entries }) => {
    const first = firstOf(entries);
    return first === null ? [] : [factOf(first, status, entries)];
  });
}

function factOf(
  { label, cancer, onset, recorded }: CancerCondition,
  status: CancerFact['status'],
  evidence: readonly CancerCondition[],
): CancerFact {
  return {
    name: label,
    site: cancer.kind === 'invasive' ? cancer.site : 'other',
    role: cancer.kind === 'invasive' ? 'primary' : 'metastasis',
    status,
    onset: onset ?? recorded,
    evidence,
  };
}

const PAST = { remission: 'remission', 'too-old': 'unclear', ended: 'resolved', active: 'active' } as const;

/** An emergency visit that only words tell may be something else. */
function isEdCountSure({ encounters }: Episode): boolean {
  const visits = encounters.filter(({ kind }) => kind === 'ed');
  return visits.length === 0 || visits.some(({ kindCertainty }) => kindCertainty === 'definite');
}

function countAcuteCare(chart: Chart, { episodes, unclear }: AcuteCare): ChartFacts['acuteCare'] {
  const nothing = { windowDays: ACUTE_CARE_DAYS, edVisits: null, unplannedAdmissions: null, plannedAdmissions: null };
  if (!isLoaded(chart.sources, 'Encounter') || afterDeath(chart)) return nothing;
  if (unclear.some((one) => one.start === null || within(one.start, chart.asOf, ACUTE_CARE_DAYS) !== false))
    return nothing;
  const recency = episodes.map((one) => within(one.start, chart.asOf, ACUTE_CARE_DAYS));
  if (recency.includes(null)) return nothing;
  const inWindow = episodes.filter((_, index) => recency[index] === true);
  const stays = inWindow.filter((one) => one.kind === 'inpatient');
  // Whether a stay was planned may stand in a procedure or a diagnosis that was not received.
  const told = stays.every((one) => one.certainty === 'definite' && one.planSeen);
  return {
    windowDays: ACUTE_CARE_DAYS,
    edVisits: inWindow.every(isEdCountSure) ? inWindow.reduce((sum, one) => sum + one.edArrivals, 0) : null,
    unplannedAdmissions: told ? stays.filter((one) => one.planned !== 'yes').length : null,
    plannedAdmissions: told ? stays.filter((one) => one.planned === 'yes').length : null,
  };
}
