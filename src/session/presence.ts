/**
 * Whether somebody is there, outside React. After a quarter of an hour without use the chart is hidden, and shown again only when
 * the patient has been read again; after half an hour it is closed (interop 1.9, 9).
 */
import { failure, type Problem } from '../domain/problem.ts';
import { isQuestionOnlyHere, questionMayHaveLeft } from '../domain/question/question-write.ts';
import { isDraftable, isUnknown } from '../domain/referral/submission.ts';
import type { EhrPort } from '../ehr/port.ts';
import type { DecisionStore } from './decision-store.ts';
import type { ReferralStore } from './referral-store.ts';
import { valueOf } from './value-of.ts';
import { isSaidOnlyHere, mayHoldFacts, type VisitStore } from './visit-store.ts';

export type Presence =
  | { readonly at: 'here' }
  /** Hidden: nobody was there, or somebody came back to a chart that was left for another. */
  | { readonly at: 'away'; readonly because: 'unused' | 'left' }
  /** Hidden, and the patient is being read again. */
  | { readonly at: 'checking' }
  /** Hidden, because it could not be seen that it is the same patient. */
  | { readonly at: 'stopped'; readonly why: Problem }
  | { readonly at: 'closed' };

/**
 * What the user has to know before closing the chart: something is on its way; something may have arrived, and the note of it stays in
 * the window, so that it is not sent twice; something was begun and not sent.
 */
export type Unfinished = 'sending' | 'may-have-left' | 'not-sent';

/** What was begun and not sent: a referral, what was said at this visit, another answer, a question, a change of a record. */
export type NotSent = 'referral' | 'said' | 'decision' | 'question' | 'change' | 'take-back';

export interface PresenceStore {
  readonly subscribe: (listener: () => void) => () => void;
  readonly view: () => Presence;
  /** Somebody has moved, typed or touched. */
  readonly used: () => void;
  /** Looks at the clock: timers of a hidden page sleep, so it is also asked for when the page comes into view. */
  readonly look: () => void;
  /** At once: the browser puts the page away, and may bring it back after hours. */
  readonly hide: () => void;
  /** Reads the patient again, and shows the chart when it is the same one. */
  readonly show: () => void;
  /** What comes later in a file of its own and holds words that are in this page alone. */
  readonly alsoSaid: (what: NotSent, isSaid: () => boolean) => void;
  readonly isSaidElsewhere: () => boolean;
  /** Null when nothing is. */
  readonly unfinished: () => Unfinished | null;
  /** All that closing would discard. */
  readonly notSent: () => readonly NotSent[];
  /** Closes the chart for good. What is not sent is lost; what may have arrived stays noted for half an hour. */
  readonly done: () => void;
}

/** [DESIGN] interop 9. */
export const HIDDEN_AFTER_MS = 15 * 60_000;
/** What is stored lives as long (product 3). */
export const CLOSED_AFTER_MS = 30 * 60_000;
const KEEP_ALIVE_EVERY_MS = 60_000;

export interface PresenceOptions {
  readonly now: () => number;
  /** Leaves this page for one that shows nothing of the patient. */
  readonly leave: (how: 'done' | 'idle') => void;
  /** Somebody came back to this chart, in a window in which another has been opened since. */
  readonly cameBack: boolean;
}

export function startPresence(
  port: Pick<EhrPort, 'life' | 'verifyPatient' | 'kept'>,
  referral: ReferralStore,
  visit: VisitStore,
  decision: Pick<DecisionStore, 'unfinished'>,
  { now, leave, cameBack }: PresenceOptions,
): PresenceStore {
  let view: Presence = cameBack ? { at: 'away', because: 'left' } : { at: 'here' };
  let last = now();
  let keptAlive = last;
  const listeners = new Set<() => void>();

  const show = (next: Presence): void => {
    view = next;
    for (const listener of listeners) listener();
  };

  const mayHoldWrites = (): boolean =>
    mayHoldFacts(visit) || port.kept.isAmending() || questionMayHaveLeft(port.kept.question());
  const isQuestionBegun = (): boolean => isQuestionOnlyHere(port.kept.question());
  const alsoSaid: (readonly [what: NotSent, isSaid: () => boolean])[] = [];
  const isSaidElsewhere = (): boolean => alsoSaid.some(([, isSaid]) => isSaid());
  const notSent = (): readonly NotSent[] => {
    const { submission } = referral.view();
    const begun: readonly (readonly [NotSent, boolean])[] = [
      ['referral', isDraftable(submission) && submission.touched],
      ['said', isSaidOnlyHere(visit, referral)],
      ['decision', decision.unfinished() === 'said'],
      ['question', isQuestionBegun()],
      ...alsoSaid.map(([what, isSaid]) => [what, isSaid()] as const),
    ];
    return begun.flatMap(([what, isBegun]) => (isBegun ? [what] : []));
  };
  const close = (how: 'done' | 'idle', keepDraft: boolean): void => {
    show({ at: 'closed' });
    port.life.end({ keepDraft });
    leave(how);
  };

  /** A clock that was set back tells nothing: then the chart is hidden, and the time begins anew when it is shown. */
  const idleFor = (): number => {
    const idle = now() - last;
    return idle < 0 ? HIDDEN_AFTER_MS : idle;
  };

  const look = (): void => {
    if (view.at === 'closed') return;
    const idle = idleFor();
    // A session that waits for its renewal is tried again while somebody is there.
    const endsAt = port.life.endsAt();
    if (view.at === 'here' && idle < HIDDEN_AFTER_MS && endsAt !== null && endsAt <= now()) port.life.keepAlive();
    if (idle >= CLOSED_AFTER_MS && referral.view().submission.at !== 'sending' && decision.unfinished() !== 'sending') {
      referral.flush();
      // Words that this browser could not store are only in this page: then it stays, hidden.
      if (
        !isSaidElsewhere() &&
        (!(
          referral.wouldLose() ||
          isSaidOnlyHere(visit, referral) ||
          decision.unfinished() === 'said' ||
          isQuestionBegun()
        ) ||
          port.kept.isStored())
      ) {
        close('idle', true);
        return;
      }
    }
    if (idle >= HIDDEN_AFTER_MS && view.at === 'here') show({ at: 'away', because: 'unused' });
  };

  const verify = async (): Promise<void> => {
    const pressed = now();
    const read = await valueOf(port.verifyPatient, failure);
    // It may have been closed meanwhile; or the computer has slept, and whoever pressed is there no more.
    if (view.at !== 'checking') return;
    if (Math.abs(now() - pressed) >= HIDDEN_AFTER_MS) {
      show({ at: 'away', because: 'unused' });
      look();
      return;
    }
    // Without this nobody would be here before the first move of the pointer.
    last = now();
    // That a patient has died is a reason to stop a referral, not to hide a chart.
    const isSame = read.ok || read.problem.kind === 'patient-deceased';
    show(isSame ? { at: 'here' } : { at: 'stopped', why: read.problem });
  };

  return {
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    view: () => view,
    look,
    hide() {
      if (view.at === 'here') show({ at: 'away', because: 'left' });
    },

    used() {
      if (view.at !== 'here') return;
      // The first move after a long while: nobody has seen yet who it is that moves.
      if (idleFor() >= HIDDEN_AFTER_MS) {
        look();
        return;
      }
      last = now();
      // Either way: a clock that was set back must not stop it for hours.
      if (Math.abs(last - keptAlive) < KEEP_ALIVE_EVERY_MS) return;
      keptAlive = last;
      port.life.keepAlive();
    },

    show() {
      if (view.at !== 'away' && view.at !== 'stopped') return;
      show({ at: 'checking' });
      void verify();
    },

    isSaidElsewhere,
    alsoSaid: (what, isSaid) => void alsoSaid.push([what, isSaid]),
    notSent,

    unfinished() {
      const { submission, mayHaveLeft } = referral.view();
      const decided = decision.unfinished();
      if (submission.at === 'sending' || decided === 'sending') return 'sending';
      if (isUnknown(submission) || mayHaveLeft || mayHoldWrites() || decided === 'may-have-left')
        return 'may-have-left';
      return notSent().length > 0 ? 'not-sent' : null;
    },

    done() {
      const { submission, mayHaveLeft } = referral.view();
      const decided = decision.unfinished();
      if (submission.at === 'sending' || decided === 'sending' || view.at === 'closed') return;
      close('done', isUnknown(submission) || mayHaveLeft || mayHoldWrites() || decided === 'may-have-left');
    },
  };
}
