/** What one schedule happens in, and what is written down of it: the people's presses and words, the POSTs, what struck. */
import { BEGIN } from './clock.ts';
import type { Page, Tab } from './browser.ts';
import type { Hospital, Patient } from './hospital.ts';
import type { Fault, Phase, Schedule } from './schedule.ts';

export interface Post {
  readonly tab: string;
  readonly decisionId: string;
  readonly at: number;
  /** What was asked in it, as it was typed. */
  readonly question: string;
  /** The clinician had accepted what the look for other referrals found. */
  readonly acknowledged: boolean;
  /** When the EHR wrote something for it; twice where the browser sent it twice. */
  readonly committed: number[];
}

/** "It is not there", as the app took it. */
export interface Word {
  readonly tab: string;
  readonly at: number;
}

/** What is worth knowing also of a schedule that did not come to its end. */
export interface Story {
  readonly trace: string[];
  readonly violations: string[];
  readonly posts: Post[];
  /** Cells of the table, `fault phase`, each time that it really struck. */
  readonly struck: string[];
}

export interface World extends Story {
  readonly schedule: Schedule;
  readonly hospital: Hospital;
  readonly patient: Patient;
  readonly words: Word[];
  readonly refusals: { readonly tab: string; readonly at: number }[];
  /** Orders that another clinician placed. */
  readonly byColleague: string[];
  readonly byColleagueAt: number[];
  /** What was typed last in each tab. */
  readonly typed: Map<string, string>;
  /** References of which somebody had to be told. */
  readonly toTell: string[];
  /** When each tab last came to know that its referral is there. */
  readonly settledAt: Map<string, number>;
  /** How far the search index is behind, in milliseconds; null: not at all. */
  lag: number | null;
  /** Moment of the last fault that struck. */
  lastStrike: number;
  /** The second window presses its button. */
  pressSecond: () => void;
}

export function emptyWorld(schedule: Schedule, hospital: Hospital, patient: Patient, story: Story): World {
  return {
    ...story,
    schedule,
    hospital,
    patient,
    words: [],
    refusals: [],
    byColleague: [],
    byColleagueAt: [],
    typed: new Map(),
    toTell: [],
    settledAt: new Map(),
    lag: null,
    lastStrike: 0,
    pressSecond: () => {},
  };
}

export const cellOf = (fault: Fault, phase: Phase): string => `${fault} ${phase}`;

export function tell({ trace }: World, what: string): void {
  trace.push(`${((Date.now() - BEGIN) / 1000).toFixed(3).padStart(9)} s  ${what}`);
}

export function violated(world: World, what: string): void {
  world.violations.push(what);
  tell(world, `VIOLATED: ${what}`);
}

export function struck(world: World, fault: Fault, phase: Phase): void {
  world.struck.push(cellOf(fault, phase));
  world.lastStrike = Date.now();
}

/** Impatience: whatever stands on the screen is pressed while something is under way. None of it is to be heard. */
export function clickEverything({ store }: Page): void {
  store.submit();
  store.submit();
  store.lookAgain();
  store.checkAgain();
  store.edit({ question: 'typed into a form that is closed' });
  store.acknowledge(true);
  store.handedOn('handed-on');
  store.leave();
  store.discard();
}

export async function colleagueOrders(world: World): Promise<void> {
  const reference = await world.hospital.orderedByColleague(world.patient);
  world.byColleague.push(reference);
  world.byColleagueAt.push(Date.now());
  tell(world, `a colleague orders ${reference}`);
}

/** The one decision of a tab; null before there is one. */
export const decisionOf = ({ minted }: Tab): string | null => minted[0] ?? null;
