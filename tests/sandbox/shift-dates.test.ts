// @vitest-environment node
import { describe, expect, it } from 'vitest';
import { dayNumber, shiftDates, todayIn } from '../../src/sandbox/shift-dates.ts';

describe('shiftDates', () => {
  const days = dayNumber('2026-01-20') - dayNumber('2020-03-10');

  it('moves the day and keeps time and offset as written', () => {
    const moved = shiftDates(
      {
        a: '2020-03-10',
        b: '2020-03-10T23:30:00-05:00',
        c: '2020-03-10T04:00:00.123Z',
        d: ['2020-02-29'],
        e: { f: '2020-03-10T10:00' },
      },
      days,
    );
    expect(moved).toEqual({
      a: '2026-01-20',
      b: '2026-01-20T23:30:00-05:00',
      c: '2026-01-20T04:00:00.123Z',
      d: ['2026-01-10'],
      e: { f: '2026-01-20T10:00' },
    });
  });

  it('moves a month through its fifteenth and leaves a year', () => {
    expect(shiftDates({ month: '2019-12', year: '2019' }, days)).toEqual({ month: '2025-10', year: '2019' });
    expect(shiftDates(['2020-01', '2020-02'], 31)).toEqual(['2020-02', '2020-03']);
  });

  it('leaves text with a date in it, codes, identifiers of other shapes and references', () => {
    const text = {
      note: 'Seen on 2020-03-10.',
      code: '2020-03-10',
      id: '2020-03-10',
      reference: 'Patient/2020-03-10',
      value: '1234-56',
      loinc: '1751-7',
      number: 20200310,
      yes: true,
    };
    expect(shiftDates(text, days)).toEqual(text);
  });

  it('moves backwards over a leap day', () => {
    expect(shiftDates('2020-03-01', -1)).toBe('2020-02-29');
  });

  it('refuses what is no calendar day', () => {
    expect(() => dayNumber('2021-02-29')).toThrow('not a calendar day');
  });
});

describe('todayIn', () => {
  it('is the calendar day of the zone, not of the machine', () => {
    const instant = Date.parse('2026-01-20T02:00:00Z');
    expect(todayIn('America/New_York', instant)).toBe('2026-01-19');
    expect(todayIn('Pacific/Auckland', instant)).toBe('2026-01-20');
  });
});
