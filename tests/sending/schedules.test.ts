// @vitest-environment node
/**
 * Session and channels as they are shipped, against the demo EHR in process, under a fake clock. `SCHEDULES=1000` runs as many
 * and then demands 20 of each cell; `SEED=n` runs one and prints what happened in it.
 */
import { env, stdout } from 'node:process';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { coverageOf, tableOf } from './coverage.ts';
import { openHospital, type Hospital } from './hospital.ts';
import { runSchedule, type Report } from './run-schedule.ts';
import { FAULTS, PHASES, scheduleOf } from './schedule.ts';

const CELLS = FAULTS.length * PHASES.length;
const WHOLE_RUN = 1000;
const wanted = wholeNumber('SCHEDULES') ?? 100;
const only = wholeNumber('SEED');
const seeds = only === null ? Array.from({ length: wanted }, (_, index) => index) : [only];

/** Null when it is not set. A slip of the pen may not pass for a run in which nothing failed. */
function wholeNumber(name: string): number | null {
  const text = env[name];
  if (text === undefined) return null;
  if (!/^\d+$/.test(text)) throw new Error(`${name} must be a whole number`);
  return Number.parseInt(text, 10);
}

let hospital: Hospital;
beforeAll(async () => {
  hospital = await openHospital();
});
afterAll(async () => {
  await hospital.sandbox.stop();
});

const shortened = (_key: string, value: unknown): unknown =>
  typeof value === 'string' && value.length > 40 ? `${value.slice(0, 40)}… (${value.length})` : value;

const told = ({ seed, violations, trace }: Report): string =>
  [
    `SEED=${seed} ${JSON.stringify(scheduleOf(seed), shortened)}`,
    ...trace,
    ...violations.map((one) => `  ${one}`),
    '',
  ].join('\n');

describe('referrals that are sent while something goes wrong', () => {
  it(
    `${only === null ? `${wanted} schedules` : `schedule ${only}`}: none is lost, doubled or claimed`,
    { timeout: 1_200_000 },
    async () => {
      const began = performance.now();
      const reports: Report[] = [];
      for (const seed of seeds) reports.push(await runSchedule(hospital, scheduleOf(seed)));
      const failed = reports.filter(({ violations }) => violations.length > 0);
      for (const report of only === null ? failed.slice(0, 5) : reports) stdout.write(`\n${told(report)}`);
      if (only === null) stdout.write(tableOf(reports, (performance.now() - began) / 1000));
      expect(failed.map(({ seed, violations }) => `SEED=${seed}: ${violations.join('; ')}`)).toEqual([]);
      if (only !== null) return;
      const least = wanted >= WHOLE_RUN ? 20 : wanted >= 2 * CELLS ? 1 : 0;
      expect([...coverageOf(reports)].filter(([, count]) => count < least)).toEqual([]);
    },
  );
});
