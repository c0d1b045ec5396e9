/** An entry of a work list, a message, a letter: what each answer to its POST means (interop 4.5). None of them is an order. */
import type { FhirResource } from 'fhir/r4';
import { describe, expect, it } from 'vitest';
import { MESSAGE } from '../../../src/ehr/channels/communication.ts';
import { ORDER } from '../../../src/ehr/channels/fhir-create.ts';
import { findByDecision, lookUp, type Kind } from '../../../src/ehr/channels/look-up.ts';
import { NOTE } from '../../../src/ehr/channels/note.ts';
import { postReferral, whyClosed, type PostContext } from '../../../src/ehr/channels/post.ts';
import { TASK } from '../../../src/ehr/channels/task.ts';
import { createGateway } from '../../../src/ehr/gateway/gateway.ts';
import { BASE, bundle, fakeServer, hang, json, lost, noSleep, outcome, type Asked } from '../support/fake-fetch.ts';

const DECISION = '0b0b6a52-6f3c-4f0e-9a3e-2a1f6d1c9b10';
const SYSTEM = 'https://example.org/ns';
const identifier = [{ system: SYSTEM, value: DECISION }];
const subject = { reference: 'Patient/p1' };

interface Case {
  readonly kind: Kind;
  readonly sent: Readonly<Record<string, unknown>>;
  /** Statuses with which it asks nobody for anything any more. */
  readonly over: readonly string[];
  /** Another status with which it is still there. */
  readonly there: string;
}

const CASES: Readonly<Record<string, Case>> = {
  Task: {
    kind: TASK,
    sent: { resourceType: 'Task', status: 'requested', intent: 'proposal', identifier, for: subject },
    over: ['entered-in-error', 'rejected', 'cancelled', 'failed'],
    there: 'accepted',
  },
  Communication: {
    kind: MESSAGE,
    sent: {
      resourceType: 'Communication',
      status: 'completed',
      identifier,
      subject,
      recipient: [{ reference: 'CareTeam/intake' }],
    },
    over: ['entered-in-error', 'not-done', 'stopped'],
    there: 'in-progress',
  },
  DocumentReference: {
    kind: NOTE,
    sent: { resourceType: 'DocumentReference', status: 'current', identifier, subject, content: [] },
    over: ['entered-in-error', 'superseded'],
    there: 'current',
  },
};
const kinds = Object.entries(CASES);

type Answer = (asked: Asked, stored: Record<string, unknown>[]) => Response | undefined | Promise<Response>;

/** A server that keeps what it is sent. `post`: its answer, instead of 201 with the resource. */
function prepare({ kind, sent }: Case, answers: { post?: Answer; get?: Answer } = {}, more: Partial<PostContext> = {}) {
  const stored: Record<string, unknown>[] = [];
  const server = fakeServer(async (asked) => {
    if (asked.method === 'POST') {
      const own = await answers.post?.(asked, stored);
      if (own !== undefined) return own;
      stored.push({ ...(asked.body as object), id: 'x1' });
      return json(stored.at(-1), 201);
    }
    const own = await answers.get?.(asked, stored);
    if (own !== undefined) return own;
    if (asked.path === `/${kind.type}`) return json(bundle(stored));
    const found = stored.find(({ id }) => asked.path === `/${kind.type}/${String(id)}`);
    return found === undefined ? json({}, 404) : json(found);
  });
  const context: PostContext = {
    gateway: createGateway({
      base: BASE,
      token: () => 'secret',
      fetch: server.fetch,
      sleep: noSleep,
      writeTimeout: 5,
    }),
    patientId: 'p1',
    identifierSystem: SYSTEM,
    kind,
    staged: false,
    conditionalCreate: false,
    preferRepresentation: false,
    ...more,
  };
  return { server, stored, context, post: () => postReferral(context, sent as unknown as FhirResource, DECISION) };
}

const filed = ({ kind }: Case, id = 'x1', readBack = true) => ({
  outcome: 'filed',
  as: kind.channel,
  reference: `${kind.type}/${id}`,
  readBack,
  alsoOpen: [],
});
const kept =
  ({ sent }: Case, answer: () => Response, id = 'x1'): Answer =>
  (_, stored) => (stored.push({ ...sent, id }), answer());
const located =
  (location: string | null, status = 201) =>
  () =>
    new Response('', { status, headers: location === null ? {} : { Location: location } });
const page = (status: number) => () => new Response('<html>Blocked</html>', { status });

describe.each(kinds)('%s', (type, one) => {
  it('201 with a body: filed, and read back', async () => {
    const { server, post } = prepare(one);
    expect(await post()).toMatchObject(filed(one));
    expect(server.asked.map(({ method, path }) => `${method} ${path}`)).toEqual([`POST /${type}`, `GET /${type}/x1`]);
  });

  it.each([
    ['a Location', `${BASE}/${type}/x1/_history/1`],
    ['a Location on another server', `https://elsewhere.example/fhir/${type}/x9`],
    ['a Location of another type', `${BASE}/Observation/x1`],
    ['nothing that can be read', null],
  ])('201 without a body and with %s: filed, and found here', async (_, location) => {
    const { server, post } = prepare(one, { post: kept(one, located(location)) });
    expect(await post()).toMatchObject(filed(one));
    expect(server.asked.every(({ url }) => url.href.startsWith(BASE))).toBe(true);
  });

  it('201 that nothing confirms: unknown', async () => {
    const { post } = prepare(one, { post: located(null) });
    expect(await post()).toMatchObject({ outcome: 'unknown', via: one.kind.channel, why: { status: 201 } });
  });

  it('200, the one that a conditional create found: filed', async () => {
    const { server, post } = prepare(
      one,
      { post: kept(one, () => json({ ...one.sent, id: 'x1' }, 200)) },
      { conditionalCreate: true },
    );
    expect(await post()).toMatchObject(filed(one));
    expect(server.asked[0]?.headers.get('If-None-Exist')).toBe(
      `identifier=${encodeURIComponent(`${SYSTEM}|${DECISION}`)}`,
    );
  });

  it('202: staged; with an error in it: unknown', async () => {
    const taken = prepare(one, { post: located(`${BASE}/${type}/x7`, 202) });
    expect(await taken.post()).toEqual({ outcome: 'staged', reference: `${type}/x7` });
    const failed = prepare(one, { post: () => json(outcome('not stored'), 202) });
    expect(await failed.post()).toMatchObject({ outcome: 'unknown', via: one.kind.channel });
  });

  it.each([
    [400, 'invalid', null],
    [422, 'invalid', null],
    [401, 'session-expired', null],
    [403, 'forbidden', 'not-granted'],
    [404, 'not-supported', 'not-advertised'],
    [405, 'not-supported', 'not-advertised'],
    [501, 'not-supported', 'not-advertised'],
    [409, 'conflict', null],
    [412, 'conflict', null],
  ])('%i by the server: refused as %s; the way is then closed as %s', async (status, problem, closed) => {
    const { server, post } = prepare(one, { post: () => json(outcome('because'), status) });
    const result = await post();
    expect(result).toMatchObject({ outcome: 'refused', problems: [{ kind: problem, status, said: ['because'] }] });
    expect(whyClosed(result)).toBe(closed);
    expect(server.count('POST')).toBe(1);
  });

  it.each([400, 401, 403, 404, 405, 409, 412, 422, 429, 501, 503])(
    '%i by something that is no FHIR server: unknown, unless ours is there',
    async (status) => {
      const silent = prepare(one, { post: page(status) });
      const result = await silent.post();
      expect(result).toMatchObject({ outcome: 'unknown', via: one.kind.channel, why: { status } });
      expect(whyClosed(result)).toBeNull();
      expect(await prepare(one, { post: kept(one, page(status)) }).post()).toMatchObject(filed(one));
    },
  );

  it.each([409, 412])('%i although ours is there: that is the answer', async (status) => {
    const { post } = prepare(one, { post: kept(one, () => json(outcome('twice'), status)) });
    expect(await post()).toMatchObject(filed(one));
  });

  it.each<readonly [string, Answer]>([
    ['429 that says why', () => json(outcome('busy'), 429)],
    ['503 that says why', () => json(outcome('busy'), 503)],
    ['500', () => json({}, 500)],
    ['502', page(502)],
    ['504', () => json(outcome('timed out'), 504)],
    ['a lost connection', lost],
    ['no answer in time', (asked) => hang(asked)],
  ])('%s: unknown, never repeated; found by a later look', async (_, answer) => {
    const { server, stored, context, post } = prepare(one, { post: answer });
    expect(await post()).toMatchObject({ outcome: 'unknown', via: one.kind.channel });
    expect(server.count('POST')).toBe(1);
    const channel = { id: one.kind.channel, find: (id: string) => findByDecision(context, id) };
    expect(await lookUp(channel, noSleep, DECISION, [0])).toMatchObject({ outcome: 'unknown', via: one.kind.channel });
    stored.push({ ...one.sent, id: 'x1' });
    expect(await lookUp(channel, noSleep, DECISION, [0])).toMatchObject(filed(one));
    const asked = server.asked.at(-1)?.url.searchParams;
    expect([asked?.get('patient'), asked?.get('identifier')]).toEqual(['p1', `${SYSTEM}|${DECISION}`]);
  });

  it.each([
    ['of another patient', { [one.kind.subject]: { reference: 'Patient/p2' } }],
    [
      'of a patient of another server',
      { [one.kind.subject]: { reference: 'https://elsewhere.example/fhir/Patient/p1' } },
    ],
    ['of nobody', { [one.kind.subject]: undefined }],
    ['of another decision', { identifier: [{ system: SYSTEM, value: 'another' }] }],
  ])('what lies at its address is %s: no success', async (_, change) => {
    const { post } = prepare(one, {
      post: kept({ ...one, sent: { ...one.sent, ...change } }, located(`${BASE}/${type}/x1`)),
    });
    expect(await post()).toMatchObject({ outcome: 'unknown', why: { kind: 'wrong-patient' } });
  });

  it.each(one.over)('read back as %s: refused, for it asks nobody for anything', async (status) => {
    const changed = { ...one, sent: { ...one.sent, status } };
    const { post } = prepare(one, { post: kept(changed, located(`${BASE}/${type}/x1`)) });
    expect(await post()).toMatchObject({ outcome: 'refused', problems: [{ kind: 'taken-back' }] });
    const { post: again } = prepare(one, { post: kept(changed, () => json({}, 409)) });
    expect(await again()).toMatchObject({ outcome: 'refused', problems: [{ kind: 'taken-back' }] });
  });

  it(`read back as ${one.there}: filed`, async () => {
    const changed = { ...one, sent: { ...one.sent, status: one.there } };
    expect(await prepare(one, { post: kept(changed, located(`${BASE}/${type}/x1`)) }).post()).toMatchObject(filed(one));
  });

  it('a read-back that is refused takes nothing back; one that says "not there" does', async () => {
    const refused = (status: number): { get: Answer } => ({
      get: ({ path }) => (path === `/${type}/x1` ? json(outcome('no'), status) : json(bundle([]))),
    });
    expect(await prepare(one, refused(403)).post()).toMatchObject(filed(one, 'x1', false));
    expect(await prepare(one, refused(404)).post()).toMatchObject({ outcome: 'unknown' });
  });

  it('where the site says that it is staged: that is said on 201, and when it is found by a look', async () => {
    const { context, post } = prepare(one, {}, { staged: true });
    const staged = { outcome: 'staged', reference: `${type}/x1` };
    expect(await post()).toEqual(staged);
    expect(await findByDecision(context, DECISION)).toEqual({ ok: true, value: staged });
  });

  it('staged, and taken back there: refused all the same', async () => {
    const over = { ...one, sent: { ...one.sent, status: 'entered-in-error' } };
    const { post } = prepare(one, { post: kept(over, located(`${BASE}/${type}/x1`)) }, { staged: true });
    expect(await post()).toMatchObject({ outcome: 'refused' });
  });
});

it('an order that is staged is no placed order', async () => {
  const order: Case = {
    kind: ORDER,
    sent: { resourceType: 'ServiceRequest', status: 'active', intent: 'order', identifier, subject },
    over: [],
    there: 'active',
  };
  const { context, post } = prepare(order, {}, { staged: true });
  const staged = { outcome: 'staged', reference: 'ServiceRequest/x1' };
  expect(await post()).toEqual(staged);
  expect(await findByDecision(context, DECISION)).toEqual({ ok: true, value: staged });
});
