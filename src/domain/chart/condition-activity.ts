/** Which conditions count as being there on the day we look from (clinical reference 3.1, "Condition active test"). */
import { compareWhen, within } from '../logic/when.ts';
import type { Chart } from './chart.ts';
import type { ConditionRecord } from './records.ts';

export type Activity = 'active' | 'ended' | 'remission' | 'too-old';

export function activityOf(condition: ConditionRecord, { asOf, numbers }: Pick<Chart, 'asOf' | 'numbers'>): Activity {
  if (condition.clinical === 'remission') return 'remission';
  // An end on or before the day wins over a status that was never updated.
  if (condition.abatement !== null) return 'ended';
  if (condition.clinical === 'inactive' || condition.clinical === 'resolved') return 'ended';
  if (condition.clinical !== null || !onlyFromVisits(condition)) return 'active';
  const { when } = condition;
  return when !== null && within(when, asOf, numbers.visitDiagnosisDays) === false ? 'too-old' : 'active';
}

/** True when no problem list holds it: it was coded for a visit and nowhere else. */
export function onlyFromVisits(condition: ConditionRecord): boolean {
  return (
    condition.categories.length > 0 && condition.categories.every((category) => category === 'encounter-diagnosis')
  );
}

/** The first date on record: onset, else the day of recording. */
export function firstRecorded(condition: ConditionRecord): ConditionRecord['when'] {
  const { onset, recorded } = condition;
  if (onset === null || recorded === null) return onset ?? recorded;
  return compareWhen(onset, recorded) <= 0 ? onset : recorded;
}
