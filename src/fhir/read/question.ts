/**
 * A question to the palliative team that this product wrote (`fhir/write/question.ts`). It stands under the same namespace as referrals and
 * is none: known by its code, by its name, or by the line in its text, whichever of them a server has kept.
 */
import type { QuestionKind } from '../../domain/question/question.ts';
import { QUESTION_CODES, QUESTION_MARK, QUESTION_NAMES } from '../terminology/questions.ts';
import { inlineText } from './inline-text.ts';
import { codes, list, object, text, words, type Json } from './json.ts';

const CODES: ReadonlySet<string> = new Set(Object.values(QUESTION_CODES));

const NAMES: ReadonlySet<string> = new Set(Object.values(QUESTION_NAMES));
/** End of the one line of a work list (`words/question-texts.ts`). */
const NO_REFERRAL = /, not a referral\. Nothing was ordered\.$/;

export function isQuestion(resource: Json): boolean {
  const coded = [...codes(resource['code']), ...codes(resource['topic'])];
  if (coded.some(({ code }) => CODES.has(code))) return true;
  if (namesOf(resource).some((said) => NAMES.has(said) || NO_REFERRAL.test(said))) return true;
  // Text is copied into other texts: only under the number that it names is it the question itself.
  const numbers = list(resource['identifier']).flatMap((one) => text(one['value']) ?? []);
  return textsOf(resource).some((said) => numbers.some((number) => said.includes(`${QUESTION_MARK}${number}]`)));
}

/** Which of the two it is, by its code or its name; null where only the line in its text is left. */
export function questionKind(resource: Json): QuestionKind | null {
  const coded = [...codes(resource['code']), ...codes(resource['topic'])].map(({ code }) => code);
  const said = namesOf(resource);
  const kinds: readonly QuestionKind[] = ['ask', 'tell'];
  return kinds.find((kind) => coded.includes(QUESTION_CODES[kind]) || said.includes(QUESTION_NAMES[kind])) ?? null;
}

/** What this product calls it, in elements in which nobody else's words stand. */
function namesOf(resource: Json): readonly string[] {
  const titles = list(resource['content']).map((one) => text(object(one['attachment'])?.['title']));
  return [text(resource['description']), words(resource['topic']), words(resource['code']), ...titles].filter(
    (one) => one !== null,
  );
}

/** Wherever a server has kept the words. */
function textsOf(resource: Json): readonly string[] {
  const attachments = [
    ...list(resource['payload']).map((one) => object(one['contentAttachment'])),
    ...list(resource['content']).map((one) => object(one['attachment'])),
  ];
  return [
    ...list(resource['note']).map((one) => text(one['text'])),
    ...list(resource['payload']).map((one) => text(one['contentString'])),
    ...attachments.slice(0, 2).map(inlineText),
  ].filter((one) => one !== null);
}
