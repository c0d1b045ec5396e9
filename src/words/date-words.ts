/** How precisely a day is said, and in which unit how long ago it was: the same in every language, which brings its words. */
import type { Locale } from 'date-fns/locale';
import { civil, type Day, type When } from '../domain/logic/when.ts';
import type { DateWords } from './language.ts';

export type Unit = 'day' | 'week' | 'month' | 'year';

export interface WordsOfTime {
  /** Month names come from the language's own table: no `Date`, so that a day never passes through a time zone. */
  readonly locale: Pick<Locale, 'localize'>;
  /** Between the two ends of a period. */
  readonly to: string;
  readonly today: string;
  readonly yesterday: string;
  readonly ahead: (days: number) => string;
  readonly past: (amount: number, unit: Unit) => string;
}

const DAYS_IN: Readonly<Record<Unit, number>> = { day: 1, week: 7, month: 30.44, year: 365.25 };

export function dateWords({ locale, to, today, yesterday, ahead, past }: WordsOfTime): DateWords {
  type Month = Parameters<typeof locale.localize.month>[0];

  const sayDay = (day: Day): string => {
    const { year, month, day: dayOfMonth } = civil(day);
    return `${dayOfMonth} ${locale.localize.month((month - 1) as Month, { width: 'abbreviated' })} ${year}`;
  };

  return {
    day: sayDay,

    when(when) {
      switch (when.precision) {
        case 'year':
          return String(civil(when.lo).year);
        case 'month':
          return sayDay(when.lo).replace(/^\d+ /, '');
        case 'day':
        case 'instant':
          // A period: it may have been any of its days.
          return when.lo === when.hi ? sayDay(when.lo) : `${sayDay(when.lo)} ${to} ${sayDay(when.hi)}`;
        default:
          return when.precision satisfies never;
      }
    },

    ago(when: When | Day, asOf: Day) {
      if (typeof when !== 'number' && (when.precision === 'year' || when.precision === 'month')) return '';
      const days = asOf - (typeof when === 'number' ? when : when.lo);
      if (days === 0) return today;
      if (days === 1) return yesterday;
      if (days < 0) return ahead(-days);
      const unit = days < 28 ? 'day' : days < 60 ? 'week' : days < 730 ? 'month' : 'year';
      const amount = days / DAYS_IN[unit];
      // Up to four weeks the days: "2 weeks ago" for 20 days is wrong beside "sent 20 days ago". Of months and years the nearest: 60 days are two months.
      return past(unit === 'day' || unit === 'week' ? Math.floor(amount) : Math.round(amount), unit);
    },
  };
}
