/**
 * `npm run -s queue [-- FILE] [--seed N] [--years N]`: years of a clinic under three orders of its queue, as a table. Exit code 0 good, 1 input
 * unusable (one line), 2 wrong usage.
 */
import { parseArgs } from 'node:util';
import { arrivals, figures, ORDERS, simulate, type Clinic, type GroupFigures, type Order } from './queue-simulation.ts';
import { readText, Unusable } from './read-site.ts';

const USAGE = 'Usage: npm run -s queue [-- FILE] [--seed N] [--years N]';
const CLINIC_YEAR = 'fhir-fixtures/queue/clinic-year.json';

class WrongUsage extends Error {}

function readArguments(): { file: string; seed: number; years: number } {
  let parsed;
  try {
    parsed = parseArgs({
      allowPositionals: true,
      options: { seed: { type: 'string', default: '1' }, years: { type: 'string', default: '20' } },
    });
  } catch (error) {
    throw new WrongUsage(`${error instanceof Error ? error.message : String(error)} ${USAGE}`);
  }
  const [file = CLINIC_YEAR, ...more] = parsed.positionals;
  const { seed, years } = parsed.values;
  if (more.length > 0 || !/^\d{1,9}$/.test(seed) || !/^[1-9]\d{0,2}$/.test(years)) throw new WrongUsage(USAGE);
  return { file, seed: parseInt(seed, 10), years: parseInt(years, 10) };
}

function readClinic(file: string): Clinic {
  let json: unknown;
  try {
    json = JSON.parse(readText(file));
  } catch (error) {
    if (error instanceof Unusable) throw error;
    throw new Unusable(`${file} is not JSON.`);
  }
  const { services, arrivalsPerWeek, urgency } = (json ?? {}) as Partial<Clinic>;
  if (!Array.isArray(services) || typeof arrivalsPerWeek !== 'number' || urgency === undefined)
    throw new Unusable(`${file} must have arrivalsPerWeek, urgency and services; ${CLINIC_YEAR} is an example.`);
  return json as Clinic;
}

const percent = (share: number | null): string => (share === null ? '-' : `${Math.round(share * 100)} %`);

function table(results: readonly (readonly [Order, readonly GroupFigures[]])[]): string {
  const head = ['group', 'patients', ...results.map(([order]) => `${order}: median, 90th, in time, left`)];
  const rows = (results[0]?.[1] ?? []).map(({ group, arrived }, index) => [
    group,
    String(arrived),
    ...results.map(([, all]) => {
      const { medianWait = null, ninetiethWait = null, inTime = null, stillWaiting = 0 } = all[index] ?? {};
      return `${medianWait ?? '-'} d, ${ninetiethWait ?? '-'} d, ${percent(inTime)}, ${stillWaiting}`;
    }),
  ]);
  const lines = [head, head.map(() => '---'), ...rows];
  return `${lines.map((cells) => `| ${cells.join(' | ')} |`).join('\n')}\n`;
}

try {
  const { file, seed, years } = readArguments();
  const clinic = readClinic(file);
  const seeds = Array.from({ length: years }, (_, index) => seed + index);
  const patients = seeds.map((one) => arrivals(clinic, one));
  const results = ORDERS.map(
    (order) =>
      [
        order,
        figures(
          clinic,
          patients.map((all) => simulate(clinic, all, order)),
        ),
      ] as const,
  );
  process.stdout.write(table(results));
} catch (error) {
  if (!(error instanceof Unusable) && !(error instanceof WrongUsage)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = error instanceof WrongUsage ? 2 : 1;
}
