/** Specialist palliative care already involved: seen, planned, possible (clinical reference 3.5, 5.6). */
import type { Kleene } from '../logic/kleene.ts';
import { newestWhen, oldestWhen } from '../logic/by-date.ts';
import { between, compareWhen, within, type Day, type When } from '../logic/when.ts';
import type { Chart } from './chart.ts';
import { activityOf } from './condition-activity.ts';
import type { Evidence } from './evidence.ts';
import type { GateNumbers } from './gate-numbers.ts';
import type { CarePlanRecord, DecisionRecord, ToldCare } from './records.ts';
import type { SourceId } from './source.ts';
import { mayRuleOut } from './whether-read.ts';

/** Where palliative care may hide. All of them must be loaded before "none" may be said. */
const NEEDED: readonly SourceId[] = ['Condition', 'Encounter', 'Observation', 'Procedure', 'CarePlan'];
/** Named by the reference too, but not there or not granted in many EHRs: see `mayRuleOut`. */
const ALSO_THERE: readonly SourceId[] = ['ServiceRequest', 'CareTeam', 'Appointment', 'EpisodeOfCare'];

type InvolvementNumbers = Pick<GateNumbers, 'specialistContactDays' | 'bookedDays'>;

export interface CareInvolvement {
  /** True on specialist care or a comfort-care plan; false only when every place that it hides in was read. */
  readonly palliative: Kleene;
  /** Contact with, or standing care of, the specialist team that opens the gate `under-specialist-care`. */
  readonly specialist: {
    /** Last contact; of standing care without a visit, the day on which it began. Null when neither is dated. */
    readonly last: When | null;
    /** The last contact is a clinician's "already receiving": nobody was seen on that day. */
    readonly told: ToldCare | null;
    /** A visit that is still to come. */
    readonly next: When | null;
    /**
     * Nothing but the visit to come opens the gate, and it may never take place: nobody is followed by it. Whether it is the first
     * cannot be told: older contacts than are read may stand elsewhere.
     */
    readonly onlyBooked: boolean;
    readonly evidence: readonly Evidence[];
  } | null;
  readonly comfortCare: { readonly since: When | null; readonly evidence: readonly Evidence[] } | null;
  /** Signs that may be the oncologist's own work: ask. */
  readonly possible: readonly Evidence[];
}

export function involvementOf(chart: Chart, numbers: InvolvementNumbers): CareInvolvement {
  const possible: Evidence[] = [];
  const specialist = specialistCare(chart, numbers, possible);
  const comfortCare = comfortCareOf(chart, numbers, possible);
  collectPossible(chart, numbers, possible);
  const palliative =
    specialist !== null || comfortCare !== null
      ? true
      : possible.length > 0 || !mayRuleOut(chart, NEEDED, ALSO_THERE)
        ? null
        : false;
  return { palliative, specialist, comfortCare, possible };
}

/** Sorts a contact by its date: lately, long ago, or of a date that may be either. */
function sort(
  one: Evidence,
  when: When | null,
  { asOf, days }: { readonly asOf: Day; readonly days: number },
  lately: Evidence[],
  possible: Evidence[],
): void {
  const is = when === null ? null : within(when, asOf, days);
  if (is === true) lately.push(one);
  else if (is === null) possible.push(one);
}

function specialistCare(
  chart: Chart,
  { specialistContactDays: days, bookedDays }: InvolvementNumbers,
  possible: Evidence[],
): CareInvolvement['specialist'] {
  const { asOf } = chart;
  const window = { asOf, days };
  const contacts: Evidence[] = [];
  for (const one of chart.conditions)
    if (one.tags.has('palliative-care')) {
      if (one.verification === 'confirmed') sort(one, one.when, window, contacts, possible);
      else possible.push(one);
    }
  for (const one of chart.encounters)
    if (one.palliative === 'specialist') {
      // The last day of a stay is the last contact; a stay that goes on is contact today.
      const last = one.end ?? (one.status === 'finished' ? one.when : today(asOf));
      sort({ ...one, when: last }, last, window, contacts, possible);
    }
  for (const one of chart.procedures)
    if (one.tags.has('palliative-care')) sort(one, one.when, window, contacts, possible);
  for (const one of chart.observations)
    if (one.kind === 'palliative-care') sort(one, one.when, window, contacts, possible);
  for (const one of chart.referrals)
    if (one.asksFor === 'from-palliative' && one.status !== 'draft' && one.status !== 'revoked')
      sort(one, one.when, window, contacts, possible);
  for (const one of chart.appointments)
    if (one.palliative === 'coded' && one.status === 'fulfilled')
      sort({ ...one, when: one.start }, one.start, window, contacts, possible);

  // A clinician's "already receiving" is a contact told on that day.
  const seen = newestWhen(contacts);
  let told: DecisionRecord | null = null;
  for (const one of chart.decisions)
    if (one.decision === 'already-receiving') {
      sort(one, one.on, window, contacts, possible);
      if (one.on === null || !contacts.includes(one)) continue;
      if (seen !== null && compareWhen(one.on, seen) <= 0) continue;
      if (told?.on == null || compareWhen(one.on, told.on) > 0) told = one;
    }
  const standing = standingCare(chart);
  const booked = chart.appointments
    .filter(
      (one) =>
        one.palliative === 'coded' &&
        one.status === 'booked' &&
        one.start !== null &&
        one.start.lo >= asOf &&
        one.start.lo <= asOf + bookedDays,
    )
    .map((one) => ({ ...one, when: one.start }));
  // What the sentence speaks of stands first: only the first few are shown.
  const others = [...contacts, ...standing, ...booked].filter((one) => one !== told);
  const evidence = told === null ? others : [told, ...others];
  if (evidence.length === 0) return null;
  return {
    last: newestWhen(contacts) ?? newestWhen(standing),
    told: told === null ? null : { from: null, since: null, ...told.receives, by: told.by },
    next: booked.reduce<When | null>(
      (first, { start }) => (start !== null && (first === null || compareWhen(start, first) < 0) ? start : first),
      null,
    ),
    onlyBooked: contacts.length === 0 && standing.length === 0,
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

function comfortCareOf(
  chart: Chart,
  { specialistContactDays: days }: InvolvementNumbers,
  possible: Evidence[],
): CareInvolvement['comfortCare'] {
  const window = { asOf: chart.asOf, days };
  const plans = chart.carePlans.filter((one) => one.comfortCare && one.status === 'active' && one.end === null);
  const lately: Evidence[] = [];
  for (const one of chart.procedures) if (one.tags.has('comfort-care')) sort(one, one.when, window, lately, possible);
  for (const one of chart.referrals) {
    const stands = one.status === 'active' || one.status === 'on-hold' || one.status === 'completed';
    if (one.asksFor === 'comfort-care' && stands && one.intent === 'order')
      sort(one, one.authored, window, lately, possible);
  }
  // A plan on hold has not ended: whether it is current is a question.
  for (const one of chart.carePlans) if (isComfortPlanOnHold(one) && !isTakenBack(one, chart)) possible.push(one);
  const evidence = [...plans, ...lately].filter((one) => !isTakenBack(one, chart));
  return evidence.length === 0 ? null : { since: oldestWhen(evidence), evidence };
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

function collectPossible(chart: Chart, numbers: InvolvementNumbers, possible: Evidence[]): void {
  const { asOf } = chart;
  const window = { asOf, days: numbers.specialistContactDays };
  const lately: Evidence[] = [];
  for (const one of chart.conditions)
    if (one.tags.has('palliative-possible') && activityOf(one, chart) === 'active')
      sort(one, one.when, window, lately, possible);
  for (const one of chart.encounters)
    if (one.palliative === 'possible') sort(one, one.when, window, lately, possible);
    else if (one.reasonTags.has('palliative-possible'))
      sort({ ...one, label: one.reasonLabels.join('; ') || one.label }, one.when, window, lately, possible);
  for (const one of chart.procedures)
    if (one.tags.has('palliative-possible')) sort(one, one.when, window, lately, possible);
  for (const one of chart.observations)
    if (one.kind === 'palliative-possible') sort(one, one.when, window, lately, possible);
  for (const one of chart.referrals)
    if (one.asksFor === 'palliative-possible' && one.status !== 'draft' && one.status !== 'revoked')
      sort(one, one.authored, window, lately, possible);
    // A referral that was carried out tells that somebody may have been there, not that care goes on.
    else if (one.asksFor === 'palliative' && !one.weak && one.status === 'completed')
      sort(one, one.authored, window, lately, possible);
  for (const one of chart.appointments)
    if (one.palliative === 'words' && one.status !== 'other' && isNear(one.start, asOf, numbers)) lately.push(one);
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

function isNear(start: When | null, asOf: Day, { specialistContactDays, bookedDays }: InvolvementNumbers): boolean {
  return start === null || between(start, asOf - specialistContactDays, asOf + bookedDays) !== false;
}

function today(asOf: Day): When {
  return { lo: asOf, hi: asOf, precision: 'day', minutes: null };
}
