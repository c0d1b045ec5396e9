/** What every journey starts from: the demo EHR on free ports, the built app on another origin, and a click in the chart. */
import { existsSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  test as base,
  expect,
  type BrowserContext,
  type FrameLocator,
  type Locator,
  type Page,
} from '@playwright/test';
import type { FhirResource, Provenance, ServiceRequest } from 'fhir/r4';
import { startSandbox, type ResourceOf, type Sandbox, type SandboxOptions } from '../../src/sandbox/sandbox.ts';
import { Watch, type Watched } from './watch.ts';

export { expect };

interface Shared {
  /** The demo EHR of this worker. */
  readonly ehr: Sandbox;
}

/** Every demo EHR that a journey has started: all of them are watched. */
const running = new Set<Watched>();

/** For a demo EHR that a journey starts by itself. */
export function alsoWatched<Ehr extends Watched>(ehr: Ehr): Ehr {
  running.add(ehr);
  return ehr;
}

/** `watched`: for a browser context that a journey opens itself. */
interface Always {
  /** A journey that provokes on purpose what the policy refuses, or that visits a stranger's page, says so. */
  readonly provoked: boolean;
  /** A journey that uses an address with a code a second time. */
  readonly replayed: boolean;
  readonly clean: undefined;
  readonly watched: (context: BrowserContext) => Promise<void>;
}

export const test = base.extend<Always, Shared>({
  ehr: [
    // Playwright reads the names of the fixtures off this pattern: there must be one, and none is needed.
    // oxlint-disable-next-line no-empty-pattern
    async ({}, use) => {
      if (!existsSync('dist/index.html'))
        throw new Error('The app is not built: run npm run build, or npm test, which does it.');
      const ehr = alsoWatched(await startSandbox());
      await use(ehr);
      await ehr.stop();
    },
    { scope: 'worker' },
  ],
  provoked: [false, { option: true }],
  replayed: [false, { option: true }],
  // Nothing is written by opening a chart: every write of every journey comes after a press on a button that says so.
  // And nothing leaves the browser for a stranger, or stays in it: see `Watch`.
  watched: [
    async ({ context, provoked, replayed }, use) => {
      const presses: number[] = [];
      const eyes = new Watch(running);
      const watch = async (one: BrowserContext): Promise<void> => {
        await watchPresses(one, presses);
        await eyes.context(one);
      };
      await watch(context);
      const from = Date.now();
      await use(watch);
      for (const ehr of running) expectNoWriteBefore(Math.min(Infinity, ...presses), ehr, from);
      expect(await eyes.judge({ provoked, replayed }), 'what no journey may do').toEqual([]);
    },
    { auto: true },
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
export async function ehrWith(
  options: Omit<SandboxOptions, 'scenarios'>,
  scenario = 'lung-stage-4-two-unplanned-stays',
): Promise<Sandbox> {
  return alsoWatched(await startSandbox({ ...options, scenarios: [scenario] }));
}

/** Notes when a button that writes is pressed. The clock of a page may be the journey's own: then ours counts. */
async function watchPresses(context: BrowserContext, presses: number[]): Promise<void> {
  await context.exposeBinding(
    'pressedToWrite',
    (_source, time: number) => void presses.push(Math.min(time, Date.now())),
  );
  await context.addInitScript(() => {
    const pressed = (event: Event): void => {
      const button = event.target instanceof Element ? event.target.closest('button') : null;
      const isWrite = /^((Send|Prepare|File|Put|Save|Take) |(Sign|Change|Discard|Cancel|Mark) referral)/.test(
        button?.textContent ?? '',
      );
      if (isWrite) (window as unknown as { pressedToWrite(time: number): void }).pressedToWrite(Date.now());
    };
    window.addEventListener('click', pressed, { capture: true });
  });
}

function expectNoWriteBefore(firstPress: number, ehr: Watched, from: number): void {
  const writes = ehr.requests.filter(
    ({ at, path, method }) => at >= from && path.startsWith('/fhir/') && !['GET', 'OPTIONS', 'HEAD'].includes(method),
  );
  const early = writes.filter(({ at }) => at < firstPress).map(({ method, path }) => `${method} ${path}`);
  expect(early, 'written before anybody pressed a button that writes').toEqual([]);
}

/** Takes back what an earlier journey left for the same patient, so that it is not found as a duplicate. */
async function removeCreated(ehr: Sandbox): Promise<void> {
  for (const type of WRITTEN)
    for (const one of await writes(ehr, type, RUTH)) await ehr.update({ ...one, status: 'entered-in-error' });
}
