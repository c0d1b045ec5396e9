/** So that two windows of one browser cannot both send for the same patient. `launch/send-lock.ts` makes it of Web Locks. */
import { isOnRecord } from '../domain/referral/outcome.ts';
import { NOT_THERE_AFTER_MS } from '../domain/referral/submission.ts';
import type { Phase } from './kept-referral.ts';

export interface SendLock {
  /**
   * Runs while no other window of this browser does for the same issuer and patient; null, and nothing was run, when one is at
   * it. `keepFor`: milliseconds for which others are still kept out afterwards, until search indices have caught up; Infinity:
   * as long as this page lives.
   */
  alone<Value>(run: () => Promise<{ readonly value: Value; readonly keepFor: number }>): Promise<Value | null>;
  /** A page that was loaded again goes on keeping others out, for so many milliseconds. */
  keep(milliseconds: number): Promise<void>;
}

/** Where there is only one window, or nothing to tell them apart. */
export const NO_LOCK: SendLock = { alone: async (run) => (await run()).value, keep: async () => {} };

/**
 * Other windows are kept out until a search is sure to show what this one has sent; of what is unknown, to the end.
 * Milliseconds from `now`; 0 when nothing has left.
 */
export function keptOutFor(phase: Phase, now: number): number {
  switch (phase.at) {
    case 'editing':
      return 0;
    case 'sending':
      return Infinity;
    case 'settled': {
      const { outcome, time } = phase;
      if (outcome.outcome === 'unknown') return Infinity;
      const isThere = isOnRecord(outcome) || outcome.outcome === 'staged';
      return isThere ? Math.max(0, time + NOT_THERE_AFTER_MS - now) : 0;
    }
    default:
      return phase satisfies never;
  }
}
