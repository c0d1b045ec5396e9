/**
 * `npm run bench`: how long the whole engine takes (taking in, reading, deriving, all rules, the answer), against parsing the
 * same bytes in the same run; what the first call of a process costs; how time grows with the chart; and against three
 * simple rules in FHIRPath. Under a minute. `npm run bench -- --all` lists every chart.
 */
import { execFileSync } from 'node:child_process';
import { performance } from 'node:perf_hooks';
import { isoDay } from '../../src/domain/logic/when.ts';
import { inFhirPath, inTypeScript, type Days, type FlatBundle } from './fhirpath-rules.ts';
import { block, fastest, median, quantile } from './measure.ts';
import { buildEngine, load } from './shipped.ts';

const WARM_UP_MS = 12_000;
/** Blocks of each chart, and about how long one lasts. */
const BLOCKS = 7;
const BLOCK_MS = 3;
const LISTED = 12;

const say = (line: string): void => void process.stdout.write(`${line}\n`);

const address = await buildEngine();
const { answer, benchCharts, grown, resourcesOf, AS_OF, TODAY } = await load(address);
const charts = benchCharts().map((chart) => ({ ...chart, parsed: JSON.parse(chart.text) as unknown }));
type Parsed = (typeof charts)[number];

firstCalls();
warmUp();
againstParsing();
growth();
againstFhirPath();

/** The first call in a process that has loaded the engine and used nothing of it yet. */
function firstCalls(): void {
  const times = Array.from({ length: 5 }, () =>
    Number.parseFloat(
      execFileSync(process.execPath, ['--import', 'tsx', 'tests/bench/first-call.ts', address, '500'], {
        encoding: 'utf8',
      }),
    ),
  );
  say(
    `first call of a process, 500 resources: ${Math.min(...times).toFixed(1)} ms at best, ${median(times).toFixed(1)} ms in the middle`,
  );
}

/** All charts in turn, as in a practice: what is compiled is then compiled for all of them. */
function warmUp(): void {
  const until = performance.now() + WARM_UP_MS;
  let calls = 0;
  while (performance.now() < until)
    for (const { text, parsed } of charts) {
      if (text.length > 200_000) continue;
      answer(parsed);
      calls += 1;
    }
  say(`warmed up by ${calls} calls`);
}

interface Measured {
  readonly name: string;
  readonly bytes: number;
  readonly parse: number;
  readonly engine: number;
  readonly ratio: number;
}

/** Parsing and engine by turns, so that whatever else the machine does meets both. */
function measure({ name, text, parsed }: Parsed): Measured {
  const parseRuns = runsFor(() => JSON.parse(text) as unknown);
  const engineRuns = runsFor(() => answer(parsed));
  let [parse, engine] = [Infinity, Infinity];
  for (let index = 0; index < BLOCKS; index += 1) {
    parse = Math.min(
      parse,
      block(() => JSON.parse(text) as unknown, parseRuns),
    );
    engine = Math.min(
      engine,
      block(() => answer(parsed), engineRuns),
    );
  }
  return { name, bytes: text.length, parse, engine, ratio: engine / parse };
}

function runsFor(run: () => unknown): number {
  return Math.max(1, Math.round(BLOCK_MS / block(run, 5)));
}

function againstParsing(): void {
  const measured = charts.map(measure).toSorted((a, b) => b.ratio - a.ratio);
  const ratios = measured.map(({ ratio }) => ratio);
  const listed = process.argv.includes('--all') ? measured : measured.slice(0, LISTED);
  for (const { name, bytes, parse, engine, ratio } of listed)
    say(
      `${name.padEnd(52)} ${(bytes / 1000).toFixed(0).padStart(6)} kB  parse ${parse.toFixed(3)} ms  engine ${engine.toFixed(3)} ms  ratio ${ratio.toFixed(2)}`,
    );
  say(
    `engine against JSON.parse: median ${median(ratios).toFixed(2)}, 9 of 10 below ${quantile(ratios, 0.9).toFixed(2)}, worst ${Math.max(...ratios).toFixed(2)} over ${ratios.length} charts`,
  );
}

function growth(): void {
  let before: number | null = null;
  for (const count of [150, 1_500, 15_000]) {
    const text = grown(count);
    const parsed = JSON.parse(text) as unknown;
    const runs = Math.max(1, Math.round(1_500 / count));
    const engine = fastest(() => answer(parsed), { blocks: 8, runs });
    const parse = fastest(() => JSON.parse(text) as unknown, { blocks: 8, runs });
    const times = before === null ? '' : `, ${(engine / before).toFixed(1)} times`;
    say(`${count} resources: ${engine.toFixed(2)} ms${times} (parsing ${parse.toFixed(2)} ms)`);
    before = engine;
  }
}

/** The whole engine against three rules in FHIRPath, on all charts; their answers checked against plain TypeScript. */
function againstFhirPath(): void {
  const days: Days = { since60: isoDay(AS_OF - 60), since90: isoDay(AS_OF - 90), today: TODAY };
  let [engine, fhirpath, plain] = [0, 0, 0];
  let yes = 0;
  for (const { name, parsed } of charts) {
    const bundle = flat(parsed);
    const expected = inTypeScript(bundle, days);
    const found = inFhirPath(bundle, days);
    if (found.join() !== expected.join())
      throw new Error(`${name}: FHIRPath says ${found.join()}, TypeScript ${expected.join()}`);
    yes += expected.filter(Boolean).length;
    engine += fastest(() => answer(parsed), { blocks: 3, runs: 3 });
    fhirpath += fastest(() => inFhirPath(bundle, days), { blocks: 3, runs: 1 });
    plain += fastest(() => inTypeScript(bundle, days), { blocks: 3, runs: 3 });
  }
  say(
    `all charts: whole engine ${engine.toFixed(0)} ms, three rules in FHIRPath ${fhirpath.toFixed(0)} ms (${(fhirpath / engine).toFixed(1)} times), the same three in TypeScript ${plain.toFixed(1)} ms; ${yes} times yes, same answers`,
  );
}

function flat(parsed: unknown): FlatBundle {
  return { resourceType: 'Bundle', entry: resourcesOf(parsed).map((resource) => ({ resource })) };
}
