/** The plain text that an attachment carries inline: what this product has written itself is found again by it. */
import { bytesOfBase64 } from './base64.ts';
import { text, type Json } from './json.ts';

/** What we write is short; what is longer is somebody else's. In characters of base64. */
const LONGEST = 40_000;

/** Null for anything but base64 of plain text. Only ASCII is looked for in it. */
export function inlineText(attachment: Json | null): string | null {
  const data = text(attachment?.['data']);
  if (data === null || data.length > LONGEST || !/^text\/plain\b/.test(text(attachment?.['contentType']) ?? ''))
    return null;
  return bytesOfBase64(data);
}
