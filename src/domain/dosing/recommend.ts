/** From what was worked out to the answer: gate or dose, in one sentence, with the findings that carry it. */
import type { AcuteCare, Episode } from '../chart/acute-care-episodes.ts';
import { mayBeUnderAge } from '../chart/age.ts';
import type { Chart } from '../chart/chart.ts';
import { isIndolentCourse, isKnownToBeWell, isLimitedRecord } from '../chart/course.ts';
import { decisionNotUnderstood, isNew, lastDecision } from '../chart/decisions.ts';
import type { GateNumbers } from '../chart/gate-numbers.ts';
import type { Hospice } from '../chart/hospice.ts';
import type { Evidence } from '../chart/evidence.ts';
import { isComfortPlanOnHold, type CareInvolvement } from '../chart/involvement.ts';
import { firstDiagnosis, type ActiveMalignancy } from '../chart/malignancy.ts';
import type { DecisionRecord, EncounterRecord } from '../chart/records.ts';
import { isLoaded, isWithheld, type SourceId } from '../chart/source.ts';
import { isAdvancedByStageThree, solidDiseases, type Spread } from '../chart/spread.ts';
import { stageOnRecord } from '../chart/stage-on-record.ts';
import type { Therapy } from '../chart/therapy.ts';
import type { Day, When } from '../logic/when.ts';
import { haveSameValues, state, type Statement } from '../statement.ts';
import { unreadSources, type Evaluated } from '../triggers/evaluate.ts';
import type { TriggerId, TriggerResult } from '../triggers/trigger.ts';
import { basisOf } from './basis.ts';
import { dose, type Dose, type DosingFacts, type SettledBy } from './dose.ts';
import { longOpenReferral, navigatorGate, type GateFound } from './gates.ts';
import { carriesAnswer, headlineOf, soFar } from './headline.ts';
import type { Profile } from './profiles.ts';
import type { Gate, Notice, Recommendation, Task } from './recommendation.ts';
import { reviewDate } from './review-date.ts';

export interface Worked {
  readonly malignancy: ActiveMalignancy;
  readonly spread: Spread;
  readonly care: AcuteCare;
  readonly therapy: Therapy;
  readonly hospice: Hospice;
  readonly involvement: CareInvolvement;
  readonly evaluated: Evaluated;
  /** The triggers as the policy counted them: one of a family, one of all that are only probable. */
  readonly counted: readonly TriggerResult[];
  readonly gate: GateFound | null;
  readonly gates: GateNumbers;
  readonly notices: readonly Notice[];
  /** The look-back of a rule in force, in days; null where it has none. */
  readonly windowOf: (id: TriggerId) => number | null;
  /** Score of 10 from which a symptom is moderate: the number of rule 14 in force. */
  readonly moderate: number;
}

/** `provisional`: sources that matter have not answered, so nothing reassuring may be said. */
export function recommend(chart: Chart, worked: Worked, profile: Profile, provisional: boolean): Recommendation {
  const facts = dosingFacts(chart, worked, profile);
  const given = dose(facts, profile);
  const gate =
    worked.gate ?? (given.level === 'navigator' ? navigatorGate(chart, worked.evaluated.triggers, worked.gates) : null);
  if (gate !== null && !leavesLevel(gate, given)) return behindGate(chart, worked, gate, profile, provisional);
  const answer = gate === null ? given : capped(given, gate);
  const basis = basisOf(chart, worked);
  const { hospice, evaluated } = worked;
  const reasons = becauseOf(worked.counted);
  const sentence = headlineOf(chart, {
    dose: answer,
    basis,
    triggers: evaluated.triggers,
    unclear: worked.malignancy.active !== true,
    inDoubt: (worked.malignancy.active === true ? worked.malignancy.confirmable[0]?.label : null) ?? null,
    advanced: evaluated.advanced,
    settledBy: facts.settledBy,
    unread: unreadSources(chart),
    provisional,
    moderate: worked.moderate,
    visitDays: profile.visitDays,
  });
  return {
    level: answer.level,
    urgency: answer.urgency,
    visitDays: profile.visitDays.specialist,
    // Behind a gate its own day, or none: what the patient has asked for good is not put off to a day.
    reviewOn: gate === null ? reviewOn(chart, worked, facts, answer, profile) : gate.reviewOn,
    basis,
    suppressedBy: gate?.gate ?? null,
    // The patient's no, or what was decided, speaks first; what is left to the team stands beside it.
    headline: gate === null ? sentence : gate.headline,
    because: [
      ...(gate === null ? [] : [{ say: gate.headline, evidence: gate.evidence }]),
      ...(hospice.left === null
        ? []
        : [{ say: state('left-hospice', { on: hospice.left.on }), evidence: [hospice.left.evidence] }]),
      ...reasons,
    ],
    remarks: provisional ? [] : [...(gate === null ? [] : [sentence]), ...remarksOf(chart, worked, answer)],
    tasks: answer.tasks,
  };
}

/** A decline or "our team will do it" leaves the oncology team's part; every other gate leaves nothing. */
function leavesLevel(gate: GateFound, given: Dose): boolean {
  return gate.level !== 'none' || (gate.gate === 'patient-declined' && given.level === 'watch');
}

/** The level behind a decline: the oncology team, or less where the answer is less. */
function capped(given: Dose, gate: GateFound): Dose {
  const less = given.level === 'watch' || given.level === 'oncology-team';
  if (gate.level === 'at-most-oncology-team' && less) return given;
  return { ...given, level: 'oncology-team', urgency: null, remarks: [] };
}

function behindGate(
  chart: Chart,
  worked: Worked,
  gate: GateFound,
  profile: Profile,
  provisional: boolean,
): Recommendation {
  const { malignancy, evaluated } = worked;
  const silent = gate.gate === 'deceased' || gate.gate === 'under-18';
  // Gates that rest on what is not there: more of the chart can take them back.
  const unsure = provisional && RESTS_ON_ABSENCE.includes(gate.gate);
  const unclear = gate.gate === 'cancer-status-unclear';
  const reason = unclear ? (malignancy.because ?? gate.headline) : gate.headline;
  // What could not be read has no entry to show, and is a reason all the same.
  const noReason = unsure || (gate.evidence.length === 0 && !unclear);
  return {
    level: 'none',
    urgency: null,
    visitDays: profile.visitDays.specialist,
    reviewOn: gate.reviewOn,
    basis: basisOf(chart, worked),
    suppressedBy: gate.gate,
    headline: unsure ? soFar(evaluated.triggers) : gate.headline,
    because: silent
      ? []
      : [
          ...(noReason ? [] : [{ say: reason, evidence: gate.evidence }]),
          ...becauseOf(worked.counted, gate.tellPalliativeTeam),
        ],
    remarks: silent || provisional ? [] : [...unknownDecision(chart), ...ageRemark(chart)],
    tasks: gateTasks(gate),
  };
}

const RESTS_ON_ABSENCE: readonly Gate[] = ['no-active-malignancy', 'cancer-status-unclear'];

/** Behind a gate only its own task stands. */
function gateTasks(gate: GateFound): readonly Task[] {
  if (gate.gate === 'cancer-status-unclear') return ['confirm-cancer'];
  return gate.gate === 'under-specialist-care' && gate.tellPalliativeTeam.length > 0 ? ['tell-palliative-team'] : [];
}

function dosingFacts(
  chart: Chart,
  { malignancy, spread, therapy, care, hospice, evaluated, notices, moderate }: Worked,
  profile: Profile,
): DosingFacts {
  const { metastatic, advanced, triggers } = evaluated;
  return {
    asOf: chart.asOf,
    triggers,
    activeMalignancy: malignancy.active,
    metastatic,
    advanced,
    advancedByStageThree: advanced === true && isAdvancedByStageThree(spread),
    indolentCourse: isIndolentCourse(chart, spread, profile.indolentDays, profile),
    knownToBeWell: isKnownToBeWell(chart, profile, moderate),
    sites: spread.diseases.map(({ site }) => site),
    recoversWithTreatment: spread.diseases.some(recovers),
    settledBy: settledBy(spread),
    stageMissing: stageOnRecord(spread, chart) === 'not-recorded',
    leftHospice: hospice.left !== null,
    inHospital: currentStay(care) !== undefined,
    dischargedUnplannedOn: lastDischarge(care, true),
    onTreatment: therapy.onTreatment,
    firstDiagnosis: firstDiagnosis(malignancy.conditions),
    // A first line that nobody sees may have begun last week.
    firstLineStart: therapy.firstLineStart ?? (mayTellFirstLine(chart) ? null : 'cannot-tell'),
    notice: notices.some(({ id }) => id !== 'self-harm-item'),
  };
}

function currentStay({ episodes }: AcuteCare): Episode | undefined {
  return episodes.find((one) => one.kind !== 'ed' && one.inProgress);
}

/** Orders were read, and nothing that tells of treatment was withheld. That an EHR keeps no record of doses is no doubt. */
function mayTellFirstLine({ sources }: Chart): boolean {
  return isLoaded(sources, 'MedicationRequest') && !TREATMENT.some((id) => isWithheld(sources, id));
}
const TREATMENT: readonly SourceId[] = ['MedicationAdministration', 'MedicationStatement', 'Procedure'];

/** A cancer that is on no list may be a solid one. */
function settledBy(spread: Spread): SettledBy {
  if (spread.diseases.length === 0 || solidDiseases(spread).length > 0) return 'stage';
  return spread.diseases.some(({ lineage }) => lineage === 'brain') ? 'grade' : 'relapse';
}

/** Blood cancers and germ cell tumors: function comes back with treatment. */
function recovers(disease: Spread['diseases'][number]): boolean {
  return (
    disease.lineage === 'haematologic' ||
    disease.conditions.some(({ cancer }) => cancer.kind === 'invasive' && cancer.traits.includes('germ-cell'))
  );
}

function lastDischarge({ episodes }: AcuteCare, unplannedOnly: boolean): Day | null {
  let last: Day | null = null;
  for (const { kind, planned, inProgress, end } of episodes) {
    if (kind !== 'inpatient' || inProgress || end === null || (unplannedOnly && planned === 'yes')) continue;
    if (last === null || end.hi > last) last = end.hi;
  }
  return last;
}

function reviewOn(chart: Chart, worked: Worked, facts: DosingFacts, answer: Dose, profile: Profile): Day {
  const decided = lastDecision(chart);
  const { asOf } = chart;
  const { againDays } = worked.gates;
  const visits = chart.appointments.flatMap((one) =>
    one.oncology && one.status === 'booked' && one.start !== null && one.start.lo > asOf ? [one.start.lo] : [],
  );
  const news =
    decided === null
      ? []
      : facts.triggers.filter((one) => one.outcome === 'met' && isNew(one, decided.on, chart, againDays));
  // A decision that no longer stands, or a new finding, opens the question again.
  const stepped = decided !== null && hasBegun(answer, decided) && !news.some(({ counted }) => counted);
  return reviewDate(
    answer,
    {
      asOf,
      decided: stepped,
      dischargedOn: lastDischarge(worked.care, false),
      nextVisit: visits.length === 0 ? null : Math.min(...visits),
      windowsClose: stepped ? windowsClose(facts.triggers, worked.windowOf) : [],
      // Where nothing was decided yet the target of the level stands (4.3); 4.4 can be read otherwise. [DESIGN]
      checkpoint: facts.advanced === true && news.some(({ id }) => CHECKPOINT.includes(id)),
    },
    profile,
  );
}

/** Only care that has begun is stepped: a nurse's call is no specialist's visit [DESIGN, safer than the reference 4.3]. */
function hasBegun({ level }: Dose, { decision }: DecisionRecord): boolean {
  if (decision === 'navigator-contact') return level !== 'specialist' && level !== 'hospice-conversation';
  return decision === 'already-receiving';
}

/** The days after which what was found is no longer within the window of its rule. Stays count from their discharge where rules do. */
function windowsClose(triggers: readonly TriggerResult[], windowOf: (id: TriggerId) => number | null): readonly Day[] {
  const days: Day[] = [];
  for (const { id, outcome, counted, evidence } of triggers) {
    const window = outcome === 'met' && counted ? windowOf(id) : null;
    if (window === null) continue;
    for (const one of evidence) {
      const when = FROM_DISCHARGE.includes(id) ? (endOf(one) ?? one.when) : one.when;
      if (when !== null) days.push(when.hi + window + 1);
    }
  }
  return days;
}

const FROM_DISCHARGE: readonly TriggerId[] = ['recent-unplanned-admission', 'prolonged-or-icu-stay'];

function endOf(evidence: Evidence | EncounterRecord): When | null {
  return 'end' in evidence && 'start' in evidence ? evidence.end : null;
}

/** When one of these turns met in advanced disease, a joint review is due (clinical reference 4.4). */
export const CHECKPOINT: readonly TriggerId[] = [
  'poor-performance-status',
  'repeat-unplanned-admissions',
  'anticancer-treatment-stopped',
];

function isPlanOnHold({ carePlans }: Chart): (one: Evidence) => boolean {
  return (one) => carePlans.some((plan) => plan === one && isComfortPlanOnHold(plan));
}

/** Taken for an adult where the birth date does not tell: said, also behind a gate. */
function ageRemark({ patient: { birth }, asOf }: Chart): readonly Statement[] {
  return birth !== null && mayBeUnderAge(birth, asOf) ? [state('age-uncertain', { birth })] : [];
}

/** Somebody has decided, and what cannot be told here: said, also behind a gate. */
function unknownDecision(chart: Chart): readonly Statement[] {
  const decision = decisionNotUnderstood(chart);
  return decision === null ? [] : [state('decision-not-understood', { on: decision.on })];
}

/** A referral that was carried out is no visit. */
function questionAbout({ reference }: Evidence): 'palliative-referral-completed' | 'palliative-care-possible' {
  return reference.startsWith('ServiceRequest/') ? 'palliative-referral-completed' : 'palliative-care-possible';
}

/** Said quietly beside the answer. */
function remarksOf(chart: Chart, { involvement, hospice, care, gates }: Worked, answer: Dose): readonly Statement[] {
  const longOpen = longOpenReferral(chart, gates);
  const onHold = involvement.possible.find(isPlanOnHold(chart));
  const possible = involvement.possible.find((one) => one !== onHold);
  const [hospicePossible] = hospice.possible;
  const stay = answer.urgency === null ? undefined : currentStay(care);
  return [
    ...(answer.level === 'hospice-conversation' ? [state('remark-hospice', {})] : []),
    // Whoever is suggested is asked for where the patient is (4.3).
    ...(stay === undefined
      ? []
      : [state('remark-in-hospital', { since: stay.start, address: answer.level !== 'navigator' })]),
    ...unknownDecision(chart),
    ...(longOpen === null ? [] : [state('remark-referral-long-open', longOpen)]),
    ...answer.remarks,
    ...(possible === undefined ? [] : [state(questionAbout(possible), { what: possible.label, when: possible.when })]),
    ...(onHold === undefined ? [] : [state('comfort-care-on-hold', { since: onHold.when })]),
    ...(hospicePossible === undefined
      ? []
      : [state('hospice-care-possible', { what: hospicePossible.label, when: hospicePossible.when })]),
    ...ageRemark(chart),
    ...(isLimitedRecord(chart) ? [state('remark-limited-record', {})] : []),
  ];
}

/**
 * The findings that carry the answer: majors first, then what counts, then the context. One finding is said once. `also`:
 * said too, because a message is to carry them.
 */
function becauseOf(triggers: readonly TriggerResult[], also: readonly TriggerId[] = []): Recommendation['because'] {
  const weight = (one: TriggerResult): number => (one.strength === 'major' ? 0 : one.counted ? 1 : 2);
  const said: Statement[] = [];
  return triggers
    .filter((one) => carriesAnswer(one) || (one.outcome === 'met' && also.includes(one.id)))
    .toSorted((a, b) => weight(a) - weight(b))
    .filter(({ because }) => {
      if (said.some((one) => isOneFinding(one, because))) return false;
      said.push(because);
      return true;
    })
    .map((one) => ({ say: one.because, evidence: one.evidence }));
}

/** Two rules that name one diagnosis have found one thing, in whatever words; all else is told apart by its words. */
function isOneFinding(a: Statement, b: Statement): boolean {
  const bothName = 'name' in a.params && 'name' in b.params;
  return (bothName || a.code === b.code) && haveSameValues(a.params, b.params);
}
