// @vitest-environment happy-dom
/** A `site.json` whose rules are wrong stops the app where any other mistake in it does. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { open } from '../../src/app/compose.ts';

const DEMO = JSON.parse(readFileSync('public/site.json', 'utf8')) as object;

/** The page, with this `site.json` beside it. */
function pageWith(site: object): Window {
  const page = {
    location: { href: 'https://app.example.org/index.html' },
    sessionStorage: window.sessionStorage,
    navigator: {},
    addEventListener: () => {},
  };
  const fetch = (): Promise<Response> => Promise.resolve(new Response(JSON.stringify(site)));
  return { ...page, fetch } as unknown as Window;
}

test('numbers, rules and profile are checked before anything is worked out with them', async () => {
  const site = {
    ...DEMO,
    thresholds: { delirium: { days: 3 } },
    optionalTriggers: { delirium: false },
    profile: 'needs-v2',
  };
  const opened = await open(pageWith(site));
  expect(opened).toMatchObject({ ok: false, problem: { step: 'site', kind: 'invalid' } });
  const lines = opened.ok ? [] : opened.problem.detail.split('\n');
  expect(lines).toEqual([
    expect.stringMatching(/^profile must be one of needs-v1, /),
    expect.stringMatching(/^thresholds\.delirium\.days is no number of this rule; its numbers are /),
    expect.stringMatching(/^optionalTriggers\.delirium is no optional rule; those are /),
  ]);
});

test('with rules that are right it goes on to the launch', async () => {
  const opened = await open(pageWith({ ...DEMO, thresholds: { delirium: { windowDays: 20 } } }));
  expect(opened).toMatchObject({ ok: false, problem: { step: 'session' } });
});

test('a browser that gives no storage is told of, and nothing crashes', async () => {
  const page = pageWith(DEMO);
  Object.defineProperty(page, 'sessionStorage', {
    get: () => {
      throw new DOMException('blocked', 'SecurityError');
    },
  });
  expect(await open(page)).toMatchObject({ ok: false, problem: { step: 'session', kind: 'storage-blocked' } });
});
