/** M22: the palliative team's side of a referral, by hand: everything found by its role and name. */
import type { Locator, Page } from '@playwright/test';
import axe from 'axe-core';
import type { ServiceRequest } from 'fhir/r4';
import type { Sandbox } from '../../src/sandbox/sandbox.ts';
import { RUTH, draft, ehrWith, expect, openFromChart, sendButton, test } from './journey.ts';

test.describe('M22 the palliative team’s inbox', () => {
  let ehr: Sandbox;
  test.beforeEach(async () => {
    ehr = await ehrWith({});
  });
  test.afterEach(() => ehr.stop());

  const order = async (changes: Partial<ServiceRequest> = {}): Promise<string> => {
    const made = await ehr.create<'ServiceRequest'>({
      resourceType: 'ServiceRequest',
      status: 'active',
      intent: 'order',
      code: { text: 'Referral to palliative care' },
      subject: { reference: `Patient/${RUTH}` },
      requester: { reference: 'Practitioner/dir-oncologist' },
      ...changes,
    });
    return `ServiceRequest/${made.id ?? ''}`;
  };
  const press = (card: Locator, name: string): Promise<void> => card.getByRole('button', { name, exact: true }).click();
  const open = (card: Locator, name: string): Promise<void> => card.getByText(`${name}…`, { exact: true }).click();

  test('M22 the palliative team’s inbox walks a referral from arrival to note', async ({ page }) => {
    await page.setViewportSize({ width: 1024, height: 640 });
    const app = await openFromChart(page, ehr, RUTH);
    await draft(app, {});
    await sendButton(app).click();
    await expect(app.getByText('Referral order placed', { exact: true })).toBeVisible();

    await page.goto(`${ehr.ehrUrl}/orders`);
    const card = page.getByRole('article', { name: /Ruth Martin$/ });
    await expect(card.getByText('New. Nobody has taken it up yet.')).toBeVisible();
    await expectNoFault(page);

    await press(card, 'Receive');
    await expect(card.getByText('Received.', { exact: true })).toBeVisible();
    // The keyboard goes on where the hand was, not at the top of the page.
    await expect(card.getByRole('heading', { name: /Ruth Martin$/ })).toBeFocused();

    await press(card, 'Accept');
    await expect(card.getByText('Accepted. No visit is scheduled yet.')).toBeVisible();

    await open(card, 'Schedule');
    await expectNoFault(page);
    await card.getByLabel('Time', { exact: true }).fill('14:30');
    await card.getByRole('radio', { name: 'Home' }).check();
    await card.getByRole('checkbox', { name: 'Who asked' }).check();
    await press(card, 'Schedule');
    await expect(card.getByText('A visit is scheduled.')).toBeVisible();
    await expect(card.getByText(/Palliative care, home visit\s.*2:30\sPM/)).toBeVisible();
    await expect(card.getByText(/Noor Haddad\s+Sam Whitlock\s+Palliative care at home\s+Amara Osei/)).toBeVisible();

    await press(card, 'Start visit');
    await expect(card.getByText('The visit is under way.')).toBeVisible();
    await open(card, 'Complete');
    await card.getByLabel('Note to who asked').fill('Seen with her daughter. Opioid started.');
    await press(card, 'Complete');
    await expect(card.getByText('Completed.', { exact: true })).toBeVisible();
    await expect(card.getByText('Seen with her daughter. Opioid started.')).toBeVisible();
    await expect(card.getByRole('button')).toHaveCount(0);
    await expectNoFault(page);

    const [sent] = (await ehr.search('ServiceRequest', { patient: RUTH, status: 'completed' })).slice(-1);
    const led = await ehr.inbox.look(`ServiceRequest/${sent?.id ?? ''}`);
    expect(led).toMatchObject({ appointment: { status: 'fulfilled' }, encounter: { class: { code: 'HH' } } });
  });

  test('M22 the palliative team’s inbox declines with a reason, and offers nothing for a draft or what was cancelled', async ({
    page,
  }) => {
    await order({ status: 'draft', code: { text: 'Draft' } });
    await ehr.cancelInEhr(await order({ code: { text: 'Taken back' } }), { by: 'Practitioner/dir-nurse' });
    await order();
    await page.goto(`${ehr.ehrUrl}/orders`);
    const card = page.getByRole('article', { name: /^Referral/ });
    await open(card, 'Decline');
    // Without a reason the browser does not send it.
    await press(card, 'Decline');
    await expect(card.getByText('New. Nobody has taken it up yet.')).toBeVisible();
    await card.getByLabel('Reason').selectOption('No capacity in time');
    await card.getByLabel('What who asked should know or do').fill('Please ask the navigator.');
    await press(card, 'Decline');
    await expect(card.getByText('Declined. It is back with who asked.')).toBeVisible();
    await expect(card.getByText('No capacity in time: Please ask the navigator.')).toBeVisible();
    for (const [name, said] of [
      [/^Draft/, 'Not an order until it is signed. There is nothing to do here yet.'],
      [/^Taken back/, 'Cancelled by Jordan Ellis. Nothing more is to be done.'],
    ] as const) {
      await expect(page.getByRole('article', { name }).getByText(said)).toBeVisible();
      await expect(page.getByRole('article', { name }).getByRole('button')).toHaveCount(0);
    }
    await expectNoFault(page);
  });

  test('M22 the palliative team’s inbox refreshes itself, keeps the place, and never a half-filled form', async ({
    page,
  }) => {
    const first = await order();
    await ehr.inbox.accept(first);
    await ehr.inbox.schedule(first);
    await page.goto(`${ehr.ehrUrl}/orders`);
    const card = page.getByRole('article', { name: /^Referral/ });
    await open(card, 'Complete');
    const note = card.getByLabel('Note to who asked');

    // Open and untouched: what is new comes, the form stays open, the keyboard stays where it was.
    await order({ code: { text: 'Another' } });
    await expect(page.getByRole('article', { name: /^Another/ })).toBeVisible();
    await expect(note).toBeVisible();
    await expect(card.locator('summary')).toBeFocused();

    await note.fill('Half a');
    await ehr.change<ServiceRequest>(first, { priority: 'stat' });
    await expect(page.getByRole('status')).toHaveText(/not refreshed while a form is filled in/);
    await expect(note).toHaveValue('Half a');
    await note.press('End');
    await note.pressSequentially(' sentence');

    // What is sent from the old page changes nothing; what was written is still there to be read.
    await press(card, 'Complete');
    await expect(page.getByRole('alert')).toContainText('Nothing was changed');
    await expect(page.getByRole('alert')).toContainText('Half a sentence');
    await expect(page.getByRole('alert')).toBeFocused();
    expect((await ehr.inbox.look(first)).standing).toBe('scheduled');
    await expectNoFault(page);
    await page.getByRole('button', { name: 'Refresh' }).click();
    await expect(page.getByRole('alert')).toHaveCount(0);
    expect((await ehr.inbox.look(first)).standing).toBe('scheduled');
  });

  for (const colorScheme of ['light', 'dark'] as const)
    test(`M22 the palliative team’s inbox stands in a window of 320 pixels, ${colorScheme}`, async ({ page }) => {
      await page.emulateMedia({ colorScheme });
      await page.setViewportSize({ width: 320, height: 640 });
      await ehr.inbox.accept(await order());
      await order({ code: { text: 'Another' } });
      await page.goto(`${ehr.ehrUrl}/orders`);
      for (const name of ['Schedule', 'Decline']) await open(page.getByRole('article', { name: /^Referral/ }), name);
      const wide = await page.evaluate(() => document.documentElement.scrollWidth);
      expect(wide).toBeLessThanOrEqual(320);
      const fields = page.locator('.team :is(input:not([type=hidden]), select, textarea, button):visible');
      for (const box of await Promise.all((await fields.all()).map((one) => one.boundingBox())))
        expect((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThanOrEqual(296);
      await expectNoFault(page);
    });

  test('M22 who is signed in is chosen on the chart page, and the app opens as that person', async ({ page }) => {
    await page.goto(ehr.chartUrl({ patient: RUTH }));
    const who = page.getByRole('group', { name: 'Signed in as', exact: true });
    for (const name of [/^Oncologist/, /^Nurse/, /^Referral coordinator/, /^Front desk \(may not order\)/])
      await expect(who.getByRole('radio', { name })).toBeVisible();
    await expectNoFault(page);
    for (const [name, reference] of [
      [/^Referral coordinator/, 'Practitioner/dir-coordinator'],
      [/^Oncologist/, 'Practitioner/dir-oncologist'],
    ] as const) {
      await who.getByRole('radio', { name }).check();
      const before = ehr.requests.length;
      await page.getByRole('button', { name: 'Open Alongside' }).click();
      await expect.poll(() => ehr.requests.slice(before).map(({ path }) => path)).toContain(`/fhir/${reference}`);
      await expect(page.frameLocator('iframe').getByRole('heading', { level: 1 })).toHaveText(/visit is suggested/);
    }
  });
});

async function expectNoFault(page: Page): Promise<void> {
  await page.evaluate(axe.source);
  const faults = await page.evaluate(async () => {
    const { axe: engine } = window as unknown as { axe: typeof axe };
    const { violations } = await engine.run(document, { iframes: false });
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
  });
  expect(faults).toEqual([]);
}
