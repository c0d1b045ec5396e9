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

  test('the way to the answer needs no more than 190 kB of script', async ({ page, ehr }) => {
    const scripts = await watchScripts(page);
    await page.goto(ehr.launchUrl({ patient: RUTH }));
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(/visit is suggested/);
    const bytes = scripts.bytes();
    expect(bytes).toBeLessThanOrEqual(190 * KB);
    test
      .info()
      .annotations.push({ type: 'measured', description: `${(bytes / KB).toFixed(1)} kB of script to the answer` });
  });
});

interface Scripts {
  bytes(this: void): number;
  addresses(this: void): readonly string[];
}

/** Bytes of script as they came over the line, packed, without headers. */
async function watchScripts(page: Page): Promise<Scripts> {
  const client = await page.context().newCDPSession(page);
  await client.send('Network.enable');
  const scripts = new Map<string, string>();
  const received = new Map<string, number>();
  client.on('Network.responseReceived', ({ requestId, type, response }) => {
    if (type === 'Script') scripts.set(requestId, response.url);
  });
  client.on('Network.dataReceived', ({ requestId, encodedDataLength }) => {
    received.set(requestId, (received.get(requestId) ?? 0) + encodedDataLength);
  });
  return {
    bytes: () => [...scripts.keys()].reduce((sum, id) => sum + (received.get(id) ?? 0), 0),
    addresses: () => [...scripts.values()],
  };
}
