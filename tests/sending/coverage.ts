/** How often each fault struck in each phase, as a table to read. */
import type { Report } from './run-schedule.ts';
import { FAULTS, PHASES } from './schedule.ts';
import { cellOf } from './world.ts';

/** Schedules in which a cell was struck at least once. */
export function coverageOf(reports: readonly Pick<Report, 'struck'>[]): ReadonlyMap<string, number> {
  const counts = new Map(FAULTS.flatMap((fault) => PHASES.map((phase) => [cellOf(fault, phase), 0])));
  for (const { struck } of reports) for (const cell of new Set(struck)) counts.set(cell, (counts.get(cell) ?? 0) + 1);
  return counts;
}

export function tableOf(reports: readonly Report[], seconds: number): string {
  const counts = coverageOf(reports);
  const head = ['schedules in which it struck', ...PHASES].map((name, at) =>
    at === 0 ? name.padEnd(30) : name.padStart(9),
  );
  const rows = FAULTS.map((fault) =>
    [fault.padEnd(30), ...PHASES.map((phase) => String(counts.get(cellOf(fault, phase)) ?? 0).padStart(9))].join(''),
  );
  const ends = tally(reports.map(({ ended }) => ended));
  const sum = (of: (report: Report) => number): number => reports.reduce((all, one) => all + of(one), 0);
  return [
    '',
    head.join(''),
    ...rows,
    `first window ended as: ${ends}`,
    `${sum(({ posts }) => posts)} POSTs of referrals, "it is not there" was said ${sum(({ words }) => words)} times and wrong ${sum((one) => one.falseWords)} times, ` +
      `${sum(({ toTell }) => toTell)} referrals of others had to be told of, ` +
      `${(sum(({ took }) => took) / 3600).toFixed(1)} simulated hours in ${seconds.toFixed(1)} s`,
    '',
  ].join('\n');
}

function tally(names: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return [...counts]
    .toSorted((one, other) => other[1] - one[1])
    .map(([name, count]) => `${name} ${count}`)
    .join(', ');
}
