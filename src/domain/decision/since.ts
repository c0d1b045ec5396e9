/**
 * What has changed since somebody last decided (product row M24): against the findings and the level that were written down then, and
 * by the dates of what is found now. "New" as clinical reference 3.5 has it; what merely arrived late is "newly visible". Pure.
 */
import type { Assessment } from '../assessment.ts';
import { acuteCare, type Episode } from '../chart/acute-care-episodes.ts';
import type { Chart } from '../chart/chart.ts';
import { isDatedAfter, isNew } from '../chart/decisions.ts';
import type { Evidence } from '../chart/evidence.ts';
import type { DecisionRecord } from '../chart/records.ts';
import type { Level } from '../dosing/recommendation.ts';
import { compareWhen, type When } from '../logic/when.ts';
import type { TriggerResult } from '../triggers/trigger.ts';

export interface LastLook {
  readonly what: DecisionRecord['decision'] | 'referral';
  readonly on: When;
  readonly by: string | null;
  readonly record: Evidence;
  /** What the answer was then; null where it was not written down. */
  readonly before: DecisionRecord['decidedOn'];
  /** Findings of then that this version does not know. */
  readonly unknownFindings: number;
}

export interface Since {
  readonly look: LastLook;
  /** `again`: it was there then, and a later reading has it too. `newly-visible`: dated before, and not found then. */
  readonly came: readonly { readonly trigger: TriggerResult; readonly as: 'new' | 'again' | 'newly-visible' }[];
  /** Found then and not now: because it is not so any more, or because it can no longer be told. Empty where then is not known. */
  readonly gone: readonly { readonly trigger: TriggerResult; readonly now: 'not-met' | 'cannot-tell' }[];
  /** Null where one of them is not known. */
  readonly level: { readonly before: Level; readonly now: Level } | null;
  /** Hospital stays and ED visits that began since, oldest first. */
  readonly stays: readonly Episode[];
}

/** The newest dated decision, contact or referral to the palliative team on record; null where there is none, or none has a date. */
export function lastLook({ decisions, referrals }: Pick<Chart, 'decisions' | 'referrals'>): LastLook | null {
  const looks: LastLook[] = [];
  for (const one of decisions)
    if (one.on !== null && one.decision !== 'ask-again')
      looks.push({
        what: one.decision,
        on: one.on,
        by: one.by,
        record: one,
        before: one.decidedOn,
        unknownFindings: one.unknownFindings,
      });
  for (const one of referrals)
    if (one.authored !== null && one.asksFor === 'palliative' && one.status !== 'revoked')
      looks.push({
        what: 'referral',
        on: one.authored,
        by: one.requesterName,
        record: one,
        before: null,
        unknownFindings: 0,
      });
  return looks.reduce<LastLook | null>(
    (newest, one) => (newest === null || compareWhen(one.on, newest.on) > 0 ? one : newest),
    null,
  );
}

/**
 * `bare`: the answer for the same chart without any decision, for a gate would hide the level. `againDays`: from which on a severe finding
 * that was there before is new on another reading.
 */
export function sinceLook(
  look: LastLook,
  chart: Chart,
  { triggers }: Pick<Assessment, 'triggers'>,
  bare: Pick<Assessment, 'recommendation'>,
  againDays: number,
): Since {
  const { before, on } = look;
  const { suppressedBy, level } = bare.recommendation;
  const came = triggers.flatMap((trigger) => {
    const as = howItCame(trigger, look, chart, againDays);
    return as === null ? [] : [{ trigger, as }];
  });
  const gone = triggers.flatMap((trigger) => {
    if (before?.triggers.includes(trigger.id) !== true || trigger.outcome === 'met') return [];
    return [{ trigger, now: trigger.outcome === 'not-assessable' ? ('cannot-tell' as const) : ('not-met' as const) }];
  });
  return {
    look,
    came,
    gone,
    level: before?.level == null || suppressedBy !== null ? null : { before: before.level, now: level },
    stays: acuteCare(chart)
      .episodes.filter(({ start, fatal }) => start.lo > on.hi && !fatal)
      .toSorted((a, b) => compareWhen(a.start, b.start)),
  };
}

function howItCame(
  trigger: TriggerResult,
  { before, on }: LastLook,
  chart: Chart,
  againDays: number,
): Since['came'][number]['as'] | null {
  if (trigger.outcome !== 'met') return null;
  if (before === null) return isNew(trigger, on, chart, againDays) ? 'new' : null;
  if (before.triggers.includes(trigger.id)) return isNew(trigger, on, chart, againDays) ? 'again' : null;
  return isDatedAfter(trigger, on) ? 'new' : 'newly-visible';
}

/** Nothing that anybody would want to know. */
export function isUnchanged({ came, gone, level, stays }: Since): boolean {
  return came.length === 0 && gone.length === 0 && stays.length === 0 && (level === null || level.before === level.now);
}
