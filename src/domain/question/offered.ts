/** Which of the two, a question or news, can be given to the palliative team. Apart from the form, which comes in a later file. Pure. */
import type { Gate, Recommendation } from '../dosing/recommendation.ts';
import type { QuestionKind } from './question.ts';

const NOBODY_IS_ASKED: readonly (Gate | null)[] = ['deceased', 'possibly-deceased', 'under-18'];

/** Which of the two is offered; null where neither fits: no such patient, or a child, whose team is another one. */
export function questionOffered({
  suppressedBy,
  tasks,
}: Pick<Recommendation, 'suppressedBy' | 'tasks'>): QuestionKind | null {
  if (NOBODY_IS_ASKED.includes(suppressedBy)) return null;
  return tasks.includes('tell-palliative-team') ? 'tell' : 'ask';
}
