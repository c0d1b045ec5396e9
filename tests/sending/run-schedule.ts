/** One schedule from the open form to its end, in fake time. */
import { Tab, type Breakage } from './browser.ts';
import { Person } from './clinician.ts';
import { BEGIN, inFakeTime, sleep } from './clock.ts';
import type { Hospital } from './hospital.ts';
import { check, falseWords, type Ended } from './invariants.ts';
import { BrowserLocks } from './locks.ts';
import { networkOf } from './network.ts';
import { randomOf } from './random.ts';
import type { Schedule } from './schedule.ts';
import { emptyWorld, tell, type Story, type World } from './world.ts';

/** After the last press: the slowest POST has arrived, locks are let go, others were looked for. Milliseconds. */
const AFTERMATH = 150_000;

export interface Report {
  readonly seed: number;
  readonly violations: readonly string[];
  readonly trace: readonly string[];
  readonly struck: readonly string[];
  /** How the first window ended. */
  readonly ended: string;
  /** "It is not there", as the app took it, and how often that was wrong. */
  readonly words: number;
  readonly falseWords: number;
  readonly posts: number;
  /** Referrals of others of which the app had to tell. */
  readonly toTell: number;
  /** Simulated, in seconds. */
  readonly took: number;
}

export async function runSchedule(hospital: Hospital, schedule: Schedule, breakage: Breakage = {}): Promise<Report> {
  const { violations, trace, struck, posts }: Story = { violations: [], trace: [], struck: [], posts: [] };
  try {
    return await inFakeTime(() => play({ hospital, schedule, breakage }, { violations, trace, struck, posts }));
  } catch (error) {
    // What is known up to here helps to find out why.
    violations.push(`the harness failed: ${error instanceof Error ? (error.stack ?? '') : String(error)}`);
    return {
      seed: schedule.seed,
      violations,
      trace,
      struck,
      ended: 'failed',
      words: 0,
      falseWords: 0,
      posts: posts.length,
      toTell: 0,
      took: 0,
    };
  }
}

interface Played {
  readonly hospital: Hospital;
  readonly schedule: Schedule;
  readonly breakage: Breakage;
}

async function play({ hospital, schedule, breakage }: Played, story: Story): Promise<Report> {
  const patient = await hospital.admit();
  const world = emptyWorld(schedule, hospital, patient, story);
  const fetchOf = networkOf(world);
  const site = hospital.site(schedule);
  const thisBrowser = new BrowserLocks();
  const tabOf = (name: 'first' | 'second', locks: BrowserLocks): Tab => {
    const random = randomOf(schedule.seed, name === 'first' ? 4 : 5);
    const { maySign, expiryKnown } = schedule;
    return new Tab({
      name,
      patient,
      site,
      maySign,
      expiryKnown,
      locks,
      breakage,
      fetchOf,
      launch: () => hospital.launch(patient),
      random: random.next,
      mintId: random.uuid,
      tell: (what) => tell(world, what),
      onRecord: () => world.settledAt.set(name, Date.now()),
    });
  };

  const ended: Ended[] = [];
  const atWork: Promise<void>[] = [];
  const { secondWindow, clinician } = schedule;
  if (schedule.strikes.some(({ fault }) => fault === 'second-tab')) {
    const tab = tabOf('second', secondWindow.browser === 'same' ? thisBrowser : new BrowserLocks());
    ended.push({ tab });
    atWork.push((await openSecond(world, tab)).over);
  }
  const tab = tabOf('first', thisBrowser);
  ended.unshift({ tab });
  await tab.launch();
  const person = new Person(world, tab, clinician);
  await person.write();
  await person.send();
  // A window that was never to press, because nothing struck, is left at its draft.
  await sleep(AFTERMATH);
  world.pressSecond = () => {};
  await Promise.race([Promise.all(atWork), sleep(AFTERMATH)]);
  await Promise.all(ended.map((one) => one.tab.until(() => one.tab.page !== null, 10_000)));
  await sleep(AFTERMATH);
  await check(world, ended);
  const report = reportOf(world, tab);
  for (const one of ended) one.tab.close(false);
  return report;
}

/** Has its form ready before the first window sends, and presses when the schedule says so. */
async function openSecond(world: World, tab: Tab): Promise<{ readonly over: Promise<void> }> {
  await tab.launch();
  const person = new Person(world, tab, world.schedule.secondWindow.clinician);
  await person.write();
  const pressed = new Promise<void>((press) => (world.pressSecond = press));
  return { over: pressed.then(() => person.send()) };
}

function reportOf(world: World, tab: Tab): Report {
  const submission = tab.page?.store.view().submission;
  const word = submission?.at === 'settled' && submission.userWord !== null ? `, ${submission.userWord}` : '';
  return {
    seed: world.schedule.seed,
    violations: world.violations,
    trace: world.trace,
    struck: world.struck,
    ended: `${submission?.at === 'settled' ? submission.outcome.outcome : (submission?.at ?? 'gone')}${word}`,
    words: world.words.length,
    falseWords: falseWords(world, 'first') + falseWords(world, 'second'),
    posts: world.posts.length,
    toTell: world.toTell.length,
    took: (Date.now() - BEGIN) / 1000,
  };
}
