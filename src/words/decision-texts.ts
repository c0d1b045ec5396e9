/**
 * A decision as it is written into the chart: English, whatever the screen speaks, and read by the patient at once (clinical reference
 * 8.5). What was decided and why; no finding, no rule, no prognosis.
 */
import type { CareItem } from '../domain/decision/care-items.ts';
import type { Decided, Decision, DecisionTexts } from '../domain/decision/decision.ts';
import type { Day } from '../domain/logic/when.ts';
import { CARE_ITEM_NAMES, NOT_NOW_REASON_NAMES, PATIENT_REASON_NAMES } from './en/decide.ts';
import { sayDay, sayWhen } from './en/dates.ts';

/** `who`: the clinician's name, null where the EHR did not say it. */
export function decisionTexts({ decision, comment, on }: Decided, who: string | null): DecisionTexts {
  const line = lineOf(decision);
  const reason = reasonOf(decision);
  const words = comment.trim();
  return {
    line,
    reason,
    note: [
      `Supportive & palliative care: decision of ${sayDay(on.asOf)}.`,
      line,
      ...(reason === '' ? [] : [`Reason: ${reason}.`]),
      ...(decision.is === 'our-team' ? decision.items.map((item) => `- ${nameOf(item)}`) : []),
      ...(words === '' ? [] : [words]),
      ...(who === null ? [] : [`Decided by ${who}.`]),
      'Nothing was ordered by this note.',
    ].join('\n'),
  };
}

const nameOf = (item: CareItem): string => CARE_ITEM_NAMES[item];

function lineOf(decision: Decision): string {
  switch (decision.is) {
    case 'our-team':
      return `The oncology team gives supportive care itself.${again('Look again', decision.askAgain)}`;
    case 'not-now':
      return `Supportive & palliative care: not now.${again('Ask again', decision.askAgain)}`;
    case 'patient-declined':
      return `The patient prefers not to have supportive & palliative care now.${
        decision.doNotAskAgain ? ' The patient has asked not to be asked again.' : again('Ask again', decision.askAgain)
      }`;
    case 'already-receiving':
      return `Already receiving supportive & palliative care: ${decision.by.trim()}${
        decision.since === null ? '' : `, since ${sayWhen(decision.since)}`
      }.`;
    case 'comfort-plan-not-current':
      return 'The comfort-care plan on record is not current.';
    default:
      return decision satisfies never;
  }
}

const again = (what: string, day: Day | null): string => (day === null ? '' : ` ${what} on ${sayDay(day)}.`);

function reasonOf(decision: Decision): string {
  if (decision.is === 'not-now') return decision.reason === null ? '' : NOT_NOW_REASON_NAMES[decision.reason];
  if (decision.is !== 'patient-declined') return '';
  return decision.reason === null ? 'the patient prefers not to' : PATIENT_REASON_NAMES[decision.reason];
}
