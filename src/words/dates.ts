import { format } from 'date-fns';
import { civil, type Day, type When } from '../domain/logic/when.ts';

/** A local date with the same calendar day, only for formatting: the day itself never passes through a time zone. */
function forFormatting(day: Day): Date {
  const { year, month, day: dayOfMonth } = civil(day);
  const date = new Date(2000, 0, 1);
  date.setFullYear(year, month - 1, dayOfMonth);
  return date;
}

/** "12 Oct 2026" */
export function sayDay(day: Day): string {
  return format(forFormatting(day), 'd MMM yyyy');
}

/** "12 Oct 2026", "Oct 2026" or "2026": as precise as it is known. */
export function sayWhen(when: When): string {
  switch (when.precision) {
    case 'year':
      return format(forFormatting(when.lo), 'yyyy');
    case 'month':
      return format(forFormatting(when.lo), 'MMM yyyy');
    case 'day':
    case 'instant':
      return sayDay(when.lo);
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
  const amount = Math.floor(days / size);
  return `${amount} ${unit}${amount === 1 ? '' : 's'} ago`;
}
