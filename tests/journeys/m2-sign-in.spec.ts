import { expect, test } from './journey.ts';

test.describe('M2 Stand-alone launch', () => {
  test('M2 a site is picked, a patient is picked at sign-in, and the answer is there', async ({ page, ehr }) => {
    const before = ehr.requests.length;
    await page.goto(`${ehr.appUrl}/launch.html`);
    await expect(page.getByRole('heading', { level: 1, name: 'Open a chart by signing in' })).toBeFocused();
    expect(ehr.requests.slice(before)).toEqual([]);
    await page.getByRole('link', { name: 'Sign in to Demo EHR' }).click();
    await page.getByRole('button', { name: /Martin/ }).click();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(/visit is suggested/);
    await expect(page.getByRole('banner')).toContainText('Ruth Martin');
    await expect(
      page.getByText('You chose this patient when you signed in. Check name, birth date and MRN.'),
    ).toBeVisible();
    expect(new URL(page.url()).searchParams.has('code')).toBe(false);
  });

  test('M2 a reload keeps the patient who was picked, without signing in again', async ({ page, ehr }) => {
    await page.goto(`${ehr.appUrl}/launch.html`);
    await page.getByRole('link', { name: 'Sign in to Demo EHR' }).click();
    await page.getByRole('button', { name: /Martin/ }).click();
    await expect(page.getByRole('banner')).toContainText('Ruth Martin');
    const before = ehr.requests.length;
    await page.reload();
    await expect(page.getByRole('banner')).toContainText('Ruth Martin');
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(/visit is suggested/);
    expect(ehr.requests.slice(before).filter(({ path }) => path.startsWith('/auth/'))).toEqual([]);
  });

  test('M2 back to the list of patients, and another one: that one is opened, and nothing is left of the first', async ({
    page,
    ehr,
  }) => {
    await page.goto(`${ehr.appUrl}/launch.html`);
    await page.getByRole('link', { name: 'Sign in to Demo EHR' }).click();
    await page.getByRole('button', { name: /Martin/ }).click();
    await expect(page.getByRole('banner')).toContainText('Ruth Martin');
    const first = page.url();
    await page.goBack();
    await page.getByRole('button', { name: /Nair/ }).click();
    await expect(page.getByRole('banner')).toContainText('Nair');
    await expect(page.getByRole('banner')).not.toContainText('Ruth Martin');
    expect(page.url()).not.toBe(first);
    await page.reload();
    await expect(page.getByRole('banner')).toContainText('Nair');
    await page.goto(first);
    await expect(page.getByText('This window does not know the chart that its address names.')).toBeVisible();
  });

  test('M2 who cancels at sign-in is told what to do', async ({ page, ehr }) => {
    await page.goto(`${ehr.appUrl}/launch.html`);
    await page.getByRole('link', { name: 'Sign in to Demo EHR' }).click();
    await page.getByRole('button', { name: 'Cancel' }).click();
    await expect(page.getByRole('heading', { name: 'Access was not allowed at sign-in.' })).toBeVisible();
  });

  test('M2 in the frame of a chart nobody is asked to pick a patient', async ({ page, ehr }) => {
    await page.goto(ehr.chartUrl({ patient: 'lung4-patient' }));
    for (const address of [
      `${ehr.appUrl}/launch.html`,
      `${ehr.appUrl}/launch.html?${new URLSearchParams({ iss: ehr.fhirUrl, standalone: '1' }).toString()}`,
    ]) {
      await page.evaluate((src) => {
        const frame = document.createElement('iframe');
        frame.src = src;
        document.querySelector('main')?.replaceChildren(frame);
      }, address);
      const app = page.frameLocator('iframe');
      await expect(app.getByRole('heading', { level: 1 })).toHaveText(
        /The EHR did not say which server it is|Here the app opens from a patient’s chart/,
      );
      await expect(app.getByRole('link')).toHaveCount(0);
    }
  });
});
