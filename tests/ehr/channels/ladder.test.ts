/** The site's ways through the whole port: which one a referral takes, what is said of it, and that it never takes two. */
import type { Provenance } from 'fhir/r4';
import { describe, expect, it, vi } from 'vitest';
import type { ChannelId, WhyNot } from '../../../src/domain/referral/channel.ts';
import type { SubmissionOutcome } from '../../../src/domain/referral/outcome.ts';
import type { Messenger } from '../../../src/ehr/channels/web-messaging.ts';
import type { EhrPort, OutgoingReferral } from '../../../src/ehr/port.ts';
import { ENCOUNTER, PATIENT, takes } from '../support/chart-server.ts';
import { bundle, fakeServer, json, lost, outcome, type Asked } from '../support/fake-fetch.ts';
import { launched, NOW, type Launch } from '../support/launched.ts';
import { confirmed, DECISION, draft, OTHER_DECISION, outgoing } from '../support/referrals.ts';
import { testSite } from '../support/site.ts';

const WRITTEN = ['ServiceRequest', 'Task', 'Communication', 'DocumentReference', 'Provenance'] as const;
type Written = (typeof WRITTEN)[number];
const ALL = WRITTEN.map((type) => `patient/${type}.c`);
const without = (...types: readonly Written[]) => ALL.filter((scope) => !types.some((type) => scope.includes(type)));

const full = {
  id: 'palliative-clinic',
  name: 'Clinic',
  modality: 'clinic',
  taskOwner: 'CareTeam/t1',
  messageTo: ['Group/g1'],
};
const bare = { id: 'bare', name: 'Bare', modality: 'clinic' };

/** A server that keeps what it is sent of any type. */
function hospital(advertised: readonly Written[] | null = WRITTEN) {
  const answers: Record<string, (asked: Asked) => Response | undefined> = {};
  const stored: Record<string, unknown>[] = [];
  const server = fakeServer((asked) => {
    const { method, path } = asked;
    const own = answers[`${method} ${path}`]?.(asked);
    if (own !== undefined) return own;
    if (method === 'POST') {
      const type = path.slice(1);
      stored.push({
        ...(asked.body as object),
        id: `${type.toLowerCase()}-${stored.length + 1}`,
        meta: { versionId: '3' },
      });
      return json(stored.at(-1), 201);
    }
    if (path === '/Patient/p1') return json(PATIENT);
    if (path === '/Encounter/e1') return json(ENCOUNTER);
    if (path === '/metadata') return advertised === null ? json({}, 500) : json(takes(...advertised));
    const [, type, id] = path.split('/');
    const ofType = stored.filter(({ resourceType }) => resourceType === type);
    if (id === undefined) return json(bundle(ofType));
    const found = ofType.find((one) => one['id'] === id);
    return found === undefined ? json({}, 404) : json(found);
  });
  /** What was sent of the referral itself; who made it is told beside it, see below. */
  const posted = (): readonly string[] =>
    server.asked.flatMap(({ method, path }) => (method === 'POST' && path !== '/Provenance' ? [path.slice(1)] : []));
  return { server, answers, stored, posted };
}

interface Change extends Partial<Omit<Launch, 'scope' | 'site'>> {
  readonly at?: ReturnType<typeof hospital>;
  readonly scopes?: readonly string[];
  readonly issuer?: Record<string, unknown>;
  readonly referral?: Record<string, unknown>;
}

function open({ at = hospital(), scopes = ALL, issuer = {}, referral, ...different }: Change = {}) {
  const scope = ['patient/*.rs', 'messaging/scratchpad', ...scopes].join(' ');
  const site = testSite({ issuer, referral: { services: [full, bare], ...referral } });
  return { ...at, ...launched(at.server, { scope, site, ...different }) };
}

const send = async (ehr: EhrPort, change: Partial<OutgoingReferral> = {}): Promise<SubmissionOutcome> =>
  ehr.send(await confirmed(ehr, change));
const way = async (ehr: EhrPort, change: Partial<OutgoingReferral> = {}) => (await ehr.preview(outgoing(change))).via;
const toBare = { draft: { ...draft, serviceId: 'bare' } };
/** What `session` writes when the user says so. */
function userSaysNotThere({ ehr }: { readonly ehr: EhrPort }): void {
  const nothingMade = { at: 'settled', outcome: { outcome: 'refused', problems: [] }, time: NOW } as const;
  ehr.kept.save({ decisionId: DECISION, draft, phase: nothingMade });
  ehr.kept.save({ decisionId: DECISION, draft, phase: { at: 'editing' } });
}

describe('the way', () => {
  it('is the best that is open, whatever the order in site.json', async () => {
    const channels = ['note', 'communication', 'task', 'fhir-create'];
    const best = { channel: 'fhir-create', makes: 'order', staged: false };
    expect(await way(open({ referral: { channels } }).ehr)).toEqual(best);
    expect(await way(open({ referral: { channels: channels.slice(0, 3) } }).ehr)).toEqual({
      channel: 'task',
      whyNotBest: 'switched-off',
    });
  });

  it.each<readonly [string, Change, Partial<OutgoingReferral>, ChannelId, WhyNot]>([
    ['the order is not granted', { scopes: without('ServiceRequest') }, {}, 'task', 'not-granted'],
    [
      'the order is not advertised',
      { at: hospital(['Task', 'Communication', 'DocumentReference']) },
      {},
      'task',
      'not-advertised',
    ],
    ['the site has switched it off', { issuer: { creates: { ServiceRequest: 'no' } } }, {}, 'task', 'switched-off'],
    ['nor a Task is granted', { scopes: without('ServiceRequest', 'Task') }, {}, 'communication', 'not-granted'],
    [
      'the service has neither work list nor inbox',
      { referral: { channels: ['fhir-create', 'task', 'communication', 'note'] }, scopes: without('ServiceRequest') },
      toBare,
      'note',
      'not-granted',
    ],
  ])('is another when %s, and says why', async (_, change, referral, channel, whyNotBest) => {
    expect(await way(open(change).ehr, referral)).toEqual({ channel, whyNotBest });
  });

  it.each<readonly [string, Change, Partial<OutgoingReferral>, WhyNot]>([
    [
      'the server did not say what it takes, though a letter could be filed',
      { at: hospital(null), issuer: { creates: { DocumentReference: 'yes' } } },
      {},
      'could-not-ask',
    ],
    ['nothing is granted', { scopes: [] }, {}, 'not-granted'],
    ['nothing is advertised', { at: hospital([]) }, {}, 'not-advertised'],
    ['the site wants none', { referral: { channels: [] } }, {}, 'switched-off'],
    ['the service takes none', { referral: { channels: ['task', 'communication'] } }, toBare, 'no-recipient'],
    [
      'no visit is open',
      { referral: { channels: ['note'], note: { needsEncounter: true } }, encounterId: null },
      {},
      'no-encounter',
    ],
    ['the EHR offers no cart', { referral: { channels: ['web-messaging'] } }, {}, 'not-advertised'],
  ])('is the letter by hand when %s', async (_, change, referral, why) => {
    const { ehr, posted } = open(change);
    expect(await ehr.preview(outgoing(referral))).toEqual({ via: { channel: 'manual', why }, resource: '' });
    expect(await send(ehr, referral)).toMatchObject({ outcome: 'refused', problems: [{ kind: 'changed' }] });
    expect(posted()).toEqual([]);
  });

  it('files a letter to the open visit where the site asks for one', async () => {
    const { ehr } = open({ referral: { channels: ['note'], note: { needsEncounter: true } } });
    const { via, resource } = await ehr.preview(outgoing());
    expect(via).toEqual({ channel: 'note', whyNotBest: 'switched-off' });
    expect(JSON.parse(resource)).toMatchObject({ context: { encounter: [{ reference: 'Encounter/e1' }] } });
  });

  it('is the cart where that is all there is', async () => {
    const messenger: Messenger = {
      ask: async (type) => ({
        replied: true,
        payload: type === 'scratchpad.create' ? { status: '201 Created', location: 'ServiceRequest/cart-1' } : {},
      }),
    };
    const { ehr, posted } = open({ referral: { channels: ['web-messaging'] }, messenger });
    expect(await send(ehr)).toMatchObject({
      outcome: 'prepared',
      via: 'web-messaging',
      reference: 'ServiceRequest/cart-1',
    });
    expect(posted()).toEqual([]);
  });
});

const ONE_WAY: readonly (readonly [ChannelId, Written])[] = [
  ['fhir-create', 'ServiceRequest'],
  ['task', 'Task'],
  ['communication', 'Communication'],
  ['note', 'DocumentReference'],
];

describe.each(ONE_WAY)('by %s alone', (channel, type) => {
  const only = (says?: string): Change => ({
    referral: { channels: [channel] },
    ...(says === undefined ? {} : { issuer: { creates: { [type]: says } } }),
  });

  it('what is shown leaves, once, and is there', async () => {
    const { ehr, server, posted } = open(only());
    const referral = await confirmed(ehr);
    expect(await ehr.send(referral)).toMatchObject({
      ...(channel === 'fhir-create' ? { outcome: 'placed' } : { outcome: 'filed', as: channel }),
      readBack: true,
      alsoOpen: [],
    });
    expect(posted()).toEqual([type]);
    const left = server.asked.find(({ method }) => method === 'POST')?.body;
    expect(JSON.stringify(left, null, 2)).toBe(referral.shown.preview.resource);
  });

  it('the site’s yes stands above what is granted and advertised, and its no as well', async () => {
    expect((await way(open({ ...only('yes'), scopes: [], at: hospital([]) }).ehr)).channel).toBe(channel);
    expect(await way(open(only('no')).ehr)).toEqual({ channel: 'manual', why: 'switched-off' });
  });

  it('where the site says staged, what was taken in is no more than that, also when it is found by a look', async () => {
    const { ehr, answers, stored, server } = open(only('staged'));
    answers[`POST /${type}`] = ({ body }) => (stored.push({ ...(body as object), id: 'x1' }), lost());
    expect(await send(ehr)).toMatchObject({ outcome: 'unknown', via: channel });
    expect(await ehr.reconcile(DECISION)).toEqual({ outcome: 'staged', reference: `${type}/x1` });
    expect(server.count('POST')).toBe(1);
    expect(await send(open(only('staged')).ehr)).toMatchObject({ outcome: 'staged' });
  });
});

describe('a decision never leaves by two ways', () => {
  /** The order was sent and its answer lost; the user says that it is not there. */
  async function lostOrder(change: Change = {}) {
    const opened = open(change);
    opened.answers['POST /ServiceRequest'] = lost;
    expect(await send(opened.ehr)).toMatchObject({ outcome: 'unknown', via: 'fhir-create' });
    userSaysNotThere(opened);
    return opened;
  }

  it('it is sent again the same way', async () => {
    const { ehr, answers, posted } = await lostOrder();
    delete answers['POST /ServiceRequest'];
    expect((await send(ehr)).outcome).toBe('placed');
    expect(posted()).toEqual(['ServiceRequest', 'ServiceRequest']);
  });

  it.each<readonly [string, Change, WhyNot, string]>([
    ['is not granted any more', { scopes: without('ServiceRequest') }, 'not-granted', 'changed'],
    ['is switched off now', { issuer: { creates: { ServiceRequest: 'no' } } }, 'switched-off', 'changed'],
    // Nobody can look there: whether the earlier try arrived is not known, and is not "none".
    [
      'is not among the site’s now',
      { referral: { channels: ['task', 'communication', 'note'] } },
      'switched-off',
      'unchecked',
    ],
  ])('by hand after a reload with which that way %s, never as a Task', async (_, change, why, kind) => {
    const { storage } = await lostOrder();
    const { ehr, posted } = open({ ...change, storage });
    expect(await way(ehr)).toEqual({ channel: 'manual', why });
    const result = await send(ehr);
    expect(result).toMatchObject({ outcome: 'refused' });
    expect(result.outcome === 'refused' && result.problems[0]?.kind).toBe(kind);
    expect(posted()).toEqual([]);
    // Another decision is free to.
    expect((await way(ehr, { decisionId: OTHER_DECISION })).channel).toBe('task');
  });

  it('by hand when the server closes that way for another decision meanwhile', async () => {
    const { ehr, answers, posted } = await lostOrder();
    answers['POST /ServiceRequest'] = () => json(outcome('no'), 403);
    await send(ehr, { decisionId: OTHER_DECISION });
    expect(await way(ehr)).toEqual({ channel: 'manual', why: 'not-granted' });
    expect((await send(ehr)).outcome).toBe('refused');
    expect(posted()).toEqual(['ServiceRequest', 'ServiceRequest']);
  });

  it('a Task whose answer was lost is not sent as an order, though orders are taken now', async () => {
    const first = open({ scopes: without('ServiceRequest') });
    first.answers['POST /Task'] = lost;
    expect(await send(first.ehr)).toMatchObject({ outcome: 'unknown', via: 'task' });
    userSaysNotThere(first);
    const { ehr, posted } = open({ storage: first.storage });
    expect(await way(ehr)).toEqual({ channel: 'task', whyNotBest: null });
    expect(await send(ehr)).toMatchObject({ outcome: 'filed', as: 'task' });
    expect(posted()).toEqual(['Task']);
  });

  it('a Task that turns up after all is not sent a second time', async () => {
    const { ehr, answers, stored, server, ...opened } = open({ scopes: without('ServiceRequest') });
    answers['POST /Task'] = lost;
    await send(ehr);
    userSaysNotThere({ ...opened, ehr });
    stored.push({ ...(server.asked.find(({ method }) => method === 'POST')?.body as object), id: 'late' });
    expect(await send(ehr)).toMatchObject({ outcome: 'filed', as: 'task', reference: 'Task/late' });
    expect(opened.posted()).toEqual(['Task']);
  });

  it('by the server’s word that nothing was made it may go another way', async () => {
    const { ehr, answers, posted } = open();
    answers['POST /ServiceRequest'] = () => json(outcome('no'), 403);
    expect((await send(ehr)).outcome).toBe('refused');
    expect(await way(ehr)).toEqual({ channel: 'task', whyNotBest: 'not-granted' });
    expect(await send(ehr)).toMatchObject({ outcome: 'filed', as: 'task' });
    expect(posted()).toEqual(['ServiceRequest', 'Task']);
  });

  // What the server refuses is the second POST. Of the first, whose answer was lost, that says nothing.
  it('by hand when the server refuses the second of two tries, the first of which was lost', async () => {
    const { ehr, answers } = await lostOrder();
    answers['POST /ServiceRequest'] = () => json(outcome('no'), 403);
    expect((await send(ehr)).outcome).toBe('refused');
    expect(await way(ehr)).toEqual({ channel: 'manual', why: 'not-granted' });
  });
});

describe('a request whose answer was lost and which the service has rejected meanwhile', () => {
  async function rejected() {
    const opened = open({ scopes: without('ServiceRequest') });
    opened.answers['POST /Task'] = ({ body }) => (
      opened.stored.push({ ...(body as object), id: 't1', status: 'rejected' }),
      lost()
    );
    await send(opened.ehr);
    return opened;
  }

  it('is refused, and says so', async () => {
    const { ehr } = await rejected();
    expect(await ehr.reconcile(DECISION)).toMatchObject({
      outcome: 'refused',
      problems: [{ kind: 'taken-back', detail: 'Task/t1 is on record with status rejected' }],
    });
  });

  // The screen stays at "unknown" (a look cannot refuse), so a later look has to ask where it went.
  it('is looked for as a Task also the second time', async () => {
    const { ehr, server } = await rejected();
    await ehr.reconcile(DECISION);
    const before = server.asked.length;
    await ehr.reconcile(DECISION);
    expect(server.asked.slice(before).map(({ path }) => path)).toContain('/Task');
  });
});

describe('422', () => {
  it('closes nothing: the same way stays, and the words can be changed', async () => {
    const { ehr, answers } = open();
    answers['POST /ServiceRequest'] = () => json(outcome('note is too long'), 422);
    expect(await send(ehr)).toMatchObject({ outcome: 'refused', problems: [{ kind: 'invalid' }] });
    expect((await way(ehr)).channel).toBe('fhir-create');
  });
});

describe('who made it', () => {
  const told = ({ server }: ReturnType<typeof open>): readonly Provenance[] =>
    server.asked.flatMap(({ method, path, body }) =>
      method === 'POST' && path === '/Provenance' ? [body as Provenance] : [],
    );
  /** Long enough for what nobody waits for. */
  const afterwards = (): Promise<void> => new Promise((done) => setTimeout(done, 20));

  it('is told once, after it is there, of the version that was written', async () => {
    const opened = open();
    await send(opened.ehr);
    await vi.waitFor(() => expect(told(opened)).toHaveLength(1));
    expect(told(opened)[0]).toMatchObject({
      target: [{ reference: 'ServiceRequest/servicerequest-1/_history/3' }],
      agent: [
        { who: { reference: 'Practitioner/d1', display: 'Dr. Ada Okafor' } },
        { who: { display: 'Alongside 0.1.0, rules 2026.1' } },
      ],
    });
    const order = opened.server.asked.map(({ method, path }) => `${method} ${path}`);
    expect(order.indexOf('POST /Provenance')).toBeGreaterThan(order.indexOf('POST /ServiceRequest'));
    await send(opened.ehr);
    await opened.ehr.reconcile(DECISION);
    await afterwards();
    expect(told(opened)).toHaveLength(1);
  });

  it.each(ONE_WAY)('of what went by %s names the %s', async (channel, type) => {
    const opened = open({ referral: { channels: [channel] } });
    await send(opened.ehr);
    await vi.waitFor(() => expect(told(opened)).toHaveLength(1));
    expect(told(opened)[0]?.target[0]?.reference).toMatch(new RegExp(`^${type}/`));
  });

  it.each([
    ['fhir-create', 'requester', ['Practitioner/d2', 'Practitioner/d1']],
    ['task', 'requester', ['Practitioner/d1']],
    ['communication', 'sender', ['Practitioner/d1']],
    ['note', 'author', ['Practitioner/d1']],
  ] as const)(
    'of what staff sends by %s: only an order names who is to sign it as its %s',
    async (channel, element, who) => {
      const opened = open({
        referral: { channels: [channel] },
        clinician: Promise.resolve({ name: 'Noa Lind', role: 'staff' }),
      });
      const signer = { reference: 'Practitioner/d2', name: 'Dr. Bo Lind' };
      await send(opened.ehr, { draft: { ...draft, signer } });
      expect(opened.stored[0]?.[element]).toMatchObject(
        channel === 'note' ? [{ reference: who[0] }] : { reference: who[0] },
      );
      await vi.waitFor(() => expect(told(opened)).toHaveLength(1));
      expect(told(opened)[0]?.agent.flatMap(({ who: { reference } }) => reference ?? [])).toEqual(who);
    },
  );

  it.each<readonly [string, Change]>([
    ['it is not granted', { scopes: without('Provenance') }],
    ['it is not advertised', { at: hospital(['ServiceRequest']) }],
    ['the site has switched it off', { issuer: { creates: { Provenance: 'no' } } }],
    ['it waits for review first', { issuer: { creates: { ServiceRequest: 'staged' } } }],
  ])('is not told when %s', async (_, change) => {
    const opened = open(change);
    await send(opened.ehr);
    await afterwards();
    expect(opened.posted()).toEqual(['ServiceRequest']);
    expect(told(opened)).toEqual([]);
  });

  it('is not told of an order in the cart, which the FHIR server does not have', async () => {
    const ask: Messenger['ask'] = async () => ({
      replied: true,
      payload: { status: '201 Created', location: 'ServiceRequest/cart-1' },
    });
    const opened = open({ referral: { channels: ['web-messaging'] }, messenger: { ask } });
    expect((await send(opened.ehr)).outcome).toBe('prepared');
    await afterwards();
    expect(told(opened)).toEqual([]);
  });

  it('is not told after a look that found it: what this page did not see made, it says nothing of', async () => {
    const opened = open();
    opened.answers['POST /ServiceRequest'] = ({ body }) => (
      opened.stored.push({ ...(body as object), id: 'x1' }),
      lost()
    );
    await send(opened.ehr);
    expect((await opened.ehr.reconcile(DECISION)).outcome).toBe('placed');
    await afterwards();
    expect(told(opened)).toEqual([]);
  });

  it.each([
    ['refused', () => json(outcome('no'), 422)],
    ['lost', lost],
  ])('when telling it is %s, the referral is there all the same and nothing is closed', async (_, answer) => {
    const opened = open();
    opened.answers['POST /Provenance'] = answer;
    expect(await send(opened.ehr)).toMatchObject({ outcome: 'placed', readBack: true });
    await vi.waitFor(() => expect(told(opened)).toHaveLength(1));
    await afterwards();
    expect(told(opened)).toHaveLength(1);
    expect(opened.ehr.kept.load()?.phase).toMatchObject({ outcome: { outcome: 'placed' } });
    expect((await way(opened.ehr, { decisionId: OTHER_DECISION })).channel).toBe('fhir-create');
  });

  it('of what cannot be read back it names no version', async () => {
    const opened = open();
    opened.answers['GET /ServiceRequest/servicerequest-1'] = () => json({}, 403);
    expect(await send(opened.ehr)).toMatchObject({ outcome: 'placed', readBack: false });
    await vi.waitFor(() => expect(told(opened)).toHaveLength(1));
    expect(told(opened)[0]?.target).toEqual([{ reference: 'ServiceRequest/servicerequest-1' }]);
  });
});
