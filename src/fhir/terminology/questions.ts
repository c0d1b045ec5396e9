/** How a question to the palliative team is marked, so that nobody takes it for a referral. Codes are the product's own. */
import type { QuestionKind } from '../../domain/question/question.ts';

/** Task.code and Communication.topic, in the code system `OWN`. Not the code of a referral, which searches would find. */
export const QUESTION_CODES: Readonly<Record<QuestionKind, string>> = {
  ask: 'palliative-question',
  tell: 'palliative-news',
};

/** What a work list or an inbox shows in one line. */
export const QUESTION_NAMES: Readonly<Record<QuestionKind, string>> = {
  ask: 'Question about a patient, not a referral',
  tell: 'News about a patient, not a referral',
};

/** Beginning of the line that marks it where a server keeps no code of ours. */
export const QUESTION_MARK = '[Supportive care question, not a referral: number ';
