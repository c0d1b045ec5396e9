/** launch.html: checks who opens the app, then goes on to the EHR's sign-in page. No React, no patient data. */
import './launch.css';
import { readSite } from '../ehr/launch/read-site.ts';
import { startLaunch } from '../ehr/launch/start-launch.ts';

const started = await startLaunch({
  address: location.href,
  storage: () => sessionStorage,
  now: Date.now,
  randomUUID: () => crypto.randomUUID(),
  readSite: () => readSite(location.href, fetch),
});

// Replaced, not added to the history: "back" from the sign-in page must not launch again with a spent handle.
if (started.ok) location.replace(started.value);
else {
  const { problem } = started;
  const root = document.getElementById('launch') ?? document.body;
  // Words are fetched when something has gone wrong: a launch that goes well does not wait for them.
  const { showProblem } = await import('./show-problem.ts').catch(() => ({ showProblem: showWithoutWords }));
  showProblem(root, { problem, time: new Date(), copy: (text) => navigator.clipboard.writeText(text) });
}

/** Our own server has gone too: the page itself holds one sentence for that. */
function showWithoutWords(root: HTMLElement): void {
  root.querySelector('[role=status]')?.remove();
  root.querySelector('[hidden]')?.removeAttribute('hidden');
}
