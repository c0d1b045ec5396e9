/** Change of weight for the fact sheet (product contract `weightChange`, clinical reference 3.2 row 17). */
import { expect, test } from 'vitest';
import { weightCourse } from '../../../src/domain/chart/weights.ts';
import { isoWhen } from '../../../src/domain/logic/when.ts';
import { ago, chartOf, type Resource } from '../../support/chart-of.ts';
import { weight } from '../../support/builders/observations.ts';
import { WEIGHT_DAYS } from '../../support/numbers.ts';

const change = (resources: readonly Resource[]): unknown => {
  const chart = chartOf(resources);
  const course = weightCourse(chart, chart.asOf, WEIGHT_DAYS);
  if (course.is !== 'known') return course.is;
  const { percent, from, to, short } = course.change;
  return { percent, from: isoWhen(from), to: isoWhen(to), short };
};

test.each<readonly [situation: string, resources: readonly Resource[], expected: unknown]>([
  [
    '176 to 160 pounds',
    [weight(176, ago(175), '[lb_av]'), weight(160, ago(5), '[lb_av]')],
    { percent: -9.09, from: ago(175), to: ago(5), short: false },
  ],
  [
    'the order in which they come changes nothing',
    [weight(90, ago(5)), weight(100, ago(175))],
    { percent: -10, from: ago(175), to: ago(5), short: false },
  ],
  [
    'median of two',
    [weight(100, ago(200)), weight(104, ago(170)), weight(102, ago(5))],
    { percent: 0, from: ago(200), to: ago(5), short: false },
  ],
  [
    'oldest of the shorter span',
    [weight(100, ago(120)), weight(98, ago(80)), weight(95, ago(5))],
    { percent: -5, from: ago(120), to: ago(5), short: true },
  ],
  ['stale', [weight(100, ago(300)), weight(95, ago(31))], 'stale'],
  ['one', [weight(100, ago(5))], 'no-baseline'],
  ['none', [], 'never'],
  ['without units', [weight(100, ago(5), null)], 'unit-unknown'],
  [
    'a slip in the baseline is left out',
    [weight(100, ago(180)), weight(45, ago(170)), weight(100, ago(160)), weight(99, ago(155)), weight(98, ago(5))],
    { percent: -1.01, from: ago(155), to: ago(5), short: false },
  ],
])('%s', (_, resources, expected) => {
  expect(change(resources)).toEqual(expected);
});
