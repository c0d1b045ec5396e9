import type { ServiceRequest } from 'fhir/r4';
import { describe, expect, it } from 'vitest';
import { ORDER } from '../../../src/ehr/channels/fhir-create.ts';
import type { VendorId } from '../../../src/site/site.ts';
import { findByDecision, lookUp } from '../../../src/ehr/channels/look-up.ts';
import { postReferral, whyClosed, type PostContext } from '../../../src/ehr/channels/post.ts';
import { createGateway } from '../../../src/ehr/gateway/gateway.ts';
import { chartServer, type Answers, type ChartServer } from '../support/chart-server.ts';
import { BASE, bundle, hang, json, lost, noSleep, outcome } from '../support/fake-fetch.ts';

const DECISION = '0b0b6a52-6f3c-4f0e-9a3e-2a1f6d1c9b10';
const SYSTEM = 'https://example.org/ns';

const order: ServiceRequest = {
  resourceType: 'ServiceRequest',
  status: 'active',
  intent: 'order',
  subject: { reference: 'Patient/p1' },
  identifier: [{ system: SYSTEM, value: DECISION }],
};

function prepare(
  answers: Answers = {},
  more: Partial<PostContext> = {},
  vendor: VendorId = 'generic',
): { server: ChartServer; context: PostContext } {
  const server = chartServer(answers);
  const gateway = createGateway({
    base: BASE,
    token: () => 'secret',
    fetch: server.fetch,
    sleep: noSleep,
    writeTimeout: 5,
    vendor,
  });
  return {
    server,
    context: {
      gateway,
      patientId: 'p1',
      identifierSystem: SYSTEM,
      kind: ORDER,
      staged: false,
      conditionalCreate: false,
      preferRepresentation: false,
      ...more,
    },
  };
}

const channelOf = (context: PostContext) => ({
  id: 'fhir-create' as const,
  find: (decisionId: string) => findByDecision(context, decisionId),
});
const post = (answer: Answers[string]): Answers => ({ 'POST /ServiceRequest': answer });
const created = (body: string, headers: Record<string, string>, status = 201): Response =>
  new Response(body, { status, headers });

describe('what an answer to the POST means', () => {
  it('201 with a body: placed, and read back', async () => {
    const { server, context } = prepare();
    expect(await postReferral(context, order, DECISION)).toEqual({
      outcome: 'placed',
      reference: 'ServiceRequest/sr1',
      readBack: true,
      alsoOpen: [],
    });
    expect(server.asked.map(({ method, path }) => `${method} ${path}`)).toEqual([
      'POST /ServiceRequest',
      'GET /ServiceRequest/sr1',
    ]);
  });

  it('201 with an empty body and a Location: placed, and read back', async () => {
    const { server, context } = prepare();
    server.answers = post(() => {
      server.referrals.push({ ...order, id: 'sr9' });
      return created('', { Location: `${BASE}/ServiceRequest/sr9/_history/1` });
    });
    expect(await postReferral(context, order, DECISION)).toMatchObject({
      outcome: 'placed',
      reference: 'ServiceRequest/sr9',
      readBack: true,
    });
  });

  it.each([
    ['foreign', { Location: 'https://upstream.example/fhir/ServiceRequest/sr9' }],
    ['hidden by CORS', {}],
  ])('201 with a Location that is %s: found by our identifier', async (_, headers) => {
    const { server, context } = prepare();
    server.answers = post(() => {
      server.referrals.push({ ...order, id: 'sr9' });
      return created('', headers);
    });
    expect(await postReferral(context, order, DECISION)).toMatchObject({
      outcome: 'placed',
      reference: 'ServiceRequest/sr9',
      readBack: true,
    });
    expect(server.asked.every(({ url }) => url.origin === 'https://ehr.example')).toBe(true);
  });

  it('201 that nothing confirms stays unknown: nothing is claimed that was not seen', async () => {
    const { context } = prepare(post(() => created('', {})));
    expect(await postReferral(context, order, DECISION)).toMatchObject({ outcome: 'unknown', why: { status: 201 } });
  });

  it.each([
    ['refused', () => json({}, 403)],
    ['broken', () => new Response('<html>')],
  ] as const)('a read-back that is %s does not undo it', async (_, answer) => {
    const { context } = prepare({ '/ServiceRequest/sr1': answer });
    expect(await postReferral(context, order, DECISION)).toEqual({
      outcome: 'placed',
      reference: 'ServiceRequest/sr1',
      readBack: false,
      alsoOpen: [],
    });
  });

  it('200, the one found by the conditional create: placed', async () => {
    const { server, context } = prepare({}, { conditionalCreate: true, preferRepresentation: true });
    server.referrals.push({ ...order, id: 'sr5' });
    server.answers = post(() => json({ ...order, id: 'sr5' }, 200));
    expect(await postReferral(context, order, DECISION)).toMatchObject({
      outcome: 'placed',
      reference: 'ServiceRequest/sr5',
    });
    expect(server.asked[0]?.headers.get('If-None-Exist')).toBe(
      `identifier=${encodeURIComponent(`${SYSTEM}|${DECISION}`)}`,
    );
    expect(server.asked[0]?.headers.get('Prefer')).toBe('return=representation');
  });

  it.each([
    ['the server has kept a draft', { status: 'draft', intent: 'order' }, 'prepared'],
    ['the server has kept a proposal', { status: 'active', intent: 'proposal' }, 'prepared'],
    ['the server has kept an order', { status: 'active', intent: 'original-order' }, 'placed'],
    ['the status is not known', { status: 'unknown', intent: 'order' }, 'prepared'],
    ['it was taken back at once', { status: 'entered-in-error', intent: 'order' }, 'refused'],
  ])('%s: %j is %s, whatever was sent', async (_, kept, expected) => {
    const { context } = prepare({ '/ServiceRequest/sr1': () => json({ ...order, ...kept, id: 'sr1' }) });
    expect(await postReferral(context, order, DECISION)).toMatchObject({ outcome: expected });
  });

  it('a body that shows a draft counts when the read-back fails', async () => {
    const { context } = prepare({
      ...post(() => json({ ...order, status: 'draft', id: 'sr1' }, 201)),
      '/ServiceRequest/sr1': () => json({}, 403),
    });
    expect(await postReferral(context, order, DECISION)).toMatchObject({ outcome: 'prepared', readBack: false });
  });

  it.each([404, 410])('201 whose read-back is %i is not placed because its own body says so', async (status) => {
    const { context } = prepare({
      ...post(() => json({ ...order, id: 'ghost' }, 201)),
      '/ServiceRequest/ghost': () => json({}, status),
    });
    expect(await postReferral(context, order, DECISION)).toMatchObject({ outcome: 'unknown' });
  });

  it.each([404, 410])('201 without a body whose read-back is %i is not placed', async (status) => {
    const { context } = prepare({
      ...post(() => created('', { Location: `${BASE}/ServiceRequest/ghost` })),
      '/ServiceRequest/ghost': () => json({}, status),
    });
    expect(await postReferral(context, order, DECISION)).toMatchObject({ outcome: 'unknown' });
  });

  it('201 without a body whose read-back is refused: as sent', async () => {
    const { context } = prepare({
      ...post(() => created('', { Location: `${BASE}/ServiceRequest/sr9` })),
      '/ServiceRequest/sr9': () => json({}, 403),
    });
    expect(await postReferral(context, order, DECISION)).toMatchObject({ outcome: 'placed', readBack: false });
    const twice = prepare({
      ...post(() => created('', { Location: `${BASE}/ServiceRequest/sr9` }, 200)),
      '/ServiceRequest/sr9': () => json({}, 403),
    });
    expect(await postReferral(twice.context, order, DECISION)).toMatchObject({ outcome: 'unknown' });
  });

  const others = [
    ['another decision', { identifier: [{ system: SYSTEM, value: 'another' }] }],
    ['no identifier', { identifier: undefined }],
    ['a patient of another server', { subject: { reference: 'https://elsewhere.example/fhir/Patient/p1' } }],
    ['another patient', { subject: { reference: 'Patient/p2' } }],
    ['no patient', { subject: undefined }],
  ] as const;

  it.each(others.flatMap((one) => [[200, ...one] as const, [201, ...one] as const]))(
    '%i whose body and record are an order of %s is no success',
    async (status, _, change) => {
      const existing = { ...order, id: 'x1', ...change };
      const { server, context } = prepare(post(() => json(existing, status)));
      server.referrals.push(existing);
      expect(await postReferral(context, order, DECISION)).toMatchObject({ outcome: 'unknown' });
    },
  );

  it('201 whose body is another order: ours is found by our identifier', async () => {
    const { server, context } = prepare(post(() => json({ ...order, id: 'x1', identifier: [] }, 201)));
    server.referrals.push({ ...order, id: 'x1', identifier: [] }, { ...order, id: 'sr9' });
    expect(await postReferral(context, order, DECISION)).toMatchObject({
      outcome: 'placed',
      reference: 'ServiceRequest/sr9',
    });
  });

  it('a record that is read back under another id is no success', async () => {
    const { context } = prepare({
      ...post(() => json({ ...order, id: 'sr1' }, 201)),
      '/ServiceRequest/sr1': () => json({ ...order, id: 'sr2' }),
    });
    expect(await postReferral(context, order, DECISION)).toMatchObject({ outcome: 'unknown' });
  });

  it('a body without our identifier does not matter when the record has it', async () => {
    const { server, context } = prepare(post(() => json({ ...order, id: 'sr1', identifier: undefined }, 201)));
    server.referrals.push({ ...order, id: 'sr1', subject: { reference: `${BASE}/Patient/p1` } });
    expect(await postReferral(context, order, DECISION)).toMatchObject({ outcome: 'placed', readBack: true });
  });

  it('a system with signs of a search in it stays one parameter', async () => {
    const system = 'https://example.org/ns?a=1&b=x,y|z$';
    const { server, context } = prepare({}, { conditionalCreate: true, identifierSystem: system });
    await postReferral(context, order, DECISION);
    const sent = new URLSearchParams(server.asked[0]?.headers.get('If-None-Exist') ?? '');
    expect([...sent]).toEqual([['identifier', `https://example.org/ns?a=1&b=x\\,y\\|z\\$|${DECISION}`]]);
    await lookUp(channelOf(context), noSleep, DECISION, [0]);
    expect(server.asked.at(-1)?.url.searchParams.get('identifier')).toBe(sent.get('identifier'));
  });

  it('a resource of another patient is no success', async () => {
    const { context } = prepare({
      '/ServiceRequest/sr1': () => json({ ...order, id: 'sr1', subject: { reference: 'Patient/p2' } }),
    });
    expect(await postReferral(context, order, DECISION)).toMatchObject({
      outcome: 'unknown',
      why: { kind: 'wrong-patient' },
    });
  });

  it('202: staged', async () => {
    const { context } = prepare(post(() => created('', { Location: `${BASE}/ServiceRequest/sr7` }, 202)));
    expect(await postReferral(context, order, DECISION)).toEqual({
      outcome: 'staged',
      reference: 'ServiceRequest/sr7',
    });
    const silent = prepare(post(() => created('', {}, 202)));
    expect(await postReferral(silent.context, order, DECISION)).toEqual({ outcome: 'staged', reference: null });
  });

  it.each([
    [400, 'invalid', null],
    [422, 'invalid', null],
    [413, 'too-much', null],
    [401, 'session-expired', null],
    [403, 'forbidden', 'not-granted'],
    [404, 'not-supported', 'not-advertised'],
    [405, 'not-supported', 'not-advertised'],
    [501, 'not-supported', 'not-advertised'],
    [409, 'conflict', null],
    [412, 'conflict', null],
  ])('%i: refused as %s, with what the server said', async (status, kind, closed) => {
    const { server, context } = prepare(post(() => json(outcome('because'), status)));
    const result = await postReferral(context, order, DECISION);
    expect(result).toMatchObject({ outcome: 'refused', problems: [{ kind, status, said: ['because'] }] });
    expect(whyClosed(result)).toBe(closed);
    expect(server.count('POST')).toBe(1);
  });

  const page = (status: number) => () => new Response('<html>Blocked</html>', { status });

  it.each([400, 401, 403, 404, 405, 409, 412, 413, 422, 429, 501, 503])(
    '%i by something that is no FHIR server: unknown, and the way stays open',
    async (status) => {
      const { context } = prepare(post(page(status)));
      const result = await postReferral(context, order, DECISION);
      expect(result).toMatchObject({ outcome: 'unknown', why: { status } });
      expect(whyClosed(result)).toBeNull();
    },
  );

  it.each([400, 401, 403, 404, 405, 422, 429, 501, 503])(
    '%i by a proxy after the server has written: found by our identifier',
    async (status) => {
      const { server, context } = prepare();
      server.answers = post((asked) => {
        server.referrals.push({ ...(asked.body as object), id: 'sr1' });
        return page(status)();
      });
      expect(await postReferral(context, order, DECISION)).toMatchObject({
        outcome: 'placed',
        reference: 'ServiceRequest/sr1',
      });
    },
  );

  it.each([429, 503])('%i is unknown also when the server says why', async (status) => {
    const { context } = prepare(post(() => json(outcome('busy'), status)));
    expect(await postReferral(context, order, DECISION)).toMatchObject({ outcome: 'unknown', why: { kind: 'busy' } });
  });

  it('202 with an error: unknown, unless ours is there', async () => {
    const { server, context } = prepare(post(() => json(outcome('not stored'), 202)));
    expect(await postReferral(context, order, DECISION)).toMatchObject({
      outcome: 'unknown',
      why: { said: ['not stored'] },
    });
    server.referrals.push({ ...order, id: 'sr3' });
    expect(await postReferral(context, order, DECISION)).toMatchObject({ outcome: 'placed' });
    const warned = prepare(post(() => json(outcome('later', 'information'), 202)));
    expect(await postReferral(warned.context, order, DECISION)).toMatchObject({ outcome: 'staged' });
  });

  it.each([409, 412])('%i although ours is there already: that is the answer', async (status) => {
    const { server, context } = prepare(post(() => json({}, status)));
    server.referrals.push({ ...order, id: 'sr3' });
    expect(await postReferral(context, order, DECISION)).toMatchObject({
      outcome: 'placed',
      reference: 'ServiceRequest/sr3',
    });
  });

  it.each([
    ['500', () => json({}, 500)],
    ['502', () => new Response('<html>Bad gateway</html>', { status: 502 })],
    ['504', () => json({}, 504)],
    ['520', () => json({}, 520)],
    ['408', () => json({}, 408)],
    ['303', () => new Response('', { status: 303, headers: { Location: 'https://elsewhere.example' } })],
    ['a lost connection', lost],
    ['no answer in time', hang],
    [
      'a sign-in page',
      () => new Response('<html>Sign in</html>', { status: 200, headers: { 'Content-Type': 'text/html' } }),
    ],
  ] as const)('%s: unknown, never failed, never repeated', async (_, answer) => {
    const { server, context } = prepare(post(answer));
    const result = await postReferral(context, order, DECISION);
    expect(result.outcome).toBe('unknown');
    expect(whyClosed(result)).toBeNull();
    expect(server.count('POST')).toBe(1);
  });

  it('with a token that cannot be read: refused, because nothing was sent', async () => {
    const server = chartServer();
    const token = (): never => {
      throw new DOMException('full', 'QuotaExceededError');
    };
    const { context } = prepare({}, { gateway: createGateway({ base: BASE, token, fetch: server.fetch }) });
    expect(await postReferral(context, order, DECISION)).toMatchObject({ outcome: 'refused' });
    expect(await context.gateway.read('Patient/p1')).toMatchObject({ ok: false, problem: { kind: 'session-expired' } });
    expect(server.asked).toHaveLength(0);
  });

  it('without a token: refused, because nothing was sent', async () => {
    const server = chartServer();
    const gateway = createGateway({ base: BASE, token: () => null, fetch: server.fetch });
    const { context } = prepare({}, { gateway });
    expect(await postReferral(context, order, DECISION)).toMatchObject({
      outcome: 'refused',
      problems: [{ kind: 'session-expired' }],
    });
    expect(server.asked).toHaveLength(0);
  });
});

describe('the look-up after a lost answer', () => {
  const look = (context: PostContext, waits: readonly number[] = [0, 0]) => {
    const slept: number[] = [];
    return {
      slept,
      found: lookUp(channelOf(context), async (milliseconds) => void slept.push(milliseconds), DECISION, waits),
    };
  };

  it('finds what was written before the answer was lost', async () => {
    const { server, context } = prepare();
    server.answers = post((asked) => {
      server.referrals.push({ ...(asked.body as object), id: 'sr1' });
      return lost();
    });
    expect(await postReferral(context, order, DECISION)).toMatchObject({ outcome: 'unknown' });
    expect(await look(context).found).toMatchObject({
      outcome: 'placed',
      reference: 'ServiceRequest/sr1',
      readBack: true,
    });
    expect(server.count('POST')).toBe(1);
  });

  it('looks again when the index lags, with growing waits', async () => {
    let looks = 0;
    const { context } = prepare({
      '/ServiceRequest': () => json(bundle((looks += 1) < 3 ? [] : [{ ...order, id: 'sr1' }])),
    });
    const { slept, found } = look(context, [800, 2000, 5000, 10_000]);
    expect(await found).toMatchObject({ outcome: 'placed' });
    expect(slept).toEqual([800, 2000, 5000]);
  });

  it('stays unknown when nothing is found: absence is no proof', async () => {
    const { server, context } = prepare();
    const { slept, found } = look(context, [1, 2, 3, 4]);
    expect(await found).toMatchObject({ outcome: 'unknown', why: { kind: 'not-found' } });
    expect(slept).toEqual([1, 2, 3, 4]);
    expect(server.count('POST')).toBe(0);
  });

  it('asks for this patient and our identifier', async () => {
    const { server, context } = prepare();
    await look(context, [0]).found;
    expect(server.asked.map(({ url }) => url.searchParams.toString().replace(/&_count=\d+$/, ''))).toEqual([
      new URLSearchParams({ patient: 'p1', identifier: `${SYSTEM}|${DECISION}` }).toString(),
    ]);
  });

  it('searches all of the patient’s referrals where the identifier is refused', async () => {
    const { context } = prepare({
      '/ServiceRequest': ({ url }) =>
        url.searchParams.has('identifier')
          ? json(outcome('unknown parameter'), 400)
          : json(bundle([{ ...order, id: 'sr1' }])),
    });
    expect(await look(context).found).toMatchObject({ outcome: 'placed', reference: 'ServiceRequest/sr1' });
  });

  it('compares for itself what a server sends that ignores the parameter', async () => {
    const others = [
      { ...order, id: 'x1', identifier: [{ system: SYSTEM, value: 'another' }] },
      { ...order, id: 'x2', identifier: [{ system: 'https://elsewhere', value: DECISION }] },
      { ...order, id: 'x3', subject: { reference: 'Patient/p2' } },
      { ...order, id: 'x4', identifier: 'odd' },
      { ...order, id: 'x5', identifier: [null] },
      { resourceType: 'ServiceRequest' },
    ];
    const { context } = prepare({ '/ServiceRequest': () => json(bundle(others)) });
    expect(await look(context).found).toMatchObject({ outcome: 'unknown' });
  });

  it('says why it could not look', async () => {
    const { context } = prepare({ '/ServiceRequest': () => json({}, 403) });
    expect(await look(context).found).toMatchObject({ outcome: 'unknown', why: { kind: 'forbidden' } });
  });
});

describe('looking for our own on an EHR whose searches find no referral', () => {
  it('none found is no answer: it may be there all the same', async () => {
    const { context } = prepare({}, {}, 'epic');
    expect(await findByDecision(context, DECISION)).toMatchObject({ ok: false, problem: { kind: 'left-out' } });
  });

  it('found is found', async () => {
    const { server, context } = prepare({}, {}, 'epic');
    server.referrals.push({ ...order, id: 'sr1' });
    expect(await findByDecision(context, DECISION)).toMatchObject({
      ok: true,
      value: { reference: 'ServiceRequest/sr1' },
    });
  });
});
