/** What goes wrong between a press on the button and an answer: nothing lost, nothing twice, nothing claimed. */
import { Buffer } from 'node:buffer';
import type { BrowserContext, Page } from '@playwright/test';
import { commitThenDrop, dropBefore, hold, laggingIndex, rewriteBody, status } from '../../src/sandbox/faults.ts';
import type { Sandbox } from '../../src/sandbox/sandbox.ts';
import {
  RUTH,
  created,
  draft,
  ehrWith,
  expect,
  openFromChart,
  posts,
  sendButton,
  test,
  writes,
  type App,
} from './journey.ts';

const PLACED = 'Referral order placed';
const UNKNOWN = 'We could not confirm whether the order was placed';
const QUESTION = 'Kept whatever happens.';

/** Opens the app as a page of its own, as in a tab of the EHR. */
async function openInTab(page: Page, ehr: Sandbox, options: Parameters<Sandbox['launchUrl']>[0] = {}): Promise<Page> {
  await page.goto(ehr.launchUrl({ patient: RUTH, ...options }));
  return page;
}

const placed = (app: App) => app.getByText(PLACED, { exact: true });
const outcomeOf = (code: string, diagnostics: string) => ({
  resourceType: 'OperationOutcome',
  issue: [{ severity: 'error', code, diagnostics }],
});
const hidesEverything = rewriteBody((bundle) => ({ ...bundle, entry: [], total: 0 }));

test.describe('M12 a lost answer is told as what it is, whichever way it went', () => {
  for (const { type, withhold, sentence, look } of [
    {
      type: 'Task',
      withhold: ['ServiceRequest.create'],
      sentence: 'We could not confirm whether the request was sent',
      look: 'I see the request',
    },
    {
      type: 'Communication',
      withhold: ['ServiceRequest.create', 'Task.create'],
      sentence: 'We could not confirm whether the message was sent',
      look: 'I see the message',
    },
    {
      type: 'DocumentReference',
      withhold: ['ServiceRequest.create', 'Task.create', 'Communication.create'],
      sentence: 'We could not confirm whether the letter was filed',
      look: 'I see the letter',
    },
  ] as const) {
    test(`M12 ${type}: unknown, never sent again, and the user’s word is theirs`, async ({ page, ehr }) => {
      test.setTimeout(60_000);
      ehr.faults.add({ method: 'POST', path: `/fhir/${type}`, action: commitThenDrop() });
      ehr.faults.add({ method: 'GET', path: new RegExp(`/fhir/${type}\\?`), action: hidesEverything });
      const app = await openFromChart(page, ehr, RUTH, { withhold });
      await draft(app, { question: QUESTION });
      await app.getByRole('button', { name: /^(Send request|Send message|File letter) for / }).click();
      await expect(app.getByRole('heading', { name: sentence })).toBeVisible();
      await app.getByRole('button', { name: look }).click({ timeout: 40_000 });
      await expect(app.getByText('Said by you; the EHR has not confirmed it.')).toBeVisible();
      expect(await writes(ehr, type, RUTH)).toHaveLength(1);
      expect(await created(ehr, RUTH)).toEqual([]);
    });
  }

  test('M12 “It is not there”, a minute later: it goes out again under the same number, and there is one', async ({
    page,
    ehr,
  }) => {
    test.setTimeout(60_000);
    await page.clock.install();
    ehr.faults.add({ method: 'POST', path: '/fhir/ServiceRequest', action: dropBefore() });
    await openInTab(page, ehr);
    await page.clock.runFor(3_000);
    await draft(page, { question: QUESTION });
    await page.clock.runFor(1_000);
    await sendButton(page).click();
    await expect(page.getByText(UNKNOWN)).toBeVisible();
    await expect(page.getByRole('button', { name: 'It is not there' })).toHaveCount(0);
    for (let step = 0; step < 25; step += 1) {
      await page.clock.runFor(3_000);
      await page.waitForTimeout(60);
    }
    ehr.faults.clear();
    await page.getByRole('button', { name: 'It is not there' }).click();
    await page.clock.runFor(2_000);
    await expect(page.getByLabel('What you ask of them')).toHaveValue(QUESTION);
    await expect(sendButton(page)).toBeVisible();
    await page.clock.runFor(1_000);
    await sendButton(page).click();
    await expect(placed(page)).toBeVisible();
    const orders = await created(ehr, RUTH);
    expect(orders).toHaveLength(1);
  });

  test('M12 a search that shows new orders ten seconds late: found, one order', async ({ page, ehr }) => {
    test.setTimeout(60_000);
    ehr.faults.add({ method: 'POST', path: '/fhir/ServiceRequest', action: commitThenDrop() });
    ehr.faults.add({ method: 'GET', path: /\/fhir\/ServiceRequest\?/, action: laggingIndex(10_000) });
    const app = await openFromChart(page, ehr, RUTH);
    await draft(app, {});
    await sendButton(app).click();
    await expect(app.getByText(UNKNOWN)).toBeVisible();
    await expect(placed(app)).toBeVisible({ timeout: 40_000 });
    expect(await created(ehr, RUTH)).toHaveLength(1);
  });

  for (const code of [409, 412])
    test(`M12 ${code}: nothing was made, its reason is shown, and others are looked for again`, async ({
      page,
      ehr,
    }) => {
      ehr.faults.add({
        method: 'POST',
        path: '/fhir/ServiceRequest',
        action: status(code, outcomeOf('conflict', 'A similar request was changed at the same moment')),
      });
      test.setTimeout(60_000);
      const app = await openFromChart(page, ehr, RUTH);
      await draft(app, { question: QUESTION });
      await sendButton(app).click();
      // It is looked for first, as long as a search may lag: the refused one may be the second of two.
      const said = app.getByText('A similar request was changed at the same moment').first();
      await expect(said).toBeVisible({ timeout: 40_000 });
      await expect(app.getByText('Nothing was sent.', { exact: false }).first()).toBeVisible();
      await expect(app.getByLabel('What you ask of them')).toHaveValue(QUESTION);
      await expect(app.getByText(/^No other open referral was found/)).toBeVisible();
      expect(await created(ehr, RUTH)).toEqual([]);
    });
});

test.describe('M12 two at once', () => {
  test('M12 two tabs of one browser: the second may not send while the first does, nor just after', async ({
    context,
    ehr,
  }) => {
    const held = hold();
    ehr.faults.add({ method: 'POST', path: '/fhir/ServiceRequest', action: held });
    const [first, second] = await twoTabs(context, ehr);
    await sendButton(first).click();
    await held.arrived;
    await sendButton(second).click();
    await expect(second.getByText(/Another window of this browser is sending a referral/).first()).toBeVisible();
    held.release();
    await expect(placed(first)).toBeVisible();
    await sendButton(second).click();
    await expect(second.getByText(/Another window of this browser|asks the same is open/).first()).toBeVisible();
    expect(await created(ehr, RUTH)).toHaveLength(1);
  });

  test('M12 two browsers, and a search that lags: both orders are there, and both are told', async ({
    browser,
    ehr,
    watched,
  }) => {
    test.setTimeout(90_000);
    const contexts = await Promise.all([browser.newContext(), browser.newContext()]);
    await Promise.all(contexts.map(watched));
    const [first, second] = await Promise.all(contexts.map(async (context) => openInTab(await context.newPage(), ehr)));
    if (first === undefined || second === undefined) throw new Error('two pages');
    for (const page of [first, second]) await draft(page, {});
    ehr.faults.add({ method: 'GET', path: /\/fhir\/ServiceRequest\?/, action: laggingIndex(10_000) });
    await sendButton(first).click();
    await expect(placed(first)).toBeVisible();
    await sendButton(second).click();
    await expect(placed(second)).toBeVisible();
    for (const page of [first, second])
      await expect(page.getByText(/^Two active referrals exist/)).toBeVisible({ timeout: 30_000 });
    expect(await created(ehr, RUTH)).toHaveLength(2);
    await Promise.all(contexts.map((one) => one.close()));
  });

  test('M12 two browsers without a lag: the second sees the first before it sends', async ({
    browser,
    ehr,
    watched,
  }) => {
    const contexts = await Promise.all([browser.newContext(), browser.newContext()]);
    await Promise.all(contexts.map(watched));
    const [first, second] = await Promise.all(contexts.map(async (context) => openInTab(await context.newPage(), ehr)));
    if (first === undefined || second === undefined) throw new Error('two pages');
    for (const page of [first, second]) await draft(page, {});
    await sendButton(first).click();
    await expect(placed(first)).toBeVisible();
    await sendButton(second).click();
    await expect(second.getByText(/gave something that you had not seen/).first()).toBeVisible();
    await expect(second.getByText('A referral that asks the same is open already.')).toBeVisible();
    expect(await created(ehr, RUTH)).toHaveLength(1);
    await Promise.all(contexts.map((one) => one.close()));
  });
});

test.describe('M11 a draft', () => {
  test('M11 that names a service which the site no longer has: said so, nothing lost, nothing sent', async ({
    page,
    ehr,
  }) => {
    await openInTab(page, ehr);
    await draft(page, { question: QUESTION });
    await page.getByRole('radio', { name: /by Video/ }).check();
    await page.waitForTimeout(400);
    await page.route('**/site.json', async (route) => {
      const answer = await route.fetch();
      const site = (await answer.json()) as { referral: { services: { id: string }[] } };
      site.referral.services = site.referral.services.filter(({ id }) => id !== 'palliative-virtual');
      await route.fulfill({ response: answer, json: site });
    });
    page.on('dialog', (dialog) => void dialog.accept());
    await page.reload();
    await page.getByRole('button', { name: 'Continue the referral…' }).click();
    await expect(page.getByLabel('What you ask of them')).toHaveValue(QUESTION);
    await expect(page.getByText('The service that was chosen is no longer offered here.')).toBeVisible();
    const before = posts(ehr);
    await sendButton(page).click();
    expect(posts(ehr)).toBe(before);
    await page.getByRole('radio', { name: /at Home/ }).check();
    await sendButton(page).click();
    await expect(placed(page)).toBeVisible();
  });

  test('M11 of another user is not shown, and stays theirs', async ({ page, ehr }) => {
    await openInTab(page, ehr);
    await draft(page, { question: 'Only the oncologist’s.' });
    await page.waitForTimeout(400);
    page.on('dialog', (dialog) => void dialog.accept());
    await openInTab(page, ehr, { user: 'dir-nurse' });
    await expect(page.getByRole('button', { name: 'Refer…' })).toBeVisible();
    await expect(page.getByText('Only the oncologist’s.')).toHaveCount(0);
    await openInTab(page, ehr);
    await page.getByRole('button', { name: 'Continue the referral…' }).click();
    await expect(page.getByLabel('What you ask of them')).toHaveValue('Only the oncologist’s.');
  });

  test('M11 in a session that ends within two minutes is not sent, and not lost', async ({ page, ehr }) => {
    const app = await openFromChart(page, ehr, RUTH, { expiresIn: 100 });
    await draft(app, { question: QUESTION });
    const before = posts(ehr);
    await sendButton(app).click();
    await expect(app.getByText('The session with the EHR is about to end', { exact: false }).first()).toBeVisible();
    await expect(app.getByLabel('What you ask of them')).toHaveValue(QUESTION);
    expect(posts(ehr)).toBe(before);
  });

  test('M11 of 5,000 characters in scripts of the world arrives as it was written, as order and as letter', async ({
    page,
    context,
    ehr,
  }) => {
    const words = [
      'Dolor y náuseas',
      '疼痛与家人',
      'الألم والعائلة',
      'דאגה',
      'दर्द',
      'боль',
      '통증',
      'ความเจ็บปวด',
      'ngủ kém',
      '👩🏽‍⚕️🫁',
      'é',
    ];
    const question = words
      .join(' · ')
      .repeat(80)
      .slice(0, 4990)
      .replace(/[\uD800-\uDBFF]$/, '');
    const app = await openFromChart(page, ehr, RUTH);
    await draft(app, { question });
    await sendButton(app).click();
    await expect(placed(app)).toBeVisible();
    const [order] = await created(ehr, RUTH);
    expect(order?.note?.[0]?.text).toContain(question.trim());
    if (order !== undefined) await ehr.update<'ServiceRequest'>({ ...order, status: 'entered-in-error' });
    await page.close();

    const withhold = ['ServiceRequest.create', 'Task.create', 'Communication.create'];
    const again = await openFromChart(await context.newPage(), ehr, RUTH, { withhold });
    await draft(again, { question });
    await again.getByRole('button', { name: /^File letter for / }).click();
    await expect(again.getByRole('heading', { name: 'Letter filed. No order was placed.' })).toBeVisible();
    const [letter] = await writes(ehr, 'DocumentReference', RUTH);
    const data = letter?.content[0]?.attachment.data ?? '';
    expect(Buffer.from(data, 'base64').toString('utf8')).toContain(question.trim());
  });

  test('M11 carries interpreter and caregiver to whoever receives it', async ({ page, ehr }) => {
    const app = await openFromChart(page, ehr, RUTH);
    await draft(app, {});
    await app.getByRole('radio', { name: 'Needed', exact: true }).check();
    await app.getByLabel('Language', { exact: true }).fill('Portuguese');
    await app.getByLabel('Whom to invite along').fill('Her husband, +1 555 0177');
    await expect(app.getByText(/^Goes out as “routine”, for a first visit from /)).toBeVisible();
    await sendButton(app).click();
    await expect(placed(app)).toBeVisible();
    const [order] = await created(ehr, RUTH);
    expect(order?.note?.[0]?.text).toContain('Interpreter needed: Portuguese');
    expect(order?.note?.[0]?.text).toContain('Please invite: Her husband, +1 555 0177');
  });
});

test.describe('M11 what is found on record', () => {
  let ehr: Sandbox;
  test.beforeAll(async () => {
    ehr = await ehrWith({});
  });
  test.afterAll(() => ehr.stop());

  test('M11 a similar one, completed lately, is shown and has to be acknowledged', async ({ page }) => {
    const app = await openFromChart(page, ehr, RUTH);
    await expect(app.getByRole('heading', { level: 1 })).toHaveText(/visit is suggested/);
    await ehr.create<'ServiceRequest'>({
      resourceType: 'ServiceRequest',
      status: 'completed',
      intent: 'order',
      subject: { reference: `Patient/${RUTH}` },
      authoredOn: `${ehr.today}T00:00:00Z`,
      requester: { reference: 'Practitioner/dir-oncologist', display: 'Dr. Amara Osei' },
      code: { coding: [{ system: 'http://snomed.info/sct', code: '306237005' }], text: 'Palliative referral' },
    });
    await draft(app, {});
    await expect(app.getByText('A similar referral is on record.')).toBeVisible();
    await expect(app.getByText(/by Dr\. Amara Osei/).first()).toBeVisible();
    const before = posts(ehr);
    await sendButton(app).click();
    expect(posts(ehr)).toBe(before);
    await app.getByRole('checkbox', { name: 'I have seen it and want to send this one.' }).check();
    await sendButton(app).click();
    await expect(placed(app)).toBeVisible();
    expect(posts(ehr)).toBe(before + 1);
  });
});

async function twoTabs(context: BrowserContext, ehr: Sandbox): Promise<readonly [Page, Page]> {
  const first = await openInTab(await context.newPage(), ehr);
  const second = await openInTab(await context.newPage(), ehr);
  for (const page of [first, second]) await draft(page, {});
  return [first, second];
}
