import type { When } from '../logic/when.ts';
import type { OriginId } from './source.ts';

/** A code as the record has it. `system` is already normalized to its canonical URL. */
export interface Code {
  readonly system: string;
  readonly code: string;
  readonly display: string | null;
}

/** Which record of which server: `reference` is relative ("Condition/c2") and belongs to the server that `origin` names. */
export interface RecordKey {
  readonly origin: OriginId;
  readonly reference: string;
}

/** A record's name among all origins, for looking it up. */
export const recordKey = ({ origin, reference }: RecordKey): string => `${origin} ${reference}`;

/** Where a fact stands in the record. The raw resource stays in the shell, which shows it by `reference`. */
export interface Evidence extends RecordKey {
  /** The record's own words for it: CodeableConcept.text, else a display, else the code. Plain text, never markup. */
  readonly label: string;
  readonly code: Code | null;
  readonly when: When | null;
  /** The value as recorded, with unit, when there is one: "3", "2-3", "72.5 kg". */
  readonly value: string | null;
}

/** A resource that could not be read. It is counted and shown, never dropped in silence. */
export interface Unreadable {
  readonly origin: OriginId;
  readonly reference: string;
  readonly reason:
    'no-status' | 'no-code' | 'wrong-shape' | 'no-subject' | 'other-patient' | 'after-as-of' | 'entered-in-error';
}
