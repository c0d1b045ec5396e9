/**
 * The referral that is being worked on, kept in this tab under the launch's own key, and what is known of each decision.
 * A decision that may have been sent never becomes editable again by a later save of the form: only its draft changes.
 */
import type { ChannelId } from '../domain/referral/channel.ts';
import type { ReferralDraft } from '../domain/referral/draft.ts';
import { isOnRecord, type SubmissionOutcome } from '../domain/referral/outcome.ts';
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
  /** What was last sent of a decision, as against what the form says now. */
  readonly sent: Readonly<Record<string, ReferralDraft>>;
}

export interface KeptStore {
  load(): KeptReferral | null;
  /** False when the browser did not keep it: then only this page knows. */
  save(referral: KeptReferral): boolean;
  clear(): void;
  phaseOf(decisionId: string): Phase | null;
  /** The way by which it may have left; null when it certainly has not. */
  wayOf(decisionId: string): ChannelId | null;
  /** What was last sent of it; null when nothing may have left. */
  sentOf(decisionId: string): ReferralDraft | null;
  settle(decisionId: string, outcome: SubmissionOutcome): boolean;
}

export function createKeptStore(storage: KeyValueStore, key: string, binding: Binding, now: () => number): KeptStore {
  const stored = readKept(storage, key);
  let entry: KeptEntry =
    stored !== null && sameBinding(stored.binding, binding)
      ? { ...stored, ways: stored.ways ?? {}, sent: stored.sent ?? {} }
      : { at: now(), binding, kept: null, phases: {}, ways: {}, sent: {} };

  function change(to: Partial<Pick<KeptEntry, 'kept' | 'phases' | 'ways' | 'sent'>>): boolean {
    entry = { ...entry, ...to, at: now() };
    try {
      storage.setItem(key, JSON.stringify(entry));
      return true;
    } catch {
      return false; // Storage full or switched off: the page still knows, a reload will not.
    }
  }

  const phaseOf = (decisionId: string): Phase | null => entry.phases[decisionId] ?? null;

  return {
    load: () => entry.kept,
    save(referral) {
      const { decisionId } = referral;
      const known = phaseOf(decisionId);
      const late = referral.phase.at === 'editing' && known !== null && !mayBeEdited(known);
      const phase = late || isLower(referral.phase, known) ? (known ?? referral.phase) : referral.phase;
      return change({
        kept: { ...referral, phase },
        phases: { ...entry.phases, [decisionId]: phase },
        ...(phase.at === 'sending'
          ? {
              ways: { ...entry.ways, [decisionId]: phase.via },
              sent: { ...entry.sent, [decisionId]: referral.draft },
            }
          : {}),
      });
    },
    clear: () => void change({ kept: null }),
    phaseOf,
    wayOf: (decisionId) => entry.ways[decisionId] ?? null,
    sentOf: (decisionId) => (decisionId in entry.ways ? (entry.sent[decisionId] ?? null) : null),
    settle(decisionId, outcome) {
      const told: Phase = { at: 'settled', outcome, time: now() };
      const known = phaseOf(decisionId);
      const phase = isLower(told, known) ? (known ?? told) : told;
      const kept = entry.kept?.decisionId === decisionId ? { ...entry.kept, phase } : entry.kept;
      // By the server's word nothing was made: it may go another way. The user's word alone does not settle here.
      const { [decisionId]: _way, ...others } = entry.ways;
      const ways = phase.at === 'settled' && phase.outcome.outcome === 'refused' ? others : entry.ways;
      return change({ kept, phases: { ...entry.phases, [decisionId]: phase }, ways });
    },
  };
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

/** What the server has shown or taken in stays so, whatever a later look could not see. */
function isLower(told: Phase, known: Phase | null): boolean {
  return known !== null && isThere(known) && !isThere(told);
}

function isThere(phase: Phase): boolean {
  return phase.at === 'settled' && (isOnRecord(phase.outcome) || phase.outcome.outcome === 'staged');
}

/** Nothing was created: the form may be changed and sent again under the same decision. */
export function mayBeEdited(phase: Phase): boolean {
  return (
    phase.at === 'editing' ||
    (phase.at === 'settled' && (phase.outcome.outcome === 'refused' || phase.outcome.outcome === 'manual'))
  );
}
