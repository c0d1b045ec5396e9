import type { Statement } from '../../domain/statement.ts';
import { STATEMENTS } from './statements.ts';

/** In English whatever the screen speaks: for what is written into the chart. */
export function sayInEnglish(statement: Statement): string {
  const speak = STATEMENTS[statement.code] as (params: Statement['params']) => string;
  return speak(statement.params);
}
