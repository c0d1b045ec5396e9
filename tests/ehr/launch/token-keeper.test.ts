/** One renewal at a time, none while a write runs, no refresh token twice: by example, and for whatever happens in whatever order. */
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Tokens } from '../../../src/ehr/launch/stored-launches.ts';
import { createTokenKeeper, type Renewed, type TokenKeeper } from '../../../src/ehr/launch/token-keeper.ts';
import { runs, tellSeed } from '../../support/seeded.ts';

tellSeed('token keeper');

const MINUTE = 60_000;
const tokens = (name: string, lasts: number | null, refreshToken: string | null = `refresh-${name}`): Tokens => ({
  accessToken: name,
  expiresAt: lasts,
  refreshToken,
});

interface Pending {
  readonly used: string;
  readonly answer: (renewed: Renewed) => Promise<void>;
}

/** Everything that is still on its way without a clock has arrived. */
const settle = async (): Promise<void> => {
  for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
};

/** A keeper with a clock and an EHR that answers when the test says so. */
function keeping(first: Tokens) {
  const clock = { now: 0 };
  const kept: Tokens[] = [];
  const used: string[] = [];
  const foreign: Tokens[] = [];
  const pending: Pending[] = [];
  const keeper = createTokenKeeper({
    tokens: first,
    now: () => clock.now,
    keep: (tokens) => void kept.push(tokens),
    foreign: (...all) => void foreign.push(...all),
    renew: (refreshToken) => {
      used.push(refreshToken);
      return new Promise((done) => {
        pending.push({
          used: refreshToken,
          answer: async (renewed) => {
            pending.splice(0, 1);
            done(renewed);
            await settle();
          },
        });
      });
    },
  });
  return { keeper, clock, kept, used, foreign, pending };
}

/** What a promise has come to by now; "waits" while it has not. */
async function now<Value>(promise: Promise<Value>): Promise<Value | 'waits'> {
  let come: Value | 'waits' = 'waits';
  void promise.then((value) => (come = value));
  await settle();
  return come;
}

const renewed = (next: Tokens): Renewed => ({ is: 'renewed', tokens: next });

describe('the token of a session', () => {
  it.each([
    ['has long to go', 10 * MINUTE, 'a', 0],
    ['ends in exactly a minute and a half', 90_000, 'a', 0],
    ['is about to end', 89_999, 'waits', 1],
    ['is over', 0, 'waits', 1],
    ['has no end', null, 'a', 0],
  ] as const)('that %s: what the next request gets', async (_, lasts, expected, renewals) => {
    const { keeper, used } = keeping(tokens('a', lasts));
    expect(await now(keeper.bearer())).toBe(expected);
    expect(used).toHaveLength(renewals);
  });

  it.each([
    ['is renewed', renewed(tokens('b', 30 * MINUTE)), 'b', null],
    ['is refused', { is: 'refused' } as const, 'a', 80_000],
    ['is lost', { is: 'lost' } as const, 'a', 80_000],
    ['turns out to be somebody else’s', { is: 'somebody-else', tokens: tokens('x', 1) } as const, null, 0],
    ['is renewed with one that is over', renewed(tokens('b', 0)), null, null],
  ])('that is about to end and %s', async (_, answer, expected, endsAt) => {
    const { keeper, pending } = keeping(tokens('a', 80_000));
    const asked = [keeper.bearer(), keeper.bearer()];
    await settle();
    expect(pending).toHaveLength(1);
    await pending[0]?.answer(answer);
    expect(await Promise.all(asked)).toEqual([expected, expected]);
    expect(keeper.endsAt()).toBe(endsAt);
  });

  it.each([
    ['refused', { is: 'refused' } as const],
    ['lost', { is: 'lost' } as const],
  ])('that is over and was %s is no token any more', async (_, answer) => {
    const { keeper, clock, pending } = keeping(tokens('a', 80_000));
    const asked = keeper.bearer();
    await settle();
    clock.now = 80_000;
    await pending[0]?.answer(answer);
    expect(await asked).toBeNull();
  });

  it('is not renewed twice in a minute, and then again', async () => {
    const { keeper, clock, used, pending } = keeping(tokens('a', 30_000));
    void keeper.bearer();
    await settle();
    await pending[0]?.answer(renewed(tokens('b', 50_000)));
    clock.now = 59_999;
    expect(await now(keeper.bearer())).toBeNull();
    clock.now = 60_000;
    expect(await now(keeper.bearer())).toBe('waits');
    expect(used).toEqual(['refresh-a', 'refresh-b']);
  });

  it('is renewed with the same refresh token when the server names no new one', async () => {
    const { keeper, clock, used, kept, pending } = keeping(tokens('a', 30_000));
    void keeper.bearer();
    await settle();
    await pending[0]?.answer(renewed(tokens('b', 90_000, null)));
    expect(kept.at(-1)).toEqual(tokens('b', 90_000, 'refresh-a'));
    clock.now = 60_000;
    void keeper.bearer();
    await settle();
    expect(used).toEqual(['refresh-a', 'refresh-a']);
  });

  it('is written down as spent before it is used, and with the new ones after', async () => {
    const { keeper, kept, pending } = keeping(tokens('a', 30_000));
    void keeper.bearer();
    await settle();
    expect(kept).toEqual([tokens('a', 30_000, null)]);
    await pending[0]?.answer(renewed(tokens('b', 30 * MINUTE)));
    expect(kept).toEqual([tokens('a', 30_000, null), tokens('b', 30 * MINUTE)]);
  });

  it('after a lost answer is tried again only when there is nothing to lose', async () => {
    const { keeper, clock, used, pending, kept } = keeping(tokens('a', 5 * MINUTE));
    clock.now = 4 * MINUTE;
    void keeper.bearer();
    await settle();
    await pending[0]?.answer({ is: 'lost' });
    clock.now = 5 * MINUTE - 1;
    expect(await now(keeper.bearer())).toBe('a');
    expect(used).toHaveLength(1);
    // A reload must not use it again: it does not know that it was lost.
    expect(kept.at(-1)?.refreshToken).toBeNull();
    clock.now = 5 * MINUTE;
    expect(await now(keeper.bearer())).toBe('waits');
    expect(used).toEqual(['refresh-a', 'refresh-a']);
  });

  it('after a lost answer and a good one is renewed ahead of time again', async () => {
    const { keeper, clock, used, pending } = keeping(tokens('a', MINUTE));
    void keeper.bearer();
    await settle();
    await pending[0]?.answer({ is: 'lost' });
    clock.now = MINUTE;
    void keeper.bearer();
    await settle();
    await pending[0]?.answer(renewed(tokens('b', 5 * MINUTE)));
    expect(keeper.endsAt()).toBeNull();
    clock.now = 4 * MINUTE;
    expect(await now(keeper.bearer())).toBe('waits');
    expect(used).toEqual(['refresh-a', 'refresh-a', 'refresh-b']);
  });

  it('that the server refuses has a newer one only when it came', async () => {
    const { keeper, pending, used } = keeping(tokens('a', 30 * MINUTE));
    const asked = keeper.refused('a');
    await settle();
    await pending[0]?.answer(renewed(tokens('b', 60 * MINUTE)));
    expect(await asked).toBe(true);
    // A request that left with the old one and comes back late: there is a newer one, and nothing is asked.
    expect(await keeper.refused('a')).toBe(true);
    expect(await keeper.refused('b')).toBe(false);
    expect(used).toHaveLength(1);
  });

  it.each([
    ['long enough', 30 * MINUTE, 2 * MINUTE, true, 0],
    ['exactly long enough', 2 * MINUTE, 2 * MINUTE, true, 0],
    ['not long enough', 2 * MINUTE - 1, 2 * MINUTE, 'waits', 1],
  ] as const)('that lasts %s for a form', async (_, lasts, wanted, expected, renewals) => {
    const { keeper, used } = keeping(tokens('a', lasts));
    expect(await now(keeper.lasts(wanted))).toBe(expected);
    expect(used).toHaveLength(renewals);
  });

  it('that cannot be renewed does not last', async () => {
    expect(await keeping(tokens('a', MINUTE, null)).keeper.lasts(2 * MINUTE)).toBe(false);
    expect(await keeping(tokens('a', null, null)).keeper.lasts(2 * MINUTE)).toBe(true);
  });
});

describe('a write', () => {
  it('is not begun before a renewal that is under way has ended', async () => {
    const { keeper, pending } = keeping(tokens('a', 80_000));
    void keeper.bearer();
    await settle();
    let begun = false;
    const write = keeper.writing(async () => void (begun = true));
    await settle();
    expect(begun).toBe(false);
    await pending[0]?.answer(renewed(tokens('b', 30 * MINUTE)));
    await write;
    expect(begun).toBe(true);
  });

  it('of the same moment as a request that would renew: one of the two waits for the other', async () => {
    const { keeper, pending } = keeping(tokens('a', 80_000));
    let isRunning = false;
    const write = keeper.writing(async () => {
      isRunning = true;
      expect(pending).toHaveLength(0);
      await settle();
      expect(pending).toHaveLength(0);
      isRunning = false;
    });
    const asked = keeper.bearer();
    await settle();
    expect(isRunning && pending.length > 0).toBe(false);
    await pending[0]?.answer(renewed(tokens('b', 30 * MINUTE)));
    await write;
    expect(['a', 'b']).toContain(await asked);
  });

  it('keeps the token as it is until the last of them has ended, also when one throws', async () => {
    const { keeper, clock, used } = keeping(tokens('a', 10 * MINUTE));
    const ends: ((error?: Error) => void)[] = [];
    const run = (): Promise<void> =>
      new Promise((done, fail) => ends.push((error) => (error === undefined ? done() : fail(error))));
    const [one, other] = [keeper.writing(run), keeper.writing(run)];
    await settle();
    clock.now = 9 * MINUTE;
    expect(await now(keeper.bearer())).toBe('a');
    ends[0]?.(new Error('lost'));
    await expect(one).rejects.toThrow('lost');
    expect(await now(keeper.bearer())).toBe('a');
    // A read that the server refuses waits too.
    expect(await now(keeper.refused('a'))).toBe('waits');
    expect(used).toHaveLength(0);
    ends[1]?.();
    await other;
    expect(await now(keeper.bearer())).toBe('waits');
  });
});

describe('the end', () => {
  it('is for ever, whatever an answer brings that comes later', async () => {
    const { keeper, pending, kept } = keeping(tokens('a', 80_000));
    const asked = keeper.bearer();
    await settle();
    expect(keeper.end()).toMatchObject({ accessToken: 'a' });
    const before = kept.length;
    await pending[0]?.answer(renewed(tokens('b', 30 * MINUTE)));
    expect(await asked).toBeNull();
    expect(await keeper.bearer()).toBeNull();
    expect(await keeper.lasts(0)).toBe(false);
    expect(await keeper.refused('a')).toBe(false);
    expect(keeper.endsAt()).toBe(0);
    // What was cleared away does not come back.
    expect(kept).toHaveLength(before);
  });
});

// --- Whatever happens, in whatever order. ---------------------------------------------------------------------------------

type Step =
  | { readonly do: 'wait'; readonly milliseconds: number }
  | { readonly do: 'ask' }
  | { readonly do: 'last'; readonly milliseconds: number }
  /** The server answers 401: to the newest token, or to one of before. */
  | { readonly do: 'refuse'; readonly old: boolean }
  | { readonly do: 'write'; readonly milliseconds: number; readonly fails: boolean }
  | { readonly do: 'end' };

interface Answer {
  readonly is: Renewed['is'];
  /** How long the EHR takes. */
  readonly after: number;
  readonly lasts: number | null;
  readonly names: 'new' | 'none';
}

const times = (...some: readonly number[]): fc.Arbitrary<number> =>
  fc.oneof(fc.constantFrom(...some), fc.nat({ max: 10 * MINUTE }));

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant('wait' as const),
      milliseconds: times(0, 1, 59_999, MINUTE, 89_999, 90_000),
    }),
  },
  { weight: 6, arbitrary: fc.constant<Step>({ do: 'ask' }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('last' as const), milliseconds: times(0, 2 * MINUTE) }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('refuse' as const), old: fc.boolean() }) },
  {
    weight: 4,
    arbitrary: fc.record({ do: fc.constant('write' as const), milliseconds: times(0, 1, 30_000), fails: fc.boolean() }),
  },
  { weight: 1, arbitrary: fc.constant<Step>({ do: 'end' }) },
);

const answer: fc.Arbitrary<Answer> = fc.record({
  is: fc.oneof(
    { weight: 6, arbitrary: fc.constant('renewed' as const) },
    { weight: 2, arbitrary: fc.constantFrom('refused' as const, 'lost' as const, 'lost' as const) },
    { weight: 1, arbitrary: fc.constant('somebody-else' as const) },
  ),
  after: times(0, 1, 10_000),
  lasts: fc.oneof(fc.constantFrom(null, 0, -1, 1, MINUTE, 5 * MINUTE), fc.nat({ max: 20 * MINUTE })),
  names: fc.constantFrom('new', 'new', 'none'),
});

interface Seen {
  renewals: number;
  written: number;
  again: number;
}

/** Lets it all happen on a clock of its own, and looks at every turn. */
async function live(
  first: { lasts: number | null; renewable: boolean },
  answers: readonly Answer[],
  steps: readonly Step[],
  together: readonly boolean[],
): Promise<Seen> {
  let clock = 0;
  const due: { readonly at: number; readonly act: () => void }[] = [];
  const later = (milliseconds: number, act: () => void): void => void due.push({ at: clock + milliseconds, act });
  const advance = async (milliseconds: number): Promise<void> => {
    const until = clock + milliseconds;
    for (;;) {
      await settle();
      const next = due.toSorted((one, other) => one.at - other.at)[0];
      if (next === undefined || next.at > until) break;
      due.splice(due.indexOf(next), 1);
      clock = Math.max(clock, next.at);
      next.act();
    }
    clock = until;
    await settle();
  };

  const expiry = new Map<string, number | null>([['a0', first.lasts]]);
  const usedTimes = new Map<string, number>();
  /** Refresh tokens whose answer was lost, and those that the server has told to use again. */
  const [lost, reusable] = [new Set<string>(), new Set<string>()];
  /** Access tokens that the server has refused. */
  const refused = new Set<string>();
  let current = 'a0';
  let [renewing, writing, names] = [0, 0, 0];
  let lastRenewal = -Infinity;
  let [isOver, isWrong] = [false, false];
  let kept: Tokens | null = null;
  const seen: Seen = { renewals: 0, written: 0, again: 0 };
  const isPast = (token: string): boolean => (expiry.get(token) ?? Infinity) <= clock;

  const keeper: TokenKeeper = createTokenKeeper({
    tokens: tokens('a0', first.lasts, first.renewable ? 'r0' : null),
    now: () => clock,
    keep: (tokens) => (kept = tokens),
    foreign: () => {},
    renew: (refreshToken) => {
      seen.renewals += 1;
      expect(renewing, 'one renewal at a time').toBe(0);
      expect(writing, 'no renewal while a write runs').toBe(0);
      expect(clock - lastRenewal, 'one renewal a minute').toBeGreaterThanOrEqual(MINUTE);
      expect([isOver, isWrong], 'none after the end').toEqual([false, false]);
      expect(kept, 'written down as spent').toMatchObject({ accessToken: current, refreshToken: null });
      if ((usedTimes.get(refreshToken) ?? 0) > 0 && !reusable.has(refreshToken)) {
        seen.again += 1;
        expect(lost.has(refreshToken), 'used twice without a lost answer').toBe(true);
        expect(isPast(current) || refused.has(current), 'used twice with a token at hand').toBe(true);
      }
      usedTimes.set(refreshToken, (usedTimes.get(refreshToken) ?? 0) + 1);
      reusable.delete(refreshToken);
      lastRenewal = clock;
      renewing += 1;
      const { is, after, lasts, names: named } = answers[(seen.renewals - 1) % answers.length]!;
      return new Promise<Renewed>((done) => {
        later(after, () => {
          renewing -= 1;
          if (is === 'lost') lost.add(refreshToken);
          if (is === 'somebody-else') {
            isWrong = true;
            return done({ is, tokens: tokens('foreign', null) });
          }
          if (is !== 'renewed') return done({ is });
          names += 1;
          const name = `a${names}`;
          expiry.set(name, lasts === null ? null : clock + lasts);
          if (!isOver) current = name;
          if (named === 'none') reusable.add(refreshToken);
          done(renewed(tokens(name, expiry.get(name) ?? null, named === 'none' ? null : `r${names}`)));
        });
      });
    },
  });

  let waiting = 0;
  const ask = async (): Promise<void> => {
    waiting += 1;
    const [hadLong, wasBusy] = [(expiry.get(current) ?? Infinity) - clock >= 90_000, renewing > 0];
    const bearer = await keeper.bearer();
    waiting -= 1;
    if (isOver || isWrong) expect(bearer, 'after the end').toBeNull();
    else if (hadLong && !wasBusy) expect(bearer, 'there was one').toBe(current);
    if (bearer === null) return;
    expect(bearer, 'the newest').toBe(current);
    expect(isPast(bearer), 'over').toBe(false);
  };

  for (const [index, step] of steps.entries()) {
    switch (step.do) {
      case 'wait':
        await advance(step.milliseconds);
        break;
      case 'ask':
        void ask();
        break;
      case 'last':
        waiting += 1;
        void (async () => {
          const lasts = await keeper.lasts(step.milliseconds);
          waiting -= 1;
          if (lasts) expect((expiry.get(current) ?? Infinity) - clock).toBeGreaterThanOrEqual(step.milliseconds);
          if (isOver || isWrong) expect(lasts).toBe(false);
        })();
        break;
      case 'refuse': {
        const token = step.old ? 'a0' : current;
        refused.add(token);
        waiting += 1;
        void (async () => {
          const isNewer = await keeper.refused(token);
          waiting -= 1;
          if (isNewer) expect(current, 'a newer one').not.toBe(token);
          if (isOver || isWrong) expect(isNewer).toBe(false);
        })();
        break;
      }
      case 'write':
        waiting += 1;
        void keeper
          .writing(async () => {
            expect(renewing, 'no write while a renewal runs').toBe(0);
            writing += 1;
            seen.written += 1;
            // As the transport does it: the token is asked for inside.
            await ask();
            await new Promise<void>((done) => later(step.milliseconds, done));
            writing -= 1;
            if (step.fails) throw new Error('lost');
          })
          .catch((error: unknown) => {
            if (!(error instanceof Error) || error.message !== 'lost') failures.push(error);
          })
          .finally(() => (waiting -= 1));
        break;
      case 'end':
        keeper.end();
        isOver = true;
        break;
      default:
        step satisfies never;
    }
    // Some of it happens in one moment; the end does not: what was given before it was given.
    if (together[index % together.length] === true && steps[index + 1]?.do !== 'end') continue;
    await settle();
    const endsAt = keeper.endsAt();
    if (isOver || isWrong) expect(endsAt).toBe(0);
    else if (endsAt !== null) expect(endsAt).toBe(expiry.get(current));
  }
  // Nothing waits for ever.
  await advance(60 * MINUTE);
  expect(waiting, 'still waiting').toBe(0);
  if (isOver || isWrong) expect(await keeper.bearer()).toBeNull();
  return seen;
}

/** An expectation inside a promise that nobody waits for. */
const failures: unknown[] = [];

describe('whatever happens in whatever order', () => {
  it('no renewal meets another or a write, no refresh token is used twice, and no token is used that is over', async () => {
    const all: Seen = { renewals: 0, written: 0, again: 0 };
    const onFailure = (error: unknown): void => void failures.push(error);
    process.on('unhandledRejection', onFailure);
    try {
      await fc.assert(
        fc.asyncProperty(
          fc.record({
            lasts: fc.oneof(fc.constantFrom(null, 0, 89_999, 90_000), fc.nat({ max: 10 * MINUTE })),
            renewable: fc.oneof(
              { weight: 9, arbitrary: fc.constant(true) },
              { weight: 1, arbitrary: fc.constant(false) },
            ),
          }),
          fc.array(answer, { minLength: 1, maxLength: 8 }),
          fc.array(step, { minLength: 1, maxLength: 40, size: 'max' }),
          fc.array(fc.boolean(), { minLength: 1, maxLength: 8 }),
          async (first, answers, steps, together) => {
            failures.length = 0;
            const seen = await live(first, answers, steps, together);
            for (const name of ['renewals', 'written', 'again'] as const) all[name] += seen[name];
            await new Promise((done) => setImmediate(done));
            if (failures.length > 0) throw failures[0];
          },
        ),
        runs(1000),
      );
    } finally {
      process.off('unhandledRejection', onFailure);
    }
    // It has happened, and often: also the one case in which a refresh token may be used again.
    expect(all.renewals).toBeGreaterThan(200);
    expect(all.written).toBeGreaterThan(200);
    expect(all.again).toBeGreaterThan(0);
  });
});

describe('a read that is refused while something is being written', () => {
  it('waits for the end of the write, and then for a newer token', async () => {
    let time = 0;
    const used: string[] = [];
    const keeper = createTokenKeeper({
      tokens: { accessToken: 'a', expiresAt: 600_000, refreshToken: 'r' },
      now: () => time,
      renew: async (refreshToken) => {
        used.push(refreshToken);
        return { is: 'renewed', tokens: { accessToken: 'b', expiresAt: 900_000, refreshToken: 's' } };
      },
      keep: () => {},
      foreign: () => {},
    });
    let end: () => void = () => {};
    const writing = keeper.writing(() => new Promise<void>((done) => (end = done)));
    const refused = keeper.refused('a');
    time += 1000;
    await new Promise((done) => setTimeout(done, 5));
    expect(used).toEqual([]);
    end();
    await writing;
    expect(await refused).toBe(true);
    expect(used).toEqual(['r']);
    expect(await keeper.bearer()).toBe('b');
  });
});

describe('what has to be given back at the end', () => {
  it('while a refresh token is on its way is that one: the EHR ends with it what it may still bring', async () => {
    const { keeper } = keeping(tokens('a', 80_000, 'r'));
    void keeper.bearer();
    await settle();
    expect(keeper.end()).toMatchObject({ accessToken: 'a', refreshToken: 'r' });
  });

  it('of a session that turns out to be somebody else’s is told with their tokens', async () => {
    const { keeper, foreign, pending } = keeping(tokens('a', 80_000, 'r'));
    void keeper.bearer();
    await settle();
    await pending[0]?.answer({ is: 'somebody-else', tokens: tokens('x', 1, 'y') });
    expect(foreign).toEqual([tokens('x', 1, 'y'), tokens('a', 80_000, 'r')]);
    expect(keeper.mayRenew()).toBe(false);
  });
});
