/** Messages to the EHR's window, and to no other (SMART Web Messaging 1.0, interop 3.6). */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { testSite } from '../support/site.ts';
import { readTokenResponse, type MessagingContext } from '../../../src/ehr/launch/token-response.ts';
import { createMessenger } from '../../../src/ehr/launch/web-messenger.ts';

const ORIGIN = 'https://ehr.example';
const context: MessagingContext = { handle: 'handle-1', origin: ORIGIN };

interface Sent {
  readonly message: Readonly<Record<string, unknown>>;
  readonly to: unknown;
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A page that the EHR has framed or opened, and what is said to the EHR's window. */
function pageIn(frame: 'framed' | 'opened' | 'alone', refuses = false) {
  const sent: Sent[] = [];
  const listeners = new Set<(event: MessageEvent) => void>();
  const ehr = {
    postMessage(message: Sent['message'], to: unknown) {
      if (refuses) throw new DOMException('invalid target origin', 'SyntaxError');
      sent.push({ message, to });
    },
  } as unknown as Window;
  const page = {
    opener: frame === 'opened' ? ehr : null,
    addEventListener: (_: string, listener: (event: MessageEvent) => void) => void listeners.add(listener),
    removeEventListener: (_: string, listener: (event: MessageEvent) => void) => void listeners.delete(listener),
  } as unknown as Window & { parent: Window };
  page.parent = frame === 'framed' ? ehr : page;
  let minted = 0;
  const messenger = createMessenger(page, context, () => `m${(minted += 1)}`);
  const hear = (data: unknown, from: { readonly origin?: string; readonly source?: unknown } = {}): void => {
    const event = { origin: ORIGIN, source: ehr, data, ...from } as unknown as MessageEvent;
    for (const listener of listeners) listener(event);
  };
  return { messenger, sent, hear, listeners };
}

function framed(refuses = false) {
  const { messenger, ...rest } = pageIn('framed', refuses);
  if (messenger === null) throw new Error('a framed page has a messenger');
  return { ...rest, ask: () => messenger.ask('status.handshake', {}, 2000) };
}

const silence = { replied: false };

describe('a message', () => {
  it.each(['framed', 'opened'] as const)('goes from a page that is %s to one origin, never to all', async (frame) => {
    const { messenger, sent } = pageIn(frame);
    void messenger?.ask('scratchpad.create', { resource: { id: 'x' } }, 2000);
    expect(sent).toEqual([
      {
        message: {
          messagingHandle: 'handle-1',
          messageId: 'm1',
          messageType: 'scratchpad.create',
          payload: { resource: { id: 'x' } },
        },
        to: ORIGIN,
      },
    ]);
  });

  it('goes nowhere from a page that stands alone', () => {
    expect(pageIn('alone').messenger).toBeNull();
  });

  it('that the browser refuses to post is one without a reply, and nothing goes on listening', async () => {
    const { ask, listeners } = framed(true);
    expect(await ask()).toEqual(silence);
    expect(listeners.size).toBe(0);
    expect(vi.getTimerCount()).toBe(0);
  });
});

describe('a reply', () => {
  it('is the payload that answers our message; the second of two is not heard', async () => {
    const { ask, hear, listeners } = framed();
    const asked = ask();
    hear({ messageId: 'e1', responseToMessageId: 'm1', payload: { status: '200 OK' } });
    hear({ messageId: 'e2', responseToMessageId: 'm1', payload: { status: '500' } });
    expect(await asked).toEqual({ replied: true, payload: { status: '200 OK' } });
    expect(listeners.size).toBe(0);
    expect(vi.getTimerCount()).toBe(0);
  });

  it.each([
    ['no payload', { responseToMessageId: 'm1' }],
    ['null', { responseToMessageId: 'm1', payload: null }],
    ['a list', { responseToMessageId: 'm1', payload: [1] }],
    ['a text', { responseToMessageId: 'm1', payload: 'ok' }],
  ])('with %s is an answer with nothing in it', async (_, data) => {
    const { ask, hear } = framed();
    const asked = ask();
    hear(data);
    expect(await asked).toEqual({ replied: true, payload: {} });
  });

  const right = { responseToMessageId: 'm1', payload: {} };
  it.each<readonly [string, unknown, { readonly origin?: string; readonly source?: unknown }]>([
    ['from another origin', right, { origin: 'https://evil.example' }],
    ['from a longer origin', right, { origin: `${ORIGIN}.evil.example` }],
    ['from no origin', right, { origin: 'null' }],
    ['from another window', right, { source: {} }],
    ['from no window', right, { source: null }],
    ['to another message', { ...right, responseToMessageId: 'm2' }, {}],
    ['to no message', { payload: {} }, {}],
    ['that is a text', 'm1', {}],
    ['that is nothing', null, {}],
  ])('%s is not heard', async (_, data, from) => {
    const { ask, hear } = framed();
    const asked = ask();
    hear(data, from);
    await vi.advanceTimersByTimeAsync(2000);
    expect(await asked).toEqual(silence);
  });

  it('that does not come in time is none, also when it comes later', async () => {
    const { ask, hear, listeners } = framed();
    const asked = ask();
    let ended = false;
    void asked.then(() => (ended = true));
    await vi.advanceTimersByTimeAsync(1999);
    expect(ended).toBe(false);
    await vi.advanceTimersByTimeAsync(1);
    hear(right);
    expect(await asked).toEqual(silence);
    expect(listeners.size).toBe(0);
  });

  it('finds the message that it belongs to, in whatever order they come', async () => {
    const { ask, hear } = framed();
    const [first, second] = [ask(), ask()];
    hear({ responseToMessageId: 'm2', payload: { n: 2 } });
    hear({ responseToMessageId: 'm1', payload: { n: 1 } });
    expect([await first, await second]).toEqual([
      { replied: true, payload: { n: 1 } },
      { replied: true, payload: { n: 2 } },
    ]);
  });
});

describe('the token response', () => {
  const [issuer] = testSite({ issuer: { iss: `${ORIGIN}/fhir` } }).issuers;
  if (issuer === undefined) throw new Error('a site has an issuer');
  const messagingIn = (more: Readonly<Record<string, unknown>>): MessagingContext | null => {
    const read = readTokenResponse({
      tokenResponse: { access_token: 'secret', token_type: 'Bearer', patient: 'p1', ...more },
      issuer,
      requestedScope: 'launch',
      receivedAt: 0,
    });
    if (!read.ok) throw new Error('the token response is right');
    return read.value.messaging;
  };
  const pair = (handle: unknown, origin: unknown) =>
    messagingIn({ smart_web_messaging_handle: handle, smart_web_messaging_origin: origin });

  it.each([
    ['an origin', ORIGIN, ORIGIN],
    ['an origin with a port', 'https://ehr.example:8443', 'https://ehr.example:8443'],
    ['this machine', 'http://localhost:4400', 'http://localhost:4400'],
    ['a page of which only the origin counts', 'https://ehr.example/chart/?x=1#y', ORIGIN],
  ])('names %s', (_, said, origin) => {
    expect(pair('h', said)).toEqual({ handle: 'h', origin });
  });

  it.each<readonly [string, unknown, unknown]>([
    ['every origin', 'h', '*'],
    ['a public host without encryption', 'h', 'http://ehr.example'],
    ['a host that only looks like this machine', 'h', 'http://localhost.evil.example'],
    ['no origin of its own', 'h', 'null'],
    ['a script', 'h', 'javascript:alert(1)'],
    ['a host without scheme', 'h', 'ehr.example'],
    ['nothing', 'h', ''],
    ['a number', 'h', 7],
    ['no origin', 'h', undefined],
    ['no handle', undefined, ORIGIN],
    ['an empty handle', '', ORIGIN],
    ['a handle that is no text', {}, ORIGIN],
  ])('that names %s opens no way to send messages, and the launch goes on', (_, handle, origin) => {
    expect(pair(handle, origin)).toBeNull();
  });

  it('that says nothing of messages has none', () => {
    expect(messagingIn({})).toBeNull();
  });
});
