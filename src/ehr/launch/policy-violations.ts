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

function hostOf(address: string): string {
  try {
    const { origin, protocol } = new URL(address);
    return origin === 'null' ? protocol : origin;
  } catch {
    return 'inline';
  }
}
