/** What every journey starts from: the demo EHR on free ports, the built app on another origin, and a click in the chart. */
import { existsSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { test as base, expect, type FrameLocator, type Locator, type Page } from '@playwright/test';
import type { FhirResource, Provenance, ServiceRequest } from 'fhir/r4';
import { startSandbox, type ResourceOf, type Sandbox, type SandboxOptions } from '../../src/sandbox/sandbox.ts';

export { expect };

interface Shared {
  /** The demo EHR of this worker. */
  readonly ehr: Sandbox;
}

export const test = base.extend<{ readonly clean: undefined }, Shared>({
  ehr: [
    // Playwright reads the names of the fixtures off this pattern: there must be one, and none is needed.
    // oxlint-disable-next-line no-empty-pattern
    async ({}, use) => {
      if (!existsSync('dist/index.html'))
        throw new Error('The app is not built: run npm run build, or npm test, which does it.');
      const ehr = await startSandbox();
      await use(ehr);
      await ehr.stop();
    },
    { scope: 'worker' },
  ],
  // No journey inherits the trouble, or the orders, of the one before.
  clean: [
    async ({ ehr }, use) => {
      await removeCreated(ehr);
      await use(undefined);
      ehr.faults.clear();
    },
    { auto: true },
  ],
});

export const RUTH = 'lung4-patient';

/** Opens the chart of a patient in the demo EHR, clicks "Open Alongside", and gives the app's frame. */
export async function openFromChart(
  page: Page,
  ehr: Sandbox,
  patient: string,
  options: Parameters<Sandbox['chartUrl']>[0] = {},
): Promise<FrameLocator> {
  await page.goto(ehr.chartUrl({ ...options, patient }));
  await page.getByRole('button', { name: 'Open Alongside' }).click();
  return page.frameLocator('iframe').first();
}

/** How often the demo EHR was asked to create an order, whatever it answered. */
export function posts(ehr: Sandbox): number {
  return ehr.requests.filter((one) => one.method === 'POST' && one.path === '/fhir/ServiceRequest').length;
}

/** A server on an origin that nobody configured: it counts what reaches it. */
export async function withListener(act: (origin: string, requests: () => number) => Promise<void>): Promise<void> {
  let count = 0;
  const server = createServer((_, response) => {
    count += 1;
    response.setHeader('Access-Control-Allow-Origin', '*');
    response.end('{}');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  try {
    await act(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, () => count);
  } finally {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
}

/** The line of one source in the list of sources. */
export function source(app: FrameLocator, name: string): Locator {
  return app
    .getByRole('region', { name: 'Sources' })
    .getByRole('listitem')
    .filter({ hasText: new RegExp(`^${name}`) });
}

/** Something that finds elements by role: a page, or the app's frame in the chart. */
export type App = Pick<Page, 'getByRole' | 'getByLabel' | 'getByText' | 'locator'>;

/** Opens the referral and fills in what is given; waits until it has been looked for other referrals. */
export async function draft(
  app: App,
  {
    question,
    agrees = 'Yes',
  }: { readonly question?: string; readonly agrees?: 'Yes' | 'Not yet asked' | 'unanswered' },
): Promise<void> {
  await app.getByRole('button', { name: 'Refer…' }).click();
  await expect(app.getByRole('dialog')).toBeVisible();
  if (question !== undefined) await app.getByLabel('What you ask of them').fill(question);
  // Nothing is sent before somebody has said whether the patient was asked.
  if (agrees !== 'unanswered') await app.getByRole('radio', { name: agrees, exact: true }).check();
  await expect(app.getByText('Looking for other referrals before anything can be sent.')).toBeHidden();
}

export function sendButton(app: App): Locator {
  return app.getByRole('button', { name: /^(Send|Prepare) referral for / });
}

/** What a referral can leave behind. */
export type Written = 'ServiceRequest' | 'Task' | 'Communication' | 'DocumentReference';
export const WRITTEN: readonly Written[] = ['ServiceRequest', 'Task', 'Communication', 'DocumentReference'];

/** What was written for a patient since the demo EHR started, and is not taken back. */
export async function writes<Type extends Written>(
  ehr: Sandbox,
  type: Type,
  patient: string,
): Promise<ResourceOf<Type>[]> {
  const all = await ehr.search(type, { patient });
  // The server names what it creates by a UUID; the charts' own resources have names that people gave.
  return all.filter(
    (one) => !('status' in one && one.status === 'entered-in-error') && /^[0-9a-f]{8}-[0-9a-f]{4}-/.test(one.id ?? ''),
  );
}

/** Who made what was written, as the server has it. */
export function provenanceOf(ehr: Sandbox, written: readonly FhirResource[]): Promise<Provenance[]> {
  const [one] = written;
  return ehr.search('Provenance', { target: `${one?.resourceType ?? ''}/${one?.id ?? ''}` });
}

/** Orders for a patient that were not there when the demo EHR started. */
export function created(ehr: Sandbox, patient: string): Promise<ServiceRequest[]> {
  return writes(ehr, 'ServiceRequest', patient);
}

/** A demo EHR of one chart that behaves in its own way. Stop it when the journeys are over. */
export function ehrWith(options: Omit<SandboxOptions, 'scenarios'>): Promise<Sandbox> {
  return startSandbox({ ...options, scenarios: ['lung-stage-4-two-unplanned-stays'] });
}

/** Takes back what an earlier journey left for the same patient, so that it is not found as a duplicate. */
async function removeCreated(ehr: Sandbox): Promise<void> {
  for (const type of WRITTEN) await takeBack(ehr, type);
}

async function takeBack<Type extends Written>(ehr: Sandbox, type: Type): Promise<void> {
  for (const one of await writes(ehr, type, RUTH)) await ehr.update({ ...one, status: 'entered-in-error' } as never);
}
