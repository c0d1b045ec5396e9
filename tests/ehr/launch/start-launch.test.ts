import { APP, fakeEhr, memoryStorage, server } from './page.ts';
import { http, HttpResponse } from 'msw';
import { afterEach, describe, expect, it } from 'vitest';
import { launched, stopped, type LaunchResult } from '../../../src/ehr/launch/launch-problem.ts';
import { startLaunch, type Next } from '../../../src/ehr/launch/start-launch.ts';
import { parseScopes } from '../../../src/ehr/sources/scopes.ts';
import type { Measure } from '../../../src/ehr/launch/requested-scopes.ts';
import { readLaunch } from '../../../src/ehr/launch/stored-launches.ts';
import { blockedStorage } from '../support/memory-storage.ts';
import { testSite } from '../support/site.ts';

const NOW = Date.UTC(2026, 10, 21);
const UUID = '11111111-2222-4333-8444-555555555555';

async function start(
  query: string,
  iss: string,
  {
    issuer = {},
    storage = memoryStorage(),
    framed = false,
    uuid = UUID,
  }: { issuer?: Record<string, unknown>; storage?: Storage; framed?: boolean; uuid?: string } = {},
) {
  let siteReads = 0;
  const result = await startLaunch({
    address: `${APP}/launch.html${query === '' ? '' : `?${query}`}`,
    framed,
    storage: () => storage,
    now: () => NOW,
    randomUUID: () => uuid,
    readSite: async () => {
      siteReads += 1;
      return launched(testSite({ issuer: { iss, ...issuer } }));
    },
  });
  return { result, storage, siteReads };
}

const signInOf = (result: LaunchResult<Next>): URL =>
  new URL(result.ok && 'goTo' in result.value ? result.value.goTo : 'https://failed.example');

const good = (iss: string): string => new URLSearchParams({ iss, launch: 'handle-1' }).toString();

/** A server that nobody has configured: hears of every request that reaches it. */
function stranger(): { readonly origin: string; readonly heard: string[] } {
  const heard: string[] = [];
  server.use(
    http.all('https://evil.example/*', ({ request }) => {
      heard.push(request.url);
      return HttpResponse.json({
        authorization_endpoint: 'https://evil.example/a',
        token_endpoint: 'https://evil.example/t',
        code_challenge_methods_supported: ['S256'],
      });
    }),
  );
  return { origin: 'https://evil.example', heard };
}

afterEach(() => server.resetHandlers());

describe('a launch', () => {
  it('leads to the sign-in page with everything that SMART asks for', async () => {
    const ehr = fakeEhr();
    const { result, storage } = await start(good(ehr.iss), ehr.iss);
    const url = signInOf(result);
    expect(`${url.origin}${url.pathname}`).toBe(ehr.configuration['authorization_endpoint']);
    const { scope, code_challenge: challenge, ...rest } = Object.fromEntries(url.searchParams);
    expect(rest).toEqual({
      response_type: 'code',
      client_id: 'alongside',
      redirect_uri: `${APP}/index.html`,
      aud: ehr.iss,
      state: UUID,
      launch: 'handle-1',
      code_challenge_method: 'S256',
    });
    expect(scope?.split(' ')).toContain('launch');
    const stored = JSON.parse(storage.getItem(`alongside.launch.${UUID}`) ?? '') as { state: { codeVerifier: string } };
    const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(stored.state.codeVerifier));
    expect(challenge).toBe(Buffer.from(digest).toString('base64url'));
    expect(stored.state.codeVerifier).toMatch(/^[A-Za-z0-9_-]{128}$/);
    expect(ehr.asked).toEqual(['GET /fhir/.well-known/smart-configuration']);
  });

  it('keeps nothing in the storage but its own key', async () => {
    const ehr = fakeEhr();
    const { storage } = await start(good(ehr.iss), ehr.iss);
    expect(storage.length).toBe(1);
    expect(storage.getItem('SMART_KEY')).toBeNull();
  });

  it.each([
    [['permission-v2'], 'auto', 'v2'],
    [['permission-v1', 'permission-v2'], 'auto', 'v2'],
    [['permission-v1'], 'auto', 'v1'],
    [[], 'auto', 'v1'],
    [['permission-v2'], 'v1', 'v1'],
    [[], 'v2', 'v2'],
  ])('with capabilities %j and a site that says %s asks for %s scopes', async (capabilities, scopeStyle, style) => {
    const ehr = fakeEhr();
    ehr.configuration = { ...ehr.configuration, capabilities };
    const { result } = await start(good(ehr.iss), ehr.iss, { issuer: { scopeStyle } });
    const scope = signInOf(result).searchParams.get('scope') ?? '';
    expect(scope.includes('patient/Encounter.rs')).toBe(style === 'v2');
    expect(scope.includes('patient/Encounter.read')).toBe(style === 'v1');
    expect(parseScopes(scope).can('c', 'ServiceRequest').granted).toBe('yes');
  });

  it('copes with an endpoint that has a query of its own', async () => {
    const ehr = fakeEhr();
    ehr.configuration = {
      ...ehr.configuration,
      authorization_endpoint: `${new URL(ehr.iss).origin}/authorize?tenant=7`,
    };
    const { result } = await start(good(ehr.iss), ehr.iss);
    const url = signInOf(result);
    expect(url.searchParams.get('tenant')).toBe('7');
    expect(url.searchParams.get('response_type')).toBe('code');
  });

  it('clears away launches that were not used for half an hour, and nothing else', async () => {
    const ehr = fakeEhr();
    const entry = (minutes: number): string => JSON.stringify({ at: NOW - minutes * 60_000, tokenAt: null, state: {} });
    const storage = memoryStorage({
      'alongside.launch.old': entry(31),
      'alongside.kept.old': entry(31),
      'alongside.launch.young': entry(29),
      'alongside.kept.young': entry(29),
      'alongside.launch.broken': '{',
      'somebody.else': 'theirs',
    });
    await start(good(ehr.iss), ehr.iss, { storage });
    expect(['old', 'young', 'broken'].map((key) => storage.getItem(`alongside.launch.${key}`) !== null)).toEqual([
      false,
      true,
      false,
    ]);
    expect(['old', 'young'].map((key) => storage.getItem(`alongside.kept.${key}`) !== null)).toEqual([false, true]);
    expect(storage.getItem('somebody.else')).toBe('theirs');
  });
});

describe('what the address says beside iss and launch', () => {
  it.each([
    'fhirServiceUrl=https://evil.example/fhir',
    'clientId=evil',
    'patientId=123',
    'encounterId=9',
    'redirectUri=https://evil.example',
    'scope=evil',
    'state=evil',
    'code=evil',
  ])('%s is left aside', async (override) => {
    const evil = stranger();
    const ehr = fakeEhr();
    const { result, storage } = await start(`${good(ehr.iss)}&${override}`, ehr.iss);
    const url = signInOf(result);
    expect(url.searchParams.get('client_id')).toBe('alongside');
    expect(url.searchParams.get('redirect_uri')).toBe(`${APP}/index.html`);
    expect(url.href).not.toContain('evil');
    expect(storage.getItem(`alongside.launch.${UUID}`)).not.toMatch(/evil|"patient"/);
    expect(evil.heard).toEqual([]);
  });

  it('fhirServiceUrl alone starts nothing, and nobody hears of it', async () => {
    const evil = stranger();
    const { result, siteReads, storage } = await start(
      'fhirServiceUrl=https://evil.example/fhir&patientId=123',
      'https://ehr.example/fhir',
    );
    expect(result).toMatchObject({
      ok: false,
      problem: { step: 'parameters', kind: 'iss-missing', detail: 'parameters given: fhirServiceUrl, patientId' },
    });
    expect(siteReads).toBe(0);
    expect(storage.length).toBe(0);
    expect(evil.heard).toEqual([]);
  });
});

describe('it stops at', () => {
  it.each([
    ['no launch', 'iss=https://ehr.example/fhir', 'launch-missing'],
    ['an empty iss', 'iss=&launch=1', 'iss-missing'],
    ['two iss', 'iss=https://ehr.example/fhir&iss=https://evil.example/fhir&launch=1', 'repeated'],
    ['two launch', 'iss=https://ehr.example/fhir&launch=1&launch=2', 'repeated'],
  ])('%s', async (_, query, kind) => {
    expect((await start(query, 'https://ehr.example/fhir')).result).toMatchObject({
      ok: false,
      problem: { step: 'parameters', kind },
    });
  });

  it.each([
    ['another server', 'https://evil.example/fhir'],
    ['a trailing slash', 'https://ehr.example/fhir/'],
    ['another case', 'https://EHR.example/fhir'],
    ['another scheme', 'http://ehr.example/fhir'],
    ['a default port', 'https://ehr.example:443/fhir'],
    ['a longer path', 'https://ehr.example/fhir/r4'],
    ['a name that begins so', 'https://ehr.example.evil.example/fhir'],
  ])('an issuer with %s, and asks it nothing', async (_, iss) => {
    const heard: string[] = [];
    server.use(
      http.all('*', ({ request }) => {
        heard.push(request.url);
        return HttpResponse.json({});
      }),
    );
    const { result, storage } = await start(good(iss), 'https://ehr.example/fhir');
    expect(result).toMatchObject({
      ok: false,
      problem: { step: 'issuer', kind: 'not-configured', detail: `iss was ${iss}` },
    });
    expect(heard).toEqual([]);
    expect(storage.length).toBe(0);
  });

  it('a site.json that cannot be read', async () => {
    const result = await startLaunch({
      address: `${APP}/launch.html?${good('https://ehr.example/fhir')}`,
      framed: false,
      storage: () => memoryStorage(),
      now: () => NOW,
      randomUUID: () => UUID,
      readSite: async () => stopped('site', 'not-json', 'x'),
    });
    expect(result).toMatchObject({ ok: false, problem: { step: 'site', kind: 'not-json' } });
  });

  it.each([
    ['no answer', () => HttpResponse.error(), 'no-answer'],
    ['a 404', () => HttpResponse.json({}, { status: 404 }), 'no-answer'],
    ['a page', () => HttpResponse.html('<html></html>'), 'unreadable'],
    ['no endpoints', () => HttpResponse.json({ code_challenge_methods_supported: ['S256'] }), 'endpoints-missing'],
  ] as const)('discovery with %s', async (_, answer, kind) => {
    const ehr = fakeEhr((iss) => http.get(`${iss}/.well-known/smart-configuration`, answer));
    const { result } = await start(good(ehr.iss), ehr.iss);
    expect(result).toMatchObject({ ok: false, problem: { step: 'discovery', kind } });
    // fhirclient would go on to /metadata.
    expect(ehr.asked).toEqual([]);
  });

  it.each([
    ['no PKCE', { code_challenge_methods_supported: [] }, {}, 'no-pkce'],
    ['PKCE in plain only', { code_challenge_methods_supported: ['plain'] }, {}, 'no-pkce'],
    ['PKCE not named', { code_challenge_methods_supported: undefined }, {}, 'no-pkce'],
    [
      'another authorization endpoint than pinned',
      {},
      { authorizationEndpoint: 'https://auth.example/authorize' },
      'endpoint-not-pinned',
    ],
    ['another token endpoint than pinned', {}, { tokenEndpoint: 'https://auth.example/token' }, 'endpoint-not-pinned'],
    [
      'a token endpoint on another host that nobody has pinned',
      { token_endpoint: 'https://auth.example/token' },
      {},
      'endpoint-elsewhere',
    ],
    [
      'a sign-in page on another host that nobody has pinned',
      { authorization_endpoint: 'https://auth.example/authorize' },
      {},
      'endpoint-elsewhere',
    ],
    ['an endpoint without https', { token_endpoint: 'http://auth.example/token' }, {}, 'endpoint-insecure'],
    ['an endpoint that is no address', { authorization_endpoint: 'authorize' }, {}, 'endpoint-insecure'],
  ])('discovery with %s', async (_, change, issuer, kind) => {
    const ehr = fakeEhr();
    ehr.configuration = { ...ehr.configuration, ...change };
    const { result, storage } = await start(good(ehr.iss), ehr.iss, { issuer });
    expect(result).toMatchObject({ ok: false, problem: { step: 'discovery', kind } });
    expect(storage.length).toBe(0);
  });

  it('goes on with endpoints that are as pinned', async () => {
    const ehr = fakeEhr();
    const { authorization_endpoint: authorizationEndpoint, token_endpoint: tokenEndpoint } = ehr.configuration;
    expect((await start(good(ehr.iss), ehr.iss, { issuer: { authorizationEndpoint, tokenEndpoint } })).result.ok).toBe(
      true,
    );
  });

  it('says which field of site.json has to name the other host', async () => {
    const ehr = fakeEhr();
    ehr.configuration = { ...ehr.configuration, token_endpoint: 'https://auth.example/token?secret=1' };
    expect((await start(good(ehr.iss), ehr.iss)).result).toMatchObject({
      problem: {
        detail:
          'token_endpoint is https://auth.example/token, on another host than iss: enter it in site.json as issuers[].tokenEndpoint',
      },
    });
  });

  it('a frame, for an EHR whose sign-in does not open in one, and asks the EHR nothing', async () => {
    const ehr = fakeEhr();
    const issuer = { ownWindow: true };
    expect((await start(good(ehr.iss), ehr.iss, { issuer, framed: true })).result).toMatchObject({
      ok: false,
      problem: { step: 'authorize', kind: 'own-window' },
    });
    expect(ehr.asked).toEqual([]);
    expect((await start(good(ehr.iss), ehr.iss, { issuer })).result.ok).toBe(true);
  });

  it('a browser that keeps nothing', async () => {
    const ehr = fakeEhr();
    const { result } = await start(good(ehr.iss), ehr.iss, { storage: blockedStorage() });
    expect(result).toMatchObject({ ok: false, problem: { step: 'session', kind: 'storage-blocked' } });
  });
});

describe('signing in without a chart', () => {
  const standalone = { standalone: true };

  it('begins with a list of the EHRs that the site allows, and asks none of them', async () => {
    const ehr = fakeEhr();
    const { result } = await start('', ehr.iss, { issuer: { ...standalone, label: 'Training EHR' } });
    const address = `${APP}/launch.html?${new URLSearchParams({ iss: ehr.iss, standalone: '1' }).toString()}`;
    expect(result).toEqual({ ok: true, value: { choose: [{ label: 'Training EHR', address }] } });
    expect(ehr.asked).toEqual([]);
  });

  it('asks for a patient to be chosen, and not for the chart of a launch', async () => {
    const ehr = fakeEhr();
    const query = new URLSearchParams({ iss: ehr.iss, standalone: '1' }).toString();
    const { result, storage } = await start(query, ehr.iss, { issuer: standalone });
    const url = signInOf(result);
    const scopes = url.searchParams.get('scope')?.split(' ') ?? [];
    expect(scopes).toContain('launch/patient');
    expect(scopes).not.toContain('launch');
    expect(url.searchParams.has('launch')).toBe(false);
    expect(url.searchParams.get('aud')).toBe(ehr.iss);
    expect(readLaunch(storage, UUID)?.begun).toMatchObject({ iss: ehr.iss, launch: null, measure: 'all' });
  });

  it.each([
    ['in the frame of a chart, where another patient could be picked', { issuer: standalone, framed: true }],
    ['at an EHR where the site has not allowed it', {}],
  ])('is refused %s', async (_, how) => {
    const ehr = fakeEhr();
    const query = new URLSearchParams({ iss: ehr.iss, standalone: '1' }).toString();
    expect((await start(query, ehr.iss, how)).result).toMatchObject({
      problem: { step: 'parameters', kind: 'not-standalone' },
    });
    expect((await start('', ehr.iss, how)).result).toMatchObject({
      problem: { step: 'parameters', kind: 'iss-missing' },
    });
    expect(ehr.asked).toEqual([]);
  });

  it.each(['standalone=1', 'launch=&standalone=1', 'launch=x'])('%s alone names no server', async (query) => {
    const { result } = await start(query, 'https://ehr.example/fhir', { issuer: standalone });
    expect(result).toMatchObject({ problem: { step: 'parameters', kind: 'iss-missing' } });
  });
});

describe('a server that has refused a scope', () => {
  const refusedAt = (iss: string, measure: Measure, minutesAgo = 1): Storage => {
    const begun = { iss, launch: 'handle-0', measure, revocation: null, refused: { asked: 'x', said: '', scopes: [] } };
    const entry = { at: NOW - minutesAgo * 60_000, tokenAt: null, state: {}, begun };
    return memoryStorage({ ['alongside.launch.99999999-2222-4333-8444-555555555555']: JSON.stringify(entry) });
  };
  const scopesOf = async (iss: string, storage: Storage): Promise<string> =>
    signInOf((await start(good(iss), iss, { storage })).result).searchParams.get('scope') ?? '';

  it('is asked for less, and for less again, and never for less than an answer needs', async () => {
    const ehr = fakeEhr();
    const all = await scopesOf(ehr.iss, memoryStorage());
    const after = await Promise.all(
      (['all', 'work', 'reading', 'least'] as const).map((measure) => scopesOf(ehr.iss, refusedAt(ehr.iss, measure))),
    );
    expect([all, ...after].map((scope) => scope.split(' ').length)).toEqual(
      [all, ...after].map((scope) => scope.split(' ').length).toSorted((a, b) => b - a),
    );
    const [work, reading, least, last] = after;
    expect(work).not.toMatch(/CarePlan\.\w*c|Slot|messaging|online_access/);
    expect(work).toMatch(/ServiceRequest\.crs/);
    expect(reading).not.toMatch(/\.c|user\//);
    expect(least).toBe(
      'launch openid fhirUser patient/Patient.r patient/Encounter.rs patient/Condition.rs patient/Observation.rs',
    );
    expect(last).toBe(least);
  });

  it('is asked for everything again half an hour later, and another server always', async () => {
    const ehr = fakeEhr();
    const all = await scopesOf(ehr.iss, memoryStorage());
    expect(await scopesOf(ehr.iss, refusedAt(ehr.iss, 'all', 31))).toBe(all);
    expect(await scopesOf(ehr.iss, refusedAt('https://other.example/fhir', 'all'))).toBe(all);
  });
});
