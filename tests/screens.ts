/**
 * `npm run screens`: every named state of the screen as pictures, at four sizes, for eyes. `npm run screens -- away` draws one, `-- gate-`
 * all whose names begin so. The pictures go into `screens/`, which no commit takes.
 */
import { existsSync, mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { chromium, type Browser } from '@playwright/test';
import type { Sandbox } from '../src/sandbox/sandbox.ts';
import { startClinic, startSized } from './states/charts.ts';
import { STATES, arrive, leave, type State } from './states/states.ts';
import { FLAGS, findChromium } from './support/chromium.ts';

const FOLDER = resolve('screens');

interface Size {
  readonly name: string;
  readonly viewport: { readonly width: number; readonly height: number };
  readonly colorScheme: 'light' | 'dark';
}

const SIZES: readonly Size[] = [
  { name: '1024', viewport: { width: 1024, height: 640 }, colorScheme: 'light' },
  { name: '1024-dark', viewport: { width: 1024, height: 640 }, colorScheme: 'dark' },
  // What 1024 x 640 is at 200 %.
  { name: '512', viewport: { width: 512, height: 320 }, colorScheme: 'light' },
  { name: '320', viewport: { width: 320, height: 640 }, colorScheme: 'light' },
];

const say = (line: string): void => void process.stdout.write(`${line}\n`);

const wanted = process.argv.slice(2);
const states = STATES.filter(({ name }) => wanted.length === 0 || wanted.some((one) => name.startsWith(one)));

if (!existsSync('dist/index.html')) stop('The app is not built: run npm run build first.');
if (states.length === 0) stop(`No state is named so. There are: ${STATES.map(({ name }) => name).join(', ')}.`);
else process.exitCode = (await drawAll()) === 0 ? 0 : 1;

function stop(why: string): void {
  process.stderr.write(`${why}\n`);
  process.exitCode = 2;
}

async function drawAll(): Promise<number> {
  mkdirSync(FOLDER, { recursive: true });
  const clinic = await startClinic();
  const long = states.some(({ ehr }) => ehr === 'sized') ? await startSized() : null;
  const { executablePath, channel, env } = findChromium();
  const browser = await chromium.launch({
    args: FLAGS,
    ...(executablePath === undefined ? {} : { executablePath }),
    ...(channel === undefined ? {} : { channel }),
    ...(env === undefined ? {} : { env }),
  });
  let lost = 0;
  try {
    for (const state of states)
      try {
        await draw(browser, state, state.ehr === 'sized' && long !== null ? long : clinic);
        say(state.name);
      } catch (error) {
        lost += 1;
        say(`${state.name}: NOT REACHED. ${error instanceof Error ? (error.message.split('\n')[0] ?? '') : ''}`);
      }
  } finally {
    await browser.close();
    await clinic.stop();
    await long?.stop();
  }
  say(`${states.length - lost} of ${states.length} states, at ${SIZES.length} sizes each, in ${FOLDER}`);
  return lost;
}

/** Reached once, and drawn at every size. */
async function draw(browser: Browser, state: State, ehr: Sandbox): Promise<void> {
  const context = await browser.newContext({ viewport: { width: 1024, height: 640 } });
  try {
    const page = await context.newPage();
    page.on('dialog', (dialog) => void dialog.accept());
    await arrive(state, { page, ehr });
    for (const { name, viewport, colorScheme } of SIZES) {
      await page.setViewportSize(viewport);
      await page.emulateMedia({ colorScheme });
      // The window first, as it is seen; then the page down to its end.
      await page.screenshot({ path: join(FOLDER, `${state.name}.${name}.png`) });
      await page.screenshot({ path: join(FOLDER, `${state.name}.${name}.whole.png`), fullPage: true });
    }
  } finally {
    await context.close();
    await leave(ehr);
  }
}
