/** Which of the ways takes a referral: the best that is open. */
import type { ChannelId, WhyNot } from '../../domain/referral/channel.ts';
import type { ReferralDraft } from '../../domain/referral/draft.ts';
import type { WriteChannel } from './channel.ts';

export type Chosen =
  /** `whyNotBest`: why it is no order; null when it is one. */
  | { readonly channel: WriteChannel; readonly whyNotBest: WhyNot | null }
  | { readonly channel: null; readonly why: WhyNot };

/**
 * `channels`: the site's, best first. `closed`: those that the server refused in this session. `only`: a decision that may
 * have left by one way never leaves by another: two of them could be there (interop 3.5).
 */
export async function chooseChannel(
  channels: readonly WriteChannel[],
  closed: Pick<ReadonlyMap<ChannelId, WhyNot>, 'get'>,
  draft: ReferralDraft,
  only: ChannelId | null,
): Promise<Chosen> {
  let first: WhyNot | null = null;
  for (const channel of channels) {
    if (only !== null && channel.id !== only) continue;
    const why = closed.get(channel.id) ?? (await channel.available(draft));
    if (why === null) return { channel, whyNotBest: channel.id === 'fhir-create' ? null : whyNoOrder(channels, first) };
    // What could not be asked may be the better way: nothing lower is taken for it behind the user's back.
    if (why === 'could-not-ask') return { channel: null, why };
    first ??= why;
  }
  return { channel: null, why: first ?? 'switched-off' };
}

/** A site that leaves out orders has switched them off. */
function whyNoOrder(channels: readonly WriteChannel[], first: WhyNot | null): WhyNot | null {
  return channels[0]?.id === 'fhir-create' ? first : 'switched-off';
}
