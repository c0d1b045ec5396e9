/** The best way: a ServiceRequest, as an order or for a signature. */
import type { ReferralDraft } from '../../domain/referral/draft.ts';
import { serviceRequest, type Standing } from '../../fhir/write/service-request.ts';
import { byPost, type ChannelParts } from './by-post.ts';
import type { WriteChannel } from './channel.ts';
import type { Kind } from './look-up.ts';
import { outcomeOf } from './outcome-of.ts';

export const ORDER: Kind = { channel: 'fhir-create', type: 'ServiceRequest', subject: 'subject', outcomeOf };

export function fhirCreate(parts: ChannelParts, standing: (draft: ReferralDraft) => Promise<Standing>): WriteChannel {
  return byPost(ORDER, parts, async (input) => serviceRequest({ ...input, standing: await standing(input.draft) }));
}
