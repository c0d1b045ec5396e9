import {
  addresses,
  APP,
  browserLocks,
  fakeEhr,
  freshModules,
  idToken,
  memoryStorage,
  server,
  type FakeEhr,
} from './page.ts';
import { http, HttpResponse } from 'msw';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { problem } from '../../../src/domain/problem.ts';
import type { LaunchProblem } from '../../../src/ehr/launch/launch-problem.ts';
import type { OtherPages } from '../../../src/ehr/launch/send-lock.ts';
import { readLaunch } from '../../../src/ehr/launch/stored-launches.ts';
import type { OpenedSession } from '../../../src/ehr/launch/open-session.ts';
import { readKept, type KeptEntry } from '../../../src/ehr/kept-referral.ts';
import { keptKey } from '../../../src/ehr/launch/stored-drafts.ts';
import type { EhrPort } from '../../../src/ehr/port.ts';
import { KEEP_AFTER_MS, startReferral } from '../../../src/session/referral-store.ts';
import { startVisit } from '../../../src/session/visit-store.ts';
import { blockedStorage } from '../support/memory-storage.ts';
import { DECISION, draft, OTHER_DECISION } from '../support/referrals.ts';
import { ONCOLOGIST, testSite } from '../support/site.ts';

const NOW = Date.UTC(2026, 10, 21, 15);
let now = NOW;

beforeEach(() => {
  now = NOW;
  addresses.length = 0;
});
// Each EHR has an origin of its own, so the handlers of one test are in nobody's way; name and role may still be read.
afterEach(freshModules);

const siteOf = (ehr: FakeEhr) => testSite({ issuer: { iss: ehr.iss } });

/** launch.html up to the sign-in page; gives the launch's key. */
async function launch(ehr: FakeEhr, storage: Storage): Promise<string> {
  const { startLaunch } = await import('../../../src/ehr/launch/start-launch.ts');
  const started = await startLaunch({
    address: `${APP}/launch.html?${query(ehr)}`,
    framed: false,
    storage: () => storage,
    now: () => now,
    randomUUID: () => crypto.randomUUID(),
    readSite: async () => ({ ok: true, value: siteOf(ehr) }),
  });
  const next = started.ok && 'goTo' in started.value ? started.value.goTo : 'https://failed.example';
  return new URL(next).searchParams.get('state') ?? '';
}

type Locks = Pick<LockManager, 'request'>;

/** index.html in a fresh page. */
async function arrive(
  query: string,
  ehr: FakeEhr,
  storage: Storage | (() => Storage),
  more: { locks?: Locks; site?: ReturnType<typeof testSite>; others?: OtherPages } = {},
): Promise<OpenedSession> {
  freshModules();
  const { openSession } = await import('../../../src/ehr/launch/open-session.ts');
  return await openSession({
    location: { href: `${APP}/index.html?${query}` },
    storage,
    fetch,
    now: () => now,
    site: more.site ?? siteOf(ehr),
    locks: more.locks,
    others: more.others,
  });
}

function problemOf(result: OpenedSession): LaunchProblem {
  if ('problem' in result) return result.problem;
  throw new Error('there is no problem');
}

const entriesOf = (storage: Storage): readonly (readonly [string, string])[] =>
  Array.from({ length: storage.length }, (_, index) => {
    const name = storage.key(index) ?? '';
    return [name, storage.getItem(name) ?? ''];
  });

const query = (ehr: FakeEhr): string => new URLSearchParams({ iss: ehr.iss, launch: 'handle' }).toString();

async function opened(session: Promise<OpenedSession>): Promise<EhrPort> {
  const result = await session;
  if ('goTo' in result) throw new Error(`on to ${result.goTo}`);
  if (!result.ok) throw new Error(`${result.problem.step}: ${result.problem.kind} ${result.problem.detail}`);
  return result.port;
}

const whole = async (ehr: FakeEhr, storage = memoryStorage()) => {
  const key = await launch(ehr, storage);
  return { key, storage, port: await opened(arrive(`code=code-1&state=${key}`, ehr, storage)) };
};

describe('a session', () => {
  it('opens with the patient of the token, and reads with the token', async () => {
    const ehr = fakeEhr();
    const { port } = await whole(ehr);
    expect(port.who()).toMatchObject({
      patientId: 'p1',
      encounterId: null,
      user: null,
      ehrHost: new URL(ehr.iss).host,
    });
    expect(port.who().expiresAt).toBe(NOW + 3_600_000);
    expect(await port.verifyPatient()).toMatchObject({ ok: true, value: { id: 'p1' } });
  });

  it('exchanges the code once, with verifier and without a secret', async () => {
    const ehr = fakeEhr();
    const { key, storage } = await whole(ehr);
    const [form] = ehr.tokenForms;
    const { code_verifier: verifier, ...rest } = Object.fromEntries(form ?? []);
    expect(rest).toEqual({
      grant_type: 'authorization_code',
      code: 'code-1',
      redirect_uri: `${APP}/index.html`,
      client_id: 'alongside',
    });
    expect(verifier).toHaveLength(128);
    // The code is gone from the address, the launch's key is not.
    expect(addresses).toEqual([`${APP}/index.html?state=${key}`]);
    expect(storage.length).toBe(1);
  });

  it('is one for two calls in one page', async () => {
    const ehr = fakeEhr();
    const storage = memoryStorage();
    const key = await launch(ehr, storage);
    const { openSession } = await import('../../../src/ehr/launch/open-session.ts');
    const input = {
      location: { href: `${APP}/index.html?code=code-1&state=${key}` },
      storage,
      fetch,
      now: () => now,
      site: siteOf(ehr),
    };
    const first = openSession(input);
    expect(openSession(input)).toBe(first);
    await opened(first);
    expect(ehr.tokenForms).toHaveLength(1);
  });

  it('survives a reload without a second exchange', async () => {
    const ehr = fakeEhr();
    const { key, storage } = await whole(ehr);
    const again = await opened(arrive(`state=${key}`, ehr, storage));
    expect(again.who()).toMatchObject({ patientId: 'p1', expiresAt: NOW + 3_600_000 });
    expect(ehr.tokenForms).toHaveLength(1);
  });

  it('survives the redirect being replayed ("back")', async () => {
    const ehr = fakeEhr();
    const { key, storage } = await whole(ehr);
    expect((await opened(arrive(`code=code-1&state=${key}`, ehr, storage))).who().patientId).toBe('p1');
    expect(ehr.tokenForms).toHaveLength(1);
  });

  it('opens in the frame that it was launched in, without a word to the window around it', async () => {
    const said: unknown[] = [];
    const around = { postMessage: (message: unknown) => void said.push(message) };
    Object.assign(globalThis, { top: around, parent: around });
    try {
      expect((await whole(fakeEhr())).port.who().patientId).toBe('p1');
    } finally {
      Object.assign(globalThis, { top: globalThis, parent: globalThis });
    }
    expect(said).toEqual([]);
  });

  it('takes an opaque token with dots and no expires_in', async () => {
    const ehr = fakeEhr();
    ehr.token = { ...ehr.token, access_token: 'opaque.with.dots', expires_in: undefined };
    expect((await whole(ehr)).port.who().expiresAt).toBeNull();
  });

  it('gives the encounter when it is one', async () => {
    const ehr = fakeEhr();
    ehr.token = { ...ehr.token, encounter: 'e7' };
    expect((await whole(ehr)).port.who().encounterId).toBe('e7');
    const odd = fakeEhr();
    odd.token = { ...odd.token, encounter: 'e7?x=y' };
    expect((await whole(odd)).port.who().encounterId).toBeNull();
  });

  it('takes what was requested as granted when the server does not say', async () => {
    const ehr = fakeEhr();
    ehr.token = { ...ehr.token, scope: undefined };
    const { port } = await whole(ehr);
    await port.duplicates();
    expect(ehr.asked).toContain('GET /fhir/ServiceRequest');
  });
});

describe('two launches in one storage', () => {
  it('never show or delete each other', async () => {
    const storage = memoryStorage();
    const one = fakeEhr();
    const two = fakeEhr();
    two.token = { ...two.token, patient: 'p2' };
    const keyOne = await launch(one, storage);
    await opened(arrive(`code=code-1&state=${keyOne}`, one, storage));
    const keyTwo = await launch(two, storage);
    await opened(arrive(`code=code-1&state=${keyTwo}`, two, storage));
    const reloadedOne = await opened(arrive(`state=${keyOne}`, one, storage));
    const reloadedTwo = await opened(arrive(`state=${keyTwo}`, two, storage));
    expect([reloadedOne.who().patientId, reloadedTwo.who().patientId]).toEqual(['p1', 'p2']);
    expect(await reloadedOne.verifyPatient()).toMatchObject({ value: { name: 'Family-p1' } });
    expect(await reloadedTwo.verifyPatient()).toMatchObject({ value: { name: 'Family-p2' } });
  });

  it('of which one has only begun do not disturb the other', async () => {
    const storage = memoryStorage();
    const ehr = fakeEhr();
    const first = await whole(ehr, storage);
    await launch(fakeEhr(), storage);
    expect((await opened(arrive(`state=${first.key}`, ehr, storage))).who().patientId).toBe('p1');
  });

  it('keep their drafts apart', async () => {
    const storage = memoryStorage();
    const one = fakeEhr();
    const two = fakeEhr();
    two.token = { ...two.token, patient: 'p2' };
    const first = await whole(one, storage);
    first.port.kept.save({ decisionId: DECISION, draft, phase: { at: 'editing' } });
    const second = await whole(two, storage);
    expect(second.port.kept.load()).toBeNull();
    expect((await opened(arrive(`state=${first.key}`, one, storage))).kept.load()).toMatchObject({
      decisionId: DECISION,
    });
  });
});

describe('an address that names no launch of this tab', () => {
  it.each([
    ['nothing', '', 'not-launched'],
    ['a code alone', 'code=code-1', 'not-launched'],
    ['another launch', 'state=11111111-2222-4333-8444-555555555555', 'not-here'],
    ['fhirclient’s own key', 'state=SMART_KEY', 'not-launched'],
    ['some key of the storage', 'state=secret', 'not-launched'],
    ['two launches', 'state=11111111-2222-4333-8444-555555555555&state=2', 'not-launched'],
  ])('%s is refused, and the EHR is not asked', async (_, query, kind) => {
    const ehr = fakeEhr();
    const storage = memoryStorage({ SMART_KEY: '"x"', secret: '{}' });
    expect(await arrive(query, ehr, storage)).toMatchObject({ ok: false, problem: { step: 'session', kind } });
    expect(ehr.asked).toEqual([]);
  });

  it('a launch without a code is refused as without a token', async () => {
    const ehr = fakeEhr();
    const storage = memoryStorage();
    const key = await launch(ehr, storage);
    expect(await arrive(`state=${key}`, ehr, storage)).toMatchObject({
      ok: false,
      problem: { step: 'token', kind: 'none' },
    });
  });

  it('a launch that was not used for half an hour is refused and cleared away', async () => {
    const ehr = fakeEhr();
    const { key, storage } = await whole(ehr);
    now += 31 * 60_000;
    expect(await arrive(`state=${key}`, ehr, storage)).toMatchObject({
      ok: false,
      problem: { step: 'session', kind: 'expired' },
    });
    expect(storage.length).toBe(0);
  });

  it('one that is in use stays, however long', async () => {
    const ehr = fakeEhr();
    const { key, storage, port } = await whole(ehr);
    for (let minutes = 0; minutes < 80; minutes += 20) {
      now += 20 * 60_000;
      await port.verifyPatient();
      await launch(fakeEhr(), storage);
    }
    expect((await opened(arrive(`state=${key}`, ehr, storage))).who().patientId).toBe('p1');
  });

  it.each([
    ['the issuer', { iss: 'https://other.example/fhir' }],
    ['the client', { clientId: 'another' }],
  ])('a launch for which site.json has changed %s is refused', async (_, change) => {
    const ehr = fakeEhr();
    const { key, storage } = await whole(ehr);
    expect(
      await arrive(`state=${key}`, ehr, storage, { site: testSite({ issuer: { iss: ehr.iss, ...change } }) }),
    ).toMatchObject({
      ok: false,
      problem: { step: 'session', kind: 'site-changed' },
    });
  });

  it('a token endpoint that is no longer the pinned one gets no code', async () => {
    const ehr = fakeEhr();
    const storage = memoryStorage();
    const key = await launch(ehr, storage);
    const site = testSite({ issuer: { iss: ehr.iss, tokenEndpoint: 'https://auth.example/token' } });
    expect(await arrive(`code=code-1&state=${key}`, ehr, storage, { site })).toMatchObject({
      ok: false,
      problem: { step: 'discovery', kind: 'endpoint-not-pinned' },
    });
    expect(ehr.tokenForms).toHaveLength(0);
  });

  it('a blocked storage says so', async () => {
    const ehr = fakeEhr();
    const state = 'state=11111111-2222-4333-8444-555555555555';
    const throwing = (): Storage => {
      throw new DOMException('denied', 'SecurityError');
    };
    for (const storage of [blockedStorage(), throwing]) {
      expect(await arrive(state, ehr, storage)).toMatchObject({
        ok: false,
        problem: { step: 'session', kind: 'storage-blocked' },
      });
    }
  });
});

describe('the sign-in page leads back with an error', () => {
  it.each([
    ['error=access_denied', 'denied', 'error: access_denied', ''],
    ['error=server_error&error_description=<img src=x onerror=alert(1)>oops', 'refused', 'error: server_error', 'oops'],
    ['error_description=only words', 'refused', '', 'only words'],
  ])('%s', async (query, kind, detail, said) => {
    const ehr = fakeEhr();
    const storage = memoryStorage();
    const key = await launch(ehr, storage);
    const result = await arrive(`${query}&state=${key}`, ehr, storage);
    expect(result).toMatchObject({ ok: false, problem: { step: 'authorize', kind, said } });
    const lines = problemOf(result).detail.split('\n');
    const asked = lines.pop();
    expect(lines.join()).toBe(detail);
    // What the integrator has to register.
    expect(asked).toMatch(/^asked for: launch openid fhirUser patient\//);
    expect(ehr.tokenForms).toHaveLength(0);
  });
});

describe('a server that refuses the request because of a scope', () => {
  const REFUSED = 'error=invalid_scope&error_description=patient/Task.c';
  const scopeIn = (storage: Storage, key: string): string => String(readLaunch(storage, key)?.state['scope']);

  it('is asked again with the same handle, for less, until nothing less would do', async () => {
    const ehr = fakeEhr();
    const storage = memoryStorage();
    const asked: number[] = [];
    for (const last of [false, false, false, true]) {
      const key = await launch(ehr, storage);
      asked.push(scopeIn(storage, key).split(' ').length);
      const result = await arrive(`${REFUSED}&state=${key}`, ehr, storage);
      if (last) {
        expect(result).toMatchObject({ problem: { step: 'authorize', kind: 'scope-refused' } });
        expect(problemOf(result).detail).toMatch(/asked for: .*patient\/Observation.rs$/);
      } else expect(result).toEqual({ ok: false, goTo: `${APP}/launch.html?${query(ehr)}` });
    }
    expect(asked).toEqual(asked.toSorted((a, b) => b - a));
    expect(new Set(asked).size).toBe(4);
  });

  it('and names it is asked for everything but that, and named again, for everything but both', async () => {
    const ehr = fakeEhr();
    const storage = memoryStorage();
    const first = await launch(ehr, storage);
    const all = scopeIn(storage, first).split(' ');
    await arrive(`error=invalid_scope&scope=patient/Goal.rs+patient/Condition.rs+x&state=${first}`, ehr, storage);
    const second = await launch(ehr, storage);
    // Not what is required, whoever names it.
    expect(all.filter((one) => !scopeIn(storage, second).includes(one))).toEqual(['patient/Goal.rs']);
    await arrive(`error=invalid_scope&scope=user/Slot.rs&state=${second}`, ehr, storage);
    const third = await launch(ehr, storage);
    expect(all.filter((one) => !scopeIn(storage, third).includes(one))).toEqual(['patient/Goal.rs', 'user/Slot.rs']);
    const port = await opened(arrive(`code=code-1&state=${third}`, ehr, storage));
    expect(port.who().launch.askedLess).toBe(true);
  });

  it('opens the chart with what it has granted, and the page knows that more was wished for', async () => {
    const ehr = fakeEhr();
    const storage = memoryStorage();
    await arrive(`${REFUSED}&state=${await launch(ehr, storage)}`, ehr, storage);
    const key = await launch(ehr, storage);
    const port = await opened(arrive(`code=code-1&state=${key}`, ehr, storage));
    expect(port.who().launch).toMatchObject({ from: 'chart', askedLess: true });
    expect((await whole(fakeEhr())).port.who().launch).toMatchObject({ from: 'chart', askedLess: false });
  });

  it('with a handle that is good once: the next launch from the chart asks for less, and that is said', async () => {
    const ehr = fakeEhr();
    const storage = memoryStorage();
    await arrive(`${REFUSED}&state=${await launch(ehr, storage)}`, ehr, storage);
    const second = await launch(ehr, storage);
    const less = scopeIn(storage, second);
    expect(await arrive(`error=invalid_request&state=${second}`, ehr, storage)).toMatchObject({
      problem: { step: 'authorize', kind: 'less-next-time' },
    });
    const third = await launch(ehr, storage);
    expect(scopeIn(storage, third)).toBe(less);
    expect((await arrive(`code=code-1&state=${third}`, ehr, storage)).ok).toBe(true);
  });

  it('does not send a page that is loaded again round and round', async () => {
    const ehr = fakeEhr();
    const storage = memoryStorage();
    const key = await launch(ehr, storage);
    expect(await arrive(`${REFUSED}&state=${key}`, ehr, storage)).toHaveProperty('goTo');
    expect(await arrive(`${REFUSED}&state=${key}`, ehr, storage)).toMatchObject({
      problem: { kind: 'less-next-time' },
    });
  });

  it('goes nowhere for an issuer that the site has no longer, or a launch of another tab', async () => {
    const ehr = fakeEhr();
    const storage = memoryStorage();
    const key = await launch(ehr, storage);
    const site = testSite({ issuer: { iss: 'https://other.example/fhir' } });
    expect(await arrive(`${REFUSED}&state=${key}`, ehr, storage, { site })).toHaveProperty('problem');
    expect(await arrive(`${REFUSED}&state=${key}`, ehr, memoryStorage())).toHaveProperty('problem');
    expect(await arrive(`${REFUSED}&state=nothing`, ehr, storage)).toHaveProperty('problem');
    // Anybody can write such an address: none of its words is shown.
    const spoof = await arrive('error=call&error_description=Call+%2B1+555+0199', ehr, storage);
    expect(spoof).toMatchObject({ problem: { kind: 'refused', detail: '', said: '' } });
  });
});

describe('a session that is renewed', () => {
  const renewable = (more: Record<string, unknown> = {}): FakeEhr => {
    const ehr = fakeEhr();
    ehr.token = { ...ehr.token, expires_in: 570, refresh_token: 'refresh-1', ...more };
    let count = 1;
    ehr.refresh = () => {
      count += 1;
      ehr.accepted.add(`secret-token-${count}`);
      return Response.json({
        access_token: `secret-token-${count}`,
        token_type: 'Bearer',
        expires_in: 570,
        refresh_token: `refresh-${count}`,
      });
    };
    return ehr;
  };
  const read = (port: EhrPort) => port.verifyPatient();

  it('reads on with the new token, for which it has asked once, without a secret', async () => {
    const ehr = renewable();
    const { port } = await whole(ehr);
    expect(port.who().expiresAt).toBeNull();
    now += 500_000;
    ehr.accepted.delete('secret-token');
    const results = await Promise.all([read(port), read(port), read(port)]);
    expect(results.map(({ ok }) => ok)).toEqual([true, true, true]);
    expect(ehr.refreshes.map((form) => Object.fromEntries(form))).toEqual([
      { grant_type: 'refresh_token', refresh_token: 'refresh-1', client_id: 'alongside' },
    ]);
  });

  it('goes on after a reload with the newest token, and never uses a refresh token twice', async () => {
    const ehr = renewable();
    const { key, storage, port } = await whole(ehr);
    now += 500_000;
    await read(port);
    const again = await opened(arrive(`state=${key}`, ehr, storage));
    ehr.accepted.delete('secret-token');
    expect((await read(again)).ok).toBe(true);
    now += 500_000;
    expect((await read(again)).ok).toBe(true);
    expect(ehr.refreshes.map((form) => form.get('refresh_token'))).toEqual(['refresh-1', 'refresh-2']);
    expect(ehr.tokenForms).toHaveLength(1);
  });

  it('that is loaded again while the answer is on its way lives as long as its token, and does not ask a second time', async () => {
    const ehr = renewable();
    ehr.refresh = () => new Promise<Response>(() => {});
    const { key, storage, port } = await whole(ehr);
    now += 500_000;
    void read(port);
    await expect.poll(() => ehr.refreshes.length).toBe(1);
    const again = await opened(arrive(`state=${key}`, ehr, storage));
    expect(again.who().expiresAt).toBe(NOW + 570_000);
    expect((await read(again)).ok).toBe(true);
    now += 200_000;
    expect(await read(again)).toMatchObject({ ok: false, problem: { kind: 'session-expired' } });
    expect(ehr.refreshes).toHaveLength(1);
  });

  it.each([
    ['another patient', { patient: 'p2' }],
    ['another user', { id_token: idToken({ aud: 'alongside', exp: NOW / 1000 + 9000, fhirUser: 'Practitioner/d2' }) }],
    ['a user of another app', { id_token: idToken({ aud: 'other', exp: NOW / 1000 + 9000 }) }],
  ])('for %s ends there and then', async (_, answer) => {
    const ehr = renewable({
      id_token: idToken({ aud: 'alongside', exp: NOW / 1000 + 9000, fhirUser: 'Practitioner/d1' }),
    });
    ehr.accepted.add('other-token');
    ehr.refresh = () => Response.json({ access_token: 'other-token', token_type: 'Bearer', ...answer });
    const { key, storage, port } = await whole(ehr);
    const before = ehr.asked.length;
    now += 500_000;
    expect(await read(port)).toMatchObject({ ok: false, problem: { kind: 'session-expired' } });
    expect(ehr.asked.slice(before).filter((one) => one.startsWith('GET'))).toEqual([]);
    expect(port.who().expiresAt).toBe(0);
    // Nothing of it is left: not for a reload, and not at the EHR.
    expect(await arrive(`state=${key}`, ehr, storage)).toMatchObject({ problem: { kind: 'not-here' } });
    await expect.poll(() => ehr.revoked.map((form) => form.get('token'))).toEqual(['other-token', 'refresh-1']);
  });

  it('keeps its times when the identity is older than the token', async () => {
    const ehr = renewable({
      id_token: idToken({ aud: 'alongside', exp: NOW / 1000 + 60, fhirUser: 'Practitioner/d1' }),
    });
    const { key, storage, port } = await whole(ehr);
    for (let round = 0; round < 4; round += 1) {
      now += 500_000;
      await read(port);
    }
    expect((await arrive(`state=${key}`, ehr, storage)).ok).toBe(true);
  });

  it('when the browser keeps nothing more, forgets the token that is spent', async () => {
    const ehr = renewable();
    const { key, storage, port } = await whole(ehr);
    const setItem = storage.setItem.bind(storage);
    storage.setItem = () => {
      throw new DOMException('full', 'QuotaExceededError');
    };
    now += 500_000;
    expect((await read(port)).ok).toBe(true);
    storage.setItem = setItem;
    expect(await arrive(`state=${key}`, ehr, storage)).toMatchObject({ problem: { kind: 'not-here' } });
  });
});

describe('a second sign-in that leads back with the key of a launch that was used', () => {
  // "Back" to the EHR's list of patients, and another one picked there.
  const twice = async () => {
    const ehr = fakeEhr();
    const storage = memoryStorage();
    const key = await launch(ehr, storage);
    const first = await opened(arrive(`code=code-1&state=${key}`, ehr, storage));
    ehr.codes.add('code-2');
    ehr.accepted.add('second-token');
    ehr.token = { ...ehr.token, patient: 'p2', access_token: 'second-token' };
    const second = await opened(arrive(`code=code-2&state=${key}`, ehr, storage));
    return { ehr, storage, key, first, second };
  };

  it('opens the patient who was picked the second time, under a key of its own', async () => {
    const { ehr, storage, key, first, second } = await twice();
    expect([first.who().patientId, second.who().patientId]).toEqual(['p1', 'p2']);
    expect(await second.verifyPatient()).toMatchObject({ ok: true, value: { id: 'p2' } });
    const address = new URL(addresses.at(-1) ?? '').searchParams;
    expect(address.get('state')).not.toBe(key);
    expect(address.has('code')).toBe(false);
    const again = await opened(arrive(`state=${address.get('state')}`, ehr, storage));
    expect(again.who().patientId).toBe('p2');
  });

  it('leaves nothing of the first: not in the tab, and not at the EHR', async () => {
    const { ehr, storage, key } = await twice();
    expect(await arrive(`state=${key}`, ehr, storage)).toMatchObject({ problem: { kind: 'not-here' } });
    await expect.poll(() => ehr.revoked.map((form) => form.get('token'))).toEqual(['secret-token']);
  });

  it('that the EHR does not accept opens nothing, also after a reload', async () => {
    const ehr = fakeEhr();
    const { key, storage } = await whole(ehr);
    expect(await arrive(`code=forged&state=${key}`, ehr, storage)).toMatchObject({
      problem: { step: 'token', kind: 'refused' },
    });
    const now = new URL(addresses.at(-1) ?? '').searchParams.get('state');
    expect(await arrive(`state=${now}`, ehr, storage)).toMatchObject({ problem: { step: 'token', kind: 'none' } });
    expect(await arrive(`state=${key}`, ehr, storage)).toMatchObject({ problem: { kind: 'not-here' } });
  });

  it('with the same code is no second one: it opens what is there, and asks nothing', async () => {
    const ehr = fakeEhr();
    const { key, storage } = await whole(ehr);
    const again = await opened(arrive(`code=code-1&state=${key}`, ehr, storage));
    expect(again.who().patientId).toBe('p1');
    expect(ehr.tokenForms).toHaveLength(1);
  });
});

describe('other windows', () => {
  /** Pages of one browser, as a BroadcastChannel joins them. */
  const joined = () => {
    const listeners: ((message: unknown) => void)[] = [];
    return {
      tell: (message: unknown) => listeners.forEach((one) => one(message)),
      listen: (one: (message: unknown) => void) => void listeners.push(one),
    };
  };

  /** A launch that is open twice: in its tab, and in a copy of that tab. */
  const duplicated = async () => {
    const ehr = fakeEhr();
    const others = joined();
    const storage = memoryStorage();
    const key = await launch(ehr, storage);
    const port = await opened(arrive(`code=code-1&state=${key}`, ehr, storage, { others }));
    const copy = memoryStorage(Object.fromEntries(entriesOf(storage)));
    const other = await opened(arrive(`state=${key}`, ehr, copy, { others }));
    return { port, storage, copy, other, key };
  };

  it('forget a launch that was ended in one of them: a duplicated tab has a copy of its token', async () => {
    const ehr = fakeEhr();
    ehr.configuration = { ...ehr.configuration, revocation_endpoint: undefined };
    const others = joined();
    const storage = memoryStorage();
    const key = await launch(ehr, storage);
    const port = await opened(arrive(`code=code-1&state=${key}`, ehr, storage, { others }));
    const copy = memoryStorage(Object.fromEntries(entriesOf(storage)));
    expect(copy.length).toBe(1);
    await arrive(`state=${key}`, ehr, copy, { others });
    port.life.end({ keepDraft: false });
    expect(copy.length).toBe(0);
  });

  it('write nothing down any more when the user was done in one of them', async () => {
    const { port, copy, other } = await duplicated();
    port.life.end({ keepDraft: false });
    other.kept.save({ decisionId: DECISION, draft, phase: { at: 'editing' } });
    expect(copy.length).toBe(0);
    expect(other.kept.isStored()).toBe(false);
  });

  describe('of which one has sent, when the user is done in another', () => {
    const lost = { outcome: 'unknown', via: 'fhir-create', why: problem('network', 'x') } as const;
    const sending = { decisionId: DECISION, draft, phase: { at: 'sending', since: 1, via: 'fhir-create' } } as const;
    const unsent = { decisionId: OTHER_DECISION, draft, phase: { at: 'editing' } } as const;

    const two = async () => {
      const { port, key, ...rest } = await duplicated();
      return {
        ...rest,
        done: () => port.life.end({ keepDraft: false }),
        noted: (): Partial<KeptEntry> | null => readKept(rest.copy, keptKey(key)),
      };
    };

    it('keeps the note of it, and takes down what becomes of it', async () => {
      const { done, storage, copy, other, noted } = await two();
      other.kept.save(sending);
      done();
      expect(noted()).toMatchObject({ kept: sending, ways: { [DECISION]: 'fhir-create' } });
      other.kept.save({ ...sending, phase: { at: 'settled', time: 2, outcome: lost } });
      expect(noted()).toMatchObject({ kept: { phase: { outcome: lost } } });
      expect(other.kept.isStored()).toBe(true);
      // The token has gone, and the page in which it was done keeps nothing at all.
      expect(entriesOf(copy)).toHaveLength(1);
      expect(entriesOf(storage)).toEqual([]);
    });

    it('keeps it also when it leaves only then', async () => {
      const { done, copy, other, noted } = await two();
      done();
      other.kept.save(unsent);
      expect(copy.length).toBe(0);
      other.kept.save(sending);
      expect(noted()).toMatchObject({ kept: sending });
    });

    it('keeps nothing of another draft, that never left', async () => {
      const { done, other, noted } = await two();
      other.kept.save(sending);
      other.kept.save(unsent);
      done();
      expect(noted()).toMatchObject({ kept: null, ways: { [DECISION]: 'fhir-create' } });
      other.kept.save(unsent);
      expect(noted()?.kept).toBeNull();
      expect(other.kept.isStored()).toBe(false);
    });
  });

  it('go on writing when nobody was there in one of them: somebody may be here', async () => {
    const { port, copy, other } = await duplicated();
    port.life.end({ keepDraft: true });
    other.kept.save({ decisionId: DECISION, draft, phase: { at: 'editing' } });
    expect(copy.length).toBe(1);
    expect(other.kept.isStored()).toBe(true);
  });

  it.each([{ ended: 7 }, { ended: '' }, {}, null, 'ended'])('are not moved by %j', async (message) => {
    const ehr = fakeEhr();
    const others = joined();
    const storage = memoryStorage();
    const key = await launch(ehr, storage);
    await opened(arrive(`code=code-1&state=${key}`, ehr, storage, { others }));
    others.tell(message);
    expect(storage.length).toBe(1);
  });

  it('know which chart of a tab was opened last', async () => {
    const ehr = fakeEhr();
    const storage = memoryStorage();
    const first = await launch(ehr, storage);
    expect((await opened(arrive(`code=code-1&state=${first}`, ehr, storage))).who().launch.isEarlier).toBe(false);
    now += 1000;
    ehr.codes.add('code-2');
    const second = await opened(arrive(`code=code-2&state=${await launch(ehr, storage)}`, ehr, storage));
    expect(second.who().launch.isEarlier).toBe(false);
    expect((await opened(arrive(`state=${first}`, ehr, storage))).who().launch.isEarlier).toBe(true);
  });
});

describe('the end of a session', () => {
  const DRAFT = { decisionId: DECISION, draft, phase: { at: 'editing' } } as const;
  const withUser = () => {
    const ehr = fakeEhr();
    ehr.token = {
      ...ehr.token,
      id_token: idToken({ aud: 'alongside', exp: NOW / 1000 + 9000, fhirUser: 'Practitioner/d1' }),
    };
    return ehr;
  };

  it.each([
    ['the refresh token, which takes the others along', { refresh_token: 'refresh-1' }, 'refresh-1', 'refresh_token'],
    ['the access token, where there is no other', {}, 'secret-token', 'access_token'],
  ])('gives back %s', async (_, token, given, hint) => {
    const ehr = fakeEhr();
    ehr.token = { ...ehr.token, ...token };
    const { port } = await whole(ehr);
    port.life.end({ keepDraft: false });
    await expect.poll(() => ehr.revoked.length).toBe(1);
    expect(Object.fromEntries(ehr.revoked[0] ?? [])).toEqual({
      token: given,
      token_type_hint: hint,
      client_id: 'alongside',
    });
  });

  it('gives it back where the site says, whatever the EHR names', async () => {
    const ehr = fakeEhr();
    const pinned = `${new URL(ehr.iss).origin}/revoke`;
    ehr.configuration = { ...ehr.configuration, revocation_endpoint: undefined };
    const storage = memoryStorage();
    const key = await launch(ehr, storage);
    const site = testSite({ issuer: { iss: ehr.iss, revocationEndpoint: pinned } });
    const port = await opened(arrive(`code=code-1&state=${key}`, ehr, storage, { site }));
    port.life.end({ keepDraft: false });
    await expect.poll(() => ehr.revoked.length).toBe(1);
  });

  it.each([
    ['on another host', { revocation_endpoint: 'https://elsewhere.example/revoke' }],
    ['that is no address', { revocation_endpoint: 'revoke' }],
    ['that nobody names', { revocation_endpoint: undefined }],
  ])('gives nothing back to an address %s', async (_, change) => {
    const heard: string[] = [];
    server.use(http.post('https://elsewhere.example/*', ({ request }) => void heard.push(request.url)));
    const ehr = fakeEhr();
    ehr.configuration = { ...ehr.configuration, ...change };
    const { port } = await whole(ehr);
    const sent = vi.spyOn(globalThis, 'fetch');
    port.life.end({ keepDraft: false });
    expect(sent).not.toHaveBeenCalled();
    expect([...ehr.revoked, ...heard]).toEqual([]);
  });

  it('leaves nothing in the tab when the user is done, also of what the page writes while it goes', async () => {
    const ehr = withUser();
    const { port, storage, key } = await whole(ehr);
    port.kept.save(DRAFT);
    port.life.end({ keepDraft: false });
    port.kept.save(DRAFT);
    expect(storage.length).toBe(0);
    expect(await port.verifyPatient()).toMatchObject({ ok: false, problem: { kind: 'session-expired' } });
    expect(await arrive(`state=${key}`, ehr, storage)).toMatchObject({ problem: { kind: 'not-here' } });
  });

  it('keeps the draft, not the token, when nobody was there; the next launch picks it up within half an hour', async () => {
    const ehr = withUser();
    const { port, storage } = await whole(ehr);
    port.kept.save(DRAFT);
    now += 30 * 60_000;
    port.life.end({ keepDraft: true });
    expect(storage.length).toBe(1);
    expect(JSON.stringify(Object.fromEntries(entriesOf(storage)))).not.toMatch(/secret-token/);
    now += 25 * 60_000;
    ehr.codes.add('code-2');
    const next = await opened(arrive(`code=code-2&state=${await launch(ehr, storage)}`, ehr, storage));
    expect(next.kept.load()).toEqual(DRAFT);
  });

  /** A page with words that are written down a moment later, and one more way to say something. */
  const atWork = async (ehr = withUser()) => {
    const page = await whole(ehr);
    page.port.kept.save(DRAFT);
    const referral = startReferral(page.port, {
      serviceIds: [],
      stopAt: [],
      patient: () => null,
      answer: () => null,
      now: () => now,
      mintId: () => DECISION,
    });
    const visit = startVisit(
      page.port,
      () => now,
      () => DECISION,
    );
    return {
      ...page,
      referral,
      sayLate: () => {
        referral.edit({ question: 'Typed late.' });
        referral.flush();
        visit.enter({ is: 'distress', score: 7 }, { lo: 1, hi: 1, precision: 'day', minutes: null }, 1);
      },
    };
  };

  it.each([
    ['with the draft', false],
    ['but for the draft', true],
  ])('that has ended %s hears nothing more: neither words on their way, nor a later change', async (_, keepDraft) => {
    const { port, storage, referral, sayLate } = await atWork();
    referral.edit({ question: 'Typed a moment before.' });
    port.life.end({ keepDraft });
    const left = entriesOf(storage);
    expect(left).toHaveLength(keepDraft ? 1 : 0);
    referral.flush();
    sayLate();
    await new Promise((done) => setTimeout(done, KEEP_AFTER_MS + 50));
    expect(entriesOf(storage)).toEqual(left);
    // Nor does it claim that it did: the words are in this page alone.
    expect(port.kept.isStored()).toBe(false);
  });

  it('hears nothing more once a renewal has brought somebody else', async () => {
    const ehr = withUser();
    ehr.token = { ...ehr.token, refresh_token: 'refresh-1', expires_in: 570 };
    ehr.refresh = () => HttpResponse.json({ ...ehr.token, access_token: 'other-token', patient: 'p2' });
    const { port, storage, sayLate } = await atWork(ehr);
    now += 500_000;
    expect(await port.verifyPatient()).toMatchObject({ ok: false, problem: { kind: 'session-expired' } });
    const left = entriesOf(storage);
    sayLate();
    expect(entriesOf(storage)).toEqual(left);
    expect(port.kept.isStored()).toBe(false);
  });

  it('that is over by its time alone still takes what is typed: the next launch finds it', async () => {
    const { port, storage, sayLate } = await atWork();
    now += 2 * 3_600_000;
    sayLate();
    expect(JSON.stringify(entriesOf(storage))).toContain('Typed late.');
    expect(port.kept.isStored()).toBe(true);
  });

  it('leaves no words in the tab for longer than it says, also on the page that says so', async () => {
    const ehr = withUser();
    const { port, storage } = await whole(ehr);
    port.kept.save(DRAFT);
    port.life.end({ keepDraft: true });
    now += 31 * 60_000;
    await arrive('closed=idle', ehr, storage);
    expect(storage.length).toBe(0);
  });

  it.each([
    [45, 'keeps the draft: the computer slept, or the clock has jumped', true],
    [65, 'keeps nothing', false],
    [-600, 'keeps nothing: the clock was set back by hours', false],
  ])('found at a reload %d minutes after the last use, %s', async (minutes, _, isKept) => {
    const ehr = withUser();
    const { key, port, storage } = await whole(ehr);
    port.kept.save(DRAFT);
    now += minutes * 60_000;
    expect(await arrive(`state=${key}`, ehr, storage)).toMatchObject({ problem: { kind: 'expired' } });
    expect(JSON.stringify(entriesOf(storage))).not.toContain('secret-token');
    expect(storage.length).toBe(isKept ? 1 : 0);
  });

  it.each(['done', 'idle'])('is said at ?closed=%s, and nothing is read', async (how) => {
    const ehr = fakeEhr();
    expect(await arrive(`closed=${how}`, ehr, memoryStorage())).toMatchObject({
      problem: { step: 'session', kind: how },
    });
    expect(ehr.asked).toEqual([]);
  });
});

describe('the launch', () => {
  const launchedWith = async (token: Record<string, unknown>, issuer = {}) => {
    const ehr = fakeEhr();
    ehr.token = { ...ehr.token, ...token };
    const storage = memoryStorage();
    const key = await launch(ehr, storage);
    const site = testSite({ issuer: { iss: ehr.iss, ...issuer } });
    return { ehr, result: await arrive(`code=code-1&state=${key}`, ehr, storage, { site }) };
  };
  const seen = async (token: Record<string, unknown>) => {
    const { result } = await launchedWith(token);
    return (await opened(Promise.resolve(result))).who().launch;
  };

  it('tells what else was open, as far as it lies on this server', async () => {
    const fhirContext = [
      { reference: 'ServiceRequest/12' },
      { reference: 'ServiceRequest/12', role: 'x' },
      'Appointment/7',
      { reference: 'https://elsewhere.example/fhir/Appointment/8' },
      { reference: '#contained' },
      { canonical: 'https://example.org/x' },
      null,
      7,
    ];
    expect((await seen({ fhirContext })).open).toEqual(['ServiceRequest/12', 'Appointment/7']);
    expect((await seen({ fhirContext: 'ServiceRequest/12' })).open).toEqual([]);
    const many = Array.from({ length: 300 }, (_, n) => ({ reference: `Task/${n}` }));
    expect((await seen({ fhirContext: many })).open).toHaveLength(20);
  });

  it.each([
    ['palliative-referral', 'palliative-referral'],
    ['<b>', null],
    ['x'.repeat(65), null],
    [7, null],
    [undefined, null],
  ])('with intent %s has %s', async (intent, expected) => {
    expect((await seen({ intent })).intent).toBe(expected);
  });

  it('takes the EHR’s look from a configured host only', async () => {
    const ehr = fakeEhr();
    const { origin } = new URL(ehr.iss);
    ehr.token = { ...ehr.token, smart_style_url: `${origin}/style.json` };
    expect((await whole(ehr)).port.who().launch.styleUrl).toBe(`${origin}/style.json`);
    for (const address of ['https://elsewhere.example/style.json', 'javascript:alert(1)', '/style.json', 7])
      expect((await seen({ smart_style_url: address })).styleUrl).toBeNull();
  });

  it.each([
    ['another organization', { tenant: 'other' }],
    ['no organization', {}],
    ['an organization that is no text', { tenant: ['riverside'] }],
  ])('of %s stops where the site names its own', async (_, token) => {
    const { result, ehr } = await launchedWith(token, { tenants: ['riverside'] });
    expect(result).toMatchObject({ problem: { step: 'context', kind: 'tenant-not-configured' } });
    expect(ehr.asked.filter((one) => one.startsWith('GET /fhir/Patient'))).toEqual([]);
    expect((await launchedWith({ tenant: 'riverside' }, { tenants: ['riverside'] })).result.ok).toBe(true);
    expect((await launchedWith(token)).result.ok).toBe(true);
  });

  it.each([
    [3600, NOW + 3_600_000],
    ['3600', NOW + 3_600_000],
    ['soon', null],
    [null, null],
    [Infinity, null],
    [{}, null],
  ])('with expires_in %s ends at %s', async (seconds, ends) => {
    const { result } = await launchedWith({ expires_in: seconds });
    expect((await opened(Promise.resolve(result))).who().expiresAt).toBe(ends);
  });
});

describe('the exchange of the code', () => {
  const exchange = async (ehr: FakeEhr, storage = memoryStorage()) => {
    const key = await launch(ehr, storage);
    return { key, storage, result: await arrive(`code=code-1&state=${key}`, ehr, storage) };
  };
  const tokenAnswer = (answer: () => Response) => fakeEhr((iss) => http.post(`${new URL(iss).origin}/token`, answer));

  it('that was refused names step and status', async () => {
    const ehr = fakeEhr();
    ehr.codes.clear();
    expect((await exchange(ehr)).result).toMatchObject({
      ok: false,
      problem: { step: 'token', kind: 'refused', detail: 'token endpoint: HTTP 400, invalid_grant' },
    });
  });

  it('that has failed is not taken for a session by a reload', async () => {
    const ehr = fakeEhr();
    ehr.codes.clear();
    const { key, storage } = await exchange(ehr);
    expect(await arrive(`state=${key}`, ehr, storage)).toMatchObject({
      ok: false,
      problem: { step: 'token', kind: 'none' },
    });
  });

  it('that was not answered says so', async () => {
    expect((await exchange(tokenAnswer(() => HttpResponse.error()))).result).toMatchObject({
      ok: false,
      problem: { step: 'token', kind: 'no-answer' },
    });
  });

  it.each([
    ['a page', () => HttpResponse.html('<html>')],
    ['nothing', () => HttpResponse.json({})],
    ['broken JSON', () => new HttpResponse('{', { headers: { 'Content-Type': 'application/json' } })],
  ] as const)('that was answered with %s is unreadable', async (_, answer) => {
    const { result } = await exchange(tokenAnswer(answer));
    expect(result).toMatchObject({ ok: false, problem: { step: 'token', kind: 'unreadable' } });
  });
});

describe('what came with the token', () => {
  const refusal = async (token: Record<string, unknown>) => {
    const ehr = fakeEhr();
    ehr.token = { ...ehr.token, ...token };
    const storage = memoryStorage();
    const key = await launch(ehr, storage);
    const result = await arrive(`code=code-1&state=${key}`, ehr, storage);
    return { result, ehr };
  };

  it.each([
    ['no patient', { patient: undefined }, 'context', 'no-patient'],
    ['a patient that is a path', { patient: '../Patient/2' }, 'context', 'patient-unreadable'],
    ['a patient that is a number', { patient: 7 }, 'context', 'patient-unreadable'],
    ['a token of another kind', { token_type: 'mac' }, 'token', 'unreadable'],
    [
      'a patient as user',
      { id_token: idToken({ aud: 'alongside', exp: NOW / 1000 + 60, fhirUser: 'Patient/p1' }) },
      'user',
      'not-a-clinician',
    ],
    [
      'a relative as user',
      { id_token: idToken({ aud: 'alongside', exp: NOW / 1000 + 60, fhirUser: 'https://x.example/RelatedPerson/1' }) },
      'user',
      'not-a-clinician',
    ],
    [
      'an identity for another app',
      { id_token: idToken({ aud: 'other', exp: NOW / 1000 + 60, fhirUser: 'Practitioner/d1' }) },
      'user',
      'identity-for-another-app',
    ],
    [
      'an identity that is past',
      { id_token: idToken({ aud: 'alongside', exp: NOW / 1000 - 601, fhirUser: 'Practitioner/d1' }) },
      'user',
      'identity-expired',
    ],
    ['an identity that cannot be read', { id_token: 'x.y.z' }, 'user', 'identity-unreadable'],
  ])('%s stops it, and no chart is read', async (_, token, step, kind) => {
    const { result, ehr } = await refusal(token);
    expect(result).toMatchObject({ ok: false, problem: { step, kind } });
    expect(ehr.asked.filter((one) => one.startsWith('GET /fhir/Patient'))).toEqual([]);
  });

  it('does not go into a problem’s technical lines', async () => {
    const { result } = await refusal({ patient: 'MRN 00421' });
    expect(JSON.stringify(result)).not.toMatch(/00421|secret-token/);
  });
});

describe('the user', () => {
  const role = (more: Record<string, unknown> = {}) => ({
    resourceType: 'PractitionerRole',
    id: 'r1',
    practitioner: { reference: 'Practitioner/d1' },
    specialty: [{ coding: [{ system: ONCOLOGIST.split('|')[0], code: ONCOLOGIST.split('|')[1] }] }],
    ...more,
  });
  const signedIn = (fhirUser: string, exp = NOW / 1000 + 60) => {
    const ehr = fakeEhr(
      (iss) =>
        http.get(`${iss}/Practitioner/d1`, () =>
          HttpResponse.json({
            resourceType: 'Practitioner',
            id: 'd1',
            name: [{ prefix: ['Dr.'], given: ['Ada'], family: 'Okafor–Müller' }],
          }),
        ),
      (iss) =>
        http.get(`${iss}/PractitionerRole`, () =>
          HttpResponse.json({ resourceType: 'Bundle', entry: [{ resource: role() }] }),
        ),
    );
    ehr.token = { ...ehr.token, id_token: idToken({ aud: ['x', 'alongside'], exp, fhirUser, name: 'Zoë' }) };
    return ehr;
  };
  const settle = () => new Promise((done) => setTimeout(done, 20));

  it('is named with role and name, also after a reload when the identity has expired', async () => {
    const ehr = signedIn('Practitioner/d1', NOW / 1000 + 300);
    const { key, storage, port } = await whole(ehr);
    await settle();
    expect(port.who().user).toEqual({
      reference: 'Practitioner/d1',
      name: 'Dr. Ada Okafor–Müller',
      role: 'prescriber',
    });
    now += 20 * 60_000;
    expect((await opened(arrive(`state=${key}`, ehr, storage))).who().user?.reference).toBe('Practitioner/d1');
  });

  it('whose clock is ten minutes off is let in', async () => {
    expect((await whole(signedIn('Practitioner/d1', NOW / 1000 - 599))).port.who().user?.reference).toBe(
      'Practitioner/d1',
    );
  });

  it('on another server is not read there', async () => {
    const heard: string[] = [];
    server.use(
      http.all('https://directory.example/*', ({ request }) => (heard.push(request.url), HttpResponse.json({}))),
    );
    const { port } = await whole(signedIn('https://directory.example/fhir/Practitioner/d1'));
    await settle();
    expect(port.who().user).toEqual({
      reference: 'https://directory.example/fhir/Practitioner/d1',
      name: null,
      role: 'unknown',
    });
    expect(heard).toEqual([]);
  });

  it('is known by reference alone where the directory is not granted', async () => {
    const ehr = signedIn('Practitioner/d1');
    ehr.token = { ...ehr.token, scope: 'patient/Patient.r' };
    const { port } = await whole(ehr);
    await settle();
    expect(port.who().user).toEqual({ reference: 'Practitioner/d1', name: null, role: 'unknown' });
    expect(ehr.asked.filter((one) => one.includes('Practitioner'))).toEqual([]);
  });
});

describe('a draft', () => {
  const ofOkafor = (patient = 'p1', user = 'Practitioner/d1'): FakeEhr => {
    const ehr = fakeEhr();
    ehr.token = {
      ...ehr.token,
      patient,
      id_token: idToken({ aud: 'alongside', exp: NOW / 1000 + 60, fhirUser: user }),
    };
    return ehr;
  };
  const write = (port: EhrPort): void => port.kept.save({ decisionId: DECISION, draft, phase: { at: 'editing' } });
  const relaunch = async (ehr: FakeEhr, storage: Storage, locks?: Locks): Promise<EhrPort> => {
    ehr.codes.add('code-1');
    const key = await launch(ehr, storage);
    return await opened(arrive(`code=code-1&state=${key}`, ehr, storage, locks === undefined ? {} : { locks }));
  };

  it('survives the end of the session: the next launch of the same patient and user has it', async () => {
    const ehr = ofOkafor();
    const { storage, port } = await whole(ehr);
    write(port);
    const next = await relaunch(ehr, storage);
    expect(next.kept.load()).toMatchObject({ decisionId: DECISION, draft });
    // It has moved, it was not copied.
    expect((await relaunch(ehr, storage)).kept.load()).toMatchObject({ decisionId: DECISION });
    expect(
      Array.from({ length: storage.length }, (_, index) => storage.key(index)).filter((name) =>
        name?.startsWith('alongside.kept.'),
      ),
    ).toHaveLength(1);
  });

  it.each([
    ['another patient', (ehr: FakeEhr) => (ehr.token = { ...ehr.token, patient: 'p2' })],
    [
      'another user',
      (ehr: FakeEhr) =>
        (ehr.token = {
          ...ehr.token,
          id_token: idToken({ aud: 'alongside', exp: NOW / 1000 + 60, fhirUser: 'Practitioner/d2' }),
        }),
    ],
    ['nobody', (ehr: FakeEhr) => (ehr.token = { ...ehr.token, id_token: undefined })],
  ])('is not given to %s', async (_, change) => {
    const ehr = ofOkafor();
    const { storage, port } = await whole(ehr);
    write(port);
    change(ehr);
    expect((await relaunch(ehr, storage)).kept.load()).toBeNull();
  });

  it('is not taken from a page that is alive', async () => {
    const browser = browserLocks();
    const ehr = ofOkafor();
    const storage = memoryStorage();
    const key = await launch(ehr, storage);
    const first = browser.page();
    const port = await opened(arrive(`code=code-1&state=${key}`, ehr, storage, { locks: first }));
    write(port);
    expect((await relaunch(ehr, storage, browser.page())).kept.load()).toBeNull();
    expect(port.kept.load()).toMatchObject({ decisionId: DECISION });
    first.end();
    expect((await relaunch(ehr, storage, browser.page())).kept.load()).toMatchObject({ decisionId: DECISION });
  });
});

describe('a storage that is full', () => {
  const fill = (storage: Storage): void => {
    storage.setItem = () => {
      throw new DOMException('full', 'QuotaExceededError');
    };
  };

  it('does not stop what is read: nothing of it depends on the note', async () => {
    const { storage, port } = await whole(fakeEhr());
    fill(storage);
    now += 5 * 60_000;
    expect(await port.verifyPatient()).toMatchObject({ ok: true });
  });

  it('is named when the token cannot be kept', async () => {
    const ehr = fakeEhr();
    const storage = memoryStorage();
    const key = await launch(ehr, storage);
    fill(storage);
    expect(await arrive(`code=code-1&state=${key}`, ehr, storage)).toMatchObject({
      ok: false,
      problem: { step: 'session', kind: 'storage-blocked' },
    });
  });

  it('opens the chart without a draft that cannot be moved', async () => {
    const ehr = fakeEhr();
    ehr.token = {
      ...ehr.token,
      id_token: idToken({ aud: 'alongside', exp: NOW / 1000 + 60, fhirUser: 'Practitioner/d1' }),
    };
    const first = await whole(ehr);
    first.port.kept.save({ decisionId: DECISION, draft, phase: { at: 'editing' } });
    ehr.codes.add('code-1');
    const key = await launch(ehr, first.storage);
    const setItem = first.storage.setItem.bind(first.storage);
    first.storage.setItem = (name, value) => {
      if (name === `alongside.kept.${key}`) throw new DOMException('full', 'QuotaExceededError');
      setItem(name, value);
    };
    expect((await opened(arrive(`code=code-1&state=${key}`, ehr, first.storage))).kept.load()).toBeNull();
  });
});

describe('a draft at work', () => {
  it('renews the launch by being written, so that a reload finds both', async () => {
    const ehr = fakeEhr();
    const { key, storage, port } = await whole(ehr);
    for (const minutes of [20, 20]) {
      now += minutes * 60_000;
      port.kept.save({ decisionId: DECISION, draft, phase: { at: 'editing' } });
    }
    expect((await opened(arrive(`state=${key}`, ehr, storage))).kept.load()).toMatchObject({ decisionId: DECISION });
  });

  it('is there after 32 minutes in which only the server was asked', async () => {
    const ehr = fakeEhr();
    const { key, storage, port } = await whole(ehr);
    port.kept.save({ decisionId: DECISION, draft, phase: { at: 'editing' } });
    for (const minutes of [16, 16]) {
      now += minutes * 60_000;
      await port.verifyPatient();
    }
    await launch(fakeEhr(), storage);
    expect((await opened(arrive(`state=${key}`, ehr, storage))).kept.load()).toMatchObject({ decisionId: DECISION });
  });
});

describe('a duplicated tab', () => {
  it('is refused while the first is open, and works after it', async () => {
    const browser = browserLocks();
    const ehr = fakeEhr();
    const storage = memoryStorage();
    const key = await launch(ehr, storage);
    const first = browser.page();
    await opened(arrive(`code=code-1&state=${key}`, ehr, storage, { locks: first }));
    const copy = memoryStorage(
      Object.fromEntries(
        Array.from({ length: storage.length }, (_, index) => [
          storage.key(index) ?? '',
          storage.getItem(storage.key(index) ?? '') ?? '',
        ]),
      ),
    );
    expect(await arrive(`state=${key}`, ehr, copy, { locks: browser.page() })).toMatchObject({
      ok: false,
      problem: { step: 'session', kind: 'open-elsewhere' },
    });
    first.end();
    expect((await opened(arrive(`state=${key}`, ehr, copy, { locks: browser.page() }))).who().patientId).toBe('p1');
  });

  it('works where the browser has no locks', async () => {
    const ehr = fakeEhr();
    const { key, storage } = await whole(ehr);
    expect((await arrive(`state=${key}`, ehr, storage)).ok).toBe(true);
  });
});
