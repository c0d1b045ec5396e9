// @vitest-environment node
import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  arrivals,
  canSee,
  DAYS,
  figures,
  ORDERS,
  randomFrom,
  simulate,
  type Clinic,
} from '../../src/cli/queue-simulation.ts';
import { runs, tellSeed } from '../support/seeded.ts';

tellSeed('queue');

const WEEK = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
const CLINIC = JSON.parse(readFileSync('fhir-fixtures/queue/clinic-year.json', 'utf8')) as Clinic;

describe('a year of a clinic', () => {
  it('is the same for a seed each time, and another for another', () => {
    const year = (seed: number) => simulate(CLINIC, arrivals(CLINIC, seed), 'ours');
    expect(year(1)).toEqual(year(1));
    expect(year(1)).not.toEqual(year(2));
  });

  it('loses no patient, and sees none twice or before they came', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1e6 }), fc.constantFrom(...ORDERS), (seed, order) => {
        const patients = arrivals(CLINIC, seed);
        const { seen, stillWaiting } = simulate(CLINIC, patients, order);
        const all = [...seen.map(({ patient }) => patient), ...stillWaiting];
        expect(all.map(({ id }) => id).toSorted()).toEqual(patients.map(({ id }) => id).toSorted());
        for (const { patient, on } of seen) expect(on).toBeGreaterThanOrEqual(patient.arrived);
      }),
      runs(20),
    );
  });

  it('gives each slot once, to somebody whom the service can see, and leaves none empty while such a one waits', () => {
    const patients = arrivals(CLINIC, 7);
    const { seen } = simulate(CLINIC, patients, 'ours');
    const seenOn = new Map(seen.map(({ patient, on }) => [patient.id, on]));
    for (const service of CLINIC.services)
      for (let day = 0; day < DAYS; day += 1) {
        const here = seen.filter(({ on, by }) => on === day && by === service.id);
        expect(here.every(({ patient }) => canSee(service, patient))).toBe(true);
        expect(here.length).toBeLessThanOrEqual(service.days.includes(WEEK[day % 7] ?? '') ? service.slotsADay : 0);
        const isFree = service.days.includes(WEEK[day % 7] ?? '') && here.length < service.slotsADay;
        const left = patients.filter(
          (one) => one.arrived <= day && (seenOn.get(one.id) ?? DAYS) > day && canSee(service, one),
        );
        if (isFree) expect(left).toEqual([]);
      }
  });

  it('somebody whom no service can see is still waiting, and counted', () => {
    const nowhere: Clinic = { ...CLINIC, language: { Tagalog: 1 } };
    const patients = arrivals(nowhere, 1);
    expect(simulate(nowhere, patients, 'ours')).toEqual({
      seen: [],
      stillWaiting: expect.arrayContaining([...patients]),
    });
    const [everybody] = figures(nowhere, [simulate(nowhere, patients, 'ours')]);
    expect(everybody).toMatchObject({ arrived: patients.length, medianWait: null, inTime: 0 });
  });

  it('by our order the urgent wait less than by first come, first served', () => {
    const patients = arrivals(CLINIC, 3);
    const urgent = (order: (typeof ORDERS)[number]) =>
      figures(CLINIC, [simulate(CLINIC, patients, order)]).find(({ group }) => group === 'urgent')?.inTime ?? 0;
    expect(urgent('ours')).toBeGreaterThan(urgent('first-come'));
  });

  it('draws evenly', () => {
    const random = randomFrom(5);
    const drawn = Array.from({ length: 10_000 }, random);
    expect(drawn.every((one) => one >= 0 && one < 1)).toBe(true);
    expect(drawn.reduce((sum, one) => sum + one, 0) / drawn.length).toBeCloseTo(0.5, 1);
  });
});

describe('the command', () => {
  const command = ['--import', 'tsx', 'src/cli/queue.ts'];

  it('prints the same table each time', () => {
    const run = () => execFileSync('node', [...command, '--years', '1'], { encoding: 'utf8' });
    const table = run();
    expect(table).toMatch(/^\| group \| patients \| ours: .* \| first-come: .* \| urgency-alone: .* \|\n/);
    for (const group of ['everybody', 'urgent', 'soon', 'routine', 'near', 'far', 'Spanish'])
      expect(table).toMatch(new RegExp(`\\n\\| ${group} \\| \\d+ \\| .* %`));
    expect(run()).toBe(table);
  });

  it.each([
    [['--seed', 'x'], 2, /^Usage: /],
    [['a.json', 'b.json'], 2, /^Usage: /],
    [['nowhere.json'], 1, /cannot be read/],
    [['package.json'], 1, /must have arrivalsPerWeek/],
  ] as const)('%j: says so in one line', (more, code, line) => {
    const { status, stderr, stdout } = spawnSync('node', [...command, ...more], { encoding: 'utf8' });
    expect([status, stdout]).toEqual([code, '']);
    expect(stderr).toMatch(line);
    expect(stderr.trim().split('\n')).toHaveLength(1);
  });
});
