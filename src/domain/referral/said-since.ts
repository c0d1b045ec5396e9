/**
 * What is said at the visit now, as against what a referral that has left says of it. An entry that is taken back is not taken
 * back in the referral: where the two say something else, the clinician has to know.
 */
import { isSaidAlike, state, type Statement } from '../statement.ts';
import { factOfRecord, type FactWrites } from '../visit/fact-write.ts';
import type { Visit } from '../visit/visit.ts';
import { tellEntered, tellLeftOut, type ReferralDraft } from './draft.ts';
import { isOnRecord } from './outcome.ts';
import type { Submission } from './submission.ts';

export interface SaidSince {
  /** The referral says it, and the answer goes by it no more. */
  readonly takenBack: readonly Statement[];
  /** The referral calls it wrong, and it counts again. */
  readonly putBack: readonly Statement[];
  /** The answer goes by it, and the referral does not say it. */
  readonly entered: readonly Statement[];
  /** Called wrong, and the referral does not say so. */
  readonly leftOut: readonly Statement[];
}

/** Null where both say the same. `writes`: what became of writing entries into the chart. */
export function saidSince({ said }: Pick<ReferralDraft, 'said'>, visit: Visit, writes: FactWrites): SaidSince | null {
  const sent = said ?? { entered: [], leftOut: [] };
  const entered = visit.entered.map(tellEntered);
  const since: SaidSince = {
    takenBack: beyond(sent.entered, entered, asItIs),
    putBack: beyond(sent.leftOut, visit.leftOut.map(tellLeftOut), asItIs),
    entered: beyond(entered, sent.entered, asItIs),
    leftOut: beyond(visit.leftOut, sent.leftOut, tellLeftOut)
      // Of an entry that was saved and then taken back the record is called wrong: that is told as taken back.
      .filter((record) => factOfRecord(writes, record) === null)
      // By its own name, which an order may not bear: it is the clinician who reads it here.
      .map(({ label, value, when }) => state('left-out', { label, value, when })),
  };
  return Object.values(since).every((all: readonly Statement[]) => all.length === 0) ? null : since;
}

/** Those of which the others say nothing; each of the others stands for one. */
function beyond<One>(all: readonly One[], others: readonly Statement[], tell: (one: One) => Statement): readonly One[] {
  const left = [...others];
  return all.filter((one) => {
    const place = left.findIndex((other) => isSaidAlike(other, tell(one)));
    if (place !== -1) left.splice(place, 1);
    return place === -1;
  });
}

const asItIs = (say: Statement): Statement => say;

/** What carries the words of a referral, as far as anybody knows. */
export type CarriedBy =
  /** With the team, or waiting there. */
  | 'referral'
  /** In the chart or the cart, and not signed. */
  | 'prepared'
  /** Filed, or handed on. */
  | 'letter'
  /** The letter, and an order that the user has placed: nobody here knows what it says. */
  | 'own-order'
  /** It may not have arrived, or in an earlier version. */
  | 'perhaps';

/** Null while nothing has left. `mayHaveLeft`: an earlier try may be there. */
export function carriedBy(submission: Submission, mayHaveLeft: boolean): CarriedBy | null {
  if (submission.at !== 'settled') return null;
  const { outcome, userWord } = submission;
  if (isOnRecord(outcome) && outcome.earlierWords === true) return 'perhaps';
  switch (outcome.outcome) {
    case 'placed':
    case 'staged':
      return 'referral';
    case 'prepared':
      return 'prepared';
    case 'filed':
      return outcome.as === 'note' ? 'letter' : 'referral';
    case 'unknown':
      if (userWord !== 'sees-it') return 'perhaps';
      return outcome.via === 'note' ? 'letter' : outcome.via === 'web-messaging' ? 'prepared' : 'referral';
    case 'manual':
      if (userWord === 'placed-it') return 'own-order';
      return userWord === 'handed-on' ? 'letter' : mayHaveLeft ? 'perhaps' : null;
    case 'refused':
      return null;
    default:
      return outcome satisfies never;
  }
}
