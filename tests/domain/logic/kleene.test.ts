/** Kleene's strong three-valued logic, by its tables. */
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { and, not, or, type Kleene } from '../../../src/domain/logic/kleene.ts';

const T = true;
const F = false;
const U = null;

test.each<readonly [Kleene, Kleene, Kleene, Kleene]>([
  // a, b, a and b, a or b
  [T, T, T, T],
  [T, F, F, T],
  [T, U, U, T],
  [F, T, F, T],
  [F, F, F, F],
  [F, U, F, U],
  [U, T, U, T],
  [U, F, F, U],
  [U, U, U, U],
])('%s, %s', (a, b, both, either) => {
  expect(and(a, b)).toBe(both);
  expect(or(a, b)).toBe(either);
});

test('not', () => {
  expect([T, F, U].map(not)).toEqual([F, T, U]);
});

test('nothing at all: and is true, or is false', () => {
  expect(and()).toBe(true);
  expect(or()).toBe(false);
});

const kleene = fc.constantFrom<Kleene>(T, F, U);

test('de Morgan, and order does not matter', () => {
  fc.assert(
    fc.property(fc.array(kleene, { maxLength: 6 }), (all) => {
      expect(not(and(...all))).toBe(or(...all.map(not)));
      expect(not(or(...all))).toBe(and(...all.map(not)));
      expect(and(...all.toReversed())).toBe(and(...all));
      expect(or(...all.toReversed())).toBe(or(...all));
    }),
    { seed: 20261112, numRuns: 500 },
  );
});

test('learning more never turns a told answer: cannot tell may become anything, true and false stay', () => {
  fc.assert(
    fc.property(
      fc.array(kleene, { minLength: 1, maxLength: 5 }),
      fc.array(fc.boolean(), { minLength: 5, maxLength: 5 }),
      (all, told) => {
        const known = all.map((one, index) => one ?? told[index] ?? true);
        const [before, after] = [and(...all), and(...known)];
        if (before !== null) expect(after).toBe(before);
        const [beforeOr, afterOr] = [or(...all), or(...known)];
        if (beforeOr !== null) expect(afterOr).toBe(beforeOr);
      },
    ),
    { seed: 20261112, numRuns: 500 },
  );
});
