/** The sign-in page leads back with an error instead of a code. */
import { findIssuer, type Site } from '../../site/site.ts';
import { plainText } from '../gateway/operation-outcome.ts';
import { launched, stopped, type LaunchResult, type Stopped } from './launch-problem.ts';
import { changeLaunch, isTooOld, readLaunch, type Begun } from './stored-launches.ts';

/** The launch begins anew at this address, and asks for less. */
export interface Again {
  readonly goTo: string;
}

/** Null when the address names no error. */
export function refusalIn(parameters: URLSearchParams): Stopped | null {
  const error = parameters.get('error');
  const description = parameters.get('error_description');
  if (error === null && description === null) return null;
  const kind = error === 'access_denied' ? 'denied' : error === 'invalid_scope' ? 'scope-refused' : 'refused';
  return stopped('authorize', kind, error === null ? '' : `error: ${plainText(error)}`, plainText(description));
}

export interface RefusedInput {
  /** The page to which the sign-in page has led back. */
  readonly page: URL;
  readonly storage: Storage;
  readonly now: number;
  readonly site: Site;
}

/**
 * A server that refuses the request because of one scope is asked for less, with the same handle. Where the handle is good once,
 * the next launch from the chart asks for less: it is written down in the tab that this one was refused.
 */
export function noteRefusal(refusal: Stopped, { page, storage, now, site }: RefusedInput): LaunchResult<Again> {
  const key = page.searchParams.get('state') ?? '';
  const stored = readLaunch(storage, key);
  // Anybody can write such an address: what it says is shown only for a launch that this tab has begun.
  if (stored === null || isTooOld(stored, now)) return unsaid(refusal);
  const { begun, state } = stored;
  const { problem } = refusal;
  const asked = typeof state['scope'] === 'string' ? `\nasked for: ${state['scope']}` : '';
  if (problem.kind === 'scope-refused' && begun.refused !== true && begun.measure !== 'least') {
    changeLaunch(storage, key, { at: now, begun: { ...begun, refused: true } });
    return findIssuer(site, begun.iss) === null ? refusal : launched({ goTo: launchAddress(page, begun) });
  }
  // The handle was spent by the first try, or this page was loaded again.
  const isSecondTry = begun.measure !== 'all' || begun.refused === true;
  if (isSecondTry && begun.measure !== 'least' && problem.kind !== 'denied')
    return stopped('authorize', 'less-next-time', `${problem.detail}${asked}`, problem.said);
  return { ok: false, problem: { ...problem, detail: `${problem.detail}${asked}` } };
}

const unsaid = ({ problem }: Stopped): Stopped => ({ ok: false, problem: { ...problem, detail: '', said: '' } });

function launchAddress(page: URL, { iss, launch }: Begun): string {
  const address = new URL('launch.html', page);
  address.search = new URLSearchParams(launch === null ? { iss, standalone: '1' } : { iss, launch }).toString();
  return address.href;
}
