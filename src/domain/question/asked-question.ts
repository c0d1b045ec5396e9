/** A question to the palliative team, or news for it, that is on record, and what has become of it (interop reference 3.5). It is no referral. */
import type { Evidence } from '../chart/evidence.ts';
import type { When } from '../logic/when.ts';
import type { TeamWords } from '../referral/follow-up.ts';
import type { SentAs } from './question-write.ts';
import type { QuestionKind } from './question.ts';

/** `waits`: no answer is visible, which is not to say that nobody has answered: by phone, or where this app does not read. */
export type QuestionState = 'waits' | 'answered' | 'declined' | 'ended' | 'not-known';

export interface AskedQuestion extends Evidence {
  /** Null: its words say that it is a question of ours, and not which. */
  readonly kind: QuestionKind | null;
  readonly as: SentAs;
  readonly state: QuestionState;
  readonly on: When | null;
  readonly by: string | null;
  readonly to: string | null;
  /** Why it was not answered, in the record's words. */
  readonly reason: string | null;
  readonly says: readonly TeamWords[];
  /** Notes in the chart that it names, relative to the server, and whose words are not read here. */
  readonly documents: readonly string[];
}
