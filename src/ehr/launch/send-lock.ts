/**
 * One window of this browser at a time sends for a patient. Two tabs with the same chart know nothing of each other, and the
 * search that each asks before it sends may not show yet what the other has just written. A lock goes with its page, also when
 * that is only loaded again: what other pages were told of a send, they remember until its time is over.
 */
import { NOT_THERE_AFTER_MS } from '../../domain/referral/submission.ts';
import type { SendLock } from '../send-lock.ts';
import type { Locks } from './launch-claim.ts';

/** The other pages of this app in this browser. */
export interface OtherPages {
  tell(message: unknown): void;
  listen(listener: (message: unknown) => void): void;
}

export interface SendLockOptions {
  readonly sleep: (milliseconds: number) => Promise<void>;
  readonly now: () => number;
  /** Undefined where pages cannot talk to each other. */
  readonly others?: OtherPages | undefined;
}

export function createSendLock(
  locks: Locks | undefined,
  issuer: string,
  patientId: string,
  { sleep, now, others }: SendLockOptions,
): SendLock {
  const name = `alongside.send.${issuer}|${patientId}`;
  let letGo: (() => void) | null = null;
  /** Counts what this page has begun: an earlier one does not let go what a later one holds. */
  let turn = 0;
  /** Until when another page has asked to be alone. */
  let othersUntil = 0;
  others?.listen((message) => {
    const until = untilIn(message, name);
    // Never longer than a page could ask for: a message cannot lock anybody out for good.
    if (until !== null) othersUntil = Math.max(othersUntil, Math.min(until, now() + NOT_THERE_AFTER_MS));
  });
  const tell = (): void => others?.tell({ name, until: now() + NOT_THERE_AFTER_MS });

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

  function begin(): number {
    turn += 1;
    tell();
    return turn;
  }

  function releaseAfter(mine: number, milliseconds: number): void {
    const release = (): void => {
      if (mine !== turn) return;
      letGo?.();
      letGo = null;
    };
    if (milliseconds === 0) release();
    else if (Number.isFinite(milliseconds)) void sleep(milliseconds).then(release);
  }

  return {
    async alone(run) {
      // What this page holds itself was asked for before the others spoke.
      if (letGo === null && othersUntil > now()) return null;
      if (!(await take())) return null;
      const mine = begin();
      let keepFor = Infinity;
      try {
        const done = await run();
        keepFor = done.keepFor;
        if (keepFor > 0) tell();
        return done.value;
      } finally {
        releaseAfter(mine, keepFor);
      }
    },

    async keep(milliseconds) {
      if (await take()) releaseAfter(begin(), milliseconds);
    },
  };
}

function untilIn(data: unknown, name: string): number | null {
  if (typeof data !== 'object' || data === null || !('name' in data) || data.name !== name) return null;
  return 'until' in data && typeof data.until === 'number' ? data.until : null;
}
