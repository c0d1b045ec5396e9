/** An agreed visit in the care plan: once, for the patient to read, in the team's own plan where it is there. */
import axe from 'axe-core';
import type { Appointment, CarePlan, ServiceRequest } from 'fhir/r4';
import { commitThenDrop, status } from '../../src/sandbox/faults.ts';
import type { Sandbox } from '../../src/sandbox/sandbox.ts';
import type { Locator } from '@playwright/test';
import { expect, openFromChart, RUTH, test, type App } from './journey.ts';

const SERVICE = 'Supportive & Palliative Care Clinic';

const item = (app: App): Locator => app.getByRole('region', { name: 'Referrals' }).getByRole('listitem').first();
const put = (app: App): Locator => item(app).getByRole('button', { name: 'Put into the care plan' });

/** A referral with a visit that is booked for it. */
async function booked(ehr: Sandbox): Promise<Appointment> {
  const order = await ehr.create<'ServiceRequest'>({
    resourceType: 'ServiceRequest',
    status: 'active',
    intent: 'order',
    code: {
      coding: [{ system: 'http://snomed.info/sct', code: '306237005' }],
      text: 'Referral to palliative care service',
    },
    subject: { reference: `Patient/${RUTH}` },
    performer: [{ display: SERVICE }],
    authoredOn: new Date(Date.now() - 3_600_000).toISOString(),
  } satisfies ServiceRequest);
  const reference = `ServiceRequest/${order.id ?? ''}`;
  await ehr.inbox.accept(reference);
  const { appointment } = await ehr.inbox.schedule(reference, { seenBy: 'physician' });
  if (appointment === undefined) throw new Error('a visit was booked');
  return appointment;
}

const written = async (ehr: Sandbox): Promise<CarePlan[]> =>
  (await ehr.search('CarePlan', { patient: RUTH })).filter(
    ({ id = '', status: now }) => /^[0-9a-f]{8}-/.test(id) && now !== 'entered-in-error',
  );

test.afterEach(async ({ ehr }) => {
  ehr.faults.clear();
  for (const one of await written(ehr)) await ehr.update<'CarePlan'>({ ...one, status: 'entered-in-error' });
  for (const one of await ehr.search('Appointment', { patient: RUTH }))
    if (/^[0-9a-f]{8}-/.test(one.id ?? '')) await ehr.update<'Appointment'>({ ...one, status: 'entered-in-error' });
});

test('M14 the agreed visit in the care plan: who joins, whom to call at night, and not offered twice', async ({
  page,
  ehr,
}) => {
  const { id = '' } = await booked(ehr);
  const app = await openFromChart(page, ehr, RUTH);
  await put(app).click();
  await expect(item(app)).toContainText('Saved: the visit is in a care plan of its own.');
  await expect(put(app)).toHaveCount(0);
  const plans = await written(ehr);
  expect(plans).toHaveLength(1);
  const [visit, night] = plans[0]?.activity ?? [];
  expect(visit?.reference?.reference).toBe(`Appointment/${id}`);
  expect(visit?.reference?.display).toMatch(/^Video visit \d+ \w+ \d{4}, \d\d:\d\d, with Noor Haddad$/);
  expect(night?.detail?.description).toMatch(/^At night call .+\.$/);
  const frame = page.frames().find((one) => one.parentFrame() !== null);
  await frame?.evaluate(axe.source);
  const faults = await frame?.evaluate(async () => {
    const { violations } = await (globalThis as unknown as { axe: typeof axe }).axe.run();
    return violations.map((one) => `${one.id}: ${one.nodes[0]?.html ?? ''}`);
  });
  expect(faults).toEqual([]);
  // At the next launch it is there.
  const again = await openFromChart(page, ehr, RUTH);
  await expect(item(again)).toContainText('The visit is in the care plan.');
  await expect(put(again)).toHaveCount(0);
});

test('M14 the agreed visit in the care plan of the oncology team, where this product wrote one', async ({
  page,
  ehr,
}) => {
  const { id = '' } = await booked(ehr);
  const own = await ehr.create<'CarePlan'>({
    resourceType: 'CarePlan',
    status: 'active',
    intent: 'plan',
    identifier: [
      {
        system: 'https://demo.alongside.invalid/fhir/NamingSystem/palliative-referral',
        value: '0f8fad5b-d9cb-469f-a165-70867728950e',
      },
    ],
    category: [
      { coding: [{ system: 'http://hl7.org/fhir/us/core/CodeSystem/careplan-category', code: 'assess-plan' }] },
    ],
    title: 'Supportive care by the oncology team',
    subject: { reference: `Patient/${RUTH}` },
    activity: [{ detail: { status: 'not-started', description: 'Pain' } }],
  });
  const app = await openFromChart(page, ehr, RUTH);
  await put(app).click();
  await expect(item(app)).toContainText('Saved: the visit was added to the care plan of your team.');
  expect(await written(ehr)).toHaveLength(1);
  const there = await ehr.read<CarePlan>(`CarePlan/${own.id ?? ''}`);
  expect(there.activity?.map(({ detail, reference }) => detail?.description ?? reference?.reference)).toEqual([
    'Pain',
    `Appointment/${id}`,
    expect.stringMatching(/^At night call/),
  ]);
});

test('M14 the agreed visit in the care plan whose answer is lost: unknown, looked up, never written twice', async ({
  page,
  ehr,
}) => {
  test.setTimeout(90_000);
  await booked(ehr);
  const app = await openFromChart(page, ehr, RUTH);
  await expect(put(app)).toBeVisible();
  ehr.faults.add({
    method: 'POST',
    path: '/fhir/CarePlan',
    action: commitThenDrop(),
    before: () => ehr.faults.add({ method: 'GET', path: /^\/fhir\/CarePlan\b/, action: status(403) }),
  });
  await put(app).click();
  await expect(item(app)).toContainText('We could not confirm whether it was saved.', { timeout: 60_000 });
  ehr.faults.clear();
  const before = (await written(ehr)).length;
  await item(app).getByRole('button', { name: 'Check again' }).click();
  await expect(item(app)).toContainText('Saved: the visit is in a care plan of its own.');
  expect(await written(ehr)).toHaveLength(before);
});
