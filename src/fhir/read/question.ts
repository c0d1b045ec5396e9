/**
 * A question to the palliative team that this product wrote (`fhir/write/question.ts`). It stands under the same namespace as referrals and
 * is none: known by its code, or by the line in its text where a server has kept no code.
 */
import { QUESTION_CODES, QUESTION_MARK } from '../terminology/questions.ts';
import { inlineText } from './inline-text.ts';
import { codes, list, object, text, type Json } from './json.ts';

const CODES: ReadonlySet<string> = new Set(Object.values(QUESTION_CODES));

export function isQuestion(resource: Json): boolean {
  const coded = [...codes(resource['code']), ...codes(resource['topic'])];
  if (coded.some(({ code }) => CODES.has(code))) return true;
  // Text is copied into other texts: only under the number that it names is it the question itself.
  const numbers = list(resource['identifier']).flatMap((one) => text(one['value']) ?? []);
  return textsOf(resource).some((said) => numbers.some((number) => said.includes(`${QUESTION_MARK}${number}]`)));
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
