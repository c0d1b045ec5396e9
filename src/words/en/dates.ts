import { enUS } from 'date-fns/locale/en-US';
import { civil, type Day, type When } from '../../domain/logic/when.ts';
import type { DateWords } from '../language.ts';

/** Month names from the language's own table: no `Date`, so that a day never passes through a time zone. */
function monthName(month: number): string {
  return enUS.localize.month((month - 1) as Parameters<typeof enUS.localize.month>[0], { width: 'abbreviated' });
}

/** "12 Oct 2026" */
export function sayDay(day: Day): string {
  const { year, month, day: dayOfMonth } = civil(day);
  return `${dayOfMonth} ${monthName(month)} ${year}`;
}

/** "12 Oct 2026", "Oct 2026", "2026" or "12 Oct 2026 to 5 Nov 2026": as precise as it is known. */
export function sayWhen(when: When): string {
  switch (when.precision) {
    case 'year':
      return String(civil(when.lo).year);
    case 'month':
      return sayDay(when.lo).replace(/^\d+ /, '');
    case 'day':
    case 'instant':
      // A period: it may have been any of its days.
      return when.lo === when.hi ? sayDay(when.lo) : `${sayDay(when.lo)} to ${sayDay(when.hi)}`;
    default:
      return when.precision satisfies never;
  }
}

/** "today", "5 weeks ago": the quieter second reading beside a date. Nothing for dates that are only a month or a year. */
export function ago(when: When | Day, asOf: Day): string {
  if (typeof when !== 'number' && (when.precision === 'year' || when.precision === 'month')) return '';
  const days = asOf - (typeof when === 'number' ? when : when.lo);
  if (days === 0) return 'today';
  if (days === 1) return 'yesterday';
  if (days < 0) return `in ${-days} ${days === -1 ? 'day' : 'days'}`;
  const unit = days < 15 ? 'day' : days < 60 ? 'week' : days < 730 ? 'month' : 'year';
  const size = { day: 1, week: 7, month: 30.44, year: 365.25 }[unit];
  // Of months and years the nearest: 60 days are two months.
  const amount = unit === 'day' || unit === 'week' ? Math.floor(days / size) : Math.round(days / size);
  return `${amount} ${unit}${amount === 1 ? '' : 's'} ago`;
}

export const dates: DateWords = { day: sayDay, when: sayWhen, ago };
