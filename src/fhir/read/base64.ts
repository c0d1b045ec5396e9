/** Base64 (RFC 4648, section 4) as text, byte by byte: enough to find a line of ASCII in it. This room has no `atob`. */
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** Null when it is no base64. What is beyond ASCII comes out as the bytes that it has in UTF-8, each as a character. */
export function bytesOfBase64(data: string): string | null {
  let text = '';
  let bits = 0;
  let held = 0;
  for (const sign of data) {
    if (sign === '=' || sign === '\n' || sign === '\r') continue;
    const value = ALPHABET.indexOf(sign);
    if (value < 0) return null;
    held = ((held << 6) | value) & 0xffff;
    bits += 6;
    if (bits >= 8) {
      bits -= 8;
      text += String.fromCharCode((held >> bits) & 0xff);
    }
  }
  return text;
}
