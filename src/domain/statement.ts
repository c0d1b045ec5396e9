import type { StatementParams } from './statement-codes.ts';

type RuleCode = Extract<keyof StatementParams, `rule-${string}`>;

/** The rules in words: said where the basis of an answer is shown, and nowhere else. */
export type RuleStatementParams = Pick<StatementParams, RuleCode>;
/** All else: what was found, what is missing, what is suggested. */
export type SaidParams = Omit<StatementParams, RuleCode>;

export type StatementCode = keyof SaidParams;

/**
 * Something the domain has to say, as a code with values. `words` turns it into a sentence; the domain never writes one.
 */
export type Statement = {
  readonly [Code in StatementCode]: { readonly code: Code; readonly params: SaidParams[Code] };
}[StatementCode];

/** A rule, with the numbers in force. */
export type RuleStatement = {
  readonly [Code in RuleCode]: { readonly code: Code; readonly params: RuleStatementParams[Code] };
}[RuleCode];

/** Makes a statement; the compiler checks that the values fit the code. */
export function state<Code extends keyof StatementParams>(
  code: Code,
  params: StatementParams[Code],
): Code extends RuleCode ? RuleStatement : Statement {
  return { code, params } as unknown as Code extends RuleCode ? RuleStatement : Statement;
}

/** True when both say the same in the same words. Looks into values only where a glance at them does not tell. */
export function isSaidAlike(a: Statement, b: Statement): boolean {
  return a === b || (a.code === b.code && haveSameValues(a.params, b.params));
}

/** Values of statements are plain data: words, numbers, dates, and lists of them. */
export function haveSameValues(a: Statement['params'], b: Statement['params']): boolean {
  const [one, other] = [a, b] as unknown as readonly [Loose, Loose];
  for (const name in one) if (typeof one[name] !== 'object' && one[name] !== other[name]) return false;
  return JSON.stringify(a) === JSON.stringify(b);
}

/** Any statement's values, by name. */
type Loose = Readonly<Record<string, unknown>>;
