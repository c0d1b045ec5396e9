// @vitest-environment node
import { createRemoteJWKSet, jwtVerify } from 'jose';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Sandbox } from '../../src/sandbox/sandbox.ts';
import {
  ALL_SCOPES,
  authorizeRequest,
  code,
  exchange,
  fhir,
  folder,
  get,
  hospital,
  launchHandle,
  postForm,
  refreshed,
  sentBack,
  tokens,
} from './helpers.ts';
import type { Tokens } from './helpers.ts';

const place = folder();
let sandbox: Sandbox;
let later = 0;

beforeAll(async () => {
  sandbox = await hospital(place, { clock: () => Date.now() + later });
});
beforeEach(() => {
  later = 0;
});
afterAll(async () => {
  await sandbox.stop();
  place.remove();
});

const ask = (changes: Readonly<Record<string, string | undefined>> = {}): Promise<Response> =>
  get(authorizeRequest(sandbox, { launch: launchHandle(sandbox, { patient: 'alpha' }), ...changes }).url);

describe('discovery', () => {
  it('tells the endpoints to any origin', async () => {
    const response = await get(`${sandbox.fhirUrl}/.well-known/smart-configuration`, {
      origin: 'https://anyone.invalid',
      accept: 'text/html',
    });
    expect(response.headers.get('access-control-allow-origin')).toBe('*');
    const body = (await response.json()) as Record<string, unknown>;
    expect(body['token_endpoint']).toBe(`${sandbox.ehrUrl}/auth/token`);
    expect(body['code_challenge_methods_supported']).toEqual(['S256']);
    expect(body['scopes_supported']).toEqual(
      expect.arrayContaining(['launch/patient', 'online_access', 'user/Schedule.rs', 'user/Slot.rs']),
    );
    expect(body['capabilities']).toEqual(
      expect.arrayContaining(['launch-ehr', 'client-public', 'permission-v1', 'permission-v2']),
    );
  });
});

describe('authorize', () => {
  it('sends the browser back with a code and the state', async () => {
    const { url, state } = authorizeRequest(sandbox, { launch: launchHandle(sandbox, { patient: 'alpha' }) });
    const response = await get(url);
    expect(response.headers.get('location')).toMatch(new RegExp(`^${sandbox.appUrl}/index\\.html\\?`));
    expect(sentBack(response).get('state')).toBe(state);
    expect(sentBack(response).get('code')).toMatch(/.{40}/);
  });

  it('takes the same by POST', async () => {
    const { url } = authorizeRequest(sandbox, { launch: launchHandle(sandbox, { patient: 'alpha' }) });
    const response = await postForm(`${sandbox.ehrUrl}/auth/authorize`, Object.fromEntries(new URL(url).searchParams));
    expect(sentBack(response).get('code')).toBeTruthy();
  });

  it.each([
    ['an unknown client', { client_id: 'somebody' }],
    ['no client', { client_id: undefined }],
    ['another redirect address', { redirect_uri: 'https://evil.invalid/' }],
    ['a redirect address that only begins right', { redirect_uri: 'REGISTERED?x=1' }],
    ['a redirect address with another case', { redirect_uri: 'HTTP' }],
  ])('shows an error page and redirects nowhere: %s', async (_name, changes: Record<string, string | undefined>) => {
    const own = `${sandbox.appUrl}/index.html`;
    const uri = changes['redirect_uri']?.replace('REGISTERED', own).replace(/^HTTP$/, own.replace('index', 'Index'));
    const response = await ask({ ...changes, ...(uri === undefined ? {} : { redirect_uri: uri }) });
    expect(response.status).toBe(400);
    expect(response.headers.get('location')).toBeNull();
    expect(await response.text()).toContain('refused');
  });

  it('shows an error page for a repeated parameter', async () => {
    const { url } = authorizeRequest(sandbox);
    expect((await get(`${url}&client_id=alongside-demo`)).status).toBe(400);
  });

  it.each([
    ['another response type', { response_type: 'token' }, 'unsupported_response_type'],
    ['no state', { state: undefined }, 'invalid_request'],
    ['a short state', { state: 'a'.repeat(21) }, 'invalid_request'],
    ['no aud', { aud: undefined }, 'invalid_request'],
    ['another aud', { aud: 'http://localhost:4400/fhir/' }, 'invalid_request'],
    ['no PKCE', { code_challenge: undefined }, 'invalid_request'],
    ['PKCE plain', { code_challenge_method: 'plain' }, 'invalid_request'],
    ['no PKCE method', { code_challenge_method: undefined }, 'invalid_request'],
    ['an unknown launch', { launch: 'invented' }, 'invalid_request'],
    ['scope launch without a launch', { launch: undefined }, 'invalid_request'],
    ['a launch without scope launch', { scope: 'openid patient/Patient.r' }, 'invalid_request'],
    ['mixed scope versions', { scope: 'launch patient/Patient.r patient/Observation.read' }, 'invalid_scope'],
    ['no scope that can be granted', { scope: 'launch/encounter', launch: undefined }, 'invalid_scope'],
  ])('sends back an error: %s', async (_name, changes: Record<string, string | undefined>, error) => {
    const back = sentBack(await ask(changes));
    expect(back.get('error')).toBe(error);
    expect(back.get('error_description')).toBeTruthy();
    expect(back.has('code')).toBe(false);
    if (changes['state'] === undefined && 'state' in changes) expect(back.has('state')).toBe(false);
    else expect(back.get('state')).toBeTruthy();
  });

  it('takes a launch handle once, and for five minutes', async () => {
    const launch = launchHandle(sandbox, { patient: 'alpha' });
    expect(sentBack(await ask({ launch })).get('code')).toBeTruthy();
    expect(sentBack(await ask({ launch })).get('error_description')).toContain('used before');
    const old = launchHandle(sandbox, { patient: 'alpha' });
    later = 5 * 60_000 + 1;
    expect(sentBack(await ask({ launch: old })).get('error')).toBe('invalid_request');
  });

  it('answers with the error that the launch asks for', async () => {
    const launch = launchHandle(sandbox, { patient: 'alpha', error: 'temporarily_unavailable' });
    expect(sentBack(await ask({ launch })).get('error')).toBe('temporarily_unavailable');
  });

  it('asks for consent, and takes the answer once', async () => {
    const answer = async (choice: string): Promise<[URLSearchParams, Response]> => {
      const shown = await ask({ launch: launchHandle(sandbox, { patient: 'alpha', consent: 'ask' }) });
      expect(shown.status).toBe(200);
      const request = /name="request" value="([^"]+)"/.exec(await shown.text())?.[1] ?? '';
      const first = await postForm(`${sandbox.ehrUrl}/auth/decision`, { request, answer: choice });
      return [sentBack(first), await postForm(`${sandbox.ehrUrl}/auth/decision`, { request, answer: 'allow' })];
    };
    const [denied] = await answer('deny');
    expect(denied.get('error')).toBe('access_denied');
    expect(denied.get('state')).toBeTruthy();
    const [allowed, again] = await answer('allow');
    expect(allowed.get('code')).toBeTruthy();
    expect(again.status).toBe(400);
  });
});

describe('token', () => {
  it('answers with tokens and context, never to be stored', async () => {
    const response = await exchange(sandbox, await code(sandbox, { patient: 'alpha' }));
    expect(response.status).toBe(200);
    expect(response.headers.get('cache-control')).toBe('no-store');
    const body = (await response.json()) as Tokens;
    expect(body).toMatchObject({
      token_type: 'Bearer',
      expires_in: 3600,
      patient: 'alpha',
      encounter: 'alpha-enc-today',
      need_patient_banner: true,
    });
    expect(body.scope.split(' ')).toEqual(
      expect.arrayContaining(['launch', 'openid', 'patient/*.rs', 'patient/ServiceRequest.cruds']),
    );
    expect(body).not.toHaveProperty('smart_style_url');
  });

  it('signs who is signed in', async () => {
    const { id_token: idToken = '' } = await tokens(sandbox, { patient: 'alpha', user: 'dir-nurse' }, ALL_SCOPES);
    const keys = createRemoteJWKSet(new URL(`${sandbox.ehrUrl}/auth/jwks`));
    const { payload, protectedHeader } = await jwtVerify(idToken, keys, {
      issuer: sandbox.fhirUrl,
      audience: 'alongside-demo',
    });
    expect(protectedHeader.alg).toBe('RS256');
    expect(payload['fhirUser']).toBe(`${sandbox.fhirUrl}/Practitioner/dir-nurse`);
    expect(payload.sub).toBe('dir-nurse');
  });

  it('honors the launch options', async () => {
    const none = await tokens(sandbox, { noPatient: true, patient: 'alpha' });
    expect(none.patient).toBeUndefined();
    const short = await tokens(sandbox, {
      patient: 'alpha',
      encounter: null,
      expiresIn: 60,
      withhold: ['Encounter', 'ServiceRequest.create', 'online_access'],
    });
    expect(short.expires_in).toBe(60);
    expect(short.encounter).toBeUndefined();
    expect(short.refresh_token).toBeUndefined();
    expect(short.scope).not.toContain('Encounter');
    expect(short.scope).toContain('patient/ServiceRequest.ruds');
    expect((await tokens(sandbox, { patient: 'alpha', encounter: 'alpha-enc-old' })).encounter).toBe('alpha-enc-old');
  });

  it('gives no id_token and no refresh token that was not asked for', async () => {
    const body = await tokens(sandbox, { patient: 'alpha' }, 'launch patient/Patient.r');
    expect(body.id_token).toBeUndefined();
    expect(body.refresh_token).toBeUndefined();
  });

  it.each([
    ['another verifier', { code_verifier: 'x'.repeat(43) }, 'invalid_grant', 400],
    ['no verifier', { code_verifier: '' }, 'invalid_grant', 400],
    ['another redirect address', { redirect_uri: 'https://evil.invalid/' }, 'invalid_grant', 400],
    ['another client', { client_id: 'somebody' }, 'invalid_client', 401],
    ['another grant type', { grant_type: 'password' }, 'unsupported_grant_type', 400],
    ['an invented code', { code: 'invented' }, 'invalid_grant', 400],
  ])('refuses %s', async (_name, changes: Record<string, string>, error, status) => {
    const response = await exchange(sandbox, await code(sandbox, { patient: 'alpha' }), changes);
    expect(response.status).toBe(status);
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(((await response.json()) as { error: string }).error).toBe(error);
  });

  it('refuses a JSON body, client credentials and repeated parameters', async () => {
    const at = `${sandbox.ehrUrl}/auth/token`;
    expect(
      (await fetch(at, { method: 'POST', body: '{}', headers: { 'content-type': 'application/json' } })).status,
    ).toBe(400);
    expect((await postForm(at, { grant_type: 'authorization_code' }, { authorization: 'Basic eDp5' })).status).toBe(
      401,
    );
    expect(
      (
        await fetch(at, {
          method: 'POST',
          body: 'code=1&code=2',
          headers: { 'content-type': 'application/x-www-form-urlencoded' },
        })
      ).status,
    ).toBe(400);
  });

  it('lets a code live for a minute', async () => {
    const grant = await code(sandbox, { patient: 'alpha' });
    later = 61_000;
    expect((await exchange(sandbox, grant)).status).toBe(400);
  });

  it('refuses a replayed code and revokes what it gave', async () => {
    const grant = await code(sandbox, { patient: 'alpha' });
    const { access_token: token, refresh_token: refresh = '' } = (await (
      await exchange(sandbox, grant)
    ).json()) as Tokens;
    expect((await fhir(sandbox, token).get('Patient/alpha')).status).toBe(200);
    expect((await exchange(sandbox, grant)).status).toBe(400);
    expect((await fhir(sandbox, token).get('Patient/alpha')).status).toBe(401);
    expect(
      (
        await postForm(`${sandbox.ehrUrl}/auth/token`, {
          grant_type: 'refresh_token',
          refresh_token: refresh,
          client_id: 'alongside-demo',
        })
      ).status,
    ).toBe(400);
  });
});

describe('refresh and revocation', () => {
  const refreshWith = (token: string, changes: Readonly<Record<string, string>> = {}): Promise<Response> =>
    refreshed(sandbox, token, changes);

  it('rotates, keeps context, and notices reuse', async () => {
    const first = await tokens(sandbox);
    const second = (await (await refreshWith(first.refresh_token ?? '')).json()) as Tokens;
    expect(second).toMatchObject({ patient: 'alpha', encounter: 'alpha-enc-today', scope: first.scope });
    expect(second.refresh_token).not.toBe(first.refresh_token);
    expect((await fhir(sandbox, second.access_token).get('Patient/alpha')).status).toBe(200);
    expect((await refreshWith(first.refresh_token ?? '')).status).toBe(400);
    expect((await fhir(sandbox, second.access_token).get('Patient/alpha')).status).toBe(401);
    expect((await refreshWith(second.refresh_token ?? '')).status).toBe(400);
  });

  it('narrows the scope when asked, and never widens it', async () => {
    const { refresh_token: token = '' } = await tokens(
      sandbox,
      { patient: 'alpha' },
      'launch online_access patient/Patient.r patient/Encounter.rs',
    );
    const narrow = (await (await refreshWith(token, { scope: 'online_access patient/Patient.r' })).json()) as Tokens;
    expect(narrow.scope).toBe('online_access patient/Patient.r');
    expect((await fhir(sandbox, narrow.access_token).get('Encounter?patient=alpha')).status).toBe(403);
    expect((await refreshWith(narrow.refresh_token ?? '', { scope: ALL_SCOPES })).status).toBe(400);
  });

  it('refuses another client', async () => {
    const { refresh_token: token = '' } = await tokens(sandbox);
    expect((await refreshWith(token, { client_id: 'somebody' })).status).toBe(401);
  });

  it('revokes a session', async () => {
    const body = await tokens(sandbox);
    const gone = await postForm(`${sandbox.ehrUrl}/auth/revoke`, {
      token: body.access_token,
      client_id: 'alongside-demo',
    });
    expect(gone.status).toBe(200);
    expect((await fhir(sandbox, body.access_token).get('Patient/alpha')).status).toBe(401);
    expect(
      (await postForm(`${sandbox.ehrUrl}/auth/revoke`, { token: 'invented', client_id: 'alongside-demo' })).status,
    ).toBe(200);
  });

  it('revokes a session by its refresh token, for a page of the registered app', async () => {
    const body = await tokens(sandbox);
    const discovered = (await (await get(`${sandbox.fhirUrl}/.well-known/smart-configuration`)).json()) as {
      revocation_endpoint: string;
    };
    const revoke = (origin: string, token = body.refresh_token ?? ''): Promise<Response> =>
      postForm(
        discovered.revocation_endpoint,
        { token, token_type_hint: 'refresh_token', client_id: 'alongside-demo' },
        { origin },
      );
    expect((await revoke('https://evil.invalid', 'invented')).headers.get('access-control-allow-origin')).toBeNull();
    expect((await fhir(sandbox, body.access_token).get('Patient/alpha')).status).toBe(200);
    const gone = await revoke(sandbox.appUrl);
    expect(gone.status).toBe(200);
    expect(gone.headers.get('access-control-allow-origin')).toBe(sandbox.appUrl);
    expect((await fhir(sandbox, body.access_token).get('Patient/alpha')).status).toBe(401);
    expect((await refreshWith(body.refresh_token ?? '')).status).toBe(400);
  });

  it('ends a session when its time is over', async () => {
    const { access_token: token } = await tokens(sandbox, { patient: 'alpha', expiresIn: 60 });
    later = 61_000;
    const response = await fhir(sandbox, token).get('Patient/alpha');
    expect(response.status).toBe(401);
    expect(response.headers.get('www-authenticate')).toContain('invalid_token');
  });
});

describe('what was ever issued', () => {
  it('is known to the test, whatever has become of it', async () => {
    const grant = await code(sandbox, { patient: 'alpha' });
    expect(sandbox.codes.has(grant.code)).toBe(true);
    const first = (await (await exchange(sandbox, grant)).json()) as Tokens;
    const second = (await (await refreshed(sandbox, first.refresh_token)).json()) as Tokens;
    await refreshed(sandbox, first.refresh_token);
    const held = [first.access_token, first.refresh_token, first.id_token, second.access_token, second.refresh_token];
    expect(held.map((secret) => sandbox.secrets.has(secret ?? 'none'))).toEqual([true, true, true, true, true]);
    expect(sandbox.secrets.has(grant.code)).toBe(false);
    const before = sandbox.secrets.size;
    await tokens(sandbox);
    expect(sandbox.secrets.size).toBe(before + 2);
  });
});

describe('the log', () => {
  it('holds no token, no code and no verifier', async () => {
    const grant = await code(sandbox, { patient: 'alpha' });
    const body = (await (await exchange(sandbox, grant)).json()) as Tokens;
    await fhir(sandbox, body.access_token).get('Patient/alpha');
    const said = JSON.stringify(sandbox.requests);
    for (const secret of [grant.code, grant.verifier, body.access_token, body.refresh_token, body.id_token])
      expect(said).not.toContain(secret);
    expect(sandbox.requests.at(-1)).toMatchObject({
      method: 'GET',
      path: '/fhir/Patient/alpha',
      status: 200,
      patient: 'alpha',
      bytes: 0,
    });
    expect(sandbox.requests.at(-2)).toMatchObject({ method: 'POST', path: '/auth/token', patient: 'alpha' });
  });
});
