/**
 * What was answered on "the patient knows and agrees", read back from the note of a referral: the note alone carries it
 * (`words/letter.ts`; a test holds the two together). A sentence counts only as a line of its own, and two that differ leave it open.
 */
import type { PatientAgrees } from '../../domain/referral/draft.ts';

const LINES: readonly (readonly [RegExp, PatientAgrees | null])[] = [
  [/^The patient knows of this referral and agrees\.$/, 'yes'],
  [/^Please call the referring team(?: \(.*\))? before contacting the patient\.$/, 'not-yet-asked'],
  [/^The patient does not wish this now\.$/, 'no'],
  [/^Whether the patient knows of this referral was not answered\.$/, null],
];

/** Null: not on record, not answered, or not to be told. */
export function recordedAgreement(notes: readonly string[]): PatientAgrees | null {
  const found = new Set(
    notes
      .flatMap((note) => note.split('\n'))
      .flatMap((line) => LINES.filter(([pattern]) => pattern.test(line.trim())).map(([, answer]) => answer)),
  );
  const [answer] = found;
  return found.size === 1 ? (answer ?? null) : null;
}
