/** M12: a referral that has left says what was said when it left; where the screen says something else by now, it is told. */
import { commitThenDrop, laggingIndex } from '../../src/sandbox/faults.ts';
import { openFact } from './add-facts.ts';
import { RUTH, created, draft, expect, openFromChart, sendButton, test, type App } from './journey.ts';

const lines = (app: App) => app.getByRole('list', { name: 'Said at this visit' });
const title = (app: App) => app.getByRole('heading', { level: 1 });
const TAKEN_BACK =
  /^Since it was sent, you took back: ECOG 3, \d+ \w+ \d{4}\. The referral still says it: tell the team\.$/;

async function addEcog(app: App, value: RegExp): Promise<void> {
  const form = await openFact(app, 'Performance status');
  await form.getByRole('radio', { name: value }).check();
  await form.getByRole('button', { name: 'Add' }).click();
}

/** The whole answer stands, and ECOG 3 is entered. */
async function enter(app: App): Promise<void> {
  await expect(title(app)).toHaveText(/suggested/);
  await expect(app.getByRole('region', { name: 'Sources' })).toBeVisible();
  await addEcog(app, /^3:/);
  await expect(lines(app)).toContainText(/Entered: ECOG 3/);
}

const takeBack = (app: App): Promise<void> => app.getByRole('button', { name: /^Take back: ECOG 3/ }).click();

test.describe('M12 what was said, and what the referral says', () => {
  test('M12 an entry that is taken back after sending is told as still in the referral, in the sheet, by the answer and after a reload', async ({
    page,
    ehr,
  }) => {
    page.on('dialog', (dialog) => void dialog.accept());
    await page.goto(ehr.launchUrl({ patient: RUTH }));
    await enter(page);
    await draft(page, {});
    await sendButton(page).click();
    const placed = page.getByRole('heading', { name: 'Referral order placed', exact: true });
    await expect(placed).toBeVisible();
    const [order] = await created(ehr, RUTH);
    expect(order?.note?.[0]?.text).toContain('ECOG 3');
    await expect(page.getByText(/^Since it was|^Entered since/)).toHaveCount(0);

    await takeBack(page);
    await expect(page.getByText(TAKEN_BACK)).toBeVisible();
    await addEcog(page, /^2:/);
    const entered = page.getByText(/^Entered since; not in the referral: ECOG 2, \d+ \w+ \d{4}\.$/);
    await expect(entered).toBeVisible();

    // By the answer, once, when the sheet is closed.
    await page.getByRole('dialog').getByRole('button', { name: 'Close' }).click();
    await expect(page.getByRole('dialog')).toHaveCount(0);
    await expect(placed).toBeVisible();
    await expect(page.getByText(TAKEN_BACK)).toHaveCount(1);

    await page.reload();
    await expect(placed).toBeVisible();
    await expect(page.getByText(TAKEN_BACK)).toBeVisible();
    await expect(entered).toBeVisible();

    // Nothing is told where the screen says again what was sent.
    await addEcog(page, /^3:/);
    await expect(lines(page)).toContainText(/Entered: ECOG 3/);
    await expect(page.getByText(/^Since it was|^Entered since/)).toHaveCount(0);
    // It was told, and nothing was written by it.
    expect(await created(ehr, RUTH)).toEqual([order]);
  });

  test('M12 where nobody knows whether it arrived, it is told with an "if"', async ({ page, ehr }) => {
    test.setTimeout(60_000);
    const app = await openFromChart(page, ehr, RUTH);
    await enter(app);
    await draft(app, {});
    ehr.faults.add({ method: 'POST', path: '/fhir/ServiceRequest', action: commitThenDrop() });
    // No search shows what was written.
    ehr.faults.add({ method: 'GET', path: /\/fhir\/ServiceRequest\?/, action: laggingIndex(60_000) });
    await sendButton(app).click();
    await expect(
      app.getByRole('heading', { name: 'We could not confirm whether the order was placed', exact: true }),
    ).toBeVisible({ timeout: 40_000 });
    await takeBack(app);
    await expect(
      app.getByText(
        /^Since it was tried, you took back: ECOG 3, .*\. If it arrived, it still says it: tell the team\.$/,
      ),
    ).toBeVisible();
  });
});
