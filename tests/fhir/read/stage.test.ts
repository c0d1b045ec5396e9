/** A stage as it is written, and that no text can hold up the reading of a chart. */
import { expect, test } from 'vitest';
import { stageOf } from '../../../src/fhir/read/stage.ts';

test.each<readonly [said: string, text: string | null]>([
  ['IVA', 'IVA'],
  ['c3A', 'IIIA'],
  ['4', 'IV'],
  ['Stage IIIC', 'IIIC'],
  ['stage pIIB', 'IIB'],
  ['stage cp III a1', 'IIIA1'],
  ['yp II', 'II'],
  ['  stage   I  ', 'I'],
  ['5', null],
])('%s', (said, text) => {
  expect(stageOf({ text: said })?.text ?? null).toBe(text);
});

test('a thousand blanks take no time', () => {
  const start = performance.now();
  for (let index = 0; index < 500; index += 1) stageOf({ text: `stage${' '.repeat(980)}${index}x` });
  // Half a second when blanks could be matched in two ways.
  expect(performance.now() - start).toBeLessThan(200);
});
