/**
 * The referral that is being worked on, kept in this tab under the launch's own key, and what is known of each decision.
 * A decision that may have been sent never becomes editable again by a later save of the form: only its draft changes.
 */
import type { ChannelId, WhyNot } from '../domain/referral/channel.ts';
import type { ReferralDraft } from '../domain/referral/draft.ts';
import { mayHaveLeft as decisionMayHaveLeft, type KeptDecision } from '../domain/decision/decision-write.ts';
import { questionMayHaveLeft, type KeptQuestion } from '../domain/question/question-write.ts';
import { isOnRecord, type SubmissionOutcome } from '../domain/referral/outcome.ts';
import { mayHaveLeft, type KeptVisit } from '../domain/visit/fact-write.ts';
import { saysNothing, type Visit } from '../domain/visit/visit.ts';
import { decisionFrom } from './kept-decision.ts';
import { questionFrom } from './kept-question.ts';
import { visitFrom } from './kept-visit.ts';
import type { KeptReferral } from './port.ts';

export type Phase = KeptReferral['phase'];

/** The part of `Storage` that is needed; the shell outside `launch` does not know the browser's. */
export interface KeyValueStore {
  getItem(key: string): string | null;
  setItem(key: string, value: string): void;
  removeItem(key: string): void;
}

/** Whose draft it is. Shown to nobody else. */
export interface Binding {
  readonly issuer: string;
  readonly patientId: string;
  readonly user: string | null;
}

export interface KeptEntry {
  /** Time of the last change, in milliseconds since 1970. */
  readonly at: number;
  readonly binding: Binding;
  readonly kept: KeptReferral | null;
  readonly phases: Readonly<Record<string, Phase>>;
  /** The way by which a decision may have left: it never leaves by another one. */
  readonly ways: Readonly<Record<string, ChannelId>>;
  /** Decisions of which an earlier try may have arrived: what becomes of a later one says nothing of it. */
  readonly again: readonly string[];
  /** Every draft of a decision that may have arrived, as against what the form says now. */
  readonly sent: Readonly<Record<string, readonly ReferralDraft[]>>;
  /** What was said at this visit; absent where nothing was. */
  readonly visit?: Visit;
  /** A decision other than yes; absent or null where there is none. */
  readonly decision?: KeptDecision | null;
  /** A question to the palliative team; absent or null where there is none. */
  readonly question?: KeptQuestion | null;
  /**
   * Changes of referrals that may have left, by reference; `amend-referral.ts` reads them. What is settled is not kept: the record
   * itself says it.
   */
  readonly amendments?: Amendments;
  /** Ways of referrals and decisions that the server has refused to this user in this launch, and why; a new launch asks anew. */
  readonly refusals?: Refusals;
}

export type Refusals = Readonly<Record<string, WhyNot>>;

export type Amendments = Readonly<Record<string, unknown>>;

export interface KeptStore {
  load(): KeptReferral | null;
  /**
   * False when the browser did not keep it: then only this page knows. It never forgets the way by which a decision may have
   * left: only `settle` does, with the server's own no.
   */
  save(referral: KeptReferral): boolean;
  clear(): void;
  visit(): Visit;
  saveVisit(visit: Visit): void;
  decision(): KeptDecision | null;
  saveDecision(decision: KeptDecision | null): void;
  question(): KeptQuestion | null;
  saveQuestion(question: KeptQuestion | null): void;
  amendments(): Amendments;
  /** False when the browser did not keep it. */
  saveAmendments(amendments: Amendments): boolean;
  refusals(): Refusals;
  noteRefusal(way: string, why: WhyNot): void;
  /** What was written last is in the storage. */
  isStored(): boolean;
  phaseOf(decisionId: string): Phase | null;
  /** The way by which it may have left; null when it certainly has not. */
  wayOf(decisionId: string): ChannelId | null;
  /** Every draft of it that may have arrived; none when nothing may have left. */
  sentOf(decisionId: string): readonly ReferralDraft[];
  settle(decisionId: string, outcome: SubmissionOutcome): boolean;
}

export function createKeptStore(storage: KeyValueStore, key: string, binding: Binding, now: () => number): KeptStore {
  const found = readKept(storage, key);
  let stored = true;
  let entry: KeptEntry =
    found !== null && sameBinding(found.binding, binding)
      ? { ...found, ways: found.ways ?? {}, sent: found.sent ?? {}, again: found.again ?? [] }
      : { at: now(), binding, kept: null, phases: {}, ways: {}, sent: {}, again: [] };

  function change(to: Partial<Omit<KeptEntry, 'at' | 'binding'>>): boolean {
    entry = { ...entry, ...to, at: now() };
    try {
      storage.setItem(key, JSON.stringify(entry));
      // A session that has ended takes nothing more in, and does not say so.
      stored = isThere(storage, key, entry);
    } catch {
      stored = false; // Storage full or switched off.
    }
    // Where it is not stored the page still knows, a reload will not.
    return stored;
  }

  function leaving({ decisionId, draft }: KeptReferral, via: ChannelId): Partial<KeptEntry> {
    return {
      ways: { ...entry.ways, [decisionId]: via },
      // Of a try that the server has refused nothing can arrive any more.
      sent: {
        ...entry.sent,
        [decisionId]: [...(decisionId in entry.ways ? (entry.sent[decisionId] ?? []) : []), draft],
      },
      again: decisionId in entry.ways ? [...entry.again, decisionId] : entry.again,
    };
  }

  /** By the server's word on the only try; then the decision may go another way. The user's word does not settle here. */
  function nothingWasMade(decisionId: string, phase: Phase): boolean {
    if (phase.at !== 'settled' || phase.outcome.outcome !== 'refused' || entry.again.includes(decisionId)) return false;
    // Without a problem it is the user's word, not the server's.
    const { problems } = phase.outcome;
    return problems.length > 0 && problems.every(({ kind }) => kind !== 'taken-back');
  }

  const phaseOf = (decisionId: string): Phase | null => entry.phases[decisionId] ?? null;

  return {
    load: () => entry.kept,
    save(referral) {
      const { decisionId } = referral;
      const known = phaseOf(decisionId);
      const late = referral.phase.at === 'editing' && known !== null && !mayBeEdited(known);
      const phase = late || isLower(referral.phase, known) ? (known ?? referral.phase) : referral.phase;
      const leaves = referral.phase.at === 'sending' && phase === referral.phase;
      return change({
        // What else is kept with it stays: of a referral that leaves, only the form knows that.
        kept: { ...(entry.kept?.decisionId === decisionId ? entry.kept : {}), ...referral, phase },
        phases: { ...entry.phases, [decisionId]: phase },
        ...(leaves ? leaving(referral, referral.phase.via) : {}),
      });
    },
    clear: () => void change({ kept: null }),
    visit: () => visitFrom(entry.visit),
    saveVisit: (visit) => void change({ visit }),
    decision: () => decisionFrom(entry.decision),
    saveDecision: (decision) => void change({ decision }),
    question: () => questionFrom(entry.question),
    saveQuestion: (question) => void change({ question }),
    amendments: () => entry.amendments ?? {},
    saveAmendments: (amendments) => change({ amendments }),
    refusals: () => refusalsIn(entry.refusals),
    noteRefusal: (way, why) => void change({ refusals: { ...entry.refusals, [way]: why } }),
    isStored: () => stored,
    phaseOf,
    wayOf: (decisionId) => entry.ways[decisionId] ?? null,
    sentOf: (decisionId) => (decisionId in entry.ways ? (entry.sent[decisionId] ?? []) : []),
    settle(decisionId, outcome) {
      const told: Phase = { at: 'settled', outcome, time: now() };
      const known = phaseOf(decisionId);
      const phase = isLower(told, known) ? (known ?? told) : told;
      const kept = entry.kept?.decisionId === decisionId ? { ...entry.kept, phase } : entry.kept;
      return change({
        kept,
        phases: { ...entry.phases, [decisionId]: phase },
        ...(nothingWasMade(decisionId, phase) ? { ways: without(entry.ways, decisionId) } : {}),
      });
    },
  };
}

function refusalsIn(found: unknown): Refusals {
  if (typeof found !== 'object' || found === null) return {};
  return Object.fromEntries(
    Object.entries(found).filter(([, why]) => why === 'not-granted' || why === 'not-advertised'),
  );
}

function without<Value>(all: Readonly<Record<string, Value>>, name: string): Readonly<Record<string, Value>> {
  const { [name]: _left, ...others } = all;
  return others;
}

/** What is stored under a key, or null when nothing is there that could be ours. */
export function readKept(storage: Pick<KeyValueStore, 'getItem'>, key: string): KeptEntry | null {
  try {
    const entry: unknown = JSON.parse(storage.getItem(key) ?? 'null');
    const whole =
      typeof entry === 'object' &&
      entry !== null &&
      'binding' in entry &&
      'phases' in entry &&
      'at' in entry &&
      'kept' in entry;
    return whole && typeof entry.at === 'number' ? (entry as KeptEntry) : null;
  } catch {
    return null;
  }
}

export function sameBinding(one: Binding, other: Binding): boolean {
  return one.issuer === other.issuer && one.patientId === other.patientId && one.user === other.user;
}

/** What is stored is this, whatever time of its last use stands beside it. */
function isThere(storage: Pick<KeyValueStore, 'getItem'>, key: string, entry: KeptEntry): boolean {
  const text = JSON.stringify(entry);
  if (storage.getItem(key) === text) return true;
  const found = readKept(storage, key);
  return found !== null && JSON.stringify({ ...found, at: entry.at }) === text;
}

/** What the server has shown or taken in stays so, whatever a later look could not see. */
function isLower(told: Phase, known: Phase | null): boolean {
  return known !== null && isWithServer(known) && !isWithServer(told);
}

function isWithServer(phase: Phase): boolean {
  return phase.at === 'settled' && (isOnRecord(phase.outcome) || phase.outcome.outcome === 'staged');
}

/** Something in it was written by a person, and is to be found again. */
export const holdsWork = ({ kept, visit, decision, question, amendments }: KeptEntry): boolean =>
  kept !== null || decision != null || question != null || !saysNothing(visitFrom(visit)) || isAmending(amendments);

const isAmending = (amendments: Amendments | undefined): boolean => Object.keys(amendments ?? {}).length > 0;

/**
 * What of it may have left, without what never did; null where nothing may have. A page that forgot it could send, or write,
 * a second time.
 */
export function mayHaveLeftIn(entry: KeptEntry): KeptEntry | null {
  const ways = entry.ways ?? {};
  const kept = entry.kept !== null && entry.kept.decisionId in ways ? entry.kept : null;
  const { entered, writes = {} } = visitFrom(entry.visit);
  const decided = decisionFrom(entry.decision);
  const decision = decided !== null && decisionMayHaveLeft(decided.write) ? decided : null;
  const left = entered.filter(({ id }) => mayHaveLeft(writes[id]));
  const asked = questionFrom(entry.question);
  const question = questionMayHaveLeft(asked) ? asked : null;
  const isOpen = decision !== null || question !== null || isAmending(entry.amendments);
  if (Object.keys(ways).length === 0 && left.length === 0 && !isOpen) return null;
  // What was said at the visit goes with the referral that tells it.
  const { visit: _said, decision: _decided, question: _asked, ...others } = entry;
  const rest = {
    ...others,
    ...(decision === null ? {} : { decision }),
    ...(question === null ? {} : { question }),
  };
  if (kept !== null) return { ...rest, ...(entry.visit === undefined ? {} : { visit: entry.visit }) };
  if (left.length === 0) return { ...rest, kept };
  const ids = new Set(left.map(({ id }) => id));
  const noted = Object.fromEntries(Object.entries(writes).filter(([id]) => ids.has(id)));
  const visit: KeptVisit = { entered: left, leftOut: [], writes: noted };
  return { ...rest, kept, visit };
}

/** Nothing was created: the form may be changed and sent again under the same decision. */
export function mayBeEdited(phase: Phase): boolean {
  return (
    phase.at === 'editing' ||
    (phase.at === 'settled' && (phase.outcome.outcome === 'refused' || phase.outcome.outcome === 'manual'))
  );
}
