/** M4, its face: the answer stays in view, or in reach, wherever the page has been scrolled to. */
import { RUTH, expect, openFromChart, test, type App } from './journey.ts';

const ANSWER = 'A supportive & palliative care visit is suggested, within 2 weeks.';
const title = (app: App) => app.getByRole('heading', { level: 1 });
const inSmall = (app: App, text: string | RegExp = ANSWER) => app.getByRole('banner').getByRole('link', { name: text });
const top = async (app: App, name: string): Promise<number> =>
  (await app.getByRole('heading', { level: 2, name, exact: true }).boundingBox())?.y ?? Number.NaN;

test.describe('M4 the answer in view', () => {
  test('M4 while its heading is scrolled away it stands in small under the banner, moves nothing, and leads back', async ({
    page,
    ehr,
  }) => {
    await page.setViewportSize({ width: 1024, height: 640 });
    const app = page;
    await page.goto(ehr.launchUrl({ patient: RUTH }));
    await expect(title(app)).toHaveText(ANSWER);
    await expect(app.getByRole('heading', { level: 2, name: 'Sources' })).toBeVisible();
    await expect(inSmall(app)).toHaveCount(0);
    const before = await top(app, 'Course');
    await title(app).evaluate((one) => {
      const { bottom } = one.getBoundingClientRect();
      globalThis.scrollBy({ top: bottom + 4, behavior: 'instant' });
      return bottom + 4;
    });
    await expect(inSmall(app)).toBeInViewport({ ratio: 1 });
    const scrolled = await app.locator('html').evaluate((one) => one.scrollTop);
    expect(await top(app, 'Course')).toBeCloseTo(before - scrolled, 0);
    await inSmall(app).press('Enter');
    await expect(title(app)).toBeInViewport({ ratio: 1 });
    await expect(title(app)).toBeFocused();
    await expect(inSmall(app)).toHaveCount(0);
  });

  test('M4 at 320 px what is entered far below shows its effect at once', async ({ page, ehr }) => {
    await page.setViewportSize({ width: 320, height: 640 });
    const app = await openFromChart(page, ehr, RUTH);
    await expect(title(app)).toHaveText(ANSWER);
    await expect(app.getByRole('heading', { level: 2, name: 'Sources' })).toBeVisible();
    await app.getByRole('button', { name: 'Enter it: Severe physical symptom' }).click();
    const form = app.getByRole('form', { name: 'Symptom score' });
    await form.getByLabel('Score, 0 to 10').selectOption('8');
    await form.getByRole('button', { name: 'Add', exact: true }).click();
    await expect(title(app)).toContainText('within 72 hours');
    await expect(title(app)).not.toBeInViewport();
    await expect(inSmall(app, /within 72 hours/)).toBeInViewport({ ratio: 1 });
    // And what was added stands at its row, which lies under neither banner nor answer.
    const strip = await inSmall(app, /within 72 hours/).boundingBox();
    const row = app.getByRole('button', { name: 'Symptom score', exact: true });
    await expect(row).toContainText('Added: Pain 8/10');
    expect((await row.boundingBox())?.y).toBeGreaterThanOrEqual((strip?.y ?? 0) + (strip?.height ?? Infinity));
  });

  test('M4 at 320 px the decision is in reach from the first moment, and covers nothing of what could not be seen', async ({
    page,
    ehr,
  }) => {
    await page.setViewportSize({ width: 320, height: 640 });
    const app = await openFromChart(page, ehr, RUTH);
    await expect(title(app)).toHaveText(ANSWER);
    const refer = app.getByRole('button', { name: 'Refer…' });
    await expect(refer).toBeInViewport({ ratio: 1 });
    const notSeen = await app.getByRole('button', { name: /^Not seen:/ }).boundingBox();
    const button = await refer.boundingBox();
    expect((notSeen?.y ?? Infinity) + (notSeen?.height ?? 0)).toBeLessThanOrEqual(button?.y ?? 0);
    await page.setViewportSize({ width: 1024, height: 640 });
    await expect(refer).toBeInViewport({ ratio: 1 });
  });
});

test.describe('M4 nothing lies over what has the focus', () => {
  for (const { patient, ...size } of [
    { width: 320, height: 560, patient: RUTH },
    // A long sentence in small: three lines.
    { width: 320, height: 640, patient: 'breast2-patient' },
    { width: 1024, height: 640, patient: RUTH },
  ])
    test(`M4 at ${size.width} x ${size.height}, down the page and back by Tab`, async ({ page, ehr }) => {
      await page.setViewportSize(size);
      await page.goto(ehr.launchUrl({ patient }));
      await expect(page.getByRole('heading', { level: 2, name: 'Sources' })).toBeVisible();
      await expect(page.getByRole('contentinfo')).toBeVisible();
      const covered: string[] = [];
      let reached = 0;
      for (const key of ['Tab', 'Shift+Tab'])
        for (let press = 0; press < 80; press += 1) {
          await page.keyboard.press(key);
          const seen = await page.evaluate(focusInSight);
          if (seen === null) break;
          reached += 1;
          if (!seen.inSight) covered.push(`${key}: ${seen.name}`);
        }
      expect(reached).toBeGreaterThan(60);
      expect(covered).toEqual([]);
    });
});

/** Whether any point of what has the focus can be seen; null outside of the page. Runs in the page. */
function focusInSight(): { readonly name: string; readonly inSight: boolean } | null {
  const element = document.activeElement;
  if (element === null || element === document.body) return null;
  const { left, top, width, height } = element.getBoundingClientRect();
  const shares = [0.1, 0.5, 0.9];
  const inSight = shares.some((x) =>
    shares.some((y) => {
      const there = document.elementFromPoint(left + width * x, top + height * y);
      return there !== null && (element.contains(there) || there.contains(element));
    }),
  );
  return { name: element.getAttribute('aria-label') ?? element.textContent ?? '', inSight };
}
