/**
 * Gates: what speaks before any level (clinical reference 3.5). The first that applies decides. A gate hides no reason: the
 * triggers stay visible behind it, but for the deceased and for those under 18.
 */
import { ADULT_YEARS, ageOn } from '../chart/age.ts';
import type { Chart } from '../chart/chart.ts';
import { deathOf, possibleDeathOf } from '../chart/death.ts';
import { isNew, standingContact, standingDecision, standingDecline } from '../chart/decisions.ts';
import type { Evidence } from '../chart/evidence.ts';
import type { GateNumbers } from '../chart/gate-numbers.ts';
import type { Hospice } from '../chart/hospice.ts';
import type { CareInvolvement } from '../chart/involvement.ts';
import type { ActiveMalignancy } from '../chart/malignancy.ts';
import type { ReferralRecord } from '../chart/records.ts';
import { newestWhen } from '../logic/by-date.ts';
import { compareWhen, within, type Day, type When } from '../logic/when.ts';
import { state, type Statement, type StatementCode } from '../statement.ts';
import type { CancerDoubt } from '../statement-codes.ts';
import type { TriggerId, TriggerResult } from '../triggers/trigger.ts';
import type { Gate } from './recommendation.ts';

/** What a gate leaves of the level: none; the oncology team; or the team at most, when the answer is not less. */
type LevelBehind = 'none' | 'oncology-team' | 'at-most-oncology-team';

export interface GateFound {
  readonly gate: Gate;
  readonly headline: Statement;
  readonly evidence: readonly Evidence[];
  readonly reviewOn: Day | null;
  readonly level: LevelBehind;
  /** New since the last contact with the palliative team: what a message to them would carry. Empty for other gates. */
  readonly tellPalliativeTeam: readonly TriggerId[];
}

/** What was worked out of the chart before the gates are asked. */
export interface GateFacts {
  readonly malignancy: ActiveMalignancy;
  readonly hospice: Hospice;
  readonly involvement: CareInvolvement;
  readonly triggers: readonly TriggerResult[];
}

/** The first gate that applies; null when the policy is to give a level. `navigatorGate` is asked after the policy. */
export function gateOf(chart: Chart, facts: GateFacts, numbers: GateNumbers): GateFound | null {
  return (
    deceased(chart) ??
    possiblyDeceased(chart) ??
    underAge(chart) ??
    hospiceCare(facts) ??
    comfortCare(facts) ??
    noCancer(facts) ??
    hospiceReferral(chart, numbers) ??
    specialistCare(chart, facts, numbers) ??
    openReferral(chart, numbers) ??
    preparedReferral(chart, numbers) ??
    declined(chart, facts, numbers) ??
    decided(chart, facts, numbers)
  );
}

/** A completed contact of the navigator: asked only where the answer would be the navigator. */
export function navigatorGate(
  chart: Chart,
  triggers: readonly TriggerResult[],
  numbers: GateNumbers,
): GateFound | null {
  const contact = standingContact(chart, triggers, numbers);
  if (contact === null) return null;
  const { record, until } = contact;
  return found('navigator-contact', state('gate-navigator-contact', { on: record.on, next: until }), [record], until);
}

function found(
  gate: Gate,
  headline: Statement,
  evidence: readonly Evidence[] = [],
  reviewOn: Day | null = null,
  more: Partial<Pick<GateFound, 'level' | 'tellPalliativeTeam'>> = {},
): GateFound {
  return { gate, headline, evidence, reviewOn, level: 'none', tellPalliativeTeam: [], ...more };
}

function deceased(chart: Chart): GateFound | null {
  const death = deathOf(chart);
  return death === null ? null : found('deceased', state('gate-deceased', { on: death.on }), death.evidence);
}

function possiblyDeceased(chart: Chart): GateFound | null {
  const sign = possibleDeathOf(chart);
  if (sign === null) return null;
  return found('possibly-deceased', state('gate-possibly-deceased', { what: sign.label, when: sign.when }), [sign]);
}

/** Without a birth date an adult is assumed. */
function underAge(chart: Chart): GateFound | null {
  const { birth } = chart.patient;
  return birth !== null && ageOn(birth, chart.asOf) < ADULT_YEARS
    ? found('under-18', state('gate-under-18', {}))
    : null;
}

function hospiceCare({ hospice }: GateFacts): GateFound | null {
  if (hospice.now !== true) return null;
  return found(
    'hospice',
    state('gate-hospice', { since: hospice.since, enrolled: hospice.enrolled }),
    hospice.evidence,
  );
}

function comfortCare({ involvement: { comfortCare: plan } }: GateFacts): GateFound | null {
  if (plan === null) return null;
  return found('comfort-care-recorded', state('gate-comfort-care-recorded', { since: plan.since }), plan.evidence);
}

function noCancer({ malignancy, triggers }: GateFacts): GateFound | null {
  if (malignancy.active === true) return null;
  const { because } = malignancy;
  if (malignancy.active === false) {
    const headline =
      because?.code === 'in-remission'
        ? state('gate-in-remission', because.params)
        : malignancy.uncounted === null
          ? state('gate-no-active-malignancy', {})
          : state('gate-only-uncounted', { what: malignancy.uncounted.what });
    return found('no-active-malignancy', headline, [
      ...malignancy.past.map(({ condition }) => condition),
      ...(malignancy.uncounted?.on ?? []),
    ]);
  }
  // A need that a person has told does not wait for the diagnosis to be clear.
  if (triggers.some((one) => ATTESTED.includes(one.id) && one.outcome === 'met')) return null;
  const why = because === null ? undefined : DOUBTS[because.code];
  // The name of a diagnosis that may be wrong does not stand in the headline: the screen is often turned to the patient.
  const headline =
    because === null || why === undefined
      ? state('gate-cancer-not-readable', {})
      : state('gate-cancer-status-unclear', {
          why,
          when: 'when' in because.params ? (because.params.when ?? null) : null,
        });
  return found('cancer-status-unclear', headline, malignancy.doubtful);
}

const ATTESTED: readonly TriggerId[] = ['patient-or-family-request', 'clinician-attested-need'];

const DOUBTS: Readonly<Partial<Record<StatementCode, CancerDoubt>>> = {
  'one-visit-diagnosis': 'one-visit',
  'cancer-suspected': 'suspected',
  'cancer-in-words-only': 'words-only',
  'cancer-uncertain-behavior': 'uncertain-behavior',
  'remission-treatment-unseen': 'remission',
  'history-recorded-since': 'history',
  'old-visit-diagnosis': 'old-visit',
  'record-after-death': 'contradiction',
};

function specialistCare(
  chart: Chart,
  { involvement: { specialist }, triggers }: GateFacts,
  { againDays }: GateNumbers,
): GateFound | null {
  if (specialist === null) return null;
  const { last, next, told, onlyBooked, evidence } = specialist;
  const more = { ...(told !== null && { told }), ...(onlyBooked && { onlyBooked }) };
  return found('under-specialist-care', state('gate-under-specialist-care', { last, next, ...more }), evidence, null, {
    tellPalliativeTeam: newsForTheTeam(triggers, last, chart, againDays).map(({ id }) => id),
  });
}

/**
 * Of what is found, what came since the team's last contact, or since a referral of ours told them of it, and belongs before them; where
 * there was neither, of any age.
 */
export function newsForTheTeam(
  triggers: readonly TriggerResult[],
  last: When | null,
  chart: Chart,
  againDays: number,
): readonly TriggerResult[] {
  const told = toldWithReferral(chart);
  const since = told === null || (last !== null && compareWhen(last, told) >= 0) ? last : told;
  // Of what has no day it cannot be said that it was in the referral.
  const isUndated = ({ evidence }: TriggerResult): boolean =>
    last === null && evidence.every(({ when }) => when === null);
  return triggers.filter((one) => isNewsForTheTeam(one) && (isNew(one, since, chart, againDays) || isUndated(one)));
}

/** The day of the newest referral of ours to the palliative team: what was found by then went with it. */
export function toldWithReferral(chart: Chart): When | null {
  return newestWhen(
    chart.referrals.filter(
      ({ ours, asksFor, intent, status }) =>
        ours === true && asksFor === 'palliative' && intent === 'order' && status !== 'draft' && status !== 'revoked',
    ),
  );
}

/** A new line, unplanned stays, the end of treatment, and severe symptoms or loss of function (clinical reference 3.5). */
function isNewsForTheTeam({ id, category, outcome, strength }: TriggerResult): boolean {
  if (outcome !== 'met') return false;
  if (TELLING.includes(id)) return true;
  return strength === 'major' && (category === 'symptoms' || category === 'function');
}

const TELLING: readonly TriggerId[] = [
  'systemic-therapy-change',
  'recent-unplanned-admission',
  'repeat-unplanned-admissions',
  'anticancer-treatment-stopped',
];

function hospiceReferral(chart: Chart, { referralDays }: GateNumbers): GateFound | null {
  const open = recentReferrals(chart, 'hospice', referralDays).find(isOpen);
  if (open === undefined) return null;
  return found(
    'hospice-referral-open',
    state('gate-hospice-referral-open', { on: open.authored }),
    [open],
    afterReferral(open, referralDays),
  );
}

function openReferral(chart: Chart, { referralDays }: GateNumbers): GateFound | null {
  const open = recentReferrals(chart, 'palliative', referralDays).find(isOpen);
  if (open === undefined) return null;
  const headline = state('gate-referral-open', { on: open.authored, what: open.label });
  return found('referral-open', headline, [open], afterReferral(open, referralDays));
}

/** A draft or proposal, ours or not: prepared, and no order until it is signed. */
function preparedReferral(chart: Chart, { referralDays }: GateNumbers): GateFound | null {
  const prepared = recentReferrals(chart, 'palliative', referralDays).find(isPrepared);
  if (prepared === undefined) return null;
  const by = prepared.preparedBy === undefined ? {} : { by: prepared.preparedBy };
  const headline = state('gate-referral-prepared', { on: prepared.authored, what: prepared.label, ...by });
  return found('referral-prepared', headline, [prepared], afterReferral(prepared, referralDays));
}

/** Referrals of the last so many days, newest first; one without a day may be one of them. */
function recentReferrals(chart: Chart, wanted: 'palliative' | 'hospice', days: number): readonly ReferralRecord[] {
  return chart.referrals
    .filter(
      ({ asksFor, weak, authored }) =>
        asksFor === wanted && !weak && (authored === null || within(authored, chart.asOf, days) !== false),
    )
    .toSorted((a, b) => (b.authored?.hi ?? 0) - (a.authored?.hi ?? 0));
}

/**
 * The newest referral to the palliative team, when it is an order that is still open long after it was written: it is no gate any more, and
 * another order beside it would be a second one. Only of the order is anything said: visits may be on record elsewhere.
 */
export function longOpenReferral(
  chart: Chart,
  { referralDays, longOpenDays }: GateNumbers,
): { readonly from: When; readonly what: string; readonly days: number } | null {
  const [newest] = recentReferrals(chart, 'palliative', longOpenDays).filter(
    ({ status }) => status !== 'revoked' && status !== 'other',
  );
  if (newest === undefined || newest.authored === null || !isOpen(newest)) return null;
  const days = chart.asOf - newest.authored.hi;
  return days > referralDays ? { from: newest.authored, what: newest.label, days } : null;
}

function isStanding({ status }: ReferralRecord): boolean {
  return status === 'active' || status === 'on-hold';
}

function isOpen(referral: ReferralRecord): boolean {
  return isStanding(referral) && referral.intent === 'order';
}

/** What the patient asked for is a request (trigger 27) and nothing that anybody prepared. */
function isPrepared(referral: ReferralRecord): boolean {
  return !referral.byPatient && (referral.status === 'draft' || isStanding(referral));
}

function afterReferral({ authored }: ReferralRecord, days: number): Day | null {
  return authored === null ? null : authored.hi + days;
}

function declined(chart: Chart, { triggers }: GateFacts, numbers: GateNumbers): GateFound | null {
  const standing = standingDecline(chart, triggers, numbers);
  if (standing === null) return null;
  const { record, until } = standing;
  const headline = state('gate-patient-declined', { on: record.on, until });
  return found('patient-declined', headline, [record], until, { level: 'at-most-oncology-team' });
}

function decided(chart: Chart, { triggers }: GateFacts, numbers: GateNumbers): GateFound | null {
  const standing = standingDecision(chart, triggers, numbers);
  if (standing === null) return null;
  const { record, until } = standing;
  const ours = record.decision === 'our-team';
  const headline = state('gate-decision-recorded', {
    decision: ours ? 'our-team' : 'not-now',
    on: record.on,
    by: record.by,
    reason: record.reason,
    until,
  });
  return found('decision-recorded', headline, [record], until, { level: ours ? 'oncology-team' : 'none' });
}
