/**
 * One clock for the pages and for the journey. It stands still while a request is on its way or a person's hand moves, and
 * goes on in steps, so that a minute of waiting takes a moment and a slow machine makes no request time out.
 */
import { setImmediate as nextTurn, setTimeout as realTime } from 'node:timers/promises';
import type { BrowserContext } from '@playwright/test';

/** Milliseconds of the journey's time in one step: short while something happens, longer and longer while nothing does. */
const SHORT = 500;
const LONG = 4000;
/** While a page opens: the browser's own work, a lock for example, is not seen from here and has to keep its time. */
const GENTLE = 50;
const GENTLE_TAKES = 10;
/** Real time after which something hangs. */
const HANGS = 15_000;
/** No schedule needs more of the journey's time. */
const LONGEST = 3 * 3_600_000;

export interface Happening {
  /** Requests that are on their way, without those that a fault holds back. */
  underWay(): number;
  /** Something was asked since this was last asked. */
  wasBusy(): boolean;
  /** A page was opened a moment ago and shows nothing yet. */
  opening(): boolean;
  /** Looks at the screens. */
  look(): Promise<void>;
}

export class JourneyClock {
  readonly #begin = Date.now();
  #now = this.#begin;
  #step = SHORT;
  #acting = 0;
  readonly #contexts: BrowserContext[] = [];
  readonly #due = new Set<{ readonly at: number }>();
  #waiting: (() => void)[] = [];
  /** When which time was shown first, for what the server dates by its own clock. */
  readonly #shown = [{ real: this.#begin, time: this.#begin }];

  get now(): number {
    return this.#now;
  }

  /** Since the beginning, in seconds. */
  get seconds(): number {
    return (this.#now - this.#begin) / 1000;
  }

  /** Before the first page of a context is opened, and all of them before time goes on. */
  async rules(context: BrowserContext): Promise<void> {
    await context.clock.install({ time: this.#now - 1000 });
    await context.clock.pauseAt(this.#now);
    this.#contexts.push(context);
  }

  /** The real moment at which the journey's clock went past this time. */
  passedAt(time: number): number {
    return this.#shown.find((one) => one.time > time)?.real ?? Date.now();
  }

  /** Takes no time on the journey's clock. */
  async atOnce<Value>(work: () => Promise<Value>): Promise<Value> {
    this.#acting += 1;
    try {
      return await work();
    } finally {
      this.#acting -= 1;
    }
  }

  async sleep(milliseconds: number): Promise<void> {
    await this.until(() => false, milliseconds);
  }

  /** True when it has come true in that time. */
  async until(what: () => boolean, milliseconds: number): Promise<boolean> {
    const end = { at: this.#now + Math.max(0, Math.ceil(milliseconds)) };
    this.#due.add(end);
    try {
      while (!what()) {
        if (this.#now >= end.at) return false;
        await new Promise<void>((wake) => this.#waiting.push(wake));
      }
      return true;
    } finally {
      this.#due.delete(end);
    }
  }

  /** Time goes on until the work is done. What still waits then waits for ever: no late request reaches the next schedule. */
  async run<Value>(work: Promise<Value>, happening: Happening): Promise<Value> {
    const end = { reached: false };
    const result = work.finally(() => (end.reached = true));
    // Whoever awaits `result` below hears of a rejection; without this Node would complain before that.
    result.catch(() => {});
    for (;;) {
      await this.#calm(happening, end);
      if (end.reached) return await result;
      if (this.#now - this.#begin > LONGEST) throw new Error('the schedule does not come to an end');
      await this.#goOn(happening);
    }
  }

  async #goOn(happening: Happening): Promise<void> {
    this.#step = happening.wasBusy() ? SHORT : Math.min(2 * this.#step, LONG);
    const next = Math.min(...[...this.#due].map(({ at }) => at)) - this.#now;
    const gently = happening.opening();
    if (gently) await realTime(GENTLE_TAKES);
    const step = Math.max(1, Math.min(gently ? GENTLE : this.#step, next));
    this.#now += step;
    this.#shown.push({ real: Date.now(), time: this.#now });
    await Promise.all(this.#contexts.map((context) => context.clock.runFor(step)));
    await this.#calm(happening);
    // A look goes through the page: what an answer has set off there has begun when it comes back.
    await happening.look();
    if (happening.underWay() > 0) {
      await this.#calm(happening);
      await happening.look();
    }
    this.#wake();
  }

  #wake(): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const wake of waiting) wake();
  }

  async #calm(happening: Happening, end = { reached: false }): Promise<void> {
    const from = Date.now();
    for (let calm = 0; calm < 3 && !end.reached;) {
      const busy = this.#acting > 0 || happening.underWay() > 0;
      calm = busy ? 0 : calm + 1;
      await (busy ? realTime(1) : nextTurn());
      if (Date.now() - from > HANGS) throw new Error(`${this.#acting} acting, ${happening.underWay()} requests hang`);
    }
  }
}
