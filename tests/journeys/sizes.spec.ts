import type { Page } from '@playwright/test';
import { RUTH, expect, test } from './journey.ts';

const KB = 1000;

test.describe('Sizes, as the browser counts them', () => {
  test('the launch page needs no more than 20 kB of script, and no React', async ({ page, ehr }) => {
    const scripts = await watchScripts(page);
    await page.goto(
      `${ehr.appUrl}/launch.html?${new URLSearchParams({ iss: 'https://nowhere.invalid/fhir', launch: 'x' }).toString()}`,
    );
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    const before = scripts.bytes();
    // The whole way to the redirect counts, not only the way to a refusal.
    const whole = await watchScripts(await page.context().newPage());
    await whole.page.route(`${ehr.ehrUrl}/auth/**`, (route) => route.abort());
    await whole.page.goto(ehr.launchUrl({ patient: RUTH }));
    await whole.page.waitForTimeout(1_500);
    expect(before).toBeGreaterThan(0);
    expect(whole.bytes()).toBeLessThanOrEqual(20 * KB);
    expect(await whole.page.evaluate(() => document.querySelectorAll('[data-reactroot], #root > *').length)).toBe(0);
    test.info().annotations.push({
      type: 'measured',
      description: `${(whole.bytes() / KB).toFixed(1)} kB of script before the redirect`,
    });
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

/** Bytes of script as they came over the line, of responses that are finished. */
async function watchScripts(page: Page): Promise<{ readonly page: Page; bytes(): number }> {
  const client = await page.context().newCDPSession(page);
  await client.send('Network.enable');
  const scripts = new Set<string>();
  let total = 0;
  client.on('Network.responseReceived', ({ requestId, type }) => {
    if (type === 'Script') scripts.add(requestId);
  });
  client.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    if (scripts.has(requestId)) total += encodedDataLength;
  });
  return { page, bytes: () => total };
}
