/**
 * What the page's Content-Security-Policy has stopped. A host that `site.json` names and the headers do not looks like a server that
 * is down: whoever set it up has to be told.
 */
import type { LaunchProblem } from './launch-problem.ts';

const MOST = 5;

/** From now on; gives what adds to a problem what was stopped. Directive and host alone: an address may hold an id. */
export function watchPolicy(page: Pick<Window, 'addEventListener'>): (problem: LaunchProblem) => LaunchProblem {
  const stopped = new Set<string>();
  page.addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI }) => {
    if (stopped.size < MOST) stopped.add(`${effectiveDirective} ${hostOf(blockedURI)}`);
  });
  return (problem) => {
    const lines = [...stopped].map((one) => `stopped by the Content-Security-Policy of this page: ${one}`);
    return { ...problem, detail: [problem.detail, ...lines].filter((line) => line !== '').join('\n') };
  };
}

/** Whether it has stopped a request to an origin, from now on. */
export function watchConnections(page: Pick<Window, 'addEventListener'>): (origin: string) => boolean {
  const stopped = new Set<string>();
  page.addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI }) => {
    if (effectiveDirective === 'connect-src') stopped.add(hostOf(blockedURI));
  });
  return (origin) => stopped.has(origin);
}

function hostOf(address: string): string {
  try {
    const { origin, protocol } = new URL(address);
    return origin === 'null' ? protocol : origin;
  } catch {
    return 'inline';
  }
}
