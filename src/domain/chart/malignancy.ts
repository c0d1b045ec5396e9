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
  /** Cancers on record that may or may not be present: one visit diagnosis, unconfirmed. */
  readonly unclear: readonly CancerCondition[];
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
    const activity =
      condition.cancer.kind === 'invasive' && condition.cancer.remission
        ? 'remission'
        : activityOf(condition, chart.asOf);
    if (activity !== 'active') past.push({ condition, activity });
    else if (condition.verification === 'unconfirmed') unconfirmed.push(condition);
    else present.push(condition);
  }
  const standing = present.filter((one) => !isOverturned(one, past));
  const judged = standing.map((one) => ({ condition: one, standing: standingOf(one, standing, chart) }));
  const certain = judged.filter((one) => one.standing !== 'one-visit').map(({ condition }) => condition);
  const oneVisit = judged.filter((one) => one.standing === 'one-visit').map(({ condition }) => condition);
  const shared = { past, unclear: [...oneVisit, ...unconfirmed] };

  if (certain.length > 0) {
    const probable = judged.every((one) => one.standing !== 'certain');
    return { ...shared, active: true, probable, conditions: certain, because: null };
  }
  const doubt = doubtOf(chart, oneVisit, unconfirmed, past);
  if (doubt !== null)
    return { ...shared, active: doubt.active, probable: false, conditions: [], because: doubt.because };
  if (!isLoaded(chart.sources, 'Condition')) {
    return { ...shared, active: null, probable: false, conditions: [], because: state('conditions-not-loaded', {}) };
  }
  const ended = newestPast(past);
  return {
    ...shared,
    active: false,
    probable: false,
    conditions: [],
    because: ended === null ? null : state('in-remission', { since: ended }),
  };
}

export function isCancer(condition: ConditionRecord): condition is CancerCondition {
  return condition.cancer?.kind === 'invasive' || condition.cancer?.kind === 'secondary';
}

/** The same cancer was set to ended later on another list: the newest evidence wins (3.1, M item 6). */
function isOverturned(condition: CancerCondition, past: readonly { readonly condition: CancerCondition }[]): boolean {
  return past.some(({ condition: ended }) => {
    if (!sameDisease(ended, condition) || ended.categories.join() === condition.categories.join()) return false;
    const end = ended.abatement !== null && ended.abatement !== 'yes' ? ended.abatement : ended.when;
    return end !== null && condition.when !== null && compareWhen(end, condition.when) > 0;
  });
}

function sameDisease(a: CancerCondition, b: CancerCondition): boolean {
  return a.cancer.kind === b.cancer.kind && a.cancer.site === b.cancer.site;
}

type Standing = 'certain' | 'probable' | 'one-visit';

/** A diagnosis from visits alone has to be backed: a hospital stay, a second day, or a treatment (3.1, M item 2). */
function standingOf(condition: CancerCondition, all: readonly CancerCondition[], chart: Chart): Standing {
  if (!onlyFromVisits(condition)) return condition.cancer.probable ? 'probable' : 'certain';
  const days = new Set(
    all.filter((one) => sameDisease(one, condition)).flatMap((one) => (one.when === null ? [] : [one.when.lo])),
  );
  if (days.size >= 2 || hasTreatment(chart)) return 'certain';
  const onStay = chart.encounters.some(
    (one) =>
      one.kind === 'inpatient' &&
      (one.reference === condition.encounter || one.principalDiagnosis === condition.reference),
  );
  return onStay ? 'probable' : 'one-visit';
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
    return { active: null, because: state('cancer-uncertain-behavior', { name: doubtful.label, when: doubtful.when }) };
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

function isPossible(condition: ConditionRecord, why: string): boolean {
  return condition.cancer?.kind === 'possible' && condition.cancer.why === why;
}

/** When the last cancer ended or went into remission, as far as it is dated. */
function newestPast(
  past: readonly { readonly condition: CancerCondition; readonly activity: Activity }[],
): When | null {
  let newest: When | null = null;
  for (const { condition, activity } of past) {
    if (activity !== 'remission') continue;
    const when = condition.abatement !== null && condition.abatement !== 'yes' ? condition.abatement : condition.when;
    if (when !== null && (newest === null || compareWhen(when, newest) > 0)) newest = when;
  }
  return newest;
}

/** The first day on which any of these cancers is on record; null when none is dated. */
export function firstDiagnosis(conditions: readonly CancerCondition[]): Day | null {
  const days = conditions.flatMap((one) => firstRecorded(one)?.lo ?? []);
  return days.length === 0 ? null : Math.min(...days);
}
