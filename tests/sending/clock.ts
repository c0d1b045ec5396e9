/** Time as the test makes it: nothing passes by itself, and nobody waits for it. */
import { setImmediate as nextTurn } from 'node:timers/promises';
import { vi } from 'vitest';

/** A morning at the demo site, on the day that its charts are of. */
export const BEGIN = Date.UTC(2026, 10, 12, 15, 0, 0);
export const TODAY = '2026-11-12';
/** Schedules that end end well before; what does not is stuck. */
const LONGEST = 3 * 3_600_000;

/** Work of the EHR under way. It takes no time on the fake clock, but turns of the real event loop. */
let underWay = 0;

export async function atOnce<Value>(work: () => Promise<Value>): Promise<Value> {
  underWay += 1;
  try {
    return await work();
  } finally {
    underWay -= 1;
  }
}

export const sleep = (milliseconds: number): Promise<void> =>
  new Promise((done) => setTimeout(done, Math.max(0, milliseconds)));

/**
 * Runs it on the fake clock, from `BEGIN`: the clock moves on to the next timer when all that can happen at one moment has
 * happened. `setImmediate` and promises stay real.
 */
export async function inFakeTime<Value>(work: () => Promise<Value>): Promise<Value> {
  vi.useFakeTimers({ now: BEGIN, toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'Date'] });
  try {
    const end = { reached: false };
    const result = work().finally(() => (end.reached = true));
    // Whoever awaits `result` below hears of a rejection; without this Node would complain before that.
    result.catch(() => {});
    while (!end.reached) {
      await quiet();
      if (end.reached) break;
      if (vi.getTimerCount() === 0)
        throw new Error('nothing is left that could happen, and the schedule has not ended');
      if (Date.now() - BEGIN > LONGEST) throw new Error('the schedule does not come to an end');
      vi.advanceTimersToNextTimer();
    }
    return await result;
  } finally {
    vi.clearAllTimers();
    vi.useRealTimers();
  }
}

async function quiet(): Promise<void> {
  let calm = 0;
  while (calm < 2) {
    await nextTurn();
    calm = underWay === 0 ? calm + 1 : 0;
  }
}
