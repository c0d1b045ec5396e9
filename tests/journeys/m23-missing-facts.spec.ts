/** M23: the clinician says what the chart lacks, and what in it is wrong; and writes into the chart what the EHR takes. */
import type { Observation } from 'fhir/r4';
import { commitThenDrop, status } from '../../src/sandbox/faults.ts';
import { plain } from '../../src/sandbox/personality.ts';
import type { Sandbox } from '../../src/sandbox/sandbox.ts';
import { openFact } from './add-facts.ts';
import { RUTH, created, draft, ehrWith, expect, openFromChart, sendButton, test, type App } from './journey.ts';

const OTHER = 'colon3-patient';

/** What was written of a patient's readings, and is not taken back. */
async function saved(ehr: Sandbox, patient = RUTH): Promise<Observation[]> {
  const all = await ehr.search('Observation', { patient });
  return all.filter((one) => one.status !== 'entered-in-error' && /^[0-9a-f]{8}-[0-9a-f]{4}-/.test(one.id ?? ''));
}

test.afterEach(async ({ ehr }) => {
  for (const one of await saved(ehr)) await ehr.update({ ...one, status: 'entered-in-error' });
});

const posts = (ehr: Sandbox, type = 'Observation'): number =>
  ehr.requests.filter((one) => one.method === 'POST' && one.path === `/fhir/${type}`).length;
const title = (app: App) => app.getByRole('heading', { level: 1 });
const lines = (app: App) => app.getByRole('list', { name: 'Said at this visit' });
const save = (app: App) => app.getByRole('button', { name: /^Save to the chart: / });

async function add(
  app: App,
  kind: string,
  fill: (form: ReturnType<App['getByRole']>) => Promise<unknown>,
): Promise<void> {
  await expect(app.getByRole('heading', { level: 1 })).toHaveText(/suggested/);
  const form = await openFact(app, kind);
  await fill(form);
  await form.getByRole('button', { name: 'Add' }).click();
}

const addPain = (app: App): Promise<void> =>
  add(app, 'Symptom score', (form) => form.getByLabel('Score, 0 to 10').selectOption('8'));
const addEcog = (app: App): Promise<void> =>
  add(app, 'Performance status', (form) => form.getByRole('radio', { name: /^2:/ }).check());

test.describe('M23 missing facts', () => {
  test('M23 the clinician supplies what the chart lacks, the answer is worked out anew, and it goes along with the referral', async ({
    page,
    ehr,
  }) => {
    const app = await openFromChart(page, ehr, RUTH);
    await expect(title(app)).toContainText('suggested');
    await expect(title(app)).not.toContainText('within 72 hours');
    await addPain(app);
    await expect(title(app)).toContainText('within 72 hours');
    await expect(app.getByRole('list', { name: 'Reasons' }).getByText(/Pain 8\/10/)).toContainText(
      'entered by a clinician',
    );
    await expect(lines(app)).toContainText(/Entered: Pain 8\/10/);
    await draft(app, {});
    await sendButton(app).click();
    await expect(app.getByText('Referral order placed', { exact: true })).toBeVisible();
    const [order] = await created(ehr, RUTH);
    expect(order?.note?.[0]?.text).toMatch(
      /Told by the referring clinician, not taken from the chart:\n- Pain 8\/10, /,
    );
    expect(await saved(ehr)).toEqual([]);
  });

  test('M23 an entered score is saved as an Observation where the EHR takes it', async ({ page, ehr }) => {
    await page.goto(ehr.launchUrl({ patient: RUTH }));
    await addEcog(page);
    await save(page).click();
    await expect(lines(page).getByText('Saved in the chart', { exact: true })).toBeVisible();
    await expect(save(page)).toHaveCount(0);
    const [observation, ...more] = await saved(ehr);
    expect(more).toEqual([]);
    expect(observation).toMatchObject({
      status: 'final',
      code: { coding: [{ system: 'http://loinc.org', code: '89247-1' }] },
      subject: { reference: `Patient/${RUTH}` },
      effectiveDateTime: ehr.today,
      valueInteger: 2,
      note: [{ text: 'Entered in Alongside' }],
    });
    expect(observation?.performer?.[0]?.reference).toMatch(/^Practitioner\//);
    // Read again it is in the chart, and counts once: as it was entered.
    const before = await title(page).textContent();
    await page.reload();
    await expect(title(page)).toHaveText(before ?? '');
    await expect(lines(page).getByRole('listitem')).toHaveCount(1);
    await expect(lines(page)).toContainText('Saved in the chart');
    await expect(save(page)).toHaveCount(0);
    expect(await saved(ehr)).toHaveLength(1);
    // Closing asks nothing: nothing would be lost.
    await page.getByRole('button', { name: 'Close Alongside' }).click();
    await expect(page.getByText('Ruth Martin')).toHaveCount(0);
  });

  test.describe('an EHR that takes no Observation', () => {
    let closed: Sandbox;
    test.beforeAll(async () => {
      closed = await ehrWith({
        personality: { ...plain, creatable: plain.creatable.filter((type) => type !== 'Observation') },
      });
    });
    test.afterAll(() => closed.stop());

    test('M23 where the EHR takes no Observation nothing is offered and the letter carries it', async ({ page }) => {
      const app = await openFromChart(page, closed, RUTH);
      await addEcog(app);
      await expect(lines(app)).toContainText(/Entered: ECOG 2/);
      await draft(app, {});
      // By now the EHR has been asked what it takes.
      await expect(save(app)).toHaveCount(0);
      await sendButton(app).click();
      await expect(app.getByText('Referral order placed', { exact: true })).toBeVisible();
      const [order] = await created(closed, RUTH);
      expect(order?.note?.[0]?.text).toContain('ECOG 2');
      expect(posts(closed)).toBe(0);
    });
  });

  test('M23 a lost answer is unknown, looked up, and nothing is written twice', async ({ page, ehr }) => {
    test.setTimeout(90_000);
    ehr.faults.add({ method: 'POST', path: '/fhir/Observation', action: commitThenDrop() });
    const app = await openFromChart(page, ehr, RUTH);
    await addEcog(app);
    await expect(save(app)).toBeVisible();
    // From here on no search shows what was written.
    ehr.faults.add({
      method: 'GET',
      path: /\/fhir\/Observation\?/,
      action: status(400, { resourceType: 'OperationOutcome', issue: [{ severity: 'error', code: 'not-supported' }] }),
    });
    await save(app).click();
    await expect(lines(app)).toContainText('Saving, waiting for the EHR');
    await expect(lines(app)).toContainText('We could not confirm whether it was saved.', { timeout: 40_000 });
    await expect(save(app)).toHaveCount(0);
    await expect(lines(app)).not.toContainText('Saved in the chart');
    expect(await saved(ehr)).toHaveLength(1);
    ehr.faults.clear();
    const before = posts(ehr);
    await app.getByRole('button', { name: /^Check again: ECOG 2/ }).click();
    await expect(lines(app)).toContainText('Saved in the chart');
    expect(posts(ehr)).toBe(before);
    expect(await saved(ehr)).toHaveLength(1);
  });

  test('M23 nothing is written by entering', async ({ page, ehr }) => {
    const from = ehr.requests.length;
    const app = await openFromChart(page, ehr, RUTH);
    await addEcog(app);
    await addPain(app);
    await add(app, 'Caregiver strain', (form) => form.getByRole('radio', { name: 'Strained', exact: true }).check());
    await add(app, 'Your own judgment', (form) => form.getByLabel('Why').selectOption({ index: 1 }));
    // Of a judgment, and of what is said of the family, nothing is offered.
    await expect(lines(app).getByRole('listitem')).toHaveCount(4);
    await expect(save(app)).toHaveCount(2);
    await expect(app.getByRole('button', { name: /^Save to the chart: (Clinician|Caregiver)/ })).toHaveCount(0);
    const written = ehr.requests
      .slice(from)
      .filter(({ method, path }) => path.startsWith('/fhir/') && !['GET', 'OPTIONS', 'HEAD'].includes(method));
    expect(written).toEqual([]);
    expect(await saved(ehr)).toEqual([]);
  });

  test('M23 what was entered survives a reload, and is nobody else’s', async ({ page, ehr }) => {
    page.on('dialog', (dialog) => void dialog.accept());
    await page.goto(ehr.launchUrl({ patient: RUTH }));
    await addPain(page);
    await expect(title(page)).toContainText('within 72 hours');
    const ruth = page.url();
    await page.reload();
    await expect(title(page)).toContainText('within 72 hours');
    await expect(lines(page)).toContainText(/Entered: Pain 8\/10/);
    await page.goto(ehr.launchUrl({ patient: OTHER }));
    await expect(title(page)).toContainText('suggested');
    await expect(page.getByRole('banner')).not.toContainText('Ruth Martin');
    await expect(lines(page)).toHaveCount(0);
    await expect(page.getByText(/Pain 8\/10/)).toHaveCount(0);
    await page.goto(ruth);
    await expect(lines(page)).toContainText(/Entered: Pain 8\/10/);
  });

  test('M23 a record called wrong is out of the answer, in view, and goes along with the referral', async ({
    page,
    ehr,
  }) => {
    const app = await openFromChart(page, ehr, RUTH);
    await app.getByRole('button', { name: /^Met: Two or more unplanned hospital stays/ }).click();
    await app
      .getByRole('button', { name: /^This is wrong: / })
      .first()
      .click();
    await expect(app.getByRole('button', { name: /^Met: Two or more unplanned hospital stays/ })).toHaveCount(0);
    await expect(lines(app)).toContainText('Set aside as wrong, not counted:');
    const line = (await lines(app).getByRole('listitem').textContent()) ?? '';
    await draft(app, {});
    await sendButton(app).click();
    await expect(app.getByText('Referral order placed', { exact: true })).toBeVisible();
    const [order] = await created(ehr, RUTH);
    const named = /not counted: (.*?), \d/.exec(line)?.[1] ?? 'nothing was named';
    expect(order?.note?.[0]?.text).toContain(named);
    expect(posts(ehr, 'Encounter')).toBe(0);
  });
});
