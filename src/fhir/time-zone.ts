import { dayOf } from '../domain/logic/when.ts';
import type { Day, OffsetAt } from '../domain/logic/when.ts';

/**
 * The offset of an IANA time zone as a function of the moment. Offsets change at most a few times a year, always on a
 * quarter of an hour, so one look-up a quarter is kept.
 */
export function offsetOf(timeZone: string): OffsetAt {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
  });
  const known = new Map<number, number>();
  return (utcMinutes) => {
    const quarter = Math.floor(utcMinutes / 15);
    const kept = known.get(quarter);
    if (kept !== undefined) return kept;
    const parts: Record<string, number> = {};
    for (const { type, value } of format.formatToParts(quarter * 15 * 60_000)) {
      if (type !== 'literal') parts[type] = parseInt(value, 10);
    }
    const { year = 1970, month = 1, day = 1, hour = 0, minute = 0 } = parts;
    const offset = dayOf(year, month, day) * 1440 + hour * 60 + minute - quarter * 15;
    known.set(quarter, offset);
    return offset;
  };
}

/** The calendar day at a moment in a time zone. `epochMilliseconds` as a clock gives it. */
export function dayAt(epochMilliseconds: number, offsetAt: OffsetAt): Day {
  const minutes = Math.floor(epochMilliseconds / 60_000);
  return Math.floor((minutes + offsetAt(minutes)) / 1440);
}
