// @vitest-environment node
/** How EHRs differ at sign-in: whole requests refused, refresh tokens of several kinds, no revocation. */
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { plain } from '../../src/sandbox/personality.ts';
import type { Personality } from '../../src/sandbox/personality.ts';
import type { Sandbox } from '../../src/sandbox/sandbox.ts';
import {
  CHART_SCOPES,
  authorizeRequest,
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
const running: Sandbox[] = [];

afterEach(async () => {
  await Promise.all(running.splice(0).map((one) => one.stop()));
});
afterAll(() => place.remove());

async function open(changes: Partial<Personality>): Promise<Sandbox> {
  const sandbox = await hospital(place, { scenarios: ['beta'], personality: { ...plain, ...changes } });
  running.push(sandbox);
  return sandbox;
}

const discovery = async (sandbox: Sandbox): Promise<Record<string, unknown>> =>
  (await (await get(`${sandbox.fhirUrl}/.well-known/smart-configuration`)).json()) as Record<string, unknown>;

const ask = async (sandbox: Sandbox, launch: string, scope: string): Promise<URLSearchParams> =>
  sentBack(await get(authorizeRequest(sandbox, { launch, scope }).url));

const opens = async (sandbox: Sandbox, token: string): Promise<number> =>
  (await fhir(sandbox, token).get('Patient/beta')).status;

const again = async (sandbox: Sandbox, token: string | undefined): Promise<Tokens> =>
  (await (await refreshed(sandbox, token)).json()) as Tokens;

describe('a request with a scope that the EHR does not like', () => {
  it('is refused by name, and the launch stays good for a smaller one', async () => {
    const sandbox = await open({ scopePolicy: { refuse: ['Coverage'], handle: 'kept' } });
    const launch = launchHandle(sandbox, { patient: 'beta' });
    const refused = await ask(sandbox, launch, 'launch patient/Patient.r user/Coverage.rs patient/Coverage.r');
    expect(refused.get('error')).toBe('invalid_scope');
    expect(refused.get('error_description')).toContain('user/Coverage.rs');
    expect(refused.get('error_description')).not.toContain('patient/');
    expect(refused.get('state')).toBeTruthy();
    expect((await ask(sandbox, launch, 'launch patient/Patient.r')).get('code')).toBeTruthy();
    expect((await ask(sandbox, launch, 'launch patient/Patient.r')).get('error')).toBe('invalid_request');
  });

  it('can cost the launch', async () => {
    const sandbox = await open({ scopePolicy: { refuse: ['Coverage'], handle: 'spent' } });
    const launch = launchHandle(sandbox, { patient: 'beta' });
    expect((await ask(sandbox, launch, 'launch patient/Coverage.r')).get('error')).toBe('invalid_scope');
    expect((await ask(sandbox, launch, 'launch patient/Patient.r')).get('error')).toBe('invalid_request');
  });

  it.each([
    [['online_access'], 'launch patient/Patient.r online_access', 'online_access'],
    [['patient/Observation.rs'], 'launch patient/Observation.r patient/Observation.rs', 'patient/Observation.rs'],
    [['*.c'], 'launch patient/ServiceRequest.ru patient/Task.cruds patient/CarePlan.c', 'patient/Task.cruds'],
    [['*.c'], 'launch patient/Patient.read patient/Task.write', 'patient/Task.write'],
  ])('is known by %j', async (refuse, scope, named) => {
    const sandbox = await open({ scopePolicy: { refuse, handle: 'kept' } });
    const back = await ask(sandbox, launchHandle(sandbox, { patient: 'beta' }), scope);
    expect(back.get('error')).toBe('invalid_scope');
    expect(back.get('error_description')).toBe(`The scope ${named} is not allowed for this app.`);
  });

  it.each([
    [['Coverage'], 'launch patient/*.rs'],
    [['patient/Observation.rs'], 'launch patient/Observation.r user/Observation.rs'],
    [['*.c'], 'launch online_access patient/*.rs patient/ServiceRequest.u'],
  ])('is not taken for one: %j in %s', async (refuse, scope) => {
    const sandbox = await open({ scopePolicy: { refuse, handle: 'spent' } });
    const back = await ask(sandbox, launchHandle(sandbox, { patient: 'beta' }), scope);
    expect(back.get('code')).toBeTruthy();
  });

  it('loses only that scope where nothing else is said', async () => {
    const sandbox = await open({});
    const granted = await tokens(sandbox, { patient: 'beta' }, 'launch patient/Patient.r system/Coverage.rs nonsense');
    expect(granted.scope).toBe('launch patient/Patient.r');
  });
});

describe('refresh tokens', () => {
  it('can stay the same, and are told once', async () => {
    const sandbox = await open({ refresh: 'same' });
    const first = await tokens(sandbox, { patient: 'beta' });
    expect(first.refresh_token).toBeTruthy();
    for (let time = 0; time < 3; time++) {
      const next = await again(sandbox, first.refresh_token);
      expect(next).not.toHaveProperty('refresh_token');
      expect(await opens(sandbox, next.access_token)).toBe(200);
    }
    expect(await opens(sandbox, first.access_token)).toBe(200);
  });

  it('can be missing from the EHR, which then does not promise them', async () => {
    const sandbox = await open({ refresh: 'none' });
    const granted = await tokens(sandbox, { patient: 'beta' }, CHART_SCOPES);
    expect(granted).not.toHaveProperty('refresh_token');
    expect(granted.scope.split(' ')).not.toContain('online_access');
    const told = await discovery(sandbox);
    expect(told['capabilities']).not.toContain('permission-online');
    expect(told['capabilities']).toContain('permission-user');
    expect(told['scopes_supported']).not.toContain('online_access');
    expect(told['grant_types_supported']).toEqual(['authorization_code']);
    const refused = await refreshed(sandbox, 'any');
    expect([refused.status, ((await refused.json()) as { error: string }).error]).toEqual([
      400,
      'unsupported_grant_type',
    ]);
  });

  it('are promised otherwise', async () => {
    const told = await discovery(await open({}));
    expect(told['capabilities']).toContain('permission-online');
    expect(told['grant_types_supported']).toContain('refresh_token');
  });

  it.each(['rotating', 'same'] as const)('can end the access token before them: %s', async (refresh) => {
    const sandbox = await open({ refresh, revokeOldAccess: true });
    const other = await tokens(sandbox, { patient: 'beta' });
    const first = await tokens(sandbox, { patient: 'beta' });
    expect(await opens(sandbox, first.access_token)).toBe(200);
    const second = await again(sandbox, first.refresh_token);
    expect(await opens(sandbox, first.access_token)).toBe(401);
    expect(await opens(sandbox, second.access_token)).toBe(200);
    // Another session of the same app is none of this one's business.
    expect(await opens(sandbox, other.access_token)).toBe(200);
  });

  it('leave the access token before them alone otherwise', async () => {
    const sandbox = await open({});
    const first = await tokens(sandbox, { patient: 'beta' });
    await again(sandbox, first.refresh_token);
    expect(await opens(sandbox, first.access_token)).toBe(200);
  });
});

describe('revocation', () => {
  it('can be missing from the EHR', async () => {
    const sandbox = await open({ revocation: false });
    expect(await discovery(sandbox)).not.toHaveProperty('revocation_endpoint');
    expect(await (await get(`${sandbox.fhirUrl}/metadata`)).text()).not.toContain('/auth/revoke');
    const { access_token: token } = await tokens(sandbox, { patient: 'beta' });
    const answer = await postForm(`${sandbox.ehrUrl}/auth/revoke`, { token, client_id: 'alongside-demo' });
    expect(answer.status).toBe(404);
    expect(await opens(sandbox, token)).toBe(200);
  });
});
