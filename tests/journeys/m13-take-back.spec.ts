/** A decision on record that no longer holds: taken back by a press, of the version that was shown, and the answer lets go of it. */
import axe from 'axe-core';
import type { Task } from 'fhir/r4';
import { commitThenDrop, status } from '../../src/sandbox/faults.ts';
import type { Sandbox } from '../../src/sandbox/sandbox.ts';
import type { Locator, Page } from '@playwright/test';
import { decided } from './decided.ts';
import { expect, openFromChart, RUTH, test, type App } from './journey.ts';

const answer = (app: App): Locator => app.getByRole('heading', { level: 1 });
const panel = (app: App): Locator => app.getByRole('region', { name: /no longer holds$/ });
const open = (app: App): Locator => app.getByRole('button', { name: 'This no longer holds; change the chart…' });
const save = (app: App): Locator => panel(app).getByRole('button', { name: /^Take it back for Ruth Martin/ });

const puts = (ehr: Sandbox, { id = '' }: Task): number =>
  ehr.requests.filter(({ method, path }) => method === 'PUT' && path === `/fhir/Task/${id}`).length;

async function noViolations(page: Page): Promise<void> {
  const frame = page.frames().find((one) => one.parentFrame() !== null);
  if (frame === undefined) throw new Error('the app stands in a frame');
  await frame.evaluate(axe.source);
  const found = await frame.evaluate(async () => {
    const { violations } = await (globalThis as unknown as { axe: typeof axe }).axe.run();
    return violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ''}`);
  });
  expect(found).toEqual([]);
}

test('M13 a decision taken back: the patient has changed their mind, and the question is open again', async ({
  page,
  ehr,
}) => {
  const task = await decided(ehr, 'decline', RUTH);
  const app = await openFromChart(page, ehr, RUTH);
  await expect(app.getByText(/^Patient prefers not to, /)).toBeVisible();
  await open(app).click();
  await expect(panel(app).getByRole('heading')).toBeFocused();
  await expect(save(app)).toHaveAttribute('aria-disabled', 'true');
  await panel(app)
    .getByRole('radio', { name: /^It no longer holds/ })
    .check();
  // A patient's no is lifted by the patient alone.
  await expect(panel(app).getByRole('radio', { name: 'I lift it' })).toHaveCount(0);
  await panel(app).getByRole('radio', { name: 'The patient says so' }).check();
  await noViolations(page);
  await save(app).click();
  await expect(panel(app)).toContainText('Taken back: it is in the chart.');
  await expect(answer(app)).toContainText('visit is suggested');
  expect(puts(ehr, task)).toBe(1);
  const there = await ehr.read<Task>(`Task/${task.id ?? ''}`);
  expect(there).toMatchObject({
    status: 'cancelled',
    statusReason: { text: 'This no longer holds. The patient has said so.' },
  });
  expect(there.note?.map(({ text }) => text)).toEqual([
    'As it was written.',
    'This no longer holds. The patient has said so.',
  ]);
  // Remembered at the next launch: nothing holds the answer back.
  const again = await openFromChart(page, ehr, RUTH);
  await expect(answer(again)).toContainText('visit is suggested');
});

test('M13 a decision taken back as a mistake, by keyboard', async ({ page, ehr }) => {
  const task = await decided(ehr, 'defer', RUTH);
  const app = await openFromChart(page, ehr, RUTH);
  await open(app).focus();
  await page.keyboard.press('Enter');
  await panel(app)
    .getByRole('radio', { name: /^It was a mistake/ })
    .press('Space');
  await save(app).focus();
  await page.keyboard.press('Enter');
  await expect(panel(app)).toContainText('Taken back: it is in the chart.');
  expect((await ehr.read<Task>(`Task/${task.id ?? ''}`)).status).toBe('entered-in-error');
  await expect(answer(app)).toContainText('visit is suggested');
  await panel(app).getByRole('button', { name: 'Close' }).click();
  await expect(answer(app)).toBeFocused();
});

test('M13 a decision taken back is not written over what somebody changed meanwhile', async ({ page, ehr }) => {
  const task = await decided(ehr, 'defer', RUTH);
  const app = await openFromChart(page, ehr, RUTH);
  await open(app).click();
  await panel(app)
    .getByRole('radio', { name: /^It was a mistake/ })
    .check();
  await ehr.update<'Task'>({ ...task, status: 'failed' });
  await save(app).click();
  await expect(panel(app)).toContainText('Somebody has changed the record meanwhile: its status is now “failed”.');
  expect(puts(ehr, task)).toBe(0);
});

test('M13 a decision taken back whose answer is lost stays unknown until it is looked up', async ({ page, ehr }) => {
  test.setTimeout(90_000);
  const task = await decided(ehr, 'defer', RUTH);
  const app = await openFromChart(page, ehr, RUTH);
  await open(app).click();
  await panel(app)
    .getByRole('radio', { name: /^It was a mistake/ })
    .check();
  const path = `/fhir/Task/${task.id ?? ''}`;
  ehr.faults.add({
    method: 'PUT',
    path,
    action: commitThenDrop(),
    before: () => ehr.faults.add({ method: 'GET', path, action: status(403) }),
  });
  await save(app).click();
  await expect(panel(app)).toContainText('We could not confirm whether it was taken back', { timeout: 40_000 });
  // The page goes and comes: what is not known is told of by itself, though nothing holds the answer back any more.
  await page.reload();
  await page.getByRole('button', { name: 'Open Alongside' }).click();
  await expect(panel(app)).toContainText('We could not confirm whether it was taken back', { timeout: 40_000 });
  ehr.faults.clear();
  await panel(app).getByRole('button', { name: 'Check again' }).click();
  await expect(panel(app)).toContainText('Taken back: it is in the chart.');
  expect((await ehr.read<Task>(`Task/${task.id ?? ''}`)).status).toBe('entered-in-error');
});

test('M13 a decision taken back where no change is granted: how to do it in the EHR, and that a referral can be made', async ({
  page,
  ehr,
}) => {
  await decided(ehr, 'decline', RUTH);
  const app = await openFromChart(page, ehr, RUTH, { withhold: ['Task.update'] });
  await open(app).click();
  await expect(panel(app)).toContainText('The EHR has not allowed this app to change this record.');
  await expect(panel(app)).toContainText('cancel it, or mark it as entered in error');
  await expect(panel(app)).toContainText('A referral can still be made');
  await expect(app.getByRole('button', { name: 'Refer…' })).toBeVisible();
});
