/** What a Task's reader finds for whoever asked: its notes, and what came of it, as words or as a note in the chart. */
import type { TeamWords } from '../../domain/referral/follow-up.ts';
import { inlineText } from './inline-text.ts';
import { list, object, text, type Json } from './json.ts';
import { displayOf, ownReference, plain, whenOf, type Context } from './reading.ts';

/** In characters; the whole stands in the record. [DESIGN] */
const LONGEST = 4_000;

interface TeamAnswer {
  readonly says: readonly TeamWords[];
  readonly documents: readonly string[];
}

/** `identifierSystem`: the namespace of this site; in a Task of ours one note is what we have asked, and no answer. */
export function wordsOfTask(task: Json, context: Context, identifierSystem: string): TeamAnswer {
  const outputs = list(task['output']);
  const on = whenOf(task['lastModified'], context);
  const notes = list(task['note']);
  const asked = ownNote(task, notes, identifierSystem);
  const written = notes.filter((_, at) => at !== asked);
  return {
    says: [
      ...written.flatMap((note) => wordsOf(text(note['text']), authorOf(note), whenOf(note['time'], context))),
      ...outputs.flatMap((one) =>
        wordsOf(text(one['valueString']) ?? text(one['valueMarkdown']), displayOf(task['owner']), on),
      ),
    ],
    documents: outputs.flatMap((one) => {
      const named = ownReference(one['valueReference'], context);
      return named?.startsWith('DocumentReference/') === true ? [named] : [];
    }),
  };
}

/**
 * Ours names its own number (`words/letter.ts`, `fhir/write/question.ts`). A server may put notes into another order, or keep ours not at
 * all; the number is then what tells it from an answer, and of several that carry it the first, for answers quote. -1: none is ours.
 */
function ownNote(task: Json, notes: readonly Json[], identifierSystem: string): number {
  const numbers = list(task['identifier']).flatMap(({ system, value }) =>
    system === identifierSystem ? (text(value) ?? []) : [],
  );
  return notes.findIndex((note) => numbers.some((number) => text(note['text'])?.includes(number)));
}

/** The words of a note, where it carries them as plain text; null where they stand elsewhere, or it has been withdrawn. */
export function wordsOfNote(document: Json, context: Context): TeamWords | null {
  if (text(document['status']) === 'entered-in-error') return null;
  const bytes = list(document['content'])
    .map((one) => inlineText(object(one['attachment'])))
    .find((one) => one !== null);
  const said = bytes === undefined ? null : fromUtf8(bytes);
  const author = list(document['author'])[0];
  return wordsOf(said, displayOf(author), whenOf(document['date'], context))[0] ?? null;
}

function wordsOf(said: string | null, by: string | null, on: TeamWords['on']): readonly TeamWords[] {
  if (said === null) return [];
  const clean = readable(said.slice(0, LONGEST));
  return clean === '' ? [] : [{ text: clean, isCut: said.length > LONGEST, by, on }];
}

/** Characters that are not seen, or turn the direction of writing around, have no place in it; lines stay. */
function readable(said: string): string {
  return said
    .replace(/\r\n?/g, '\n')
    .replace(/[^\P{Cc}\n]|\p{Cf}/gu, ' ')
    .replace(/[ \t]+\n/g, '\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}

export function authorOf(note: Json): string | null {
  const name = text(note['authorString']);
  return name === null ? displayOf(note['authorReference']) : plain(name);
}

/** Null for bytes that are no UTF-8. */
function fromUtf8(bytes: string): string | null {
  try {
    return decodeURIComponent(bytes.replace(/[^]/g, (one) => `%${one.charCodeAt(0).toString(16).padStart(2, '0')}`));
  } catch {
    return null;
  }
}
