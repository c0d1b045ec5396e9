/** The one place that builds the port. Everything above sees only its type. */
import { openSession } from '../ehr/launch/open-session.ts';
import { readSite } from '../ehr/launch/read-site.ts';
import type { LaunchProblem } from '../ehr/launch/launch-problem.ts';
import { startSession, type EhrSession } from '../session/start-session.ts';

export type Opened =
  { readonly ok: true; readonly session: EhrSession } | { readonly ok: false; readonly problem: LaunchProblem };

/** From the address of this page to an open chart that is being read. Call it once for a page, outside React. */
export async function open(page: Window): Promise<Opened> {
  const fetcher = page.fetch.bind(page);
  const site = await readSite(page.location.href, fetcher);
  if (!site.ok) return site;
  const opened = await openSession({
    location: page.location,
    storage: page.sessionStorage,
    fetch: fetcher,
    now: Date.now,
    site: site.value,
    locks: page.navigator.locks,
  });
  if (!opened.ok) return opened;
  return { ok: true, session: startSession(opened.port, Object.freeze(site.value)) };
}
