import type { Recommendation } from '../../domain/dosing/recommendation.ts';
import type { Statement, StatementCode } from '../../domain/statement.ts';

/**
 * Sentences that rest on something found. More of the chart can raise them; it cannot take back what was found. "Nothing
 * calls for a step", "too little is recorded", "no active cancer" and "unclear" rest on what is not there, and have to wait.
 */
const RESTS_ON_A_FIND: readonly StatementCode[] = [
  'answer-specialist',
  'answer-navigator',
  'answer-oncology-team',
  'gate-deceased',
  'gate-possibly-deceased',
  'gate-under-18',
  'gate-hospice',
  'gate-referral-open',
  'gate-referral-prepared',
];

/**
 * The sentence that may stand while sources are outstanding; null when there is none. Only what has been found is said:
 * a reassuring word has to wait for the whole chart (product 3).
 */
export function saidSoFar({ headline }: Recommendation): Statement | null {
  return RESTS_ON_A_FIND.includes(headline.code) ? headline : null;
}
