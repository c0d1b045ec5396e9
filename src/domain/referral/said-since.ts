/**
 * What is said at the visit now, as against what a referral that has left says of it. An entry that is taken back is not taken
 * back in the referral: where the two say something else, the clinician has to know.
 */
import { isSaidAlike, state, type Statement } from '../statement.ts';
import { factOfRecord, type FactWrites } from '../visit/fact-write.ts';
import type { Visit } from '../visit/visit.ts';
import { SAID_NOTHING, tellEntered, tellLeftOut, type SaidAtVisit } from './draft.ts';
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

/**
 * Null where both say the same. `versions`: what may be there; of several, what any of them says is told as said, for nobody
 * knows which one it is. `writes`: what became of writing entries into the chart.
 */
export function saidSince(versions: readonly SaidAtVisit[], visit: Visit, writes: FactWrites): SaidSince | null {
  const entered = visit.entered.map(tellEntered);
  const leftOut = visit.leftOut.map(tellLeftOut);
  const since: SaidSince = {
    takenBack: together(versions.map((sent) => beyond(sent.entered, entered, asItIs))),
    putBack: together(versions.map((sent) => beyond(sent.leftOut, leftOut, asItIs))),
    entered: inEach(versions.map((sent) => beyond(entered, sent.entered, asItIs))),
    leftOut: inEach(versions.map((sent) => beyond(visit.leftOut, sent.leftOut, tellLeftOut)))
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

/** What any of them holds; what several hold, once. */
function together(lists: readonly (readonly Statement[])[]): readonly Statement[] {
  return lists.reduce<readonly Statement[]>((all, next) => [...all, ...beyond(next, all, asItIs)], []);
}

/** What every one of them holds. */
function inEach<One>([first = [], ...others]: readonly (readonly One[])[]): readonly One[] {
  return first.filter((one) => others.every((list) => list.includes(one)));
}

/** What was said of a decision elsewhere than in its draft, which follows the visit. */
export interface SaidBefore {
  /** By tries that are not there by the user's word, and may arrive all the same. */
  readonly tried: readonly SaidAtVisit[];
  /** By the letter as it was last copied or printed; null where it was not. */
  readonly letter: SaidAtVisit | null;
}

export const NOTHING_BEFORE: SaidBefore = { tried: [], letter: null };

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
export function carriedBy(
  submission: Submission,
  mayHaveLeft: boolean,
  { tried }: SaidBefore = NOTHING_BEFORE,
): CarriedBy | null {
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
      // After two tries, who sees one cannot tell which.
      if (userWord !== 'sees-it' || tried.length > 0) return 'perhaps';
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

/** What it may say: one version, or each of those that may have arrived. */
export function versionsOf(
  submission: Submission,
  by: CarriedBy,
  { tried, letter }: SaidBefore,
): readonly SaidAtVisit[] {
  if (submission.at !== 'settled') return [];
  const { draft, outcome } = submission;
  const said = draft.said ?? SAID_NOTHING;
  if (by === 'perhaps') return [said, ...tried];
  // What was handed on is what was copied or printed, whatever the draft said when it was told.
  return [outcome.outcome === 'manual' ? (letter ?? said) : said];
}
