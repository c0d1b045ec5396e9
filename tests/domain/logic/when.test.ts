/** Partial dates as intervals, against a naive calendar that counts day by day (clinical reference 3.1, "Dates"). */
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  between,
  civil,
  compareWhen,
  dayOf,
  isoDay,
  isoWhen,
  parseWhen,
  within,
  type When,
} from '../../../src/domain/logic/when.ts';
import { offsetOf } from '../../../src/fhir/time-zone.ts';

const SEED = 20261112;
const LENGTHS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
const isLeap = (year: number): boolean => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
const lengthOf = (year: number, month: number): number =>
  month === 2 && isLeap(year) ? 29 : (LENGTHS[month - 1] ?? 0);
const two = (value: number): string => String(value).padStart(2, '0');

test('every day from 1600 to 2400: number, civil date and text agree with a calendar that is counted', () => {
  let day = dayOf(1600, 1, 1);
  expect(dayOf(1970, 1, 1)).toBe(0);
  expect(day).toBe(-135140);
  let checked = 0;
  for (let year = 1600; year <= 2400; year += 1) {
    for (let month = 1; month <= 12; month += 1) {
      for (let date = 1; date <= lengthOf(year, month); date += 1) {
        const found = civil(day);
        if (dayOf(year, month, date) !== day || found.year !== year || found.month !== month || found.day !== date) {
          throw new Error(`${year}-${month}-${date} is ${dayOf(year, month, date)}, expected ${day}`);
        }
        if (date === 1 && isoDay(day) !== `${year}-${two(month)}-01`) throw new Error(isoDay(day));
        day += 1;
        checked += 1;
      }
    }
  }
  expect(checked).toBe(292560);
});

describe('reading', () => {
  test.each<readonly [text: string, lo: string, hi: string, precision: When['precision']]>([
    ['2025', '2025-01-01', '2025-12-31', 'year'],
    ['2024-02', '2024-02-01', '2024-02-29', 'month'],
    ['1900-02', '1900-02-01', '1900-02-28', 'month'],
    ['2000-02', '2000-02-01', '2000-02-29', 'month'],
    ['2025-12', '2025-12-01', '2025-12-31', 'month'],
    ['2024-02-29', '2024-02-29', '2024-02-29', 'day'],
    ['2025-03-01', '2025-03-01', '2025-03-01', 'day'],
    ['2026-11-12T23:59:59Z', '2026-11-12', '2026-11-12', 'instant'],
    ['2026-11-12T00:00:00+13:00', '2026-11-12', '2026-11-12', 'instant'],
    ['2026-11-12T23:30:00.123-10:00', '2026-11-12', '2026-11-12', 'instant'],
    ['2026-11-12T24:00:00Z', '2026-11-12', '2026-11-12', 'instant'],
    ['2026-12-31T23:59:60Z', '2026-12-31', '2026-12-31', 'instant'],
    ['2026-11-12T10:00:00+14:00', '2026-11-12', '2026-11-12', 'instant'],
    // Not valid FHIR, but sent: taken as written.
    ['2026-11-12T10:00:00', '2026-11-12', '2026-11-12', 'day'],
  ])('%s', (text, lo, hi, precision) => {
    const when = parseWhen(text);
    expect(when === null ? null : [isoDay(when.lo), isoDay(when.hi), when.precision]).toEqual([lo, hi, precision]);
  });

  test.each([
    '',
    ' ',
    '2026-13',
    '2026-00',
    '2026-02-29',
    '2025-02-29',
    '1900-02-29',
    '2026-04-31',
    '2026-1-1',
    '12/11/2026',
    '2026-11-12T25:00:00Z',
    '2026-11-12T10:60:00Z',
    '2026-11-12T10:00:61Z',
    '2026-11-12T23:59:99Z',
    '2026-11-12T24:59:00Z',
    '2026-11-12T24:00:01Z',
    '2026-11-12T10:00:00+14:01',
    '2026-11-12T10:00:00-26:00',
    '2026-11-12T10:00:00+99:99',
    '2026-11-12T10:00:00+05:75',
    'yesterday',
    '20261112',
    '2026-11-12 10:00',
    '0',
    '-2026',
    null,
    undefined,
    2026,
    {},
    [],
    Number.NaN,
  ])('%j is no date', (text) => {
    expect(parseWhen(text)).toBeNull();
  });

  test('an instant falls on the calendar day of the facility', () => {
    const instant = '2026-03-01T09:30:00Z';
    const dayIn = (zone: string): string => isoDay(parseWhen(instant, offsetOf(zone))?.lo ?? 0);
    expect(dayIn('Pacific/Honolulu')).toBe('2026-02-28');
    expect(dayIn('America/New_York')).toBe('2026-03-01');
    expect(dayIn('Pacific/Auckland')).toBe('2026-03-01');
    expect(dayIn('Pacific/Kiritimati')).toBe('2026-03-01');
    expect(isoDay(parseWhen('2026-03-01T11:30:00Z', offsetOf('Pacific/Auckland'))?.lo ?? 0)).toBe('2026-03-02');
  });

  test('a date without a time is moved by no zone', () => {
    for (const zone of ['Pacific/Honolulu', 'Pacific/Kiritimati', 'Asia/Kolkata']) {
      expect(parseWhen('2026-03-01', offsetOf(zone))).toEqual(parseWhen('2026-03-01'));
    }
  });

  test('offsets of zones around the change of the clock', () => {
    const at = (zone: string, iso: string): number => offsetOf(zone)(Date.parse(iso) / 60_000);
    expect(at('America/New_York', '2026-03-08T06:59:00Z')).toBe(-300);
    expect(at('America/New_York', '2026-03-08T07:00:00Z')).toBe(-240);
    expect(at('America/New_York', '2026-11-01T05:59:00Z')).toBe(-240);
    expect(at('America/New_York', '2026-11-01T06:00:00Z')).toBe(-300);
    expect(at('Asia/Kathmandu', '2026-11-01T06:00:00Z')).toBe(345);
    expect(at('Australia/Lord_Howe', '2026-07-01T00:00:00Z')).toBe(630);
  });
});

const date = fc
  .record({
    year: fc.integer({ min: 1600, max: 2400 }),
    month: fc.integer({ min: 1, max: 12 }),
    day: fc.integer({ min: 1, max: 31 }),
  })
  .map(({ year, month, day }) => ({
    year,
    month,
    day: Math.min(day, lengthOf(year, month)),
  }));
const partial = fc.tuple(date, fc.constantFrom('year', 'month', 'day')).map(([{ year, month, day }, precision]) => {
  if (precision === 'year') return String(year);
  return precision === 'month' ? `${year}-${two(month)}` : `${year}-${two(month)}-${two(day)}`;
});

test('what was read is written the same', () => {
  fc.assert(
    fc.property(partial, (text) => {
      const when = parseWhen(text);
      expect(when === null ? null : isoWhen(when)).toBe(text);
    }),
    { seed: SEED, numRuns: 2000 },
  );
});

test('the interval is as long as the calendar says', () => {
  fc.assert(
    fc.property(partial, (text) => {
      const when = parseWhen(text);
      const [year = '0', month] = text.split('-');
      const length =
        month === undefined
          ? isLeap(Number(year))
            ? 366
            : 365
          : text.length === 7
            ? lengthOf(Number(year), Number(month))
            : 1;
      expect((when?.hi ?? 0) - (when?.lo ?? 0) + 1).toBe(length);
    }),
    { seed: SEED, numRuns: 2000 },
  );
});

test('within and between: true when every possible day is inside, false when none is, else cannot tell', () => {
  fc.assert(
    fc.property(partial, date, fc.integer({ min: 0, max: 800 }), (text, { year, month, day }, days) => {
      const when = parseWhen(text);
      if (when === null) throw new Error(text);
      const asOf = dayOf(year, month, day);
      const inside = Array.from({ length: when.hi - when.lo + 1 }, (_, index) => when.lo + index).map(
        (one) => one >= asOf - days && one <= asOf,
      );
      const naive = inside.every(Boolean) ? true : inside.some(Boolean) ? null : false;
      expect(within(when, asOf, days)).toBe(naive);
      expect(between(when, asOf - days, asOf)).toBe(naive);
    }),
    { seed: SEED, numRuns: 2000 },
  );
});

test('"N days" includes both ends', () => {
  const asOf = dayOf(2026, 11, 12);
  const on = (day: number): When => ({ lo: day, hi: day, precision: 'day', minutes: null });
  expect([asOf + 1, asOf, asOf - 60, asOf - 61].map((day) => within(on(day), asOf, 60))).toEqual([
    false,
    true,
    true,
    false,
  ]);
});

test('ordering is an order: it says the same both ways round, and three dates can be put in one row', () => {
  const instant = fc
    .tuple(date, fc.integer({ min: 0, max: 23 }))
    .map(([{ year, month, day }, hour]) => `${year}-${two(month)}-${two(day)}T${two(hour)}:00:00Z`);
  // Few days, so that equal ones meet.
  const near = fc.oneof(
    fc.integer({ min: 1, max: 3 }).map((day) => `2026-03-0${day}`),
    fc
      .tuple(fc.integer({ min: 1, max: 3 }), fc.integer({ min: 0, max: 23 }))
      .map(([day, hour]) => `2026-03-0${day}T${two(hour)}:00:00Z`),
    fc.constantFrom('2026-03', '2026'),
  );
  fc.assert(
    fc.property(fc.oneof(near, instant, partial), near, near, (x, y, z) => {
      const [a, b, c] = [parseWhen(x), parseWhen(y), parseWhen(z)];
      if (a === null || b === null || c === null) throw new Error('no date');
      expect(Math.sign(compareWhen(a, b))).toBe(-Math.sign(compareWhen(b, a)) + 0);
      if (compareWhen(a, b) <= 0 && compareWhen(b, c) <= 0) expect(compareWhen(a, c)).toBeLessThanOrEqual(0);
    }),
    { seed: SEED, numRuns: 3000 },
  );
});
