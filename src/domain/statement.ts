import type { StatementParams } from './statement-codes.ts';

export type StatementCode = keyof StatementParams;

/**
 * Something the domain has to say, as a code with values. `words` turns it into a sentence; the domain never writes one.
 */
export type Statement = {
  readonly [Code in StatementCode]: { readonly code: Code; readonly params: StatementParams[Code] };
}[StatementCode];

/** Makes a statement; the compiler checks that the values fit the code. */
export function state<Code extends StatementCode>(code: Code, params: StatementParams[Code]): Statement {
  return { code, params } as Statement;
}
