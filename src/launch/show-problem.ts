/** A launch that failed, in plain DOM: which step, what happened, what to do, and lines that can be copied. */
import type { LaunchProblem } from '../ehr/launch/launch-problem.ts';
import { enLaunch, wordsOf } from '../words/en-launch.ts';

export interface Shown {
  readonly problem: LaunchProblem;
  /** Time of the failure, so that support can find it in the EHR's logs. */
  readonly time: Date;
  readonly copy: (text: string) => Promise<void>;
}

/** Everything is set as text: nothing that an address or a server says becomes markup. */
export function showProblem(root: HTMLElement, { problem, time, copy }: Shown): void {
  const { what, todo } = wordsOf(problem);
  const lines = technicalLines(problem, time);
  const heading = element('h1', what);
  heading.tabIndex = -1;
  const details = element('details', '');
  details.open = problem.step === 'site' || problem.step === 'issuer';
  const button = element('button', enLaunch.copy);
  button.type = 'button';
  const status = element('span', '');
  status.setAttribute('role', 'status');
  button.addEventListener('click', () => {
    copy(lines).then(
      () => (status.textContent = ` ${enLaunch.copied}`),
      // The lines stay on screen to be copied by hand.
      () => (details.open = true),
    );
  });
  details.append(element('summary', enLaunch.technical), element('pre', lines));
  const step = element('p', enLaunch.steps[problem.step]);
  step.className = 'step';
  root.replaceChildren(heading, step, element('p', todo), element('p', enLaunch.nothing), details, button, status);
  heading.focus();
}

/** Without patient data: step, kind, technical detail, time, browser. Never the address, which may hold a code. */
function technicalLines({ step, kind, detail }: LaunchProblem, time: Date): string {
  return [`${step}: ${kind}`, detail, time.toISOString(), navigator.userAgent].filter((line) => line !== '').join('\n');
}

function element<Tag extends keyof HTMLElementTagNameMap>(tag: Tag, text: string): HTMLElementTagNameMap[Tag] {
  const made = document.createElement(tag);
  made.textContent = text;
  return made;
}
