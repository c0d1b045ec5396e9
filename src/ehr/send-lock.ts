/** So that two windows of one browser cannot both send for the same patient. `launch/send-lock.ts` makes it of Web Locks. */
export interface SendLock {
  /**
   * Runs while no other window of this browser does for the same issuer and patient; null, and nothing was run, when one is at
   * it. `keepFor`: milliseconds for which others are still kept out afterwards, until search indices have caught up; Infinity:
   * as long as this page lives.
   */
  alone<Value>(run: () => Promise<{ readonly value: Value; readonly keepFor: number }>): Promise<Value | null>;
}

/** Where there is only one window, or nothing to tell them apart. */
export const NO_LOCK: SendLock = { alone: async (run) => (await run()).value };
