/** What becomes of a referral: accepted, scheduled, completed, signed, changed, taken back, and what nobody knows. */
import type { ServiceRequest } from 'fhir/r4';
import { commitThenDrop, status } from '../../src/sandbox/faults.ts';
import type { Sandbox } from '../../src/sandbox/sandbox.ts';
import { created, draft, expect, openFromChart, RUTH, sendButton, test, type App } from './journey.ts';
import type { Locator } from '@playwright/test';

const section = (app: App): Locator => app.getByRole('region', { name: 'Referrals' });
const first = (app: App): Locator => section(app).getByRole('listitem').first();
const heading = (app: App): Locator => section(app).getByRole('heading', { level: 3 }).first();

/** A referral on record, as the clinic nurse or a colleague has left it. */
function put(ehr: Sandbox, change: Partial<ServiceRequest> = {}): Promise<ServiceRequest> {
  return ehr.create<'ServiceRequest'>({
    resourceType: 'ServiceRequest',
    status: 'active',
    intent: 'order',
    priority: 'routine',
    code: {
      coding: [{ system: 'http://snomed.info/sct', code: '306237005', display: 'Referral to palliative care service' }],
      text: 'Referral to palliative care service',
    },
    subject: { reference: `Patient/${RUTH}` },
    authoredOn: new Date(Date.now() - 3_600_000).toISOString(),
    note: [{ text: 'Pain and two hospital stays.' }],
    ...change,
  });
}

const prepared = (ehr: Sandbox): Promise<ServiceRequest> => put(ehr, { status: 'draft', intent: 'proposal' });

test.afterEach(async ({ ehr }) => {
  for (const type of ['Appointment', 'Encounter'] as const)
    for (const one of await ehr.search(type, { patient: RUTH }))
      if (/^[0-9a-f]{8}-/.test(one.id ?? '')) await ehr.update({ ...one, status: 'entered-in-error' });
});

const puts = (ehr: Sandbox, { id = '' }: ServiceRequest): number =>
  ehr.requests.filter(({ method, path }) => method === 'PUT' && path === `/fhir/ServiceRequest/${id}`).length;

test('M14 refer, accepted, scheduled, completed, seen in the app', async ({ page, ehr }) => {
  const app = await openFromChart(page, ehr, RUTH);
  await draft(app, { question: 'Please help with pain.' });
  await sendButton(app).click();
  await expect(app.getByText('Referral order placed').first()).toBeVisible();
  await app.getByRole('dialog').getByRole('button', { name: 'Close', exact: true }).click();
  await expect(heading(app)).toContainText('Sent');

  const [order] = await created(ehr, RUTH);
  if (order === undefined) throw new Error('the order was placed');
  const reference = `ServiceRequest/${order.id ?? ''}`;
  await ehr.inbox.accept(reference);
  await section(app).getByRole('button', { name: 'Look again' }).click();
  await expect(heading(app)).toContainText('Accepted by the team');
  await expect(first(app)).toContainText('Next: the palliative team');

  await ehr.inbox.schedule(reference);
  await section(app).getByRole('button', { name: 'Look again' }).click();
  await expect(heading(app)).toContainText('Visit booked');
  await expect(first(app)).toContainText('by video');
  await expect(first(app)).toContainText('With Noor Haddad and Sam Whitlock.');
  await expect(first(app)).toContainText('At night the patient calls');

  await ehr.inbox.complete(reference, 'Rotated to methadone. We call her on Friday.');
  await section(app).getByRole('button', { name: 'Look again' }).click();
  await expect(heading(app)).toContainText('Completed');
  await expect(first(app)).toContainText('to read the note of the palliative team');
  await expect(first(app).getByRole('blockquote')).toHaveText('Rotated to methadone. We call her on Friday.');
});

test('M14 declined with a reason: the oncologist decides what else', async ({ page, ehr }) => {
  const order = await put(ehr);
  await ehr.inbox.decline(`ServiceRequest/${order.id ?? ''}`, 'Lives outside the area');
  const app = await openFromChart(page, ehr, RUTH);
  await expect(heading(app)).toContainText('Declined by the team');
  await expect(first(app)).toContainText('Reason given: Lives outside the area');
  await expect(first(app)).toContainText('Next: the oncologist');
  // The gate stays, for the order stands; its sentence and its line say what has become of it.
  await expect(app.getByRole('heading', { level: 1 })).toContainText('The service has declined it.');
  await expect(app.getByRole('region', { name: 'Answer', exact: true })).toContainText(
    'The service has declined it; the order itself still stands. Reason given: Lives outside the area. First cancel this one: then refer to another service, or give another answer (our team will do it, not now, patient prefers not to).',
  );
});

test('M14 declined: cancelled and referred to another service, which comes first', async ({ page, ehr }) => {
  const order = await put(ehr, { performer: [{ display: 'Supportive & Palliative Care Clinic' }] });
  await ehr.inbox.decline(`ServiceRequest/${order.id ?? ''}`, 'Lives outside the area');
  const app = await openFromChart(page, ehr, RUTH);
  await expect(first(app)).toContainText('to cancel it and refer to another service');
  await first(app).getByRole('button', { name: 'Cancel…' }).click();
  const panel = app.getByRole('group', { name: 'Cancel the referral' });
  await expect(panel.getByRole('radio', { name: 'The service has declined it' })).toBeChecked();
  await panel.getByRole('button', { name: /^Cancel referral: Ruth Martin/ }).click();
  await expect(section(app).getByText('Cancelled.', { exact: true })).toBeVisible();
  await app.getByRole('button', { name: 'Refer…' }).click();
  const whom = app.getByRole('group', { name: 'To whom' });
  const declined = whom.getByRole('radio', { name: /Supportive & Palliative Care Clinic/ });
  await expect(declined).not.toBeChecked();
  await expect(declined).toHaveAccessibleDescription(
    /Against it: it declined this patient on .*Lives outside the area/,
  );
  await expect(whom.getByRole('radio').last()).toHaveAccessibleName(/Supportive & Palliative Care Clinic/);
  await expect(whom.getByRole('radio').first()).toBeChecked();
});

test('M14 cancel', async ({ page, ehr }) => {
  const order = await put(ehr);
  const app = await openFromChart(page, ehr, RUTH);
  await first(app).getByRole('button', { name: 'Cancel…' }).click();
  const panel = app.getByRole('group', { name: 'Cancel the referral' });
  const button = panel.getByRole('button', { name: /^Cancel referral: Ruth Martin/ });
  await expect(button).toBeDisabled();
  await panel.getByRole('radio', { name: 'Already receiving' }).check();
  await button.click();
  await expect(section(app).getByText('Cancelled.', { exact: true })).toBeVisible();
  await expect(section(app)).toContainText('Tell the service.');
  expect(puts(ehr, order)).toBe(1);
  const there = await ehr.read<ServiceRequest>(`ServiceRequest/${order.id ?? ''}`);
  expect(there.status).toBe('revoked');
  expect(there.note?.at(-1)?.text).toContain('Already receiving');
  // The answer no longer stands behind it.
  await expect(app.getByRole('heading', { level: 1 })).toContainText('visit is suggested');
});

test('M14 cancelled because the patient prefers not to: the no stands at the next launch', async ({
  page,
  ehr,
  context,
}) => {
  const app = await openFromChart(page, ehr, RUTH);
  await draft(app, { question: 'Please help with pain.' });
  await sendButton(app).click();
  await expect(app.getByText('Referral order placed').first()).toBeVisible();
  await app.getByRole('dialog').getByRole('button', { name: 'Close', exact: true }).click();
  await first(app).getByRole('button', { name: 'Cancel…' }).click();
  const panel = app.getByRole('group', { name: 'Cancel the referral' });
  await panel.getByRole('radio', { name: 'Patient prefers not to' }).check();
  await panel.getByRole('button', { name: /^Cancel referral: Ruth Martin/ }).click();
  await expect(section(app).getByText('Cancelled.', { exact: true })).toBeVisible();

  // In another window: nothing that this one has kept.
  const again = await openFromChart(await context.newPage(), ehr, RUTH);
  await expect(again.getByRole('heading', { level: 1 })).not.toContainText('visit is suggested');
  await expect(again.getByRole('heading', { level: 1 })).toContainText('prefer');
  await expect(again.getByRole('button', { name: 'Refer…' })).toHaveAttribute('data-look', 'outlined');
  await expect(first(again)).toContainText(/Cancelled on .* by .*: patient prefers not to\./);
});

test('M14 changed to urgent: the day in the order moves with it', async ({ page, ehr }) => {
  const order = await put(ehr, { occurrencePeriod: { start: '2026-01-01', end: '2126-01-01' } });
  const app = await openFromChart(page, ehr, RUTH);
  await first(app).getByRole('button', { name: 'Change or add a note…' }).click();
  const panel = app.getByRole('group', { name: 'Change the referral' });
  await panel.getByRole('radio', { name: 'urgent' }).check();
  await expect(panel).toContainText('The visit is then asked for by');
  await panel.getByRole('button', { name: /^Change referral: Ruth Martin/ }).click();
  await expect(section(app).getByText('Changed.', { exact: true })).toBeVisible();
  const there = await ehr.read<ServiceRequest>(`ServiceRequest/${order.id ?? ''}`);
  expect(there.priority).toBe('urgent');
  const { start = '', end = '' } = there.occurrencePeriod ?? {};
  expect(Date.parse(end) - Date.parse(start)).toBe(3 * 86_400_000);
  await expect(first(app)).toContainText('visit within 72 hours');
});

test('M14 a change meanwhile is shown as a difference', async ({ page, ehr }) => {
  const order = await put(ehr);
  const app = await openFromChart(page, ehr, RUTH);
  await first(app).getByRole('button', { name: 'Change or add a note…' }).click();
  const panel = app.getByRole('group', { name: 'Change the referral' });
  await panel.getByLabel('Note').fill('Pain is worse.');
  await ehr.update<'ServiceRequest'>({ ...order, priority: 'urgent' });
  await panel.getByRole('button', { name: /^Change referral: Ruth Martin/ }).click();
  await expect(section(app)).toContainText(
    'Somebody has changed this referral meanwhile. Nothing was written over it.',
  );
  await expect(section(app).getByRole('row', { name: /How soon/ })).toContainText('urgent');
  expect(puts(ehr, order)).toBe(0);
  // Asked again, for what is there now.
  await first(app).getByRole('button', { name: 'Change or add a note…' }).click();
  await panel.getByLabel('Note').fill('Pain is worse.');
  await panel.getByRole('button', { name: /^Change referral: Ruth Martin/ }).click();
  await expect(section(app).getByText('Changed.', { exact: true })).toBeVisible();
  const there = await ehr.read<ServiceRequest>(`ServiceRequest/${order.id ?? ''}`);
  expect(there).toMatchObject({ priority: 'urgent', status: 'active' });
});

test('M14 wrong patient: entered in error, and the service has to be called', async ({ page, ehr }) => {
  const order = await put(ehr);
  const app = await openFromChart(page, ehr, RUTH);
  await first(app).getByRole('button', { name: 'Wrong patient…' }).click();
  const panel = app.getByRole('group', { name: 'Entered for the wrong patient' });
  await expect(panel).toContainText('call the service now');
  await panel.getByRole('button', { name: /^Mark referral as entered in error: Ruth Martin/ }).click();
  await expect(section(app)).toContainText('Marked as entered in error. Call the service now');
  const there = await ehr.read<ServiceRequest>(`ServiceRequest/${order.id ?? ''}`);
  expect(there.status).toBe('entered-in-error');
});

test('M14 lost answer of a cancel stays unknown until it is looked up', async ({ page, ehr }) => {
  test.setTimeout(90_000);
  const order = await put(ehr);
  const app = await openFromChart(page, ehr, RUTH);
  await first(app).getByRole('button', { name: 'Cancel…' }).click();
  const panel = app.getByRole('group', { name: 'Cancel the referral' });
  await panel.getByRole('radio', { name: 'Not now' }).check();
  // It arrives, its answer does not, and for a while nobody can look.
  const path = `/fhir/ServiceRequest/${order.id ?? ''}`;
  ehr.faults.add({
    method: 'PUT',
    path,
    action: commitThenDrop(),
    before: () => ehr.faults.add({ method: 'GET', path, action: status(403) }),
  });
  await panel.getByRole('button', { name: /^Cancel referral/ }).click();
  const unknown = section(app).getByText('We could not confirm whether it was cancelled');
  await expect(unknown).toBeVisible({ timeout: 40_000 });
  // A reload in between: the note of it is kept, and it is looked up by itself.
  await page.reload();
  await page.getByRole('button', { name: 'Open Alongside' }).click();
  await expect(unknown).toBeVisible({ timeout: 40_000 });
  ehr.faults.clear();
  await section(app).getByRole('button', { name: 'Check again' }).click();
  await expect(section(app).getByText('Cancelled.', { exact: true })).toBeVisible();
  // A browser sends a PUT whose connection was cut once more by itself, more than once: it names its version, so one counted.
  const there = await ehr.read<ServiceRequest>(`ServiceRequest/${order.id ?? ''}`);
  expect(there.note?.filter(({ text }) => text === 'Cancelled: Not now.')).toHaveLength(1);
  expect(there.status).toBe('revoked');
});

test('M14 tasks that could not be read: what has become of it is said not to be visible', async ({ page, ehr }) => {
  await put(ehr);
  ehr.faults.add({ method: 'GET', path: /^\/fhir\/Task\b/, action: status(403) });
  const app = await openFromChart(page, ehr, RUTH);
  await expect(heading(app)).toContainText('what has become of it is not visible here');
  await expect(first(app)).toContainText('Not read in full: tasks and decisions.');
});

test('M11 the oncologist signs what staff prepared', async ({ page, ehr }) => {
  const order = await put(ehr, {
    status: 'draft',
    intent: 'proposal',
    requester: { reference: 'Practitioner/dir-nurse', display: 'Nora Quinn, RN' },
  });
  const app = await openFromChart(page, ehr, RUTH);
  await expect(app.getByRole('heading', { level: 1 })).toContainText('Referral prepared');
  await app.getByRole('button', { name: 'Look at it and sign' }).click();
  await expect(app.getByRole('heading', { name: 'Referrals', level: 2 })).toBeFocused();
  await first(app).getByRole('button', { name: 'Sign…' }).click();
  const panel = app.getByRole('group', { name: 'Sign the referral' });
  await expect(panel).toContainText('It names Nora Quinn, RN as the one who asks. By signing, you are.');
  await expect(panel).toContainText('Pain and two hospital stays.');
  const button = panel.getByRole('button', { name: /^Sign referral: Ruth Martin/ });
  await expect(panel).toContainText('Ask the patient first');
  await panel.getByRole('checkbox', { name: 'The patient was asked and agrees.' }).check();
  await button.click();
  await expect(section(app)).toContainText('Signed: the referral is an order now.');
  const there = await ehr.read<ServiceRequest>(`ServiceRequest/${order.id ?? ''}`);
  expect(there).toMatchObject({ status: 'active', intent: 'order' });
  expect(there.note?.at(-1)?.text).toBe('Signed. The patient was asked and agrees.');
  expect(puts(ehr, order)).toBe(1);
  await expect(app.getByRole('heading', { level: 1 })).toContainText('Already referred');
});

test('M11 the oncologist discards what staff prepared', async ({ page, ehr }) => {
  const order = await prepared(ehr);
  const app = await openFromChart(page, ehr, RUTH);
  await first(app).getByRole('button', { name: 'Discard…' }).click();
  const panel = app.getByRole('group', { name: 'Discard the referral' });
  await panel.getByRole('radio', { name: 'Patient prefers not to' }).check();
  await panel.getByRole('button', { name: /^Discard referral: Ruth Martin/ }).click();
  await expect(section(app)).toContainText('Discarded: it was not sent.');
  const there = await ehr.read<ServiceRequest>(`ServiceRequest/${order.id ?? ''}`);
  expect(there.status).toBe('revoked');
});
