/**
 * The words of a resource's narrative, as plain text. A narrative is XHTML that anybody may have written: it is never shown
 * as markup. Only a bounded part is looked at, once, from left to right, so that no text of any length or shape costs more
 * than its length.
 */
import { object, text, type Json } from './json.ts';

/** Characters of markup that are looked at, and characters of text that are given. What lies beyond is not read. */
const LONGEST_MARKUP = 40_000;
const LONGEST_TEXT = 4_000;

const ENTITIES: readonly (readonly [name: string, character: string])[] = [
  ['&amp;', '&'],
  ['&lt;', '<'],
  ['&gt;', '>'],
  ['&quot;', '"'],
  ['&apos;', "'"],
];
/** Elements whose content is no text of the record. */
const SILENT: readonly string[] = ['script', 'style'];

/** Plain text of `resource.text.div`; empty when there is none. */
export function narrativeOf(resource: Json): string {
  return textOfMarkup(text(object(resource['text'])?.['div']) ?? '');
}

/** Takes out tags, comments, scripts and styles and decodes the five entities of XML, once. Never throws. */
export function textOfMarkup(markup: string): string {
  const whole = markup.slice(0, LONGEST_MARKUP);
  let result = '';
  let at = 0;
  while (at < whole.length && result.length < LONGEST_TEXT) {
    const open = whole.indexOf('<', at);
    const words = whole.slice(at, open < 0 ? whole.length : open);
    result += decoded(words);
    if (open < 0) break;
    result += ' ';
    at = afterTag(whole, open);
  }
  return result.replace(/\s+/g, ' ').trim().slice(0, LONGEST_TEXT);
}

/** Where the text goes on after the tag, comment or silent element that begins here. An open one swallows the rest. */
function afterTag(whole: string, open: number): number {
  if (whole.startsWith('<!--', open)) return past(whole, '-->', open + 4);
  const name = /^[a-z]{1,6}/.exec(whole.slice(open + 1, open + 8).toLowerCase())?.[0];
  const end = past(whole, '>', open + 1);
  if (name === undefined || !SILENT.includes(name)) return end;
  // Upper-case closing tags are no XHTML, but cost nothing to find.
  const lower = whole.indexOf(`</${name}`, end);
  const upper = whole.indexOf(`</${name.toUpperCase()}`, end);
  const close = lower < 0 || (upper >= 0 && upper < lower) ? upper : lower;
  return close < 0 ? whole.length : past(whole, '>', close);
}

function past(whole: string, sign: string, from: number): number {
  const found = whole.indexOf(sign, from);
  return found < 0 ? whole.length : found + sign.length;
}

function decoded(words: string): string {
  if (!words.includes('&')) return words;
  return words.replace(
    /&(?:amp|lt|gt|quot|apos);/g,
    (entity) => ENTITIES.find(([name]) => name === entity)?.[1] ?? entity,
  );
}
