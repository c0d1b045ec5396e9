import type { RuleStatement } from '../domain/statement.ts';
import type { TriggerId } from '../domain/triggers/trigger.ts';
import { basis } from './en-basis.ts';
import { counted } from './en/phrases.ts';
import { RULES } from './en/rules.ts';

/** A rule in words, with the numbers in force. Apart from `say`, because it is not said before the answer stands. */
export function sayRule(rule: RuleStatement): string {
  const speak = RULES[rule.code] as (params: RuleStatement['params']) => string;
  return speak(rule.params);
}

/** The name of a rule. Where a number stands in it, the one in force: a site may have changed it. */
export function nameRule(id: TriggerId, { code, params }: RuleStatement): string {
  if (code === 'rule-poor-performance-status' && params.ecog !== 3)
    return `Needs much help with daily life (ECOG ${params.ecog} or worse)`;
  if (code === 'rule-recent-unplanned-admission') return `Unplanned hospital stay in the last ${params.days} days`;
  if (code === 'rule-repeat-unplanned-admissions')
    return `${counted(params.count)} or more unplanned hospital stays in ${params.days} days`;
  return basis.trigger[id];
}
