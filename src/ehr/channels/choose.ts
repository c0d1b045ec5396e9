/** Which way a referral can go from here (interop 3.4): what the site says, else what is granted and advertised. */
import type { CapabilityStatement } from 'fhir/r4';
import type { Issuer } from '../../site/site.ts';
import type { Gateway } from '../gateway/gateway.ts';
import type { ReferralChannel } from '../port.ts';
import type { GrantedScopes } from '../sources/scopes.ts';

export type WhyManual = Extract<ReferralChannel, { channel: 'manual' }>['why'];

/** Null when a ServiceRequest can be created, else why not. Asks for the server's capabilities only when they matter. */
export async function whyNotCreate(
  issuer: Pick<Issuer, 'createServiceRequest'>,
  granted: GrantedScopes,
  gateway: Pick<Gateway, 'capabilities'>,
): Promise<WhyManual | null> {
  if (issuer.createServiceRequest === 'no') return 'switched-off';
  if (issuer.createServiceRequest === 'yes') return null;
  if (granted.can('c', 'ServiceRequest').granted === 'no') return 'not-granted';
  const statement = await gateway.capabilities();
  if (!statement.ok) return 'could-not-ask';
  return advertisesCreate(statement.value) ? null : 'not-advertised';
}

function advertisesCreate(statement: CapabilityStatement): boolean {
  const rest = asList(statement.rest).filter((one) => one.mode === 'server');
  const resources = rest.flatMap((one) => asList(one.resource)).filter((one) => one.type === 'ServiceRequest');
  return resources.flatMap((one) => asList(one.interaction)).some((one) => one.code === 'create');
}

/** A list of objects, whatever the server put there. */
function asList<Item extends object>(value: readonly Item[] | undefined): readonly Item[] {
  return Array.isArray(value) ? value.filter((item): item is Item => typeof item === 'object' && item !== null) : [];
}
