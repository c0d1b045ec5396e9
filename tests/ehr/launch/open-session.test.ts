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
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { OpenedSession } from '../../../src/ehr/launch/open-session.ts';
import type { EhrPort } from '../../../src/ehr/port.ts';
import { blockedStorage } from '../support/memory-storage.ts';
import { DECISION, draft } from '../support/referrals.ts';
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
    address: `${APP}/launch.html?${new URLSearchParams({ iss: ehr.iss, launch: 'handle' }).toString()}`,
    storage: () => storage,
    now: () => now,
    randomUUID: () => crypto.randomUUID(),
    readSite: async () => ({ ok: true, value: siteOf(ehr) }),
  });
  return new URL(started.ok ? started.value : 'https://failed.example').searchParams.get('state') ?? '';
}

type Locks = Pick<LockManager, 'request'>;

/** index.html in a fresh page. */
async function arrive(
  query: string,
  ehr: FakeEhr,
  storage: Storage | (() => Storage),
  more: { locks?: Locks; site?: ReturnType<typeof testSite> } = {},
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
  });
}

async function opened(session: Promise<OpenedSession>): Promise<EhrPort> {
  const result = await session;
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
    ['error=access_denied', 'denied', 'access_denied'],
    ['error=invalid_scope&error_description=patient/Task.c', 'scope-refused', 'invalid_scope: patient/Task.c'],
    ['error=server_error&error_description=<img src=x onerror=alert(1)>oops', 'refused', 'server_error: oops'],
    ['error_description=only words', 'refused', 'only words'],
  ])('%s', async (query, kind, detail) => {
    const ehr = fakeEhr();
    const storage = memoryStorage();
    const key = await launch(ehr, storage);
    expect(await arrive(`${query}&state=${key}`, ehr, storage)).toEqual({
      ok: false,
      problem: { step: 'authorize', kind, detail },
    });
    expect(ehr.tokenForms).toHaveLength(0);
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
      problem: { step: 'token', kind: 'refused', detail: 'token endpoint: HTTP 400' },
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
    expect(port.who().user).toEqual({ reference: 'Practitioner/d1', name: 'Dr. Ada Okafor–Müller', maySign: true });
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
      maySign: false,
    });
    expect(heard).toEqual([]);
  });

  it('is known by reference alone where the directory is not granted', async () => {
    const ehr = signedIn('Practitioner/d1');
    ehr.token = { ...ehr.token, scope: 'patient/Patient.r' };
    const { port } = await whole(ehr);
    await settle();
    expect(port.who().user).toEqual({ reference: 'Practitioner/d1', name: null, maySign: false });
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
