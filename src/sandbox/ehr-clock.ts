/** The EHR's own time: its today may be another day than the machine's, and its clocks hang in the clinic's time zone. */
import { dayNumber, todayIn } from './shift-dates.ts';

const DAY_MS = 86_400_000;

export class EhrClock {
  readonly today: string;
  readonly #timeZone: string | undefined;
  readonly #now: () => number;
  readonly #shift: number;

  /** `timeZone`: IANA name, the machine's own when undefined. `today`: YYYY-MM-DD. `now`: milliseconds since 1970. */
  constructor(timeZone: string | undefined, today: string, now: () => number) {
    this.today = today;
    this.#timeZone = timeZone;
    this.#now = now;
    this.#shift = (dayNumber(today) - dayNumber(todayIn(timeZone, now()))) * DAY_MS;
  }

  /** This moment, as an instant on the EHR's today. */
  instant(): string {
    return new Date(this.#now() + this.#shift).toISOString();
  }

  /** A day (YYYY-MM-DD) and a time of day (HH:MM) in the clinic, as an instant; undefined for what is neither. */
  at(day: string, time: string): string | undefined {
    const wall = Date.parse(`${day}T${time}:00Z`);
    if (!/^\d{4}-\d{2}-\d{2}$/.test(day) || !/^\d{2}:\d{2}$/.test(time) || Number.isNaN(wall)) return undefined;
    // The offset is that of the moment itself, which the offset moves: the second look settles it around a change of clocks.
    const guess = wall - this.#offset(wall);
    return new Date(wall - this.#offset(guess)).toISOString();
  }

  /** The next Monday to Friday that is at least so many days away. */
  workday(daysAhead: number): string {
    let day = dayNumber(this.today) + daysAhead;
    // Day 0, 1 January 1970, was a Thursday.
    while ([2, 3].includes(day % 7)) day += 1;
    return new Date(day * DAY_MS).toISOString().slice(0, 10);
  }

  /** For a person of the clinic: "Mon, Jan 26, 2026, 10:00 AM EST". */
  inWords(instant: string): string {
    const moment = Date.parse(instant);
    if (Number.isNaN(moment)) return instant;
    return new Intl.DateTimeFormat('en-US', {
      ...this.#zone(),
      weekday: 'short',
      year: 'numeric',
      month: 'short',
      day: 'numeric',
      hour: 'numeric',
      minute: '2-digit',
      timeZoneName: 'short',
    }).format(moment);
  }

  #offset(moment: number): number {
    const parts = new Intl.DateTimeFormat('en-CA', {
      ...this.#zone(),
      hourCycle: 'h23',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
    }).formatToParts(moment);
    const of = (type: string): string => parts.find((part) => part.type === type)?.value ?? '';
    const wall = Date.parse(`${of('year')}-${of('month')}-${of('day')}T${of('hour')}:${of('minute')}:00Z`);
    return wall - Math.floor(moment / 60_000) * 60_000;
  }

  #zone(): { timeZone?: string } {
    return this.#timeZone === undefined ? {} : { timeZone: this.#timeZone };
  }
}
