/**
 * The services of a site in the order in which they suit one patient, each with what speaks for it, against it, and what is not known
 * (clinical reference 4.5). A rank is a proposal: the clinician may choose any of them, also one that does not take the patient.
 */
import type { Day } from '../logic/when.ts';
import type { EarlierNos } from './earlier-no.ts';
import type { AllocationNumbers } from './numbers.ts';
import type { VisitNeeds } from './needs.ts';
import type { FreeTime, Openings, ServiceOpenings } from './openings.ts';
import { milesBetween } from './distance.ts';
import { reason, type AllocationReason } from './reasons.ts';
import type { Area, ServiceOffer } from './service.ts';

/** The first day on which a visit could be, and how that is known. An expectation, never a promise. */
export type EarliestStart =
  | { readonly by: 'free-time'; readonly day: Day; readonly time: FreeTime }
  | { readonly by: 'lead-time'; readonly day: Day }
  | { readonly by: 'unknown' };

export interface ServiceOption {
  readonly offer: ServiceOffer;
  readonly start: EarliestStart;
  /** Null: it cannot be told. */
  readonly inTime: boolean | null;
  /** It has lately said no to this patient. */
  readonly declined: boolean;
  readonly favors: readonly AllocationReason[];
  readonly against: readonly AllocationReason[];
  readonly open: readonly AllocationReason[];
}

export interface ExcludedService {
  readonly offer: ServiceOffer;
  readonly why: readonly AllocationReason[];
}

export interface Ranking {
  /** Best first. */
  readonly options: readonly ServiceOption[];
  readonly excluded: readonly ExcludedService[];
}

export interface RankedBy {
  readonly needs: VisitNeeds;
  readonly numbers: AllocationNumbers;
  /** What the EHR shows of free times; empty where it was not asked. */
  readonly openings: Openings;
  /** Empty where what became of earlier referrals was not read. */
  readonly earlierNos: EarlierNos;
  /** Minutes since 1970: free times that have begun are no longer offered. */
  readonly now: number;
}

/** Ranks services of one kind. `offers` in the site's order, which decides between what is alike. */
export function rankServices(offers: readonly ServiceOffer[], by: RankedBy): Ranking {
  const options: Weighed[] = [];
  const excluded: ExcludedService[] = [];
  for (const offer of offers) {
    const why = whyNot(offer, by);
    if (why.length > 0) excluded.push({ offer, why });
    else options.push(weigh(offer, by));
  }
  return { options: options.toSorted(compare).map(({ option }) => option), excluded };
}

/** An option with what it is sorted by. */
interface Weighed {
  readonly option: ServiceOption;
  /** A visit of this kind can hardly take place at all, however soon it is. */
  readonly unfit: boolean;
  readonly fit: number;
  readonly language: number;
  readonly miles: number | null;
}

/**
 * One that has just said no comes last. In time before not known before late; then the kind of visit that suits; then the language; then the earliest start; then the
 * shorter way. What is not known never comes before what is known to be good, nor after what is known to be bad. Of those that are
 * late the earliest comes before the kind of visit, which 4.5 only prefers; but no earlier day helps where such a visit can hardly
 * take place.
 */
function compare(a: Weighed, b: Weighed): number {
  const late = a.option.inTime === false && b.option.inTime === false;
  return (
    (a.option.declined ? 1 : 0) - (b.option.declined ? 1 : 0) ||
    inTimeRank(a.option.inTime) - inTimeRank(b.option.inTime) ||
    (late ? (a.unfit ? 1 : 0) - (b.unfit ? 1 : 0) || startRank(a.option.start) - startRank(b.option.start) : 0) ||
    a.fit - b.fit ||
    a.language - b.language ||
    startRank(a.option.start) - startRank(b.option.start) ||
    (a.miles ?? FARTHEST) - (b.miles ?? FARTHEST)
  );
}

const FARTHEST = 100_000;
const LATEST: Day = 10_000_000;

const inTimeRank = (inTime: boolean | null): number => (inTime === true ? 0 : inTime === null ? 1 : 2);
const startRank = (start: EarliestStart): Day => (start.by === 'unknown' ? LATEST : start.day);

/** Why it does not take this patient; empty when nothing says so. */
function whyNot(offer: ServiceOffer, { needs, openings }: RankedBy): readonly AllocationReason[] {
  const { accepts, newPatientsPerWeek, modality, area } = offer;
  const place = area === null ? null : placeOutside(area, needs);
  return [
    ...(newPatientsPerWeek === 0 ? [reason('takes-nobody', null)] : []),
    ...(openings[offer.id]?.is === 'not-in-use' ? [reason('not-in-use', null)] : []),
    ...(place === null ? [] : [reason('outside-area', place)]),
    ...(modality === 'inpatient' && !needs.inHospital ? [reason('not-an-inpatient', null)] : []),
    ...(accepts.urgencies === null || accepts.urgencies.includes(needs.urgency)
      ? []
      : [reason('not-this-urgency', needs.urgency)]),
    // Behind a gate there is no level to take or not to take.
    ...(accepts.levels === null || needs.level === 'none' || accepts.levels.includes(needs.level)
      ? []
      : [reason('not-this-level', needs.level)]),
  ];
}

/** The patient's place, where it is recorded well enough to lie outside; null where it lies inside, or cannot be told. */
function placeOutside(area: Area, { home }: VisitNeeds): string | null {
  if (home === null || isInside(area, home) !== false) return null;
  return [home.city, home.state, home.postalCode].filter((one) => one !== null).join(' ');
}

const squeezed = (text: string): string => text.toUpperCase().replace(/[^A-Z0-9]/g, '');

/** Null: what the area names is not recorded of the patient. */
function isInside(area: Area, home: NonNullable<VisitNeeds['home']>): boolean | null {
  const looked = [
    fits(area.postalCodes, home.postalCode, (code, start) => code.startsWith(start)),
    fits(area.cities, home.city, (city, one) => city === one),
    fits(area.states, home.state, (state, one) => state === one),
  ];
  if (looked.includes(true)) return true;
  return looked.includes(null) ? null : false;
}

/** False also for a list that is empty: nothing in it fits. */
function fits(
  allowed: readonly string[],
  value: string | null,
  match: (value: string, one: string) => boolean,
): boolean | null {
  if (allowed.length === 0) return false;
  if (value === null) return null;
  return allowed.some((one) => match(squeezed(value), squeezed(one)));
}

function weigh(offer: ServiceOffer, by: RankedBy): Weighed {
  const { needs, numbers } = by;
  const openings = by.openings[offer.id] ?? null;
  const start = startOf(offer, by, openings);
  const inTime = isInTime(start, openings, needs.by);
  const visit = visitReasons(offer, by);
  const language = languageReason(offer, needs);
  const miles = travels(offer) ? milesTo(offer, needs) : null;
  const isFar = miles !== null && miles >= numbers.farMiles;
  const no = by.earlierNos[offer.name];
  const option: ServiceOption = {
    offer,
    start,
    inTime,
    declined: no?.is === 'declined',
    favors: [
      ...(inTime === true ? [reason('in-time', needs.by)] : []),
      ...visit.favors,
      ...(language?.is === 'for' ? [language.say] : []),
      ...(miles !== null && !isFar ? [reason('near', miles)] : []),
    ],
    against: [
      ...(no === undefined ? [] : [reason(no.is, { on: no.on, reason: no.reason })]),
      ...(inTime === false ? [reason('too-late', needs.by)] : []),
      ...visit.against,
      ...(language?.is === 'against' ? [language.say] : []),
      ...(isFar ? [reason('far', miles)] : []),
    ],
    open: [...notKnown(offer, needs, start, openings), ...(language?.is === 'open' ? [language.say] : [])],
  };
  // Without an interpreter a visit by video does not suit (4.5); a long way does not suit either.
  const silent = offer.modality === 'virtual' && language?.is === 'against';
  const fit = (visit.against.length + (silent ? 1 : 0) + (isFar ? 1 : 0)) * 10 - visit.favors.length;
  const unfit = silent || visit.against.some(({ code }) => code === 'not-in-the-hospital' || code === 'cannot-travel');
  return { option, unfit, fit, language: LANGUAGE_RANK[language?.is ?? 'for'], miles };
}

const LANGUAGE_RANK = { for: 0, open: 1, against: 2 } as const;

const travels = ({ modality }: ServiceOffer): boolean => modality === 'clinic';

function milesTo({ position }: ServiceOffer, { home }: VisitNeeds): number | null {
  const from = home?.position ?? null;
  return position === null || from === null ? null : Math.round(milesBetween(from, position));
}

/** What the kind of visit has to do with this patient (clinical reference 4.5). */
function visitReasons(
  { modality, kind }: ServiceOffer,
  { needs, numbers }: RankedBy,
): Pick<ServiceOption, 'favors' | 'against'> {
  // A nurse's line calls: there is no visit to weigh.
  if (kind === 'navigator') return { favors: [], against: [] };
  const { ecog, inPersonFor, inHospital } = needs;
  const weak = ecog !== null && ecog >= numbers.homeFromEcog ? ecog : null;
  const favors: AllocationReason[] = [];
  const against: AllocationReason[] = [];
  if (inHospital) {
    if (modality === 'inpatient') favors.push(reason('where-the-patient-is', null));
    else against.push(reason('not-in-the-hospital', null));
  }
  if (weak !== null && !inHospital) {
    if (modality === 'home') favors.push(reason('home-for-function', weak));
    if (modality === 'clinic') against.push(reason(weak >= BEDBOUND ? 'cannot-travel' : 'journey-for-function', weak));
  }
  for (const why of inPersonFor) {
    if (modality === 'virtual') against.push(reason('video-for', why));
    else favors.push(reason('in-person-for', why));
  }
  return { favors, against };
}

/** ECOG 4: confined to bed or chair. */
const BEDBOUND = 4;

type LanguageFit = { readonly is: 'for' | 'against' | 'open'; readonly say: AllocationReason };

/** Null where language is no question: the house's own is spoken, or nobody needs an interpreter, or nothing is recorded of it. */
function languageReason({ languages, interpreter }: ServiceOffer, { language }: VisitNeeds): LanguageFit | null {
  const { tag, name, interpreter: needed } = language;
  const spoken = primary(tag);
  const isHouse = spoken === HOUSE || (tag === null && name !== null && /^english\b/i.test(name));
  // Who speaks the language of the house and needs an interpreter all the same speaks another one, too.
  const isForeign = spoken !== null && spoken !== HOUSE;
  if (needed === false || (needed === null && !isForeign)) return null;
  const said = isHouse ? null : (name ?? tag);
  if (isForeign && languages?.some((one) => primary(one) === spoken) === true)
    return { is: 'for', say: reason('speaks-language', said ?? spoken) };
  if (interpreter === true) return { is: 'for', say: reason('brings-interpreter', said) };
  // A list of languages without this one, and no word of an interpreter, is not a no.
  if (interpreter === false) return { is: 'against', say: reason('no-interpreter', said) };
  return { is: 'open', say: reason('languages-unknown', said) };
}

/** What orders and letters are written in. */
const HOUSE = 'en';
const primary = (tag: string | null): string | null => tag?.split('-')[0]?.toLowerCase() ?? null;

function notKnown(
  { newPatientsPerWeek, area, modality }: ServiceOffer,
  { home, reachable }: VisitNeeds,
  start: EarliestStart,
  openings: ServiceOpenings | null,
): readonly AllocationReason[] {
  const areaMatters = area !== null || modality === 'home';
  return [
    ...(openings?.is === 'none' ? [reason('nothing-free', openings.until)] : []),
    ...(openings?.is === 'unseen' ? [reason('free-times-unseen', null)] : []),
    ...(start.by === 'unknown' && openings?.is !== 'none' ? [reason('start-unknown', null)] : []),
    // A free time says that it takes somebody.
    ...(newPatientsPerWeek === null && start.by !== 'free-time' ? [reason('capacity-unknown', null)] : []),
    ...(area === null && modality === 'home' ? [reason('area-unknown', null)] : []),
    ...(areaMatters && area !== null && (home === null || isInside(area, home) === null)
      ? [reason('address-unknown', null)]
      : []),
    ...(modality === 'virtual' && reachable === false ? [reason('not-reachable', null)] : []),
  ];
}

/** A free time that has not begun; else the site's lead time, on a day on which new patients are seen. */
function startOf(
  { leadTimeDays, days }: ServiceOffer,
  { needs: { asOf }, now }: RankedBy,
  openings: ServiceOpenings | null,
): EarliestStart {
  const time = openings?.is === 'free' ? openings.times.find(({ start }) => start > now) : undefined;
  if (time !== undefined) return { by: 'free-time', day: time.day, time };
  // A schedule that shows nothing free says more than what the site once wrote down.
  if (openings?.is === 'none' || openings?.is === 'free' || leadTimeDays === null) return { by: 'unknown' };
  return { by: 'lead-time', day: nextOf(days, asOf + leadTimeDays) };
}

/** Monday is 0; 1970-01-01, day 0, was a Thursday. */
export const weekdayOf = (day: Day): number => (((day + 3) % 7) + 7) % 7;

function nextOf(days: ServiceOffer['days'], from: Day): Day {
  if (days === null || days.length === 0) return from;
  let day = from;
  while (!(days as readonly number[]).includes(weekdayOf(day))) day += 1;
  return day;
}

/** A schedule that was read to the end and shows nothing free within the time asked for is late, whatever comes after it. */
function isInTime(start: EarliestStart, openings: ServiceOpenings | null, by: Day): boolean | null {
  if (start.by !== 'unknown') return start.day <= by;
  if (openings === null || !('until' in openings) || openings.until === null) return null;
  return openings.until >= by ? false : null;
}
