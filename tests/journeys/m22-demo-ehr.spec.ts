import { spawn } from 'node:child_process';
import type { Bundle, FhirResource, ServiceRequest } from 'fhir/r4';
import { startSandbox, type Sandbox } from '../../src/sandbox/sandbox.ts';
import { openFhirServer, type OpenFhirServer } from '../support/open-fhir-server.ts';
import { RUTH, alsoWatched, draft, expect, openFromChart, sendButton, test } from './journey.ts';

test.describe('M22 demo EHR', () => {
  test('M22 one page lists the patients, each with an own chart, and says that all are synthetic', async ({
    page,
    ehr,
  }) => {
    await page.goto(ehr.ehrUrl);
    await expect(page.getByText('All patients are synthetic.')).toBeVisible();
    expect(await page.getByRole('link', { name: /^Open chart of/ }).count()).toBeGreaterThanOrEqual(8);
    await page.getByRole('link', { name: 'Open chart of Ruth Martin' }).click();
    await expect(page.getByRole('heading', { name: 'Ruth Martin', level: 1 })).toBeVisible();
    expect(new URL(ehr.appUrl).hostname).not.toBe(new URL(page.url()).hostname);
  });

  test('M22 an open inbox is empty until a referral arrives, and its text is text', async ({ page }) => {
    const fresh = alsoWatched(await startSandbox({ scenarios: ['lung-stage-4-two-unplanned-stays'] }));
    try {
      await page.goto(`${fresh.ehrUrl}/orders`);
      await expect(page.getByText('No referrals have arrived.')).toBeVisible();
      const hostile = '<img src="/x" onerror="document.title=1"><b>pain</b>';
      await fresh.create<'ServiceRequest'>({
        resourceType: 'ServiceRequest',
        status: 'draft',
        intent: 'proposal',
        subject: { reference: `Patient/${RUTH}` },
        note: [{ text: hostile }],
      });
      await expect(page.getByText(hostile)).toBeVisible();
      expect(await page.locator('main img, main b').count()).toBe(0);
    } finally {
      await fresh.stop();
    }
  });

  test('M22 in a window of 1024 by 640 the app stands whole in view, down to the button that sends', async ({
    page,
    ehr,
  }) => {
    await page.setViewportSize({ width: 1024, height: 640 });
    const app = await openFromChart(page, ehr, RUTH);
    await draft(app, {});
    await expect(sendButton(app)).toBeInViewport();
    const frame = await page.locator('iframe').boundingBox();
    expect(frame?.y).toBeGreaterThanOrEqual(0);
    expect((frame?.y ?? 0) + (frame?.height ?? 0)).toBeLessThanOrEqual(640);
    await sendButton(app).click();
    await expect(app.getByText('Referral order placed', { exact: true })).toBeVisible();
  });

  test('M22 npm run demo prints one address, and the app opens from there', async ({ page }) => {
    const demo = spawn(
      process.execPath,
      ['--import', 'tsx', 'src/sandbox/main.ts', '--no-build', '--ehr-port', '0', '--app-port', '0'],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    );
    try {
      const { address, appUrl } = await new Promise<{ address: string; appUrl: string }>((resolve, reject) => {
        let said = '';
        demo.stdout.on('data', (chunk: Buffer) => {
          said += chunk.toString('utf8');
          const found = /http:\/\/localhost:\d+\S*/.exec(said)?.[0];
          const app = /http:\/\/127\.0\.0\.1:\d+/.exec(said)?.[0];
          if (found !== undefined && app !== undefined) resolve({ address: found, appUrl: app });
        });
        demo.on('exit', () => reject(new Error(`the demo ended: ${said}`)));
      });
      // Its tokens are its own: what is known of it here is where it is.
      alsoWatched({ ehrUrl: new URL(address).origin, appUrl, secrets: new Set(), codes: new Set(), requests: [] });
      await page.goto(address);
      await page.getByRole('link', { name: 'Open chart of Ruth Martin' }).click();
      await page.getByRole('button', { name: 'Open Alongside' }).click();
      await expect(page.frameLocator('iframe').getByRole('heading', { level: 1 })).toHaveText(/visit is suggested/);
    } finally {
      demo.kill('SIGINT');
    }
  });

  test('M22 the same SMART server and charts in front of another FHIR server', async ({ page, ehr }) => {
    const chart = await chartOf(ehr, RUTH);
    const behind = await serverWith(chart);
    const front = alsoWatched(await startSandbox({ fhir: behind.base }));
    let searches = 0;
    // Another page size each time: some servers answer the same search from a cache.
    const arrived = async (): Promise<ServiceRequest[]> =>
      (await front.search('ServiceRequest', { patient: RUTH, _count: `${200 + (searches += 1)}` })).filter(
        (one) => one.status !== 'entered-in-error' && !chart.some((known) => known.id === one.id),
      );
    try {
      // A server that is kept has the orders of earlier runs.
      for (const order of await arrived())
        await front.update<'ServiceRequest'>({ ...order, status: 'entered-in-error' });
      const app = await openFromChart(page, front, RUTH);
      await expect(app.getByRole('heading', { level: 1 })).toHaveText(/visit is suggested/);
      await draft(app, {});
      await sendButton(app).click();
      await expect(app.getByText('Referral order placed', { exact: true })).toBeVisible();
      expect(await arrived()).toHaveLength(1);
    } finally {
      await front.stop();
      await behind.stop();
    }
  });
});

/**
 * A FHIR server that holds these resources: the one whose base URL is in FHIR_SERVER (a HAPI, say; never one with real
 * charts: it is written to), else a small one of our own.
 */
async function serverWith(resources: readonly FhirResource[]): Promise<OpenFhirServer> {
  const base = process.env['FHIR_SERVER'];
  if (base === undefined) return openFhirServer(resources);
  const transaction: Bundle = {
    resourceType: 'Bundle',
    type: 'transaction',
    entry: resources.map((resource) => ({
      resource,
      request: { method: 'PUT', url: `${resource.resourceType}/${resource.id ?? ''}` },
    })),
  };
  const response = await fetch(base, {
    method: 'POST',
    headers: { 'content-type': 'application/fhir+json' },
    body: JSON.stringify(transaction),
  });
  if (!response.ok) throw new Error(`${base} took no charts: ${response.status} ${await response.text()}`);
  return { base, stop: () => Promise.resolve() };
}

/** A patient's chart and the directory, as the demo EHR holds them. */
async function chartOf(ehr: Sandbox, patient: string): Promise<FhirResource[]> {
  const types = ['Condition', 'Encounter', 'Observation', 'Procedure', 'CarePlan', 'ServiceRequest'] as const;
  const chart = await Promise.all(types.map((type) => ehr.search(type, { patient })));
  const directory = await Promise.all(
    (['Organization', 'Location', 'Practitioner', 'PractitionerRole', 'HealthcareService'] as const).map((type) =>
      ehr.search(type),
    ),
  );
  return [await ehr.read(`Patient/${patient}`), ...chart.flat(), ...directory.flat()];
}
