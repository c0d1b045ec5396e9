import type { Day, When } from '../domain/logic/when.ts';
import type { Statement } from '../domain/statement.ts';
import { dates as englishDates } from './en/dates.ts';
import { STATEMENTS } from './en/statements.ts';
import { spokenPart } from './language.ts';

const statements = spokenPart('statements', STATEMENTS);
const dates = spokenPart('dates', englishDates);

/** A statement of the domain as a sentence (or part of one: the list line of a trigger has no full stop). */
export function say(statement: Statement): string {
  const speak = statements[statement.code] as (params: Statement['params']) => string;
  return speak(statement.params);
}

/** "12 Oct 2026" */
export const sayDay = (day: Day): string => dates.day(day);

/** "12 Oct 2026", "Oct 2026", "2026" or a period: as precise as it is known. */
export const sayWhen = (when: When): string => dates.when(when);

/** "today", "5 weeks ago": the quieter second reading beside a date. Nothing for dates that are only a month or a year. */
export const ago = (when: When | Day, asOf: Day): string => dates.ago(when, asOf);
