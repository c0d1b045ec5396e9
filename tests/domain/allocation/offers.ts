/** Services and patients for the tables of this folder. */
import type { EarlierNos } from '../../../src/domain/allocation/earlier-no.ts';
import { ALLOCATION_NUMBERS } from '../../../src/domain/allocation/numbers.ts';
import type { VisitNeeds } from '../../../src/domain/allocation/needs.ts';
import type { FreeTime, Openings } from '../../../src/domain/allocation/openings.ts';
import { rankServices, type Ranking } from '../../../src/domain/allocation/rank-services.ts';
import type { ServiceOffer } from '../../../src/domain/allocation/service.ts';
import { dayOf, type Day } from '../../../src/domain/logic/when.ts';

/** A Thursday. */
export const AS_OF: Day = dayOf(2026, 11, 12);

/** A clinic of which everything is known, five days from now. */
export function offer(change: Partial<ServiceOffer> = {}): ServiceOffer {
  return {
    id: 'clinic',
    name: 'Clinic',
    kind: 'specialist',
    modality: 'clinic',
    phone: null,
    nightPhone: null,
    area: null,
    position: null,
    languages: ['en'],
    interpreter: true,
    days: null,
    hours: null,
    alwaysOpen: false,
    timeZone: null,
    newPatientsPerWeek: 4,
    leadTimeDays: 5,
    accepts: { urgencies: null, levels: null, notFor: [] },
    ...change,
  };
}

export const CLINIC = offer();
export const VIDEO = offer({ id: 'video', modality: 'virtual' });
export const HOME = offer({
  id: 'home',
  modality: 'home',
  area: { postalCodes: ['430'], cities: [], states: [] },
});
export const WARD = offer({ id: 'ward', modality: 'inpatient' });
export const ALL: readonly ServiceOffer[] = [CLINIC, VIDEO, HOME, WARD];

/** Somebody well enough for any visit, who speaks English and lives near. */
export function needs(change: Partial<VisitNeeds> = {}): VisitNeeds {
  return {
    level: 'specialist',
    urgency: 'soon',
    asOf: AS_OF,
    by: AS_OF + 14,
    home: { postalCode: '43000', city: 'Sampleton', state: 'OH', position: null },
    language: { tag: 'en', name: 'English', interpreter: null },
    inPersonFor: [],
    ecog: 1,
    inHospital: false,
    reachable: true,
    ...change,
  };
}

export function rank(
  offers: readonly ServiceOffer[],
  who: Partial<VisitNeeds> = {},
  openings: Openings = {},
  now = AS_OF * 1440,
  earlierNos: EarlierNos = {},
): Ranking {
  return rankServices(offers, { needs: needs(who), numbers: ALLOCATION_NUMBERS, openings, earlierNos, now });
}

/** A free time so many days from now, at nine in the morning of a facility in UTC. */
export function freeTime(inDays: number): FreeTime {
  const start = (AS_OF + inDays) * 1440 + 540;
  const day = AS_OF + inDays;
  return { start, end: start + 60, day, there: { day, minutes: 540, zone: null } };
}

export const ids = (ranking: Ranking): readonly string[] => ranking.options.map(({ offer: { id } }) => id);
