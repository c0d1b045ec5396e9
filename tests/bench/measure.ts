import { performance } from 'node:perf_hooks';

/** Milliseconds of one run, in a block of so many runs. */
export function block(run: () => unknown, runs: number): number {
  const from = performance.now();
  for (let index = 0; index < runs; index += 1) run();
  return (performance.now() - from) / runs;
}

/** The fastest of several blocks: the one that nothing else on the machine has disturbed. */
export function fastest(
  run: () => unknown,
  { blocks, runs }: { readonly blocks: number; readonly runs: number },
): number {
  let best = Infinity;
  for (let index = 0; index < blocks; index += 1) best = Math.min(best, block(run, runs));
  return best;
}

export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? NaN;
}
