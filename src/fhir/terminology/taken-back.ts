/** The words in which the note of a referral says that it was taken back: written by `fhir/write/amended-request.ts`, and read back. */
import { TAKEN_BACK_FOR, type Ending, type TakenBackFor } from '../../domain/referral/ending.ts';
import { NON_ADHERENCE, PATIENT_PREFERS_NOT } from './decisions.ts';

/** English, and released to the patient. */
const WORDS: Readonly<Record<TakenBackFor, { readonly code: string | null; readonly text: string }>> = {
  'patient-prefers-not': { code: PATIENT_PREFERS_NOT, text: 'Patient prefers not to' },
  'already-receiving': { code: 'action-completed', text: 'Already receiving supportive & palliative care' },
  'service-declined': { code: 'service-not-available', text: 'The service has declined it' },
  'ordered-already': { code: 'indication-order-exists', text: 'Another referral is in place' },
  'not-now': { code: 'wrong-time-workflow', text: 'Not now' },
  other: { code: null, text: '' },
};

const OPENS = { cancel: 'Cancelled', discard: 'Not sent' } as const;

export interface TakenBackReason {
  readonly coding: { readonly system: string; readonly code: string } | null;
  readonly text: string;
}

export function takenBackReason(why: TakenBackFor, note: string): TakenBackReason {
  const { code, text } = WORDS[why];
  return {
    coding: code === null ? null : { system: NON_ADHERENCE, code },
    text: [text, note.trim()].filter((one) => one !== '').join(': '),
  };
}

export function takenBackNote(action: keyof typeof OPENS, reason: string): string {
  return `${OPENS[action]}: ${reason}.`.replace(/\.+$/, '.');
}

const NOTE = new RegExp(`^(?:${Object.values(OPENS).join('|')}): ([^]*)$`);

/** Null: a note that tells of something else. */
export function readTakenBackNote(note: string): Pick<Ending, 'why' | 'words'> | null {
  const said = NOTE.exec(note.trim())?.[1]?.replace(/\.+$/, '');
  if (said === undefined) return null;
  for (const why of TAKEN_BACK_FOR) {
    const { text } = WORDS[why];
    if (text === '') continue;
    if (said === text) return { why, words: null };
    if (said.startsWith(`${text}: `)) return { why, words: said.slice(text.length + 2) };
  }
  return { why: 'other', words: said === '' ? null : said };
}
