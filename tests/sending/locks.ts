/** What the pages of one browser share, without a browser: locks, and messages to the others. */
import type { Locks } from '../../src/ehr/launch/launch-claim.ts';
import type { OtherPages } from '../../src/ehr/launch/send-lock.ts';

/** The Web Locks of one browser: exclusive ones, asked for with `ifAvailable`, as the product does. */
export class BrowserLocks {
  readonly #held = new Map<string, object>();
  readonly #listeners = new Map<object, ((message: unknown) => void)[]>();

  of(page: object): Locks {
    const request = async (
      name: string,
      _options: LockOptions,
      callback: (lock: Lock | null) => unknown,
    ): Promise<unknown> => {
      if (this.#held.has(name)) return await callback(null);
      this.#held.set(name, page);
      try {
        return await callback({ name, mode: 'exclusive' });
      } finally {
        if (this.#held.get(name) === page) this.#held.delete(name);
      }
    };
    return { request } as unknown as Locks;
  }

  /** A BroadcastChannel: every other page that is open hears of it a moment later. */
  channelOf(page: object): OtherPages {
    return {
      listen: (listener) => void this.#listeners.set(page, [...(this.#listeners.get(page) ?? []), listener]),
      tell: (message) => {
        for (const [other, listeners] of this.#listeners)
          if (other !== page) for (const listener of listeners) setTimeout(() => listener(message), 1);
      },
    };
  }

  releaseAll(page: object): void {
    this.#listeners.delete(page);
    for (const [name, holder] of this.#held) if (holder === page) this.#held.delete(name);
  }
}
