/**
 * One window of this browser at a time sends for a patient. Two tabs with the same chart know nothing of each other, and the
 * search that each asks before it sends may not show yet what the other has just written.
 */
import type { SendLock } from '../send-lock.ts';
import type { Locks } from './launch-claim.ts';

export function createSendLock(
  locks: Locks | undefined,
  issuer: string,
  patientId: string,
  sleep: (milliseconds: number) => Promise<void>,
): SendLock {
  const name = `alongside.send.${issuer}|${patientId}`;
  let letGo: (() => void) | null = null;
  /** Counts what this page has begun: an earlier one does not let go what a later one holds. */
  let turn = 0;

  async function take(): Promise<boolean> {
    if (locks === undefined || letGo !== null) return true;
    try {
      return await new Promise<boolean>((answer, fail) => {
        const hold = (lock: Lock | null): Promise<void> | undefined => {
          answer(lock !== null);
          return lock === null ? undefined : new Promise<void>((release) => (letGo = release));
        };
        locks.request(name, { ifAvailable: true }, hold).catch(fail);
      });
    } catch {
      return true; // The browser has switched its locks off: the looks at the server remain.
    }
  }

  return {
    async alone(run) {
      if (!(await take())) return null;
      turn += 1;
      const mine = turn;
      let keepFor = Infinity;
      try {
        const done = await run();
        keepFor = done.keepFor;
        return done.value;
      } finally {
        const release = (): void => {
          if (mine !== turn) return;
          letGo?.();
          letGo = null;
        };
        if (keepFor === 0) release();
        else if (Number.isFinite(keepFor)) void sleep(keepFor).then(release);
      }
    },
  };
}
