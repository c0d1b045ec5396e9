/**
 * The question to the palliative team of this visit, outside React, so that a latch is a latch. Kept in the tab from its first change; while
 * it is on its way only the port notes what becomes of it.
 */
import { partNotLoaded } from '../domain/problem.ts';
import type { Asked, Question, QuestionTexts } from '../domain/question/question.ts';
import { NOT_THERE_AFTER_MS } from '../domain/referral/submission.ts';
import {
  isQuestionOnlyHere,
  questionMayHaveLeft,
  type KeptQuestion,
  type QuestionWay,
  type SettledQuestion,
} from '../domain/question/question-write.ts';
import type { EhrPort, QuestionPort } from '../ehr/port.ts';
import { valueOf } from './value-of.ts';

export interface QuestionView {
  readonly kept: KeptQuestion | null;
  /** How it would be sent; null while that is being asked. */
  readonly way: QuestionWay | null;
}

export interface QuestionStore {
  readonly subscribe: (listener: () => void) => () => void;
  readonly view: () => QuestionView;
  /** Not heard while one is on its way, or may have arrived. */
  readonly begin: (begun: Omit<Asked, 'id' | 'at'>) => void;
  readonly edit: (change: Partial<Question>) => void;
  /** What was begun and not sent is forgotten, and what has become of a settled one is no longer shown. */
  readonly close: () => void;
  readonly askWay: () => void;
  /** Sends what is on screen, once. `write` has the last word on its texts, made of what leaves. */
  readonly send: (write: (asked: Asked) => QuestionTexts) => void;
  /** Looks whether one whose answer was lost is there. Reads only. */
  readonly lookAgain: () => void;
  /** By the user's word, a minute after it was lost: it has not arrived. Sent again it is another question. */
  readonly saysNotThere: () => void;
}

export function startQuestion(
  port: Pick<EhrPort, 'questions' | 'kept'>,
  now: () => number,
  mintId: () => string,
): QuestionStore {
  let view: QuestionView = { kept: port.kept.question(), way: null };
  let asked = 0;
  let underWay = false;
  const listeners = new Set<() => void>();

  const show = (change: Partial<QuestionView>): void => {
    view = { ...view, ...change };
    for (const listener of listeners) listener();
  };

  const askWay = async (): Promise<void> => {
    asked += 1;
    const mine = asked;
    const serviceId = view.kept?.asked.question.serviceId ?? null;
    show({ way: null });
    const way = await valueOf<QuestionWay>(
      async () => (await (await port.questions())?.way(serviceId)) ?? 'could-not-ask',
      () => 'could-not-ask',
    );
    if (mine === asked) show({ way });
  };

  /** `otherwise`: where nothing could be done for want of a file of the app. */
  const run = async (
    kept: KeptQuestion,
    act: (questions: QuestionPort) => Promise<SettledQuestion>,
    otherwise: SettledQuestion,
    as: 'message' | 'task' | 'note',
  ): Promise<void> => {
    if (underWay) return;
    underWay = true;
    // Shown, not kept: the port notes it when it leaves.
    show({ kept: { ...kept, write: { at: 'sending', as } } });
    const write = await valueOf<SettledQuestion>(
      async () => {
        const questions = await port.questions();
        return questions === null ? otherwise : await act(questions);
      },
      () => ({ at: 'unknown', as }),
    );
    underWay = false;
    show({ kept: { ...kept, write } });
    // What the server refuses once it may refuse for good.
    if (write.at === 'refused') void askWay();
  };

  const look = (): void => {
    const { kept } = view;
    if (kept === null || (kept.write.at !== 'sending' && kept.write.at !== 'unknown')) return;
    const { as } = kept.write;
    void run(kept, (questions) => questions.find(kept.asked), { at: 'unknown', as }, as);
  };

  if (questionMayHaveLeft(view.kept)) look();
  else if (isQuestionOnlyHere(view.kept)) void askWay();

  return {
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    view: () => view,
    begin(begun) {
      if (underWay || questionMayHaveLeft(view.kept)) return;
      // Not kept yet: what was only opened is nobody's question.
      show({ kept: { asked: { ...begun, id: mintId(), at: now() }, write: { at: 'editing' } } });
      void askWay();
    },
    edit(change) {
      const { kept } = view;
      if (underWay || kept === null || !isQuestionOnlyHere(kept)) return;
      const { asked: before } = kept;
      // Other words than those of a try that left are another question: what is found under the old number would be taken for them.
      const id = kept.write.at === 'refused' ? mintId() : before.id;
      const next: KeptQuestion = {
        asked: { ...before, id, question: { ...before.question, ...change } },
        write: { at: 'editing' },
      };
      port.kept.saveQuestion(next);
      show({ kept: next });
      if (change.serviceId !== undefined) void askWay();
    },
    close() {
      const { kept } = view;
      if (underWay || kept === null || questionMayHaveLeft(kept)) return;
      port.kept.saveQuestion(null);
      show({ kept: null });
    },
    askWay: () => void askWay(),
    send(write) {
      const { kept, way } = view;
      if (kept === null || way === null || way === 'could-not-ask' || way === 'nowhere') return;
      if (underWay || !isQuestionOnlyHere(kept)) return;
      const leaving: Asked = { ...kept.asked, at: now() };
      port.kept.saveQuestion({ asked: leaving, write: { at: 'editing' } });
      void run(
        { asked: leaving, write: kept.write },
        (questions) => questions.send({ asked: leaving, texts: write(leaving), as: way }),
        { at: 'refused', problem: partNotLoaded() },
        way,
      );
    },
    lookAgain: look,
    saysNotThere() {
      const { kept } = view;
      if (underWay || kept?.write.at !== 'unknown' || now() - kept.asked.at < NOT_THERE_AFTER_MS) return;
      const next: KeptQuestion = { asked: { ...kept.asked, id: mintId() }, write: { at: 'editing' } };
      port.kept.saveQuestion(next);
      show({ kept: next });
      void askWay();
    },
  };
}
