/** Whether a reading was taken in hospital, in acute care, or soon after an operation: such scores say less of the usual day. */
import { describe, expect, test } from 'vitest';
import { isAcuteReading, isAfterOperation, isInpatientReading } from '../../../src/domain/chart/acute-settings.ts';
import { parseWhen, type When } from '../../../src/domain/logic/when.ts';
import { ago, at, chartOf, edVisit, procedure, stay, type Resource } from '../../support/chart-of.ts';

const on = (written: string): When => {
  const when = parseWhen(written);
  if (when === null) throw new Error(written);
  return when;
};

const WARD = stay({ id: 'ward', start: at(20, '10:00'), end: at(15, '10:00') });
const OBSERVED = stay({ id: 'watch', class: 'OBSENC', start: at(40, '10:00'), end: at(39, '10:00') });
const VISIT = edVisit(at(60, '08:00'), at(60, '12:00'), { id: 'ed' });
const CLINIC = stay({ id: 'clinic', class: 'AMB', start: at(80, '08:00'), end: at(80, '09:00') });
const ALL = [WARD, OBSERVED, VISIT, CLINIC];

describe('a reading that names its encounter', () => {
  test.each([
    ['ward', { acute: true, inpatient: true }],
    ['watch', { acute: true, inpatient: false }],
    ['ed', { acute: true, inpatient: false }],
    ['clinic', { acute: false, inpatient: false }],
    ['lost', { acute: false, inpatient: false }],
  ])('%s', (id, expected) => {
    const chart = chartOf(ALL);
    // Its day lies in the stay: what it names counts, not its day.
    const reading = { encounter: `Encounter/${id}`, when: on(ago(17)) };
    expect({ acute: isAcuteReading(reading, chart), inpatient: isInpatientReading(reading, chart) }).toEqual(expected);
  });
});

describe('a reading that names none: by its day', () => {
  const acute = (when: When | null, resources: readonly Resource[] = ALL): boolean =>
    isAcuteReading({ encounter: null, when }, chartOf(resources));

  test.each<readonly [string, string, boolean]>([
    ['the day before the stay', ago(21), false],
    ['its first day', ago(20), true],
    ['in its middle', ago(17), true],
    ['its last day', ago(15), true],
    ['the day after', ago(14), false],
    ['a day of the observation', ago(39), true],
    ['the day of the emergency visit', ago(60), true],
    ['the day after it', ago(59), false],
    ['the day before it', ago(61), false],
    ['the day of the clinic visit', ago(80), false],
    ['a month that holds a stay', ago(20).slice(0, 7), true],
    ['a year before', ago(400), false],
    ['today', ago(0), false],
  ])('%s', (_, when, expected) => {
    expect(acute(on(when))).toBe(expected);
    expect(acute(on(when), ALL.toReversed())).toBe(expected);
  });

  test('without a day it is no acute reading, nor an inpatient one', () => {
    expect(acute(null)).toBe(false);
    expect(isInpatientReading({ encounter: null, when: on(ago(17)) }, chartOf(ALL))).toBe(false);
  });

  test('no stay at all', () => {
    expect(acute(on(ago(17)), [])).toBe(false);
  });

  test('a stay that goes on reaches to the day we look from; one that is over without an end lasted a day', () => {
    const open = [stay({ start: at(9, '10:00'), end: null })];
    expect([10, 9, 4, 0].map((days) => acute(on(ago(days)), open))).toEqual([false, true, true, true]);
    const over = [stay({ start: at(9, '10:00'), status: 'finished' })];
    expect([10, 9, 8].map((days) => acute(on(ago(days)), over))).toEqual([false, true, false]);
  });

  test('a stay without a date tells of no day', () => {
    expect(acute(on(ago(17)), [stay({ start: null })])).toBe(false);
  });

  test('stays that overlap, touch, or lie in one another are one stretch', () => {
    const stays = [
      stay({ start: ago(40), end: ago(30) }),
      stay({ start: ago(38), end: ago(36) }),
      stay({ start: ago(29), end: ago(25) }),
      stay({ start: ago(20), end: ago(18) }),
    ];
    const days = [41, 40, 37, 33, 30, 29, 25, 24, 21, 20, 18, 17];
    expect(days.map((one) => acute(on(ago(one)), stays))).toEqual([
      false,
      true,
      true,
      true,
      true,
      true,
      true,
      false,
      false,
      true,
      true,
      false,
    ]);
  });
});

describe('after an operation', () => {
  const PANCREATECTOMY = '33149006';
  const after = (day: number, days: number, resources: readonly Resource[]): boolean =>
    isAfterOperation(on(ago(day)), chartOf(resources), days);

  test.each<readonly [string, number, boolean]>([
    ['the day before', 31, false],
    ['the day', 30, true],
    ['the last day', 16, true],
    ['the day after that', 15, false],
  ])('14 days: %s', (_, day, expected) => {
    expect(after(day, 14, [procedure(PANCREATECTOMY, ago(30))])).toBe(expected);
  });

  test('any of several operations', () => {
    const several = [
      procedure(PANCREATECTOMY, ago(90)),
      procedure(PANCREATECTOMY, ago(30)),
      procedure(PANCREATECTOMY, ago(60)),
    ];
    expect([91, 85, 70, 55, 45, 20, 10].map((day) => after(day, 14, several))).toEqual([
      false,
      true,
      false,
      true,
      false,
      true,
      false,
    ]);
  });

  test('no operation: chemotherapy, or an operation without a day', () => {
    expect(after(30, 14, [procedure('367336001', ago(30))])).toBe(false);
    expect(after(30, 14, [procedure(PANCREATECTOMY, null)])).toBe(false);
    expect(after(30, 14, [])).toBe(false);
  });
});
