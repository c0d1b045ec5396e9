/** What has become of writing an entered fact into the chart. Entering one writes nothing: it takes a press of its own. */
import type { Problem } from '../problem.ts';
import type { RecordKey } from '../chart/evidence.ts';
import type { EnteredFact, Visit } from './visit.ts';

/** The record that the EHR has made of an entered fact, as it names it. */
export interface WrittenRecord extends RecordKey {
  readonly label: string;
  readonly value: string | null;
}

export type FactWrite =
  /** Noted before it leaves. Found again after a reload it means `unknown`. */
  | { readonly at: 'writing' }
  /** `fact`: as it was written, also when it is taken back here. */
  | { readonly at: 'written'; readonly fact: EnteredFact; readonly record: WrittenRecord }
  /** Taken in by the EHR, waiting for review there. */
  | { readonly at: 'staged' }
  /** Nothing was made of it: the server or a check said no. */
  | { readonly at: 'refused'; readonly problem: Problem }
  /** The answer was lost. It may or may not be there; it is only looked for, never written again. */
  | { readonly at: 'unknown' };

export type SettledWrite = Exclude<FactWrite, { readonly at: 'writing' }>;

/** By the identifier of the fact. One that is not named was never written. */
export type FactWrites = Readonly<Record<string, FactWrite>>;

/** A visit as this tab keeps it. */
export interface KeptVisit extends Visit {
  readonly writes?: FactWrites;
}

/** The EHR holds it, or has it in hand: it is not lost with this page. */
export function isWithEhr(write: FactWrite | undefined): boolean {
  return write?.at === 'written' || write?.at === 'staged';
}

/** Nobody knows what has become of a try: another one could make two of it. */
export function mayHaveLeft(write: FactWrite | undefined): boolean {
  return write?.at === 'writing' || write?.at === 'unknown';
}

/** The entered fact of which the EHR has made this record; null when it is none of ours. */
export function factOfRecord(writes: FactWrites, { origin, reference }: RecordKey): EnteredFact | null {
  for (const write of Object.values(writes))
    if (write.at === 'written' && write.record.origin === origin && write.record.reference === reference)
      return write.fact;
  return null;
}
