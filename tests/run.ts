/**
 * `npm test` and, with --fast, `npm run check`: every check, those that only read the source side by side, each with its time, and a last line with the counts.
 * A check that fails does not stop the others: one run tells everything.
 */
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

interface Count {
  readonly passed: number;
  readonly failed: number;
}

interface Check {
  readonly name: string;
  /** Only with the whole run. */
  readonly slow?: true;
  run(folder: string): Promise<Count>;
}

const ROOMS_WITH_THEIR_OWN_TYPES = ['tsconfig.json', 'src/domain', 'src/fhir', 'src/cli', 'src/sandbox', 'tests'];

const fast = process.argv.includes('--fast');

/** What has not changed since the last fast check is not looked at again; the whole run trusts nothing that is kept. */
const CACHE = join('node_modules', '.cache', 'check');
const FORMAT_CACHE = ['--cache', '--cache-location', join(CACHE, 'prettier')];
const known = (project: string): readonly string[] =>
  fast ? ['--incremental', '--tsBuildInfoFile', join(CACHE, `${project.replaceAll('/', '-')}.tsbuildinfo`)] : [];

const CHECKS: readonly Check[] = [
  {
    name: 'types',
    run: async () =>
      sum(
        await Promise.all(ROOMS_WITH_THEIR_OWN_TYPES.map((project) => once('tsc', ['-p', project, ...known(project)]))),
      ),
  },
  { name: 'lint', run: () => once('oxlint', ['--type-aware', '--deny-warnings']) },
  {
    name: 'format',
    run: () => once('prettier', ['--check', '--log-level', 'warn', ...(fast ? FORMAT_CACHE : []), '.']),
  },
  { name: 'imports', run: () => once(process.execPath, ['--import', 'tsx', 'tests/check-imports.ts']) },
  { name: 'unused code', run: () => once('knip', []) },
  { name: 'unit and contract tests', run: unitTests },
  { name: 'build', slow: true, run: () => once('vite', ['build', '--logLevel', 'warn']) },
  { name: 'journeys', slow: true, run: journeys },
];

/**
 * The tests of a fast check: rooms that have no listener, no screen and no file outside, and so leave nothing behind for the next file. The whole
 * run has all others too.
 */
const FAST = ['domain', 'fhir', 'words', 'site', 'session', 'contracts'].map((room) => `tests/${room}/`);
const FAST_ARGUMENTS = [...FAST, '--exclude=tests/words/pseudo-locale.test.tsx', '--no-isolate'];

const folder = mkdtempSync(join(tmpdir(), 'alongside-'));
const started = performance.now();
const counts: Count[] = [];
try {
  // What only reads the source runs side by side; what builds or opens a browser runs alone.
  await Promise.all(CHECKS.filter((one) => one.slow !== true).map(runCheck));
  if (!fast) for (const check of CHECKS.filter((one) => one.slow === true)) await runCheck(check);
} finally {
  rmSync(folder, { recursive: true });
}
const { passed, failed } = sum(counts);
process.stdout.write(`in ${seconds(started)}\n${passed} passed, ${failed} failed\n`);
process.exitCode = failed === 0 ? 0 : 1;

async function runCheck(check: Check): Promise<void> {
  const from = performance.now();
  const count = await check.run(folder);
  counts.push(count);
  process.stdout.write(`${count.failed === 0 ? 'ok  ' : 'FAIL'} ${check.name} (${seconds(from)})\n`);
}

function seconds(from: number): string {
  return `${((performance.now() - from) / 1000).toFixed(1)} s`;
}

function sum(all: readonly Count[]): Count {
  return all.reduce((total, one) => ({ passed: total.passed + one.passed, failed: total.failed + one.failed }), {
    passed: 0,
    failed: 0,
  });
}

/** A check that is one command: right or wrong. What it prints is shown when it is wrong. */
async function once(command: string, args: readonly string[]): Promise<Count> {
  const { code, output } = await execute(command, args);
  if (code !== 0) process.stdout.write(output);
  return code === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
}

async function unitTests(into: string): Promise<Count> {
  const report = join(into, 'unit.json');
  const { code, output } = await execute('vitest', [
    'run',
    ...(fast ? FAST_ARGUMENTS : []),
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${report}`,
  ]);
  if (code !== 0) process.stdout.write(output);
  const result = readReport(report) as {
    readonly numPassedTests: number;
    readonly numFailedTests: number;
    readonly numFailedTestSuites: number;
    readonly numPendingTests: number;
  } | null;
  if (result === null) return { passed: 0, failed: 1 };
  // A file that does not load has no tests to fail: it counts as one, and so does a run that ended badly otherwise.
  const failed = result.numFailedTests + result.numPendingTests;
  return { passed: result.numPassedTests, failed: failed === 0 && code !== 0 ? 1 : failed };
}

async function journeys(into: string): Promise<Count> {
  const report = join(into, 'journeys.json');
  const { code, output } = await execute(
    'playwright',
    ['test', '--config', 'tests/journeys/playwright.config.ts', '--reporter=list,json'],
    { PLAYWRIGHT_JSON_OUTPUT_NAME: report },
  );
  if (code !== 0) process.stdout.write(output);
  const result = readReport(report) as {
    readonly stats: {
      readonly expected: number;
      readonly unexpected: number;
      readonly flaky: number;
      readonly skipped: number;
    };
  } | null;
  if (result === null) return { passed: 0, failed: 1 };
  const { expected, unexpected, flaky, skipped } = result.stats;
  const failed = unexpected + flaky + skipped;
  return { passed: expected, failed: failed === 0 && code !== 0 ? 1 : failed };
}

function readReport(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    process.stdout.write(`No report was written to ${path}.\n`);
    return null;
  }
}

function execute(
  command: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<{ readonly code: number; readonly output: string }> {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      env: {
        ...process.env,
        ...env,
        PATH: `${join('node_modules', '.bin')}${process.platform === 'win32' ? ';' : ':'}${process.env['PATH'] ?? ''}`,
        FORCE_COLOR: '0',
      },
      stdio: ['ignore', 'pipe', 'pipe'],
      shell: process.platform === 'win32',
    });
    const chunks: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => chunks.push(chunk));
    child.on('error', (error) => resolve({ code: 1, output: `${command} does not start: ${error.message}\n` }));
    child.on('close', (code) => resolve({ code: code ?? 1, output: Buffer.concat(chunks).toString('utf8') }));
  });
}
