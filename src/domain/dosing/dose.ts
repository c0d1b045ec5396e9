/**
 * The combination policy: from triggers to a level and an urgency, by the numbers of a profile (clinical reference 4.2, 4.3).
 * A trigger that could not be assessed is never read as absent: it only fails to raise the level, and `basis` says so.
 */
import type { Kleene } from '../logic/kleene.ts';
import type { Day } from '../logic/when.ts';
import { state, type Statement } from '../statement.ts';
import type { CancerSite } from '../chart/cancer.ts';
import type { TriggerId, TriggerResult } from '../triggers/trigger.ts';
import { countFindings, type Counted } from './count-findings.ts';
import type { Profile } from './profiles.ts';
import type { Level, Task, Urgency } from './recommendation.ts';

/** Stage of a solid cancer, type or grade of a brain tumor, relapse of a blood cancer. */
export type SettledBy = 'stage' | 'grade' | 'relapse';

/** What the policy looks at. */
export interface DosingFacts {
  readonly asOf: Day;
  readonly triggers: readonly TriggerResult[];
  /** Active cancer: true, or "cannot tell" with a request or an attestation. */
  readonly activeMalignancy: Kleene;
  /** True only when trigger 1 is met and definite. */
  readonly metastatic: Kleene;
  readonly advanced: Kleene;
  readonly advancedByStageThree: boolean;
  /** First metastasis long ago, no progression, good function (clinical reference 4.2, "indolent course"). */
  readonly indolentCourse: boolean;
  /** Function good and all symptom scores low, both known lately. */
  readonly knownToBeWell: boolean;
  readonly sites: readonly CancerSite[];
  /** Blood cancer or germ cell tumor: function recovers with treatment, so it never leads to a hospice conversation. */
  readonly recoversWithTreatment: boolean;
  /** What would settle whether the disease is advanced, by the kind of cancer. */
  readonly settledBy: SettledBy;
  /** All was read, and neither a stage nor an M category is on record. */
  readonly stageMissing: boolean;
  readonly leftHospice: boolean;
  /** In a hospital bed on the day. */
  readonly inHospital: boolean;
  readonly dischargedUnplannedOn: Day | null;
  readonly onTreatment: Kleene;
  readonly firstDiagnosis: Day | null;
  /** Null when none is known; `cannot-tell` when treatment was not read. */
  readonly firstLineStart: Day | null | 'cannot-tell';
  /** A safety line other than the self-harm item stands. */
  readonly notice: boolean;
}

export interface Dose {
  readonly level: Exclude<Level, 'none'>;
  readonly urgency: Urgency | null;
  readonly tasks: readonly Task[];
  readonly remarks: readonly Statement[];
}

/** Reasons for a specialist visit; they decide how soon. */
type SpecialistReason = 'major' | 'bedbound' | 'left-hospice' | 'unplanned-stay' | 'count' | 'profile' | 'attested';

/** Majors that ask for a visit within weeks, not days: time-based criteria (clinical reference 4.3). */
export const ROUTINE_MAJORS: readonly TriggerId[] = ['new-advanced-poor-prognosis', 'low-survival-cancer'];
/** With one of these a missing stage makes the nurse call urgent (4.2 item 4). */
export const STAGE_WOULD_DECIDE: readonly TriggerId[] = [
  'malignant-hypercalcemia',
  'poor-performance-status',
  'severe-physical-symptom',
  'severe-emotional-distress',
  'delirium',
  'recent-unplanned-admission',
  'repeat-unplanned-admissions',
];
/** Findings that ask for a nurse call in disease that is not advanced (4.2 item 4). */
export const CALL_WHEN_NOT_ADVANCED: readonly TriggerId[] = [
  'malignant-hypercalcemia',
  'poor-performance-status',
  'severe-physical-symptom',
  'delirium',
  'repeat-unplanned-admissions',
  'frequent-ed-use',
];
/** Findings that the oncology team takes on in disease that is not advanced (4.2 item 5). */
export const TEAM_WHEN_NOT_ADVANCED: readonly TriggerId[] = [
  'severe-emotional-distress',
  'malignant-obstruction-or-effusion',
  'declining-performance-status',
  'cachexia-weight-loss',
  'adverse-prognostic-labs',
  'caregiver-strain',
];
/** Some of these with poor function in metastatic disease ask for a goals-of-care conversation (4.2 item 2 c). */
export const DECLINE_SIGNS: readonly TriggerId[] = [
  'delirium',
  'cachexia-weight-loss',
  'malignant-hypercalcemia',
  'repeat-unplanned-admissions',
  'adverse-prognostic-labs',
];
/** Criteria of Adelson 2017 beside stage: a stay lately, a long stay, active symptoms. */
export const ADELSON: readonly TriggerId[] = [
  'recent-unplanned-admission',
  'prolonged-or-icu-stay',
  'severe-physical-symptom',
  'persistent-moderate-symptoms',
  'severe-emotional-distress',
  'delirium',
];

export function dose(facts: DosingFacts, profile: Profile): Dose {
  const findings = new Findings(facts.triggers);
  const counted = countFindings(facts.triggers);
  const conversation = profile.hospiceConversation ? conversationOf(facts, findings, profile) : 'not-asked';
  const tasks = tasksOf(facts, findings, profile, conversation === 'barred');
  if (conversation === 'asked')
    return {
      level: 'hospice-conversation',
      urgency: isUrgent(facts, findings) ? 'urgent' : 'soon',
      tasks,
      remarks: [],
    };

  const reasons = specialistReasons(facts, findings, counted, profile);
  if (reasons.length > 0) {
    const urgent = isUrgent(facts, findings) || facts.inHospital || conversation === 'barred';
    const urgency = urgent ? 'urgent' : isRoutine(reasons, counted) ? 'routine' : 'soon';
    return { level: 'specialist', urgency, tasks, remarks: [] };
  }
  if (facts.activeMalignancy !== true) return { level: 'watch', urgency: null, tasks, remarks: [] };
  return nurseCall(facts, findings, counted, profile, tasks) ?? ownTeam(facts, findings, profile, tasks);
}

/** Questions that the policy asks of the results. */
class Findings {
  readonly #met = new Map<TriggerId, TriggerResult>();
  constructor(triggers: readonly TriggerResult[]) {
    for (const one of triggers) if (one.outcome === 'met') this.#met.set(one.id, one);
  }
  met(id: TriggerId): TriggerResult | null {
    return this.#met.get(id) ?? null;
  }
  /** Met on more than probable evidence. */
  sure(id: TriggerId): TriggerResult | null {
    const result = this.met(id);
    return result !== null && result.certainty !== 'probable' ? result : null;
  }
  any(ids: readonly TriggerId[]): boolean {
    return ids.some((id) => this.#met.has(id));
  }
  has(id: TriggerId, facet: TriggerResult['facets'][number]): boolean {
    return this.met(id)?.facets.includes(facet) === true;
  }
}

/** Whether a goals-of-care conversation is asked for; `barred`: it would be, but this patient may well recover (4.2 item 2). */
function conversationOf(facts: DosingFacts, findings: Findings, profile: Profile): 'asked' | 'barred' | 'not-asked' {
  if (facts.advanced !== true) return 'not-asked';
  if (findings.sure('anticancer-treatment-stopped') !== null) return 'asked';
  const afterSecondLine = findings.sure('progression-after-second-line') !== null;
  const lowSurvival = findings.sure('low-survival-cancer')?.strength === 'major';
  const bedbound =
    findings.sure('poor-performance-status') !== null && findings.has('poor-performance-status', 'bedbound-lasting');
  const declining =
    findings.sure('poor-performance-status') !== null &&
    facts.metastatic === true &&
    (afterSecondLine || signsOfDecline(findings) >= profile.declineSigns);
  const byFunction = (bedbound && (facts.metastatic === true || lowSurvival || afterSecondLine)) || declining;
  if (!byFunction) return 'not-asked';
  return mayRecover(facts, profile) ? 'barred' : 'asked';
}

function signsOfDecline(findings: Findings): number {
  return DECLINE_SIGNS.filter((id) => {
    const sign = findings.sure(id);
    return sign !== null && (id !== 'malignant-hypercalcemia' || sign.strength === 'major');
  }).length;
}

/** Newly diagnosed, newly treated, a cancer in which function comes back, or back from hospice: not by function alone. */
function mayRecover(facts: DosingFacts, { hospiceConversationNotBeforeDays: days }: Profile): boolean {
  const { firstDiagnosis, firstLineStart, asOf } = facts;
  if (facts.recoversWithTreatment || facts.leftHospice) return true;
  // An unknown date may be a recent one.
  if (firstDiagnosis === null || firstLineStart === 'cannot-tell') return true;
  return asOf - firstDiagnosis <= days || (firstLineStart !== null && asOf - firstLineStart <= days);
}

function specialistReasons(
  facts: DosingFacts,
  findings: Findings,
  { majors, supporting, sure }: Counted,
  profile: Profile,
): readonly SpecialistReason[] {
  if (facts.activeMalignancy !== true) {
    // Without a certain cancer only the patient's wish or the clinician's word leads anywhere (4.2).
    const asked = findings.met('patient-or-family-request') ?? findings.met('clinician-attested-need');
    return asked === null ? [] : ['attested'];
  }
  const reasons: SpecialistReason[] = [];
  if (majors.length > 0) reasons.push('major');
  if (findings.has('poor-performance-status', 'bedbound') && facts.advanced === null) reasons.push('bedbound');
  if (facts.leftHospice) reasons.push('left-hospice');
  const stay = findings.sure('recent-unplanned-admission');
  const metastatic = facts.metastatic === true;
  if (
    profile.metastaticUnplannedStay === 'specialist' &&
    metastatic &&
    !facts.indolentCourse &&
    stay !== null &&
    !stay.facets.includes('injury')
  )
    reasons.push('unplanned-stay');
  // Probable findings alone never make a specialist level.
  const enough = (needed: number): boolean => supporting >= needed && sure > 0;
  const byCount = metastatic
    ? enough(profile.supportingWhenMetastatic)
    : facts.advancedByStageThree
      ? enough(profile.supportingWhenStageThree)
      : facts.advanced === true && enough(profile.supportingWhenAdvanced);
  if (profile.specialistByCount && byCount) reasons.push('count');
  const fewer = profile.fewerFactorsAt;
  if (
    fewer !== null &&
    facts.sites.some((site) => fewer.sites.includes(site)) &&
    ((metastatic && enough(fewer.stageFour)) || (facts.advancedByStageThree && enough(fewer.stageThree)))
  )
    reasons.push('count');
  const relapsedBlood = findings.sure('relapsed-refractory-heme') !== null;
  if (profile.specialistForAllAdvanced && (metastatic || relapsedBlood)) reasons.push('profile');
  if (
    profile.oneCriterionInHospital &&
    facts.inHospital &&
    (metastatic || facts.advancedByStageThree || ADELSON.some((id) => findings.sure(id) !== null))
  )
    reasons.push('profile');
  return reasons;
}

function isRoutine(reasons: readonly SpecialistReason[], { majors }: Counted): boolean {
  return (
    reasons.every((one) => one === 'major' || one === 'profile') &&
    majors.every((one) => ROUTINE_MAJORS.includes(one.id))
  );
}

/** What makes any level urgent: how soon the supportive team is asked, never how urgent the condition is (4.3). */
function isUrgent(facts: DosingFacts, findings: Findings): boolean {
  return (
    facts.notice ||
    findings.has('severe-physical-symptom', 'within-7-days') ||
    findings.has('delirium', 'within-7-days') ||
    (findings.has('poor-performance-status', 'bedbound') && facts.advanced !== false) ||
    findings.has('clinician-attested-need', 'hastened-death')
  );
}

/** What would have to be known; a stage that is on record is not called missing. */
function untold({ settledBy, stageMissing }: DosingFacts): Statement {
  if (settledBy === 'relapse') return state('remark-relapse-unknown', {});
  if (settledBy === 'grade') return state('remark-grade-unknown', {});
  return state(stageMissing ? 'remark-stage-unknown' : 'remark-advanced-unknown', {});
}

function nurseCall(
  facts: DosingFacts,
  findings: Findings,
  { supporting }: Counted,
  profile: Profile,
  tasks: readonly Task[],
): Dose | null {
  const stageWouldDecide = facts.advanced === null && findings.any(STAGE_WOULD_DECIDE);
  const remarks: Statement[] = [];
  if (facts.metastatic === true) {
    if (supporting === 0 && facts.knownToBeWell) return null;
    if (supporting === 0) remarks.push(state('remark-call-to-ask', { days: profile.wellDays }));
  } else if (facts.advanced === true || facts.advanced === null) {
    if (supporting === 0) return null;
    if (stageWouldDecide) remarks.push(untold(facts));
  } else if (!findings.any(CALL_WHEN_NOT_ADVANCED) && !findings.has('persistent-moderate-symptoms', 'physical')) {
    return null;
  }
  const { dischargedUnplannedOn: discharged } = facts;
  const justHome = discharged !== null && facts.asOf - discharged <= profile.recentDischargeDays;
  const urgent = isUrgent(facts, findings) || stageWouldDecide || justHome;
  return { level: 'navigator', urgency: urgent ? 'urgent' : 'soon', tasks, remarks };
}

function ownTeam(facts: DosingFacts, findings: Findings, profile: Profile, tasks: readonly Task[]): Dose {
  const { firstDiagnosis, asOf } = facts;
  const isNew = firstDiagnosis !== null && asOf - firstDiagnosis <= profile.newlyDiagnosedDays;
  const byFindings =
    facts.advanced === false &&
    (findings.any(TEAM_WHEN_NOT_ADVANCED) || findings.has('persistent-moderate-symptoms', 'distress-only'));
  const remarks: Statement[] = [];
  if (isNew) remarks.push(state('remark-newly-diagnosed', { on: firstDiagnosis }));
  if (facts.onTreatment === true) remarks.push(state('remark-on-treatment', {}));
  const team =
    byFindings ||
    findings.met('systemic-therapy-change') !== null ||
    facts.onTreatment === true ||
    isNew ||
    facts.metastatic === true;
  return { level: team ? 'oncology-team' : 'watch', urgency: null, tasks, remarks };
}

/** Tasks beside the answer; they never change it (4.2, "Tasks"). */
function tasksOf(facts: DosingFacts, findings: Findings, profile: Profile, barred: boolean): readonly Task[] {
  const tasks: Task[] = [];
  const untold = facts.triggers.filter(
    (one) => COMPLETE_ASSESSMENT.includes(one.id) && one.outcome === 'not-assessable',
  ).length;
  if (facts.activeMalignancy === null) tasks.push('confirm-cancer');
  if (facts.activeMalignancy === true && facts.advanced === null && facts.settledBy === 'stage')
    tasks.push('add-stage');
  if (untold >= profile.incompleteFrom) tasks.push('complete-assessment');
  if (barred) tasks.push('goals-of-care');
  if (findings.met('systemic-therapy-change') !== null) tasks.push('new-line-talk');
  if (findings.met('acp-gap') !== null) tasks.push('acp');
  if (findings.has('poor-performance-status', 'bedbound') && facts.advanced === false) tasks.push('function-cause');
  const distress =
    findings.met('severe-emotional-distress') !== null || findings.has('persistent-moderate-symptoms', 'distress-only');
  if (distress && facts.advanced !== true) tasks.push('psycho-oncology');
  return tasks;
}

export const COMPLETE_ASSESSMENT: readonly TriggerId[] = [
  'poor-performance-status',
  'severe-physical-symptom',
  'severe-emotional-distress',
  'adverse-prognostic-labs',
  'acp-gap',
];
