/** A question to the palliative team, and news for one that follows the patient: in their inbox, and no referral anywhere. */
import type { Communication } from 'fhir/r4';
import { commitThenDrop, rewriteBody } from '../../src/sandbox/faults.ts';
import { plain } from '../../src/sandbox/personality.ts';
import type { Sandbox } from '../../src/sandbox/sandbox.ts';
import {
  created,
  draft,
  ehrWith,
  expect,
  openFromChart,
  posts,
  RUTH,
  sendButton,
  test,
  writes,
  type App,
} from './journey.ts';
import type { Locator } from '@playwright/test';

const ASK = 'Ask the palliative team';
const TELL = 'Tell the palliative team what is new';
const panel = (app: App, name = ASK): Locator => app.getByRole('region', { name });
const asked = (ehr: Sandbox): number =>
  ehr.requests.filter(({ method, path }) => method === 'POST' && path === '/fhir/Communication').length;

test('M9 ask the palliative team: in their inbox, and not counted as a referral at the next launch', async ({
  page,
  ehr,
}) => {
  const app = await openFromChart(page, ehr, RUTH);
  await app.getByRole('button', { name: ASK }).click();
  await panel(app).getByLabel('What you ask').fill('Is methadone an option for her?');
  const before = asked(ehr);
  const orders = posts(ehr);
  await panel(app).getByRole('button', { name: 'Send message about Ruth Martin' }).click();
  await expect(panel(app).getByText(/^Message sent to .* No referral was made\.$/)).toBeVisible();
  expect(asked(ehr) - before).toBe(1);
  const [message] = await writes(ehr, 'Communication', RUTH);
  expect(message?.recipient?.map(({ reference }) => reference)).toEqual(['Organization/dir-palliative']);
  expect(posts(ehr)).toBe(orders);
  await panel(app).getByRole('button', { name: 'Close', exact: true }).click();

  await page.goto(`${ehr.ehrUrl}/orders`);
  const inbox = page.getByRole('article', { name: /^Question about a patient, not a referral: / });
  await expect(inbox).toContainText('No order was placed by this.');
  await expect(inbox).toContainText('This is a question, not a referral. Nothing was ordered.');
  await expect(inbox).toContainText('Is methadone an option for her?');

  const next = await openFromChart(page, ehr, RUTH);
  await expect(next.getByRole('heading', { level: 1 })).toContainText('visit is suggested');
  const questions = next.getByRole('region', { name: 'Questions to the palliative team' });
  await expect(questions).toContainText(
    /Question of .* to .*\. Sent as a message; whether it was answered is not visible/,
  );
  await expect(next.getByRole('region', { name: 'Referrals' })).toContainText(
    'No referral to palliative or hospice care',
  );
  await draft(next, {});
  await expect(next.getByText(/^No other open referral was found/)).toBeVisible();
  await sendButton(next).click();
  await expect(next.getByText('Referral order placed', { exact: true })).toBeVisible();
  expect(await created(ehr, RUTH)).toHaveLength(1);
});

test('M9 ask, and the answer is lost: found, said as sent, one message', async ({ page, ehr }) => {
  ehr.faults.add({ method: 'POST', path: '/fhir/Communication', action: commitThenDrop() });
  const app = await openFromChart(page, ehr, RUTH);
  await app.getByRole('button', { name: ASK }).click();
  await panel(app)
    .getByRole('button', { name: /^Send message about/ })
    .click();
  await expect(panel(app).getByText(/^Message sent to/)).toBeVisible({ timeout: 30_000 });
  expect(await writes(ehr, 'Communication', RUTH)).toHaveLength(1);
});

test('M9 ask, the answer is lost and no search shows it: unknown, never sent again, found when it shows', async ({
  page,
  ehr,
}) => {
  test.setTimeout(120_000);
  ehr.faults.add({ method: 'POST', path: '/fhir/Communication', action: commitThenDrop() });
  ehr.faults.add({ method: 'GET', path: /\/fhir\/Communication\?/, action: rewriteBody(withoutEntries) });
  const app = await openFromChart(page, ehr, RUTH);
  await app.getByRole('button', { name: ASK }).click();
  await panel(app)
    .getByRole('button', { name: /^Send message about/ })
    .click();
  await expect(panel(app).getByText(/^We could not confirm whether it was sent/)).toBeVisible({ timeout: 60_000 });
  await expect(panel(app).getByRole('button', { name: /^Send/ })).toHaveCount(0);
  await expect(panel(app).getByText(/: \+1 555 0100$/)).toBeVisible();
  const sent = asked(ehr);
  ehr.faults.clear();
  await panel(app).getByRole('button', { name: 'Check again' }).click();
  await expect(panel(app).getByText(/^Message sent to/)).toBeVisible({ timeout: 30_000 });
  expect(asked(ehr)).toBe(sent);
  expect(await writes(ehr, 'Communication', RUTH)).toHaveLength(1);
});

const withoutEntries = (bundle: Record<string, unknown>): object => ({ ...bundle, entry: [], total: 0 });

test.describe('a team that follows the patient', () => {
  let followed: Sandbox;
  test.beforeAll(async () => {
    followed = await ehrWith({}, '61-seen-by-palliative-new-line');
  });
  test.afterAll(() => followed.stop());

  test('M9 tell the team what is new: the new line of treatment, as a message', async ({ page }) => {
    const app = await openFromChart(page, followed, 's61-patient');
    await app.getByRole('button', { name: TELL }).click();
    const form = panel(app, TELL);
    await expect(form.getByRole('checkbox', { checked: true })).toHaveCount(1);
    await expect(form.getByRole('checkbox', { name: /docetaxel/i })).toBeChecked();
    await form.getByRole('button', { name: /^Send message about/ }).click();
    await expect(form.getByText(/^Message sent to/)).toBeVisible();
    const [message] = await writes<'Communication'>(followed, 'Communication', 's61-patient');
    expect(textOf(message)).toMatch(/docetaxel/i);
    expect(textOf(message)).toContain('This is a message, not a referral. Nothing was ordered.');
    expect(posts(followed)).toBe(0);
  });
});

const textOf = (message: Communication | undefined): string => message?.payload?.[0]?.contentString ?? '';

test.describe('an EHR that takes orders alone', () => {
  let closed: Sandbox;
  test.beforeAll(async () => {
    closed = await ehrWith({ personality: { ...plain, creatable: ['ServiceRequest'] } });
  });
  test.afterAll(() => closed.stop());

  test('M9 ask where nothing can be written: the text to copy, and the phone', async ({ page }) => {
    const app = await openFromChart(page, closed, RUTH);
    await app.getByRole('button', { name: ASK }).click();
    await expect(panel(app).getByText(/Nothing is sent: copy the text, or call\./)).toBeVisible();
    await expect(panel(app).getByText('Supportive & Palliative Care Clinic: +1 555 0100')).toBeVisible();
    await expect(panel(app).getByRole('button', { name: 'Copy the text' })).toBeVisible();
    await expect(panel(app).getByRole('button', { name: /^(Send|File)/ })).toHaveCount(0);
    expect(closed.requests.filter(({ method, path }) => method === 'POST' && path.startsWith('/fhir/'))).toEqual([]);
  });
});
