/**
 * `npm run quirks`: takes out each vendor quirk in turn, in a copy of the project, and sees whether a journey notices. A quirk that
 * no journey needs is either not needed or not tested. Ends with 1 when there is one.
 */
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';

const PROJECT = resolve(import.meta.dirname, '..');
const COPIED = [
  'src',
  'tests',
  'public',
  'fhir-fixtures',
  'index.html',
  'launch.html',
  'vite.config.ts',
  'package.json',
  'tsconfig.json',
];
const VENDORS = join('src', 'ehr', 'vendors');
const LISTS = ['epic/epic.ts', 'oracle/oracle.ts'];
/** Not the hostile EHR, which no quirk is about and which takes its time. */
const JOURNEYS = ['m22-personalities', '-g', 'M4 on|M11 on'];

/** The names in the list that a vendor's file exports. */
function quirksIn(file: string): readonly string[] {
  const list = /Quirk\[\] = \[([^\]]*)\]/.exec(readFileSync(join(PROJECT, VENDORS, file), 'utf8'))?.[1] ?? '';
  return list.split(',').flatMap((name) => name.trim() || []);
}

function journeys(copy: string): { readonly passed: boolean; readonly failed: readonly string[] } {
  const run = (command: string, args: readonly string[]) =>
    spawnSync(join(copy, 'node_modules', '.bin', command), args, { cwd: copy, encoding: 'utf8' });
  const built = run('vite', ['build', '--logLevel', 'error']);
  if (built.status !== 0) throw new Error(`The copy could not be built:\n${built.stderr}`);
  const { status, stdout } = run('playwright', [
    'test',
    '-c',
    'tests/journeys/playwright.config.ts',
    '--retries',
    '0',
    '--reporter',
    'list',
    ...JOURNEYS,
  ]);
  const failed = [...stdout.matchAll(/✘\s+\d+ \S+ › (.*?) \(/g)].map((match) => match[1] ?? '');
  return { passed: status === 0, failed };
}

const copy = mkdtempSync(join(tmpdir(), 'alongside-quirks-'));
let unnoticed = 0;
try {
  for (const name of COPIED)
    if (existsSync(join(PROJECT, name))) cpSync(join(PROJECT, name), join(copy, name), { recursive: true });
  symlinkSync(join(PROJECT, 'node_modules'), join(copy, 'node_modules'));
  const whole = journeys(copy);
  if (!whole.passed) throw new Error(`Journeys fail with every quirk in place: ${whole.failed.join('; ')}`);
  for (const file of LISTS)
    for (const quirk of quirksIn(file)) {
      const at = join(copy, VENDORS, file);
      const before = readFileSync(at, 'utf8');
      writeFileSync(at, before.replace(new RegExp(`(Quirk\\[\\] = \\[[^\\]]*?)\\b${quirk}\\b,?`), '$1'));
      const { failed } = journeys(copy);
      writeFileSync(at, before);
      if (failed.length === 0) unnoticed += 1;
      process.stdout.write(
        failed.length === 0
          ? `NOT NOTICED  ${basename(file, '.ts')}: ${quirk}\n`
          : `noticed      ${basename(file, '.ts')}: ${quirk}, by "${failed[0] ?? ''}"\n`,
      );
    }
} finally {
  rmSync(copy, { recursive: true, force: true });
}
process.stdout.write(
  unnoticed === 0 ? 'Each quirk is needed by a journey.\n' : `${unnoticed} quirks are needed by none.\n`,
);
process.exitCode = unnoticed === 0 ? 0 : 1;
