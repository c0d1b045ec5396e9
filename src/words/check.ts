import type { SiteCheckSaying } from '../domain/site-check.ts';
import { check as english } from './en/check.ts';
import { spokenPart } from './language.ts';

/** Words of the check page, in the language spoken. */
export const check = spokenPart('check', english);

/** What was found, and what is to be done about it: empty when nothing is. */
export function sayFinding({ code, params }: SiteCheckSaying): { readonly what: string; readonly todo: string } {
  // The code and its parameters belong together by the type of a saying; a table by code cannot tell the compiler so.
  const say = (table: typeof check.what): string => (table[code] as (given: typeof params) => string)(params);
  return { what: say(check.what), todo: say(check.todo) };
}
