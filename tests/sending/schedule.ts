/**
 * What goes wrong, when, and what the people at the screens do: as data, a pure function of the seed, with nothing of Node in
 * it, so that the same schedule can be replayed in a browser.
 */
import { questionOf } from './question.ts';
import { randomOf, type Random } from './random.ts';

export const FAULTS = [
  'lost-request',
  'lost-answer',
  'commit-then-drop',
  'too-many-requests',
  'server-error',
  'slow',
  'expiry',
  'reload',
  'double-click',
  'second-tab',
  'lagging-index',
] as const;
/** `before`: from the press to the POST. `after`: what follows an answered POST. `look-up`: while the end is unknown. */
export const PHASES = ['before', 'during', 'after', 'look-up'] as const;

export type Fault = (typeof FAULTS)[number];
export type Phase = (typeof PHASES)[number];
export type Channel = 'fhir-create' | 'task' | 'communication' | 'note';

export interface Strike {
  readonly fault: Fault;
  readonly phase: Phase;
  /** Requests of that phase that pass before it strikes. */
  readonly skip: number;
  /** Requests in a row that it strikes. */
  readonly times: number;
  /** How long it is slow, or lags behind. */
  readonly milliseconds: number;
  /** Which of the four forms that a fault can take (`weather.ts`). */
  readonly form: number;
}

/** What a clinician does about a referral whose end is unknown. */
export type UnknownStep = 'wait' | 'check-again' | 'not-there' | 'sees-it' | 'reload';

export interface Clinician {
  readonly question: string;
  /** What is asked instead when it is pressed once more; null: the same. */
  readonly rewritten: string | null;
  /** One for each time that the end is unknown and nothing is under way; after the last nothing more is done. */
  readonly whenUnknown: readonly UnknownStep[];
  /** Looks at the orders of the chart before saying that it is or is not there; who does not may be wrong. */
  readonly looksInChart: boolean;
  /** Sends all the same when other referrals are shown, or could not be looked for. */
  readonly acknowledges: boolean;
  /** Presses after a refusal. */
  readonly resends: number;
  /** Longest pause before anything is pressed, in milliseconds. */
  readonly ponders: number;
}

export interface Schedule {
  readonly seed: number;
  readonly channel: Channel;
  readonly conditionalCreate: boolean;
  readonly preferRepresentation: boolean;
  readonly maySign: boolean;
  /** The token's answer says when the session ends. */
  readonly expiryKnown: boolean;
  /** In order; the first of a phase strikes first. */
  readonly strikes: readonly Strike[];
  readonly clinician: Clinician;
  /** Opened only where a `second-tab` strikes. `other`: another clinician at another computer. */
  readonly secondWindow: { readonly browser: 'same' | 'other'; readonly clinician: Clinician };
}

/** Every run of 44 seeds has each fault in each phase once as its first; what else goes wrong is chance. */
export function scheduleOf(seed: number): Schedule {
  const random = randomOf(seed);
  const fault = FAULTS[seed % FAULTS.length] ?? 'lost-request';
  const phase = PHASES[Math.floor(seed / FAULTS.length) % PHASES.length] ?? 'during';
  const others = Array.from({ length: random.pick([0, 0, 1, 1, 2]) }, () => furtherStrike(random, phase));
  const companions = fault === 'second-tab' && random.chance(0.6) ? pageGoesFirst(random, phase) : [];
  const opening = phase === 'look-up' ? [strike(random, openingOf(random, fault), 'during')] : [];
  return {
    seed,
    channel: random.chance(0.7) ? 'fhir-create' : random.pick(['task', 'communication', 'note']),
    conditionalCreate: random.chance(0.5),
    preferRepresentation: random.chance(0.5),
    maySign: random.chance(0.6),
    expiryKnown: random.chance(0.5),
    strikes: [...opening, ...companions, strike(random, fault, phase), ...others],
    clinician: clinician(random, phase !== 'look-up' || fault !== 'second-tab'),
    secondWindow: { browser: random.chance(0.7) ? 'same' : 'other', clinician: clinician(random, true) },
  };
}

function clinician(random: Random, mayBeRash: boolean): Clinician {
  const steps: readonly UnknownStep[] = [
    'wait',
    'check-again',
    'check-again',
    'not-there',
    'not-there',
    'sees-it',
    'reload',
  ];
  return {
    question: questionOf(random),
    rewritten: random.chance(0.4) ? questionOf(random) : null,
    whenUnknown: Array.from({ length: random.between(1, 5) }, () => random.pick(steps)),
    looksInChart: !mayBeRash || random.chance(0.85),
    acknowledges: random.chance(0.4),
    resends: random.between(2, 4),
    ponders: random.pick([50, 500, 5_000, 20_000]),
  };
}

/** What makes the end of a POST unknown, so that there is something to look up. */
function openingOf(random: Random, fault: Fault): Fault {
  // A lagging index only hides what is there.
  if (fault === 'lagging-index') return 'commit-then-drop';
  return random.pick(['commit-then-drop', 'commit-then-drop', 'lost-request', 'slow', 'server-error']);
}

/** Nothing that would keep the first fault's phase from coming: after a lost answer, nothing follows an answered POST. */
function furtherStrike(random: Random, first: Phase): Strike {
  const phases: Readonly<Record<Phase, readonly Phase[]>> = {
    before: PHASES,
    during: PHASES,
    after: ['before', 'after', 'after'],
    'look-up': ['before', 'look-up', 'look-up'],
  };
  return strike(random, random.pick(FAULTS), random.pick(phases[first]));
}

/** The second window comes when the first page has just gone and the index does not show yet what it has sent. */
function pageGoesFirst(random: Random, phase: Phase): readonly Strike[] {
  const reload = { ...strike(random, 'reload', phase === 'during' ? 'before' : phase), skip: 0 };
  const lag = { ...strike(random, 'lagging-index', phase), skip: 0 };
  return (phase === 'after' || phase === 'look-up') && random.chance(0.6) ? [lag, reload] : [reload];
}

/** What happens once: a person's doing, or the end of a session. */
const EVENTS: ReadonlySet<Fault> = new Set(['expiry', 'reload', 'double-click', 'second-tab', 'lagging-index']);

function strike(random: Random, fault: Fault, phase: Phase): Strike {
  return {
    fault,
    phase,
    skip: phase === 'before' || phase === 'after' ? random.between(0, 1) : 0,
    times: EVENTS.has(fault) || phase === 'during' ? 1 : random.pick([1, 1, 2, 4, 6]),
    milliseconds: millisecondsOf(random, fault, phase),
    form: random.between(0, 3),
  };
}

/** Longer than the app waits, now and then: 15 s for a search, 30 s for a POST. */
function millisecondsOf(random: Random, fault: Fault, phase: Phase): number {
  // Within the time for which the app keeps other windows out and does not take "it is not there" for an answer.
  if (fault === 'lagging-index') return random.pick([random.between(500, 12_000), random.between(1_000, 50_000)]);
  return phase === 'during'
    ? random.pick([random.between(1_000, 29_000), random.between(31_000, 55_000), random.between(31_000, 90_000)])
    : random.pick([random.between(500, 10_000), random.between(10_000, 40_000)]);
}
