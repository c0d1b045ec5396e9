/** What the ways that write a FHIR resource share: may it be created here, one POST, and looking whether it is there. */
import type { FhirResource } from 'fhir/r4';
import { problem } from '../../domain/problem.ts';
import type { FiledAs, WhyNot } from '../../domain/referral/channel.ts';
import type { ReferralDraft } from '../../domain/referral/draft.ts';
import type { SubmissionOutcome } from '../../domain/referral/outcome.ts';
import { list } from '../../fhir/read/json.ts';
import type { ReferralInput, ReferralTarget } from '../../fhir/write/referral-input.ts';
import type { Issuer, Site } from '../../site/site.ts';
import type { DraftedReferral } from '../port.ts';
import type { GrantedScopes } from '../sources/scopes.ts';
import { whyNotCreate } from './capability.ts';
import type { WriteChannel } from './channel.ts';
import { findByDecision, type Kind } from './look-up.ts';
import { postReferral, type PostContext } from './post.ts';
import type { Gateway } from '../gateway/gateway.ts';

export interface ChannelParts {
  readonly gateway: Gateway;
  readonly issuer: Issuer;
  readonly site: Site;
  readonly granted: GrantedScopes;
  readonly patientId: string;
  /** What the resource is made of; the same for every way. */
  input(referral: DraftedReferral): Promise<ReferralInput>;
  /** The launch's encounter, when it is this patient's and not over. */
  openEncounter(): Promise<string | null>;
}

/** `lacks`: what beyond the right to create it needs. */
export function byPost(
  kind: Kind,
  parts: ChannelParts,
  resourceOf: (input: ReferralInput) => FhirResource | Promise<FhirResource>,
  lacks: (service: ReferralTarget | null) => Promise<WhyNot | null> = async () => null,
): WriteChannel {
  const { gateway, issuer, site, granted, patientId } = parts;
  const says = issuer.creates[kind.type];
  const context: PostContext = {
    gateway,
    patientId,
    identifierSystem: site.referral.identifierSystem,
    kind,
    staged: says === 'staged',
    conditionalCreate: issuer.conditionalCreate,
    preferRepresentation: issuer.preferRepresentation,
  };
  return {
    id: kind.channel,
    async available({ serviceId }: ReferralDraft) {
      const service = site.referral.services.find(({ id }) => id === serviceId) ?? null;
      // What this service lacks is known here; the server is asked only when it matters.
      return (await lacks(service)) ?? (await whyNotCreate(kind.type, says, granted, gateway));
    },
    resourceOf: async (referral) => await resourceOf(await parts.input(referral)),
    send: (resource, decisionId) => postReferral(context, resource, decisionId),
    find: (decisionId) => findByDecision(context, decisionId),
  };
}

/** Statuses with which a filed thing asks nobody for anything any more. */
const OVER: ReadonlySet<string> = new Set([
  'rejected',
  'cancelled',
  'failed',
  'entered-in-error',
  'not-done',
  'stopped',
  'superseded',
]);

/** Statuses with which it has gone to nobody yet. */
const WAITING: ReadonlySet<string> = new Set(['draft', 'preparation', 'on-hold', 'unknown']);

/** What the server shows of an entry, a message or a letter. A message that has lost its readers has reached nobody. */
export const filed =
  (as: FiledAs) =>
  (resource: FhirResource, reference: string, readBack: boolean): SubmissionOutcome => {
    const { status = '', recipient } = resource as { readonly status?: string; readonly recipient?: unknown };
    if (OVER.has(status)) {
      return {
        outcome: 'refused',
        problems: [problem('taken-back', `${reference} is on record with status ${status}`)],
      };
    }
    const toNobody = as === 'communication' && list(recipient).length === 0;
    if (WAITING.has(status) || toNobody) return { outcome: 'staged', reference };
    return { outcome: 'filed', as, reference, readBack, alsoOpen: [] };
  };
