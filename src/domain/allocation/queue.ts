/**
 * The order in which patients who wait for a specialist are seen (clinical reference 4.5). Nothing else goes in: not age, sex, race,
 * payer, cost, nor the number of findings or a risk.
 */
import type { Urgency } from '../dosing/recommendation.ts';
import type { Day } from '../logic/when.ts';

export interface Waiting {
  readonly id: string;
  readonly urgency: Urgency;
  /** The day on which the finding that asks for a visit was first met; null where it cannot be told. */
  readonly firstMetOn: Day | null;
  /** Somebody of the supportive team has spoken with the patient. */
  readonly contacted: boolean;
  /** `thin`: too little is recorded to say that the need is low. */
  readonly basis: 'thin' | 'sufficient';
}

/** Before every day on which anybody could have been met. */
const LONGEST: Day = -10_000_000;

const URGENCY: Readonly<Record<Urgency, number>> = { urgent: 0, soon: 1, routine: 2 };

const rankOf = (later: boolean): number => (later ? 1 : 0);

/**
 * Urgency; days waiting, longest first; no contact yet before contacted; needs assessment before documented low. Who has waited for a time that
 * nobody knows comes before those of the same urgency: missing data never costs a patient the place. What is alike stays in the order given.
 */
export function inOrder<Entry extends Waiting>(queue: readonly Entry[]): readonly Entry[] {
  return queue.toSorted(compareWaiting);
}

export function compareWaiting(a: Waiting, b: Waiting): number {
  return (
    URGENCY[a.urgency] - URGENCY[b.urgency] ||
    (a.firstMetOn ?? LONGEST) - (b.firstMetOn ?? LONGEST) ||
    rankOf(a.contacted) - rankOf(b.contacted) ||
    rankOf(a.basis !== 'thin') - rankOf(b.basis !== 'thin')
  );
}
