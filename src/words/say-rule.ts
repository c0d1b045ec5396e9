import type { RuleStatement } from '../domain/statement.ts';
import type { TriggerId } from '../domain/triggers/trigger.ts';
import { ruleWords } from './en/rule-words.ts';
import { spokenPart } from './language.ts';

const rules = spokenPart('rules', ruleWords);

/** A rule in words, with the numbers in force. Apart from `say`, because it is not said before the answer stands. */
export const sayRule = (rule: RuleStatement): string => rules.say(rule);

/** The name of a rule. Where a number stands in it, the one in force: a site may have changed it. */
export const nameRule = (id: TriggerId, rule: RuleStatement): string => rules.name(id, rule);
