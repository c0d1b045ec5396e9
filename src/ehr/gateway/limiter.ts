/** Runs at most `width` pieces of work at a time, first come first served. */
export interface Limiter {
  /** `ahead`: before everything that waits. A write does not stand behind a chart that is being read. */
  run<Value>(work: () => Promise<Value>, ahead?: boolean): Promise<Value>;
}

export function createLimiter(width: number): Limiter {
  const waiting: (() => void)[] = [];
  let running = 0;

  async function turn(ahead: boolean): Promise<void> {
    if (running < width) {
      running += 1;
      return;
    }
    await new Promise<void>((start) => (ahead ? waiting.unshift(start) : waiting.push(start)));
  }

  function leave(): void {
    const next = waiting.shift();
    if (next === undefined) running -= 1;
    else next(); // the place is handed on, so `running` stays as it is
  }

  return {
    async run(work, ahead = false) {
      await turn(ahead);
      try {
        return await work();
      } finally {
        leave();
      }
    },
  };
}
