/**
 * English in letters that nobody types: `⟦Ŵĥý⟧`. Spoken on a page, it shows every word that does not come from `src/words`: it is
 * the one that is still in plain letters. Brackets show where sentences are put together outside of it.
 */
import { isSource } from '../../src/domain/chart/source.ts';
import type { Language } from '../../src/words/language.ts';
import { ENGLISH } from './english.ts';

const PLAIN = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const LOOKALIKE = 'ÀƁÇĐÉƑĜĤÎĴĶĻṀÑÕÞǪŔŠŢÛṼŴẊÝŽàƀçđéƒĝĥîĵķļɱñõþǫŕšţûṽŵẋýž';

/** In look-alike letters, without brackets. */
const dressUp = (text: string): string =>
  text.replace(/[A-Za-z]/g, (letter) => LOOKALIKE.charAt(PLAIN.indexOf(letter)));

/** What is empty stays empty: the page asks whether there is something to say. */
const bracketed = (text: string): string => (text === '' ? '' : `⟦${text}⟧`);

/**
 * Texts that were given to a function come out as they went in: a plain word among them was not said by it. The id of a kind of
 * data is no text: the function names the kind.
 */
function textsIn(given: unknown): readonly string[] {
  if (typeof given === 'string') return given === '' || isSource(given) ? [] : [given];
  return Array.isArray(given) ? given.flatMap(textsIn) : [];
}

function around(text: string, given: readonly string[]): string {
  const [first, ...rest] = given;
  if (first === undefined) return dressUp(text);
  return text
    .split(first)
    .map((part) => around(part, rest))
    .join(first);
}

function pseudo(english: unknown): unknown {
  if (typeof english === 'string') return bracketed(dressUp(english));
  if (typeof english === 'function') {
    return (...given: readonly unknown[]): string => {
      const longestFirst = textsIn(given).toSorted((a, b) => b.length - a.length);
      return bracketed(around((english as (...all: readonly unknown[]) => string)(...given), longestFirst));
    };
  }
  if (Array.isArray(english)) return english.map(pseudo);
  if (typeof english !== 'object' || english === null) return english;
  return Object.fromEntries(Object.entries(english).map(([place, words]) => [place, pseudo(words)]));
}

export const PSEUDO = pseudo(ENGLISH) as Language;

/** Attributes that are read out or shown. */
const SAID = [
  'aria-label',
  'aria-description',
  'aria-roledescription',
  'aria-valuetext',
  'title',
  'placeholder',
  'alt',
];

/** One text of a page: what it says, and where, for whoever looks for it. */
export interface SaidOnPage {
  readonly text: string;
  readonly where: string;
}

/** Every text and every read-out attribute of a page, but for what stands inside `except`. */
export function saidOnPage(root: Element, except: string): readonly SaidOnPage[] {
  const said: SaidOnPage[] = [];
  for (const element of [root, ...root.querySelectorAll('*')]) {
    if (element.closest(`script, style, ${except}`) !== null) continue;
    const where = `<${element.tagName.toLowerCase()} class="${element.getAttribute('class') ?? ''}">`;
    for (const node of element.childNodes)
      if (node.nodeType === 3 && (node.textContent ?? '').trim() !== '')
        said.push({ text: node.textContent ?? '', where });
    for (const name of SAID) {
      const text = element.getAttribute(name);
      if (text !== null && text !== '') said.push({ text, where: `${where} ${name}` });
    }
  }
  return said;
}

/** Those of them that hold plain letters beside the words that may be plain: whole words, so that "is" hides no "this". */
export function plainWords(said: readonly SaidOnPage[], allowed: readonly string[]): readonly string[] {
  const longestFirst = [...new Set(allowed)]
    .filter((one) => /[A-Za-z]/.test(one))
    .toSorted((a, b) => b.length - a.length)
    .map((one) => new RegExp(`(?<![A-Za-z])${one.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}(?![A-Za-z])`, 'g'));
  return said.flatMap(({ text, where }) => {
    if (!/[A-Za-z]/.test(text)) return [];
    const left = longestFirst.reduce((rest, one) => rest.replace(one, ' '), text);
    const plain = left.match(/[A-Za-z]+/g);
    return plain === null ? [] : [`${where}: "${text.trim()}" (plain: ${plain.join(' ')})`];
  });
}
