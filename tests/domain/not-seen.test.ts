/** The line of what could not be seen: most telling first (screens, "Not seen"). */
import { expect, test } from 'vitest';
import { say } from '../../src/words/say.ts';
import { ago, assessOf, ecog, STAGE_IV } from '../support/chart-of.ts';

const linesOf = (resources: Parameters<typeof assessOf>[0]): readonly string[] =>
  assessOf(resources).notSeen.map((one) => say(one.say));

test('function and symptoms come before blood values, questions for the next talk last', () => {
  const lines = linesOf(STAGE_IV);
  const place = (words: RegExp): number => lines.findIndex((line) => words.test(line));
  expect(lines[0]).toMatch(/performance status/i);
  expect(lines[1]).toMatch(/symptom score/i);
  expect(place(/calcium/i)).toBeGreaterThan(1);
  expect(place(/stopping is not coded/i)).toBeGreaterThan(place(/calcium/i));
});

test('what is known is not among them', () => {
  expect(linesOf([...STAGE_IV, ecog(1, ago(5))]).join()).not.toMatch(/performance status/i);
});
