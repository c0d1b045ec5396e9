/** Moments by the facility's clock: the same in every language. */

/** "14:32" by the facility's clock, like every date of the page: a laptop may stand in another time zone. */
export function clockTime(milliseconds: number, timeZone: string): string {
  const form = { timeZone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const;
  return new Intl.DateTimeFormat('en-US', form).format(milliseconds);
}

/** Whether two moments fall on one day of the facility's calendar. */
export function isSameDay(one: number, other: number, timeZone: string): boolean {
  const day = new Intl.DateTimeFormat('en-CA', { timeZone, dateStyle: 'short' });
  return day.format(one) === day.format(other);
}
