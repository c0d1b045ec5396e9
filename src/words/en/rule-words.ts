import type { RuleStatement } from '../../domain/statement.ts';
import type { TriggerId } from '../../domain/triggers/trigger.ts';
import type { RuleWords } from '../language.ts';
import { basis } from './basis.ts';
import { counted } from './phrases.ts';
import { RULES } from './rules.ts';

function say(rule: RuleStatement): string {
  const speak = RULES[rule.code] as (params: RuleStatement['params']) => string;
  return speak(rule.params);
}

function name(id: TriggerId, { code, params }: RuleStatement): string {
  if (code === 'rule-poor-performance-status' && params.ecog !== 3)
    return `Needs much help with daily life (ECOG ${params.ecog} or worse)`;
  if (code === 'rule-recent-unplanned-admission') return `Unplanned hospital stay in the last ${params.days} days`;
  if (code === 'rule-repeat-unplanned-admissions')
    return `${counted(params.count)} or more unplanned hospital stays in ${params.days} days`;
  return basis.trigger[id];
}

export const ruleWords: RuleWords = { say, name };
