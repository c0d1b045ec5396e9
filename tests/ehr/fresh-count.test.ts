import { expect, it } from 'vitest';
import { freshCount } from '../../src/ehr/fresh-count.ts';

it('never repeats a page size in a page, so that a server cannot answer from its own store', () => {
  const counts = Array.from({ length: 160 }, () => Number.parseInt(freshCount(), 10));
  expect(new Set(counts).size).toBe(160);
  // What is above 200 is cut to 200 by servers, and would be the same search again.
  expect([Math.min(...counts), Math.max(...counts)]).toEqual([40, 199]);
});

it('is drawn by chance: what one page asked a moment ago is not what another asks', () => {
  expect([freshCount(() => 0), freshCount(() => 0.999)]).toEqual(['40', '199']);
  // One that was asked already in this page is passed by.
  expect([freshCount(() => 0), freshCount(() => 0.999)]).toEqual(['41', '42']);
});
