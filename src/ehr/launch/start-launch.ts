/** From the launch address to the address of the sign-in page: issuer first, network after. */
import { findIssuer, type Site } from '../../site/site.ts';
import { plainText } from '../gateway/operation-outcome.ts';
import { checkDiscovery } from './discovery.ts';
import { authorizeAddress, fetchDiscovery } from './handshake.ts';
import { launchParameters } from './launch-parameters.ts';
import { launched, stopped, type LaunchResult } from './launch-problem.ts';
import { requestedScopes, scopeStyle } from './requested-scopes.ts';
import { isHeld, type Locks } from './launch-claim.ts';
import { createFhirclientStorage, purge } from './stored-launches.ts';

export interface StartLaunchInput {
  /** Address of launch.html with its query. */
  readonly address: string;
  /** A function, because asking for sessionStorage throws where the browser blocks it. */
  readonly storage: () => Storage;
  readonly now: () => number;
  readonly randomUUID: () => string;
  /** Reads our own site.json; not called before the parameters are in order. */
  readonly readSite: () => Promise<LaunchResult<Site>>;
  /** Which launches a live page holds; the browser's own unless given. */
  readonly locks?: Locks | undefined;
}

/** Asks the EHR for nothing until `iss` is found, byte for byte, in site.json. */
export async function startLaunch({
  address,
  storage,
  now,
  randomUUID,
  readSite,
  locks = globalThis.navigator?.locks,
}: StartLaunchInput): Promise<LaunchResult<string>> {
  const parameters = launchParameters(address);
  if (!parameters.ok) return parameters;
  const site = await readSite();
  if (!site.ok) return site;
  const { iss, launch } = parameters.value;
  const issuer = findIssuer(site.value, iss);
  if (issuer === null) return stopped('issuer', 'not-configured', `iss was ${plainText(iss)}`);

  let configuration: unknown;
  try {
    configuration = await fetchDiscovery(iss);
  } catch (error) {
    return stopped('discovery', 'no-answer', messageOf(error));
  }
  const discovered = checkDiscovery(configuration, issuer);
  if (!discovered.ok) return discovered;

  const page = new URL(address);
  page.search = '';
  page.hash = '';
  try {
    const tab = storage();
    await purge(tab, now(), (key) => isHeld(key, locks));
    const signIn = await authorizeAddress({
      page: page.href,
      storage: createFhirclientStorage(tab, now),
      iss,
      launch,
      clientId: issuer.clientId,
      scope: requestedScopes(scopeStyle(issuer.scopeStyle, discovered.value.capabilities), issuer, site.value),
      redirectUri: new URL('index.html', page).href,
      stateKey: randomUUID(),
    });
    return launched(signIn);
  } catch (error) {
    if (error instanceof DOMException) return stopped('session', 'storage-blocked', error.name);
    return stopped('authorize', 'not-started', messageOf(error));
  }
}

function messageOf(error: unknown): string {
  return plainText(error instanceof Error ? error.message : 'no reason given');
}
