import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { base64OfText } from '../../../src/fhir/write/base64.ts';

it.each([
  ['', ''],
  // RFC 4648, section 10.
  ['f', 'Zg=='],
  ['fo', 'Zm8='],
  ['foo', 'Zm9v'],
  ['foob', 'Zm9vYg=='],
  ['fooba', 'Zm9vYmE='],
  ['foobar', 'Zm9vYmFy'],
  // The two signs beside letters and digits.
  ['>>>???', 'Pj4+Pz8/'],
  ['\u007F\u0080\u07FF\u0800\uFFFF\u{10000}\u{10FFFF}', 'f8KA37/goIDvv7/wkICA9I+/vw=='],
])('of %j is %s', (text, expected) => {
  expect(base64OfText(text)).toBe(expected);
});

it('is what Node makes of the same text, halves of surrogate pairs included', () => {
  const units = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.string({ unit: 'grapheme' }),
    fc.string({ unit: fc.integer({ min: 0xd7f0, max: 0xe010 }).map((unit) => String.fromCharCode(unit)) }),
  );
  fc.assert(
    fc.property(units, (text) => {
      expect(base64OfText(text)).toBe(Buffer.from(text, 'utf8').toString('base64'));
    }),
    { numRuns: 500 },
  );
});
