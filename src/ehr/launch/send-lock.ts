/**
 * One window of this browser at a time sends for a patient. Two tabs with the same chart know nothing of each other, and the
 * search that each asks before it sends may not show yet what the other has just written. A lock goes with its page, also when
 * that is only loaded again: what other pages were told of a send, they remember until its time is over.
 */
import { UNKNOWN_KEEPS_OUT_MS, type SendLock } from '../send-lock.ts';
import type { Locks } from './launch-claim.ts';

/** The other pages of this app in this browser. */
export interface OtherPages {
  tell(message: unknown): void;
  listen(listener: (message: unknown) => void): void;
}

export interface SendLockOptions {
  readonly sleep: (milliseconds: number) => Promise<void>;
  /** Undefined where pages cannot talk to each other. */
  readonly others?: OtherPages | undefined;
  /** Tells this page from the others. */
  readonly page: string;
}

/** Times are lengths, never moments: a clock that is set anew keeps nobody out. */
export function createSendLock(
  locks: Locks | undefined,
  issuer: string,
  patientId: string,
  { sleep, others, page }: SendLockOptions,
): SendLock {
  const name = `alongside.send.${issuer}|${patientId}`;
  let letGo: (() => void) | null = null;
  /** Sends under way in this page, and times for which it still keeps others out. */
  let holds = 0;
  /** Pages that have asked to be alone, each with the number of its latest word, which replaces its earlier one. */
  const asked = new Map<string, number>();
  let words = 0;

  others?.listen((message) => {
    const said = saidIn(message, name);
    if (said === null || said.page === page) return;
    words += 1;
    const mine = words;
    asked.set(said.page, mine);
    const over = (): void => {
      if (asked.get(said.page) === mine) asked.delete(said.page);
    };
    // Never longer than a page could ask for: a message cannot lock anybody out for good.
    const milliseconds = Math.min(said.for, UNKNOWN_KEEPS_OUT_MS);
    if (milliseconds <= 0) over();
    else void sleep(milliseconds).then(over);
  });
  const tell = (milliseconds: number): void => others?.tell({ name, page, for: milliseconds });

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

  function release(): void {
    holds -= 1;
    if (holds > 0) return;
    letGo?.();
    letGo = null;
    tell(0);
  }

  function keepOut(milliseconds: number): void {
    holds += 1;
    tell(milliseconds);
    void sleep(milliseconds).then(release);
  }

  return {
    async alone(run) {
      // What this page holds itself was asked for before the others spoke.
      if ((letGo === null && asked.size > 0) || !(await take())) return null;
      holds += 1;
      const leaving = (): void => tell(UNKNOWN_KEEPS_OUT_MS);
      leaving();
      let keepFor = UNKNOWN_KEEPS_OUT_MS;
      try {
        const done = await run(leaving);
        keepFor = done.keepFor;
        return done.value;
      } finally {
        if (keepFor > 0) keepOut(keepFor);
        release();
      }
    },

    async keep(milliseconds) {
      if (await take()) keepOut(milliseconds);
    },
  };
}

function saidIn(message: unknown, name: string): { readonly page: string; readonly for: number } | null {
  if (typeof message !== 'object' || message === null || !('name' in message) || message.name !== name) return null;
  if (!('for' in message) || typeof message.for !== 'number' || Number.isNaN(message.for)) return null;
  return 'page' in message && typeof message.page === 'string' ? { page: message.page, for: message.for } : null;
}
