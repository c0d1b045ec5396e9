/** The sign-in page leads back with an error instead of a code. */
import { findIssuer, type Site } from '../../site/site.ts';
import { plainText } from '../gateway/operation-outcome.ts';
import { launched, stopped, type LaunchProblem, type LaunchResult, type Stopped } from './launch-problem.ts';
import { isRequired } from './requested-scopes.ts';
import { changeLaunch, isTooOld, readLaunch, refusedBefore, type Begun } from './stored-launches.ts';

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
  const asked = typeof state['scope'] === 'string' ? state['scope'] : '';
  if (problem.kind === 'scope-refused' && begun.refused === undefined && begun.measure !== 'least') {
    const refused = { asked, said: problem.said, scopes: namedIn(page.searchParams, asked) };
    changeLaunch(storage, key, { at: now, begun: { ...begun, refused } });
    return findIssuer(site, begun.iss) === null ? refusal : launched({ goTo: launchAddress(page, begun) });
  }
  // What has to be registered is in the first request; what is wrong with it, in what the EHR said to that.
  const before = refusedBefore(storage, begun.iss, now).flatMap((one) => one.refused ?? []);
  const lines = [...before.map((one) => one.asked), ...(begun.refused === undefined ? [asked] : [])];
  const said = [...before.map((one) => one.said), ...(begun.refused === undefined ? [problem.said] : [])];
  const detail = [problem.detail, ...lines.map((scopes) => `asked for: ${scopes}`)]
    .filter((line) => line !== '')
    .join('\n');
  // The handle was spent by the first try, or this page was loaded again.
  const kind =
    before.length > 0 && begun.measure !== 'least' && problem.kind !== 'denied' ? 'less-next-time' : problem.kind;
  const words = said.filter((one) => one !== '').join(' / ');
  return { ok: false, problem: { ...problem, kind, detail, said: words } as LaunchProblem };
}

const unsaid = ({ problem }: Stopped): Stopped => ({ ok: false, problem: { ...problem, detail: '', said: '' } });

/**
 * The scopes that the error names (RFC 6749 has no place for it; some servers add `scope`). Only what was asked for and is not
 * required counts: the address is anybody's to write.
 */
function namedIn(parameters: URLSearchParams, asked: string): readonly string[] {
  const wished = new Set(asked.split(' ').filter((scope) => !isRequired(scope)));
  return (parameters.get('scope') ?? '').split(' ').filter((scope) => wished.has(scope));
}

function launchAddress(page: URL, { iss, launch }: Begun): string {
  const address = new URL('launch.html', page);
  address.search = new URLSearchParams(launch === null ? { iss, standalone: '1' } : { iss, launch }).toString();
  return address.href;
}
