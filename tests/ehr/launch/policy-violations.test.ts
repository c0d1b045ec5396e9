/** Whoever set up a server is told which host its headers have stopped, and nothing of what was asked there. */
import { describe, expect, it } from 'vitest';
import { launchProblem } from '../../../src/ehr/launch/launch-problem.ts';
import { watchPolicy } from '../../../src/ehr/launch/policy-violations.ts';

/** A page whose policy stops what the test says. */
function page() {
  const listeners: ((event: SecurityPolicyViolationEvent) => void)[] = [];
  const heard: string[] = [];
  const addEventListener = ((type: string, listener: (event: SecurityPolicyViolationEvent) => void) => {
    heard.push(type);
    listeners.push(listener);
  }) as Window['addEventListener'];
  const stop = (blockedURI: string, effectiveDirective = 'connect-src'): void => {
    const more = { documentURI: 'https://app.example/index.html?state=SECRET', sourceFile: 'SECRET', sample: 'SECRET' };
    for (const listener of listeners)
      listener({ blockedURI, effectiveDirective, ...more } as SecurityPolicyViolationEvent);
  };
  return { addEventListener, stop, heard };
}

const LINE = 'stopped by the Content-Security-Policy of this page:';
const noAnswer = launchProblem('discovery', 'no-answer', 'Failed to fetch');

describe('what the policy of the page has stopped', () => {
  it('is listened for from the beginning, and is nothing at first', () => {
    const one = page();
    const add = watchPolicy(one);
    expect(one.heard).toEqual(['securitypolicyviolation']);
    expect(add(noAnswer)).toEqual(noAnswer);
  });

  it('is added with directive and host alone: an address may hold a patient', () => {
    const one = page();
    const add = watchPolicy(one);
    one.stop('https://user:SECRET@ehr.example:8443/SECRET/Patient/SECRET?name=SECRET#SECRET');
    expect(add(noAnswer)).toEqual({
      ...noAnswer,
      detail: `Failed to fetch\n${LINE} connect-src https://ehr.example:8443`,
    });
  });

  it('stands alone where the problem had nothing to say', () => {
    const one = page();
    const add = watchPolicy(one);
    one.stop('https://ehr.example/x');
    expect(add(launchProblem('session', 'expired', '')).detail).toBe(`${LINE} connect-src https://ehr.example`);
  });

  it('is told once, however often it was stopped, and apart for each directive', () => {
    const one = page();
    const add = watchPolicy(one);
    for (let n = 0; n < 50; n += 1) one.stop(`https://ehr.example/Patient/${n}`);
    one.stop('https://ehr.example/logo.png', 'img-src');
    expect(add(noAnswer).detail.split('\n').slice(1)).toEqual([
      `${LINE} connect-src https://ehr.example`,
      `${LINE} img-src https://ehr.example`,
    ]);
  });

  it('is five lines at most, the first', () => {
    const one = page();
    const add = watchPolicy(one);
    for (let n = 0; n < 300; n += 1) one.stop(`https://host${n}.example/`);
    expect(add(noAnswer).detail.split('\n').slice(1)).toEqual(
      [0, 1, 2, 3, 4].map((n) => `${LINE} connect-src https://host${n}.example`),
    );
  });

  it.each(['inline', 'eval', 'wasm-eval', 'data', '', '/relative/SECRET', '?SECRET', 'https://'])(
    '%j is no address, and nothing of it is told',
    (blocked) => {
      const one = page();
      const add = watchPolicy(one);
      one.stop(blocked, 'script-src-elem');
      expect(add(noAnswer).detail).toBe(`Failed to fetch\n${LINE} script-src-elem inline`);
    },
  );

  it.each(['data:text/html,SECRET', 'blob:https://app.example/SECRET', 'about:SECRET', 'chrome-extension://x/SECRET'])(
    'of %j the path is not told',
    (blocked) => {
      const one = page();
      const add = watchPolicy(one);
      one.stop(blocked);
      expect(add(noAnswer).detail).not.toContain('SECRET');
    },
  );

  it('counts what was stopped between two problems, and changes neither of them', () => {
    const one = page();
    const add = watchPolicy(one);
    const before = { ...noAnswer };
    add(noAnswer);
    one.stop('https://ehr.example/');
    expect(add(noAnswer).detail).toContain('https://ehr.example');
    // Not added to what was added.
    expect(add(noAnswer).detail.split('\n')).toHaveLength(2);
    expect(noAnswer).toEqual(before);
  });
});
