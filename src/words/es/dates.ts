import { es } from 'date-fns/locale/es';
import { civil, type Day, type When } from '../../domain/logic/when.ts';
import type { DateWords } from '../language.ts';

/** Month names from the language's own table: no `Date`, so that a day never passes through a time zone. */
function monthName(month: number): string {
  return es.localize.month((month - 1) as Parameters<typeof es.localize.month>[0], { width: 'abbreviated' });
}

/** "12 oct 2026" */
export function sayDay(day: Day): string {
  const { year, month, day: dayOfMonth } = civil(day);
  return `${dayOfMonth} ${monthName(month)} ${year}`;
}

/** "12 oct 2026", "oct 2026", "2026" o "12 oct 2026 a 5 nov 2026": as precise as it is known. */
export function sayWhen(when: When): string {
  switch (when.precision) {
    case 'year':
      return String(civil(when.lo).year);
    case 'month':
      return sayDay(when.lo).replace(/^\d+ /, '');
    case 'day':
    case 'instant':
      // A period: it may have been any of its days.
      return when.lo === when.hi ? sayDay(when.lo) : `${sayDay(when.lo)} a ${sayDay(when.hi)}`;
    default:
      return when.precision satisfies never;
  }
}

const isPeriod = ({ precision, lo, hi }: When): boolean =>
  (precision === 'day' || precision === 'instant') && lo !== hi;
const between = ({ lo, hi }: When): string => `entre el ${sayDay(lo)} y el ${sayDay(hi)}`;

/** A date that is already said, with its article where it has one: "el 12 oct 2026", "oct 2026", "2026". */
export const theDate = (said: string): string => (/^\d{1,2} /.test(said) ? `el ${said}` : said);

/** "el 12 oct 2026", "en oct 2026", "entre el 12 oct 2026 y el 5 nov 2026". */
export function onDay(when: When): string {
  if (isPeriod(when)) return between(when);
  const said = sayWhen(when);
  return theDate(said) === said ? `en ${said}` : theDate(said);
}

/** "del 12 oct 2026", "de oct 2026". */
export function ofDay(when: When): string {
  if (isPeriod(when)) return `de un día ${between(when)}`;
  const said = sayWhen(when);
  return theDate(said) === said ? `de ${said}` : `del ${said}`;
}

/** "desde el 12 oct 2026", "desde oct 2026". */
export const sinceDay = (when: When): string =>
  isPeriod(when) ? `desde un día ${between(when)}` : `desde ${theDate(sayWhen(when))}`;

/** "hasta el 12 oct 2026". */
export const untilDay = (when: When): string =>
  isPeriod(when) ? `hasta un día ${between(when)}` : `hasta ${theDate(sayWhen(when))}`;

/** "hoy", "hace 5 semanas": the quieter second reading beside a date. Nothing for dates that are only a month or a year. */
export function ago(when: When | Day, asOf: Day): string {
  if (typeof when !== 'number' && (when.precision === 'year' || when.precision === 'month')) return '';
  const days = asOf - (typeof when === 'number' ? when : when.lo);
  if (days === 0) return 'hoy';
  if (days === 1) return 'ayer';
  if (days < 0) return `dentro de ${-days} ${days === -1 ? 'día' : 'días'}`;
  const unit = days < 15 ? 'day' : days < 60 ? 'week' : days < 730 ? 'month' : 'year';
  const size = { day: 1, week: 7, month: 30.44, year: 365.25 }[unit];
  const amount = unit === 'day' || unit === 'week' ? Math.floor(days / size) : Math.round(days / size);
  const [one, many] = UNITS[unit];
  return `hace ${amount} ${amount === 1 ? one : many}`;
}

const UNITS = {
  day: ['día', 'días'],
  week: ['semana', 'semanas'],
  month: ['mes', 'meses'],
  year: ['año', 'años'],
} as const;

export const dates: DateWords = { day: sayDay, when: sayWhen, ago };
