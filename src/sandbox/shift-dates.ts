/** Moves a whole chart in time by whole days, so that a scenario written for one day happens today. */

const DAY_MS = 86_400_000;
const DATE = /^(\d{4}-\d{2}-\d{2})(T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:\d{2})?)?$/;
const MONTH = /^(?:19|20)\d{2}-(?:0[1-9]|1[0-2])$/;
/** Strings under these names are codes, names or addresses even when they look like a date. */
const NEVER = new Set(['id', 'code', 'system', 'reference', 'url', 'display', 'versionId', 'resourceType']);

/** The day as a whole number; refuses what is not a calendar day. */
export function dayNumber(date: string): number {
  const time = Date.parse(`${date}T00:00:00Z`);
  if (Number.isNaN(time) || new Date(time).toISOString().slice(0, 10) !== date)
    throw new Error(`${date} is not a calendar day.`);
  return Math.round(time / DAY_MS);
}

function dayText(day: number): string {
  return new Date(day * DAY_MS).toISOString().slice(0, 10);
}

/** The time of day and its offset stay as written: only the calendar day moves. */
function shiftText(text: string, days: number): string {
  const match = DATE.exec(text);
  if (match?.[1] !== undefined) return dayText(dayNumber(match[1]) + days) + (match[2] ?? '');
  // A month has no day to move; its middle does, and no month is skipped or doubled by much.
  if (MONTH.test(text)) return dayText(dayNumber(`${text}-15`) + days).slice(0, 7);
  return text;
}

/** Gives a copy in which every date, dateTime, instant and year-month is `days` later; a bare year stays. */
export function shiftDates<T>(value: T, days: number): T {
  return (days === 0 ? structuredClone(value) : shift(value, days)) as T;
}

function shift(value: unknown, days: number): unknown {
  if (typeof value === 'string') return shiftText(value, days);
  if (Array.isArray(value)) return value.map((item) => shift(item, days));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [
      key,
      typeof inner === 'string' && NEVER.has(key) ? inner : shift(inner, days),
    ]),
  );
}

/** Today's calendar day in a time zone (IANA name; the machine's own when undefined). */
export function todayIn(timeZone: string | undefined, now: number): string {
  return new Intl.DateTimeFormat('en-CA', {
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    ...(timeZone === undefined ? {} : { timeZone }),
  }).format(now);
}
