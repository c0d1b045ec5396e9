/** One schedule from the open form to its end, in Chromium, against a demo EHR of its own over HTTP. */
import type { Browser, BrowserContext, Page } from '@playwright/test';
import type { Sandbox } from '../../../src/sandbox/sandbox.ts';
import { plain } from '../../../src/sandbox/personality.ts';
import type { Schedule } from '../../sending/schedule.ts';
import { RUTH, WRITTEN, ehrWith, writes } from '../journey.ts';
import { AppWindow } from './app-window.ts';
import { JourneyClock, type Happening } from './clock.ts';
import { judge } from './judge.ts';
import { Person } from './person.ts';
import { Weather } from './weather.ts';
import { emptyWorld, tell, violated, type World } from './world.ts';

/** Nothing takes longer after the last press: the slowest POST has arrived, and others were looked for twice. Milliseconds. */
const AFTERMATH = 70_000;
const SLOWEST = 150_000;
/** For so long a page may show nothing. */
const OPENING = 6000;

export interface Stage {
  readonly browser: Browser;
  readonly page: Page;
  readonly watched: (context: BrowserContext) => Promise<void>;
  readonly hospital: ScheduledEhr;
}

export interface ScheduledEhr {
  readonly ehr: Sandbox;
  /** The site is as this schedule has it from here on. */
  is(schedule: Schedule): void;
}

export async function scheduledEhr(): Promise<ScheduledEhr> {
  let now: Schedule | null = null;
  const site = (file: Record<string, unknown>): Record<string, unknown> => {
    if (now === null) return file;
    const { channel, conditionalCreate, preferRepresentation } = now;
    return {
      ...file,
      issuers: (file['issuers'] as object[]).map((one) => ({ ...one, conditionalCreate, preferRepresentation })),
      referral: { ...(file['referral'] as object), channels: [channel] },
    };
  };
  return {
    ehr: await ehrWith({ personality: plain, site }),
    is: (schedule) => (now = schedule),
  };
}

export async function playSchedule(
  { browser, page, watched, hospital }: Stage,
  schedule: Schedule,
  tamper: (page: Page) => Promise<void> = async () => {},
): Promise<World> {
  const { ehr } = hospital;
  hospital.is(schedule);
  const clock = new JourneyClock();
  const world = emptyWorld(schedule, ehr, clock);
  const weather = new Weather(world);
  await clock.rules(page.context());
  const elsewhere =
    hasSecond(schedule) && schedule.secondWindow.browser === 'other' ? await browser.newContext() : null;
  if (elsewhere !== null) {
    await watched(elsewhere);
    await clock.rules(elsewhere);
  }
  await tamper(page);
  ehr.faults.add({ path: /^\/fhir\//, action: weather });
  if (!schedule.expiryKnown) ehr.faults.add({ path: '/auth/token', action: withoutExpiry });
  const happening: Happening = {
    underWay: () => world.windows.reduce((sum, window) => sum + window.underWay(), 0),
    wasBusy: () => world.windows.reduce((sum, window) => sum + window.takeAsked(), 0) > 0,
    opening: () => world.windows.some(({ loading, openedAt }) => loading && clock.now < openedAt + OPENING),
    look: async () => void (await Promise.all(world.windows.map((window) => window.look()))),
  };
  try {
    await clock.run(play(world, weather, page, elsewhere), happening);
  } catch (error) {
    violated(world, `the harness failed: ${error instanceof Error ? (error.stack ?? '') : String(error)}`);
  } finally {
    ehr.faults.clear();
    await elsewhere?.close();
    for (const type of WRITTEN)
      for (const one of await writes(ehr, type, RUTH)) await ehr.update({ ...one, status: 'entered-in-error' });
  }
  return world;
}

async function play(world: World, weather: Weather, page: Page, elsewhere: BrowserContext | null): Promise<void> {
  const { clock, schedule, windows } = world;
  const first = new AppWindow(world, 'first', page);
  const people: Person[] = [];
  const atWork: Promise<void>[] = [];
  if (hasSecond(schedule)) {
    const other = await clock.atOnce(() => (elsewhere ?? page.context()).newPage());
    const second = new AppWindow(world, 'second', other);
    windows.push(second);
    await second.launch();
    // Has its form ready before the first window sends, and presses when the schedule says so.
    const person = new Person(world, second, schedule.secondWindow.clinician);
    people.push(person);
    await person.write();
    const pressed = new Promise<void>((press) => (world.pressSecond = press));
    atWork.push(pressed.then(() => person.send()));
  }
  windows.unshift(first);
  await first.launch();
  const person = new Person(world, first, schedule.clinician);
  people.push(person);
  await person.write();
  await person.send();
  await clock.until(() => weather.atWork === 0, SLOWEST);
  // A window that was never to press, because nothing struck, is left at its draft.
  world.pressSecond = (): void => {};
  await Promise.race([Promise.all(atWork), clock.sleep(AFTERMATH)]);
  await clock.sleep(AFTERMATH);
  await clock.until(() => windows.every(({ screen }) => screen.at !== 'loading'), 30_000);
  for (const one of people) await one.comeBack();
  await clock.atOnce(async () => {
    for (const window of windows) await window.look();
    await judge(world);
  });
  tell(world, `ended as ${windows.map(({ name, screen }) => `${name} ${screen.at}`).join(', ')}`);
}

const hasSecond = ({ strikes }: Schedule): boolean => strikes.some(({ fault }) => fault === 'second-tab');

const withoutExpiry: Parameters<Sandbox['faults']['add']>[0]['action'] = {
  run: async (process) => {
    const answer = await process();
    const { expires_in: _, ...rest } = JSON.parse(String(answer.body)) as Record<string, unknown>;
    return { ...answer, body: JSON.stringify(rest) };
  },
};
