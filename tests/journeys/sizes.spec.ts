import type { Page } from '@playwright/test';
import { RUTH, expect, test } from './journey.ts';

const KB = 1000;

test.describe('Sizes, as the browser counts them', () => {
  test('the launch page needs no more than 20 kB of script, and no React', async ({ page, ehr }) => {
    const scripts = await watchScripts(page);
    await page.route(`${ehr.ehrUrl}/auth/**`, (route) => route.abort());
    const redirected = page.waitForRequest((request) => request.url().startsWith(`${ehr.ehrUrl}/auth/authorize`));
    await page.goto(ehr.launchUrl({ patient: RUTH }));
    await redirected;
    const bytes = scripts.bytes();
    test.info().annotations.push({ type: 'measured', description: `${bytes / KB} kB of script before the redirect` });
    expect(bytes).toBeGreaterThan(KB);
    expect(bytes).toBeLessThanOrEqual(20 * KB);
    expect(scripts.addresses().filter((address) => /react/i.test(address))).toEqual([]);
  });

  // The target is 190 kB. The whole engine, 32 rules with their codes and numbers, is 119 of it: until that is smaller, it may not
  // grow unseen. It was 240 before the numbers of facts could be changed by a site, 241 before a site could name ways to write, and 245
  // before a session could be renewed, hidden and closed without waiting for a file, 253 before a clinician could say what the
  // chart does not, and what matters to the patient stood beside the answer, 262 before a confirmed cancer was held to its record, and
  // 271 before "already receiving" was told with who gives the care and since when.
  test('the way to the answer needs no more script than it does now', async ({ page, ehr }) => {
    const scripts = await watchScripts(page);
    await recordScriptsAtAnswer(page);
    await page.goto(ehr.launchUrl({ patient: RUTH }));
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(ANSWER);
    // What comes a moment after the answer stands is not on the way to it: the page itself says what was there by then.
    const there = await page.evaluate(() => (globalThis as AtAnswer).scriptsAtAnswer ?? []);
    expect(there.length).toBeGreaterThan(0);
    const app = scripts.bytes(({ address, page: of }) => of.includes('/index.html') && there.includes(address));
    const launch = scripts.bytes(({ page: of }) => of.includes('/launch.html'));
    const said = `${((app + launch) / KB).toFixed(1)} kB of script to the answer, ${(launch / KB).toFixed(1)} of it for the launch page`;
    test.info().annotations.push({ type: 'measured', description: said });
    expect(app).toBeGreaterThan(100 * KB);
    expect(app + launch, said).toBeLessThanOrEqual(277 * KB);
  });
});

const ANSWER = /visit is suggested/;

type AtAnswer = typeof globalThis & { scriptsAtAnswer?: readonly string[] };

/** Has the page write down which scripts had come when the heading of the answer appeared. */
async function recordScriptsAtAnswer(page: Page): Promise<void> {
  await page.addInitScript((words) => {
    const at = globalThis as typeof globalThis & { scriptsAtAnswer?: readonly string[] };
    const answer = new RegExp(words);
    new MutationObserver((_, observer) => {
      if (!answer.test(document.querySelector('h1')?.textContent ?? '')) return;
      observer.disconnect();
      at.scriptsAtAnswer = performance.getEntriesByType('resource').map(({ name }) => name);
    }).observe(document, { childList: true, subtree: true, characterData: true });
  }, ANSWER.source);
}

interface Script {
  readonly address: string;
  /** The document that asked for it. */
  readonly page: string;
}

interface Scripts {
  bytes(this: void, of?: (script: Script) => boolean): number;
  addresses(this: void): readonly string[];
}

/** Bytes of script as they came over the line, packed, without headers. */
async function watchScripts(page: Page): Promise<Scripts> {
  const client = await page.context().newCDPSession(page);
  await client.send('Network.enable');
  const pages = new Map<string, string>();
  const scripts = new Map<string, Script>();
  const received = new Map<string, number>();
  client.on('Network.requestWillBeSent', ({ requestId, documentURL }) => {
    pages.set(requestId, documentURL);
  });
  client.on('Network.responseReceived', ({ requestId, type, response }) => {
    if (type === 'Script') scripts.set(requestId, { address: response.url, page: pages.get(requestId) ?? '' });
  });
  client.on('Network.dataReceived', ({ requestId, encodedDataLength }) => {
    received.set(requestId, (received.get(requestId) ?? 0) + encodedDataLength);
  });
  return {
    bytes: (of = () => true) =>
      [...scripts].reduce((sum, [id, script]) => (of(script) ? sum + (received.get(id) ?? 0) : sum), 0),
    addresses: () => [...scripts.values()].map(({ address }) => address),
  };
}
