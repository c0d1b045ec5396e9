import { expect, it } from 'vitest';
import { freshCount } from '../../src/ehr/fresh-count.ts';

it('never repeats a page size within a minute of looks, so that a server cannot answer from its own store', () => {
  const counts = Array.from({ length: 100 }, freshCount);
  expect(new Set(counts).size).toBe(100);
  for (const count of counts) expect(count).toMatch(/^1\d\d$/);
});
