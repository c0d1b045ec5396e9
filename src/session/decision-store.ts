/**
 * The decision other than yes of this visit, outside React, so that a latch is a latch. What is begun is kept in the tab from its first
 * change; while it is written only the port notes what becomes of it. What the form begins with, and what it lacks, is the screen's to say:
 * none of that is needed before the answer.
 */
import type { Decided, DecisionTexts } from '../domain/decision/decision.ts';
import { isOnlyHere, mayHaveLeft, type DecisionWay, type KeptDecision } from '../domain/decision/decision-write.ts';
import { NOT_THERE_AFTER_MS } from '../domain/referral/submission.ts';
import type { EhrPort } from '../ehr/port.ts';
import type { ChartStore } from './chart-store.ts';
import { valueOf } from './value-of.ts';

export interface DecisionView {
  readonly kept: KeptDecision | null;
  /** Where it would be saved; null while that is being asked. */
  readonly way: DecisionWay | null;
}

/** A decision in the words of the chart. */
export interface WrittenDecision {
  readonly texts: DecisionTexts;
  readonly items: readonly string[];
}

export interface DecisionStore {
  readonly subscribe: (listener: () => void) => () => void;
  readonly view: () => DecisionView;
  /** Not heard while one is on its way, or may have arrived. */
  readonly begin: (decided: Omit<Decided, 'id' | 'at'>) => void;
  readonly edit: (change: Partial<Omit<Decided, 'id' | 'at'>>) => void;
  /** What was begun and not sent is forgotten, and what has become of a settled one is no longer shown. */
  readonly close: () => void;
  /**
   * By the user's word, a minute after it was lost: it is not in the chart. Saved again it is another decision, and should the first be there
   * after all, the later counts.
   */
  readonly saysNotThere: () => void;
  /** Asks again where it can be saved. */
  readonly askWay: () => void;
  /** Saves what is on screen, once. `write` has the last word on its texts, made of what leaves. */
  readonly save: (on: Decided['on'], write: (decided: Decided) => WrittenDecision) => void;
  /** Looks whether one whose answer was lost is there. Reads only. */
  readonly lookAgain: () => void;
  readonly unfinished: () => 'sending' | 'may-have-left' | 'said' | null;
}

export function startDecision(
  port: Pick<EhrPort, 'decide' | 'decisionWay' | 'findDecision' | 'kept'>,
  chart: Pick<ChartStore, 'retry'>,
  now: () => number,
  mintId: () => string,
): DecisionStore {
  let view: DecisionView = { kept: port.kept.decision(), way: null };
  let asked = 0;
  let touched = view.kept !== null;
  let underWay = false;
  const listeners = new Set<() => void>();

  const show = (change: Partial<DecisionView>): void => {
    view = { ...view, ...change };
    for (const listener of listeners) listener();
  };

  const askWay = async (): Promise<void> => {
    asked += 1;
    const mine = asked;
    show({ way: null });
    const way = await valueOf<DecisionWay>(
      () => port.decisionWay(),
      () => 'could-not-ask',
    );
    if (mine === asked) show({ way });
  };

  const put = (kept: KeptDecision): void => {
    port.kept.saveDecision(kept);
    show({ kept });
  };

  const settled = (kept: KeptDecision): void => {
    show({ kept });
    const { write, decided } = kept;
    if (write.at === 'recorded') {
      // The next look is the proof: what was saved is read back, and the answer goes by it.
      chart.retry(write.as === 'task' ? 'Task' : 'DocumentReference');
      if (write.plan?.at === 'written') chart.retry('CarePlan');
    }
    // What the server refuses once it may refuse for good.
    if (write.at === 'refused' && decided.id === view.kept?.decided.id) void askWay();
  };

  const run = async (kept: KeptDecision, act: () => ReturnType<EhrPort['decide']>): Promise<void> => {
    if (underWay) return;
    underWay = true;
    // Shown, not kept: the port notes it when it leaves.
    show({ kept: { ...kept, write: { at: 'writing', as: 'task' } } });
    const write = await valueOf(act, () => ({ at: 'unknown', as: 'task' }) as const);
    underWay = false;
    settled({ ...kept, write });
  };

  const look = (): void => {
    const { kept } = view;
    if (kept !== null && mayHaveLeft(kept.write)) void run(kept, () => port.findDecision(kept.decided));
  };

  if (view.kept !== null) {
    if (mayHaveLeft(view.kept.write)) look();
    else if (isOnlyHere(view.kept.write)) void askWay();
  }

  return {
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    view: () => view,
    begin(decided) {
      if (underWay || (view.kept !== null && mayHaveLeft(view.kept.write))) return;
      const kept: KeptDecision = { decided: { ...decided, id: mintId(), at: now() }, write: { at: 'editing' } };
      // Words that came along from another form are somebody's; what was only opened is nobody's decision, and not kept yet.
      touched = decided.comment !== '';
      port.kept.saveDecision(touched ? kept : null);
      show({ kept });
      void askWay();
    },
    edit(change) {
      const { kept } = view;
      if (underWay || kept === null || !isOnlyHere(kept.write)) return;
      touched = true;
      // Other words than those of a try that left are another decision: what is found under the old number would be taken for them.
      const id = kept.write.at === 'refused' ? mintId() : kept.decided.id;
      put({ decided: { ...kept.decided, ...change, id }, write: { at: 'editing' } });
    },
    close() {
      const { kept } = view;
      if (underWay || kept === null || mayHaveLeft(kept.write)) return;
      touched = false;
      port.kept.saveDecision(null);
      show({ kept: null });
    },
    saysNotThere() {
      const { kept } = view;
      if (underWay || kept?.write.at !== 'unknown' || now() - kept.decided.at < NOT_THERE_AFTER_MS) return;
      touched = true;
      put({ decided: { ...kept.decided, id: mintId() }, write: { at: 'editing' } });
      void askWay();
    },
    askWay: () => void askWay(),
    save(on, write) {
      const { kept, way } = view;
      if (kept === null || way === null || way === 'could-not-ask') return;
      if (kept.write.at !== 'editing' && kept.write.at !== 'refused') return;
      const decided = { ...kept.decided, on, at: now() };
      const outgoing = { decided, ...write(decided), as: way };
      touched = true;
      port.kept.saveDecision({ decided, write: { at: 'editing' } });
      void run({ decided, write: kept.write }, () => port.decide(outgoing));
    },
    lookAgain: look,
    unfinished() {
      const write = view.kept?.write;
      if (write === undefined) return null;
      if (underWay) return 'sending';
      if (mayHaveLeft(write)) return 'may-have-left';
      return touched && (write.at === 'editing' || write.at === 'refused') ? 'said' : null;
    },
  };
}
