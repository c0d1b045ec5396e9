/** So that two windows of one browser cannot both write for the same patient, a referral, a decision or a question. `launch/send-lock.ts` makes it of Web Locks. */
import { mayHaveLeft, type DecisionWrite } from '../domain/decision/decision-write.ts';
import type { QuestionWrite } from '../domain/question/question-write.ts';
import { isOnRecord } from '../domain/referral/outcome.ts';
import { NOT_THERE_AFTER_MS } from '../domain/referral/submission.ts';
import type { Phase } from './kept-referral.ts';

export interface SendLock {
  /**
   * Runs while no other window of this browser does for the same issuer and patient; null, and nothing was run, when one is at
   * it. `leaving` is called when something leaves: others are told once more. `keepFor`: milliseconds for which others are
   * still kept out afterwards, until search indices have caught up.
   */
  alone<Value>(
    run: (leaving: () => void) => Promise<{ readonly value: Value; readonly keepFor: number }>,
  ): Promise<Value | null>;
  /** A page that was loaded again goes on keeping others out, for so many milliseconds. */
  keep(milliseconds: number): Promise<void>;
}

/** Where there is only one window, or nothing to tell them apart. */
export const NO_LOCK: SendLock = { alone: async (run) => (await run(() => {})).value, keep: async () => {} };

/** What may still be on its way can arrive late, and show later: three minutes, and then no window is kept out any more. */
export const UNKNOWN_KEEPS_OUT_MS = 3 * NOT_THERE_AFTER_MS;

/**
 * For how long other windows are kept out: until a search is sure to show what this one has sent. Milliseconds from `now`; 0
 * when nothing has left, or when the user has said what became of it.
 */
export function keptOutFor(phase: Phase, now: number): number {
  switch (phase.at) {
    case 'editing':
      return 0;
    case 'sending':
      return left(phase.since, UNKNOWN_KEEPS_OUT_MS, now);
    case 'settled': {
      const { outcome, time, userWord } = phase;
      if (userWord !== undefined) return 0;
      if (outcome.outcome === 'unknown') return left(time, UNKNOWN_KEEPS_OUT_MS, now);
      return isOnRecord(outcome) || outcome.outcome === 'staged' ? left(time, NOT_THERE_AFTER_MS, now) : 0;
    }
    default:
      return phase satisfies never;
  }
}

/** The same of a decision that was saved at `since`. */
export function keptOutByDecision(write: DecisionWrite, since: number, now: number): number {
  if (mayHaveLeft(write)) return left(since, UNKNOWN_KEEPS_OUT_MS, now);
  return write.at === 'recorded' || write.at === 'staged' ? left(since, NOT_THERE_AFTER_MS, now) : 0;
}

/** The same of a question to the palliative team. */
export function keptOutByQuestion(write: QuestionWrite, since: number, now: number): number {
  if (write.at === 'sending' || write.at === 'unknown') return left(since, UNKNOWN_KEEPS_OUT_MS, now);
  return write.at === 'sent' || write.at === 'staged' ? left(since, NOT_THERE_AFTER_MS, now) : 0;
}

/** Never more than the whole, whatever the clock has done since. */
const left = (since: number, whole: number, now: number): number => Math.min(whole, Math.max(0, since + whole - now));
