import { commitThenDrop, hold, rewriteBody, status } from '../../src/sandbox/faults.ts';
import { plain } from '../../src/sandbox/personality.ts';
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
  withListener,
} from './journey.ts';

const QUESTION = 'Kept whatever the EHR answers.';

test.describe('M12 write ladder', () => {
  test.describe('an EHR that does not advertise creating', () => {
    let closed: Sandbox;
    test.beforeAll(async () => {
      closed = await ehrWith({
        personality: { ...plain, creatable: [] },
      });
    });
    test.afterAll(() => closed.stop());

    test('M12 create not advertised: the letter', async ({ page }) => {
      const app = await openFromChart(page, closed, RUTH);
      await draft(app, { question: QUESTION });
      await expect(
        app.getByText('This EHR does not take referrals from apps, so none can be sent from here.'),
      ).toBeVisible();
      await expect(sendButton(app)).toHaveCount(0);
    });
  });

  for (const [code, said] of [
    [403, 'You may not place this order'],
    [422, 'ServiceRequest.performer is required here'],
  ] as const) {
    test(`M12 refused with ${code}: the reason shown, what was typed kept, the letter offered`, async ({
      page,
      ehr,
    }) => {
      ehr.faults.add({
        method: 'POST',
        path: '/fhir/ServiceRequest',
        action: status(code, {
          resourceType: 'OperationOutcome',
          issue: [{ severity: 'error', code: 'invalid', diagnostics: said }],
        }),
      });
      const app = await openFromChart(page, ehr, RUTH);
      await draft(app, { question: QUESTION });
      await sendButton(app).click();
      await expect(app.getByText(/The EHR refused/).first()).toBeVisible();
      await expect(app.getByText(said).first()).toBeVisible();
      await expect(app.getByLabel('What you ask of them')).toHaveValue(QUESTION);
      await expect(app.getByRole('button', { name: 'Copy the letter' }).first()).toBeVisible();
      await expect(app.getByText('Referral order placed', { exact: true })).toHaveCount(0);
      expect(await created(ehr, RUTH)).toEqual([]);
    });
  }

  // A browser sends a request again by itself when a kept connection breaks before any answer, also a POST. The app sends
  // once; each of the browser's is dropped here, so that the app is left without an answer.
  test('M12 the answer lost after the order was placed: found, said as placed, one order', async ({ page, ehr }) => {
    ehr.faults.add({ method: 'POST', path: '/fhir/ServiceRequest', action: commitThenDrop() });
    const app = await openFromChart(page, ehr, RUTH);
    await draft(app, {});
    await sendButton(app).click();
    await expect(app.getByText('Referral order placed', { exact: true })).toBeVisible({ timeout: 30_000 });
    expect(await created(ehr, RUTH)).toHaveLength(1);
  });

  test.describe('an EHR without conditional create', () => {
    let twice: Sandbox;
    test.beforeAll(async () => {
      twice = await ehrWith({
        personality: { ...plain, conditionalCreate: false },
        site: (site) => ({
          ...site,
          issuers: (site['issuers'] as object[]).map((issuer) => ({ ...issuer, conditionalCreate: false })),
        }),
      });
    });
    test.afterAll(() => twice.stop());

    test('M12 when the browser itself sent it again and the EHR made two, both are shown', async ({ page }) => {
      twice.faults.add({ method: 'POST', path: '/fhir/ServiceRequest', times: 1, action: commitThenDrop() });
      const app = await openFromChart(page, twice, RUTH);
      await draft(app, {});
      await sendButton(app).click();
      await expect(app.getByText('Referral order placed', { exact: true })).toBeVisible({ timeout: 30_000 });
      const orders = await created(twice, RUTH);
      expect(new Set(orders.map((one) => one.identifier?.[0]?.value)).size).toBe(1);
      await expect(app.getByText(/active referrals exist/)).toHaveCount(orders.length - 1);
    });
  });

  test('M12 the answer lost and the order not findable: unknown, never resent by itself, found when it shows', async ({
    page,
    ehr,
  }) => {
    test.setTimeout(90_000);
    ehr.faults.add({ method: 'POST', path: '/fhir/ServiceRequest', action: commitThenDrop() });
    ehr.faults.add({
      method: 'GET',
      path: /\/fhir\/ServiceRequest\?.*identifier=/,
      action: status(400, { resourceType: 'OperationOutcome', issue: [{ severity: 'error', code: 'not-supported' }] }),
    });
    const app = await openFromChart(page, ehr, RUTH);
    await draft(app, {});
    // From here on the search does not show what was written: an index that lags.
    ehr.faults.add({ method: 'GET', path: /\/fhir\/ServiceRequest\?/, action: rewriteBody(withoutNew) });
    await sendButton(app).click();
    await expect(app.getByText('We could not confirm whether the order was placed')).toBeVisible({ timeout: 40_000 });
    await expect(sendButton(app)).toHaveCount(0);
    expect(await created(ehr, RUTH)).toHaveLength(1);
    // It is looked for by itself first; the button comes when that has found nothing.
    const again = app.getByRole('button', { name: 'Check again' });
    await expect(again).toBeVisible({ timeout: 40_000 });
    ehr.faults.clear();
    await again.click();
    await expect(app.getByText('Referral order placed', { exact: true })).toBeVisible({ timeout: 30_000 });
    expect(await created(ehr, RUTH)).toHaveLength(1);
  });

  test.describe('an EHR that answers 201 with an empty body', () => {
    let curt: Sandbox;
    test.beforeAll(async () => {
      curt = await ehrWith({
        personality: { ...plain, createAnswer: 'empty-201' },
      });
    });
    test.afterAll(() => curt.stop());

    test('M12 an empty 201 is a success, read back from its Location', async ({ page }) => {
      const app = await openFromChart(page, curt, RUTH);
      await draft(app, {});
      await sendButton(app).click();
      await expect(app.getByText('Referral order placed', { exact: true })).toBeVisible();
      expect(await created(curt, RUTH)).toHaveLength(1);
    });
  });

  test('M12 a Location on another host receives nothing, and the order is found by its identifier', async ({
    page,
    ehr,
  }) => {
    await withListener(async (origin, requests) => {
      ehr.faults.add({
        method: 'POST',
        path: '/fhir/ServiceRequest',
        times: 1,
        action: {
          run: async (process) =>
            Object.assign(await process(), {
              body: '',
              headers: {
                location: `${origin}/fhir/ServiceRequest/1`,
                'access-control-allow-origin': ehr.appUrl,
                'access-control-expose-headers': 'Location',
              },
            }),
        },
      });
      const app = await openFromChart(page, ehr, RUTH);
      await draft(app, {});
      await sendButton(app).click();
      await expect(app.getByText('Referral order placed', { exact: true })).toBeVisible({ timeout: 30_000 });
      expect(requests()).toBe(0);
      expect(await created(ehr, RUTH)).toHaveLength(1);
    });
  });

  test('M12 the session ends in mid-work: nothing is lost, nothing is claimed', async ({ page, ehr }) => {
    const app = await openFromChart(page, ehr, RUTH, { withhold: ['online_access'] });
    await draft(app, { question: QUESTION });
    ehr.faults.add({
      path: /^\/fhir\//,
      action: status(401, { resourceType: 'OperationOutcome', issue: [{ severity: 'error', code: 'login' }] }),
    });
    await sendButton(app).click();
    await expect(
      app
        .getByText(/session (with the EHR )?has ended/i)
        .filter({ visible: true })
        .first(),
    ).toBeVisible();
    await expect(
      app.getByText(QUESTION).filter({ visible: true }).or(app.getByLabel('What you ask of them')).first(),
    ).toBeVisible();
    await expect(app.getByText('Referral order placed', { exact: true })).toHaveCount(0);
    expect(await created(ehr, RUTH)).toEqual([]);
  });

  test('M12 the patient changes between reads: stopped, nothing sent', async ({ page, ehr }) => {
    const app = await openFromChart(page, ehr, RUTH);
    await draft(app, {});
    ehr.faults.add({
      method: 'GET',
      path: `/fhir/Patient/${RUTH}`,
      action: rewriteBody((patient) => ({ ...patient, id: 'somebody-else' })),
    });
    const before = posts(ehr);
    await sendButton(app).click();
    await expect(app.getByText(/another patient’s record/).first()).toBeVisible();
    expect(posts(ehr)).toBe(before);
  });

  test('M12 it could not be checked for duplicates: said so, and asked for', async ({ page, ehr }) => {
    const app = await openFromChart(page, ehr, RUTH);
    await expect(app.getByRole('heading', { level: 1 })).toHaveText(/suggested/);
    ehr.faults.add({
      method: 'GET',
      path: '/fhir/ServiceRequest?',
      action: status(500, { resourceType: 'OperationOutcome', issue: [{ severity: 'error', code: 'exception' }] }),
    });
    await draft(app, {});
    await expect(app.getByText('It could not be checked whether a referral is open already.')).toBeVisible({
      timeout: 40_000,
    });
    await app
      .getByRole('checkbox', { name: 'I know that it could not be checked, and want to send all the same.' })
      .check();
    await sendButton(app).click();
    await expect(app.getByText('Referral order placed', { exact: true })).toBeVisible({ timeout: 40_000 });
  });

  test('M12 while it is being sent the screen says so and claims nothing', async ({ page, ehr }) => {
    const held = hold();
    ehr.faults.add({ method: 'POST', path: '/fhir/ServiceRequest', action: held });
    const app = await openFromChart(page, ehr, RUTH);
    await draft(app, {});
    await sendButton(app).click();
    await held.arrived;
    await expect(app.getByText('Sending. Please keep this page open.')).toBeVisible();
    await expect(app.getByText('Referral order placed', { exact: true })).toHaveCount(0);
    held.release();
    await expect(app.getByText('Referral order placed', { exact: true })).toBeVisible();
  });
});

/** A search answer without what this journey wrote: the charts' own resources have names that people gave. */
function withoutNew(bundle: Record<string, unknown>): object {
  const entry = ((bundle['entry'] ?? []) as { readonly resource: { readonly id?: string } }[]).filter(
    ({ resource }) => resource.id?.startsWith('lung4-') === true,
  );
  return { ...bundle, entry, total: entry.length };
}
