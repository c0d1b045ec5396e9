import { expect, openFromChart, test } from './journey.ts';

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
