import type { RuleStatement } from '../domain/statement.ts';
import { RULES } from './en/rules.ts';

/** A rule in words, with the numbers in force. Apart from `say`, because it is not said before the answer stands. */
export function sayRule(rule: RuleStatement): string {
  const speak = RULES[rule.code] as (params: RuleStatement['params']) => string;
  return speak(rule.params);
}
