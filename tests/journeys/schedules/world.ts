/** What one schedule happens in, and what is written down of it. */
import type { Sandbox } from '../../../src/sandbox/sandbox.ts';
import type { Fault, Phase, Schedule } from '../../sending/schedule.ts';
import { RUTH } from '../journey.ts';
import type { JourneyClock } from './clock.ts';
import type { AppWindow } from './app-window.ts';

/** A referral that the app has sent, as its page gave it to the browser. */
export interface Post {
  readonly window: string;
  readonly press: number;
  readonly decisionId: string;
  readonly question: string;
  readonly at: number;
}

/** The same on the wire: a browser repeats by itself what it sent on a kept-alive connection that broke. */
export interface OnWire {
  readonly window: string;
  readonly press: number;
  /** What was typed when it arrived. */
  readonly question: string;
  readonly at: number;
  /** The page was just being left: Chromium tells nobody of a request that leaves at that moment. */
  readonly leaving: boolean;
  arrivals: number;
  readonly committed: number[];
}

export interface World {
  readonly schedule: Schedule;
  readonly ehr: Sandbox;
  readonly clock: JourneyClock;
  readonly windows: AppWindow[];
  readonly trace: string[];
  readonly violations: string[];
  readonly posts: Post[];
  readonly wire: OnWire[];
  /** Cells of the table, `fault phase`, each time that it really struck. */
  readonly struck: string[];
  readonly words: { readonly window: string; readonly at: number }[];
  readonly refusals: { readonly window: string; readonly at: number }[];
  readonly byColleague: { readonly reference: string; readonly at: number }[];
  /** How far the search index is behind; null: not at all. */
  lag: number | null;
  lastStrike: number;
  pressSecond: () => void;
}

export function emptyWorld(schedule: Schedule, ehr: Sandbox, clock: JourneyClock): World {
  return {
    schedule,
    ehr,
    clock,
    windows: [],
    trace: [],
    violations: [],
    posts: [],
    wire: [],
    struck: [],
    words: [],
    refusals: [],
    byColleague: [],
    lag: null,
    lastStrike: 0,
    pressSecond: () => {},
  };
}

export function tell({ trace, clock }: World, what: string): void {
  trace.push(`${clock.seconds.toFixed(2).padStart(8)} s  ${what}`);
}

export function violated(world: World, what: string): void {
  world.violations.push(what);
  tell(world, `VIOLATED: ${what}`);
}

export function struck(world: World, fault: Fault, phase: Phase): void {
  world.struck.push(`${fault} ${phase}`);
  world.lastStrike = world.clock.now;
}

/** Another clinician's order, written at the server itself. */
export async function colleagueOrders(world: World): Promise<void> {
  const made = await world.ehr.create<'ServiceRequest'>({
    resourceType: 'ServiceRequest',
    status: 'active',
    intent: 'order',
    code: {
      coding: [{ system: 'http://snomed.info/sct', code: '306237005', display: 'Referral to palliative care service' }],
    },
    subject: { reference: `Patient/${RUTH}` },
    requester: { reference: 'Practitioner/dir-nurse' },
    authoredOn: new Date(world.clock.now).toISOString(),
  });
  const reference = `ServiceRequest/${made.id ?? ''}`;
  world.byColleague.push({ reference, at: world.clock.now });
  tell(world, `a colleague orders ${reference}`);
}
