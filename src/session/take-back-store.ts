/**
 * Taking back a decision on record, outside React: one for a session, so that a change that is under way is under way in one place only.
 * Comes with the panel that shows it.
 */
import type { MayTakeBack, TakeBack, TakeBackOutcome, TakenBackAt } from '../domain/decision/take-back.ts';
import { partNotLoaded } from '../domain/problem.ts';
import type { TakeBackPort } from '../ehr/port.ts';
import type { EhrSession } from './start-session.ts';
import { valueOf } from './value-of.ts';

export interface TakeBackView {
  /** The record that it is about: as it was shown when the panel was opened. */
  readonly record: TakenBackRecord | null;
  /** Null: being asked. */
  readonly may: MayTakeBack | null;
  /** What was said: a refusal or a conflict loses no words. */
  readonly said: TakeBack;
  readonly write: { readonly at: 'saying' } | { readonly at: 'sending' | 'looking' } | TakeBackOutcome;
}

/** `gate`: null for one that was found after a reload. */
export interface TakenBackRecord {
  readonly reference: string;
  readonly gate: TakenBackAt | null;
}

export interface TakeBackStore {
  readonly subscribe: (listener: () => void) => () => void;
  readonly view: () => TakeBackView;
  /** Begins for this record, unless one may have left whose end nobody knows. */
  readonly begin: (record: TakenBackRecord) => void;
  readonly say: (change: Partial<TakeBack>) => void;
  /** Once; whatever is pressed until it has settled is not heard. */
  readonly save: () => void;
  /** Looks what has become of it. Reads only. */
  readonly lookAgain: () => void;
  /** What was said is forgotten. Not heard while it may be on its way. */
  readonly close: () => void;
}

const NOTHING: TakeBack = { kind: null, by: null, note: '' };
const stores = new WeakMap<EhrSession, TakeBackStore>();

/** The one of this session. */
export function takeBackOf(session: EhrSession): TakeBackStore {
  const known = stores.get(session);
  if (known !== undefined) return known;
  const started = startTakeBack(session);
  stores.set(session, started);
  return started;
}

function startTakeBack({ port, chart, decision, presence }: EhrSession): TakeBackStore {
  let view: TakeBackView = { record: null, may: null, said: NOTHING, write: { at: 'saying' } };
  const listeners = new Set<() => void>();
  const show = (next: Partial<TakeBackView>): void => {
    view = { ...view, ...next };
    for (const listener of listeners) listener();
  };
  const isOpenEnded = (): boolean => ['sending', 'looking', 'unknown'].includes(view.write.at);

  const part = (): Promise<TakeBackPort | null> =>
    valueOf(
      () => port.takingBack(),
      () => null,
    );

  async function askMay({ reference }: TakenBackRecord): Promise<void> {
    show({ may: null });
    const takingBack = await part();
    const may =
      takingBack === null
        ? ({ whyNot: 'could-not-ask' } as const)
        : await valueOf<MayTakeBack>(
            () => takingBack.may(reference),
            () => ({ whyNot: 'could-not-ask' }),
          );
    if (view.record?.reference === reference) show({ may });
  }

  async function run(
    { reference }: TakenBackRecord,
    at: 'sending' | 'looking',
    act: (takingBack: TakeBackPort) => Promise<TakeBackOutcome>,
  ): Promise<void> {
    const before = view.write;
    show({ write: { at } });
    const takingBack = await part();
    if (takingBack === null) {
      const why = partNotLoaded();
      show({ write: before.at === 'unknown' ? before : { at: 'refused', problem: why } });
      return;
    }
    const since = before.at === 'unknown' ? before.since : 0;
    const write = await valueOf<TakeBackOutcome>(
      () => act(takingBack),
      () => ({ at: 'unknown', since, asBefore: false }),
    );
    settled(reference, write);
  }

  function settled(reference: string, write: TakeBackOutcome): void {
    // Before the gate lets go: what has become of it is said in a place that stays.
    show({ write });
    if (write.at === 'done') {
      const kept = decision.view().kept?.write;
      // "Saved in the chart" is no longer true of it.
      if (kept?.at === 'recorded' && kept.reference === reference) decision.close();
    }
    // The next look is the proof: the answer goes by what the EHR shows.
    if (write.at === 'done' || write.at === 'conflict')
      chart.retry(reference.startsWith('Task/') ? 'Task' : 'DocumentReference');
    if (write.at === 'refused' && view.record !== null) void askMay(view.record);
  }

  /** What was on its way when the page went may have arrived. */
  async function lookForUnsettled(): Promise<void> {
    if (!port.kept.isAmending()) return;
    const [reference] = (await part())?.unsettled() ?? [];
    if (reference === undefined || view.record !== null) return;
    const record = { reference, gate: null };
    show({ record });
    await run(record, 'looking', (takingBack) => takingBack.lookAgain(reference));
  }

  presence.alsoSaid('take-back', () => {
    const { record, said, write } = view;
    const isOpen = record !== null && (write.at === 'saying' || write.at === 'refused' || write.at === 'conflict');
    return isOpen && (said.kind !== null || said.by !== null || said.note.trim() !== '');
  });
  void lookForUnsettled();

  return {
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    view: () => view,
    begin(record) {
      if (isOpenEnded() && view.record !== null) return;
      const same = view.record?.reference === record.reference && view.write.at !== 'done';
      show({ record, said: same ? view.said : NOTHING, write: { at: 'saying' } });
      void askMay(record);
    },
    say(change) {
      if (!isOpenEnded()) show({ said: { ...view.said, ...change } });
    },
    save() {
      const { record, may, said, write } = view;
      if (record === null || record.gate === null || may === null || may.whyNot !== null) return;
      if (write.at === 'sending' || write.at === 'looking' || write.at === 'done') return;
      const { reference, gate } = record;
      const { version } = may;
      const { patientId } = port.who();
      const order = { reference, version, gate, takeBack: said, patientId };
      void run(record, 'sending', (takingBack) => takingBack.takeBack(order));
    },
    lookAgain() {
      const { record, write } = view;
      if (record === null || write.at !== 'unknown') return;
      void run(record, 'looking', (takingBack) => takingBack.lookAgain(record.reference));
    },
    close() {
      if (!isOpenEnded()) show({ record: null, may: null, said: NOTHING, write: { at: 'saying' } });
    },
  };
}
