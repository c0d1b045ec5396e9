/** What has become of sending a question. */
import type { Problem } from '../problem.ts';
import type { Asked } from './question.ts';

/** To whoever reads the service's messages; on its work list; in the chart, where nobody is told of it. */
export type SentAs = 'message' | 'task' | 'note';

/** Where a question would go now. `nowhere`: it is for the user to hand on. */
export type QuestionWay = SentAs | 'nowhere' | 'could-not-ask';

export type SettledQuestion =
  | { readonly at: 'sent'; readonly as: SentAs; readonly reference: string }
  /** Taken in by the EHR, waiting for review there. */
  | { readonly at: 'staged'; readonly as: SentAs }
  /** Nothing was made of it. */
  | { readonly at: 'refused'; readonly problem: Problem }
  /** The answer was lost. It is only looked for, never sent again. */
  | { readonly at: 'unknown'; readonly as: SentAs };

export type QuestionWrite =
  | { readonly at: 'editing' }
  /** Noted before it leaves. Found again after a reload it means `unknown`. */
  | { readonly at: 'sending'; readonly as: SentAs }
  | SettledQuestion;

/** The question of this tab: being written, on its way, or settled. */
export interface KeptQuestion {
  readonly asked: Asked;
  readonly write: QuestionWrite;
}

/** Nobody knows what has become of it: another try could make two of it. */
export function questionMayHaveLeft(kept: KeptQuestion | null): boolean {
  return kept?.write.at === 'sending' || kept?.write.at === 'unknown';
}

/** Words of a person that the EHR does not hold: closing would lose them. */
export function isQuestionOnlyHere(kept: KeptQuestion | null): boolean {
  return kept?.write.at === 'editing' || kept?.write.at === 'refused';
}
