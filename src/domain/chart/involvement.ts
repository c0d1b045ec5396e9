/** Specialist palliative care already involved: seen, planned, possible (clinical reference 3.5, 5.6). */
import type { Kleene } from '../logic/kleene.ts';
import { between, compareWhen, within, type Day, type When } from '../logic/when.ts';
import type { Chart } from './chart.ts';
import { activityOf } from './condition-activity.ts';
import type { Evidence } from './evidence.ts';
import type { CarePlanRecord } from './records.ts';
import type { SourceId } from './source.ts';
import { mayRuleOut } from './whether-read.ts';

/** A visit, finding or procedure of the specialist team, and comfort care by order or procedure, count for so many days. */
export const SPECIALIST_CONTACT_DAYS = 180;
/** A visit that is booked further ahead than this is no care that can be waited for. [DESIGN] */
const BOOKED_DAYS = 180;

/** Where palliative care may hide. All of them must be loaded before "none" may be said. */
const NEEDED: readonly SourceId[] = ['Condition', 'Encounter', 'Observation', 'Procedure', 'CarePlan'];
/** Named by the reference too, but not there or not granted in many EHRs: see `mayRuleOut`. */
const ALSO_THERE: readonly SourceId[] = ['ServiceRequest', 'CareTeam', 'Appointment', 'EpisodeOfCare'];

export interface CareInvolvement {
  /** True on specialist care or a comfort-care plan; false only when every place that it hides in was read. */
  readonly palliative: Kleene;
  /** Contact with, or standing care of, the specialist team that opens the gate `under-specialist-care`. */
  readonly specialist: {
    /** Last contact; of standing care without a visit, the day on which it began. Null when neither is dated. */
    readonly last: When | null;
    /** A visit that is still to come. */
    readonly next: When | null;
    readonly evidence: readonly Evidence[];
  } | null;
  readonly comfortCare: { readonly since: When | null; readonly evidence: readonly Evidence[] } | null;
  /** Signs that may be the oncologist's own work: ask. */
  readonly possible: readonly Evidence[];
}

export function involvementOf(chart: Chart): CareInvolvement {
  const possible: Evidence[] = [];
  const specialist = specialistCare(chart, possible);
  const comfortCare = comfortCareOf(chart, possible);
  collectPossible(chart, possible);
  const palliative =
    specialist !== null || comfortCare !== null
      ? true
      : possible.length > 0 || !mayRuleOut(chart, NEEDED, ALSO_THERE)
        ? null
        : false;
  return { palliative, specialist, comfortCare, possible };
}

/** Sorts a contact by its date: lately, long ago, or of a date that may be either. */
function sort(one: Evidence, when: When | null, asOf: Day, lately: Evidence[], possible: Evidence[]): void {
  const is = when === null ? null : within(when, asOf, SPECIALIST_CONTACT_DAYS);
  if (is === true) lately.push(one);
  else if (is === null) possible.push(one);
}

function specialistCare(chart: Chart, possible: Evidence[]): CareInvolvement['specialist'] {
  const { asOf } = chart;
  const contacts: Evidence[] = [];
  for (const one of chart.conditions)
    if (one.tags.has('palliative-care')) {
      if (one.verification === 'confirmed') sort(one, one.when, asOf, contacts, possible);
      else possible.push(one);
    }
  for (const one of chart.encounters)
    if (one.palliative === 'specialist') {
      // The last day of a stay is the last contact; a stay that goes on is contact today.
      const last = one.end ?? (one.status === 'finished' ? one.when : today(asOf));
      sort({ ...one, when: last }, last, asOf, contacts, possible);
    }
  for (const one of chart.procedures)
    if (one.tags.has('palliative-care')) sort(one, one.when, asOf, contacts, possible);
  for (const one of chart.observations)
    if (one.kind === 'palliative-care') sort(one, one.when, asOf, contacts, possible);
  for (const one of chart.referrals)
    if (one.asksFor === 'from-palliative' && one.status !== 'draft' && one.status !== 'revoked')
      sort(one, one.when, asOf, contacts, possible);
  // A clinician's "already receiving" is a contact told on that day.
  for (const one of chart.decisions)
    if (one.decision === 'already-receiving') sort(one, one.on, asOf, contacts, possible);
  for (const one of chart.appointments)
    if (one.palliative === 'coded' && one.status === 'fulfilled')
      sort({ ...one, when: one.start }, one.start, asOf, contacts, possible);

  const standing = standingCare(chart);
  const booked = chart.appointments.filter(
    (one) =>
      one.palliative === 'coded' &&
      one.status === 'booked' &&
      one.start !== null &&
      one.start.lo >= asOf &&
      one.start.lo <= asOf + BOOKED_DAYS,
  );
  const evidence = [...contacts, ...standing, ...booked];
  if (evidence.length === 0) return null;
  return {
    last: newest(contacts) ?? newest(standing),
    next: booked.reduce<When | null>(
      (first, { start }) => (start !== null && (first === null || compareWhen(start, first) < 0) ? start : first),
      null,
    ),
    evidence,
  };
}

/** Care that goes on: a plan, a team or an enrolment with the specialist service. */
function standingCare(chart: Chart): readonly Evidence[] {
  return [
    ...chart.carePlans.filter((one) => one.palliative === 'specialist' && one.status === 'active' && one.end === null),
    ...chart.careTeams.filter((one) => one.palliative === 'coded' && one.active),
    ...chart.enrolments.filter((one) => one.service === 'palliative' && !one.weak && one.active),
  ];
}

function comfortCareOf(chart: Chart, possible: Evidence[]): CareInvolvement['comfortCare'] {
  const plans = chart.carePlans.filter((one) => one.comfortCare && one.status === 'active' && one.end === null);
  const lately: Evidence[] = [];
  for (const one of chart.procedures)
    if (one.tags.has('comfort-care')) sort(one, one.when, chart.asOf, lately, possible);
  for (const one of chart.referrals) {
    const stands = one.status === 'active' || one.status === 'on-hold' || one.status === 'completed';
    if (one.asksFor === 'comfort-care' && stands && one.intent === 'order')
      sort(one, one.authored, chart.asOf, lately, possible);
  }
  // A plan on hold has not ended: whether it is current is a question.
  for (const one of chart.carePlans) if (isComfortPlanOnHold(one) && !isTakenBack(one, chart)) possible.push(one);
  const evidence = [...plans, ...lately].filter((one) => !isTakenBack(one, chart));
  return evidence.length === 0 ? null : { since: oldest(evidence), evidence };
}

/** Somebody was asked "Is it current?" and answered no, after it was written. */
function isTakenBack({ when }: Evidence, chart: Chart): boolean {
  return chart.decisions.some(
    ({ decision, on }) =>
      decision === 'comfort-plan-not-current' && on !== null && (when === null || compareWhen(on, when) >= 0),
  );
}

export function isComfortPlanOnHold({ comfortCare, status, end }: CarePlanRecord): boolean {
  return comfortCare && status === 'on-hold' && end === null;
}

function collectPossible(chart: Chart, possible: Evidence[]): void {
  const { asOf } = chart;
  const lately: Evidence[] = [];
  for (const one of chart.conditions)
    if (one.tags.has('palliative-possible') && activityOf(one, asOf) === 'active')
      sort(one, one.when, asOf, lately, possible);
  for (const one of chart.encounters)
    if (one.palliative === 'possible' || one.reasonTags.has('palliative-possible'))
      sort(one, one.when, asOf, lately, possible);
  for (const one of chart.procedures)
    if (one.tags.has('palliative-possible')) sort(one, one.when, asOf, lately, possible);
  for (const one of chart.observations)
    if (one.kind === 'palliative-possible') sort(one, one.when, asOf, lately, possible);
  for (const one of chart.referrals)
    if (one.asksFor === 'palliative-possible' && one.status !== 'draft' && one.status !== 'revoked')
      sort(one, one.authored, asOf, lately, possible);
    // A referral that was carried out tells that somebody may have been there, not that care goes on.
    else if (one.asksFor === 'palliative' && !one.weak && one.status === 'completed')
      sort(one, one.authored, asOf, lately, possible);
  for (const one of chart.appointments)
    if (one.palliative === 'words' && one.status !== 'other' && isNear(one.start, asOf)) lately.push(one);
  possible.push(
    ...lately,
    ...chart.carePlans.filter(
      (one) =>
        (one.palliative === 'possible' && one.status !== 'completed' && one.end === null) ||
        (one.palliative === 'specialist' && one.status === 'on-hold'),
    ),
    ...chart.careTeams.filter((one) => one.palliative === 'words' && one.active),
    ...chart.enrolments.filter((one) => one.service === 'palliative' && one.weak && one.active),
  );
}

function isNear(start: When | null, asOf: Day): boolean {
  return start === null || between(start, asOf - SPECIALIST_CONTACT_DAYS, asOf + BOOKED_DAYS) !== false;
}

function today(asOf: Day): When {
  return { lo: asOf, hi: asOf, precision: 'day', minutes: null };
}

function newest(evidence: readonly Evidence[]): When | null {
  let last: When | null = null;
  for (const { when } of evidence) if (when !== null && (last === null || compareWhen(when, last) > 0)) last = when;
  return last;
}

function oldest(evidence: readonly Evidence[]): When | null {
  let first: When | null = null;
  for (const { when } of evidence) if (when !== null && (first === null || compareWhen(when, first) < 0)) first = when;
  return first;
}
