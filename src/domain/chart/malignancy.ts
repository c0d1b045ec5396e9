/** Is there an active cancer, and is it advanced? Both may be "cannot tell" (clinical reference 3.1, "M" and "A"). */
import type { Kleene } from '../logic/kleene.ts';
import { compareWhen, within, type Day, type When } from '../logic/when.ts';
import { state, type Statement } from '../statement.ts';
import type { CancerConcept } from './cancer.ts';
import type { Chart } from './chart.ts';
import { activityOf, firstRecorded, onlyFromVisits, type Activity } from './condition-activity.ts';
import type { ConditionRecord } from './records.ts';
import { isLoaded } from './source.ts';

/** A treatment within so many days makes one visit diagnosis, or a doubtful code, an active cancer (3.1, M items 2 and 3). */
const TREATMENT_DAYS = 365;

export type CancerCondition = ConditionRecord & {
  readonly cancer: Extract<CancerConcept, { readonly kind: 'invasive' | 'secondary' }>;
};

export interface ActiveMalignancy {
  readonly active: Kleene;
  /** Only hospital coding or a code block says so: whatever rests on it is probable. */
  readonly probable: boolean;
  /** The cancers and metastases that count as present. */
  readonly conditions: readonly CancerCondition[];
  /** Diagnoses of a single visit: they may or may not be there. */
  readonly oneVisit: readonly CancerCondition[];
  /** Unconfirmed, provisional, differential: never more than possible. */
  readonly unconfirmed: readonly CancerCondition[];
  /** Cancers that are over. */
  readonly past: readonly { readonly condition: CancerCondition; readonly activity: Activity }[];
  readonly because: Statement | null;
}

export function activeMalignancy(chart: Chart): ActiveMalignancy {
  const cancers = chart.conditions.filter(isCancer);
  const past: { condition: CancerCondition; activity: Activity }[] = [];
  const present: CancerCondition[] = [];
  const unconfirmed: CancerCondition[] = [];
  for (const condition of cancers) {
    const activity = standingActivity(condition, chart);
    if (activity !== 'active') past.push({ condition, activity });
    else if (condition.verification === 'unconfirmed') unconfirmed.push(condition);
    else present.push(condition);
  }
  const standing = present.filter((one) => !isOverturned(one, past));
  const judged = standing.map((one) => ({ condition: one, standing: standingOf(one, standing, chart) }));
  const certain = judged.filter((one) => one.standing !== 'one-visit').map(({ condition }) => condition);
  const oneVisit = judged.filter((one) => one.standing === 'one-visit').map(({ condition }) => condition);
  const shared = { past, oneVisit, unconfirmed };

  if (certain.length > 0) {
    const probable = judged.every((one) => one.standing !== 'certain');
    return { ...shared, active: true, probable, conditions: certain, because: null };
  }
  const doubt = doubtOf(chart, oneVisit, unconfirmed, past);
  if (doubt !== null)
    return { ...shared, active: doubt.active, probable: doubt.active === true, conditions: [], because: doubt.because };
  if (!isLoaded(chart.sources, 'Condition')) {
    return { ...shared, active: null, probable: false, conditions: [], because: state('conditions-not-loaded', {}) };
  }
  const remission = remissionOf(past);
  return {
    ...shared,
    active: false,
    probable: false,
    conditions: [],
    because: remission === null ? null : state('in-remission', remission),
  };
}

export function isCancer(condition: ConditionRecord): condition is CancerCondition {
  return condition.cancer?.kind === 'invasive' || condition.cancer?.kind === 'secondary';
}

/** The same cancer was set to ended later on another list: the newest evidence wins (3.1, M item 6). */
function isOverturned(condition: CancerCondition, past: readonly { readonly condition: CancerCondition }[]): boolean {
  return past.some(({ condition: ended }) => {
    if (!sameDiagnosis(ended, condition) || ended.categories.join() === condition.categories.join()) return false;
    const end = ended.abatement !== null && ended.abatement !== 'yes' ? ended.abatement : ended.when;
    return end !== null && condition.when !== null && compareWhen(end, condition.when) > 0;
  });
}

/** Two entries of one diagnosis: the same code, or the same words. A site is too coarse: left and right breast are two. */
function sameDiagnosis(a: CancerCondition, b: CancerCondition): boolean {
  if (a.code !== null && b.code !== null && a.code.system === b.code.system) return a.code.code === b.code.code;
  return a.label.toLowerCase() === b.label.toLowerCase();
}

/** Diagnoses that back each other on different days; sites that hold many cancers do not. */
function sameSite(a: CancerCondition, b: CancerCondition): boolean {
  if (a.cancer.kind !== b.cancer.kind) return false;
  return (
    sameDiagnosis(a, b) || (a.cancer.site === b.cancer.site && a.cancer.site !== 'other' && a.cancer.site !== 'unknown')
  );
}

type Standing = 'certain' | 'probable' | 'one-visit';

/** A diagnosis from visits alone has to be backed: a hospital stay, a second day, or a treatment (3.1, M item 2). */
function standingOf(condition: CancerCondition, all: readonly CancerCondition[], chart: Chart): Standing {
  if (!onlyFromVisits(condition)) return condition.cancer.probable ? 'probable' : 'certain';
  const days = new Set(all.filter((one) => sameSite(one, condition)).map(visitOf));
  if (days.size >= 2 || hasTreatment(chart)) return 'certain';
  const onStay = chart.encounters.some(
    (one) =>
      one.kind === 'inpatient' &&
      (one.reference === condition.encounter || one.principalDiagnosis === condition.reference),
  );
  return onStay ? 'probable' : 'one-visit';
}

/** The occasion on which it was coded: its day of recording, else its visit, else its date. */
function visitOf(condition: CancerCondition): string {
  const { recorded, encounter, when } = condition;
  if (recorded !== null) return `day ${recorded.lo}`;
  return encounter ?? (when === null ? 'undated' : `day ${when.lo}`);
}

function hasTreatment(chart: Chart): boolean {
  return chart.procedures.some(
    (one) =>
      one.tags.has('antineoplastic-treatment') &&
      one.when !== null &&
      within(one.when, chart.asOf, TREATMENT_DAYS) === true,
  );
}

/** What speaks for a cancer without settling it. */
function doubtOf(
  chart: Chart,
  oneVisit: readonly CancerCondition[],
  unconfirmed: readonly CancerCondition[],
  past: readonly { readonly condition: CancerCondition; readonly activity: Activity }[],
): { readonly active: Kleene; readonly because: Statement } | null {
  const [visit] = oneVisit;
  if (visit !== undefined)
    return { active: null, because: state('one-visit-diagnosis', { name: visit.label, when: visit.when }) };
  const [suspected] = [
    ...unconfirmed,
    ...chart.conditions.filter((one) => isPossible(one, 'suspected') && activityOf(one, chart.asOf) === 'active'),
  ];
  if (suspected !== undefined)
    return { active: null, because: state('cancer-suspected', { name: suspected.label, when: suspected.when }) };
  const worded = chart.conditions.find(
    (one) => isPossible(one, 'text-only') && activityOf(one, chart.asOf) === 'active',
  );
  if (worded !== undefined)
    return { active: null, because: state('cancer-in-words-only', { name: worded.label, when: worded.when }) };
  // In situ or of uncertain behavior is no cancer unless it is treated as one. Drug treatment is not read by this release.
  const doubtful = chart.conditions.find(
    (one) =>
      (isPossible(one, 'in-situ') || isPossible(one, 'uncertain-behavior')) && activityOf(one, chart.asOf) === 'active',
  );
  if (doubtful !== undefined)
    return {
      active: hasTreatment(chart) ? true : null,
      because: state('cancer-uncertain-behavior', { name: doubtful.label, when: doubtful.when }),
    };
  // Some blood cancers are treated on in remission, and then count as active; the treatment is not read by this release.
  const treated = past.find(
    ({ condition: { cancer }, activity }) =>
      activity === 'remission' &&
      cancer.kind === 'invasive' &&
      (cancer.treatedInRemission || (cancer.lineage === 'haematologic' && !cancer.remission)),
  );
  if (treated !== undefined)
    return {
      active: null,
      because: state('remission-treatment-unseen', { name: treated.condition.label, when: treated.condition.when }),
    };
  const old = past.find(({ activity }) => activity === 'too-old');
  return old === undefined
    ? null
    : { active: null, because: state('old-visit-diagnosis', { name: old.condition.label, when: old.condition.when }) };
}

/** A remission that the newest disease status takes back is none: partial remission is active disease (3.1, M item 4). */
function standingActivity(condition: CancerCondition, chart: Chart): Activity {
  if (condition.cancer.kind === 'invasive' && condition.cancer.remission) return 'remission';
  const activity = activityOf(condition, chart.asOf);
  return activity === 'remission' && newestStatusIsActive(chart) ? 'active' : activity;
}

/** Partial remission, stable or worse: the newest disease status speaks of disease that is there. */
function newestStatusIsActive(chart: Chart): boolean {
  const newest = chart.observations
    .filter((one) => one.kind === 'disease-status')
    .toSorted((a, b) => (a.when === null ? -1 : b.when === null ? 1 : compareWhen(a.when, b.when)))
    .at(-1);
  return newest?.kind === 'disease-status' && newest.status !== 'remission' && newest.status !== 'undetermined';
}

function isPossible(condition: ConditionRecord, why: string): boolean {
  return condition.cancer?.kind === 'possible' && condition.cancer.why === why;
}

/** The end of the last cancer, when it is dated. The day of diagnosis or of recording is not the day of remission. */
function remissionOf(past: ActiveMalignancy['past']): { readonly since: When | null } | null {
  const inRemission = past.filter(({ activity }) => activity === 'remission');
  if (inRemission.length === 0) return null;
  const ends = inRemission.flatMap(({ condition: { abatement } }) =>
    abatement === null || abatement === 'yes' ? [] : [abatement],
  );
  return { since: ends.toSorted(compareWhen).at(-1) ?? null };
}

/** The first day on which any of these cancers is on record; null when none is dated. */
export function firstDiagnosis(conditions: readonly CancerCondition[]): Day | null {
  const days = conditions.flatMap((one) => firstRecorded(one)?.lo ?? []);
  return days.length === 0 ? null : Math.min(...days);
}
