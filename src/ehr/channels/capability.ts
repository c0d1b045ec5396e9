/** May a kind of resource be created or changed here (interop 3.4)? What the site says, else what is granted, advertised and meant. */
import type { WhyNot } from '../../domain/referral/channel.ts';
import type { CapabilityStatement } from 'fhir/r4';
import type { Creates, WrittenType } from '../../site/site.ts';
import type { Gateway } from '../gateway/gateway.ts';
import type { GrantedScopes } from '../sources/scopes.ts';

type WhyNotWrite = Exclude<WhyNot, 'no-recipient' | 'no-encounter'>;

/** Null when it can be created, else why not. Asks for the server's capabilities only when they matter. */
export const whyNotCreate = (
  type: WrittenType,
  says: Creates,
  granted: GrantedScopes,
  gateway: Pick<Gateway, 'capabilities' | 'vendor'>,
): Promise<WhyNotWrite | null> => whyNotWrite('create', type, says, granted, gateway);

/** Null when it can be changed, else why not. */
export const whyNotUpdate = (
  type: WrittenType,
  says: Creates,
  granted: GrantedScopes,
  gateway: Pick<Gateway, 'capabilities' | 'vendor'>,
): Promise<WhyNotWrite | null> => whyNotWrite('update', type, says, granted, gateway);

async function whyNotWrite(
  what: 'create' | 'update',
  type: WrittenType,
  says: Creates,
  granted: GrantedScopes,
  gateway: Pick<Gateway, 'capabilities' | 'vendor'>,
): Promise<WhyNotWrite | null> {
  if (says === 'no') return 'switched-off';
  if (says !== 'as-advertised') return null;
  if (granted.can(what === 'create' ? 'c' : 'u', type).granted === 'no') return 'not-granted';
  const statement = await gateway.capabilities();
  if (!statement.ok) return 'could-not-ask';
  // Asked after the statement is there, however late: before it nobody may have known which EHR this is.
  let vendor = await gateway.vendor().catch(() => null);
  // What was asked before the statement came knows nothing of it; what is asked now does.
  if (vendor?.id === 'unknown') vendor = await gateway.vendor().catch(() => null);
  if (vendor === null || vendor.id === 'unknown') return 'could-not-ask';
  const { quirks } = vendor;
  // What a vendor advertises for other work, it does not advertise for this.
  const writes = what === 'create' ? 'creates' : 'updates';
  if (quirks.some(({ changes }) => changes.notForApps?.[writes].includes(type) === true)) return 'not-advertised';
  return advertises(statement.value, type, what) ? null : 'not-advertised';
}

function advertises(statement: CapabilityStatement, type: WrittenType, what: 'create' | 'update'): boolean {
  const rest = asList(statement.rest).filter((one) => one.mode === 'server');
  const resources = rest.flatMap((one) => asList(one.resource)).filter((one) => one.type === type);
  return resources.flatMap((one) => asList(one.interaction)).some((one) => one.code === what);
}

/** A list of objects, whatever the server put there. */
function asList<Item extends object>(value: readonly Item[] | undefined): readonly Item[] {
  return Array.isArray(value) ? value.filter((item): item is Item => typeof item === 'object' && item !== null) : [];
}
