import { es } from 'date-fns/locale/es';
import type { When } from '../../domain/logic/when.ts';
import { dateWords, type Unit } from '../date-words.ts';

const UNITS: Readonly<Record<Unit, readonly [one: string, many: string]>> = {
  day: ['día', 'días'],
  week: ['semana', 'semanas'],
  month: ['mes', 'meses'],
  year: ['año', 'años'],
};

const inUnits = (amount: number, unit: Unit): string => `${amount} ${UNITS[unit][amount === 1 ? 0 : 1]}`;

export const dates = dateWords({
  locale: es,
  to: 'a',
  today: 'hoy',
  yesterday: 'ayer',
  ahead: (days) => `dentro de ${inUnits(days, 'day')}`,
  past: (amount, unit) => `hace ${inUnits(amount, unit)}`,
});

export const { day: sayDay, when: sayWhen } = dates;

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
