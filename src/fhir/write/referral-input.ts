/** What every written resource of a referral is made of. From the draft, the launch, the site and the clock: never from the screen. */
import type { OffsetAt } from '../../domain/logic/when.ts';
import type { ReferralDraft } from '../../domain/referral/draft.ts';
import type { ReferralTexts } from '../../domain/referral/texts.ts';

export interface ReferralTarget {
  readonly name: string;
  readonly modality: 'clinic' | 'virtual' | 'home' | 'inpatient';
  readonly reference?: string | undefined;
  /** Whose work list takes referrals: owner of a Task. */
  readonly taskOwner?: string | undefined;
  /** Who reads messages: recipients of a Communication. */
  readonly messageTo?: readonly string[] | undefined;
}

export interface LocalCoding {
  readonly system: string;
  readonly code: string;
  readonly display?: string | undefined;
}

export interface ReferralInput {
  /** UUID of the decision: the referral's business identifier, the same however often and whichever way it is sent. */
  readonly decisionId: string;
  readonly identifierSystem: string;
  readonly draft: ReferralDraft;
  readonly texts: ReferralTexts;
  /** From the launch, never from the screen. */
  readonly patientId: string;
  readonly encounterId: string | null;
  /** Who is responsible for an order: the one who is to sign it, else who signed in. */
  readonly requester: { readonly reference: string; readonly name: string | null } | null;
  /** Who signed in. What is no order leaves in their name alone: nobody else has sent it, and nobody signs it. */
  readonly sender: ReferralInput['requester'];
  readonly service: ReferralTarget | null;
  /** Active coverage on this server, as references: a payer's rules can then be looked up by the EHR. */
  readonly insurance: readonly string[];
  /** Local order codes, sent beside the SNOMED CT code. */
  readonly orderCoding: readonly LocalCoding[];
  /** Origin of the evidence that lies on the server written to; other evidence has no reference there. */
  readonly origin: string;
  readonly at: { readonly epochMilliseconds: number; readonly offsetAt: OffsetAt };
  /** `minimal`: for servers that refuse elements which they do not know (interop 4.1). What is left out stands in the note. */
  readonly variant: 'full' | 'minimal';
}
