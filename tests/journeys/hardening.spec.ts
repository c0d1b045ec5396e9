import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Frame, Page } from '@playwright/test';
import { securityHeaders } from '../../src/site/headers.ts';
import type { Sandbox } from '../../src/sandbox/sandbox.ts';
import { demoSite } from '../support/demo-site.ts';
import { RUTH, expect, openFromChart, test, withListener } from './journey.ts';
import { Watch } from './watch.ts';

/** The app's frame in the chart, when it has answered. */
async function openedFrame(page: Page, ehr: Sandbox): Promise<Frame> {
  const app = await openFromChart(page, ehr, RUTH);
  await expect(app.getByRole('heading', { level: 1 })).toHaveText(/visit is suggested/);
  const frame = page.frames().find((one) => one.url().startsWith(ehr.appUrl));
  if (frame === undefined) throw new Error('no frame of the app');
  return frame;
}

interface Wrong {
  readonly page: Page;
  readonly ehr: Sandbox;
  readonly token: string;
  readonly code: string;
}

/** What no journey may do, done on purpose in the app's page, and the words in which it is found. */
const WRONGS: readonly (readonly [name: string, found: RegExp, wrong: (at: Wrong) => Promise<unknown>])[] = [
  [
    'a request to a stranger',
    /^a request to a foreign host: http:\/\/127\.0\.0\.1:\d+\/$/,
    ({ page }) => withListener((origin) => page.goto(`${origin}/`).then(() => undefined)),
  ],
  [
    'what the policy refuses',
    /^refused by the policy: /,
    ({ page }) => page.evaluate(() => fetch('https://stranger.invalid/').catch(() => undefined)),
  ],
  [
    'text that would become markup',
    /^refused by the policy: /,
    ({ page }) =>
      page.evaluate(() => {
        try {
          document.body.innerHTML = '<b>x</b>';
        } catch {
          // As it should.
        }
      }),
  ],
  [
    'a token in an address',
    /^a token in the address of a (request|frame): /,
    ({ page, ehr, token }) => page.goto(`${ehr.appUrl}/index.html?t=${token}`),
  ],
  [
    'a token in a fragment',
    /^a token in the address of a frame: /,
    ({ page, token }) => page.evaluate((text) => history.replaceState(null, '', `#${text}`), token),
  ],
  [
    'a token in a referer',
    /^a token in a referer: /,
    ({ page, ehr, token }) => page.goto(`${ehr.appUrl}/index.html`, { referer: `${ehr.appUrl}/?t=${token}` }),
  ],
  [
    'a token in the page',
    /^a token in the page /,
    ({ page, token }) => page.evaluate((text) => document.body.append(text), token),
  ],
  [
    'a token in a field',
    /^a token in the page /,
    ({ page, token }) =>
      page.evaluate((text) => {
        const field = document.createElement('textarea');
        document.body.append(field);
        field.value = text;
      }, token),
  ],
  [
    'a token in the console',
    /^a token in the console: /,
    ({ page, token }) => page.evaluate((text) => window.console.debug('session', text), token),
  ],
  [
    'a token in an error',
    /^a token in an error: /,
    async ({ page, token }) => {
      const thrown = page.waitForEvent('pageerror');
      await page.evaluate(
        (text) =>
          void setTimeout(() => {
            throw new Error(`no ${text}`);
          }),
        token,
      );
      await thrown;
    },
  ],
  [
    'a token in localStorage, though the window is closed',
    /^(a token in localStorage|in localStorage of the app)/,
    async ({ page, token }) => {
      await page.evaluate((text) => window.localStorage.setItem('kept', text), token);
      await page.close();
    },
  ],
  [
    'a token in localStorage, though the browser is closed',
    /^(a token in localStorage|in localStorage of the app)/,
    async ({ page, token }) => {
      await page.evaluate((text) => window.localStorage.setItem('kept', text), token);
      await page.context().close();
    },
  ],
  [
    'anything in localStorage',
    /^in localStorage of the app: seen=1$/,
    ({ page }) => page.evaluate(() => window.localStorage.setItem('seen', '1')),
  ],
  [
    'a database',
    /^a database of the app: kept$/,
    ({ page }) =>
      page.evaluate(
        () =>
          new Promise((resolve) => {
            window.indexedDB.open('kept').onsuccess = (): void => resolve(undefined);
          }),
      ),
  ],
  [
    'a cache',
    /^a cache of the app: kept$/,
    ({ page }) => page.evaluate(() => window.caches.open('kept').then(() => undefined)),
  ],
  [
    'a cookie',
    /^(a cookie of the app: kept$|a token in the cookie kept: )/,
    ({ page, token }) =>
      page.evaluate((text) => {
        document.cookie = `kept=${text}`;
      }, token),
  ],
  [
    'a code that stays in the address',
    /^a code in an address: /,
    ({ page, code }) => page.evaluate((text) => history.replaceState(null, '', `?code=${text}`), code),
  ],
  [
    'a code that is sent again',
    /^a code in 2 requests: /,
    async ({ page, ehr, code }) => {
      for (const _ of [1, 2]) await page.goto(`${ehr.appUrl}/index.html?code=${code}`);
      await page.goto('about:blank');
    },
  ],
];

test.describe('M1 what the web server says of the app', () => {
  test('M1 every answer has the headers that the build wrote', async ({ page, ehr }) => {
    const seen = new Map<string, Readonly<Record<string, string>>>();
    page.on('response', (response) => {
      const url = new URL(response.url());
      if (url.origin === ehr.appUrl) seen.set(url.pathname, response.headers());
    });
    await openedFrame(page, ehr);
    const written = readFileSync('dist/_headers', 'utf8');
    const assets = [...seen.keys()].filter((path) => path.startsWith('/assets/'));
    expect(assets.length).toBeGreaterThan(2);
    for (const [paths, caching] of [
      [['/launch.html', '/index.html'], 'no-store'],
      [['/site.json'], 'no-cache'],
      [assets, 'public, max-age=31536000, immutable'],
    ] as const) {
      for (const path of paths) {
        const headers = seen.get(path) ?? {};
        expect(headers['cache-control'], path).toBe(caching);
        for (const { name, value } of securityHeaders(demoSite())) {
          expect(written).toContain(`  ${name}: ${value}\n`);
          expect(headers[name.toLowerCase()], `${name} of ${path}`).toBe(
            value.replaceAll('http://localhost:4400', ehr.ehrUrl),
          );
        }
      }
    }
  });
});

test.describe('M1 what the browser refuses', () => {
  test.use({ provoked: true });

  test('M1 a script in the page: no element, no text that becomes markup, no text that becomes code', async ({
    page,
    ehr,
  }) => {
    const frame = await openedFrame(page, ehr);
    const refused = await frame.evaluate(async () => {
      const directives: string[] = [];
      document.addEventListener('securitypolicyviolation', (event) => directives.push(event.effectiveDirective));
      const attempt = (name: string, act: () => void): string => {
        try {
          act();
          return `${name}: done`;
        } catch (error) {
          return `${name}: ${error instanceof Error ? error.name : 'stopped'}`;
        }
      };
      const said = [
        attempt('text of a script', () => {
          const script = document.createElement('script');
          script.textContent = 'window.ran = 1';
          document.body.append(script);
        }),
        attempt('text put into a script', () => {
          const script = document.createElement('script');
          script.append(document.createTextNode('window.ran = 5'));
          document.body.append(script);
        }),
        attempt('address of a script', () => {
          const script = document.createElement('script');
          script.src = 'data:text/javascript,window.ran = 2';
          document.body.append(script);
        }),
        attempt('markup', () => {
          document.body.firstElementChild?.insertAdjacentHTML('beforeend', '<img src="x" onerror="window.ran = 3">');
        }),
        attempt('a policy of its own', () => {
          const { trustedTypes } = window as unknown as {
            trustedTypes: { createPolicy(name: string, rules: object): void };
          };
          trustedTypes.createPolicy('mine', { createHTML: (text: string) => text });
        }),
        attempt('a handler', () => {
          document.body.setAttribute('onclick', 'window.ran = 4');
          document.body.click();
        }),
        attempt('an inline style', () => {
          const style = document.createElement('style');
          style.textContent = '#root { display: none }';
          document.head.append(style);
        }),
        attempt('a frame', () => {
          const inner = document.createElement('iframe');
          inner.src = 'data:text/html,hello';
          document.body.append(inner);
        }),
      ];
      await new Promise((resolve) => setTimeout(resolve, 200));
      return {
        said,
        directives: [...new Set(directives)].toSorted(),
        ran: (window as unknown as { ran?: number }).ran ?? 0,
        shown: getComputedStyle(document.getElementById('root') ?? document.body).display,
      };
    });
    expect(refused.ran).toBe(0);
    expect(refused.shown).not.toBe('none');
    expect(refused.said.slice(0, 5)).toEqual([
      'text of a script: TypeError',
      'text put into a script: TypeError',
      'address of a script: TypeError',
      'markup: TypeError',
      'a policy of its own: TypeError',
    ]);
    expect(refused.directives).toEqual(
      expect.arrayContaining(['frame-src', 'require-trusted-types-for', 'style-src-elem', 'trusted-types']),
    );
  });

  test('M1 a script that was slipped into the page on its way', async ({ page, ehr }) => {
    await withListener(async (origin, requests) => {
      const refused: string[] = [];
      page.on('console', (message) => refused.push(message.text()));
      await page.route(`${ehr.appUrl}/index.html*`, async (route) => {
        const response = await route.fetch();
        const slipped = `<script>window.ran = 1</script><script src="${origin}/x.js"></script><base href="${origin}/" />`;
        const body = (await response.text()).replace('<head>', `<head>${slipped}`);
        await route.fulfill({ response, body });
      });
      await page.goto(`${ehr.appUrl}/index.html`);
      await expect(page.getByText('No chart is open.')).toBeVisible();
      expect(await page.content()).toContain('window.ran = 1');
      expect(await page.evaluate(() => (window as unknown as { ran?: number }).ran)).toBeUndefined();
      expect(refused.filter((one) => one.includes("script-src 'self'"))).toHaveLength(2);
      expect(refused.some((one) => one.includes("base-uri 'none'"))).toBe(true);
      expect(requests()).toBe(0);
    });
  });

  test('M1 a request of the page to a stranger, by any way', async ({ page, ehr }) => {
    await withListener(async (origin, requests) => {
      const frame = await openedFrame(page, ehr);
      const said = await frame.evaluate(async (stranger) => {
        const image = new Image();
        image.src = `${stranger}/image`;
        navigator.sendBeacon(`${stranger}/beacon`, 'x');
        const form = document.createElement('form');
        form.action = `${stranger}/form`;
        form.target = '_blank';
        document.body.append(form);
        form.submit();
        return fetch(`${stranger}/fetch`).then(
          () => 'sent',
          (error: unknown) => String(error),
        );
      }, origin);
      expect(said).toContain('TypeError');
      await page.waitForTimeout(300);
      expect(requests()).toBe(0);
      // Only the policy was in the way: from another page of the same browser it arrives.
      expect(
        await page
          .context()
          .request.get(`${origin}/direct`)
          .then((answer) => answer.status()),
      ).toBe(200);
      expect(requests()).toBe(1);
    });
  });

  test('M1 the app in a stranger’s frame', async ({ page, ehr }) => {
    await withPage(
      `<!doctype html><title>Stranger</title><iframe src="${ehr.launchUrl({ patient: RUTH })}"></iframe>`,
      async (origin) => {
        const refusals: string[] = [];
        page.on('console', (message) => refusals.push(message.text()));
        const before = ehr.requests.length;
        await page.goto(origin);
        await expect.poll(() => refusals.join('\n')).toMatch(/frame-ancestors/);
        const [inner] = page.mainFrame().childFrames();
        expect(inner?.url()).toMatch(/^chrome-error:/);
        expect(ehr.requests.length).toBe(before);
      },
    );
  });
});

test.describe('M1 what every journey is held to', () => {
  test('M1 nothing is found where nothing is wrong, in a frame and in a tab', async ({ browser, ehr }) => {
    const context = await browser.newContext();
    const watch = new Watch(new Set([ehr]));
    await watch.context(context);
    const page = await context.newPage();
    await openedFrame(page, ehr);
    await page.goto(ehr.launchUrl({ patient: RUTH }));
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(/visit is suggested/);
    expect(await watch.judge({ provoked: false })).toEqual([]);
    await context.close();
  });

  for (const [name, found, wrong] of WRONGS)
    test(`M1 it is found: ${name}`, async ({ browser, ehr }) => {
      const [token, code] = ['a-token-of-nobody', 'a-code-of-nobody'];
      const running = new Set<Sandbox>();
      const watch = new Watch(running);
      running.add({ ...ehr, secrets: new Set([token]), codes: new Set([code]) });
      const context = await browser.newContext();
      await watch.context(context);
      const page = await context.newPage();
      await page.goto(`${ehr.appUrl}/index.html`);
      await expect(page.getByText('No chart is open.')).toBeVisible();
      await wrong({ page, ehr, token, code });
      const findings = await watch.judge({ provoked: false });
      expect(findings.length).toBeGreaterThan(0);
      for (const finding of findings) expect(finding).toMatch(found);
      await context.close();
    });

  test('M1 it is found: tokens were given and are not known, so that none would be found', async ({ ehr }) => {
    const request = { method: 'POST', path: '/auth/token', query: '', bytes: 0, status: 200, patient: RUTH };
    const watch = new Watch(new Set([{ ...ehr, requests: [{ ...request, at: Date.now() + 1 }] }]));
    expect(await watch.judge({ provoked: true })).toEqual(['tokens were given, and none is known to look for']);
  });
});

/** A page of a stranger. */
async function withPage(html: string, act: (origin: string) => Promise<void>): Promise<void> {
  const server = createServer((_, response) => {
    response.setHeader('Content-Type', 'text/html');
    response.end(html);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  try {
    await act(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  } finally {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
}
