/**
 * Partial dates as intervals of calendar days.
 *
 * A FHIR date may be a year, a month, a day or an instant. Each becomes an interval `[lo, hi]` of whole calendar days,
 * so that "within 90 days" can answer yes, no or "cannot tell" (clinical reference 3.1, "Dates"). No clock and no `Date`
 * here: days are integers, counted from 1970-01-01, so the machine's time zone can never move one.
 */
import type { Kleene } from './kleene.ts';

/** A calendar day: whole days since 1970-01-01 in the proleptic Gregorian calendar. */
export type Day = number;

export type Precision = 'year' | 'month' | 'day' | 'instant';

export interface When {
  /** First and last calendar day that it may have been, both included. */
  readonly lo: Day;
  readonly hi: Day;
  readonly precision: Precision;
  /** Minutes since 1970-01-01T00:00Z; only for instants. */
  readonly minutes: number | null;
}

/** Minutes that a time zone is ahead of UTC at a moment (given in minutes since 1970). */
export type OffsetAt = (utcMinutes: number) => number;

/** Days since 1970-01-01 of a civil date. Months 1-12. */
export function dayOf(year: number, month: number, day: number): Day {
  const y = month <= 2 ? year - 1 : year;
  const era = Math.floor(y / 400);
  const yearOfEra = y - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146097 + dayOfEra - 719468;
}

/** The civil date of a day: the inverse of `dayOf`. */
export function civil(day: Day): { year: number; month: number; day: number } {
  const z = day + 719468;
  const era = Math.floor(z / 146097);
  const dayOfEra = z - era * 146097;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36524) - Math.floor(dayOfEra / 146096)) / 365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const monthIndex = Math.floor((5 * dayOfYear + 2) / 153);
  const month = monthIndex + (monthIndex < 10 ? 3 : -9);
  return {
    year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0),
    month,
    day: dayOfYear - Math.floor((153 * monthIndex + 2) / 5) + 1,
  };
}

/** `YYYY-MM-DD` of a day. */
export function isoDay(day: Day): string {
  const { year, month, day: d } = civil(day);
  return `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(d).padStart(2, '0')}`;
}

/** `YYYY`, `YYYY-MM` or `YYYY-MM-DD`, as precise as it is known. */
export function isoWhen(when: When): string {
  const day = isoDay(when.lo);
  if (when.precision === 'year') return day.slice(0, 4);
  return when.precision === 'month' ? day.slice(0, 7) : day;
}

function daysInMonth(year: number, month: number): number {
  return (month === 12 ? dayOf(year + 1, 1, 1) : dayOf(year, month + 1, 1)) - dayOf(year, month, 1);
}

/**
 * Reads a FHIR date, dateTime or instant. Instants become days of the facility's calendar by `offsetAt`; without it the
 * day is the one that is written. Gives null for anything that is not a date. Read sign by sign: a chart holds thousands.
 */
export function parseWhen(text: unknown, offsetAt?: OffsetAt): When | null {
  if (typeof text !== 'string') return null;
  const written = text.charCodeAt(0) <= SPACE || text.charCodeAt(text.length - 1) <= SPACE ? text.trim() : text;
  const { length } = written;
  const year = digits(written, 0, 4);
  if (year < 0) return null;
  if (length === 4) return { lo: dayOf(year, 1, 1), hi: dayOf(year, 12, 31), precision: 'year', minutes: null };
  const month = written.charCodeAt(4) === DASH ? digits(written, 5, 2) : -1;
  if (month < 1 || month > 12) return null;
  if (length === 7) {
    const first = dayOf(year, month, 1);
    return { lo: first, hi: first + daysInMonth(year, month) - 1, precision: 'month', minutes: null };
  }
  const dayOfMonth = written.charCodeAt(7) === DASH ? digits(written, 8, 2) : -1;
  if (dayOfMonth < 1 || (dayOfMonth > 28 && dayOfMonth > daysInMonth(year, month))) return null;
  const day = dayOf(year, month, dayOfMonth);
  if (length === 10) return { lo: day, hi: day, precision: 'day', minutes: null };
  return instant(written, day, offsetAt);
}

const SPACE = 32;
const DASH = 45;
const COLON = 58;
/** No clock on earth is further from UTC than 14 hours. */
const MOST_AHEAD = 14 * 60;

/** `count` digits from a place as a number; -1 when there are none. */
function digits(text: string, from: number, count: number): number {
  let value = 0;
  for (let index = from; index < from + count; index += 1) {
    const digit = text.charCodeAt(index) - 48;
    // Beyond the end it is no number at all.
    if (!(digit >= 0 && digit <= 9)) return -1;
    value = value * 10 + digit;
  }
  return value;
}

/** The part after the day: "T08:30", seconds and fractions if there are any, and a zone. */
function instant(written: string, day: Day, offsetAt: OffsetAt | undefined): When | null {
  const hour = written[10] === 'T' ? digits(written, 11, 2) : -1;
  const minute = written.charCodeAt(13) === COLON ? digits(written, 14, 2) : -1;
  if (hour < 0 || minute < 0 || minute > 59 || (hour > 23 && (hour > 24 || minute > 0))) return null;
  let place = 16;
  if (written.charCodeAt(place) === COLON) {
    const second = digits(written, 17, 2);
    // 60 is the second that a year may have more.
    if (second < 0 || second > 60 || (hour === 24 && second > 0)) return null;
    place = 19;
    if (written[place] === '.') {
      const from = place + 1;
      place = from;
      while (digits(written, place, 1) >= 0) place += 1;
      if (place === from) return null;
    }
  }
  const ahead = zoneMinutes(written, place);
  if (ahead === null) return null;
  // A dateTime with a time but no zone is not valid FHIR; it is taken as local time of the facility.
  if (ahead === 'none') return { lo: day, hi: day, precision: 'day', minutes: null };
  const minutes = day * 1440 + hour * 60 + minute - ahead;
  const local = offsetAt === undefined ? day : Math.floor((minutes + offsetAt(minutes)) / 1440);
  return { lo: local, hi: local, precision: 'instant', minutes };
}

/** Minutes ahead of UTC of what is written from a place on: "Z", "-05:00", nothing; null for anything else. */
function zoneMinutes(written: string, place: number): number | 'none' | null {
  if (place === written.length) return 'none';
  const sign = written[place];
  if (sign === 'Z') return place + 1 === written.length ? 0 : null;
  if ((sign !== '+' && sign !== '-') || place + 6 !== written.length || written.charCodeAt(place + 3) !== COLON)
    return null;
  const [hours, minutes] = [digits(written, place + 1, 2), digits(written, place + 4, 2)];
  const ahead = hours * 60 + minutes;
  if (hours < 0 || minutes < 0 || minutes > 59 || ahead > MOST_AHEAD) return null;
  return sign === '-' ? -ahead : ahead;
}

/** Was it within the `days` days up to and including `asOf`? True only when its whole interval lies inside. */
export function within(when: When, asOf: Day, days: number): Kleene {
  return between(when, asOf - days, asOf);
}

/** Was it between two days, both included? Null when only part of its interval lies inside. */
export function between(when: When, first: Day, last: Day): Kleene {
  if (when.hi < first || when.lo > last) return false;
  return when.lo >= first && when.hi <= last ? true : null;
}

/**
 * Orders by the latest possible day, then by time. A total order, so that sorting never depends on the order of arrival:
 * on one day, what has no time comes before what has one.
 */
export function compareWhen(a: When, b: When): number {
  return a.hi - b.hi || a.lo - b.lo || (a.minutes ?? -1) - (b.minutes ?? -1);
}
