/**
 * A year of a palliative service that has fewer first visits than patients: who is seen when, under three orders of the same queue. Pure: the same
 * clinic and seed give the same year. Patients, services and slots are those of a file of distributions; nothing of it is a real clinic.
 */
import { compareWaiting, type Waiting } from '../domain/allocation/queue.ts';
import type { Urgency } from '../domain/dosing/recommendation.ts';

export const ORDERS = ['ours', 'first-come', 'urgency-alone'] as const;
export type Order = (typeof ORDERS)[number];

type Shares = Readonly<Record<string, number>>;

export interface Clinic {
  readonly arrivalsPerWeek: number;
  readonly urgency: Readonly<Record<Urgency, number>>;
  /** Days from the referral within which the first visit is asked for. */
  readonly targetDays: Readonly<Record<Urgency, number>>;
  /** Days that a finding was on record before somebody referred, with their shares. */
  readonly daysSinceFirstMet: Shares;
  /** Shares of patients. */
  readonly contacted: number;
  readonly thinBasis: number;
  readonly distance: Shares;
  readonly language: Shares;
  readonly services: readonly ClinicService[];
}

interface ClinicService {
  readonly id: string;
  readonly days: readonly string[];
  readonly slotsADay: number;
  /** Whom it can see. */
  readonly distance: readonly string[];
  readonly language: readonly string[];
}

export interface Patient extends Waiting {
  /** Days since the simulation began. */
  readonly arrived: number;
  readonly distance: string;
  readonly language: string;
}

export interface Seen {
  readonly patient: Patient;
  readonly on: number;
  /** Id of the service. */
  readonly by: string;
}

export interface Year {
  readonly seen: readonly Seen[];
  readonly stillWaiting: readonly Patient[];
}

export const DAYS = 365;
const WEEK = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];

/** Numbers from 0 up to 1, the same for a seed each time (mulberry32). */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** Everybody who is referred in one year, in the order of their coming. */
export function arrivals(clinic: Clinic, seed: number): readonly Patient[] {
  const random = randomFrom(seed);
  const patients: Patient[] = [];
  for (let day = 0; day < DAYS; day += 1) {
    const coming = poisson(clinic.arrivalsPerWeek / 7, random);
    for (let count = 0; count < coming; count += 1) {
      patients.push({
        id: `${day}-${count}`,
        arrived: day,
        urgency: pick(clinic.urgency, random) as Urgency,
        firstMetOn: day - parseInt(pick(clinic.daysSinceFirstMet, random), 10),
        contacted: random() < clinic.contacted,
        basis: random() < clinic.thinBasis ? 'thin' : 'sufficient',
        distance: pick(clinic.distance, random),
        language: pick(clinic.language, random),
      });
    }
  }
  return patients;
}

/** Who is seen when. A slot goes to the first in the order whom its service can see; nobody who waits is dropped. */
export function simulate(clinic: Clinic, patients: readonly Patient[], order: Order): Year {
  const compare = COMPARE[order];
  let waiting: readonly Patient[] = [];
  const seen: Seen[] = [];
  for (let day = 0; day < DAYS; day += 1) {
    waiting = [...waiting, ...patients.filter(({ arrived }) => arrived === day)].toSorted(compare);
    for (const service of clinic.services) {
      if (!service.days.includes(WEEK[day % 7] ?? '')) continue;
      for (let slot = 0; slot < service.slotsADay; slot += 1) {
        const next = waiting.find((one) => canSee(service, one));
        if (next === undefined) break;
        waiting = waiting.filter((one) => one !== next);
        seen.push({ patient: next, on: day, by: service.id });
      }
    }
  }
  return { seen, stillWaiting: waiting };
}

export function canSee(service: ClinicService, { distance, language }: Patient): boolean {
  return service.distance.includes(distance) && service.language.includes(language);
}

const byArrival = (a: Patient, b: Patient): number => a.arrived - b.arrived;
const RANK: Readonly<Record<Urgency, number>> = { urgent: 0, soon: 1, routine: 2 };

const COMPARE: Readonly<Record<Order, (a: Patient, b: Patient) => number>> = {
  ours: (a, b) => compareWaiting(a, b) || byArrival(a, b),
  'first-come': byArrival,
  'urgency-alone': (a, b) => RANK[a.urgency] - RANK[b.urgency] || byArrival(a, b),
};

function pick(shares: Shares, random: () => number): string {
  const entries = Object.entries(shares);
  let left = random() * entries.reduce((sum, [, share]) => sum + share, 0);
  for (const [name, share] of entries) {
    left -= share;
    if (left < 0) return name;
  }
  return entries.at(-1)?.[0] ?? '';
}

/** How many come on a day of which `mean` come on average (Knuth). */
function poisson(mean: number, random: () => number): number {
  const limit = Math.exp(-mean);
  let product = random();
  let count = 0;
  while (product > limit) {
    product *= random();
    count += 1;
  }
  return count;
}

/** Of one group of patients: how many came, how long they waited, how many were seen in time. */
export interface GroupFigures {
  readonly group: string;
  readonly arrived: number;
  readonly stillWaiting: number;
  /** Days, of those who were seen; null where nobody was. */
  readonly medianWait: number | null;
  readonly ninetiethWait: number | null;
  /** Of those whose time was over by the end of the year; null where there was nobody. */
  readonly inTime: number | null;
}

/** Figures of several years under one order, for everybody and by group. */
export function figures(clinic: Clinic, years: readonly Year[]): readonly GroupFigures[] {
  const groups: readonly (readonly [string, (patient: Patient) => boolean])[] = [
    ['everybody', () => true],
    ...Object.keys(clinic.urgency).map((name) => [name, ({ urgency }: Patient) => urgency === name] as const),
    ...Object.keys(clinic.distance).map((name) => [name, ({ distance }: Patient) => distance === name] as const),
    ...Object.keys(clinic.language).map((name) => [name, ({ language }: Patient) => language === name] as const),
  ];
  return groups.map(([group, isIn]) => {
    const seen = years.flatMap((year) => year.seen.filter(({ patient }) => isIn(patient)));
    const left = years.flatMap(({ stillWaiting }) => stillWaiting.filter(isIn));
    const waits = seen.map(({ patient, on }) => on - patient.arrived).toSorted((a, b) => a - b);
    const judged = [...seen, ...left.map((patient) => ({ patient, on: null }))].filter(
      ({ patient }) => patient.arrived + clinic.targetDays[patient.urgency] < DAYS,
    );
    const good = judged.filter(
      ({ patient, on }) => on !== null && on - patient.arrived <= clinic.targetDays[patient.urgency],
    );
    return {
      group,
      arrived: seen.length + left.length,
      stillWaiting: left.length,
      medianWait: at(waits, 0.5),
      ninetiethWait: at(waits, 0.9),
      inTime: judged.length === 0 ? null : good.length / judged.length,
    };
  });
}

function at(sorted: readonly number[], share: number): number | null {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? null;
}
