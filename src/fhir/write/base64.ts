/**
 * Text as base64 of its UTF-8 bytes (RFC 4648, section 4). Written out because this room has neither `btoa` nor
 * `TextEncoder`, and `btoa` refuses everything beyond Latin-1: names and letters are not limited to that.
 */
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** U+FFFD: what UTF-8 has for half of a surrogate pair, which is no character. */
const REPLACEMENT = 0xfffd;

/** No line breaks: FHIR's base64Binary is one string for most servers. */
export function base64OfText(text: string): string {
  const bytes = utf8(text);
  let encoded = '';
  for (let at = 0; at < bytes.length; at += 3) {
    const [first = 0, second, third] = bytes.slice(at, at + 3);
    encoded += sextet(first >> 2) + sextet((first << 4) | ((second ?? 0) >> 4));
    encoded += second === undefined ? '=' : sextet((second << 2) | ((third ?? 0) >> 6));
    encoded += third === undefined ? '=' : sextet(third);
  }
  return encoded;
}

const sextet = (bits: number): string => ALPHABET.charAt(bits & 0x3f);

function utf8(text: string): readonly number[] {
  const bytes: number[] = [];
  for (const character of text) {
    const unit = character.codePointAt(0) ?? REPLACEMENT;
    const point = unit >= 0xd800 && unit <= 0xdfff ? REPLACEMENT : unit;
    if (point < 0x80) bytes.push(point);
    else if (point < 0x800) bytes.push(0xc0 | (point >> 6), following(point));
    else if (point < 0x10000) bytes.push(0xe0 | (point >> 12), following(point >> 6), following(point));
    else bytes.push(0xf0 | (point >> 18), following(point >> 12), following(point >> 6), following(point));
  }
  return bytes;
}

const following = (bits: number): number => 0x80 | (bits & 0x3f);
