// @vitest-environment node
import { Window } from 'happy-dom';
import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest';
import type { Sandbox } from '../../src/sandbox/sandbox.ts';
import { authorizeRequest, folder, get, hospital, sentBack } from './helpers.ts';

const SCRIPT = '../../src/sandbox/assets/ehr.js';
const place = folder();
let sandbox: Sandbox;
let document: Window['document'];

beforeAll(async () => {
  sandbox = await hospital(place);
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.resetModules();
});
afterAll(async () => {
  await sandbox.stop();
  place.remove();
});

/** A page of the demo EHR with its script at work, in a browser that loads no frames. */
async function open(path: string): Promise<void> {
  const window = new Window({ url: `${sandbox.ehrUrl}${path}`, settings: { disableIframePageLoading: true } });
  const html = await (await get(`${sandbox.ehrUrl}${path}`)).text();
  document = window.document;
  document.body.innerHTML = /<body>(.*)<\/body>/s.exec(html)?.[1] ?? '';
  const overNetwork = globalThis.fetch;
  vi.stubGlobal('document', document);
  vi.stubGlobal('location', window.location);
  vi.stubGlobal('FormData', window.FormData);
  vi.stubGlobal('addEventListener', vi.fn<() => void>());
  vi.stubGlobal('removeEventListener', vi.fn<() => void>());
  vi.stubGlobal('fetch', (address: string, request: RequestInit) =>
    overNetwork(new URL(address, sandbox.ehrUrl), { ...request, headers: { origin: sandbox.ehrUrl } }),
  );
  await import(/* @vite-ignore */ SCRIPT);
}

const buttons = (label: string): { readonly hidden: boolean; click(): void }[] =>
  [...document.querySelectorAll('button')].filter(({ textContent }) => textContent === label);

const press = (label: string): void => {
  const found = buttons(label);
  expect(found, label).toHaveLength(1);
  expect(found[0]?.hidden, label).toBe(false);
  found[0]?.click();
};

const addresses = (): string[] => [...document.querySelectorAll('iframe')].map(({ src }) => src);

it('takes the frame away, and at unlock makes one anew with the address whose launch is spent', async () => {
  await open('/chart/alpha');
  expect(buttons('Screen lock').map(({ hidden }) => hidden)).toEqual([true]);
  press('Open Alongside');
  await vi.waitFor(() => expect(addresses()).toHaveLength(1));
  const [address = ''] = addresses();
  expect(address).toContain('/launch.html?iss=');
  const frame = document.querySelector('iframe');
  const launch = new URL(address).searchParams.get('launch') ?? '';
  const { url } = authorizeRequest(sandbox, { launch });
  expect(sentBack(await get(url)).has('code')).toBe(true);

  press('Screen lock');
  expect(addresses()).toEqual([]);
  expect(buttons('Screen lock')).toEqual([]);
  press('Unlock');
  expect(addresses()).toEqual([address]);
  expect(document.querySelector('iframe')).not.toBe(frame);
  expect(document.querySelector('iframe')?.title).toBe('Alongside for Test alpha');
  expect(sentBack(await get(url)).get('error')).toBe('invalid_request');
  press('Screen lock');
  expect(addresses()).toEqual([]);
});

it('is over when the app is opened again', async () => {
  await open('/chart/alpha');
  press('Open Alongside');
  await vi.waitFor(() => expect(addresses()).toHaveLength(1));
  const first = addresses();
  press('Screen lock');
  press('Open Alongside');
  await vi.waitFor(() => expect(addresses()).toHaveLength(1));
  expect(addresses()).not.toEqual(first);
  expect(buttons('Unlock')).toEqual([]);
  press('Screen lock');
  expect(addresses()).toEqual([]);
});

it('is for the whole page', async () => {
  await open('/compare?patients=alpha,beta');
  await vi.waitFor(() => expect(addresses()).toHaveLength(2));
  const both = addresses();
  press('Screen lock');
  expect(addresses()).toEqual([]);
  press('Unlock');
  expect(addresses()).toEqual(both);
});

it('is not shown where nothing can be open', async () => {
  await open('/');
  expect(buttons('Screen lock')).toEqual([]);
});
