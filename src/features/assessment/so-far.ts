import type { Recommendation } from '../../domain/dosing/recommendation.ts';
import type { Statement, StatementCode } from '../../domain/statement.ts';
import type { TriggerResult } from '../../domain/triggers/trigger.ts';

/**
 * Sentences that rest on something found. A level has to wait: hospice care or an open referral may still turn up and take
 * it back. "No active cancer" and "unclear" rest on what is not there, and have to wait too.
 */
const RESTS_ON_A_FIND: readonly StatementCode[] = [
  'gate-deceased',
  'gate-possibly-deceased',
  'gate-under-18',
  'gate-hospice',
  'gate-comfort-care-recorded',
  'gate-hospice-referral-open',
  'gate-under-specialist-care',
  'gate-referral-open',
  'gate-referral-prepared',
  'gate-patient-declined',
  'gate-decision-recorded',
];

/** Of the reasons only those that are findings: the sentence of a gate may rest on what has not arrived. */
export function foundSoFar(
  because: Recommendation['because'],
  triggers: readonly TriggerResult[],
): Recommendation['because'] {
  const found = new Set(triggers.filter((one) => one.outcome === 'met').map((one) => one.because.code));
  return because.filter(({ say: { code } }) => code === 'left-hospice' || found.has(code));
}

/**
 * The sentence that may stand while sources are outstanding; null when there is none. Only what has been found is said:
 * a reassuring word has to wait for the whole chart (product 3).
 */
export function saidSoFar({ headline }: Recommendation): Statement | null {
  if (headline.code === 'answer-so-far') return headline.params.met > 0 ? headline : null;
  return RESTS_ON_A_FIND.includes(headline.code) ? headline : null;
}
