/**
 * Decisions on record and what is new since: a decision snoozes the question, it hides nothing (clinical reference 3.5,
 * "New"). For how long, `gate-numbers.ts` says.
 */
import { compareWhen, within, type Day, type When } from '../logic/when.ts';
import { isMajor, type TriggerCategory, type TriggerResult } from '../triggers/trigger.ts';
import type { Chart } from './chart.ts';
import type { Evidence } from './evidence.ts';
import type { GateNumbers } from './gate-numbers.ts';
import type { DecisionRecord, ObservationRecord } from './records.ts';

/** Longest time for which a question is put off; what the patient asks for good has no day. [DESIGN] */
export const LONGEST_SNOOZE_DAYS = 365;

/** What answers the question itself; of these the last word counts. */
const DECIDES: readonly DecisionRecord['decision'][] = [
  'not-now',
  'our-team',
  'patient-declined',
  'already-receiving',
  'refer',
];

interface Standing {
  readonly record: DecisionRecord;
  /** The day on which the question may be put again; null for never. */
  readonly until: Day | null;
}

/**
 * The patient's no, while it stands. A request of the patient or family after it lifts it, and a clinician's referral; new
 * findings do not, nor does a clinician's "not now".
 */
export function standingDecline(
  chart: Chart,
  triggers: readonly TriggerResult[],
  { declineDays }: GateNumbers,
): Standing | null {
  const record = newest(chart, ['patient-declined', 'refer']);
  if (record?.decision !== 'patient-declined' || wasReferredAfter(chart, record)) return null;
  const request = triggers.find((one) => one.id === 'patient-or-family-request' && one.outcome === 'met');
  if (request !== undefined && isDatedAfter(request, record.on)) return null;
  if (record.doNotAskAgain) return { record, until: null };
  return whileItStands(chart, record, declineDays);
}

/** A clinician has ordered it since, whatever has become of that order but for one that was taken back. */
function wasReferredAfter({ referrals }: Chart, { on }: DecisionRecord): boolean {
  return referrals.some(
    ({ asksFor, weak, intent, status, byPatient, authored }) =>
      asksFor === 'palliative' &&
      !weak &&
      !byPatient &&
      intent === 'order' &&
      (status === 'active' || status === 'on-hold' || status === 'completed') &&
      on !== null &&
      authored !== null &&
      isAfter(authored, on),
  );
}

/** "Not now" or "our team will do it", while it stands and no new major has turned up. */
export function standingDecision(
  chart: Chart,
  triggers: readonly TriggerResult[],
  { decisionDays, severeSymptomDays, againDays }: GateNumbers,
): Standing | null {
  const record = newest(chart, DECIDES);
  // The last word counts: what was decided before it, for however long, is over.
  if (record?.on == null || (record.decision !== 'not-now' && record.decision !== 'our-team')) return null;
  const majors = triggers.filter(isMajor);
  if (majors.some((one) => isNew(one, record.on, chart, againDays))) return null;
  const symptoms = majors.filter(({ category }) => category === 'symptoms');
  if (record.decision === 'our-team' && symptoms.length > 0) {
    if (symptoms.some((one) => isDatedAfter(one, record.on))) return null;
    return capped(whileItStands(chart, record, severeSymptomDays), record.on, severeSymptomDays, chart.asOf);
  }
  return whileItStands(chart, record, decisionDays);
}

/** A completed contact of the navigator, while it stands and nothing that counts is new since. */
export function standingContact(
  chart: Chart,
  triggers: readonly TriggerResult[],
  { navigatorContactDays, againDays }: GateNumbers,
): Standing | null {
  const record = newest(chart, ['navigator-contact']);
  if (record?.on == null || within(record.on, chart.asOf, navigatorContactDays) !== true) return null;
  if (triggers.some((one) => one.outcome === 'met' && one.counted && isNew(one, record.on, chart, againDays)))
    return null;
  return { record, until: record.on.hi + navigatorContactDays };
}

/** The last decision or contact on record, for the stepped schedule and for "since the last look". */
export function lastDecision(chart: Chart): DecisionRecord | null {
  return newest(chart, [
    'refer',
    'not-now',
    'our-team',
    'patient-declined',
    'already-receiving',
    'navigator-contact',
    'comfort-plan-not-current',
  ]);
}

/**
 * The newest decision of a kind that only a later version of this product knows, unless a known one is dated after it. It holds nothing
 * back, and is never taken for no decision: it is said.
 */
export function decisionNotUnderstood(chart: Chart): DecisionRecord | null {
  const found = newest(chart, ['not-understood']);
  const { on } = found ?? {};
  if (found === null || on == null) return found;
  const known = chart.decisions.some((one) => DECIDES.includes(one.decision) && one.on !== null && isAfter(one.on, on));
  return known ? null : found;
}

/** Met on evidence that is dated after the day; a major that was there before needs a reading `againDays` later. */
export function isNew(result: TriggerResult, since: When | null, chart: Chart, againDays: number): boolean {
  if (!isDatedAfter(result, since)) return false;
  if (since === null || !isMajor(result) || !MET_AGAIN.includes(result.category)) return true;
  if (!wasThereBefore(result, since, chart)) return true;
  return result.evidence.some(({ when }) => when !== null && when.lo >= since.hi + againDays);
}

/** Some of the evidence is from after the day. What merely arrived later carries its old date and is not. */
export function isDatedAfter(result: TriggerResult, since: When | null): boolean {
  if (result.outcome !== 'met') return false;
  // After a contact of no known day nothing can be called old.
  return since === null || result.evidence.some(({ when }) => when !== null && isAfter(when, since));
}

function isAfter(when: When, since: When): boolean {
  if (when.minutes !== null && since.minutes !== null) return when.minutes > since.minutes;
  return when.lo > since.hi;
}

const MET_AGAIN: readonly TriggerCategory[] = ['symptoms', 'function', 'utilisation'];

/** Whether the finding could be seen on the day of the decision: an earlier reading as bad, or stays enough. */
function wasThereBefore(result: TriggerResult, since: When, chart: Chart): boolean {
  const { because, rule } = result;
  // So many stays make a finding: when they all were before, the next only repeats it. Stays, not records: one has several.
  if (
    rule.code === 'rule-repeat-unplanned-admissions' &&
    (because.code === 'stays-unplanned' || because.code === 'stays-not-recorded-as-planned')
  )
    return because.params.dates.filter((start) => !isAfter(start, since)).length >= rule.params.count;
  const before = (one: Evidence): boolean => one.when !== null && !isAfter(one.when, since);
  if (result.evidence.some(before)) return true;
  const seen = new Set(result.evidence.map((one) => one.reference));
  const now = chart.observations.filter((one) => seen.has(one.reference));
  return chart.observations.some((one) => before(one) && now.some((reading) => isAsBad(one, reading)));
}

/** The same kind of reading, at least as bad as the other. */
function isAsBad(one: ObservationRecord, other: ObservationRecord): boolean {
  if (one.kind === 'symptom')
    return other.kind === 'symptom' && one.item === other.item && one.severity >= other.severity;
  if (one.kind === 'phq-9') return other.kind === 'phq-9' && one.score >= other.score;
  if (one.kind === 'gad-7') return other.kind === 'gad-7' && one.score >= other.score;
  if (one.kind === 'distress-thermometer') return other.kind === 'distress-thermometer' && one.score >= other.score;
  if (one.kind === 'delirium-screen') return other.kind === 'delirium-screen' && one.positive;
  if (!('reading' in one) || !('reading' in other) || one.kind !== other.kind) return false;
  if (one.reading.is !== 'exact' || other.reading.is !== 'exact') return false;
  return one.kind === 'ecog' ? one.reading.value >= other.reading.value : one.reading.value <= other.reading.value;
}

/**
 * The newest of these decisions; one without a day only where no other is known. Of one moment, a referral: it silences
 * nothing.
 */
function newest(chart: Chart, wanted: readonly DecisionRecord['decision'][]): DecisionRecord | null {
  let found: DecisionRecord | null = null;
  for (const one of chart.decisions) {
    if (!wanted.includes(one.decision)) continue;
    if (found === null || isNewer(one, found)) found = one;
  }
  return found;
}

function isNewer(one: DecisionRecord, other: DecisionRecord): boolean {
  if (one.on === null) return false;
  if (other.on === null) return true;
  const order = isOneDay(one.on, other.on) ? 0 : compareWhen(one.on, other.on);
  return order === 0 ? one.decision === 'refer' && other.decision !== 'refer' : order > 0;
}

/** The same day, and no time by which to tell which came first. */
function isOneDay(a: When, b: When): boolean {
  return a.lo === b.lo && a.hi === b.hi && (a.minutes === null || b.minutes === null);
}

/** Until the day that the decision names, else for so many days. Null when that is over, or when nothing dates it. */
function whileItStands(chart: Chart, record: DecisionRecord, days: number): Standing | null {
  const named = record.askAgain ?? askAgainOf(chart, record);
  if (named !== null) {
    // A day that was mistyped, or written by somebody else, must not silence the question for years.
    const until = record.on === null ? named.lo : Math.min(named.lo, record.on.hi + LONGEST_SNOOZE_DAYS);
    return chart.asOf < until ? { record, until } : null;
  }
  if (record.on === null || within(record.on, chart.asOf, days) !== true) return null;
  return { record, until: record.on.hi + days };
}

function capped(standing: Standing | null, on: When, days: number, asOf: Day): Standing | null {
  if (standing === null || on.hi + days < asOf) return null;
  return { ...standing, until: Math.min(standing.until ?? on.hi + days, on.hi + days) };
}

/** The day in the task that was written beside a decision, to open the question again. */
function askAgainOf(chart: Chart, { on }: DecisionRecord): When | null {
  let found: When | null = null;
  for (const one of chart.decisions) {
    if (one.decision !== 'ask-again' || one.askAgain === null) continue;
    const belongs = on === null || one.on === null || one.on.hi >= on.lo;
    if (belongs && (found === null || compareWhen(one.askAgain, found) > 0)) found = one.askAgain;
  }
  return found;
}
