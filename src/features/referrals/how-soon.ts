import type { Day } from '../../domain/logic/when.ts';
import type { FollowedReferral } from '../../domain/referral/follow-up.ts';
import { followUp as words } from '../../words/follow-up.ts';
import { sayWhen } from '../../words/say.ts';

/**
 * How soon a visit is asked for, in one wording: "routine" alone beside "within 2 weeks" reads like a contradiction. Null where nothing
 * says it. `asOf`: given where it matters that the day has passed.
 */
export function howSoon({ priority, wantedBy, visitDays }: FollowedReferral, asOf?: Day): string | null {
  const isPast = wantedBy !== null && asOf !== undefined && wantedBy.hi < asOf;
  const visit = wantedBy === null ? null : words.visitBy(sayWhen(wantedBy), visitDays, isPast);
  if (priority === null) return visit === null ? null : visit.charAt(0).toUpperCase() + visit.slice(1);
  return [words.withPriority(words.priority[priority]), ...(visit === null ? [] : [visit])].join(' · ');
}
