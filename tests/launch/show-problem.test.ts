// @vitest-environment happy-dom
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { launchProblem, type LaunchProblems, type LaunchStep } from '../../src/ehr/launch/launch-problem.ts';
import { showChoices, showProblem } from '../../src/launch/show-problem.ts';
import { launchWords, wordsOf } from '../../src/words/launch.ts';

/** The compiler's proof that every problem has words: `words` itself may not know the shell. */
const complete: {
  readonly [Step in LaunchStep]: Readonly<
    Record<LaunchProblems[Step], { readonly what: string; readonly todo: string }>
  >;
} = launchWords.problems;

const ADDRESS = 'https://app.example/launch.html?iss=https%3A%2F%2Fehr.example%2Ffhir&launch=handle';
const TIME = new Date(Date.UTC(2026, 10, 21, 15));
let root: HTMLElement;
let copied: string[];

beforeEach(() => {
  document.body.innerHTML = '<main id="launch"><p role="status">Opening the chart…</p></main>';
  root = document.getElementById('launch') as HTMLElement;
  copied = [];
});

const show = (problem = launchProblem('issuer', 'not-configured', 'iss was https://evil.example/fhir')): void =>
  showProblem(root, { problem, address: ADDRESS, time: TIME, copy: async (text) => void copied.push(text) });

describe('a launch that failed', () => {
  it('says what happened, at which step, and what to do', () => {
    show();
    expect(root.querySelector('h1')?.textContent).toBe('The app is not set up for this EHR server.');
    expect(root.textContent).toContain('Step 1 of 6');
    expect(root.textContent).toContain('Ask whoever runs the app');
    expect(root.textContent).not.toContain('Opening the chart');
    expect(document.activeElement).toBe(root.querySelector('h1'));
  });

  it('gives technical lines to copy', async () => {
    show();
    const lines = root.querySelector('pre')?.textContent ?? '';
    expect(lines.split('\n').slice(0, 3)).toEqual([
      'issuer: not-configured',
      'iss was https://evil.example/fhir',
      '2026-11-21T15:00:00.000Z',
    ]);
    root.querySelector('button')?.click();
    await vi.waitFor(() => expect(root.querySelector('[role=status]')?.textContent).toContain('Copied'));
    expect(copied).toEqual([lines]);
  });

  it('opens the lines when copying is not allowed', async () => {
    showProblem(root, {
      problem: launchProblem('token', 'refused', 'HTTP 400'),
      address: ADDRESS,
      time: TIME,
      copy: () => Promise.reject(new Error('no')),
    });
    expect(root.querySelector('details')?.open).toBe(false);
    root.querySelector('button')?.click();
    await vi.waitFor(() => expect(root.querySelector('details')?.open).toBe(true));
  });

  it('shows what an address says as text, never as markup', () => {
    show(launchProblem('issuer', 'not-configured', '<img src=x onerror=alert(1)>'));
    expect(root.querySelector('img')).toBeNull();
    expect(root.querySelector('pre')?.textContent).toContain('<img src=x');
  });

  it('shows what a server said, and does not have it copied: nobody knows whom it names', () => {
    show(launchProblem('authorize', 'refused', 'error: server_error', 'Session of Ruth Martin has ended'));
    expect(root.textContent).toContain('Session of Ruth Martin has ended');
    root.querySelector('button')?.click();
    expect(copied.join()).toContain('error: server_error');
    expect(copied.join()).not.toContain('Ruth');
  });

  it.each(['own-window', 'storage-blocked'] as const)('%s: a link begins the launch in a window of its own', (kind) => {
    show(kind === 'own-window' ? launchProblem('authorize', kind, '') : launchProblem('session', kind, ''));
    const link = root.querySelector('a');
    expect(link?.textContent).toBe('Open in a window of its own');
    expect({ href: link?.href, target: link?.target, rel: link?.rel }).toEqual({
      href: ADDRESS,
      target: '_blank',
      rel: 'noopener noreferrer',
    });
    expect(root.querySelector('pre')?.textContent).not.toContain('handle');
  });

  it('offers no window of its own where that would help nobody', () => {
    show();
    expect(root.querySelector('a')).toBeNull();
  });

  it('does not repeat the address, which may hold a code', () => {
    history.replaceState({}, '', '?code=secret-code&state=secret-state');
    show();
    expect(root.textContent).not.toMatch(/secret-code|secret-state/);
  });
});

describe('charts that are opened by signing in', () => {
  it('are listed by the names that the site gives its EHRs, as text', () => {
    showChoices(root, [
      { label: 'Training EHR <b>', address: 'https://app.example/launch.html?iss=a&standalone=1' },
      { label: 'Other hospital', address: 'https://app.example/launch.html?iss=b&standalone=1' },
    ]);
    expect(document.activeElement).toBe(root.querySelector('h1'));
    const links = [...root.querySelectorAll('a')].map((one) => [one.textContent, one.href]);
    expect(links).toEqual([
      ['Sign in to Training EHR <b>', 'https://app.example/launch.html?iss=a&standalone=1'],
      ['Sign in to Other hospital', 'https://app.example/launch.html?iss=b&standalone=1'],
    ]);
  });
});

describe('the words', () => {
  const all = Object.entries(complete).flatMap(([step, kinds]) =>
    Object.keys(kinds).map((kind) => [step as LaunchStep, kind] as const),
  );

  it.each(all)('for %s, %s say what happened and what to do', (step, kind) => {
    const { what, todo } = wordsOf({ step, kind });
    expect(what).toMatch(/^[A-Z].*\.$/);
    expect(todo).toMatch(/^[A-Z].*\.$/);
    expect(launchWords.steps[step]).toMatch(/\w/);
  });

  it('for what is not known still say something', () => {
    expect(wordsOf({ step: 'token', kind: 'new' }).what).toBe(launchWords.failed);
  });
});
