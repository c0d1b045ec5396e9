/** A launch that failed, in plain DOM: which step, what happened, what to do, and lines that can be copied. */
import type { LaunchProblem } from '../ehr/launch/launch-problem.ts';
import type { Choice } from '../ehr/launch/start-launch.ts';
import { launchWords, wordsOf } from '../words/launch.ts';

export interface Shown {
  readonly problem: LaunchProblem;
  /** Time of the failure, so that support can find it in the EHR's logs. */
  readonly time: Date;
  readonly copy: (text: string) => Promise<void>;
  /** Of this page: with it the launch can begin again in a window of its own. */
  readonly address: string;
}

/** Where the same launch, begun in a window of its own, can go well: its handle has not been used yet. */
const IN_A_WINDOW: ReadonlySet<string> = new Set(['own-window', 'storage-blocked']);

/** Everything is set as text: nothing that an address or a server says becomes markup. */
export function showProblem(root: HTMLElement, { problem, time, copy, address }: Shown): void {
  const { what, todo } = wordsOf(problem);
  const lines = technicalLines(problem, time);
  const heading = element('h1', what);
  heading.tabIndex = -1;
  const details = element('details', '');
  // Where the reader is asked to do something with what is written there.
  details.open = ['site', 'issuer', 'discovery'].includes(problem.step);
  const button = element('button', launchWords.copy);
  button.type = 'button';
  const status = element('span', '');
  status.setAttribute('role', 'status');
  button.addEventListener('click', () => {
    copy(lines).then(
      () => (status.textContent = ` ${launchWords.copied}`),
      // The lines stay on screen to be copied by hand.
      () => (details.open = true),
    );
  });
  details.append(element('summary', launchWords.technical), element('pre', lines));
  const step = element('p', launchWords.steps[problem.step]);
  step.className = 'step';
  const said = problem.said === '' ? [] : [element('h2', launchWords.said), element('p', problem.said)];
  const ways = IN_A_WINDOW.has(problem.kind) ? inAWindow(address) : [];
  const where = problem.step === 'session' ? [] : [step];
  const parts = [heading, ...where, element('p', todo), ...ways, element('p', launchWords.nothing), ...said];
  root.replaceChildren(...parts, details, button, status);
  heading.focus();
}

/** A link that the user follows: no browser takes it for a pop-up, and the new window gets no copy of this one's storage. */
function inAWindow(address: string): readonly HTMLElement[] {
  const link = element('a', launchWords.ownWindow);
  link.href = address;
  link.target = '_blank';
  link.rel = 'noopener noreferrer';
  const way = element('p', '');
  way.append(link);
  return [way, element('p', launchWords.ownWindowBlocked)];
}

/** The EHRs at which a chart may be opened by signing in. */
export function showChoices(root: HTMLElement, choices: readonly Choice[]): void {
  const heading = element('h1', launchWords.choose.title);
  heading.tabIndex = -1;
  const list = element('ul', '');
  for (const { label, address } of choices) {
    const link = element('a', launchWords.choose.signIn(label));
    link.href = address;
    const item = element('li', '');
    item.append(link);
    list.append(item);
  }
  root.replaceChildren(heading, element('p', launchWords.choose.lead), list);
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
