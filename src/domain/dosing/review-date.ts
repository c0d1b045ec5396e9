/** When to look again (clinical reference 4.3 `reviewOn`, 4.4). */
import type { Day } from '../logic/when.ts';
import type { Dose } from './dose.ts';
import type { Profile } from './profiles.ts';

export interface ReviewFacts {
  readonly asOf: Day;
  /** Something was decided or somebody was in contact since the question first came up. */
  readonly decided: boolean;
  /** Last discharge from a hospital stay; null when there is none. */
  readonly dischargedOn: Day | null;
  /** Next oncology visit that is booked; null when none is visible. */
  readonly nextVisit: Day | null;
  /** Days on which findings leave the windows of their rules. */
  readonly windowsClose: readonly Day[];
  /** A sign of decline in advanced disease, new since the last decision or contact: the end-of-life checkpoint. */
  readonly checkpoint: boolean;
}

/**
 * The target of the level before anything is decided; after that the stepped schedule, and whatever comes sooner. A new sign of
 * decline is looked at soon whatever was decided.
 */
export function reviewDate({ level, urgency }: Dose, facts: ReviewFacts, profile: Profile): Day {
  const { asOf } = facts;
  const checkpoint = facts.checkpoint ? [asOf + profile.checkpointDays] : [];
  if (!facts.decided) return Math.min(asOf + target(level, urgency, profile), ...checkpoint);
  const sooner = [
    asOf + profile.steppedDays[level],
    ...facts.windowsClose.filter((day) => day >= asOf + profile.windowCloseDays),
    ...(facts.dischargedOn === null ? [] : [facts.dischargedOn + profile.afterDischargeDays]),
    ...(facts.nextVisit === null ? [] : [facts.nextVisit]),
    ...checkpoint,
  ].filter((day) => day > asOf);
  return Math.min(...sooner);
}

function target(level: Dose['level'], urgency: Dose['urgency'], { reviewDays }: Profile): number {
  switch (level) {
    case 'specialist':
    case 'hospice-conversation':
      return reviewDays.specialist[urgency ?? 'soon'];
    case 'navigator':
      return reviewDays.navigator[urgency ?? 'soon'];
    case 'oncology-team':
    case 'watch':
      return reviewDays[level];
    default:
      return level satisfies never;
  }
}
