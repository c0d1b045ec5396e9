/** The letter as an attachment. */
import type { Attachment } from 'fhir/r4';
import type { ReferralTexts } from '../../domain/referral/texts.ts';
import { base64OfText } from './base64.ts';

/** `text` for EHRs that file only plain text (Epic), `xhtml` for those that show it better (Oracle Health). */
export type LetterFormat = 'text' | 'xhtml';

/**
 * The character set is named: without it `text/plain` is ASCII (RFC 2046, 4.1.2). No blank after the semicolon, as
 * Oracle Health lists them. https://docs.oracle.com/en/industries/health/millennium-platform-apis/mfrap/op-documentreference-post.html
 */
const CONTENT_TYPES: Readonly<Record<LetterFormat, string>> = {
  text: 'text/plain;charset=utf-8',
  xhtml: 'application/xhtml+xml;charset=utf-8',
};

/** With data inside: an address would have to be reachable for the reader. */
export function letterAttachment(
  { letter, letterXhtml }: ReferralTexts,
  format: LetterFormat,
): Attachment & { data: string } {
  return { contentType: CONTENT_TYPES[format], data: base64OfText(format === 'text' ? letter : letterXhtml) };
}
