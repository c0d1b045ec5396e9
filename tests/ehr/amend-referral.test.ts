/** A referral on record is changed once, by a press, of the right patient, in the version that was shown; what became of it is what was seen. */
import type { ServiceRequest } from 'fhir/r4';
import { describe, expect, it } from 'vitest';
import type { Amendment, AmendmentOutcome } from '../../src/domain/referral/amendment.ts';
import { isoDay, parseWhen } from '../../src/domain/logic/when.ts';
import { createGateway } from '../../src/ehr/gateway/gateway.ts';
import { createKeptStore, mayHaveLeftIn, readKept, type Binding } from '../../src/ehr/kept-referral.ts';
import type { AmendmentOrder, EhrPort, FollowUpPort } from '../../src/ehr/port.ts';
import type { SendLock } from '../../src/ehr/send-lock.ts';
import { createSmartEhr, type SmartEhrOptions } from '../../src/ehr/smart-ehr.ts';
import { parseScopes } from '../../src/ehr/sources/scopes.ts';
import { CAPABILITIES, chartServer, PATIENT, type Answers, type ChartServer } from './support/chart-server.ts';
import { BASE, bundle, json, lost, noSleep, outcome, type Asked } from './support/fake-fetch.ts';
import { FROM_CHART, fixedLife } from './support/life.ts';
import { memoryStorage } from './support/memory-storage.ts';
import { testSite } from './support/site.ts';

const NOW = Date.UTC(2026, 10, 21, 15, 0, 0);
const BINDING: Binding = { issuer: BASE, patientId: 'p1', user: 'Practitioner/d1' };
const REFERENCE = 'ServiceRequest/sr1';

/** Prepared by the clinic nurse, with an element that this product does not know. */
const DRAFT: ServiceRequest & { readonly bodySite: readonly unknown[] } = {
  resourceType: 'ServiceRequest',
  id: 'sr1',
  meta: { versionId: '1' },
  status: 'draft',
  intent: 'proposal',
  priority: 'routine',
  code: {
    coding: [{ system: 'http://snomed.info/sct', code: '306237005' }],
    text: 'Referral to palliative care service',
  },
  subject: { reference: 'Patient/p1' },
  authoredOn: '2026-11-19T10:00:00-05:00',
  requester: { reference: 'Practitioner/n1', display: 'Nora Nurse' },
  note: [{ text: 'Two hospital stays in 90 days.' }],
  text: { status: 'generated', div: '<div xmlns="http://www.w3.org/1999/xhtml">draft</div>' },
  bodySite: [{ text: 'kept as it came' }],
};
const ACTIVE: ServiceRequest = { ...DRAFT, status: 'active', intent: 'order' };

const SAYS: Amendment = { action: 'sign', why: null, priority: null, visitDays: null, note: '', patientAgrees: true };
const sign = SAYS;
const cancel: Amendment = { ...SAYS, action: 'cancel', why: 'ordered-already', patientAgrees: false };
const urgent: Amendment = {
  ...SAYS,
  action: 'change',
  priority: 'urgent',
  note: 'Pain is worse.',
  patientAgrees: false,
};
const wrongPatient: Amendment = { ...SAYS, action: 'wrong-patient', patientAgrees: false };

const canUpdate = {
  ...CAPABILITIES,
  rest: [
    { mode: 'server', resource: [{ type: 'ServiceRequest', interaction: [{ code: 'create' }, { code: 'update' }] }] },
  ],
};

interface World {
  readonly ehr: EhrPort;
  readonly port: FollowUpPort;
  readonly server: ChartServer;
  readonly storage: Storage;
  /** The referral as the EHR has it. */
  now(): ServiceRequest;
  /** Somebody else changes it. */
  change(to: Partial<ServiceRequest>): void;
  puts(): readonly Asked[];
}

interface Change extends Partial<SmartEhrOptions> {
  readonly on?: ServiceRequest;
  readonly scope?: string;
  readonly updates?: 'as-advertised' | 'yes' | 'no' | 'staged';
  readonly policy?: string;
  readonly storage?: Storage;
  readonly shared?: World;
}

async function open(answers: Answers = {}, change: Change = {}): Promise<World> {
  const { on = DRAFT, scope = 'patient/*.rs patient/ServiceRequest.cu', updates, policy, shared, ...options } = change;
  let there: ServiceRequest = structuredClone(on);
  const replace = (by: ServiceRequest): void => {
    const version = String(Number.parseInt(there.meta?.versionId ?? '0', 10) + 1);
    there = { ...by, meta: { ...there.meta, versionId: version } };
  };
  const move = (to: Partial<ServiceRequest>): void => replace({ ...there, ...to });
  const server =
    shared?.server ??
    chartServer({
      '/metadata': () => json(canUpdate),
      '/ServiceRequest': () => json(bundle([there])),
      '/ServiceRequest/sr1': (asked) => {
        if (asked.method !== 'PUT') return json(there);
        if (asked.headers.get('If-Match') !== `W/"${there.meta?.versionId ?? ''}"`) return json(outcome('stale'), 412);
        replace(asked.body as ServiceRequest);
        return json(there);
      },
      ...answers,
    });
  const site = testSite({
    ...(policy === undefined ? {} : { referral: { statusPolicy: policy } }),
    ...(updates === undefined ? {} : { issuer: { updates: { ServiceRequest: updates } } }),
  });
  const [issuer] = site.issuers;
  if (issuer === undefined) throw new Error('a site has an issuer');
  const storage = change.storage ?? memoryStorage();
  const now = options.now ?? (() => NOW);
  const ehr = createSmartEhr({
    gateway: createGateway({
      base: BASE,
      vendor: issuer.vendor,
      token: () => 'secret',
      fetch: server.fetch,
      sleep: noSleep,
    }),
    site,
    issuer,
    granted: parseScopes(scope),
    patientId: 'p1',
    encounterId: null,
    user: 'Practitioner/d1',
    clinician: Promise.resolve({ name: 'Dr. Ada Okafor', role: 'prescriber' }),
    launch: FROM_CHART,
    life: fixedLife(NOW + 3_600_000, now),
    kept: createKeptStore(storage, 'kept', BINDING, now),
    now,
    sleep: noSleep,
    lookUpWaits: [0],
    ...options,
  });
  await ehr.loadChart(() => {});
  const port = await ehr.followUp();
  if (port === null) throw new Error('the file is there');
  await port.read(false);
  return {
    ehr,
    port,
    server,
    storage,
    now: () => shared?.now() ?? there,
    change: move,
    puts: () => server.asked.filter(({ method }) => method === 'PUT'),
  };
}

const order = (amendment: Amendment, more: Partial<AmendmentOrder> = {}): AmendmentOrder => ({
  reference: REFERENCE,
  version: '1',
  amendment,
  patientId: 'p1',
  acknowledged: null,
  seen: [],
  ...more,
});

const refusedAs = (told: AmendmentOutcome): string => (told.at === 'refused' ? told.problem.kind : told.at);
const kept = ({ storage }: World): unknown => readKept(storage, 'kept')?.amendments ?? {};

describe('signing', () => {
  it('makes the draft an order of the oncologist, says that the patient agrees, and keeps the rest as it came', async () => {
    const world = await open();
    expect(await world.port.amend(order(sign))).toEqual({ at: 'done', action: 'sign', readBack: true });
    const there = world.now();
    expect(there).toMatchObject({
      status: 'active',
      intent: 'order',
      requester: { reference: 'Practitioner/d1', display: 'Dr. Ada Okafor' },
      authoredOn: '2026-11-21T10:00:00-05:00',
      bodySite: [{ text: 'kept as it came' }],
      note: [
        { text: 'Two hospital stays in 90 days.' },
        { text: 'Signed. The patient was asked and agrees.', authorReference: { reference: 'Practitioner/d1' } },
      ],
    });
    // A generated narrative said "draft".
    expect(there.text).toBeUndefined();
    expect(world.puts()).toHaveLength(1);
    expect(world.puts()[0]?.headers.get('If-Match')).toBe('W/"1"');
    expect(kept(world)).toEqual({});
  });

  it.each([
    'Please call the referring team (+1 555 0110) before contacting the patient.',
    'The patient does not wish this now.',
  ])('says that the patient was asked since, where it was prepared with: %s', async (answered) => {
    const world = await open({}, { on: { ...DRAFT, note: [{ text: `Pain.\n\n${answered}` }] } });
    expect(await world.port.amend(order(sign))).toEqual({ at: 'done', action: 'sign', readBack: true });
    expect(world.now().note?.at(-1)?.text).toBe(
      'Signed. The patient has been asked since it was prepared, and agrees: what stands above to the contrary no longer holds, and the patient may be contacted.',
    );
  });

  it('leaves a requester who signs as the record names them', async () => {
    const own = { reference: 'Practitioner/d1', display: 'Okafor, Ada (Oncology)' };
    const world = await open({}, { on: { ...DRAFT, requester: own } });
    await world.port.amend(order(sign));
    expect(world.now().requester).toEqual(own);
  });

  it.each<readonly [string, Answers, Change, Partial<AmendmentOrder>, kind: string]>([
    ['staff', {}, { clinician: Promise.resolve({ name: 'Nora', role: 'staff' as const }) }, {}, 'forbidden'],
    [
      'somebody of whom it is not known',
      {},
      { clinician: Promise.resolve({ name: null, role: 'unknown' as const }) },
      {},
      'forbidden',
    ],
    ['anybody, where the app places no orders', {}, { policy: 'proposal' }, {}, 'forbidden'],
    [
      'without the word that the patient agrees',
      {},
      {},
      { amendment: { ...sign, patientAgrees: false } },
      'draft-invalid',
    ],
    [
      'while another referral is open that nobody has seen',
      { '/ServiceRequest': () => json(bundle([DRAFT, { ...ACTIVE, id: 'sr2' }])) },
      {},
      {},
      'duplicate',
    ],
  ])('is not done by, or for: %s', async (_, answers, change, more, kind) => {
    const world = await open(answers, change);
    expect(refusedAs(await world.port.amend(order(sign, more)))).toBe(kind);
    expect(world.puts()).toEqual([]);
    expect(kept(world)).toEqual({});
  });

  it('is not done while it cannot be looked for others, and nobody has accepted that', async () => {
    const world = await open();
    world.server.answers['/ServiceRequest'] = () => json(outcome('busy'), 500);
    expect(refusedAs(await world.port.amend(order(sign)))).toBe('unchecked');
    expect(world.puts()).toEqual([]);
    expect((await world.port.amend(order(sign, { acknowledged: 'could-not-check' }))).at).toBe('done');
  });

  it('goes on beside another open referral that was seen and accepted', async () => {
    const world = await open({ '/ServiceRequest': () => json(bundle([DRAFT, { ...ACTIVE, id: 'sr2' }])) });
    expect(await world.port.others(REFERENCE)).toMatchObject({
      result: 'open',
      referrals: [{ reference: 'ServiceRequest/sr2' }],
    });
    const told = await world.port.amend(order(sign, { acknowledged: 'open', seen: ['ServiceRequest/sr2'] }));
    expect(told.at).toBe('done');
  });

  it('is no duplicate of itself', async () => {
    const world = await open();
    expect(await world.port.others(REFERENCE)).toMatchObject({ result: 'none' });
  });
});

describe('changing and taking back', () => {
  it('cancels with the reason in the note', async () => {
    const world = await open({}, { on: ACTIVE });
    expect((await world.port.amend(order(cancel))).at).toBe('done');
    expect(world.now()).toMatchObject({ status: 'revoked', intent: 'order' });
    expect(world.now().note?.at(-1)?.text).toBe('Cancelled: Another referral is in place.');
  });

  it('changes how soon, and adds a line', async () => {
    const world = await open({}, { on: ACTIVE });
    await world.port.amend(order(urgent));
    expect(world.now()).toMatchObject({ status: 'active', priority: 'urgent' });
    expect(world.now().note?.at(-1)?.text).toBe('Priority changed from routine to urgent. Pain is worse.');
  });

  it.each<readonly [string, Partial<ServiceRequest>]>([
    ['a window', { occurrencePeriod: { start: '2026-11-19', end: '2026-12-17' } }],
    ['a day', { occurrenceDateTime: '2026-12-17', _occurrenceDateTime: { id: 'd' } }],
    ['nothing', {}],
  ])('what becomes urgent is asked for by a day that says so, where %s stood', async (_, when) => {
    const world = await open({}, { on: { ...ACTIVE, ...when } });
    await world.port.amend(order({ ...urgent, visitDays: 3 }));
    const { occurrencePeriod, occurrenceDateTime, note } = world.now();
    expect(occurrencePeriod?.end).toBe(isoDay((parseWhen(occurrencePeriod?.start)?.lo ?? 0) + 3));
    expect(occurrenceDateTime).toBeUndefined();
    expect(world.now()).not.toHaveProperty('_occurrenceDateTime');
    expect(note?.at(-1)?.text).toBe(
      `Priority changed from routine to urgent. Visit now asked for by ${occurrencePeriod?.end ?? ''}. Pain is worse.`,
    );
  });

  it('leaves the day where none is said', async () => {
    const occurrencePeriod = { start: '2026-11-19', end: '2026-12-17' };
    const world = await open({}, { on: { ...ACTIVE, occurrencePeriod } });
    await world.port.amend(order(urgent));
    expect(world.now().occurrencePeriod).toEqual(occurrencePeriod);
  });

  it('marks a wrong patient as entered in error, also where the EHR shows it no more', async () => {
    let gone = false;
    const world = await open(
      {
        '/ServiceRequest/sr1': ({ method }) => {
          if (method === 'PUT') gone = true;
          return gone ? (method === 'PUT' ? json({}, 200) : json(outcome('gone'), 410)) : undefined;
        },
      },
      { on: ACTIVE },
    );
    world.server.referrals.push({ ...ACTIVE });
    expect(await world.port.amend(order(wrongPatient))).toEqual({
      at: 'done',
      action: 'wrong-patient',
      readBack: false,
    });
  });

  it('tells who did it, and why, where the EHR takes a Provenance', async () => {
    const world = await open({}, { on: ACTIVE, scope: 'patient/*.cruds' });
    world.server.answers['/metadata'] = () =>
      json({
        ...canUpdate,
        rest: [
          {
            mode: 'server',
            resource: [
              { type: 'ServiceRequest', interaction: [{ code: 'update' }] },
              { type: 'Provenance', interaction: [{ code: 'create' }] },
            ],
          },
        ],
      });
    await world.port.amend(order(cancel));
    await new Promise((done) => setTimeout(done, 20));
    const [written] = world.server.asked.filter(({ method }) => method === 'POST');
    expect(written?.body).toMatchObject({
      resourceType: 'Provenance',
      target: [{ reference: `${REFERENCE}/_history/2` }],
      activity: { coding: [{ code: 'UPDATE' }] },
      reason: [{}, { coding: [{ code: 'indication-order-exists' }], text: 'Another referral is in place' }],
    });
  });
});

describe('what stops it before it leaves', () => {
  it.each<readonly [string, Answers, Change, Partial<AmendmentOrder>, kind: string]>([
    ['updating was not granted', {}, { scope: 'patient/*.rs patient/ServiceRequest.c' }, {}, 'not-supported'],
    ['the server does not advertise it', { '/metadata': () => json(CAPABILITIES) }, {}, {}, 'not-supported'],
    ['the server cannot be asked', { '/metadata': () => json({}, 500) }, {}, {}, 'not-supported'],
    ['the site has switched it off', {}, { updates: 'no' }, {}, 'not-supported'],
    ['the screen showed another patient', {}, {}, { patientId: 'p2' }, 'wrong-patient'],
    ['the screen showed another version', {}, {}, { version: '0' }, 'changed'],
    ['it was never shown', {}, {}, { reference: 'ServiceRequest/other' }, 'changed'],
    ['nothing says why', {}, {}, { amendment: { ...cancel, why: null } }, 'draft-invalid'],
    ['the session ends in a moment', {}, { life: fixedLife(NOW + 60_000, () => NOW) }, {}, 'ending'],
    [
      'another window is at it',
      {},
      { lock: { alone: async () => null, keep: async () => {} } satisfies SendLock },
      {},
      'elsewhere',
    ],
  ])('%s', async (_, answers, change, more, kind) => {
    const world = await open(answers, { on: ACTIVE, ...change });
    expect(refusedAs(await world.port.amend(order(cancel, more)))).toBe(kind);
    expect(world.puts()).toEqual([]);
  });

  it('the patient has become another one, or the referral has', async () => {
    const world = await open({}, { on: ACTIVE });
    world.server.answers['/Patient/p1'] = () => json({ ...PATIENT, birthDate: '1960-01-01' });
    expect(refusedAs(await world.port.amend(order(cancel)))).toBe('wrong-patient');
    delete world.server.answers['/Patient/p1'];
    world.server.answers['/ServiceRequest/sr1'] = () => json({ ...ACTIVE, subject: { reference: 'Patient/p2' } });
    expect(refusedAs(await world.port.amend(order(cancel)))).toBe('wrong-patient');
    expect(world.puts()).toEqual([]);
  });

  it('the tab cannot keep a note of it', async () => {
    const storage = memoryStorage();
    const world = await open({}, { on: ACTIVE, storage });
    storage.setItem = () => {
      throw new DOMException('full', 'QuotaExceededError');
    };
    expect(refusedAs(await world.port.amend(order(cancel)))).toBe('not-kept');
    expect(world.puts()).toEqual([]);
  });
});

describe('somebody has changed it meanwhile', () => {
  it('before: nothing is sent, and the difference is told, element by element', async () => {
    const world = await open({}, { on: ACTIVE });
    world.change({
      priority: 'urgent',
      note: [...(ACTIVE.note ?? []), { text: 'Call first.' }],
      occurrenceDateTime: '2026-12-01',
    });
    expect(await world.port.amend(order(cancel))).toEqual({
      at: 'conflict',
      action: 'cancel',
      differences: [
        { field: 'priority', yours: 'routine', theirs: 'urgent' },
        { field: 'note', yours: 'Cancelled: Another referral is in place.', theirs: 'Call first.' },
        { field: 'other', yours: null, theirs: 'occurrenceDateTime' },
      ],
      asMeant: false,
    });
    expect(world.puts()).toEqual([]);
    // Asked again, for the version that is there now.
    expect((await world.port.amend(order(cancel, { version: '2' }))).at).toBe('done');
    expect(world.now()).toMatchObject({ status: 'revoked', priority: 'urgent' });
  });

  it.each([409, 412])('between reading and writing: the server says %s, and theirs stays', async (status) => {
    const world = await open({}, { on: ACTIVE });
    const usual = world.server.answers['/ServiceRequest/sr1'];
    world.server.answers['/ServiceRequest/sr1'] = (asked) => {
      if (asked.method !== 'PUT') return usual?.(asked);
      world.change({ status: 'completed' });
      return json(outcome('changed meanwhile'), status);
    };
    const told = await world.port.amend(order(urgent));
    expect(told).toMatchObject({
      at: 'conflict',
      differences: [{ field: 'status', yours: 'active', theirs: 'completed' }],
    });
    expect(world.now().status).toBe('completed');
    expect(kept(world)).toEqual({});
  });

  it('a PUT that the browser has sent twice: the second is refused, and the first is there', async () => {
    const world = await open({}, { on: ACTIVE });
    const usual = world.server.answers['/ServiceRequest/sr1'];
    world.server.answers['/ServiceRequest/sr1'] = async (asked) => {
      if (asked.method === 'PUT') await usual?.(asked);
      return usual?.(asked);
    };
    expect(await world.port.amend(order(cancel))).toEqual({ at: 'done', action: 'cancel', readBack: true });
  });
});

describe('answers', () => {
  const answering = async (answer: (asked: Asked) => Response, on = ACTIVE): Promise<World> => {
    const world = await open({}, { on });
    const usual = world.server.answers['/ServiceRequest/sr1'];
    world.server.answers['/ServiceRequest/sr1'] = (asked) => (asked.method === 'PUT' ? answer(asked) : usual?.(asked));
    return world;
  };

  it.each([400, 403, 405, 422, 428])('%s with an OperationOutcome is the server’s no', async (status) => {
    const world = await answering(() => json(outcome('not here'), status));
    expect((await world.port.amend(order(cancel))).at).toBe('refused');
    expect(kept(world)).toEqual({});
  });

  it.each([400, 403, 404, 412, 500, 502, 504])('%s of a proxy says nothing: unknown', async (status) => {
    const world = await answering(() => new Response('<html>', { status }));
    expect(await world.port.amend(order(cancel))).toEqual({
      at: 'unknown',
      action: 'cancel',
      since: NOW,
      asBefore: true,
    });
  });

  it('403 is not offered again in this session', async () => {
    const world = await answering(() => json(outcome('not here'), 403));
    await world.port.amend(order(cancel));
    expect(await world.port.mayAmend()).toMatchObject({ whyNot: 'not-granted' });
  });

  it('202 waits for review there', async () => {
    const world = await answering(() => new Response(null, { status: 202 }));
    expect((await world.port.amend(order(cancel))).at).toBe('staged');
  });

  it('202 with a page of some proxy has taken in nothing', async () => {
    const world = await answering(() => new Response('<html>Accepted</html>', { status: 202 }));
    expect((await world.port.amend(order(cancel))).at).toBe('unknown');
  });

  it('200 without a change is no change of words: what was typed is not said to be there', async () => {
    const world = await answering(() => new Response('<html>OK</html>', { status: 200 }));
    expect((await world.port.amend(order({ ...urgent, priority: null }))).at).toBe('unknown');
  });

  it('lost, and a page says "not found": not said to be marked as wrong', async () => {
    const world = await answering(() => {
      world.server.answers['/ServiceRequest/sr1'] = () => new Response('<html>Not found</html>', { status: 404 });
      throw new TypeError('Failed to fetch');
    });
    expect((await world.port.amend(order(wrongPatient))).at).toBe('unknown');
  });

  it('200, and the record says something else: not claimed', async () => {
    const world = await answering(() => json(ACTIVE, 200));
    expect((await world.port.amend(order(cancel))).at).toBe('unknown');
  });
});

describe('a lost answer', () => {
  const losing = async (made: boolean, change: Change = {}): Promise<World> => {
    const world = await open({}, { on: ACTIVE, ...change });
    const usual = world.server.answers['/ServiceRequest/sr1'];
    world.server.answers['/ServiceRequest/sr1'] = async (asked) => {
      if (asked.method !== 'PUT') return await usual?.(asked);
      if (made) await usual?.(asked);
      return lost();
    };
    return world;
  };

  it('is looked up, and told when it has arrived', async () => {
    const world = await losing(true);
    expect(await world.port.amend(order(cancel))).toEqual({ at: 'done', action: 'cancel', readBack: true });
    expect(world.puts()).toHaveLength(1);
  });

  it('stays unknown while the record stands as before, and never leaves again by itself', async () => {
    const world = await losing(false);
    const unknown = { at: 'unknown', action: 'cancel', since: NOW, asBefore: true };
    expect(await world.port.amend(order(cancel))).toEqual(unknown);
    expect(await world.port.amend(order(cancel))).toEqual(unknown);
    expect(await world.port.lookAgain(REFERENCE)).toEqual(unknown);
    expect(world.puts()).toHaveLength(1);
    expect(world.port.unsettled()).toMatchObject({ [REFERENCE]: { action: 'cancel', since: NOW } });
    expect(world.ehr.kept.isAmending()).toBe(true);
  });

  it('may be tried again a minute later: it names the same version, so only one of the two can count', async () => {
    let time = NOW;
    const world = await losing(false, { now: () => time });
    await world.port.amend(order(cancel));
    time += 60_000;
    await world.port.amend(order(cancel));
    expect(world.puts().map(({ headers }) => headers.get('If-Match'))).toEqual(['W/"1"', 'W/"1"']);
  });

  it('arrives late and is found by the next look', async () => {
    const world = await losing(false);
    await world.port.amend(order(cancel));
    world.change(world.puts()[0]?.body as ServiceRequest);
    expect(await world.port.lookAgain(REFERENCE)).toEqual({ at: 'done', action: 'cancel', readBack: true });
    expect(kept(world)).toEqual({});
  });

  it('is a conflict when somebody else has changed it meanwhile and ours is not in it', async () => {
    const world = await losing(false);
    await world.port.amend(order(cancel));
    world.change({ priority: 'urgent' });
    expect(await world.port.lookAgain(REFERENCE)).toEqual({
      at: 'conflict',
      action: 'cancel',
      differences: [],
      asMeant: false,
    });
  });

  /** What arrives of it where the server keeps less of a note, or none. */
  const arrives = (world: World, less: (note: object) => object | null): void => {
    const made = world.puts()[0]?.body as ServiceRequest;
    const notes = (made.note ?? []).map((note, at, { length }) => (at === length - 1 ? less(note) : note));
    world.change({ ...made, note: notes.filter((note) => note !== null) as ServiceRequest['note'] & object });
  };
  const SOMEBODY = { reference: 'Practitioner/d2' };

  it.each<
    readonly [string, Amendment, ServiceRequest, (note: object) => object | null, AmendmentOutcome['at'], boolean]
  >([
    ['its time is lost: done', cancel, ACTIVE, (note) => ({ ...note, time: undefined }), 'done', false],
    ['its author is lost: done', cancel, ACTIVE, (note) => ({ ...note, authorReference: undefined }), 'done', false],
    [
      'both are lost',
      cancel,
      ACTIVE,
      (note) => ({ ...note, time: undefined, authorReference: undefined }),
      'conflict',
      true,
    ],
    ['the note is lost', cancel, ACTIVE, () => null, 'conflict', true],
    ['signed, the note is lost', sign, DRAFT, () => null, 'conflict', true],
    [
      'the same from another clinician',
      cancel,
      ACTIVE,
      (note) => ({ ...note, authorReference: SOMEBODY }),
      'conflict',
      true,
    ],
    [
      'without a time, by another',
      cancel,
      ACTIVE,
      (note) => ({ ...note, time: undefined, authorReference: SOMEBODY }),
      'conflict',
      true,
    ],
    ['at another time', cancel, ACTIVE, (note) => ({ ...note, time: '2026-11-20T10:00:00Z' }), 'conflict', true],
    ['only words, and they are lost', { ...urgent, priority: null }, ACTIVE, () => null, 'conflict', false],
  ])('what the server keeps of our note: %s', async (_, amendment, on, less, at, asMeant) => {
    const world = await losing(false, { on });
    await world.port.amend(order(amendment));
    arrives(world, less);
    const told = await world.port.lookAgain(REFERENCE);
    expect(told.at).toBe(at);
    expect(told.at === 'conflict' && told.asMeant).toBe(asMeant);
    expect(world.puts()).toHaveLength(1);
  });

  it('the same words of an earlier change, without their time, are not this one', async () => {
    const before = { text: 'Pain is worse.', authorReference: { reference: 'Practitioner/d1' } };
    const world = await losing(false, { on: { ...ACTIVE, note: [before] } });
    await world.port.amend(order({ ...urgent, priority: null }));
    world.change({ bodySite: [{ text: 'changed by somebody' }] });
    expect(await world.port.lookAgain(REFERENCE)).toMatchObject({ at: 'conflict', asMeant: false });
  });

  it('is done when somebody has changed it after ours arrived', async () => {
    const world = await losing(false);
    await world.port.amend(order(urgent));
    world.change(world.puts()[0]?.body as ServiceRequest);
    world.change({ priority: 'routine' });
    expect(await world.port.lookAgain(REFERENCE)).toMatchObject({ at: 'done', action: 'change' });
  });

  it('after a reload it is unknown and looked up; a page that forgets the rest keeps the note', async () => {
    const before = await losing(false);
    await before.port.amend(order(cancel));
    const entry = readKept(before.storage, 'kept');
    expect(entry === null ? null : mayHaveLeftIn(entry)).toMatchObject({
      amendments: { [REFERENCE]: { action: 'cancel' } },
    });
    const after = await open({}, { storage: before.storage, shared: before });
    expect(after.ehr.kept.isAmending()).toBe(true);
    expect(await after.port.lookAgain(REFERENCE)).toMatchObject({ at: 'unknown', asBefore: true });
    before.change(before.puts()[0]?.body as ServiceRequest);
    expect(await after.port.lookAgain(REFERENCE)).toMatchObject({ at: 'done' });
    expect(before.puts()).toHaveLength(1);
  });

  it.each<readonly [string, unknown]>([
    ['no object', 7],
    ['null', null],
    ['another version’s shape', { action: 'resign', since: 1, version: '1', mark: {} }],
    ['without its mark', { action: 'cancel', since: 1, version: '1' }],
  ])('what is kept and not understood breaks nothing: %s', async (_, value) => {
    const storage = memoryStorage();
    const store = createKeptStore(storage, 'kept', BINDING, () => NOW);
    store.saveAmendments({ [REFERENCE]: value });
    const world = await open({}, { on: ACTIVE, storage });
    expect(world.port.unsettled()).toEqual({});
    expect((await world.port.amend(order(cancel))).at).toBe('done');
  });
});

describe('a search that shows the referral later as it was before', () => {
  const STATUS = { sign: 'active', cancel: 'revoked' } as const;

  it.each<readonly [Amendment, ServiceRequest]>([
    [cancel, ACTIVE],
    [sign, DRAFT],
  ])('does not take back what was seen: $action', async (amendment, on) => {
    const world = await open({ '/ServiceRequest': () => json(bundle([on])) }, { on });
    expect((await world.port.amend(order(amendment))).at).toBe('done');
    const status = STATUS[amendment.action as keyof typeof STATUS];
    expect((await world.port.read(true)).referrals).toMatchObject([{ status, version: '2' }]);
    const again = await world.ehr.retry('ServiceRequest');
    expect(again.ok ? again.value.chart.referrals : null).toMatchObject([{ status }]);
    expect((await world.port.read(false)).referrals).toMatchObject([{ status, version: '2' }]);
  });

  it('shows what somebody has changed since', async () => {
    const world = await open({}, { on: ACTIVE });
    expect((await world.port.amend(order(cancel))).at).toBe('done');
    world.change({ status: 'completed' });
    expect((await world.port.read(true)).referrals).toMatchObject([{ status: 'completed', version: '3' }]);
  });

  it('of a reload knows nothing, and shows what the search shows', async () => {
    const world = await open({}, { on: ACTIVE });
    world.change({ status: 'on-hold' });
    expect((await world.port.read(true)).referrals).toMatchObject([{ status: 'on-hold', version: '2' }]);
    expect((await world.port.amend(order(cancel, { version: '2' }))).at).toBe('done');
    expect((await world.port.read(true)).referrals).toMatchObject([{ status: 'revoked', version: '3' }]);
  });
});

it('whatever is pressed twice goes out once', async () => {
  const world = await open({}, { on: ACTIVE });
  const [one, other] = await Promise.all([world.port.amend(order(cancel)), world.port.amend(order(cancel))]);
  expect(one).toEqual(other);
  expect(world.puts()).toHaveLength(1);
});
