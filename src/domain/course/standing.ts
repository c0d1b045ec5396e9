/**
 * For how long a value holds: from the day of the reading until the next one, and never longer than it counts for the rules.
 * Where nothing holds there is a gap. A date that is only a month or a year holds for the days for which it surely counts.
 */
import type { Day, When } from '../logic/when.ts';
import type { Step } from './item.ts';

export interface Held {
  readonly when: When;
  /** Null for one that is not understood: it ends what stood before it, and nothing stands after it. */
  readonly value: { readonly low: number; readonly high: number } | null;
  readonly days: number;
}

/** `oldestFirst`: of one day, the one that decides comes last. */
export function stepsOf(oldestFirst: readonly Held[], asOf: Day): readonly Step[] {
  const steps: Step[] = [];
  let nextStarts: Day = Infinity;
  for (let index = oldestFirst.length - 1; index >= 0; index -= 1) {
    const one = oldestFirst[index];
    if (one === undefined) continue;
    const first = one.when.hi;
    const last = Math.min(asOf, nextStarts, one.when.lo + one.days);
    // The end is open where the next begins: of one day nothing is left to draw.
    if (one.value !== null && first < last) steps.push({ first, last, ...one.value });
    nextStarts = Math.min(nextStarts, one.when.lo);
  }
  return steps.toReversed();
}

/** Of several series the one with the highest value, day by day; `instead` speaks only where the series itself is silent. */
export function worstOf(
  series: readonly { readonly usual: readonly Step[]; readonly instead: readonly Step[] }[],
): readonly Step[] {
  const days = new Set<Day>();
  for (const { usual, instead } of series)
    for (const { first, last } of [...usual, ...instead]) {
      days.add(first);
      days.add(last);
    }
  const sorted = [...days].toSorted((a, b) => a - b);
  const walks = series.map(({ usual, instead }) => ({ usual: new Walk(usual), instead: new Walk(instead) }));
  const worst: Step[] = [];
  for (const [index, first] of sorted.entries()) {
    const last = sorted[index + 1];
    if (last === undefined) break;
    let found: Step | null = null;
    for (const { usual, instead } of walks) {
      const one = usual.over(first, last) ?? instead.over(first, last);
      if (one !== null && (found === null || one.high > found.high)) found = one;
    }
    if (found === null) continue;
    const { low, high } = found;
    const before = worst.at(-1);
    if (before?.last === first && before.low === low && before.high === high)
      worst[worst.length - 1] = { ...before, last };
    else worst.push({ first, last, low, high });
  }
  return worst;
}

/** Goes through steps from left to right, once. */
class Walk {
  #at = 0;
  readonly #steps: readonly Step[];

  constructor(steps: readonly Step[]) {
    this.#steps = steps;
  }

  over(first: Day, last: Day): Step | null {
    while ((this.#steps[this.#at]?.last ?? Infinity) <= first) this.#at += 1;
    const one = this.#steps[this.#at];
    return one !== undefined && one.first <= first && one.last >= last ? one : null;
  }
}
