/**
 * Who made what was written, where the EHR takes that (interop 4.9). It comes after the outcome is known and changes nothing
 * of it: the note of the order says the same, and nobody waits for it. What only a later look has found gets none.
 */
import type { Provenance } from 'fhir/r4';
import type { OnRecord } from '../../domain/referral/outcome.ts';
import { provenance, type ProvenanceInput } from '../../fhir/write/provenance.ts';
import type { Creates } from '../../site/site.ts';
import type { Gateway } from '../gateway/gateway.ts';
import type { GrantedScopes } from '../sources/scopes.ts';
import { whyNotCreate } from './capability.ts';

export interface ProvenanceContext {
  readonly gateway: Pick<Gateway, 'read' | 'create' | 'capabilities' | 'vendor'>;
  readonly granted: GrantedScopes;
  readonly says: Creates;
}

/** Sends it once; what becomes of it is not asked. */
export async function writeProvenance(
  { gateway, granted, says }: ProvenanceContext,
  { reference }: OnRecord,
  about: Omit<ProvenanceInput, 'target' | 'versionId'>,
): Promise<void> {
  if ((await whyNotCreate('Provenance', says, granted, gateway)) !== null) return;
  const target = await gateway.read(reference);
  const version: unknown = target.ok ? target.value.meta?.versionId : null;
  const resource: Provenance | null = provenance({
    ...about,
    target: reference,
    versionId: typeof version === 'string' ? version : null,
  });
  if (resource !== null) await gateway.create(resource);
}
