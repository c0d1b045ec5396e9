/** Words that are shown in full: a patient's goal may be a page. Bounded all the same, and as plain as a label. */

/** Characters that are kept. What lies beyond stands in the record itself, and the text ends in "…". */
const LONGEST_WHOLE = 4_000;

/** Tags, control characters and those that turn the direction of writing around are taken out; paragraphs stay. */
export function wholeText(value: string): string {
  const cleaned = value
    .slice(0, LONGEST_WHOLE)
    .replace(/<[^<>]*>/g, ' ')
    .replace(/[^\S\n]+/g, ' ')
    .replace(/(?!\n)[\p{Cc}\p{Cf}]/gu, '')
    .replace(/ ?\n[\n ]*/g, '\n')
    .trim();
  return value.length > LONGEST_WHOLE ? `${cleaned}…` : cleaned;
}
