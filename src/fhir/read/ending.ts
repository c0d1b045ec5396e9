/** How a referral was ended, from its last note that says so; and the patient's no, where that was why. */
import type { DecisionRecord, ReferralRecord } from '../../domain/chart/records.ts';
import type { Ending } from '../../domain/referral/ending.ts';
import { readTakenBackNote } from '../terminology/taken-back.ts';
import { list, reference, text, type Json } from './json.ts';
import { isLater, plain, whenOf, type Context } from './reading.ts';
import { authorOf } from './team-words.ts';

/** Null: it is not revoked, or nothing in it says why. */
export function endingOf(resource: Json, context: Context): Ending | null {
  const found = endingNote(resource);
  if (found === null) return null;
  const { note, why, words } = found;
  return {
    why,
    words: words === null ? null : plain(words),
    by: authorOf(note),
    on: whenOf(note['time'], context),
  };
}

type EndingNote = Pick<Ending, 'why' | 'words'> & { readonly note: Json };

function endingNote(resource: Json): EndingNote | null {
  if (resource['status'] !== 'revoked') return null;
  return (
    list(resource['note'])
      .flatMap((note): readonly EndingNote[] => {
        const read = readTakenBackNote(text(note['text']) ?? '');
        return read === null ? [] : [{ note, ...read }];
      })
      .at(-1) ?? null
  );
}

const NO_CLINICIAN = /^(.*\/)?(Patient|RelatedPerson)\//;

/**
 * A referral of ours that was taken back because the patient prefers not to: the patient's no, as if it had been written down by itself
 * (clinical reference 3.5). What somebody else has ordered is theirs to tell.
 */
export function declineIn(resource: Json, record: ReferralRecord, context: Context): DecisionRecord | null {
  const { identifierSystem } = context;
  const isOurs =
    identifierSystem !== undefined &&
    list(resource['identifier']).some((one) => text(one['system']) === identifierSystem);
  const found = isOurs ? endingNote(resource) : null;
  // A no to hospice is none to supportive care.
  if (found?.why !== 'patient-prefers-not' || record.asksFor === 'hospice') return null;
  if (NO_CLINICIAN.test(reference(found.note['authorReference']) ?? '')) return null;
  // Of a note that has lost its day nothing later is known than the referral itself.
  const on = whenOf(found.note['time'], context) ?? record.authored;
  if (isLater(on, context)) return null;
  const { origin, reference: own, label, code, value } = record;
  return {
    origin,
    reference: own,
    label,
    code,
    when: on,
    value,
    decision: 'patient-declined',
    on,
    askAgain: null,
    doNotAskAgain: false,
    by: authorOf(found.note),
    reason: found.words === null ? null : plain(found.words),
    decidedOn: null,
    unknownFindings: 0,
  };
}
