/**
 * The table of threats in src/ehr/launch/THREATS.md names a test for each; and each test that the reference asks of an app of this kind
 * (interop 8, "must-have") is there. A journey that is renamed or lost is missed here.
 */
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const JOURNEYS = 'tests/journeys';
const journeys = readdirSync(JOURNEYS)
  .filter((name) => name.endsWith('.spec.ts'))
  .map((name) => readFileSync(join(JOURNEYS, name), 'utf8'))
  .join('\n');

/** As the title of a test that runs: not in a comment, not skipped. */
function isJourney(title: string): boolean {
  const quoted = title.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
  return new RegExp(String.raw`^ *test\(["'\x60]${quoted}["'\x60],`, 'm').test(journeys);
}

const threats = readFileSync('src/ehr/launch/THREATS.md', 'utf8')
  .split('\n')
  .filter((line) => line.startsWith('| ') && !/^\|[ -]+\|/.test(line) && !line.startsWith('| who'))
  .map((line) => line.split('|').map((cell) => cell.trim()))
  .map(([, who = '', could = '', , shownBy = '']) => ({ threat: `${who}: ${could}`, shownBy }));

it('every threat is read', () => {
  expect(threats.length).toBeGreaterThan(15);
  expect(isJourney('M1 a test that is not there')).toBe(false);
});

it.each(threats)('$threat: its test is there', ({ shownBy }) => {
  expect(isJourney(shownBy), shownBy).toBe(true);
});

it.each([
  [
    'two launches in one tab',
    'M3 two launches in one tab: each address keeps its patient, and a bare one opens nothing',
  ],
  ['reload after failed exchange', 'M1 a token endpoint that ${what}: said, and a reload opens no chart'],
  ['StrictMode', 'M1 a reload keeps the chart, StrictMode or not, with one token request'],
  ['unknown iss', 'M1 an issuer that is not configured is never contacted'],
  ['query-string overrides', 'M1 a fhirServiceUrl in the address changes nothing and receives nothing'],
  [
    'token never leaves base',
    'M4 a next link to another host is refused: it receives nothing, and the screen says what was refused',
  ],
  [
    'timeout-after-commit yields exactly one order',
    'M12 the answer lost after the order was placed: found, said as placed, one order',
  ],
  [
    'granted-scope subset matrix',
    "M1 without ${withhold.join(', ')} the chart opens, and what is missing is forbidden, not absent",
  ],
  [
    'hibernation restore',
    'M3 a frame that is destroyed and made anew with its last address: the same chart, and the draft',
  ],
  ['back button after redirect', 'M3 back after the redirect and forward again: the chart, with one token request'],
  [
    'clock skew +-10 min',
    "M3 ${Math.abs(minutes)} minutes ${minutes > 0 ? 'ahead' : 'behind'}: the chart is read and a referral is sent",
  ],
  ['partial page', 'M4 a second page that fails leaves the source read in part, and no "not met" rests on it'],
  ['duplicates race', 'M12 two tabs of one browser: the second may not send while the first does, nor just after'],
])('must-have: %s', (_, title) => {
  expect(isJourney(title), title).toBe(true);
});
