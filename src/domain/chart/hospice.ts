/** Hospice care: enrolment told from contact (clinical reference 3.5, gate `hospice`). */
import type { Kleene } from '../logic/kleene.ts';
import { newestWhen, oldestWhen } from '../logic/by-date.ts';
import { compareWhen, within, type When } from '../logic/when.ts';
import type { Chart } from './chart.ts';
import { activityOf } from './condition-activity.ts';
import type { Evidence } from './evidence.ts';
import type { GateNumbers } from './gate-numbers.ts';
import type { SourceId } from './source.ts';
import { mayRuleOut, noneWithheld } from './whether-read.ts';

/** Where hospice care may hide. All of them must be loaded before "none" may be said. */
const NEEDED: readonly SourceId[] = ['Condition', 'Encounter', 'Observation', 'Procedure', 'CarePlan'];
/** Named by the reference too, but unknown to many EHRs: see `mayRuleOut`. */
const ALSO_THERE: readonly SourceId[] = ['EpisodeOfCare', 'Coverage'];
const ALL: readonly SourceId[] = [...NEEDED, ...ALSO_THERE];

export interface Hospice {
  readonly now: Kleene;
  /** The first day of an enrolment; failing that, the day of the last contact. */
  readonly since: When | null;
  readonly enrolled: boolean;
  readonly evidence: readonly Evidence[];
  /** The last enrolment ended with the patient alive, and there was no contact since. */
  readonly left: { readonly on: When | null; readonly evidence: Evidence } | null;
  /** What makes the answer "cannot tell": each a question. Empty where the answer is known. */
  readonly possible: readonly Evidence[];
}

type HospiceNumbers = Pick<GateNumbers, 'hospiceContactDays'>;

interface End {
  readonly evidence: Evidence;
  readonly on: When | null;
}

interface Signs {
  /** Care that goes on until it is ended. */
  readonly enrolled: Evidence[];
  readonly ended: End[];
  /** Visits and the like, each dated by the day of the contact. */
  readonly contacts: Evidence[];
  /** Answers "no" to the question whether there is hospice care. */
  readonly denied: Evidence[];
  /** Something speaks of hospice without saying that it is so: the answer is then "cannot tell", never "yes". */
  readonly possible: Evidence[];
}

export function hospiceCare(chart: Chart, { hospiceContactDays: days }: HospiceNumbers): Hospice {
  const signs: Signs = { enrolled: [], ended: [], contacts: [], denied: [], possible: [] };
  fromEncounters(chart, signs, days);
  fromConditions(chart, signs);
  fromPlans(chart, signs);
  fromEnrolments(chart, signs);
  fromOrdersAndProcedures(chart, signs);
  fromAnswers(chart, signs, days);
  return judge(chart, signs, days);
}

function fromEncounters(chart: Chart, { enrolled, ended, contacts, possible }: Signs, days: number): void {
  for (const encounter of chart.encounters) {
    const { hospice, disposition, end } = encounter;
    if (hospice === 'enrolment') {
      if (end === null) enrolled.push(encounter);
      // Death is no discharge alive; one hospice that hands over to another is a contact, below.
      else if (disposition === 'perhaps-expired') possible.push(encounter);
      else if (disposition !== 'expired' && disposition !== 'hospice' && disposition !== 'perhaps-hospice')
        ended.push({ evidence: encounter, on: end });
    } else if (hospice === 'contact') contacts.push(encounter);
    const left = end ?? encounter.when;
    const label = encounter.dispositionWords ?? encounter.label;
    if (disposition === 'hospice') contacts.push({ ...encounter, label, when: left });
    // A local code or words alone: whether a hospice took over is a question.
    if (disposition === 'perhaps-hospice' && isLately(left, chart, days) !== false)
      possible.push({ ...encounter, label, when: left });
  }
}

function fromConditions(chart: Chart, signs: Signs): void {
  for (const condition of chart.conditions) {
    if (!condition.tags.has('under-hospice-care')) continue;
    if (condition.verification !== 'confirmed') signs.possible.push(condition);
    else if (activityOf(condition, chart) === 'active') signs.enrolled.push(condition);
    else signs.ended.push({ evidence: condition, on: condition.abatement === 'yes' ? null : condition.abatement });
  }
}

function fromPlans(chart: Chart, signs: Signs): void {
  for (const plan of chart.carePlans) {
    if (plan.hospice === null) continue;
    // A title or a narrative may be quoting a wish, a talk or a leaflet. A plan on hold has not ended.
    if (plan.hospice === 'words' || (plan.status === 'on-hold' && plan.end === null)) {
      if (plan.status !== 'completed' && plan.end === null) signs.possible.push(plan);
    } else if (plan.status === 'active' && plan.end === null) signs.enrolled.push(plan);
    else signs.ended.push({ evidence: plan, on: plan.end });
  }
}

function fromEnrolments(chart: Chart, signs: Signs): void {
  for (const one of chart.enrolments) {
    if (one.service !== 'hospice') continue;
    if (one.weak) {
      if (one.active) signs.possible.push(one);
    } else if (one.active) signs.enrolled.push(one);
    else signs.ended.push({ evidence: one, on: one.end });
  }
  // The reference names no care team as an enrolment: one that belongs to a hospice asks the question.
  for (const one of chart.careTeams) if (one.active && one.hospice !== null) signs.possible.push(one);
}

function fromOrdersAndProcedures(chart: Chart, { contacts }: Signs): void {
  for (const one of chart.referrals)
    if (one.asksFor === 'hospice' && !one.weak && one.status === 'completed') contacts.push(one);
  for (const one of chart.procedures) if (one.tags.has('hospice-contact')) contacts.push(one);
}

/** A later answer takes the place of an earlier one; where it says no to what was yes, nothing can be told. */
function fromAnswers(chart: Chart, signs: Signs, days: number): void {
  const answers = chart.observations.filter((one) => one.kind === 'hospice-care');
  for (const one of answers) {
    if (one.answer === null) signs.possible.push(one);
    else if (!one.answer) signs.denied.push(one);
    else if (!answers.some((later) => later.answer === false && isAfter(later.when, one.when)))
      signs.contacts.push(one);
    else if (isLately(one.when, chart, days) !== false) signs.possible.push(one);
  }
}

function judge(chart: Chart, { enrolled, ended, contacts, denied, possible }: Signs, days: number): Hospice {
  const left = latestEnd(ended);
  const recent = contacts.filter((one) => isLately(one.when, chart, days) === true);
  // A contact after the end of the enrolment is a return to hospice; one before it belongs to the enrolment that ended.
  const back = left?.on == null ? recent : recent.filter((one) => isAfter(one.when, left.on));
  // A later "no" and a contact before it: which of them holds has to be asked.
  // So has, where nobody enrolled the patient, a contact before chemotherapy. [DESIGN, safer than the reference 3.5]
  const standing = back.filter(
    (one) => !denied.some((no) => isAfter(no.when, one.when)) && (enrolled.length > 0 || !isTreatedAfter(one, chart)),
  );
  const evidence = [...enrolled, ...standing];
  if (evidence.length > 0) {
    const isEnrolled = enrolled.length > 0;
    const since = isEnrolled ? oldestWhen(evidence) : newestWhen(evidence);
    return { now: true, since, enrolled: isEnrolled, evidence, left: null, possible: [] };
  }
  const undated = contacts.filter((one) => isLately(one.when, chart, days) === null);
  const answered = denied.some((one) => isLately(one.when, chart, days) === true);
  // A recorded "no" is an answer: what was never asked for beside it is no doubt, what was withheld is.
  const told = answered ? noneWithheld(chart, ALL) : mayRuleOut(chart, NEEDED, ALSO_THERE);
  const questions = [...possible, ...undated, ...back.filter((one) => !standing.includes(one))];
  return {
    now: questions.length > 0 || !told ? null : false,
    since: null,
    enrolled: false,
    evidence: [],
    left,
    possible: questions,
  };
}

/** A drug against cancer was given later than this contact. */
function isTreatedAfter({ when }: Evidence, { medications }: Chart): boolean {
  return medications.some(
    ({ told, drugs, local, start }) =>
      told === 'administration' &&
      !local &&
      drugs.some(({ kind }) => kind === 'antineoplastic') &&
      when !== null &&
      start !== null &&
      start.lo > when.hi,
  );
}

function isLately(when: When | null, chart: Chart, days: number): Kleene {
  return when === null ? null : within(when, chart.asOf, days);
}

function isAfter(later: When | null, earlier: When | null): boolean {
  return later !== null && earlier !== null && compareWhen(later, earlier) > 0;
}

/** The newest end; one without a date only where no other is known. */
function latestEnd(ended: readonly End[]): End | null {
  let latest: End | null = null;
  for (const one of ended)
    if (latest === null || (one.on !== null && (latest.on === null || compareWhen(one.on, latest.on) > 0)))
      latest = one;
  return latest;
}
