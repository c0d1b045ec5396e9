/** From the launch address to the address of the sign-in page: issuer first, network after. */
import { findIssuer, type Issuer, type Site } from '../../site/site.ts';
import { plainText } from '../gateway/operation-outcome.ts';
import { checkDiscovery } from './discovery.ts';
import { authorizeAddress, fetchDiscovery } from './handshake.ts';
import { launchParameters, type LaunchParameters } from './launch-parameters.ts';
import { launched, stopped, type LaunchResult } from './launch-problem.ts';
import { MEASURES, requestedScopes, scopeStyle, type Measure } from './requested-scopes.ts';
import { isHeld, type Locks } from './launch-claim.ts';
import { createFhirclientStorage, purge, refusedBefore, type Begun } from './stored-launches.ts';

export interface StartLaunchInput {
  /** Address of launch.html with its query. */
  readonly address: string;
  /** The page stands in a frame of another page. */
  readonly framed: boolean;
  /** A function, because asking for sessionStorage throws where the browser blocks it. */
  readonly storage: () => Storage;
  readonly now: () => number;
  readonly randomUUID: () => string;
  /** Reads our own site.json; not called before the parameters are in order. */
  readonly readSite: () => Promise<LaunchResult<Site>>;
  /** Which launches a live page holds; the browser's own unless given. */
  readonly locks?: Locks | undefined;
}

/** Where the launch page goes: to the sign-in page, or nowhere before somebody has chosen where to sign in. */
export type Next = { readonly goTo: string } | { readonly choose: readonly Choice[] };

export interface Choice {
  readonly label: string;
  /** Address of this page for that EHR. */
  readonly address: string;
}

/** Asks the EHR for nothing until `iss` is found, byte for byte, in site.json. */
export async function startLaunch(input: StartLaunchInput): Promise<LaunchResult<Next>> {
  const { address, framed, readSite } = input;
  const parameters = launchParameters(address);
  if (!parameters.ok) return parameters;
  // In the frame of a chart, a launch that names no server is a mistake: a list there would let another patient be picked.
  if (parameters.value.from === 'nowhere' && framed) return noIssuer();
  const site = await readSite();
  if (!site.ok) return site;
  if (parameters.value.from === 'nowhere') {
    const choose = choices(address, site.value);
    return choose.length > 0 ? launched({ choose }) : noIssuer();
  }
  const { iss, from } = parameters.value;
  const issuer = findIssuer(site.value, iss);
  if (issuer === null) return stopped('issuer', 'not-configured', `iss was ${plainText(iss)}`);
  if (from === 'sign-in' && (framed || !issuer.standalone))
    return stopped('parameters', 'not-standalone', `standalone, ${framed ? 'in a frame' : 'not set for this issuer'}`);
  if (issuer.ownWindow && framed) return stopped('authorize', 'own-window', 'ownWindow is set for this issuer');
  return toSignIn(input, parameters.value, issuer, site.value);
}

const noIssuer = (): LaunchResult<never> => stopped('parameters', 'iss-missing', 'parameters given: none');

/** The EHRs at which charts may be opened by signing in. */
function choices(address: string, { issuers }: Site): readonly Choice[] {
  return issuers
    .filter(({ standalone }) => standalone)
    .map(({ iss, label }) => {
      const page = new URL(address);
      page.search = new URLSearchParams({ iss, standalone: '1' }).toString();
      page.hash = '';
      return { label, address: page.href };
    });
}

async function toSignIn(
  { address, storage, now, randomUUID, locks = globalThis.navigator?.locks }: StartLaunchInput,
  parameters: Exclude<LaunchParameters, { from: 'nowhere' }>,
  issuer: Issuer,
  site: Site,
): Promise<LaunchResult<Next>> {
  const { iss } = issuer;
  let configuration: unknown;
  try {
    configuration = await fetchDiscovery(iss);
  } catch (error) {
    return stopped('discovery', 'no-answer', messageOf(error));
  }
  const discovered = checkDiscovery(configuration, issuer);
  if (!discovered.ok) return discovered;
  const { capabilities, revocation } = discovered.value;

  const page = new URL(address);
  page.search = '';
  page.hash = '';
  try {
    const tab = storage();
    await purge(tab, now(), (key) => isHeld(key, locks));
    const refused = refusedBefore(tab, iss, now());
    const measure = measureAfter(refused);
    const withoutScopes = issuer.withoutScopes.concat(namedScopes(refused));
    const launch = parameters.from === 'chart' ? parameters.launch : null;
    const style = scopeStyle(issuer.scopeStyle, capabilities);
    const online = issuer.onlineAccess ?? capabilities.includes('permission-online');
    const signIn = await authorizeAddress({
      page: page.href,
      storage: createFhirclientStorage(tab, now, { iss, launch, measure, revocation }),
      iss,
      ...(launch === null ? {} : { launch }),
      clientId: issuer.clientId,
      scope: requestedScopes({ measure, style, from: parameters.from, online }, { ...issuer, withoutScopes }, site),
      redirectUri: new URL('index.html', page).href,
      stateKey: randomUUID(),
    });
    return launched({ goTo: signIn });
  } catch (error) {
    if (error instanceof DOMException) return stopped('session', 'storage-blocked', error.name);
    return stopped('authorize', 'not-started', messageOf(error));
  }
}

/** So often a server may name what it does not want; then it is asked for less without another word. */
const MAX_NAMED = 6;

/** What it has named is left out, and nothing else is lost. */
const namedScopes = (refused: readonly Begun[]): readonly string[] =>
  refused.flatMap((one) => one.refused?.scopes ?? []);

/** Less than what the server has refused in this tab without naming what; never less than what an answer needs. */
function measureAfter(refused: readonly Begun[]): Measure {
  const unnamed = refused.length > MAX_NAMED ? refused : refused.filter((one) => one.refused?.scopes.length === 0);
  const last = Math.max(-1, ...unnamed.map(({ measure }) => MEASURES.indexOf(measure)));
  return MEASURES[last + 1] ?? 'least';
}

function messageOf(error: unknown): string {
  return plainText(error instanceof Error ? error.message : 'no reason given');
}
