/** Two windows of one browser with the same chart: one sends at a time. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Locks } from '../../../src/ehr/launch/launch-claim.ts';
import { createSendLock, type OtherPages } from '../../../src/ehr/launch/send-lock.ts';

const ISSUER = 'https://ehr.example/fhir';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** The locks of one browser, as all its pages see them: exclusive, asked for only if they are free. */
function browser(): Locks {
  const held = new Set<string>();
  const request = async (
    name: string,
    { ifAvailable }: LockOptions,
    hold: (lock: Lock | null) => unknown,
  ): Promise<unknown> => {
    await Promise.resolve();
    expect(ifAvailable).toBe(true);
    if (held.has(name)) return await hold(null);
    held.add(name);
    try {
      return await hold({ name, mode: 'exclusive' });
    } finally {
      held.delete(name);
    }
  };
  return { request: request as LockManager['request'] };
}

const sleep = (milliseconds: number): Promise<void> => new Promise((done) => setTimeout(done, milliseconds));
let pages = 0;
const page = (locks: Locks | undefined, patientId = 'p1', issuer = ISSUER, others?: OtherPages) =>
  createSendLock(locks, issuer, patientId, { sleep, others, page: `page ${(pages += 1)}` });
const ends =
  (keepFor: number, value = 'sent') =>
  async () => ({ value, keepFor });

/** A run that ends when it is told to. */
function slow(): {
  readonly run: () => Promise<{ value: string; keepFor: number }>;
  readonly end: (keepFor: number) => void;
} {
  let end: (keepFor: number) => void = () => {};
  const ended = new Promise<number>((done) => (end = done));
  return { run: async () => ({ value: 'sent', keepFor: await ended }), end };
}

describe('another window with the same chart', () => {
  it('is kept out while one sends, and runs nothing', async () => {
    const locks = browser();
    const { run, end } = slow();
    const first = page(locks).alone(run);
    await vi.advanceTimersByTimeAsync(0);
    const second = vi.fn(ends(0));
    expect(await page(locks).alone(second)).toBeNull();
    expect(second).not.toHaveBeenCalled();
    end(0);
    expect(await first).toBe('sent');
  });

  it('is let in at once when nothing was made', async () => {
    const locks = browser();
    expect(await page(locks).alone(ends(0))).toBe('sent');
    await vi.advanceTimersByTimeAsync(0);
    expect(await page(locks).alone(ends(0))).toBe('sent');
  });

  it('is kept out for as long as was asked for, and not longer', async () => {
    const locks = browser();
    await page(locks).alone(ends(60_000));
    const other = page(locks);
    await vi.advanceTimersByTimeAsync(59_999);
    expect(await other.alone(ends(0))).toBeNull();
    await vi.advanceTimersByTimeAsync(1);
    expect(await other.alone(ends(0))).toBe('sent');
  });

  it('is kept out for three minutes when the sending broke off: nobody knows what has left', async () => {
    const locks = browser();
    const bug = (): Promise<never> => Promise.reject(new Error('bug'));
    await expect(page(locks).alone(bug)).rejects.toThrow('bug');
    await vi.advanceTimersByTimeAsync(179_999);
    expect(await page(locks).alone(ends(0))).toBeNull();
    await vi.advanceTimersByTimeAsync(1);
    expect(await page(locks).alone(ends(0))).toBe('sent');
  });

  it('is let in when its time is over, whatever the clock was set to meanwhile', async () => {
    const locks = browser();
    await page(locks).alone(ends(60_000));
    vi.setSystemTime(Date.now() - 3 * 3_600_000);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(await page(locks).alone(ends(0))).toBe('sent');
  });

  it.each([
    ['of another patient', 'p2', ISSUER],
    ['of another EHR', 'p1', 'https://other.example/fhir'],
  ])('%s is not kept out', async (_, patientId, issuer) => {
    const locks = browser();
    await page(locks).alone(ends(180_000));
    expect(await page(locks, patientId, issuer).alone(ends(0))).toBe('sent');
  });
});

describe('the same window', () => {
  it.each([60_000, 180_000])('sends again while others are kept out for %d', async (keepFor) => {
    const locks = browser();
    const mine = page(locks);
    await mine.alone(ends(keepFor));
    expect(await mine.alone(ends(keepFor, 'again'))).toBe('again');
    expect(await page(locks).alone(ends(0))).toBeNull();
  });

  it('keeps others out for the later turn, though the time of an earlier one runs out', async () => {
    const locks = browser();
    const mine = page(locks);
    await mine.alone(ends(60_000));
    await vi.advanceTimersByTimeAsync(30_000);
    await mine.alone(ends(60_000));
    await vi.advanceTimersByTimeAsync(59_999);
    expect(await page(locks).alone(ends(0))).toBeNull();
    await vi.advanceTimersByTimeAsync(1);
    expect(await page(locks).alone(ends(0))).toBe('sent');
  });

  it('keeps others out while a later turn runs, though the time of an earlier one runs out', async () => {
    const locks = browser();
    const mine = page(locks);
    await mine.alone(ends(60_000));
    const { run, end } = slow();
    const later = mine.alone(run);
    await vi.advanceTimersByTimeAsync(120_000);
    expect(await page(locks).alone(ends(0))).toBeNull();
    end(0);
    await later;
    await vi.advanceTimersByTimeAsync(0);
    expect(await page(locks).alone(ends(0))).toBe('sent');
  });
});

describe('what a later turn asks for', () => {
  // The search may not show the first yet: what was asked for it still stands when a second try ends with nothing.
  it.each([60_000, 180_000])('others stay out for %d, though a second try sends nothing', async (keepFor) => {
    const locks = browser();
    const mine = page(locks);
    await mine.alone(ends(keepFor));
    await mine.alone(ends(0));
    await vi.advanceTimersByTimeAsync(1);
    expect(await page(locks).alone(ends(0))).toBeNull();
  });
});

describe('a page that was loaded again', () => {
  it('goes on keeping others out, for the time that is left', async () => {
    const locks = browser();
    await page(locks).keep(20_000);
    const other = page(locks);
    await vi.advanceTimersByTimeAsync(19_999);
    expect(await other.alone(ends(0))).toBeNull();
    await vi.advanceTimersByTimeAsync(1);
    expect(await other.alone(ends(0))).toBe('sent');
  });

  it('sends itself', async () => {
    const locks = browser();
    const mine = page(locks);
    await mine.keep(180_000);
    expect(await mine.alone(ends(0))).toBe('sent');
  });
});

/** All pages of the app in this browser hear what one of them tells. */
function bus(): () => OtherPages & { readonly told: unknown[] } {
  const listeners = new Map<object, (message: unknown) => void>();
  return () => {
    const me = {};
    const told: unknown[] = [];
    return {
      told,
      listen: (listener) => void listeners.set(me, listener),
      tell(message) {
        told.push(message);
        for (const [other, listener] of listeners) if (other !== me) listener(structuredClone(message));
      },
    };
  };
}

describe('what pages tell each other, for a lock goes with its page', () => {
  it.each([
    ['that was closed right after it had sent', ends(60_000), 60_000],
    ['whose answer is unknown', ends(180_000), 180_000],
    ['that sent nothing known, for it broke off', () => Promise.reject(new Error('bug')), 180_000],
  ])('a page %s is remembered', async (_, run, milliseconds) => {
    const connect = bus();
    // Locks that let go at once stand for a page that is gone.
    const [first, second] = [page(browser(), 'p1', ISSUER, connect()), page(browser(), 'p1', ISSUER, connect())];
    await first.alone(run).catch(() => {});
    expect(await second.alone(ends(0))).toBeNull();
    await vi.advanceTimersByTimeAsync(milliseconds - 1);
    expect(await second.alone(ends(0))).toBeNull();
    await vi.advanceTimersByTimeAsync(1);
    expect(await second.alone(ends(0))).toBe('sent');
  });

  it('a page that sends a long while after its press tells the others again when it leaves', async () => {
    const connect = bus();
    const others = connect();
    void page(browser(), 'p1', ISSUER, others).alone(async (leaving) => {
      await sleep(100_000);
      leaving();
      return { value: 'sent', keepFor: 60_000 };
    });
    await vi.advanceTimersByTimeAsync(100_000);
    expect(others.told.map((one) => (one as { readonly for: number }).for)).toEqual([180_000, 180_000, 60_000]);
  });

  it('of another patient or another EHR nothing is remembered', async () => {
    const connect = bus();
    const others = [page(browser(), 'p2', ISSUER, connect()), page(browser(), 'p1', 'https://x.example', connect())];
    await page(browser(), 'p1', ISSUER, connect()).alone(ends(60_000));
    for (const other of others) expect(await other.alone(ends(0))).toBe('sent');
  });

  it.each([null, 'x', {}, { name: 7 }, { name: `alongside.send.${ISSUER}|p1` }, { for: 9e15 }])(
    '%j tells nothing',
    async (message) => {
      const connect = bus();
      const mine = page(browser(), 'p1', ISSUER, connect());
      connect().tell(message);
      expect(await mine.alone(ends(0))).toBe('sent');
    },
  );

  it('a message locks nobody out for longer than a page could ask for', async () => {
    const connect = bus();
    const mine = page(browser(), 'p1', ISSUER, connect());
    connect().tell({ name: `alongside.send.${ISSUER}|p1`, page: 'x', for: 9e15 });
    expect(await mine.alone(ends(0))).toBeNull();
    await vi.advanceTimersByTimeAsync(180_000);
    expect(await mine.alone(ends(0))).toBe('sent');
  });

  it('holds no names: address and id of the chart, and a length of time', async () => {
    const connect = bus();
    const others = connect();
    await page(browser(), 'p1', ISSUER, others).alone(ends(0));
    expect(others.told[0]).toEqual({
      name: `alongside.send.${ISSUER}|p1`,
      page: expect.stringMatching(/^page \d+$/),
      for: 180_000,
    });
  });

  it('a page that made nothing lets others in at once', async () => {
    const connect = bus();
    const locks = browser();
    const other = page(locks, 'p1', ISSUER, connect());
    await page(locks, 'p1', ISSUER, connect()).alone(ends(0));
    await vi.advanceTimersByTimeAsync(1);
    expect(await other.alone(ends(0))).toBe('sent');
  });
});

describe('where locks tell nothing it is sent all the same, for the looks at the server remain', () => {
  const refuses = (): never => {
    throw new DOMException('locks are switched off', 'SecurityError');
  };
  it.each<readonly [string, Locks | undefined]>([
    ['there are none', undefined],
    ['asking for one throws', { request: refuses }],
    ['asking for one is refused', { request: async () => refuses() }],
  ])('%s', async (_, locks) => {
    const mine = page(locks);
    expect(await mine.alone(ends(60_000))).toBe('sent');
    expect(await mine.alone(ends(0, 'again'))).toBe('again');
    expect(await page(locks).alone(ends(0))).toBe('sent');
  });
});
