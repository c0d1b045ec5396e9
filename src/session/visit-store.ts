/** What the clinician says at this visit: entered facts, and records that they call wrong. Kept in the tab like a draft. */
import type { Evidence, RecordKey } from '../domain/chart/evidence.ts';
import type { Day, When } from '../domain/logic/when.ts';
import {
  factOfRecord,
  isWithEhr,
  mayHaveLeft,
  type FactWrite,
  type FactWrites,
  type SettledWrite,
  type WrittenRecord,
} from '../domain/visit/fact-write.ts';
import {
  isSameQuestion,
  leavingOut,
  mayBeLeftOut,
  puttingBack,
  refusalOf,
  saysNothing,
  withFact,
  withoutFact,
  type EnteredContent,
  type EnteredFact,
  type Visit,
} from '../domain/visit/visit.ts';
import { isOnRecord } from '../domain/referral/outcome.ts';
import type { EhrPort } from '../ehr/port.ts';
import type { ReferralStore } from './referral-store.ts';
import { valueOf } from './value-of.ts';

export interface VisitStore {
  readonly subscribe: (listener: () => void) => () => void;
  readonly view: () => Visit;
  /** Takes a fact in; says why not when it is no possible value, or of a day after `asOf`. */
  readonly enter: (content: EnteredContent, on: When, asOf: Day) => ReturnType<typeof refusalOf> | 'under-way';
  /** What was entered is out of the answer. What the EHR has made of it meanwhile stays there, and is out of it as a wrong record is. */
  readonly takeBack: (id: string) => void;
  /** The record bears on the answer no more, until it is put back or the visit ends. */
  readonly leaveOut: (evidence: Evidence) => void;
  readonly putBack: (record: RecordKey) => void;
  /** Which entries the EHR takes, and what became of writing them. Apart from the visit: none of it bears on the answer. */
  readonly saving: {
    readonly subscribe: (listener: () => void) => () => void;
    readonly view: () => SavingView;
  };
  /** Writes an entry into the chart, once. Whatever is pressed after it is not heard until it has settled. */
  readonly save: (id: string) => void;
  /** Looks whether an entry whose answer was lost is there. Reads only. */
  readonly lookAgain: (id: string) => void;
}

export interface SavingView {
  /** Entries that the EHR takes, as far as it has been asked. */
  readonly offered: ReadonlySet<string>;
  readonly writes: FactWrites;
}

export function startVisit(port: EhrPort, now: () => number, mintId: () => string): VisitStore {
  const { writes: kept = {}, ...said } = port.kept.visit();
  let visit: Visit = said;
  let saving: SavingView = { offered: new Set(), writes: kept };
  const listeners = new Set<() => void>();
  const savingListeners = new Set<() => void>();
  const change = (next: Visit): void => {
    visit = next;
    port.kept.saveVisit(next);
    for (const listener of listeners) listener();
  };
  const by = (): string | null => port.who().user?.name ?? null;

  const showSaving = (next: Partial<SavingView>): void => {
    saving = { ...saving, ...next };
    for (const listener of savingListeners) listener();
  };
  const told = (id: string, write: FactWrite): void => showSaving({ writes: { ...saving.writes, [id]: write } });
  const factOf = (id: string): EnteredFact | null => visit.entered.find((one) => one.id === id) ?? null;

  /** Asks of each entry whether the EHR takes it: reads alone, and nothing is offered before the answer. */
  const ask = async (fact: EnteredFact): Promise<void> => {
    const mayWrite = await valueOf(
      () => port.mayWriteFact(fact),
      () => false,
    );
    if (mayWrite) showSaving({ offered: new Set([...saving.offered, fact.id]) });
  };

  const run = async (id: string, act: (fact: EnteredFact) => Promise<SettledWrite>): Promise<void> => {
    const fact = factOf(id);
    if (fact === null || saving.writes[id]?.at === 'writing') return;
    told(id, { at: 'writing' });
    told(
      id,
      await valueOf(
        () => act(fact),
        (): SettledWrite => ({ at: 'unknown' }),
      ),
    );
    const write = saving.writes[id];
    // Another answer took its place meanwhile: the record is in the chart, and is said to be.
    if (factOf(id) === null && write?.at === 'written') change(callingWrong(visit, fact, write.record));
    // The EHR may have said that it takes none of these: then the others are not offered either.
    if (write?.at === 'refused') {
      showSaving({ offered: new Set() });
      for (const one of visit.entered) void ask(one);
    }
  };

  /** Out of the visit; the record that the EHR has made of it is called wrong, for it stays in the chart. */
  const without = (from: Visit, fact: EnteredFact): Visit => {
    const write = saving.writes[fact.id];
    const rest = withoutFact(from, fact.id);
    return write?.at === 'written' ? callingWrong(rest, fact, write.record) : rest;
  };
  const callingWrong = (from: Visit, { on }: EnteredFact, record: WrittenRecord): Visit =>
    leavingOut(from, { ...record, when: on, by: by(), at: now() });
  /** A later answer to the same question takes the place of the earlier one. */
  const including = (from: Visit, fact: EnteredFact): Visit => {
    const replaced = from.entered.filter((one) => one.id !== fact.id && isSameQuestion(one, fact));
    return withFact(replaced.reduce(without, from), fact);
  };

  for (const fact of visit.entered) void ask(fact);
  // What was on its way when the page went may have arrived.
  for (const { id } of visit.entered.filter((one) => mayHaveLeft(saving.writes[one.id]))) {
    told(id, { at: 'unknown' });
    void run(id, (fact) => port.findFact(fact));
  }

  return {
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    view: () => visit,
    enter(content, on, asOf) {
      const refusal = refusalOf(content, on, asOf);
      if (refusal !== null) return refusal;
      const fact = { id: mintId(), content, on, by: by(), at: now() };
      // One that may be in the chart is looked for first; until then its question is not asked anew.
      if (visit.entered.some((one) => isSameQuestion(one, fact) && mayHaveLeft(saving.writes[one.id])))
        return 'under-way';
      change(including(visit, fact));
      void ask(fact);
      return null;
    },
    takeBack(id) {
      const fact = factOf(id);
      // What is on its way, or may be in the chart, is waited for: nobody could say what becomes of it.
      if (fact !== null && !mayHaveLeft(saving.writes[id])) change(without(visit, fact));
    },
    leaveOut({ origin, reference, label, value, when }) {
      if (!mayBeLeftOut({ origin, reference })) return;
      change(leavingOut(visit, { origin, reference, label, value, when, by: by(), at: now() }));
    },
    putBack(record) {
      const fact = factOfRecord(saving.writes, record);
      const rest = puttingBack(visit, record);
      // The record of an entry counts as the entry, or it would be counted beside it.
      change(fact === null ? rest : including(rest, fact));
    },
    saving: {
      subscribe(listener) {
        savingListeners.add(listener);
        return () => void savingListeners.delete(listener);
      },
      view: () => saving,
    },
    save(id) {
      const { at = null } = saving.writes[id] ?? {};
      if (saving.offered.has(id) && (at === null || at === 'refused')) void run(id, (fact) => port.writeFact(fact));
    },
    lookAgain(id) {
      if (saving.writes[id]?.at === 'unknown') void run(id, (fact) => port.findFact(fact));
    },
  };
}

/** Something was said that the EHR does not hold, and no referral that is on record has carried it: closing would lose it. */
export function isSaidOnlyHere(visit: VisitStore, referral: ReferralStore): boolean {
  const { entered, leftOut } = visit.view();
  const { writes } = visit.saving.view();
  const said = { entered: entered.filter(({ id }) => !isWithEhr(writes[id])), leftOut };
  if (saysNothing(said)) return false;
  const { submission } = referral.view();
  const isCarried =
    submission.at === 'settled' && isOnRecord(submission.outcome) && submission.draft.said !== undefined;
  return !isCarried || [...said.entered, ...leftOut].some(({ at }) => at > submission.since);
}

/** An entry is being written, or nobody knows whether it is in the chart: the note of it is kept, so that it is not written twice. */
export function mayHoldFacts(visit: VisitStore): boolean {
  return Object.values(visit.saving.view().writes).some(mayHaveLeft);
}
