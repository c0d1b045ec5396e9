/** What is a FHIR date and what is none, sign by sign; and the first and last of dated things. */
import { describe, expect, test } from 'vitest';
import { newestWhen, oldestWhen } from '../../../src/domain/logic/by-date.ts';
import { compareWhen, dayOf, isoDay, isoWhen, parseWhen, type When } from '../../../src/domain/logic/when.ts';

/** A date that is one. */
function when(written: string): When {
  const found = parseWhen(written);
  if (found === null) throw new Error(written);
  return found;
}

const day = dayOf(2026, 11, 12);
const noon = day * 1440 + 12 * 60;

test.each<readonly [string, When]>([
  ['2026', { lo: dayOf(2026, 1, 1), hi: dayOf(2026, 12, 31), precision: 'year', minutes: null }],
  ['0000', { lo: dayOf(0, 1, 1), hi: dayOf(0, 12, 31), precision: 'year', minutes: null }],
  ['2026-11', { lo: dayOf(2026, 11, 1), hi: dayOf(2026, 11, 30), precision: 'month', minutes: null }],
  ['2026-12', { lo: dayOf(2026, 12, 1), hi: dayOf(2026, 12, 31), precision: 'month', minutes: null }],
  ['2024-02', { lo: dayOf(2024, 2, 1), hi: dayOf(2024, 2, 29), precision: 'month', minutes: null }],
  ['2026-11-12', { lo: day, hi: day, precision: 'day', minutes: null }],
  ['2026-02-28', { lo: dayOf(2026, 2, 28), hi: dayOf(2026, 2, 28), precision: 'day', minutes: null }],
  ['2024-02-29', { lo: dayOf(2024, 2, 29), hi: dayOf(2024, 2, 29), precision: 'day', minutes: null }],
  ['2026-12-31', { lo: dayOf(2026, 12, 31), hi: dayOf(2026, 12, 31), precision: 'day', minutes: null }],
  [' 2026-11-12', { lo: day, hi: day, precision: 'day', minutes: null }],
  ['2026-11-12 ', { lo: day, hi: day, precision: 'day', minutes: null }],
  ['\t2026-11-12\n', { lo: day, hi: day, precision: 'day', minutes: null }],
  ['2026-11-12T12:00', { lo: day, hi: day, precision: 'day', minutes: null }],
  ['2026-11-12T12:00:00', { lo: day, hi: day, precision: 'day', minutes: null }],
  ['2026-11-12T12:00Z', { lo: day, hi: day, precision: 'instant', minutes: noon }],
  ['2026-11-12T12:00:00Z', { lo: day, hi: day, precision: 'instant', minutes: noon }],
  ['2026-11-12T12:00:60Z', { lo: day, hi: day, precision: 'instant', minutes: noon }],
  ['2026-11-12T12:00:00.0Z', { lo: day, hi: day, precision: 'instant', minutes: noon }],
  ['2026-11-12T12:00:00.123456Z', { lo: day, hi: day, precision: 'instant', minutes: noon }],
  ['2026-11-12T12:59:00Z', { lo: day, hi: day, precision: 'instant', minutes: noon + 59 }],
  ['2026-11-12T12:00:00-05:00', { lo: day, hi: day, precision: 'instant', minutes: noon + 300 }],
  ['2026-11-12T12:00:00+05:30', { lo: day, hi: day, precision: 'instant', minutes: noon - 330 }],
  ['2026-11-12T12:00:00+00:59', { lo: day, hi: day, precision: 'instant', minutes: noon - 59 }],
  ['2026-11-12T12:00:00+14:00', { lo: day, hi: day, precision: 'instant', minutes: noon - 840 }],
  ['2026-11-12T00:00:00Z', { lo: day, hi: day, precision: 'instant', minutes: day * 1440 }],
  ['2026-11-12T24:00:00Z', { lo: day, hi: day, precision: 'instant', minutes: (day + 1) * 1440 }],
])('%j is one', (written, expected) => {
  expect(parseWhen(written)).toEqual(expected);
});

test.each([
  '',
  ' ',
  '20',
  '202',
  '-026',
  '20x6',
  '2026-',
  '2026-1',
  '2026/11',
  '2026-00',
  '2026-13',
  '2026-1x',
  '2026-11-',
  '2026-11-1',
  '2026-11/12',
  '2026-11-00',
  '2026-11-31',
  '2026-02-29',
  '2026-11-3x',
  '2026-11-12T',
  '2026-11-12 12:00',
  '2026-11-12T12',
  '2026-11-12T12.00',
  '2026-11-12T1x:00Z',
  '2026-11-12T12:0xZ',
  '2026-11-12T12:60Z',
  '2026-11-12T25:00Z',
  '2026-11-12T24:01Z',
  '2026-11-12T24:00:01Z',
  '2026-11-12T12:00:Z',
  '2026-11-12T12:00:6xZ',
  '2026-11-12T12:00:61Z',
  '2026-11-12T12:00:00.Z',
  '2026-11-12T12:00:00.xZ',
  '2026-11-12T12:00;00Z',
  '2026-11-12T12:00:00ZZ',
  '2026-11-12T12:00:00z',
  '2026-11-12T12:00:00 05:00',
  '2026-11-12T12:00:00-5:00',
  '2026-11-12T12:00:00-05',
  '2026-11-12T12:00:00-0500',
  '2026-11-12T12:00:00-05.00',
  '2026-11-12T12:00:00-05:000',
  '2026-11-12T12:00:00-x5:00',
  '2026-11-12T12:00:00-05:x0',
  '2026-11-12T12:00:00-05:60',
  '2026-11-12T12:00:00+14:01',
  '2026-11-12T12:00:00+15:00',
])('%j is none', (written) => {
  expect(parseWhen(written)).toBeNull();
});

test.each([null, undefined, 2026, {}, [], true])('%j is none', (value) => {
  expect(parseWhen(value)).toBeNull();
});

test('an instant is of the day that the facility’s calendar has', () => {
  const of = (written: string, ahead: number): string => isoDay(parseWhen(written, () => ahead)?.lo ?? 0);
  expect(of('2026-11-12T03:00:00Z', -300)).toBe('2026-11-11');
  expect(of('2026-11-12T05:00:00Z', -300)).toBe('2026-11-12');
  expect(of('2026-11-12T20:00:00Z', 330)).toBe('2026-11-13');
});

test('as precise as it is known', () => {
  const said = (written: string): string => isoWhen(when(written));
  expect(['2026', '2026-03', '2026-03-04', '2026-03-04T10:00:00Z'].map(said)).toEqual([
    '2026',
    '2026-03',
    '2026-03-04',
    '2026-03-04',
  ]);
  expect(isoDay(dayOf(7, 3, 4))).toBe('0007-03-04');
});

describe('order', () => {
  const inOrder = [
    '2025',
    '2026-11',
    '2026-11-30',
    '2026-11-30T10:00:00Z',
    '2026-11-30T11:00:00Z',
    '2026',
    '2026-12-31',
  ];

  test('by the latest day that it may have been, then by the earliest, then by time', () => {
    const sorted = inOrder.toReversed().toSorted((a, b) => compareWhen(when(a), when(b)));
    expect(sorted).toEqual(inOrder);
    expect(compareWhen(when('2026-11'), when('2026-11'))).toBe(0);
  });

  test('the first and the last of dated things', () => {
    const dated = (...written: readonly (string | null)[]): readonly { readonly when: When | null }[] =>
      written.map((one) => ({ when: one === null ? null : when(one) }));
    for (const all of [dated(null, ...inOrder), dated(...inOrder.toReversed(), null)]) {
      expect(newestWhen(all)).toEqual(when('2026-12-31'));
      expect(oldestWhen(all)).toEqual(when('2025'));
    }
    expect([newestWhen(dated(null)), oldestWhen([])]).toEqual([null, null]);
    const twins = dated('2026-11-30', '2026-11-30');
    expect(newestWhen(twins)).toBe(twins[0]?.when);
    expect(oldestWhen(twins)).toBe(twins[0]?.when);
  });
});
