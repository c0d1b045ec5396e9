/** An unsigned order in the clinician's cart, by messages to the EHR's window (interop 3.6). */
import type { ServiceRequest } from 'fhir/r4';
import { describe, expect, it } from 'vitest';
import { lookUp } from '../../../src/ehr/channels/look-up.ts';
import { whyClosed } from '../../../src/ehr/channels/post.ts';
import { webMessaging, type Messenger } from '../../../src/ehr/channels/web-messaging.ts';
import { createGateway } from '../../../src/ehr/gateway/gateway.ts';
import { parseScopes } from '../../../src/ehr/sources/scopes.ts';
import type { ReferralInput } from '../../../src/fhir/write/referral-input.ts';
import { input as sample } from '../../fhir/write/samples.ts';
import { BASE, fakeServer, json, noSleep } from '../support/fake-fetch.ts';
import { DECISION, draft, outgoing } from '../support/referrals.ts';
import { IDENTIFIER_SYSTEM, testSite } from '../support/site.ts';

type Type = Parameters<Messenger['ask']>[0];
type Answer = Awaited<ReturnType<Messenger['ask']>>;
type Payload = Readonly<Record<string, unknown>>;

const silence: Answer = { replied: false };
const reply = (payload: Payload): Answer => ({ replied: true, payload });
const input: ReferralInput = { ...sample, identifierSystem: IDENTIFIER_SYSTEM, decisionId: DECISION };
const inCart = (location: string) => ({
  outcome: 'prepared',
  via: 'web-messaging',
  reference: location,
  readBack: false,
  alsoOpen: [],
});

/** An EHR's window that answers as told, and is silent otherwise. */
function open(answers: Partial<Record<Type, Answer>> = {}, scope = 'messaging/scratchpad', messenger: boolean = true) {
  const asked: { readonly type: Type; readonly payload: Payload; readonly milliseconds: number }[] = [];
  const window: Messenger = {
    async ask(type, payload, milliseconds) {
      asked.push({ type, payload, milliseconds });
      return answers[type] ?? silence;
    },
  };
  const server = fakeServer(() => json({}, 500));
  const site = testSite();
  const [issuer] = site.issuers;
  if (issuer === undefined) throw new Error('a site has an issuer');
  const channel = webMessaging(
    {
      gateway: createGateway({ base: BASE, token: () => 'secret', fetch: server.fetch, sleep: noSleep }),
      issuer,
      site,
      granted: parseScopes(scope),
      patientId: 'p1',
      input: async () => input,
      openEncounter: async () => null,
    },
    messenger ? window : null,
  );
  return { channel, asked, server, types: () => asked.map(({ type }) => type) };
}

const order = async (): Promise<ServiceRequest> =>
  (await open().channel.resourceOf(outgoing())) as unknown as ServiceRequest;

describe('the cart is offered', () => {
  it('when the EHR answers a handshake, which is asked for once and waited for two seconds', async () => {
    const { channel, asked } = open({ 'status.handshake': reply({}) });
    expect(await Promise.all([channel.available(draft), channel.available(draft)])).toEqual([null, null]);
    expect(await channel.available(draft)).toBeNull();
    expect(asked).toEqual([{ type: 'status.handshake', payload: {}, milliseconds: 2000 }]);
  });

  it.each<readonly [string, ReturnType<typeof open>, string, number]>([
    ['the launch brought no handle', open({ 'status.handshake': reply({}) }, undefined, false), 'not-advertised', 0],
    ['the scope was not granted', open({ 'status.handshake': reply({}) }, 'messaging/ui'), 'not-granted', 0],
    // No reply is no "no": it is asked again.
    ['nobody answers', open(), 'could-not-ask', 2],
  ])('not when %s', async (_, { channel, asked }, why, handshakes) => {
    expect(await channel.available(draft)).toBe(why);
    expect(await channel.available(draft)).toBe(why);
    expect(asked).toHaveLength(handshakes);
  });
});

describe('what is put into it', () => {
  it('is an unsigned order under our identifier', async () => {
    expect(await order()).toMatchObject({
      resourceType: 'ServiceRequest',
      status: 'draft',
      intent: 'order',
      subject: { reference: 'Patient/p1' },
      identifier: [{ system: IDENTIFIER_SYSTEM, value: DECISION }],
    });
  });

  it('goes as one message, is opened for the signature, and leaves no trace on the FHIR server', async () => {
    const created = { status: '201 Created', location: 'ServiceRequest/cart-1' };
    const { channel, asked, server } = open({ 'scratchpad.create': reply(created) });
    const resource = await order();
    expect(await channel.send(resource, DECISION)).toEqual(inCart('ServiceRequest/cart-1'));
    expect(asked).toMatchObject([
      { type: 'scratchpad.create', payload: { resource } },
      {
        type: 'ui.launchActivity',
        payload: {
          activityType: 'order-review',
          activityParameters: { draftOrderLocations: ['ServiceRequest/cart-1'] },
        },
      },
    ]);
    expect(server.asked).toEqual([]);
  });
});

const refusal = {
  status: '403 Forbidden',
  outcome: {
    resourceType: 'OperationOutcome',
    issue: [{ severity: 'error', diagnostics: 'You may not order.' }, { details: { text: 'Ask a colleague.' } }, null],
  },
};

describe('what the answer means', () => {
  it.each<readonly [string, Answer, object]>([
    ['no answer: unknown', silence, { outcome: 'unknown', via: 'web-messaging', why: { kind: 'timeout' } }],
    [
      'a refusal: refused, with what the EHR said',
      reply(refusal),
      { outcome: 'refused', problems: [{ kind: 'forbidden', said: ['You may not order.', 'Ask a colleague.'] }] },
    ],
    ['an answer with nothing in it: unknown', reply({}), { outcome: 'unknown', why: { kind: 'unreadable' } }],
    [
      'a status that is no text: unknown',
      reply({ status: 201, location: 'ServiceRequest/1' }),
      { outcome: 'unknown', why: { kind: 'unreadable' } },
    ],
    [
      'a success without a location: unknown',
      reply({ status: '201 Created' }),
      { outcome: 'unknown', why: { kind: 'not-found' } },
    ],
    [
      'another success: in the cart',
      reply({ status: '200 OK', location: 'ServiceRequest/2' }),
      inCart('ServiceRequest/2'),
    ],
  ])('%s', async (_, answer, expected) => {
    const { channel, types } = open({ 'scratchpad.create': answer });
    expect(await channel.send(await order(), DECISION)).toMatchObject(expected);
    expect(types().filter((type) => type === 'scratchpad.create')).toHaveLength(1);
  });

  it('a cart that cannot be opened changes nothing of what lies in it', async () => {
    const { channel } = open({
      'scratchpad.create': reply({ status: '201 Created', location: 'ServiceRequest/1' }),
      'ui.launchActivity': reply({ status: 'error' }),
    });
    expect(await channel.send(await order(), DECISION)).toMatchObject({ outcome: 'prepared' });
  });

  it('without a window nothing is sent', async () => {
    const { channel } = open({}, undefined, false);
    expect(await channel.send(await order(), DECISION)).toMatchObject({
      outcome: 'refused',
      problems: [{ kind: 'not-supported' }],
    });
    expect(await channel.find(DECISION)).toMatchObject({ ok: false, problem: { kind: 'not-supported' } });
  });
});

describe('after a lost answer', () => {
  const look = async (payload: Payload | null) => {
    const { channel, asked } = open(payload === null ? {} : { 'scratchpad.read': reply(payload) });
    return { found: await lookUp(channel, noSleep, DECISION, [0]), asked };
  };

  it('ours is found among what lies in the cart', async () => {
    const ours = await order();
    const { found, asked } = await look({
      scratchpad: [
        null,
        { ...ours, id: 'x1', identifier: [{ system: IDENTIFIER_SYSTEM, value: 'another' }] },
        { ...ours, id: 'x2', subject: { reference: 'Patient/p2' } },
        { ...ours, id: 'x3', resourceType: 'MedicationRequest' },
        { ...ours, id: 'cart-7' },
      ],
    });
    expect(found).toEqual(inCart('ServiceRequest/cart-7'));
    expect(asked).toMatchObject([{ type: 'scratchpad.read', payload: {} }]);
  });

  it('ours is found also where what lies in the cart has no id yet', async () => {
    expect((await look({ scratchpad: [await order()] })).found).toMatchObject({ outcome: 'prepared' });
  });

  it.each<readonly [string, Payload | null, string]>([
    ['the EHR does not answer', null, 'timeout'],
    ['the answer has nothing in it, as of an empty cart', {}, 'not-found'],
    ['the cart is empty', { scratchpad: [] }, 'not-found'],
    ['the cart is no list', { scratchpad: 'x' }, 'not-found'],
  ])('it stays unknown when %s', async (_, payload, kind) => {
    expect((await look(payload)).found).toMatchObject({ outcome: 'unknown', via: 'web-messaging', why: { kind } });
  });
});

describe('what is still told wrongly', () => {
  const sentTo = async (status: string) => {
    const { channel } = open({ 'scratchpad.create': reply({ status }) });
    return await channel.send(await order(), DECISION);
  };

  // Every other status than a success is told as 403, and closes the way for the session (interop 3.4).
  it.each(['400 Bad Request', '422 Unprocessable Entity', '409 Conflict'])(
    '%s closes nothing: the words can be changed',
    async (status) => {
      const result = await sentTo(status);
      expect(result.outcome).toBe('refused');
      expect(whyClosed(result)).toBeNull();
    },
  );

  it.each(['500 Internal Server Error', '503 Service Unavailable', '504 Gateway Timeout'])(
    '%s is unknown: it may lie in the cart (interop 4.5)',
    async (status) => {
      expect((await sentTo(status)).outcome).toBe('unknown');
    },
  );

  // "Nothing of ours is shown" is said of a cart that was not shown at all.
  it('a cart that may not be read is one that could not be looked into', async () => {
    const { channel } = open({ 'scratchpad.read': reply({ status: '403 Forbidden' }) });
    expect(await channel.find(DECISION)).toMatchObject({ ok: false });
  });

  it.each<readonly [string, (ours: ServiceRequest) => Payload]>([
    ['one resource', (resource) => ({ resource })],
    [
      'a collection',
      (resource) => ({ scratchpad: { resourceType: 'Bundle', type: 'collection', entry: [{ resource }] } }),
    ],
    [
      'a collection as the resource',
      (resource) => ({ resource: { resourceType: 'Bundle', type: 'collection', entry: [{ resource }] } }),
    ],
  ])('a cart that comes as %s is looked through', async (_, cart) => {
    const { channel } = open({ 'scratchpad.read': reply(cart({ ...(await order()), id: 'cart-7' })) });
    expect(await channel.find(DECISION)).toMatchObject({ ok: true, value: inCart('ServiceRequest/cart-7') });
  });

  it('what was taken back in the cart is not called prepared', async () => {
    const over = { ...(await order()), id: 'cart-7', status: 'entered-in-error' };
    const { channel } = open({ 'scratchpad.read': reply({ scratchpad: [over] }) });
    expect(await channel.find(DECISION)).not.toMatchObject({ value: { outcome: 'prepared' } });
  });
});
