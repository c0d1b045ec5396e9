/** What is asked, in scripts that break programs: joined and combined characters, right to left, outside the first plane. */
import type { Random } from './random.ts';

const LIMIT = 5000;

const WORDS: readonly (readonly string[])[] = [
  [
    'Pain',
    'at night,',
    'please',
    'see her',
    'this week.',
    '"quoted"',
    'a\\b',
    '<b>no tag</b>',
    'x|y,z$',
    '100 %',
    '&amp;',
  ],
  ['ألم', 'في الليل', 'ضيق التنفس', 'من فضلك', '١٢٣', 'أُمّ', '؟'],
  ['疼痛', '呼吸困难', '今晚', '請儘快', '𠮷野家', '。', '龘'],
  ['👩🏽‍⚕️', '🧑‍🧑‍🧒', '😣', '🏥', '🇺🇸', '❤️‍🩹', '1️⃣'],
  ['e\u0301tat', 'a\u0323\u0302', 'n\u0303', 'o\u0308', 'Z\u0351\u036b\u0343\u036a', 'ẛ\u0323', 'é'],
  ['दर्द', 'रात को', 'साँस', 'क्षत्रिय', '।'],
  ['כאב', 'בלילה', 'שָׁלוֹם', 'ไม่', 'น้ำ', '한국어', '\u1112\u1161\u11ab'],
];
const GAPS = [' ', ' ', ' ', '\n', '\n\n', '\t', '\u00a0', '\u200f', '  '];

/** 1 to 5000 UTF-16 units, short ones more often; never half of a pair. */
export function questionOf(random: Random): string {
  const length = Math.max(1, Math.floor(Math.exp(random.next() * Math.log(LIMIT + 1))));
  const scripts = random.chance(0.3) ? WORDS : [random.pick(WORDS)];
  let text = '';
  while (text.length < length) text += random.pick(random.pick(scripts)) + random.pick(GAPS);
  const cut = text.slice(0, length);
  // Half of a pair at the end would not survive any wire.
  return /[\ud800-\udbff]$/.test(cut) ? cut.slice(0, -1) || 'x' : cut;
}
