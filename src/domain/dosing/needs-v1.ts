/**
 * The default policy `needs-v1`: from triggers to a level and an urgency (clinical reference 4.2 and 4.3) over the
 * triggers in force. A trigger that is not in force counts as not assessed, never as absent.
 *
 * The level "goals-of-care conversation" (4.2 item 2) needs to know when treatment began, which this release does not
 * read; whoever would reach it gets the specialist level, urgent, with the task `goals-of-care`, as the reference asks for
 * those whom that rule bars.
 */
import type { AcuteCare } from '../chart/acute-care-episodes.ts';
import type { Kleene } from '../logic/kleene.ts';
import { within, type Day } from '../logic/when.ts';
import { state, type Statement } from '../statement.ts';
import type { TriggerId, TriggerResult } from '../triggers/trigger.ts';
import type { Level, Task, Urgency } from './recommendation.ts';

/** What the policy looks at. */
export interface DosingFacts {
  readonly asOf: Day;
  readonly triggers: readonly TriggerResult[];
  /** True only when trigger 1 is met and definite. */
  readonly metastatic: Kleene;
  readonly advanced: Kleene;
  /** Advanced by stage III of lung or pancreas. */
  readonly advancedByStageThree: boolean;
  /** In bed all day by the reading that trigger 11 rests on. */
  readonly bedbound: boolean;
  readonly leftHospice: boolean;
  readonly solid: boolean;
  readonly firstDiagnosis: Day | null;
  readonly acuteCare: AcuteCare;
}

export interface Dose {
  readonly level: Exclude<Level, 'none'>;
  readonly urgency: Urgency | null;
  readonly tasks: readonly Task[];
  readonly remarks: readonly Statement[];
}

/** Days until the next look, by level and urgency (clinical reference 4.3, `reviewOn`). [DESIGN] */
export const REVIEW_DAYS = {
  specialist: { urgent: 3, soon: 14, routine: 28 },
  navigator: { urgent: 3, soon: 7, routine: 7 },
  'oncology-team': 30,
  watch: 90,
} as const;

/** A cancer first recorded within so many days is newly diagnosed (clinical reference 4.2 item 5). */
const NEWLY_DIAGNOSED_DAYS = 180;
/** A discharge within so many days makes a nurse call urgent (clinical reference 4.3). [DESIGN] */
const RECENT_DISCHARGE_DAYS = 14;
/** Supporting findings that make a specialist level (4.2 item 3, after the BE-a-PAL rule): metastatic, and otherwise advanced. */
const SUPPORTING_WHEN_METASTATIC = 2;
const SUPPORTING_WHEN_ADVANCED = 3;

export function needsV1(facts: DosingFacts): Dose {
  const major = facts.triggers.filter(
    (one) => one.outcome === 'met' && one.counted && one.strength === 'major' && one.certainty !== 'probable',
  );
  const supporting = countSupporting(facts.triggers, major);
  const bedboundMet = facts.bedbound && isMet(facts.triggers, 'poor-performance-status');
  const tasks: Task[] = [];
  const remarks: Statement[] = [];
  if (facts.advanced === null && facts.solid) tasks.push('add-stage');

  if (facts.advanced === true && bedboundMet && facts.metastatic === true) tasks.push('goals-of-care');
  const specialist =
    major.length > 0 ||
    (bedboundMet && facts.advanced === null) ||
    facts.leftHospice ||
    ((facts.metastatic === true || facts.advancedByStageThree) && supporting >= SUPPORTING_WHEN_METASTATIC) ||
    (facts.advanced === true && supporting >= SUPPORTING_WHEN_ADVANCED);
  if (specialist) {
    const inHospital = facts.acuteCare.episodes.some((one) => one.kind === 'inpatient' && one.inProgress);
    const urgent = (bedboundMet && facts.advanced !== false) || inHospital;
    return { level: 'specialist', urgency: urgent ? 'urgent' : 'soon', tasks, remarks };
  }

  const counted = facts.triggers.some((one) => one.outcome === 'met' && one.counted);
  const navigator =
    facts.metastatic === true ||
    (facts.advanced === true && supporting >= 1) ||
    (facts.advanced === null && counted) ||
    (facts.advanced === false &&
      (isMet(facts.triggers, 'poor-performance-status') || isMet(facts.triggers, 'repeat-unplanned-admissions')));
  if (navigator) {
    const stageWouldDecide =
      facts.advanced === null &&
      (isMet(facts.triggers, 'poor-performance-status') || isMet(facts.triggers, 'repeat-unplanned-admissions'));
    if (facts.metastatic === true && !counted) remarks.push(state('remark-call-to-ask', {}));
    if (stageWouldDecide) remarks.push(state(facts.solid ? 'remark-stage-unknown' : 'remark-relapse-unknown', {}));
    if (facts.advanced === false && bedboundMet) tasks.push('function-cause');
    return {
      level: 'navigator',
      urgency: stageWouldDecide || recentUnplannedDischarge(facts) ? 'urgent' : 'soon',
      tasks,
      remarks,
    };
  }

  const { firstDiagnosis } = facts;
  if (firstDiagnosis !== null && facts.asOf - firstDiagnosis <= NEWLY_DIAGNOSED_DAYS) {
    return {
      level: 'oncology-team',
      urgency: null,
      tasks,
      remarks: [...remarks, state('remark-newly-diagnosed', { on: firstDiagnosis })],
    };
  }
  return { level: 'watch', urgency: null, tasks, remarks };
}

/** Supporting findings that count: one for each family, none for a family with a major; all probable ones together count one. */
function countSupporting(triggers: readonly TriggerResult[], major: readonly TriggerResult[]): number {
  const majorIds = new Set(major.map((one) => one.id));
  const counted = triggers.filter((one) => one.outcome === 'met' && one.counted && !majorIds.has(one.id));
  const sure = counted.filter((one) => one.certainty !== 'probable').length;
  return sure + (counted.length > sure ? 1 : 0);
}

function isMet(triggers: readonly TriggerResult[], id: TriggerId): boolean {
  return triggers.some((one) => one.id === id && one.outcome === 'met');
}

function recentUnplannedDischarge({ acuteCare, asOf }: DosingFacts): boolean {
  return acuteCare.episodes.some(
    (one) =>
      one.kind === 'inpatient' &&
      one.planned !== 'yes' &&
      !one.inProgress &&
      one.end !== null &&
      within(one.end, asOf, RECENT_DISCHARGE_DAYS) === true,
  );
}
