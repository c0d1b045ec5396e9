/** The value[x] of an Observation, of one of its components, or of an answer in a questionnaire. */
import { LOINC_NO, LOINC_YES, NEGATIVE_ANSWERS, POSITIVE_ANSWERS } from '../terminology/observations.ts';
import { ANSWER_NO, ANSWER_YES } from '../terminology/palliative.ts';
import { factorOf, type Units } from '../terminology/units.ts';
import type { ObservationContent } from '../../domain/chart/records.ts';
import { codes, number, object, text, words, type Json } from './json.ts';

/**
 * What a reading with a certain code says to the rules. Null: it has no value that can be understood, and says nothing.
 * `unused`: it has one that no rule uses.
 */
export type ValueReader = (holder: Json) => ObservationContent | 'unused' | null;

export function valueConcept(holder: Json): unknown {
  return (
    holder['valueCodeableConcept'] ??
    (text(holder['valueString']) === null ? undefined : { text: holder['valueString'] })
  );
}

/** The words of the value: of its concept or its text; null for numbers. */
export function valueWords(holder: Json): string | null {
  return words(valueConcept(holder));
}

export function yesNo(holder: Json): boolean | null {
  if (typeof holder['valueBoolean'] === 'boolean') return holder['valueBoolean'];
  const found = codes(holder['valueCodeableConcept']).map(({ code }) => code);
  if (found.includes(ANSWER_YES) || found.includes(LOINC_YES)) return true;
  return found.includes(ANSWER_NO) || found.includes(LOINC_NO) ? false : null;
}

const NO_WORDS = /\b(no|not|none|never|negative|neg|absent|undetected|without)\b/i;
const YES_WORDS = /\b(yes|positive|pos|present|detected)\b/i;
const NOTHING_FOUND = /\b(no|not|none)\b[^.;,]*\b(positive|present|detected)\b/i;

/** Yes or no in any form: boolean, answer code, or words. Null when the words say neither, or both. */
export function positive(holder: Json): boolean | null {
  const plain = yesNo(holder);
  if (plain !== null) return plain;
  for (const { code } of codes(holder['valueCodeableConcept'])) {
    if (POSITIVE_ANSWERS.has(code)) return true;
    if (NEGATIVE_ANSWERS.has(code)) return false;
  }
  const said = valueWords(holder)?.slice(0, 100) ?? null;
  if (said === null) return null;
  const [no, yes] = [NO_WORDS.test(said), YES_WORDS.test(said)];
  if (no && yes) return NOTHING_FOUND.test(said) ? false : null;
  return no ? false : yes ? true : null;
}

/** A plain number without a comparator: "< 3" is not 3. */
export function amountOf(holder: Json): number | null {
  const quantity = object(holder['valueQuantity']);
  if (text(quantity?.['comparator']) !== null) return null;
  return number(holder['valueInteger']) ?? number(holder['valueDecimal']) ?? number(quantity?.['value']);
}

const WRITTEN_SCORE = /^\s*(\d{1,3}(?:\.\d+)?)(?:\s*(?:\/|out of)\s*(\d{1,3}))?(?:\s*[-:(,]\s*[a-z].{0,80})?\s*$/i;

/** A score: a number, or one written as "8", "8/10", "8 out of 10", "8 - severe". Ranges and prose are none. */
export function scoreOf(holder: Json): { readonly score: number; readonly outOf: number | null } | null {
  const amount = amountOf(holder);
  if (amount !== null) return { score: amount, outOf: null };
  if (object(holder['valueQuantity']) !== null) return null;
  const match = WRITTEN_SCORE.exec(valueWords(holder)?.slice(0, 120) ?? '');
  const score = number(match?.[1]);
  return score === null ? null : { score, outOf: number(match?.[2]) };
}

/**
 * A Quantity in the rules' own unit; null when it has no unit, one that is not listed, or a code and a name of it that
 * contradict each other. Two decimals, so that no limit is passed by arithmetic alone. A comparator is only borne with
 * where the value lies on the safe side of it: "> 15" is at least 15.
 */
export function inUnit(holder: Json, units: Units, bears: '<' | '>' | null = null): number | null {
  const quantity = object(holder['valueQuantity']);
  const value = number(quantity?.['value']);
  const factor = unitFactor(quantity, units);
  const comparator = text(quantity?.['comparator']);
  if (value === null || factor === null || (comparator !== null && comparator.charAt(0) !== bears)) return null;
  return Math.round(value * factor * 100) / 100;
}

export function unitFactor(quantity: Json | null, units: Units): number | null {
  const coded = factorOf(text(quantity?.['code']), units);
  const named = factorOf(text(quantity?.['unit']), units);
  if (coded !== null && named !== null && coded !== named) return null;
  return coded ?? named;
}

/** The unit as written, in lower case; '' when there is none. */
export function unitOf(holder: Json): string {
  const quantity = object(holder['valueQuantity']);
  return (text(quantity?.['code']) ?? text(quantity?.['unit']) ?? '').trim().toLowerCase();
}

/** Words that stand in the place of a value and say that there is none. */
const NO_VALUE =
  /\bdeclined\b(?! (?:since|from|further|markedly|rapidly|significantly))|refus|\bunable to (?:assess|obtain|answer|respond|determine|rate|report|complete|score)|^\W*unable\W*$|unknown|unavailable|pending|cancel|omitted|deferred|\bnot (?:asked|answered|assess|evaluat|done|perform|applicable|recorded|documented|measured|obtain|available|report|given|tested)|\bn\/a\b|\bQNS\b|^[\s.\-\u2013*?]*$/i;

/**
 * Whether something was recorded: a value in any form that does not say itself that there is none. What is recorded and
 * not understood must not give way to an older value.
 */
export function isRecorded(holder: Json): boolean {
  const said = valueText(holder);
  if (said === null) return object(holder['valueRange']) !== null || object(holder['valueRatio']) !== null;
  return !NO_VALUE.test(said.slice(0, 100));
}

/** The value as recorded, for evidence. */
export function valueText(holder: Json): string | null {
  const quantity = object(holder['valueQuantity']);
  const amount = number(quantity?.['value']);
  if (amount !== null) {
    const unit = text(quantity?.['unit']) ?? text(quantity?.['code']) ?? '';
    const value = `${text(quantity?.['comparator']) ?? ''}${amount}`;
    // "{score}" is UCUM's way of saying that there is no unit.
    return unit.startsWith('{') ? value : `${value} ${unit}`.trim();
  }
  const plain = number(holder['valueInteger']) ?? number(holder['valueDecimal']);
  if (plain !== null) return String(plain);
  if (typeof holder['valueBoolean'] === 'boolean') return holder['valueBoolean'] ? 'yes' : 'no';
  return (
    words(holder['valueCodeableConcept']) ??
    text(holder['valueString']) ??
    codes(holder['valueCodeableConcept'])[0]?.code ??
    null
  );
}
