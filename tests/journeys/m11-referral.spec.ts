import { readFileSync } from 'node:fs';
import type { ServiceRequest } from 'fhir/r4';
import { hold } from '../../src/sandbox/faults.ts';
import type { Sandbox } from '../../src/sandbox/sandbox.ts';
import { profileErrors, structureErrors, usCoreProfiles } from '../fhir/write/validators.ts';
import { RUTH, created, draft, expect, openFromChart, posts, sendButton, test } from './journey.ts';

const PLACED = 'Referral order placed';

test.describe('M11 referral', () => {
  test('M11 from a click in the chart to the order in the inbox', async ({ page, ehr }) => {
    const app = await openFromChart(page, ehr, RUTH);
    await draft(app, { question: 'Please help with symptoms and planning.' });
    await sendButton(app).click();
    await expect(app.getByText(PLACED, { exact: true })).toBeVisible();

    await page.goto(`${ehr.ehrUrl}/orders`);
    const inbox = page.getByRole('main');
    await expect(inbox).toContainText('Ruth Martin');
    await expect(inbox).toContainText('Palliative care clinic');
    await expect(inbox).toContainText('Please help with symptoms and planning.');
    await expect(inbox).toContainText('Two hospital stays in 90 days, neither recorded as planned');
  });

  test('M11 the resource on the server is the expected one, field by field, and valid', async ({ page, ehr }) => {
    const app = await openFromChart(page, ehr, RUTH);
    await draft(app, { question: 'Please help with symptoms and planning.' });
    // Kept within a quarter of a second of the first change, and so before anything can be sent.
    await expect.poll(() => keptDecision(app)).not.toBe('');
    const kept = await keptDecision(app);
    await sendButton(app).click();
    await expect(app.getByText(PLACED, { exact: true })).toBeVisible();

    const [order, ...others] = await created(ehr, RUTH);
    expect(others).toEqual([]);
    if (order === undefined) throw new Error('no order on the server');
    const { resource, checks } = JSON.parse(
      readFileSync('fhir-fixtures/patients/lung-stage-4-two-unplanned-stays/expected-service-request.json', 'utf8'),
    ) as Expected;
    expect(order.identifier?.[0]?.value).toBe(kept);
    expect(order.identifier?.[0]?.value).toMatch(
      /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
    );
    expectHeld(order, fill(resource, ehr, order));
    expect(Math.abs(Date.parse(order.authoredOn ?? '') - Date.now())).toBeLessThan(60_000);
    expect(checks.priorityOneOf).toContain(order.priority);
    for (const name of checks.mustBeAbsent) expect(order).not.toHaveProperty(name);
    const note = order.note?.map((one) => one.text).join('\n') ?? '';
    for (const words of checks.noteContains) expect(note).toContain(words);
    for (const words of checks.noteNotContains) expect(note.toLowerCase()).not.toContain(words);
    for (const id of checks.noteOmitsRuleIds) expect(note).not.toContain(id);

    const references = [
      ...(order.reasonReference ?? []),
      ...(order.supportingInfo ?? []),
      ...(order.performer ?? []),
      ...(order.basedOn ?? []),
      order.encounter,
      order.requester,
      order.subject,
    ];
    for (const { reference } of references.filter((one) => one !== undefined))
      expect((await ehr.read(reference ?? '')).id, reference).toBeDefined();
    const supporting = (order.supportingInfo ?? []).map(({ reference }) => reference);
    const expected = ((resource['supportingInfo'] ?? []) as { reference: string }[]).map(({ reference }) => reference);
    expect(
      supporting.filter(
        (one) => !expected.includes(one ?? '') && !checks.mayAlsoHave.supportingInfo.includes(one ?? ''),
      ),
    ).toEqual([]);

    expect(structureErrors(order)).toEqual([]);
    expect(profileErrors(order)).toEqual([]);
    for (const { version, profile } of usCoreProfiles())
      expect(profileErrors(order, profile), `US Core ${version}`).toEqual([]);
  });

  test('M11 two clicks in one task, and Enter with a click, send one order while the POST is held', async ({
    page,
    ehr,
  }) => {
    const held = hold();
    ehr.faults.add({ method: 'POST', path: '/fhir/ServiceRequest', action: held });
    const app = await openFromChart(page, ehr, RUTH);
    await draft(app, {});
    const before = posts(ehr);
    await sendButton(app).evaluate((button: HTMLButtonElement) => {
      button.click();
      button.click();
      button.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true }));
      button.form?.requestSubmit();
      button.click();
    });
    await held.arrived;
    await page.waitForTimeout(3_000);
    expect(posts(ehr) - before).toBe(1);
    held.release();
    await expect(app.getByText(PLACED, { exact: true })).toBeVisible();
    expect(posts(ehr) - before).toBe(1);
    expect(await created(ehr, RUTH)).toHaveLength(1);
  });

  test('M11 a reload while the POST is held: one order, and the screen says placed or unknown', async ({
    page,
    ehr,
  }) => {
    const held = hold();
    ehr.faults.add({ method: 'POST', path: '/fhir/ServiceRequest', action: held });
    await page.goto(ehr.launchUrl({ patient: RUTH }));
    await draft(page, {});
    const before = posts(ehr);
    await sendButton(page).click();
    await held.arrived;
    page.on('dialog', (dialog) => void dialog.accept());
    const reloaded = page.reload();
    held.release();
    await reloaded;
    await expect(
      page.getByText(/Referral order placed|We could not confirm whether the order was placed/).first(),
    ).toBeVisible({ timeout: 30_000 });
    expect(posts(ehr) - before).toBe(1);
    await expect(page.getByText(PLACED, { exact: true })).toBeVisible({ timeout: 30_000 });
    expect(await created(ehr, RUTH)).toHaveLength(1);
  });

  test('M11 what was typed survives a reload', async ({ page, ehr }) => {
    await page.goto(ehr.launchUrl({ patient: RUTH }));
    await draft(page, { question: 'Kept over a reload — ¿sí? 支持 ✓', agrees: 'Yes' });
    page.on('dialog', (dialog) => void dialog.accept());
    await page.reload();
    await page.getByRole('button', { name: 'Continue the referral…' }).click();
    await expect(page.getByLabel('What you ask of them')).toHaveValue('Kept over a reload — ¿sí? 支持 ✓');
    await expect(page.getByRole('radio', { name: 'Yes' })).toBeChecked();
  });

  test('M11 nothing is written by opening, drafting or previewing', async ({ page, ehr }) => {
    const before = ehr.requests.length;
    const app = await openFromChart(page, ehr, RUTH);
    await draft(app, { question: 'x' });
    await app.getByRole('tab', { name: 'FHIR' }).click();
    await expect(app.getByText(/"resourceType": "ServiceRequest"/)).toBeVisible();
    expect(
      ehr.requests
        .slice(before)
        .filter((one) => one.path.startsWith('/fhir/') && one.method !== 'GET' && one.method !== 'OPTIONS'),
    ).toEqual([]);
  });

  test('M11 the patient’s answer is never filled in, and a no is not sent', async ({ page, ehr }) => {
    const app = await openFromChart(page, ehr, RUTH);
    await draft(app, { agrees: 'unanswered' });
    for (const name of ['Yes', 'Not yet asked', 'No'])
      await expect(app.getByRole('radio', { name, exact: true })).not.toBeChecked();
    await expect(app.getByText('Say whether the patient knows and agrees.')).toBeVisible();
    await app.getByRole('radio', { name: 'No', exact: true }).check();
    await expect(app.getByText('The patient does not agree, so it cannot be sent.')).toBeVisible();
    const before = posts(ehr);
    await sendButton(app).click({ force: true });
    expect(posts(ehr)).toBe(before);
  });

  test('M11 an open referral of another clinician is seen before sending and has to be acknowledged', async ({
    page,
    ehr,
  }) => {
    const app = await openFromChart(page, ehr, RUTH);
    await expect(app.getByRole('heading', { level: 1 })).toHaveText(/visit is suggested/);
    await ehr.create<'ServiceRequest'>({
      resourceType: 'ServiceRequest',
      status: 'active',
      intent: 'order',
      subject: { reference: `Patient/${RUTH}` },
      authoredOn: `${ehr.today}T00:00:00Z`,
      code: {
        coding: [{ system: 'http://snomed.info/sct', code: '306237005' }],
        text: 'Referral to palliative care service',
      },
    });
    await draft(app, {});
    await expect(app.getByText('A referral that asks the same is open already.')).toBeVisible();
    const before = posts(ehr);
    await sendButton(app).click({ force: true });
    expect(posts(ehr)).toBe(before);
    await app.getByRole('checkbox', { name: 'I have seen it and want to send this one as well.' }).check();
    await sendButton(app).click();
    await expect(app.getByText(PLACED, { exact: true })).toBeVisible();
    await expect(app.getByText(/^Two active referrals exist/)).toBeVisible();
  });

  test('M11 staff prepare, they do not order', async ({ page, ehr }) => {
    const app = await openFromChart(page, ehr, RUTH, { user: 'dir-nurse' });
    await draft(app, {});
    await app.getByRole('radio', { name: 'Dr. Amara Osei, MD' }).check();
    await expect(
      app.getByText('It will be prepared in the chart. It is not an order until it is signed.'),
    ).toBeVisible();
    await sendButton(app).click();
    await expect(
      app.getByText('Referral prepared in the chart. It is not an order until it is signed.', { exact: true }),
    ).toBeVisible();
    const [order] = await created(ehr, RUTH);
    expect(order).toMatchObject({
      status: 'draft',
      intent: 'proposal',
      requester: { reference: 'Practitioner/dir-oncologist' },
    });
  });

  test('M11 staff prepares, oncologist signs', async ({ page, ehr }) => {
    const nurse = await openFromChart(page, ehr, RUTH, { user: 'dir-nurse' });
    await draft(nurse, { question: 'Please help with pain.' });
    await expect(nurse.getByRole('button', { name: 'Say for which clinician it is.' })).toBeVisible();
    await nurse.getByRole('radio', { name: 'Dr. Amara Osei, MD' }).check();
    await sendButton(nurse).click();
    await expect(nurse.getByText(/^Referral prepared in the chart/).first()).toBeVisible();
    const [order] = await created(ehr, RUTH);
    const provenance = await ehr.search('Provenance', { target: `ServiceRequest/${order?.id ?? ''}` });
    const agents = provenance.flatMap(({ agent }) =>
      agent.map(({ type, who }) => [type?.coding?.[0]?.code, who.reference]),
    );
    expect(agents).toEqual(
      expect.arrayContaining([
        ['author', 'Practitioner/dir-oncologist'],
        ['enterer', 'Practitioner/dir-nurse'],
      ]),
    );

    const oncologist = await openFromChart(page, ehr, RUTH);
    await expect(oncologist.getByRole('heading', { level: 1 })).toContainText(/Referral prepared .* by .*RN/);
    await oncologist.getByRole('button', { name: 'Look at it and sign' }).click();
    const section = oncologist.getByRole('region', { name: 'Referrals' });
    await section.getByRole('button', { name: 'Sign…' }).click();
    const panel = oncologist.getByRole('group', { name: 'Sign the referral' });
    await expect(panel).toContainText(/Prepared by .*RN, for the signature of Dr\. Amara Osei, MD/);
    await panel.getByRole('checkbox', { name: 'The patient was asked and agrees.' }).check();
    await panel.getByRole('button', { name: /^Sign referral: Ruth Martin/ }).click();
    await expect(section).toContainText('Signed: the referral is an order now.');
    const [signed, ...others] = await created(ehr, RUTH);
    expect(others).toEqual([]);
    expect(signed).toMatchObject({ id: order?.id, status: 'active', intent: 'order' });
  });
});

interface Expected {
  readonly resource: Readonly<Record<string, unknown>>;
  readonly checks: {
    readonly priorityOneOf: readonly string[];
    readonly mustBeAbsent: readonly string[];
    readonly noteContains: readonly string[];
    readonly noteNotContains: readonly string[];
    readonly noteOmitsRuleIds: readonly string[];
    readonly mayAlsoHave: { readonly supportingInfo: readonly string[] };
  };
}

/** The decision's identifier as it lies in this tab before anything was sent. */
async function keptDecision(app: Parameters<typeof draft>[0]): Promise<string> {
  return app.locator('body').evaluate(() => {
    const written = JSON.stringify(Object.entries(sessionStorage));
    return /decisionId\\*":\\*"([0-9a-f-]{36})/.exec(written)?.[1] ?? '';
  });
}

function fill(value: unknown, ehr: Sandbox, order: ServiceRequest): unknown {
  if (Array.isArray(value)) return value.map((one) => fill(one, ehr, order));
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, fill(one, ehr, order)]));
  switch (value) {
    case '{{uuid}}':
      return order.identifier?.[0]?.value;
    case '{{now}}':
      return order.authoredOn;
    case '{{today}}':
      return ehr.today;
    case '{{today+14}}':
      return new Date(Date.parse(`${ehr.today}T00:00:00Z`) + 14 * 86_400_000).toISOString().slice(0, 10);
    default:
      return value;
  }
}

/** Everything expected is there with its value; objects may carry more, arrays are compared as sets. */
function expectHeld(actual: unknown, expected: unknown, path = 'ServiceRequest'): void {
  if (Array.isArray(expected)) {
    const items = Array.isArray(actual) ? actual : [];
    for (const [index, one] of expected.entries())
      expect(
        items.some((item) => holds(item, one)),
        `${path}[${index}] ${JSON.stringify(one)} in ${JSON.stringify(actual)}`,
      ).toBe(true);
  } else if (typeof expected === 'object' && expected !== null) {
    for (const [name, one] of Object.entries(expected))
      expectHeld((actual as Record<string, unknown> | undefined)?.[name], one, `${path}.${name}`);
  } else expect(actual, path).toEqual(expected);
}

function holds(actual: unknown, expected: unknown): boolean {
  if (Array.isArray(expected))
    return Array.isArray(actual) && expected.every((one) => actual.some((item) => holds(item, one)));
  if (typeof expected === 'object' && expected !== null) {
    return (
      typeof actual === 'object' &&
      actual !== null &&
      Object.entries(expected).every(([name, one]) => holds((actual as Record<string, unknown>)[name], one))
    );
  }
  return actual === expected;
}
