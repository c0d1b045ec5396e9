import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { offsetOf } from '../../../src/fhir/time-zone.ts';
import { fhirDateTime } from '../../../src/fhir/write/date-time.ts';

describe('a moment', () => {
  it.each([
    [Date.UTC(2026, 10, 21, 21, 5, 9), 'America/New_York', '2026-11-21T16:05:09-05:00'],
    [Date.UTC(2026, 6, 1, 0, 0, 0), 'America/New_York', '2026-06-30T20:00:00-04:00'],
    [Date.UTC(2026, 10, 21, 21, 5, 9), 'Pacific/Auckland', '2026-11-22T10:05:09+13:00'],
    [Date.UTC(2026, 10, 21, 21, 5, 9), 'Asia/Kolkata', '2026-11-22T02:35:09+05:30'],
    [Date.UTC(2026, 10, 21, 21, 5, 9), 'UTC', '2026-11-21T21:05:09+00:00'],
    [-1000, 'America/St_Johns', '1969-12-31T20:29:59-03:30'],
  ])('%i in %s is %s', (moment, zone, expected) => {
    expect(fhirDateTime(moment, offsetOf(zone))).toBe(expected);
  });

  it('reads back as the same moment', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 4_000_000_000 }),
        fc.constantFrom('America/New_York', 'Pacific/Auckland', 'Pacific/Honolulu'),
        (seconds, zone) => {
          expect(Date.parse(fhirDateTime(seconds * 1000, offsetOf(zone)))).toBe(seconds * 1000);
        },
      ),
    );
  });
});
