/** Calcium corrected for albumin (clinical reference 2.5, 3.2 row 9). */
import { expect, test } from 'vitest';
import { corrected, correctedCalcium } from '../../../src/domain/chart/laboratory.ts';
import { ago, at, chartOf, type Resource } from '../../support/chart-of.ts';
import { albumin, calcium } from '../../support/builders/observations.ts';

test.each([
  [11.8, 2, 13.4],
  [10, 4, 10],
  [12.83, 4, 12.83],
  [9, 5, 8.2],
  [11.5, 2.7, 12.54],
])('%f mg/dL with albumin %f g/dL is %f', (measured, protein, expected) => {
  expect(corrected(measured, protein)).toBe(expected);
});

test.each<readonly [situation: string, resources: readonly Resource[], expected: readonly number[]]>([
  ['newest first', [calcium(9, ago(30)), calcium(12, ago(3))], [12, 9]],
  ['of one day without times the highest first', [calcium(9, ago(3)), calcium(12, ago(3))], [12, 9]],
  ['by the time of day', [calcium(12, at(3, '08:00')), calcium(9, at(3, '18:00'))], [9, 12]],
  [
    'each by its own albumin',
    [calcium(10, ago(40)), albumin(3, ago(40)), calcium(10, ago(3)), albumin(2, ago(3))],
    [11.6, 10.8],
  ],
  ['an albumin without a unit corrects nothing', [calcium(10, ago(3)), albumin(2, ago(3), null)], [10]],
])('%s', (_, resources, expected) => {
  const chart = chartOf(resources);
  expect(correctedCalcium(chart, chart.asOf, 90, 7).map((one) => one.milligramsPerDeciliter)).toEqual(expected);
});
