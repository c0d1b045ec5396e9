/** The letter, filed in the chart as a document. No order, and nobody is told: the screen says so. */
import { documentReference, REFERRAL_NOTE } from '../../fhir/write/document-reference.ts';
import { byPost, filed, type ChannelParts } from './by-post.ts';
import type { WriteChannel } from './channel.ts';
import type { Kind } from './look-up.ts';

export const NOTE: Kind = {
  channel: 'note',
  type: 'DocumentReference',
  subject: 'subject',
  outcomeOf: filed('note'),
};

export function note(parts: ChannelParts): WriteChannel {
  const { type = REFERRAL_NOTE, format, docStatus, needsEncounter } = parts.site.referral.note;
  return byPost(
    NOTE,
    parts,
    (input) => documentReference({ ...input, noteType: type, format, docStatus }),
    async () => (needsEncounter && (await parts.openEncounter()) === null ? 'no-encounter' : null),
  );
}
