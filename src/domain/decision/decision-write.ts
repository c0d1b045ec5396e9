/** What has become of writing a decision into the chart. */
import type { Problem } from '../problem.ts';
import type { Decided } from './decision.ts';

/** A Task, or a note where the server takes no Task. */
export type RecordedAs = 'task' | 'note';

/** Where a decision would go now. `nowhere`, `not-allowed` (to this user, or to this app): it will not be remembered. */
export type DecisionWay = RecordedAs | 'nowhere' | 'not-allowed' | 'could-not-ask';

/** The list of what the oncology team takes on, as a care plan beside the decision. `none`: the server takes none. */
export type PlanWrite =
  | { readonly at: 'written'; readonly reference: string }
  | { readonly at: 'staged' }
  | { readonly at: 'unknown' }
  | { readonly at: 'refused'; readonly problem: Problem }
  | { readonly at: 'none' };

export type SettledDecision =
  /**
   * `plan`: null where there is no list. `notFoundAgain`: something is in the chart, and the search by which every launch reads did not show
   * it, or not as it was meant: nobody may count on its being remembered.
   */
  | {
      readonly at: 'recorded';
      readonly as: RecordedAs;
      readonly reference: string;
      readonly plan: PlanWrite | null;
      readonly notFoundAgain?: true;
    }
  /** Taken in by the EHR, waiting for review there. */
  | { readonly at: 'staged'; readonly as: RecordedAs }
  /** Nothing was made of it. */
  | { readonly at: 'refused'; readonly problem: Problem }
  /** The answer was lost. It is only looked for, never written again. */
  | { readonly at: 'unknown'; readonly as: RecordedAs }
  /** Nothing was sent, for there is nowhere to send it to: the next look shows the same question. */
  | { readonly at: 'not-remembered' };

export type DecisionWrite =
  | { readonly at: 'editing' }
  /** Noted before it leaves. Found again after a reload it means `unknown`. */
  | { readonly at: 'writing'; readonly as: RecordedAs }
  | SettledDecision;

/** The decision of this tab: being written, or settled. */
export interface KeptDecision {
  readonly decided: Decided;
  readonly write: DecisionWrite;
}

/** Nobody knows what has become of it: another try could make two of it. */
export function mayHaveLeft({ at }: DecisionWrite): boolean {
  return at === 'writing' || at === 'unknown';
}

/** The patient has said so at this visit, whatever has become of writing it down. */
export function saysNeverAgain({ decided: { decision }, write: { at } }: KeptDecision): boolean {
  return decision.is === 'patient-declined' && decision.doNotAskAgain && at !== 'editing' && at !== 'refused';
}

/** Words of a person that the EHR does not hold: closing would lose them. */
export function isOnlyHere({ at }: DecisionWrite): boolean {
  return at === 'editing' || at === 'refused' || at === 'not-remembered';
}
