import { describe, expect, it } from 'vitest';
import { createGateway } from '../../../src/ehr/gateway/gateway.ts';
import type { Caps } from '../../../src/ehr/gateway/search.ts';
import { BASE, bundle, fakeServer, json, nextLink, noSleep, outcome, type Handler } from '../support/fake-fetch.ts';

const condition = (id: string) => ({ resourceType: 'Condition', id });

function searchAt(handler: Handler, caps?: Caps, now?: () => number) {
  const server = fakeServer(handler);
  const gateway = createGateway({
    base: BASE,
    token: () => 'secret',
    fetch: server.fetch,
    sleep: noSleep,
    ...(now === undefined ? {} : { now }),
  });
  return { server, answer: gateway.search('Condition', { patient: 'p1', category: 'a|b' }, caps) };
}

describe('a search', () => {
  it('asks by patient with encoded parameters', async () => {
    const { server, answer } = searchAt(() => json(bundle([condition('c1')])));
    expect(await answer).toMatchObject({ pages: 1, incomplete: null, resources: [{ id: 'c1' }] });
    expect(server.asked[0]?.url.href).toBe(`${BASE}/Condition?patient=p1&category=a%7Cb`);
  });

  it('follows all pages, with the token and our headers on each', async () => {
    const { server, answer } = searchAt(({ url }) => {
      const page = Number.parseInt(url.searchParams.get('page') ?? '1', 10);
      return json(bundle([condition(`c${page}`)], page < 4 ? nextLink(`${BASE}/Condition?page=${page + 1}`) : {}));
    });
    expect((await answer).resources.map(({ id }) => id)).toEqual(['c1', 'c2', 'c3', 'c4']);
    expect(server.asked.map(({ headers }) => headers.get('Authorization'))).toEqual(Array(4).fill('Bearer secret'));
    expect(server.asked.map(({ headers }) => headers.get('Accept'))).toEqual(Array(4).fill('application/fhir+json'));
  });

  it('an empty Bundle is a whole answer', async () => {
    expect(await searchAt(() => json({ resourceType: 'Bundle', type: 'searchset', total: 0 })).answer).toMatchObject({
      pages: 1,
      incomplete: null,
      resources: [],
    });
  });

  it('keeps the first page when the second fails', async () => {
    const { answer } = searchAt(({ url }) =>
      url.searchParams.has('page')
        ? json(outcome('down'), 500)
        : json(bundle([condition('c1')], nextLink(`${BASE}/Condition?page=2`))),
    );
    expect(await answer).toMatchObject({
      pages: 1,
      resources: [{ id: 'c1' }],
      incomplete: { kind: 'server', status: 500, said: ['down'] },
    });
  });

  it('knows nothing when the first page fails', async () => {
    expect(await searchAt(() => json({}, 403)).answer).toMatchObject({
      pages: 0,
      resources: [],
      incomplete: { kind: 'forbidden' },
    });
  });

  it.each([
    ['an OperationOutcome alone', () => json(outcome('no access', 'warning')), 'unreadable'],
    ['malformed JSON', () => new Response('{"resourceType":"Bundle","entry":['), 'unreadable'],
    ['HTML', () => new Response('<html></html>'), 'unreadable'],
  ] as const)('%s is not an empty answer', async (_, handler, kind) => {
    expect(await searchAt(handler).answer).toMatchObject({ pages: 0, incomplete: { kind } });
  });

  it('does not follow a link to another server', async () => {
    const { server, answer } = searchAt(() =>
      json(bundle([condition('c1')], nextLink('https://evil.example/fhir/Condition?page=2'))),
    );
    expect(await answer).toMatchObject({ pages: 1, incomplete: { kind: 'foreign-address' } });
    expect(server.asked).toHaveLength(1);
  });

  it('stops when a link leads back', async () => {
    const { server, answer } = searchAt(({ url }) =>
      json(
        bundle(
          [condition('c1')],
          nextLink(
            url.searchParams.has('page') ? `${BASE}/Condition?patient=p1&category=a%7Cb` : `${BASE}/Condition?page=2`,
          ),
        ),
      ),
    );
    expect(await answer).toMatchObject({ pages: 2, incomplete: { kind: 'unreadable' } });
    expect(server.asked).toHaveLength(2);
  });

  it('stops at the caps and says so', async () => {
    let page = 0;
    const endless: Handler = () =>
      json(bundle([condition(`c${(page += 1)}`)], nextLink(`${BASE}/Condition?page=${page + 1}`)));
    expect(await searchAt(endless, { pages: 3, resources: 100 }).answer).toMatchObject({
      pages: 3,
      incomplete: { kind: 'too-much' },
    });
    page = 0;
    expect(await searchAt(endless, { pages: 100, resources: 2 }).answer).toMatchObject({
      pages: 2,
      incomplete: { kind: 'too-much' },
    });
  });

  it('takes no more than the cap from one page either', async () => {
    const many = bundle(Array.from({ length: 9 }, (_, index) => condition(`c${index}`)));
    const { resources, incomplete } = await searchAt(() => json(many), { pages: 3, resources: 4 }).answer;
    expect(resources).toHaveLength(4);
    expect(incomplete).toMatchObject({ kind: 'too-much' });
    expect(await searchAt(() => json(many), { pages: 3, resources: 9 }).answer).toMatchObject({ incomplete: null });
  });

  it.each([
    [undefined, 4],
    [15_000, 3],
  ])(
    'with a budget of %s ms after the first page stops after %i pages of ten seconds each',
    async (milliseconds, pages) => {
      let page = 0;
      const slow: Handler = () =>
        json(bundle([condition(`c${(page += 1)}`)], nextLink(`${BASE}/Condition?page=${page + 1}`)));
      const caps: Caps = { pages: 50, resources: 100, ...(milliseconds === undefined ? {} : { milliseconds }) };
      const answer = await searchAt(slow, caps, () => page * 10_001).answer;
      expect(answer).toMatchObject({ incomplete: { kind: 'timeout' } });
      expect(answer.pages).toBe(pages);
    },
  );

  it('sets apart outcomes, included resources and other types', async () => {
    const { answer } = searchAt(() =>
      json({
        resourceType: 'Bundle',
        type: 'searchset',
        total: 2,
        entry: [
          { resource: condition('c1'), search: { mode: 'match' } },
          // Of the type that was asked for: it counts, whatever it is said to be there for.
          { resource: condition('c9'), search: { mode: 'include' } },
          { resource: { resourceType: 'Practitioner', id: 'd1' }, search: { mode: 'include' } },
          { resource: outcome('may not contain the entire record', 'warning'), search: { mode: 'outcome' } },
        ],
      }),
    );
    const { resources, others, outcomes, incomplete } = await answer;
    expect(resources.map(({ id }) => id)).toEqual(['c1', 'c9']);
    expect(others.map(({ id }) => id)).toEqual(['d1']);
    expect(outcomes).toHaveLength(1);
    expect(incomplete).toBeNull();
  });

  it('is incomplete when an outcome among the entries says error', async () => {
    const { answer } = searchAt(() => json(bundle([condition('c1'), outcome('some could not be read')])));
    expect(await answer).toMatchObject({
      resources: [{ id: 'c1' }],
      incomplete: { kind: 'server', said: ['some could not be read'] },
    });
  });

  it('is incomplete when entries hold nothing that can be read', async () => {
    const entry = [
      { resource: condition('c1') },
      { fullUrl: 'x' },
      { resource: null },
      { resource: { id: 'c2' } },
      null,
      7,
    ];
    expect(await searchAt(() => json({ resourceType: 'Bundle', entry })).answer).toMatchObject({
      resources: [{ id: 'c1' }],
      incomplete: { kind: 'unreadable', detail: 'GET Condition: 5 entries without a resource' },
    });
  });

  it('is incomplete when the server counts more than it sends', async () => {
    expect(await searchAt(() => json(bundle([condition('c1')], { total: 3 }))).answer).toMatchObject({
      incomplete: { kind: 'too-much' },
    });
  });

  it('gives each resource once, and keeps those that have only a type', async () => {
    const { answer } = searchAt(({ url }) =>
      url.searchParams.has('page')
        ? json(bundle([condition('c2'), condition('c3')], { total: 4 }))
        : json(
            bundle([condition('c1'), condition('c2'), { resourceType: 'Condition' }], {
              total: 4,
              ...nextLink(`${BASE}/Condition?page=2`),
            }),
          ),
    );
    const { resources, incomplete } = await answer;
    expect(resources).toHaveLength(4);
    expect(incomplete).toBeNull();
  });

  it('takes no harm from links and entries of any shape', async () => {
    for (const odd of [{ entry: 'x', link: 7 }, { entry: {}, link: [null, { relation: 'next' }] }, { total: 'many' }]) {
      expect(await searchAt(() => json({ resourceType: 'Bundle', ...odd })).answer).toMatchObject({
        pages: 1,
        resources: [],
      });
    }
  });

  const SELF = `${BASE}/Condition?patient=p1&category=a%7Cb`;
  const issue = (severity: string, code: string): unknown => ({
    resourceType: 'OperationOutcome',
    issue: [{ severity, code }],
  });
  const link = (relation: string, url?: unknown): Record<string, unknown> => ({
    link: [{ relation, ...(url === undefined ? {} : { url }) }],
  });

  it.each<readonly [what: string, answer: unknown, kind: string]>([
    ['repeats that make up the total', bundle([condition('c1'), condition('c1')], { total: 2 }), 'too-much'],
    ['an issue "incomplete"', bundle([issue('warning', 'incomplete')]), 'server'],
    ['an issue "suppressed"', bundle([issue('information', 'suppressed')]), 'server'],
    ['an issue "too-costly"', bundle([issue('warning', 'too-costly')]), 'server'],
    ['an error in capitals', bundle([issue('Error', 'processing')]), 'server'],
    ['a self link for another patient', bundle([], link('self', `${BASE}/Condition?patient=p2`)), 'unreadable'],
    ['a self link for two patients', bundle([], link('self', `${SELF}&subject=Patient/p2`)), 'unreadable'],
    ['a self link for another type', bundle([], link('self', `${BASE}/Encounter?patient=p1`)), 'unreadable'],
    ['a narrower self link', bundle([], link('self', `${SELF}&onset-date=ge2026-01-01`)), 'unreadable'],
    ['a self link that asks for no entries', bundle([], link('self', `${SELF}&_count=0`)), 'unreadable'],
    ['a self link by date of change', bundle([], link('self', `${SELF}&_lastUpdated=gt2026`)), 'unreadable'],
    ['another type than asked for', bundle([{ resourceType: 'Encounter', id: 'e1' }]), 'unreadable'],
    ['a type in small letters', bundle([{ resourceType: 'condition', id: 'c1' }]), 'unreadable'],
    ['an entry that is no list', bundle([], { entry: { resource: condition('c1') } }), 'unreadable'],
    ['a total in words', bundle([], { total: '99' }), 'unreadable'],
    [
      'links that are no list',
      bundle([], { link: { relation: 'next', url: `${BASE}/Condition?page=2` } }),
      'unreadable',
    ],
    ['a next link without an address', bundle([], link('next')), 'unreadable'],
    ['a next link to nothing', bundle([], link('next', '')), 'unreadable'],
    ['a Bundle of another type', { resourceType: 'Bundle', type: 'batch-response', entry: [] }, 'unreadable'],
    ['a Bundle without a type', { resourceType: 'Bundle' }, 'unreadable'],
    ['a next link to another type', bundle([], link('next', `${BASE}/Encounter?page=2`)), 'foreign-address'],
    ['a next link to an operation', bundle([], link('next', `${BASE}/Condition/$purge?page=2`)), 'foreign-address'],
    ['a next link for another patient', bundle([], link('next', `${BASE}/Condition?patient=p2`)), 'foreign-address'],
  ])('is incomplete with %s', async (_, answer, kind) => {
    const { server, answer: given } = searchAt(() => json(answer));
    expect(await given).toMatchObject({ incomplete: { kind } });
    expect(server.asked).toHaveLength(1);
  });

  it.each<readonly [what: string, answer: unknown]>([
    ['a standing notice', bundle([issue('warning', 'processing'), issue('information', 'informational')])],
    ['its own self link', bundle([], link('self', SELF))],
    ['a self link that leaves things out', bundle([], link('self', `${BASE}/Condition?_count=100`))],
    [
      'a self link in another form',
      bundle([], link('self', `${BASE}/Condition/_search?patient=Patient%2Fp1&_total=none`)),
    ],
    ['a rewritten self link', bundle([], link('self', 'https://inside:8443/FHIR?_getpages=4c1f&sessionId=7&page=1'))],
    ['a total of null', bundle([], { total: null })],
  ])('is whole with %s', async (_, answer) => {
    expect(await searchAt(() => json(answer)).answer).toMatchObject({ incomplete: null });
  });

  it('follows a link to the base, where some servers keep their pages, and one whose relation is in capitals', async () => {
    const { answer } = searchAt(({ url }) =>
      json(
        url.searchParams.has('_getpages')
          ? bundle([condition('c2')], link('self', `${BASE}?_getpages=4c1f&_getpagesoffset=20`))
          : bundle([condition('c1')], link('Next', `${BASE}?_getpages=4c1f&_getpagesoffset=20`)),
      ),
    );
    expect(await answer).toMatchObject({ pages: 2, incomplete: null, resources: [{ id: 'c1' }, { id: 'c2' }] });
  });

  it('keeps the newer version of what comes on two pages, in either order', async () => {
    const old = { ...condition('c1'), meta: { lastUpdated: '2026-11-11T12:00:00+05:00' }, recordedDate: '2026-01-01' };
    const newer = { ...condition('c1'), meta: { lastUpdated: '2026-11-11T10:00:00Z' }, recordedDate: '2026-02-02' };
    for (const [first, second] of [
      [old, newer],
      [newer, old],
    ]) {
      const { answer } = searchAt(({ url }) =>
        json(url.searchParams.has('page') ? bundle([second]) : bundle([first], nextLink(`${BASE}/Condition?page=2`))),
      );
      expect((await answer).resources).toEqual([newer]);
    }
  });
});
