/** Whether free text speaks of something, or only says no to it. */

/** Words around a mention that take it back. Looked for in the same sentence, close by. */
const NO_BEFORE =
  /\b(?:no|not|non|never|nor|without|against|declin\w*|refus\w*|den(?:y|ies|ied|ying)|doesn'?t|don'?t|isn'?t|ineligible|revok\w*|discharged from|graduated from|instead of|rather than)\b[^.;]*$/i;
const NO_AFTER = /^[^.;]*\b(?:declin\w*|refus\w*|denied|not|never|revok\w*|discontinued|rejected|ineligible)\b/i;
const BEFORE = 60;
const AFTER = 40;

/** True when at least one mention of `word` (lower case) is not taken back. The text is bounded by whoever gives it. */
export function affirms(text: string, word: string): boolean {
  const lower = text.toLowerCase();
  for (let at = lower.indexOf(word); at >= 0; at = lower.indexOf(word, at + word.length)) {
    const end = at + word.length;
    if (!NO_BEFORE.test(text.slice(Math.max(0, at - BEFORE), at)) && !NO_AFTER.test(text.slice(end, end + AFTER)))
      return true;
  }
  return false;
}

/** The first of these that the text affirms; a table of words and what they mean. */
export function firstAffirmed<Meaning>(
  text: string,
  table: readonly (readonly [word: string, meaning: Meaning])[],
): Meaning | null {
  return table.find(([word]) => affirms(text, word))?.[1] ?? null;
}
