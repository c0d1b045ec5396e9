import type { SaidParams, Statement } from '../domain/statement.ts';
import { STATEMENTS } from './en-statements.ts';

export { ago, sayDay, sayWhen } from './dates.ts';

/** A sentence for each thing the domain can say. A language is complete when the compiler accepts it. */
export type StatementWords = {
  readonly [Code in keyof SaidParams]: (params: SaidParams[Code]) => string;
};

/** A statement of the domain as a sentence (or part of one: the list line of a trigger has no full stop). */
export function say(statement: Statement): string {
  const speak = STATEMENTS[statement.code] as (params: Statement['params']) => string;
  return speak(statement.params);
}
