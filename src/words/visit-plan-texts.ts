/** An agreed visit in the words of the care plan: English, whatever the screen speaks; the patient reads it. No finding, no prognosis. */
import type { FollowUpVisit } from '../domain/referral/follow-up.ts';
import type { VisitPlanTexts } from '../domain/referral/visit-plan.ts';
import { clockTime } from './clock.ts';
import { sayWhen } from './en/dates.ts';
import { listed } from './en/numbers.ts';

const KIND: Readonly<Record<NonNullable<FollowUpVisit['modality']>, string>> = {
  virtual: 'Video visit',
  home: 'Visit at home',
  clinic: 'Visit in the clinic',
};

/** `night`: the service's number; null where none is known. `timeZone`: the facility's. */
export function visitPlanTexts(
  { start, modality, who }: Pick<FollowUpVisit, 'start' | 'modality' | 'who'>,
  night: string | null,
  timeZone: string,
): VisitPlanTexts {
  const minutes = start?.minutes ?? null;
  const day = start === null ? 'on a day to be told' : sayWhen(start);
  const when = minutes === null ? [day] : [day, clockTime(minutes * 60_000, timeZone)];
  return {
    visit: [
      `${modality === null ? 'Supportive care visit' : KIND[modality]} ${when.join(', ')}`,
      ...(who.length === 0 ? [] : [`with ${listed(who)}`]),
    ].join(', '),
    night: night === null ? null : `At night call ${night}.`,
  };
}
