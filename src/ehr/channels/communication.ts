/** A message to those who take referrals for the service. No order. */
import { communication } from '../../fhir/write/communication.ts';
import { byPost, filed, type ChannelParts } from './by-post.ts';
import type { WriteChannel } from './channel.ts';
import type { Kind } from './look-up.ts';

export const MESSAGE: Kind = {
  channel: 'communication',
  type: 'Communication',
  subject: 'subject',
  outcomeOf: filed('communication'),
};

export function message(parts: ChannelParts): WriteChannel {
  return byPost(MESSAGE, parts, communication, async (service) =>
    (service?.messageTo ?? []).length === 0 ? 'no-recipient' : null,
  );
}
