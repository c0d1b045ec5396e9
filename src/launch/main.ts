/** launch.html: checks who opens the app, then goes on to the EHR's sign-in page. No React, no patient data. */
import './launch.css';
import { watchPolicy } from '../ehr/launch/policy-violations.ts';
import { readSite } from '../ehr/launch/read-site.ts';
import { startLaunch } from '../ehr/launch/start-launch.ts';

const withViolations = watchPolicy(window);
const started = await startLaunch({
  address: location.href,
  framed: window.top !== window,
  storage: () => sessionStorage,
  now: Date.now,
  randomUUID: () => crypto.randomUUID(),
  readSite: () => readSite(location.href, fetch),
});

const root = document.getElementById('launch') ?? document.body;
// Replaced, not added to the history: "back" from the sign-in page must not launch again with a spent handle.
const next = started.ok ? started.value : null;
if (next !== null && 'goTo' in next) location.replace(next.goTo);
else {
  // Words are fetched when something has gone wrong, or is to be chosen: a launch that goes well does not wait for them.
  const { showChoices, showProblem } = await import('./show-problem.ts').catch(() => ({
    showChoices: showWithoutWords,
    showProblem: showWithoutWords,
  }));
  if (next !== null) showChoices(root, next.choose);
  else if (!started.ok) {
    const problem = withViolations(started.problem);
    const copy = (text: string): Promise<void> => navigator.clipboard.writeText(text);
    showProblem(root, { problem, time: new Date(), copy, address: location.href });
  }
}

/** Our own server has gone too: the page itself holds one sentence for that. */
function showWithoutWords(place: HTMLElement): void {
  place.querySelector('[role=status]')?.remove();
  place.querySelector('[hidden]')?.removeAttribute('hidden');
}
