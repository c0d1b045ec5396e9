/**
 * Whatever stands in an address, in the tab's storage or in what a server answers: the launch ends in a chart or in words that say
 * why not, and no host hears of it that site.json does not name. `SEED=7 npx vitest run tests/ehr/launch/fuzz.test.ts` repeats a run.
 */
import { addresses, APP, idToken, memoryStorage } from './page.ts';
import * as fc from 'fast-check';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { launched, type LaunchProblem } from '../../../src/ehr/launch/launch-problem.ts';
import type { OpenedSession, OpenSessionInput } from '../../../src/ehr/launch/open-session.ts';
import type { EhrPort } from '../../../src/ehr/port.ts';
import { findIssuer, type Site } from '../../../src/site/site.ts';
import { launchWords } from '../../../src/words/launch.ts';
import {
  encode,
  ENCODINGS,
  mutate,
  mutations,
  runs,
  strangeValue,
  tellSeed,
  type Encoding,
} from '../../support/seeded.ts';
import { testSite } from '../support/site.ts';

tellSeed('launch fuzz');

const NOW = Date.UTC(2026, 10, 21, 15);
let now = NOW;

// --- The network: every host that is configured, and a note of every other one that was asked. -------------------------

interface Asked {
  readonly method: string;
  readonly url: string;
  readonly form: URLSearchParams | null;
}

let asked: Asked[] = [];
/** Not cleared with the rest: a request may leave after the run that caused it. */
const strangers: string[] = [];
type Answer = (url: URL, form: URLSearchParams | null) => Response;
const hosts = new Map<string, Answer>();

const json = (body: unknown, status = 200): Response =>
  new Response(JSON.stringify(body), { status, headers: { 'Content-Type': 'application/json' } });

const network: typeof fetch = async (input, init = {}) => {
  const href = input instanceof Request ? input.url : String(input);
  if (!URL.canParse(href)) throw new TypeError(`no address: ${href.slice(0, 100)}`);
  const url = new URL(href);
  const form = init.body instanceof URLSearchParams ? init.body : null;
  asked.push({ method: init.method ?? 'GET', url: url.href, form });
  const answer = hosts.get(url.origin);
  if (answer === undefined) {
    strangers.push(url.href);
    throw new TypeError('Failed to fetch');
  }
  // As browsers do.
  if (url.username !== '' || url.password !== '') throw new TypeError('URL includes credentials');
  return answer(url, form);
};
// Before fhirclient is loaded: it keeps what it finds.
globalThis.fetch = network;

const { startLaunch } = await import('../../../src/ehr/launch/start-launch.ts');
const { readLaunch } = await import('../../../src/ehr/launch/stored-launches.ts');

type OpenSession = (input: OpenSessionInput) => Promise<OpenedSession>;
/** Each name is a page of its own: what one has open, another does not know. */
async function pageNamed(name: string): Promise<OpenSession> {
  const path = '../../../src/ehr/launch/open-session.ts';
  return ((await import(/* @vite-ignore */ `${path}?${name}`)) as { openSession: OpenSession }).openSession;
}
const openSession = await pageNamed('first');
const openReloaded = await pageNamed('reloaded');
const openBack = await pageNamed('back');

beforeEach(() => {
  now = NOW;
  asked = [];
  addresses.length = 0;
});

afterAll(() => {
  expect(strangers).toEqual([]);
});

// --- What has to hold of every end. ------------------------------------------------------------------------------------

/** Has words, and technical lines that can be copied. */
function expectWords({ step, kind, detail, said }: LaunchProblem): void {
  const ofStep: Readonly<Record<string, { what: string; todo: string }>> = launchWords.problems[step];
  expect(Object.hasOwn(ofStep, kind), `${step}: ${kind}`).toBe(true);
  expect(ofStep[kind]?.what).not.toBe('');
  expect(ofStep[kind]?.todo).not.toBe('');
  expect(launchWords.steps[step]).not.toBe('');
  // Behind it stands what this app itself has asked for: long, and from its own storage.
  for (const text of [detail.replace(/\n?asked for: [^]*$/, ''), said]) {
    expect(typeof text).toBe('string');
    expect(text.length, text.slice(0, 80)).toBeLessThan(3000);
    // Line ends are ours; what else controls a terminal or turns a line around is not.
    expect(text.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\u202a-\u202e]/u);
  }
}

function expectSignIn(goTo: string, issuer: Site['issuers'][number], endpoint: string): void {
  const url = new URL(goTo);
  const { origin, pathname } = new URL(endpoint);
  expect(`${url.origin}${url.pathname}`).toBe(`${origin}${pathname}`);
  expect([url.username, url.password]).toEqual(['', '']);
  for (const [name, value] of [
    ['response_type', 'code'],
    ['client_id', issuer.clientId],
    ['redirect_uri', `${APP}/index.html`],
    ['aud', issuer.iss],
    ['code_challenge_method', 'S256'],
  ] as const)
    expect(url.searchParams.getAll(name), name).toEqual([value]);
  expect(url.searchParams.get('code_challenge')).toMatch(/^[A-Za-z0-9_-]{43}$/);
  expect(url.searchParams.get('state')).toMatch(/^[0-9a-f-]{36}$/);
  expect(url.searchParams.get('scope')).toContain('patient/Patient.r');
}

/** Also of what left after the last look; each is told once. */
const noStrangers = (): void => expect(strangers.splice(0)).toEqual([]);

const flush = async (): Promise<void> => {
  for (let round = 0; round < 3; round += 1) await new Promise((done) => setTimeout(done, 0));
};

// --- Two EHRs: one with its sign-in at home, one with a pinned sign-in elsewhere. ---------------------------------------

interface Ehr {
  readonly iss: string;
  readonly authorize: string;
  readonly token: string;
  readonly revoke: string;
  readonly origins: readonly string[];
}

let count = 0;

/** New hosts each time where discovery is asked: fhirclient remembers it. */
function ehrs(discoveryOf: (ehr: Ehr) => unknown = goodDiscovery): { home: Ehr; away: Ehr; site: Site } {
  count += 1;
  const [home, away] = [`https://a${count}.example`, `https://b${count}.example`].map((origin, index): Ehr => {
    const signIn = index === 0 ? origin : `https://auth${count}.example`;
    return {
      iss: `${origin}/fhir`,
      authorize: `${signIn}/authorize`,
      token: `${signIn}/token`,
      revoke: `${signIn}/revoke`,
      origins: [...new Set([origin, signIn])],
    };
  }) as [Ehr, Ehr];
  for (const ehr of [home, away])
    for (const origin of ehr.origins) hosts.set(origin, (url, form) => answerOf(ehr, url, form));
  const answerOf = (ehr: Ehr, url: URL, form: URLSearchParams | null): Response => {
    if (url.href === `${ehr.iss}/.well-known/smart-configuration`) return json(discoveryOf(ehr));
    if (url.href === ehr.token) return tokenAnswer(ehr, form ?? new URLSearchParams());
    if (url.href === ehr.revoke) return new Response(null, { status: 200 });
    const patient = /\/Patient\/([^/?]+)$/.exec(url.pathname)?.[1];
    if (patient !== undefined)
      return json({ resourceType: 'Patient', id: patient, birthDate: '1958-05-03', name: [{ family: 'Family' }] });
    return json({ resourceType: 'Bundle', type: 'searchset', entry: [] });
  };
  const site = testSite({
    site: {
      issuers: [
        { iss: home.iss, label: 'Home', clientId: 'alongside', standalone: true, onlineAccess: true },
        {
          iss: away.iss,
          label: 'Away',
          clientId: 'alongside-away',
          authorizationEndpoint: away.authorize,
          tokenEndpoint: away.token,
          revocationEndpoint: away.revoke,
        },
      ],
    },
  });
  return { home, away, site };
}

const goodDiscovery = ({ authorize, token, revoke }: Ehr): Record<string, unknown> => ({
  issuer: 'https://somewhere.example',
  authorization_endpoint: authorize,
  token_endpoint: token,
  revocation_endpoint: revoke,
  registration_endpoint: `${authorize}/register`,
  capabilities: ['launch-ehr', 'permission-v2', 'permission-online'],
  scopes_supported: ['openid', 'launch'],
  code_challenge_methods_supported: ['S256'],
});

const goodToken = (): Record<string, unknown> => ({
  access_token: 'SECRET-access',
  token_type: 'Bearer',
  expires_in: 3600,
  refresh_token: 'SECRET-refresh',
  scope: 'launch openid fhirUser patient/*.rs user/*.rs patient/ServiceRequest.c',
  patient: 'p1',
  encounter: 'e1',
  intent: 'palliative-referral',
  fhirContext: [{ reference: 'Task/1' }],
  smart_web_messaging_handle: 'handle',
  smart_web_messaging_origin: 'https://a.example',
  id_token: idToken({ aud: ['alongside', 'alongside-away'], exp: NOW / 1000 + 3600, fhirUser: 'Practitioner/d1' }),
});

/** What the token endpoint says to a code. */
let tokenSaid: () => Response = () => json(goodToken());

function tokenAnswer(ehr: Ehr, form: URLSearchParams): Response {
  if (form.get('grant_type') !== 'refresh_token') return tokenSaid();
  return json({
    access_token: `SECRET-${ehr.iss}`,
    token_type: 'Bearer',
    expires_in: 3600,
    refresh_token: 'SECRET-next',
  });
}

async function start(query: string, site: Site, storage = memoryStorage(), framed = false, uuid = crypto.randomUUID()) {
  return await startLaunch({
    address: `${APP}/launch.html${query === '' ? '' : `?${query}`}`,
    framed,
    storage: () => storage,
    now: () => now,
    randomUUID: () => uuid,
    readSite: async () => launched(site),
  });
}

// --- Queries -----------------------------------------------------------------------------------------------------------

interface Part {
  readonly name: string;
  readonly value: string;
  readonly encoding: Encoding;
  readonly nameEncoding: Encoding;
}

/** Stand for what is known only when the run begins. */
const HOME = '{home}';
const AWAY = '{away}';
const KEY = '{key}';
const filled = (text: string, values: Readonly<Record<string, string>>): string =>
  Object.entries(values).reduce((filled, [name, value]) => filled.replaceAll(name, value), text);

const NAMES = [
  'iss',
  'launch',
  'state',
  'code',
  'error',
  'error_description',
  'fhirServiceUrl',
  'patientId',
  'clientId',
  'standalone',
  'closed',
] as const;

/** Nearly the address of an issuer, and not it. */
const NEARLY = [
  `${HOME}/`,
  ` ${HOME}`,
  `${HOME}\n`,
  `${HOME}#`,
  `${HOME}?`,
  `${HOME}/.`,
  `${HOME}/../fhir`,
  `${HOME}\u0000`,
  `${HOME}@evil.example`,
  `https://evil.example/${HOME}`,
  `${HOME}.evil.example`,
  `${AWAY}/r4`,
  `{HOME}`,
];

const junk = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.constantFrom('', '1', '0', 'true', 'done', 'idle', 'access_denied', 'invalid_scope', 'code-1'),
  },
  { weight: 3, arbitrary: fc.constantFrom(KEY, HOME, AWAY, ...NEARLY) },
  {
    weight: 2,
    arbitrary: strangeValue().map((value) => (typeof value === 'string' ? value : (JSON.stringify(value) ?? ''))),
  },
  { weight: 2, arbitrary: fc.string({ unit: 'binary', maxLength: 40 }) },
  { weight: 1, arbitrary: fc.nat(60_000).map((length) => 'HANDLE'.padEnd(length, 'x')) },
);

const part = (name: fc.Arbitrary<string>, value: fc.Arbitrary<string>): fc.Arbitrary<Part> =>
  fc.record({
    name,
    value,
    encoding: fc.constantFrom(...ENCODINGS),
    nameEncoding: fc.constantFrom<Encoding>('form', 'form', 'form', 'form', 'every'),
  });
const junkPart = part(
  fc.oneof(
    { weight: 8, arbitrary: fc.constantFrom(...NAMES) },
    { weight: 1, arbitrary: fc.string({ unit: 'binary' }) },
  ),
  junk,
);
/** What would be right, with junk around it; or junk alone. */
const partsWith = (...right: readonly fc.Arbitrary<Part>[]): fc.Arbitrary<readonly Part[]> =>
  fc
    .tuple(
      fc.oneof({ weight: 2, arbitrary: fc.tuple(...right) }, { weight: 1, arbitrary: fc.constant([] as Part[]) }),
      fc.oneof(
        { weight: 1, arbitrary: fc.constant([] as Part[]) },
        { weight: 2, arbitrary: fc.array(junkPart, { maxLength: 4 }) },
      ),
    )
    .chain(([one, other]) => fc.shuffledSubarray([...one, ...other], { minLength: one.length + other.length }));

const written = (parts: readonly Part[], values: Readonly<Record<string, string>>): string =>
  parts
    .map(
      ({ name, value, encoding, nameEncoding }) =>
        `${encode(name, nameEncoding)}=${encode(filled(value, values), encoding)}`,
    )
    .join('&');

describe('the address of the launch page', () => {
  const parts = partsWith(
    part(fc.constant('iss'), fc.constantFrom(HOME, HOME, AWAY, AWAY, ...NEARLY.slice(0, 2), ...NEARLY.slice(-4))),
    part(fc.constant('launch'), fc.constantFrom('HANDLE-1', 'HANDLE 2+/=?&%', 'HANDLE-é🙂')),
  );
  const ends = new Set<string>();

  it('leads to the sign-in page of the issuer that it names, to the list, or to words', async () => {
    await fc.assert(
      fc.asyncProperty(parts, fc.boolean(), fc.boolean(), async (parts, framed, isFramed) => {
        const { home, away, site } = ehrs();
        const query = written(parts, { [HOME]: home.iss, [AWAY]: away.iss, [KEY]: crypto.randomUUID() });
        asked = [];
        const storage = memoryStorage();
        const result = await start(query, site, storage, framed && isFramed);
        const given = new URL(`${APP}/launch.html?${query}`).searchParams;
        const [isses, launches] = [given.getAll('iss'), given.getAll('launch')];
        const ehr = [home, away].find((one) => one.iss === isses[0]);
        const mayAsk = isses.length === 1 && launches.length <= 1 && ehr !== undefined;

        noStrangers();
        const discovery = mayAsk ? [`GET ${ehr.iss}/.well-known/smart-configuration`] : [];
        expect(discovery).toEqual(expect.arrayContaining(asked.map(({ method, url }) => `${method} ${url}`)));
        expect(asked.length).toBeLessThanOrEqual(1);
        if (mayAsk && (launches[0] ?? '') !== '') expect(result.ok).toBe(true);
        if (!result.ok) {
          expectWords(result.problem);
          // An issuer is told as it was given, a handle never.
          if (!isses.some((iss) => iss.includes('HANDLE'))) expect(result.problem.detail).not.toContain('HANDLE');
          expect(storage.length).toBe(0);
          ends.add('stop');
        } else if ('goTo' in result.value) {
          expect(mayAsk).toBe(true);
          expectSignIn(result.value.goTo, findIssuer(site, isses[0] ?? '') ?? site.issuers[0]!, ehr?.authorize ?? '');
          expect(new URL(result.value.goTo).searchParams.get('launch')).toBe(launches[0] ?? null);
          ends.add('sign-in');
        } else {
          expect(given.size).toBe(0);
          expect(framed && isFramed).toBe(false);
          const { choose } = result.value;
          expect(choose.map(({ address }) => new URL(address).searchParams.get('iss'))).toEqual([home.iss]);
          ends.add('choice');
        }
      }),
      { ...runs(600), examples: [[[], false, false]] },
    );
    // All three were seen: a test that only ever stops shows nothing.
    expect([...ends].toSorted()).toEqual(['choice', 'sign-in', 'stop']);
  });
});

// --- Stored launches, as the product itself has written them. -----------------------------------------------------------

const fixed = ehrs();

interface Templates {
  readonly key: string;
  /** Before the code came. */
  readonly begun: unknown;
  /** With its token. */
  readonly opened: unknown;
}

async function templatesOf(ehr: Ehr, patient: string): Promise<Templates> {
  const storage = memoryStorage();
  const key = crypto.randomUUID();
  const query = new URLSearchParams({ iss: ehr.iss, launch: 'HANDLE' }).toString();
  expect((await start(query, fixed.site, storage, false, key)).ok).toBe(true);
  const begun: unknown = JSON.parse(storage.getItem(`alongside.launch.${key}`) ?? '');
  tokenSaid = () => json({ ...goodToken(), patient });
  const result = await open(`code=code-1&state=${key}`, storage);
  if (!result.ok) throw new Error(JSON.stringify(result));
  return { key, begun, opened: JSON.parse(storage.getItem(`alongside.launch.${key}`) ?? '') };
}

async function open(query: string, storage: Storage, more: Partial<OpenSessionInput> = {}, page = openSession) {
  return await page({
    location: { href: `${APP}/index.html${query === '' ? '' : `?${query}`}` },
    storage,
    fetch: network,
    now: () => now,
    site: fixed.site,
    ...more,
  });
}

const homeLaunch = await templatesOf(fixed.home, 'p1');
const awayLaunch = await templatesOf(fixed.away, 'p2');
const renewedOf = ({ opened }: Templates): unknown => ({
  ...(opened as object),
  renewed: { accessToken: 'SECRET-renewed', expiresAt: NOW + 3_600_000, refreshToken: 'SECRET-renewed-refresh' },
});
const asKey = (entry: unknown, from: string, to: string): string => JSON.stringify(entry).replaceAll(from, to);

function expectStop(result: OpenedSession): void {
  if ('problem' in result) {
    expectWords(result.problem);
    // The one thing that may not stand in lines that people mail around.
    expect(`${result.problem.detail}${result.problem.said}`).not.toContain('SECRET');
    return;
  }
  if (!('goTo' in result)) throw new Error('neither a chart nor words');
  const url = new URL(result.goTo);
  expect(`${url.origin}${url.pathname}`).toBe(`${APP}/launch.html`);
  expect([fixed.home.iss, fixed.away.iss]).toContain(url.searchParams.get('iss'));
}

const tokenPosts = (): readonly string[] =>
  asked
    .filter(({ form }) => form?.get('grant_type') === 'authorization_code')
    .map(({ form }) => form?.get('code') ?? '');

describe('the address that the sign-in page leads back to', () => {
  const parts = partsWith(
    part(fc.constant('state'), fc.constantFrom(KEY, KEY, KEY, KEY, '1', '__proto__')),
    part(fc.constant('code'), fc.constantFrom('code-1', 'SECRET-code', 'c o+d/e=&?é')),
  );
  const ends = new Set<string>();

  it('opens the stored launch or says why not, and spends a code once, also when it is loaded again', async () => {
    await fc.assert(
      fc.asyncProperty(parts, fc.constantFrom(200, 400, 500), async (parts, status) => {
        const key = crypto.randomUUID();
        const good = asKey(homeLaunch.begun, homeLaunch.key, key);
        // Under names that are no keys of ours there is a launch as well: none of them may be opened.
        const storage = memoryStorage({
          [`alongside.launch.${key}`]: good,
          'alongside.launch.': good,
          'alongside.launch.1': good,
          'alongside.launch.__proto__': good,
          SMART_KEY: `"${key}"`,
          [key.toUpperCase()]: good,
        });
        tokenSaid = () => (status === 200 ? json(goodToken()) : json({ error: 'invalid_grant' }, status));
        const query = written(parts, { [KEY]: key, [HOME]: fixed.home.iss, [AWAY]: fixed.away.iss });
        asked = [];
        addresses.length = 0;
        const [result, same] = await Promise.all([open(query, storage), open(query, storage)]);
        const given = new URL(`${APP}/index.html?${query}`).searchParams;
        if (given.get('state') === key) expect(same).toBe(result);
        const shown = addresses.at(-1);
        const reloaded =
          shown === undefined ? null : await open(new URL(shown).search.slice(1), storage, {}, openReloaded);
        if (result.ok) expect((await open(query, storage, {}, openBack)).ok).toBe(true);

        noStrangers();
        const posts = tokenPosts();
        expect(new Set(posts).size).toBe(posts.length);
        expect(posts.length).toBeLessThanOrEqual(1);
        if (posts.length > 0) expect(given.getAll('code')).toEqual(posts);
        if (shown !== undefined) {
          // In the history stays which launch it is, and nothing that a server could be asked for.
          const state = given.get('state');
          expect([...new URL(shown).searchParams]).toEqual(state === null ? [] : [['state', state]]);
        }
        if (!result.ok) {
          expectStop(result);
          ends.add('problem' in result ? 'stop' : 'again');
          return;
        }
        ends.add('port');
        expect(given.getAll('state')).toEqual([key]);
        expect(result.port.who()).toMatchObject({ patientId: 'p1', ehrHost: new URL(fixed.home.iss).host });
        expect(reloaded?.ok).toBe(true);
      }),
      {
        ...runs(500),
        examples: [
          [
            ['error', 'state'].map((name): Part => ({
              name,
              value: name === 'error' ? 'invalid_scope' : KEY,
              encoding: 'form',
              nameEncoding: 'form',
            })),
            200,
          ],
        ],
      },
    );
    await flush();
    noStrangers();
    expect([...ends].toSorted()).toEqual(['again', 'port', 'stop']);
  });
});

// --- What stands in the storage ------------------------------------------------------------------------------------------

/** All that can be done with an open chart that asks somebody. */
async function use(port: EhrPort): Promise<void> {
  port.who();
  port.kept.load();
  await port.verifyPatient();
  now += 3_550_000; // about to end: renewed before the next request
  await port.verifyPatient();
  port.life.end({ keepDraft: false });
  await flush();
}

const FIELDS = [
  'at',
  'tokenAt',
  'state',
  'begun',
  'renewed',
  'accessToken',
  'expiresAt',
  'refreshToken',
  'patientId',
  'user',
  'messaging',
  'scope',
  'iss',
  'launch',
  'measure',
  'revocation',
  'refused',
  'tokenUri',
  'authorizeUri',
  'serverUrl',
  'clientId',
  'patient',
  'access_token',
] as const;
const ADDRESSES = [fixed.home, fixed.away].flatMap(({ iss, authorize, token, revoke }) => [
  iss,
  authorize,
  token,
  revoke,
]);

describe('what stands in the storage', () => {
  const changes = mutations(FIELDS, [
    ...ADDRESSES,
    { accessToken: 'SECRET-x', expiresAt: null, refreshToken: 'SECRET-y', patientId: 'p2' },
    { iss: fixed.home.iss, launch: null, measure: 'all', revocation: 'https://evil.example/revoke', refused: true },
    'https://evil.example/revoke',
    ...fixed.home.origins.map((origin) => `${origin}@evil.example/token`),
  ]);
  const raw = fc.oneof(
    fc.json({ maxDepth: 3 }),
    fc.string({ unit: 'binary' }),
    fc.constantFrom('', 'null', '[]', '{}', '"x"', '{"at":'),
  );
  const ends = new Set<string>();

  const query = fc.constantFrom(
    'state={key}',
    'state={key}',
    'state={key}&code=code-1',
    'state={key}&error=invalid_scope',
    'state={key}&error=access_denied',
    'state={key}&error=server_error&error_description=x',
  );

  /** Two entries of the tab, the first of which the address names. */
  async function expectFromStorage(query: string, texts: readonly [string, string], keptText = '{}'): Promise<void> {
    now = NOW;
    const keys = [crypto.randomUUID(), crypto.randomUUID()] as const;
    const own = (text: string, key: string): string =>
      [homeLaunch.key, awayLaunch.key].reduce((text, one) => text.replaceAll(one, key), text);
    const storage = memoryStorage({
      [`alongside.launch.${keys[0]}`]: own(texts[0], keys[0]),
      [`alongside.launch.${keys[1]}`]: own(texts[1], keys[1]),
      [`alongside.kept.${keys[0]}`]: keptText,
      [`alongside.kept.${keys[1]}`]: keptText,
    });
    tokenSaid = () => json(goodToken());
    asked = [];
    const result = await open(query.replaceAll('{key}', keys[0]), storage);
    noStrangers();
    expect(tokenPosts().length).toBeLessThanOrEqual(1);
    if (!result.ok) {
      expectStop(result);
      ends.add('stop');
      return;
    }
    ends.add('port');
    const { patientId, ehrHost, expiresAt } = result.port.who();
    const state = readLaunch(storage, keys[0])?.state ?? {};
    const ehr = [fixed.home, fixed.away].find((one) => one.iss === state['serverUrl']);
    expect(ehr).toBeDefined();
    expect(ehrHost).toBe(new URL(ehr?.iss ?? '').host);
    // Of the token response, and of nothing that stands beside it.
    expect(patientId).toBe((state['tokenResponse'] as { patient?: unknown }).patient);
    expect(expiresAt === null || typeof expiresAt === 'number', `ends at ${String(expiresAt)}`).toBe(true);
    await use(result.port);
    noStrangers();
    // One EHR's tokens are not for the other, though both are configured.
    const origins = [...new Set(asked.map(({ url }) => new URL(url).origin))];
    expect(origins.filter((one) => ehr?.origins.includes(one) !== true)).toEqual([]);
    expect(storage.getItem(`alongside.launch.${keys[0]}`)).toBeNull();
  }

  it('opens the chart of the patient and issuer that it names, or stops with words; and leads to no other host', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.oneof({ weight: 6, arbitrary: changes }, { weight: 1, arbitrary: raw }),
        fc.constantFrom('begun', 'opened', 'renewed'),
        fc.boolean(),
        query,
        raw,
        async (broken, how, isAway, query, keptText) => {
          const [mine, other] = isAway ? [awayLaunch, homeLaunch] : [homeLaunch, awayLaunch];
          const whole = [how === 'begun' ? mine.begun : how === 'opened' ? mine.opened : renewedOf(mine), other.opened];
          const changed = typeof broken === 'string' ? null : (mutate(whole, broken) as unknown[] | null);
          const textOf = (index: number): string =>
            typeof broken === 'string' ? broken : (JSON.stringify(changed?.[index]) ?? 'null');
          await expectFromStorage(query, [textOf(0), textOf(1)], keptText);
        },
      ),
      runs(500),
    );
    expect([...ends].toSorted()).toEqual(['port', 'stop']);
  });

  const REFUSED = 'state={key}&error=invalid_scope';
  it.each<[string, string, Record<string, unknown>]>([
    ['tokens of another patient', 'state={key}', { renewed: { accessToken: 'SECRET', patientId: 'p2' } }],
    ['tokens with a scope that is none', 'state={key}', { renewed: { accessToken: 'SECRET', scope: 7 } }],
    [
      'tokens with an issuer of their own',
      'state={key}',
      { renewed: { accessToken: 'SECRET', iss: 'https://evil.example' } },
    ],
    ['a token that is a number', 'state={key}', { renewed: { accessToken: 7, expiresAt: 'soon', refreshToken: {} } }],
    ['no tokens', 'state={key}', { renewed: null }],
    ['a text for tokens', 'state={key}', { renewed: 'SECRET' }],
    ['a token that came in words', 'state={key}', { tokenAt: 'yesterday' }],
    ['a token that came as a list', 'state={key}', { tokenAt: [] }],
    ['no beginning', 'state={key}', { begun: null }],
    ['no beginning, and was refused', REFUSED, { begun: null }],
    ['a beginning in words, and was refused', REFUSED, { begun: 'x' }],
    [
      'a beginning elsewhere, and was refused',
      REFUSED,
      { begun: { iss: 'https://evil.example/fhir', launch: 'x', measure: 'all' } },
    ],
    [
      'a beginning with a handle that is none, and was refused',
      REFUSED,
      { begun: { iss: fixed.home.iss, launch: {}, measure: 'all' } },
    ],
    [
      'an address to give tokens back to elsewhere',
      'state={key}',
      { begun: { revocation: 'https://evil.example/revoke' } },
    ],
    ['an address to give tokens back to that is none', 'state={key}', { begun: { revocation: 7 } }],
    ['a last use in the far future', 'state={key}', { at: 1e308 }],
  ])('that is a launch with %s leads nowhere else', async (_, query, change) => {
    const entry = { ...(homeLaunch.opened as object), ...change };
    await expectFromStorage(query, [JSON.stringify(entry), JSON.stringify(awayLaunch.opened)]);
  });

  it.each(['tokenUri', 'authorizeUri', 'serverUrl', 'redirectUri', 'clientId'])(
    'that is a begun launch whose %s leads elsewhere gives the code to nobody else',
    async (field) => {
      const begun = homeLaunch.begun as { readonly state: object };
      const entry = { ...begun, state: { ...begun.state, [field]: 'https://evil.example/token' } };
      await expectFromStorage('state={key}&code=code-1', [JSON.stringify(entry), JSON.stringify(awayLaunch.opened)]);
    },
  );

  it('starts a launch all the same, whatever other launches have left there', async () => {
    // One issuer of the fixed site whose discovery is remembered: only the storage changes.
    const query = new URLSearchParams({ iss: fixed.home.iss, launch: 'HANDLE' }).toString();
    await fc.assert(
      fc.asyncProperty(changes, raw, async (broken, text) => {
        const changed = mutate([homeLaunch.opened, awayLaunch.begun], broken);
        const storage = memoryStorage({
          ...Object.fromEntries(
            [0, 1].map((index) => [
              `alongside.launch.${crypto.randomUUID()}`,
              JSON.stringify((changed as unknown[] | null)?.[index]) ?? 'null',
            ]),
          ),
          [`alongside.launch.${crypto.randomUUID()}`]: text,
          'alongside.kept.x': text,
          'alongside.launch.': text,
        });
        const result = await start(query, fixed.site, storage);
        const goTo = result.ok && 'goTo' in result.value ? result.value.goTo : JSON.stringify(result);
        expectSignIn(goTo, fixed.site.issuers[0]!, fixed.home.authorize);
        noStrangers();
      }),
      runs(300),
    );
  });
});

// --- Discovery -------------------------------------------------------------------------------------------------------------

describe('what the EHR says of its sign-in', () => {
  const more = [
    '{authorize}',
    '{token}',
    '{revoke}',
    '{iss}',
    '{authorize}?tenant=7',
    '{authorize}#fragment',
    '{authorize}?a=b#fragment?c',
    '{authorize}\u202e',
    '{authorize}@evil.example',
    'https://{host}@evil.example/authorize',
    'https://user:pass@{host}/authorize',
    'https://{host}:8443/authorize',
    'http://{host}/authorize',
    'https://{host}.evil.example/authorize',
    'https:{host}/authorize',
    ' https://{host}/authorize\n',
    'https://evil.example/authorize',
    ['S256'],
    ['plain'],
    'S256',
  ];
  const keys = [
    'authorization_endpoint',
    'token_endpoint',
    'revocation_endpoint',
    'capabilities',
    'code_challenge_methods_supported',
  ];
  const ends = new Set<string>();

  const fill = (value: unknown, ehr: Ehr): unknown =>
    JSON.parse(
      filled(JSON.stringify(value) ?? 'null', {
        '{authorize}': ehr.authorize,
        '{token}': ehr.token,
        '{revoke}': ehr.revoke,
        '{iss}': ehr.iss,
        '{host}': new URL(ehr.iss).host,
      }),
    );

  const PLACES = { authorize: '{authorize}', token: '{token}', revoke: '{revoke}', iss: '{iss}', origins: [] };

  it('leads to its own sign-in page or the pinned one, or to words', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.oneof({ weight: 5, arbitrary: mutations(keys, more) }, { weight: 1, arbitrary: strangeValue(more) }),
        fc.boolean(),
        async (broken, isAway) => {
          const said =
            Array.isArray(broken) && broken.every((one) => typeof one === 'object' && one !== null && 'how' in one)
              ? mutate(goodDiscovery(PLACES), broken)
              : broken;
          const { home, away, site } = ehrs((ehr) => fill(said, ehr));
          const ehr = isAway ? away : home;
          const storage = memoryStorage();
          asked = [];
          const result = await start(new URLSearchParams({ iss: ehr.iss, launch: 'HANDLE' }).toString(), site, storage);
          noStrangers();
          expect(asked.map(({ url }) => url)).toEqual([`${ehr.iss}/.well-known/smart-configuration`]);
          if (!result.ok) {
            expectWords(result.problem);
            expect(storage.length).toBe(0);
            ends.add('stop');
            return;
          }
          ends.add('sign-in');
          const doc = fill(said, ehr) as Record<string, string>;
          const goTo = 'goTo' in result.value ? result.value.goTo : '';
          expect(new URL(goTo).origin).toBe(new URL(isAway ? away.authorize : home.iss).origin);
          expectSignIn(goTo, findIssuer(site, ehr.iss)!, doc['authorization_endpoint'] ?? '');
          const stored = readLaunch(storage, new URL(goTo).searchParams.get('state') ?? '');
          const state = stored?.state ?? {};
          // What was checked is what is stored, and what will be used.
          expect([state['authorizeUri'], state['tokenUri']]).toEqual([
            doc['authorization_endpoint'],
            doc['token_endpoint'],
          ]);
          expect(new URL(String(state['tokenUri'])).origin).toBe(new URL(ehr.token).origin);
          expect(new URL(stored?.begun?.revocation ?? ehr.revoke).origin).toBe(new URL(ehr.revoke).origin);
        },
      ),
      runs(600),
    );
    expect([...ends].toSorted()).toEqual(['sign-in', 'stop']);
  });

  // What a random choice would find only now and then.
  it.each([
    ['a fragment, behind which the browser would keep all parameters', '{authorize}#fragment'],
    ['a name and a password', 'https://user:pass@{host}/authorize'],
    ['a blank behind it', '{authorize} '],
    ['a query', '{authorize}?tenant=7'],
    ['a query that begins like ours', '{authorize}?'],
  ])('leads there or to words when the sign-in page has %s', async (_, authorization_endpoint) => {
    const said = { ...goodDiscovery(PLACES), authorization_endpoint };
    const { home, site } = ehrs((ehr) => fill(said, ehr));
    const result = await start(new URLSearchParams({ iss: home.iss, launch: 'HANDLE' }).toString(), site);
    if (!result.ok) expectWords(result.problem);
    else expectSignIn('goTo' in result.value ? result.value.goTo : '', site.issuers[0]!, home.authorize);
  });

  it.each([
    ['302', 302, '', 'https://elsewhere.example/configuration'],
    ['200 and nothing', 200, '', ''],
    ['200 and null', 200, 'null', ''],
    ['204', 204, null, ''],
  ])('answered with %s sends nobody elsewhere', async (_, status, body, location) => {
    const { home, site } = ehrs();
    const heard: string[] = [];
    hosts.set('https://elsewhere.example', (url) => (heard.push(url.href), json(goodDiscovery(home))));
    const headers = { 'Content-Type': 'application/json', ...(location === '' ? {} : { Location: location }) };
    hosts.set(new URL(home.iss).origin, () => new Response(body, { status, headers }));
    const result = await start(new URLSearchParams({ iss: home.iss, launch: 'HANDLE' }).toString(), site);
    expect(heard).toEqual([]);
    expect(result).toMatchObject({ ok: false, problem: { step: 'discovery' } });
  });
});

// --- Token answers ---------------------------------------------------------------------------------------------------------

describe('what the EHR says with the token', () => {
  const ids = (claims: Record<string, unknown>): string =>
    idToken({ aud: 'alongside', exp: NOW / 1000 + 60, fhirUser: 'Practitioner/d1', ...claims });
  const more: readonly unknown[] = [
    'p2',
    'Patient/p1',
    'p'.repeat(64),
    'p'.repeat(65),
    'bearer',
    'mac',
    '3600',
    '3600s',
    -1,
    1e15,
    [{ reference: 'Patient/p2' }, { reference: 'https://evil.example/Task/1' }, 'Task/2', null, 7, {}],
    'https://evil.example',
    '*',
    'opaque',
    'a.b',
    'a.%%.c',
    `a.${Buffer.from([0xff, 0xfe]).toString('base64url')}.c`,
    ids({}),
    ids({ exp: NOW / 1000 - 600 }),
    ids({ exp: NOW / 1000 - 3600 }),
    ids({ exp: 'soon' }),
    ids({ exp: 1e308 }),
    ids({ aud: ['x', { alongside: 1 }] }),
    ids({ fhirUser: 'Patient/p1' }),
    ids({ fhirUser: ['Practitioner/d1'] }),
    ids({ fhirUser: 'https://evil.example/fhir/Practitioner/d1' }),
    ids({ name: 'x'.repeat(1_000_000) }),
    idToken({ aud: 'alongside', exp: NOW / 1000 + 60, fhirUser: `Practitioner/${'x'.repeat(1_000_000)}` }),
  ];
  const keys = Object.keys(goodToken());
  const ends = new Set<string>();
  /** The EHR's window, which hears only what is meant for it. */
  const ehrWindow = (said: string[]): NonNullable<OpenSessionInput['page']> => ({
    parent: { postMessage: (_: unknown, origin: string) => void said.push(origin) } as unknown as Window,
    opener: null,
    addEventListener: () => {},
    removeEventListener: () => {},
  });

  async function arrive(body: string, type = 'application/json') {
    const key = crypto.randomUUID();
    const storage = memoryStorage({ [`alongside.launch.${key}`]: asKey(homeLaunch.begun, homeLaunch.key, key) });
    tokenSaid = () => new Response(body, { headers: { 'Content-Type': type } });
    asked = [];
    const told: string[] = [];
    const result = await open(`code=SECRET-code&state=${key}`, storage, { page: ehrWindow(told) });
    return { result, key, storage, told };
  }

  it('opens the chart of the patient that it names, or stops with words that hold no token', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.oneof({ weight: 6, arbitrary: mutations(keys, more) }, { weight: 1, arbitrary: strangeValue(more) }),
        async (broken) => {
          now = NOW;
          const isMutations =
            Array.isArray(broken) && broken.every((one) => typeof one === 'object' && one !== null && 'how' in one);
          const said = isMutations ? mutate(goodToken(), broken) : broken;
          const { result, key, storage, told } = await arrive(JSON.stringify(said) ?? 'null');
          noStrangers();
          expect(tokenPosts()).toEqual(['SECRET-code']);
          const { access_token: token, patient } = (said ?? {}) as Record<string, unknown>;
          const mayOpen =
            typeof token === 'string' &&
            token !== '' &&
            typeof patient === 'string' &&
            /^[A-Za-z0-9.-]{1,64}$/.test(patient);
          if (!result.ok) {
            expectStop(result);
            // Long enough to be no part of a word by chance.
            for (const secret of [token, patient].filter((one) => typeof one === 'string' && one.length > 12))
              expect(JSON.stringify(result)).not.toContain(secret);
            ends.add('stop');
            return;
          }
          ends.add('port');
          expect(mayOpen).toBe(true);
          const { patientId, encounterId, launch, expiresAt, user } = result.port.who();
          expect(patientId).toBe(patient);
          expect(encounterId ?? 'none').toMatch(/^[A-Za-z0-9.-]{1,64}$/);
          for (const reference of launch.open) expect(reference).toMatch(/^[A-Z][A-Za-z]+\/[A-Za-z0-9.-]{1,64}$/);
          // A moment that can be shown, or none.
          if (expiresAt !== null) expect(Number.isNaN(new Date(expiresAt).getTime()), String(expiresAt)).toBe(false);
          expect(user?.reference ?? '').not.toMatch(/Patient|RelatedPerson/);
          await result.port.verifyPatient();
          result.port.life.end({ keepDraft: false });
          expect(storage.getItem(`alongside.launch.${key}`)).toBeNull();
          expect(told).toEqual([]);
        },
      ),
      runs(600),
    );
    await flush();
    noStrangers();
    expect([...ends].toSorted()).toEqual(['port', 'stop']);
  });

  it('that is no JSON stops with words', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(
          fc.string({ unit: 'binary' }),
          fc.constantFrom('', '{', '<html>SECRET</html>', '\uFEFF{}', '[]', '0', '"SECRET"'),
        ),
        fc.constantFrom('application/json', 'text/html', ''),
        async (body, type) => {
          const { result } = await arrive(body, type);
          expect(result.ok).toBe(false);
          expectStop(result);
        },
      ),
      runs(100),
    );
  });

  it.each([[1e308], [1e15], [-1e308], ['999999999'], [0], [-1]])(
    'that lasts %s seconds ends at a moment or at none',
    async (seconds) => {
      const { result } = await arrive(
        JSON.stringify({ ...goodToken(), refresh_token: undefined, expires_in: seconds }),
      );
      const expiresAt = result.ok ? result.port.who().expiresAt : null;
      if (expiresAt !== null) expect(Number.isNaN(new Date(expiresAt).getTime()), String(expiresAt)).toBe(false);
    },
  );

  it.each([
    ['breaks off', '{"access_token":"SECRET-access","patient"'],
    ['has a comma too many', '{"access_token":"SECRET-access",}'],
    ['is a form, as older servers answer', 'access_token=SECRET-access&patient=p1'],
    ['is the token alone', 'SECRET-access'],
    ['has a token in single quotes', "{'access_token':'SECRET-access'}"],
  ])('that %s is told without a piece of it', async (_, body) => {
    const { result } = await arrive(body);
    expectStop(result);
    expect(JSON.stringify(result)).not.toMatch(/SECRET|access|patient/);
  });

  it.each([
    ['ten minutes ahead', 600, 'opens'],
    ['ten minutes behind', -600, 'opens'],
    ['an hour ahead', 3600, 'opens'],
    ['an hour behind', -3600, 'stops'],
  ])('with an identity whose clock is %s %s', async (_, seconds, ends) => {
    const { result } = await arrive(JSON.stringify({ ...goodToken(), id_token: ids({ exp: NOW / 1000 + seconds }) }));
    expect(result.ok).toBe(ends === 'opens');
    if (!result.ok) expect(result).toMatchObject({ problem: { step: 'user', kind: 'identity-expired' } });
  });
});
