import type { Locator, Page } from '@playwright/test';
import { RUTH, expect, openFromChart, test } from './journey.ts';

type Place = NonNullable<Awaited<ReturnType<Locator['boundingBox']>>>;

async function placeOf(one: Locator): Promise<Place> {
  const place = await one.boundingBox();
  if (place === null) throw new Error('not drawn');
  return place;
}

function pressAt(page: Page, { x, y, width, height }: Place): Promise<void> {
  return page.mouse.click(x + width / 2, y + height / 2);
}

/** Room above it for the banner, and beneath it for what is told. */
async function inTheMiddle(one: Locator): Promise<void> {
  await one.evaluate((element) => {
    const { bottom } = element.getBoundingClientRect();
    window.scrollBy(0, bottom - window.innerHeight * 0.55);
  });
}

test.describe('M17 course', () => {
  test('M17 the course can be walked with the keyboard, mark by mark, to the record', async ({ page, ehr }) => {
    const app = await openFromChart(page, ehr, 'lung4-patient');
    const course = app.getByRole('region', { name: 'Course' });
    await expect(course.getByRole('heading', { name: 'Course' })).toBeVisible();
    const marks = course.getByRole('button', { name: /20\d\d/ });
    await expect(marks.first()).toBeVisible();
    await marks.first().focus();
    const first = await page.evaluate(() => document.activeElement?.ownerDocument === document);
    expect(first).toBe(true);
    const before = await course.locator(':focus').getAttribute('aria-label');
    await marks.first().press('ArrowRight');
    await expect(course.locator(':focus')).not.toHaveAttribute('aria-label', before ?? '');
    await course.locator(':focus').press('Enter');
    await course.getByRole('button', { name: 'Open the FHIR record' }).first().press('Enter');
    await expect(course.getByText(/"resourceType":/).first()).toBeVisible();
  });

  for (const { width, height } of [
    { width: 1024, height: 640 },
    { width: 512, height: 320 },
    { width: 320, height: 640 },
  ])
    test(`M17 what is chosen is told beneath its lane, in view, and pulls nothing away: ${String(width)} px`, async ({
      page,
      ehr,
    }) => {
      await page.setViewportSize({ width, height });
      await page.goto(ehr.launchUrl({ patient: RUTH }));
      const course = page.getByRole('region', { name: 'Course', exact: true });
      const told = course.getByRole('region', { name: 'Chosen in the picture' });
      const markIn = (lane: string): Locator =>
        course
          .getByRole('group', { name: lane, exact: true })
          .getByRole('button', { name: /20\d\d/ })
          .last();
      // Down the page and up again: what was told above goes, what is told below comes.
      for (const lane of ['Cancer', 'Function', 'Hospital']) {
        const mark = markIn(lane);
        await inTheMiddle(mark);
        const before = await placeOf(mark);
        await pressAt(page, before);
        await expect(mark).toHaveAttribute('aria-pressed', 'true');
        const [pressed, strip, details] = [
          await placeOf(mark),
          await placeOf(mark.locator('xpath=..')),
          await placeOf(told),
        ];
        expect(Math.abs(pressed.y - before.y), 'the mark stays under the pointer').toBeLessThan(2);
        expect(Math.abs(details.y - (strip.y + strip.height)), 'directly beneath its lane').toBeLessThan(4);
        expect(details.y + Math.min(details.height, 60), 'in view').toBeLessThanOrEqual(height);
      }
      // Where there is no room beneath, the page moves as far as it must, and the mark stays in view.
      const low = markIn('Cancer');
      await low.evaluate((mark) => window.scrollBy(0, mark.getBoundingClientRect().bottom - window.innerHeight + 8));
      await pressAt(page, await placeOf(low));
      await expect(told.getByRole('listitem').first()).toBeInViewport();
      await expect(low).toBeInViewport();
      // The same press again.
      await pressAt(page, await placeOf(low));
      await expect(low).toHaveAttribute('aria-pressed', 'false');
      await expect(told).toHaveCount(0);
      await low.press('Enter');
      await low.press('Tab');
      await expect(told.getByRole('button', { name: 'Open the FHIR record' }).first()).toBeFocused();
      await page.keyboard.press('Escape');
      await expect(told).toHaveCount(0);
      await expect(low).toBeFocused();
    });

  test('M17 the same stands in a table, with every stay, score and diagnosis', async ({ page, ehr }) => {
    const app = await openFromChart(page, ehr, 'lung4-patient');
    const course = app.getByRole('region', { name: 'Course' });
    await course.getByRole('button', { name: 'The same as a table' }).press('Enter');
    const table = course.getByRole('table').first();
    await expect(table.getByRole('row', { name: /ECOG 2/ })).toBeVisible();
    await expect(table.getByRole('row', { name: /Hospital/ }).first()).toBeVisible();
    await expect(table.getByRole('row', { name: /Cancer.*Bone metastases|Bone metastases/ }).first()).toBeVisible();
  });

  test('M17 a lane whose source was not read says so', async ({ page, ehr }) => {
    const app = await openFromChart(page, ehr, 'lung4-patient', { withhold: ['Encounter'] });
    const course = app.getByRole('region', { name: 'Course' });
    await expect(course.getByText(/encounters.*(did not give access|not allowed|not read)/i).first()).toBeVisible();
  });
});
