/** What every way to write has in common. The first of the site's that is open takes a referral (interop 3.5). */
import type { FhirResource } from 'fhir/r4';
import type { ChannelId, WhyNot } from '../../domain/referral/channel.ts';
import type { ReferralDraft } from '../../domain/referral/draft.ts';
import type { SubmissionOutcome } from '../../domain/referral/outcome.ts';
import type { Result } from '../../domain/problem.ts';
import type { DraftedReferral } from '../port.ts';

export interface WriteChannel {
  readonly id: ChannelId;
  /** Null when it can take this draft, else why not. Reads only. */
  available(draft: ReferralDraft): Promise<WhyNot | null>;
  /** What would be written, as it is shown before it leaves. */
  resourceOf(referral: DraftedReferral): Promise<FhirResource>;
  /** Sends once. Never repeats, never reports as failed what may have happened. */
  send(resource: FhirResource, decisionId: string): Promise<SubmissionOutcome>;
  /** One look whether this decision is there; null when the EHR shows none. Only ever reads. */
  find(decisionId: string): Promise<Result<SubmissionOutcome | null>>;
}
