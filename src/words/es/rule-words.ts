import type { RuleStatement } from '../../domain/statement.ts';
import type { TriggerId } from '../../domain/triggers/trigger.ts';
import type { RuleWords } from '../language.ts';
import { basis } from './basis.ts';
import { counted, days } from './phrases.ts';
import { RULES } from './rules.ts';

function say(rule: RuleStatement): string {
  const speak = RULES[rule.code] as (params: RuleStatement['params']) => string;
  return speak(rule.params);
}

function name(id: TriggerId, { code, params }: RuleStatement): string {
  if (code === 'rule-poor-performance-status' && params.ecog !== 3)
    return `Necesita mucha ayuda en la vida diaria (ECOG ${params.ecog} o peor)`;
  if (code === 'rule-recent-unplanned-admission')
    return `Hospitalización no programada en los últimos ${days(params.days)}`;
  if (code === 'rule-repeat-unplanned-admissions')
    return `${counted(params.count)} o más hospitalizaciones no programadas en ${days(params.days)}`;
  return basis.trigger[id];
}

export const ruleWords: RuleWords = { say, name };
