import { enUS } from 'date-fns/locale/en-US';
import { dateWords } from '../date-words.ts';

export const dates = dateWords({
  locale: enUS,
  to: 'to',
  today: 'today',
  yesterday: 'yesterday',
  ahead: (days) => `in ${days} ${days === 1 ? 'day' : 'days'}`,
  past: (amount, unit) => `${amount} ${unit}${amount === 1 ? '' : 's'} ago`,
});

export const { day: sayDay, when: sayWhen } = dates;
