/**
 * Finds a Chromium for the journeys: CHROMIUM_PATH, Debian's, an installed Chrome, else the one that came with npm ci.
 * That one is unpacked once into node_modules/.cache, next to copies of the system libraries that it may lack.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';

export interface Chromium {
  readonly executablePath?: string;
  readonly channel?: 'chrome';
  readonly env?: Record<string, string>;
}

const CHROME = [
  '/opt/google/chrome/chrome',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];

/** Flags that change nothing of web security: only quiet, and able to run as root in a container. */
export const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export function findChromium(): Chromium {
  const named = process.env['CHROMIUM_PATH'];
  if (named !== undefined && named !== '') {
    if (!existsSync(named)) throw new Error(`CHROMIUM_PATH names ${named}, which is not there.`);
    return { executablePath: named };
  }
  if (existsSync('/usr/bin/chromium')) return { executablePath: '/usr/bin/chromium' };
  if (CHROME.some((path) => existsSync(path))) return { channel: 'chrome' };
  return shipped();
}

function shipped(): Chromium {
  const { version } = JSON.parse(readFileSync('node_modules/@sparticuz/chromium/package.json', 'utf8')) as {
    readonly version: string;
  };
  const folder = resolve(`node_modules/.cache/chromium-${version}`);
  const executablePath = join(folder, 'chromium');
  if (!existsSync(executablePath)) unpack(folder);
  const alone = spawnSync(executablePath, ['--version'], { encoding: 'utf8' });
  if (alone.status === 0) return { executablePath };
  const libraries = join(folder, 'al2023', 'lib');
  const helped = spawnSync(executablePath, ['--version'], {
    encoding: 'utf8',
    env: { ...process.env, LD_LIBRARY_PATH: libraries },
  });
  if (helped.status !== 0) {
    throw new Error(
      `No Chromium starts here (${(helped.stderr || alone.stderr).trim().split('\n')[0] ?? 'no reason given'}). Install Chromium or Chrome, or set CHROMIUM_PATH to one, then run npm test again.`,
    );
  }
  return {
    executablePath,
    env: {
      ...(process.env as Record<string, string>),
      LD_LIBRARY_PATH: libraries,
      FONTCONFIG_PATH: process.env['FONTCONFIG_PATH'] ?? join(folder, 'fonts'),
    },
  };
}

/** Unpacks aside and renames, so that a run that was cut off leaves no half a browser behind. */
function unpack(folder: string): void {
  mkdirSync(join(folder, '..'), { recursive: true });
  const aside = mkdtempSync(`${folder}-`);
  // The package unpacks into the temporary folder, and its libraries only when it believes to be on Amazon Linux.
  execFileSync(
    process.execPath,
    ['--input-type=module', '-e', "import chromium from '@sparticuz/chromium'; await chromium.executablePath();"],
    {
      env: { ...process.env, TMPDIR: aside, TEMP: aside, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs20.x' },
      stdio: ['ignore', 'ignore', 'inherit'],
    },
  );
  if (existsSync(join(folder, 'chromium'))) rmSync(aside, { recursive: true });
  else renameSync(aside, folder);
}
