// @vitest-environment node
import { Window } from 'happy-dom';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { LaunchOptions, WebMessaging } from '../../src/sandbox/launches.ts';
import type { Sandbox } from '../../src/sandbox/sandbox.ts';
import {
  CHART_SCOPES,
  authorizeRequest,
  exchange,
  folder,
  get,
  hospital,
  postForm,
  referral,
  sentBack,
  tokens,
} from './helpers.ts';
import type { Tokens } from './helpers.ts';

const SCOPES = `${CHART_SCOPES} messaging/scratchpad messaging/ui`;
const place = folder();
let sandbox: Sandbox;

beforeAll(async () => {
  sandbox = await hospital(place);
});
afterAll(async () => {
  await sandbox.stop();
  place.remove();
});

interface Launched {
  readonly url: string;
  readonly messaging?: { readonly handle: string; readonly mode: WebMessaging };
}

/** As the script of the chart page does. */
async function launch(form: Readonly<Record<string, string>>): Promise<Launched> {
  const response = await postForm(`${sandbox.ehrUrl}/launch`, form, { origin: sandbox.ehrUrl });
  return (await response.json()) as Launched;
}

async function tokensOf({ url }: Pick<Launched, 'url'>, scope = SCOPES): Promise<Tokens> {
  const handle = new URL(url).searchParams.get('launch') ?? '';
  const request = authorizeRequest(sandbox, { launch: handle, scope });
  const code = sentBack(await get(request.url)).get('code') ?? '';
  return (await (await exchange(sandbox, { code, verifier: request.verifier })).json()) as Tokens;
}

describe('the messaging handle', () => {
  it('is told to the page at launch and to the app with its token', async () => {
    const launched = await launch({ patient: 'alpha', webMessaging: 'on' });
    expect(launched.messaging?.mode).toBe('on');
    const handle = launched.messaging?.handle ?? '';
    expect(handle).toMatch(/^[\w-]{32}$/);
    // It stands in no address.
    expect(launched.url).not.toContain(handle);
    const granted = await tokensOf(launched);
    expect(granted.smart_web_messaging_handle).toBe(handle);
    expect(granted.smart_web_messaging_origin).toBe(sandbox.ehrUrl);
    expect(granted.scope).toContain('messaging/scratchpad messaging/ui');
    const refreshed = await postForm(`${sandbox.ehrUrl}/auth/token`, {
      grant_type: 'refresh_token',
      client_id: 'alongside-demo',
      refresh_token: granted.refresh_token ?? '',
    });
    expect(await refreshed.json()).toMatchObject({ smart_web_messaging_handle: handle });
    expect((await launch({ patient: 'alpha', webMessaging: 'on' })).messaging?.handle).not.toBe(handle);
  });

  it('is not for pages of another site', async () => {
    const form = { patient: 'alpha', webMessaging: 'on' };
    const foreign = await postForm(`${sandbox.ehrUrl}/launch`, form, { origin: sandbox.appUrl });
    expect(foreign.status).toBe(403);
    const own = await postForm(`${sandbox.ehrUrl}/launch`, form, { origin: sandbox.ehrUrl });
    expect(own.headers.get('access-control-allow-origin')).toBeNull();
    expect(own.headers.get('cache-control')).toBe('no-store');
  });

  const none = { smart_web_messaging_handle: undefined, smart_web_messaging_origin: undefined };
  const told = ({ smart_web_messaging_handle, smart_web_messaging_origin }: Tokens): object => ({
    smart_web_messaging_handle,
    smart_web_messaging_origin,
  });

  it.each<[string, LaunchOptions, string]>([
    ['the launch does not offer it', { patient: 'alpha' }, SCOPES],
    ['the app does not ask for it', { patient: 'alpha', webMessaging: 'on' }, CHART_SCOPES],
    ['the app asks for messaging/ui only', { patient: 'alpha', webMessaging: 'on' }, `${CHART_SCOPES} messaging/ui`],
    ['it is withheld', { patient: 'alpha', webMessaging: 'on', withhold: ['messaging/scratchpad'] }, SCOPES],
  ])('is not given when %s', async (_why, options, scope) => {
    const granted = await tokens(sandbox, options, scope);
    expect(granted.access_token).toBeTruthy();
    expect(told(granted)).toEqual(none);
  });

  it('is not given to a tab, which has no window of ours to talk to', async () => {
    const tab = await get(`${sandbox.ehrUrl}/launch?patient=alpha&webMessaging=on`);
    const granted = await tokensOf({ url: tab.headers.get('location') ?? '' });
    expect(granted.patient).toBe('alpha');
    expect(told(granted)).toEqual(none);
  });

  it('is off unless a launch option says otherwise, in the address, the form and the answer', async () => {
    const form = async (options: LaunchOptions): Promise<string> =>
      (await get(sandbox.chartUrl({ patient: 'alpha', ...options }))).text();
    expect(await form({})).toContain('name="webMessaging" value="on">');
    expect(await form({ webMessaging: 'on' })).toContain('name="webMessaging" value="on" checked>');
    expect(await form({ webMessaging: 'silent' })).toContain('name="webMessaging" value="silent" checked>');
    expect((await launch({ patient: 'alpha', webMessaging: 'refuses' })).messaging?.mode).toBe('refuses');
    expect(await launch({ patient: 'alpha', webMessaging: 'perhaps' })).not.toHaveProperty('messaging');
    expect(await launch({ patient: 'alpha' })).not.toHaveProperty('messaging');
  });
});

interface Reply {
  readonly messageId: string;
  readonly responseToMessageId: string;
  readonly additionalResponsesExpected: boolean;
  readonly payload: Record<string, unknown>;
}

interface Message {
  readonly data: unknown;
  readonly source: unknown;
  readonly origin: string;
}

/** What the pages' scripts export: they are not compiled, so nothing else says it. */
interface Scripts {
  readonly listenerFor: (host: object) => (event: Message) => void;
  readonly cartBeside: (holder: object, name: string) => { show(resources: readonly object[]): void };
}

/** The script as the EHR serves it. */
async function script(name: string): Promise<Scripts> {
  const response = await get(`${sandbox.ehrUrl}/assets/${name}`);
  expect(response.headers.get('content-type')).toContain('text/javascript');
  const source = Buffer.from(await response.text()).toString('base64');
  return (await import(/* @vite-ignore */ `data:text/javascript;base64,${source}`)) as Scripts;
}

describe('the chart page', () => {
  const HANDLE = 'the-handle';
  const cart = new Map<string, object>();
  const changed = vi.fn<() => void>();
  const review = vi.fn<() => void>();
  const replies: [Reply, string][] = [];
  const app = { postMessage: (reply: Reply, target: string) => replies.push([reply, target]) };
  const frame: { contentWindow: object | null } = { contentWindow: app };
  let listen: (mode: WebMessaging) => (event: Message) => void;

  beforeEach(async () => {
    cart.clear();
    replies.length = 0;
    changed.mockClear();
    review.mockClear();
    const { listenerFor } = await script('web-messaging.js');
    const { appUrl: origin, fhirUrl } = sandbox;
    frame.contentWindow = app;
    listen = (mode) =>
      listenerFor({ handle: HANDLE, mode, frame, origin, patient: 'alpha', fhirUrl, cart, changed, review });
  });

  /** Sends one message and gives the payload of the one answer, or undefined. */
  function ask(messageType: string, payload: unknown, mode: WebMessaging = 'on', changes: object = {}): unknown {
    const before = replies.length;
    const message = { messagingHandle: HANDLE, messageId: `id-${before}`, messageType, payload };
    listen(mode)({ source: app, origin: sandbox.appUrl, data: message, ...changes });
    expect(replies.length - before).toBeLessThan(2);
    const answer = replies[before];
    if (answer === undefined) return undefined;
    const [{ messageId, responseToMessageId, additionalResponsesExpected, ...rest }, target] = answer;
    expect([target, responseToMessageId, additionalResponsesExpected]).toEqual([sandbox.appUrl, `id-${before}`, false]);
    expect(messageId).toMatch(/^[0-9a-f-]{36}$/);
    return rest.payload;
  }

  it('shakes hands', () => {
    expect(ask('status.handshake', {})).toEqual({});
    expect(ask('status.handshake', undefined)).toEqual({});
  });

  it('keeps an order in the cart, says where, and gives it back', () => {
    const order = referral('alpha');
    const made = ask('scratchpad.create', { resource: order }) as { status: string; location: string };
    expect(made).toEqual({ status: '201 Created', location: expect.stringMatching(/^ServiceRequest\/[0-9a-f-]{36}$/) });
    expect(changed).toHaveBeenCalledOnce();
    const kept = { ...order, id: made.location.split('/')[1] };
    expect(ask('scratchpad.read', { location: made.location })).toEqual({ status: '200 OK', resource: kept });
    ask('scratchpad.create', { resource: { ...order, subject: { reference: `${sandbox.fhirUrl}/Patient/alpha` } } });
    const all = ask('scratchpad.read', undefined) as { scratchpad: object[] };
    expect(all.scratchpad).toHaveLength(2);
    expect(all.scratchpad[0]).toEqual(kept);
    expect(ask('scratchpad.read', { location: 'ServiceRequest/none' })).toMatchObject({ status: '404 Not Found' });
  });

  it('takes drafts for the patient of the chart only', () => {
    for (const [resource, status] of [
      [referral('beta'), '403 Forbidden'],
      [referral('alpha', { subject: { reference: 'https://other.invalid/fhir/Patient/alpha' } }), '403 Forbidden'],
      [referral('alpha', { status: 'active' }), '422 Unprocessable Entity'],
      [{ resourceType: 'Task', status: 'draft' }, '422 Unprocessable Entity'],
      [undefined, '422 Unprocessable Entity'],
    ] as const) {
      const refused = { status, outcome: { resourceType: 'OperationOutcome' } };
      expect(ask('scratchpad.create', { resource })).toMatchObject(refused);
    }
    expect(cart.size).toBe(0);
  });

  it('shows the cart when asked to, if what is named is in it', () => {
    const { location } = ask('scratchpad.create', { resource: referral('alpha') }) as { location: string };
    const go = (activityType: string, draftOrderLocations: unknown): unknown =>
      ask('ui.launchActivity', { activityType, activityParameters: { draftOrderLocations } });
    expect(go('order-review', ['ServiceRequest/none'])).toMatchObject({ status: 'error' });
    expect(go('problem-review', [location])).toMatchObject({ status: 'error' });
    expect(review).not.toHaveBeenCalled();
    expect(go('order-review', [location])).toMatchObject({ status: 'success' });
    expect(ask('ui.launchActivity', { activityType: 'order-review' })).toMatchObject({ status: 'success' });
    expect(review).toHaveBeenCalledTimes(2);
  });

  it('says what it has not', () => {
    for (const type of ['scratchpad.delete', 'fhir.http', 'constructor'])
      expect(ask(type, {})).toMatchObject({ status: '501 Not Implemented' });
  });

  it('can keep silent after keeping the order', () => {
    expect(ask('status.handshake', {}, 'silent')).toEqual({});
    const resource = referral('alpha', { identifier: [{ value: 'unheard' }] });
    expect(ask('scratchpad.create', { resource }, 'silent')).toBeUndefined();
    const { scratchpad } = ask('scratchpad.read', {}, 'silent') as { scratchpad: object[] };
    expect(scratchpad).toMatchObject([{ identifier: [{ value: 'unheard' }] }]);
  });

  it('can refuse', () => {
    expect(ask('status.handshake', {}, 'refuses')).toEqual({});
    expect(ask('scratchpad.create', { resource: referral('alpha') }, 'refuses')).toMatchObject({
      status: '403 Forbidden',
      outcome: { resourceType: 'OperationOutcome', issue: [{ severity: 'error' }] },
    });
    expect(ask('scratchpad.read', {}, 'refuses')).toMatchObject({ scratchpad: [] });
  });

  it('hears nobody but the app in its frame that knows the handle', () => {
    const data = { messagingHandle: HANDLE, messageId: 'm', messageType: 'status.handshake', payload: {} };
    for (const changes of [
      { source: { postMessage: app.postMessage } },
      { source: null },
      { origin: 'https://evil.invalid' },
      { origin: sandbox.ehrUrl },
      { data: { ...data, messagingHandle: 'another' } },
      { data: { ...data, messagingHandle: undefined } },
      { data: { ...data, messageId: 7 } },
      { data: 'text' },
      { data: null },
    ])
      expect(ask('status.handshake', {}, 'on', changes), JSON.stringify(changes)).toBeUndefined();
    expect(replies).toEqual([]);
    // The app was closed: no window is not the window of an event without one.
    frame.contentWindow = null;
    expect(ask('scratchpad.create', { resource: referral('alpha') }, 'on', { source: null })).toBeUndefined();
    expect(cart.size).toBe(0);
  });

  it('lists the cart as text, whatever the app has put into it', async () => {
    const { document } = new Window();
    vi.stubGlobal('document', document);
    try {
      const { cartBeside } = await script('order-cart.js');
      const holder = document.createElement('div');
      document.body.append(holder);
      const list = cartBeside(holder, 'Test alpha');
      const evil = '<img src=x onerror=alert(1)>';
      const section = document.querySelector('section');
      expect(section?.previousElementSibling).toBe(holder);
      expect(section?.getAttribute('aria-label')).toBe('Unsigned orders in the cart for Test alpha');
      expect(section?.textContent).toContain('None.');
      list.show([
        referral('alpha', { id: '1', identifier: [{ value: 'in-cart' }] }),
        { id: '2', code: { text: evil }, identifier: 'odd' },
      ]);
      const items = [...document.querySelectorAll('li')].map((item) => item.textContent);
      expect(items).toEqual([
        'Referral to palliative care service (draft, proposal, in-cart), ServiceRequest/1',
        `${evil} (), ServiceRequest/2`,
      ]);
      expect(document.querySelector('img')).toBeNull();
      expect(document.querySelector('p')?.hidden).toBe(true);
      list.show([]);
      expect(document.querySelectorAll('li')).toHaveLength(0);
    } finally {
      vi.unstubAllGlobals();
    }
  });
});
