/** The letter, filed in the chart as a document. No order, and nobody is told: the screen says so. */
import { documentReference, REFERRAL_NOTE } from '../../fhir/write/document-reference.ts';
import { byPost, filed, type ChannelParts } from './by-post.ts';
import type { WriteChannel } from './channel.ts';
import type { Kind } from './look-up.ts';
import { noteSettings, type NoteSettings } from './note-settings.ts';

export const NOTE: Kind = {
  channel: 'note',
  type: 'DocumentReference',
  subject: 'subject',
  outcomeOf: filed('note'),
};

export function note(parts: ChannelParts): WriteChannel {
  const settings = (): Promise<NoteSettings> => noteSettings(parts.site, parts.gateway);
  return byPost(
    NOTE,
    parts,
    async (input) => {
      const { type = REFERRAL_NOTE, format, docStatus } = await settings();
      return documentReference({ ...input, noteType: type, format, docStatus });
    },
    async () => ((await settings()).needsEncounter && (await parts.openEncounter()) === null ? 'no-encounter' : null),
  );
}
