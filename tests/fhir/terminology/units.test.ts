/** Units as UCUM and as people write them; what is not listed is not guessed. */
import { expect, test } from 'vitest';
import {
  CALCIUM_MILLIGRAMS_PER_DECILITER,
  CALCIUM_MILLIMOLES_PER_LITER,
  factorOf,
  GRAMS_PER_DECILITER,
  KILOGRAMS,
  type Units,
} from '../../../src/fhir/terminology/units.ts';

test.each<readonly [unit: string | null, units: Units, expected: number | null]>([
  ['kg', KILOGRAMS, 1],
  ['KG', KILOGRAMS, 1],
  [' kg ', KILOGRAMS, 1],
  ['[lb_av]', KILOGRAMS, 0.45359237],
  ['lb', KILOGRAMS, 0.45359237],
  ['lbs', KILOGRAMS, 0.45359237],
  ['[oz_av]', KILOGRAMS, 0.028349523125],
  ['g', KILOGRAMS, 0.001],
  ['st', KILOGRAMS, null],
  ['', KILOGRAMS, null],
  [null, KILOGRAMS, null],
  ['constructor', KILOGRAMS, null],
  ['mmol/L', CALCIUM_MILLIGRAMS_PER_DECILITER, 4.008],
  ['g/dL', CALCIUM_MILLIGRAMS_PER_DECILITER, null],
  ['mg/dL', CALCIUM_MILLIMOLES_PER_LITER, 0.2495],
  ['g/L', GRAMS_PER_DECILITER, 0.1],
])('%s', (unit, units, expected) => {
  expect(factorOf(unit, units)).toBe(expected);
});
