/** Ranges of a performance status. */
import { expect, test } from 'vitest';
import { readEcog, readKarnofsky, readPalliativePerformance } from '../../../src/fhir/read/performance-values.ts';

const range = (low: unknown, high: unknown): Readonly<Record<string, unknown>> => ({
  valueRange: { low: { value: low }, high: { value: high } },
});

test.each<readonly [low: number, high: number, reading: object]>([
  [2, 3, { is: 'range', low: 2, high: 3 }],
  [4, 3, { is: 'range', low: 3, high: 4 }],
  [0, 5, { is: 'range', low: 0, high: 5 }],
  [-5, 0, { is: 'unclear', text: '-5-0' }],
  [3, 99, { is: 'unclear', text: '3-99' }],
])('ECOG %i to %i', (low, high, reading) => {
  expect(readEcog(range(low, high))).toEqual({ kind: 'ecog', reading });
});

test('Karnofsky and PPS go to 100', () => {
  expect(readKarnofsky(range(50, 60))).toMatchObject({ reading: { is: 'range', low: 50, high: 60 } });
  expect(readKarnofsky(range(50, 600))).toMatchObject({ reading: { is: 'unclear' } });
  expect(readPalliativePerformance(range(-10, 60))).toMatchObject({ reading: { is: 'unclear' } });
});
