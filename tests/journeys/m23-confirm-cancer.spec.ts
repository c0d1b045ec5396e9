/** M23: a cancer that the record leaves unclear is confirmed on the spot, as an entry of this visit. */
import type { Sandbox } from '../../src/sandbox/sandbox.ts';
import { created, draft, ehrWith, expect, openFromChart, sendButton, test, type App } from './journey.ts';

const PANCREAS = 's44a-patient';

const title = (app: App) => app.getByRole('heading', { level: 1 });
const lines = (app: App) => app.getByRole('list', { name: 'Said at this visit' });
const confirm = (app: App) =>
  app.getByRole('list', { name: 'On record' }).getByRole('button', { name: /^It is active cancer: .*pancreas/ });

test.describe('M23 a cancer that is not clear', () => {
  let ehr: Sandbox;
  test.beforeAll(async () => {
    ehr = await ehrWith({}, '44a-pancreas-one-visit-diagnosis');
  });
  test.afterAll(() => ehr.stop());

  test('M23 a diagnosis of one visit is confirmed beside its record, the answer is worked out anew, and it goes along with the referral', async ({
    page,
  }) => {
    const before = JSON.stringify(await ehr.search('Condition', { patient: PANCREAS }));
    const app = await openFromChart(page, ehr, PANCREAS);
    await expect(title(app)).toHaveText(/^Cancer status unclear: one visit diagnosis/);
    await confirm(app).click();
    await expect(title(app)).toHaveText(/^A supportive & palliative care visit is suggested/);
    await expect(title(app)).toBeFocused();
    await expect(app.getByRole('list', { name: 'Reasons' }).getByText(/pancreas/)).toContainText(
      'entered by a clinician',
    );
    await expect(lines(app)).toContainText(/Entered: Confirmed as active cancer: .*pancreas/);
    await expect(app.getByRole('button', { name: /^Save to the chart: / })).toHaveCount(0);
    await draft(app, {});
    await sendButton(app).click();
    await expect(app.getByText('Referral order placed', { exact: true })).toBeVisible();
    const [order] = await created(ehr, PANCREAS);
    expect(order?.note?.[0]?.text).toMatch(
      /Told by the referring clinician, not taken from the chart:\n- Confirmed as active cancer: .*pancreas/,
    );
    expect(order?.note?.[0]?.text).not.toMatch(/unclear/);
    // What it is about is the record itself, which stays as it was.
    expect(order?.reasonReference?.map(({ reference }) => reference)).toEqual(['Condition/s44a-cond-primary']);
    expect(JSON.stringify(await ehr.search('Condition', { patient: PANCREAS }))).toBe(before);
  });

  test('M23 a confirmed cancer survives a reload, and one press takes it back', async ({ page }) => {
    page.on('dialog', (dialog) => void dialog.accept());
    const fresh = await ehrWith({}, '44a-pancreas-one-visit-diagnosis');
    await page.goto(fresh.launchUrl({ patient: PANCREAS }));
    await confirm(page).click();
    await expect(title(page)).toHaveText(/^A supportive & palliative care visit is suggested/);
    await page.reload();
    await expect(lines(page)).toContainText(/Entered: Confirmed as active cancer: .*pancreas/);
    await expect(title(page)).toHaveText(/^A supportive & palliative care visit is suggested/);
    await lines(page)
      .getByRole('button', { name: /^Take back: Confirmed as active cancer/ })
      .click();
    await expect(title(page)).toHaveText(/^Cancer status unclear: one visit diagnosis/);
    await expect(confirm(page)).toBeVisible();
    await fresh.stop();
  });
});
