import { RUTH, expect, openFromChart, test, withListener } from './journey.ts';

test.describe('M1 EHR launch', () => {
  test('M1 a click in the chart leads to the answer, in a frame', async ({ page, ehr }) => {
    const app = await openFromChart(page, ehr, RUTH);
    await expect(app.getByRole('heading', { level: 1 })).toHaveText(
      'A supportive & palliative care visit is suggested, within 2 weeks.',
    );
    await expect(app.getByRole('banner')).toContainText('Ruth Martin');
    await expect(app.getByRole('banner')).toContainText('MRN 00421');
  });

  test('M1 the same in a tab of its own, and the address keeps no code', async ({ page, context, ehr }) => {
    await page.goto(ehr.chartUrl({ patient: RUTH }));
    const opened = context.waitForEvent('page');
    await page.getByRole('link', { name: 'Open Alongside in a new tab' }).click();
    const tab = await opened;
    await expect(tab.getByRole('heading', { level: 1 })).toHaveText(/visit is suggested/);
    expect(new URL(tab.url()).searchParams.has('code')).toBe(false);
    expect(await tab.title()).not.toMatch(/Ruth|Martin|00421/);
    expect(await tab.evaluate(() => window.opener)).toBeNull();
  });

  test('M1 an issuer that is not configured is never contacted', async ({ page, ehr }) => {
    await withListener(async (origin, requests) => {
      await page.goto(
        `${ehr.appUrl}/launch.html?${new URLSearchParams({ iss: `${origin}/fhir`, launch: 'x' }).toString()}`,
      );
      await expect(page.getByRole('heading', { name: 'The app is not set up for this EHR server.' })).toBeVisible();
      expect(requests()).toBe(0);
    });
  });

  test('M1 an issuer that differs by one slash is another issuer', async ({ page, ehr }) => {
    const before = ehr.requests.length;
    await page.goto(
      `${ehr.appUrl}/launch.html?${new URLSearchParams({ iss: `${ehr.fhirUrl}/`, launch: 'x' }).toString()}`,
    );
    await expect(page.getByText('The app is not set up for this EHR server.')).toBeVisible();
    expect(ehr.requests.length).toBe(before);
  });

  test('M1 a fhirServiceUrl in the address changes nothing and receives nothing', async ({ page, ehr }) => {
    await withListener(async (origin, requests) => {
      const url = new URL(ehr.launchUrl({ patient: RUTH }));
      url.searchParams.set('fhirServiceUrl', `${origin}/fhir`);
      url.searchParams.set('patientId', 'colon3-patient');
      url.searchParams.set('clientId', 'somebody-else');
      await page.goto(url.href);
      await expect(page.getByRole('heading', { level: 1 })).toHaveText(/visit is suggested/);
      await expect(page.getByRole('banner')).toContainText('Ruth Martin');
      expect(requests()).toBe(0);

      await page.goto(
        `${ehr.appUrl}/launch.html?${new URLSearchParams({ fhirServiceUrl: `${origin}/fhir`, patientId: '1' }).toString()}`,
      );
      await expect(page.getByRole('heading', { name: 'The EHR did not say which server it is.' })).toBeVisible();
      expect(requests()).toBe(0);
    });
  });

  test('M1 consent denied: the step and what to do', async ({ page, ehr }) => {
    const app = await openFromChart(page, ehr, RUTH, { consent: 'ask' });
    await app.getByRole('button', { name: 'Deny' }).click();
    await expect(app.getByRole('heading', { name: 'Access was not allowed at sign-in.' })).toBeVisible();
    await expect(app.getByText(/Step 4 of 6/)).toBeVisible();
  });

  test('M1 an error on the redirect is shown with its step', async ({ page, ehr }) => {
    // The launch is spent by then: what is asked for less the second time is refused for that.
    const app = await openFromChart(page, ehr, RUTH, { error: 'invalid_scope' });
    await expect(app.getByText('The EHR refused one of the permissions that this app asked for.')).toBeVisible();
    await expect(app.getByText(/Step 4 of 6/)).toBeVisible();
  });

  test('M1 no patient in context', async ({ page, ehr }) => {
    const app = await openFromChart(page, ehr, RUTH, { noPatient: true });
    await expect(app.getByText('No patient was chosen.')).toBeVisible();
  });

  test('M1 a bookmark opens nothing and says so', async ({ page, ehr }) => {
    await page.goto(`${ehr.appUrl}/index.html`);
    await expect(page.getByText('No chart is open.')).toBeVisible();
    await page.goto(`${ehr.appUrl}/launch.html?launch=x`);
    await expect(page.getByText('The EHR did not say which server it is.')).toBeVisible();
  });

  test('M1 a reload keeps the chart, StrictMode or not, with one token request', async ({ page, ehr }) => {
    const before = ehr.requests.length;
    await page.goto(ehr.launchUrl({ patient: RUTH }));
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(/visit is suggested/);
    await page.reload();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(/visit is suggested/);
    expect(
      ehr.requests.slice(before).filter((one) => one.path === '/auth/token' && one.method === 'POST'),
    ).toHaveLength(1);
  });

  test('M1 two patients in two frames: each keeps its own after a reload', async ({ page, ehr }) => {
    await page.goto(`${ehr.ehrUrl}/compare?patients=${RUTH},colon3-patient`);
    const [left, right] = [page.frameLocator('iframe >> nth=0'), page.frameLocator('iframe >> nth=1')];
    const names = async (): Promise<void> => {
      await expect(left.getByRole('banner')).toContainText('Ruth Martin');
      await expect(right.getByRole('banner')).not.toContainText('Ruth Martin');
      await expect(right.getByRole('heading', { level: 1 })).toHaveText(/suggested/);
      await expect(left.getByRole('heading', { level: 1 })).toHaveText(/suggested/);
    };
    await names();
    await expect(right.getByRole('banner')).toContainText('stage IV');
    const other = (await right.getByRole('region', { name: 'Patient' }).textContent()) ?? '';
    const frames = page.frames().filter((frame) => frame.url().startsWith(ehr.appUrl));
    expect(frames).toHaveLength(2);
    for (const frame of frames) await frame.evaluate(() => location.reload());
    await page.waitForTimeout(300);
    await names();
    await expect(right.getByRole('region', { name: 'Patient' })).toHaveText(other);
  });
});
