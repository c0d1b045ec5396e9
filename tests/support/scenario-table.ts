/** A table of situations, each row a test: what is in the chart, and what the clinical reference says of it. */
import { expect, test } from 'vitest';
import { assessOf, claimOf, type Claim, type Resource, type Scene } from './chart-of.ts';

export type Row = readonly [situation: string, resources: readonly Resource[], expected: Claim, scene?: Scene];

/** One test a row. `always` is in every chart of the table. */
export function decide(rows: readonly Row[], always: readonly Resource[] = []): void {
  for (const [situation, resources, expected, scene] of rows) {
    test(situation, () => {
      expect(claimOf(assessOf([...always, ...resources], scene), expected)).toEqual(expected);
    });
  }
}
