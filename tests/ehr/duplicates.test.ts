import { describe, expect, it } from 'vitest';
import { dayOf } from '../../src/domain/logic/when.ts';
import type { DuplicateCheck } from '../../src/domain/referral/duplicates.ts';
import { problem } from '../../src/domain/problem.ts';
import { MESSAGE } from '../../src/ehr/channels/communication.ts';
import { ORDER } from '../../src/ehr/channels/fhir-create.ts';
import type { Kind } from '../../src/ehr/channels/look-up.ts';
import { NOTE } from '../../src/ehr/channels/note.ts';
import { TASK } from '../../src/ehr/channels/task.ts';
import { isAcknowledged, lookForReferrals, type LookedFor } from '../../src/ehr/duplicates.ts';
import { createGateway } from '../../src/ehr/gateway/gateway.ts';
import { parseScopes } from '../../src/ehr/sources/scopes.ts';
import type { VendorId } from '../../src/site/site.ts';
import { chartServer, type Answers } from './support/chart-server.ts';
import { BASE, bundle, json, nextLink, noSleep } from './support/fake-fetch.ts';

const SYSTEM = 'https://example.org/ns';
const OWN = 'decision';
const OTHER = 'other-decision';

const referral = (more: Record<string, unknown> = {}): Record<string, unknown> => ({
  resourceType: 'ServiceRequest',
  id: 'r1',
  status: 'active',
  intent: 'order',
  subject: { reference: 'Patient/p1' },
  code: { coding: [{ system: 'http://snomed.info/sct', code: '306237005' }] },
  authoredOn: '2026-10-01',
  ...more,
});
const coded = (code: string) => ({ code: { coding: [{ system: 'http://snomed.info/sct', code }] } });

async function check(
  found: readonly unknown[] | Answers[string],
  scope = 'patient/*.rs',
  own: string | null = OWN,
  vendor: VendorId = 'generic',
) {
  const server = chartServer({
    '/ServiceRequest': typeof found === 'function' ? found : () => json(bundle(found ?? [])),
  });
  const gateway = createGateway({
    base: BASE,
    vendor,
    token: () => 'secret',
    fetch: server.fetch,
    sleep: noSleep,
  });
  const context = { origin: 'ehr', patientId: 'p1', asOf: dayOf(2026, 11, 22) };
  const orders: LookedFor = {
    gateway,
    patientId: 'p1',
    identifierSystem: SYSTEM,
    kind: ORDER,
    staged: false,
    only: {},
  };
  return { ...(await lookForReferrals([orders], parseScopes(scope), context, own)), server };
}

describe('open', () => {
  it.each(['draft', 'active', 'on-hold'])('a palliative referral with status %s', async (status) => {
    expect((await check([referral({ status })])).check).toMatchObject({
      result: 'open',
      referrals: [{ reference: 'ServiceRequest/r1' }],
    });
  });

  it('a hospice referral, a consultation, and one however old', async () => {
    for (const more of [
      coded('306205009'),
      coded('713281006'),
      { authoredOn: '2019-01-01' },
      { authoredOn: undefined },
    ]) {
      expect((await check([referral(more)])).check.result).toBe('open');
    }
  });

  it('also when not everything could be seen', async () => {
    const { check: seen } = await check(({ url }) =>
      url.searchParams.has('page')
        ? json({}, 500)
        : json(bundle([referral()], nextLink(`${BASE}/ServiceRequest?page=2`))),
    );
    expect(seen.result).toBe('open');
  });

  it('also when our own is there too', async () => {
    const own = referral({ id: 'r2', identifier: [{ system: 'https://example.org/ns', value: 'decision' }] });
    expect((await check([own, referral()])).check).toMatchObject({
      result: 'open',
      referrals: [{ reference: 'ServiceRequest/r1' }],
    });
  });
});

describe('similar', () => {
  it.each([
    ['completed 90 days ago', { status: 'completed', authoredOn: '2026-08-24' }],
    ['completed at a time that is not known', { status: 'completed', authoredOn: undefined }],
    ['completed in a year', { status: 'completed', authoredOn: '2026' }],
    ['of unknown status', { status: 'unknown' }],
    ['palliative by its words alone', { code: { text: 'Amb referral to Palliative Care' } }],
  ])('a referral %s', async (_, more) => {
    expect((await check([referral(more)])).check).toMatchObject({
      result: 'similar',
      referrals: [{ reference: 'ServiceRequest/r1' }],
    });
  });
});

describe('none', () => {
  it.each([
    ['nothing is there', []],
    ['it is another order', [referral(coded('71388002'))]],
    ['it was completed 91 days ago', [referral({ status: 'completed', authoredOn: '2026-08-22' })]],
    ['it was revoked', [referral({ status: 'revoked' })]],
    ['it was entered in error', [referral({ status: 'entered-in-error' })]],
    ['it forbids', [referral({ doNotPerform: true })]],
    ['it is our own', [referral({ identifier: [{ system: 'https://example.org/ns', value: 'decision' }] })]],
    ['it is another patient’s', [referral({ subject: { reference: 'Patient/p2' } })]],
  ])('when %s', async (_, found) => {
    expect((await check(found)).check).toEqual({ result: 'none', searched: found.length });
  });

  it('only of this decision is our own', async () => {
    expect(
      (
        await check(
          [referral({ identifier: [{ system: 'https://example.org/ns', value: 'decision' }] })],
          'patient/*.rs',
          null,
        )
      ).check.result,
    ).toBe('open');
  });
});

describe('could not check', () => {
  it.each([
    ['is refused', () => json({}, 403), 'forbidden'],
    ['fails', () => json({}, 500), 'server'],
    ['is not FHIR', () => new Response('<html>'), 'unreadable'],
    ['breaks off', () => json(bundle([referral({ status: 'revoked' })], { total: 9 })), 'too-much'],
    ['holds what cannot be read', () => json(bundle([referral({ status: 'sent' })])), 'unreadable'],
  ] as const)('when the search %s', async (_, answer, kind) => {
    expect((await check(answer)).check).toMatchObject({ result: 'could-not-check', why: { kind } });
  });

  it('when a similar one came but not everything', async () => {
    expect((await check(() => json(bundle([referral({ status: 'completed' })], { total: 9 })))).check.result).toBe(
      'could-not-check',
    );
  });

  it('when it was not granted, and nothing is asked', async () => {
    const { check: answer, server } = await check([], 'patient/Condition.rs');
    expect(answer).toMatchObject({ result: 'could-not-check', why: { kind: 'forbidden' } });
    expect(server.asked).toHaveLength(0);
  });

  it('when it was granted in part', async () => {
    expect((await check([], 'patient/ServiceRequest.rs?category=x')).check).toMatchObject({
      result: 'could-not-check',
      why: { kind: 'forbidden' },
    });
  });
});

describe('what was accepted', () => {
  it.each([
    [null, ['none']],
    ['none', ['none']],
    ['similar', ['none', 'similar']],
    ['could-not-check', ['none', 'could-not-check']],
    ['open', ['none', 'similar', 'open', 'could-not-check']],
  ] as const)('%s lets pass %j', (acknowledged, passing) => {
    const now: readonly DuplicateCheck[] = [
      { result: 'none', searched: 3 },
      { result: 'similar', referrals: [] },
      { result: 'open', referrals: [] },
      { result: 'could-not-check', why: problem('server', 'x') },
    ];
    expect(
      now.filter((check) => isAcknowledged(check, { acknowledged, seen: [] })).map(({ result }) => result),
    ).toEqual(passing);
  });

  it('is what was on screen: one that came later is not among it', async () => {
    const { check: found } = await check([referral({ id: 'first' }), referral({ id: 'second' })]);
    const seen = ['ServiceRequest/first'];
    expect(isAcknowledged(found, { acknowledged: 'open', seen })).toBe(false);
    expect(isAcknowledged(found, { acknowledged: 'open', seen: [...seen, 'ServiceRequest/second'] })).toBe(true);
  });
});

/** What this product leaves where nothing can be ordered, beside the orders. */
describe('a request, a message, a letter', () => {
  const KINDS: readonly Kind[] = [ORDER, TASK, MESSAGE, NOTE];
  const about = { reference: 'Patient/p1' };
  const ours = (value = 'another-decision') => ({ identifier: [{ system: SYSTEM, value }] });
  const task = (more: Record<string, unknown> = {}) => ({
    resourceType: 'Task',
    id: 't1',
    status: 'requested',
    for: about,
    authoredOn: '2026-11-01',
    ...ours(),
    ...more,
  });
  const message = (more: Record<string, unknown> = {}) => ({
    resourceType: 'Communication',
    id: 'm1',
    status: 'completed',
    recipient: [{ reference: 'CareTeam/intake' }],
    subject: about,
    sent: '2026-11-01',
    ...ours(),
    ...more,
  });
  const letter = (more: Record<string, unknown> = {}) => ({
    resourceType: 'DocumentReference',
    id: 'l1',
    status: 'current',
    subject: about,
    date: '2026-11-01T10:00:00Z',
    ...ours(),
    ...more,
  });

  /** Everything on record, by type; a function answers for its type instead. */
  async function among(
    found: readonly Readonly<Record<string, unknown>>[],
    {
      answers = {},
      scope = 'patient/*.rs',
      own = OWN,
      staged = false,
    }: { answers?: Answers; scope?: string; own?: string | null; staged?: boolean } = {},
  ) {
    const server = chartServer({
      ...Object.fromEntries(
        KINDS.map(({ type }) => [
          `/${type}`,
          () => json(bundle(found.filter(({ resourceType }) => resourceType === type))),
        ]),
      ),
      ...answers,
    });
    const gateway = createGateway({
      base: BASE,
      vendor: 'generic',
      token: () => 'secret',
      fetch: server.fetch,
      sleep: noSleep,
    });
    const context = { origin: 'ehr', patientId: 'p1', asOf: dayOf(2026, 11, 22) };
    const looked = KINDS.map((kind): LookedFor => ({
      gateway,
      patientId: 'p1',
      identifierSystem: SYSTEM,
      kind,
      staged,
      only: kind === NOTE ? { type: 'http://loinc.org|57133-1' } : {},
    }));
    return { ...(await lookForReferrals(looked, parseScopes(scope), context, own)), server };
  }

  const RECORDS: readonly (readonly [string, Record<string, unknown>, string])[] = [
    ['a request that nobody has taken up', task(), 'open'],
    ['a request that is accepted', task({ status: 'accepted' }), 'open'],
    ['a request that was completed last month', task({ status: 'completed' }), 'similar'],
    ['a request that was completed 91 days ago', task({ status: 'completed', authoredOn: '2026-08-23' }), 'none'],
    ['a request that was cancelled', task({ status: 'cancelled' }), 'none'],
    ['a request that was rejected', task({ status: 'rejected' }), 'none'],
    ['a message of 90 days ago', message({ sent: '2026-08-24' }), 'similar'],
    ['a message of 91 days ago', message({ sent: '2026-08-23' }), 'none'],
    ['a message of a day that is not known', message({ sent: undefined }), 'similar'],
    ['a message that did not go out', message({ status: 'not-done' }), 'none'],
    ['a letter of 90 days ago', letter({ date: '2026-08-24T10:00:00Z' }), 'similar'],
    ['a letter of 91 days ago', letter({ date: '2026-08-23T10:00:00Z' }), 'none'],
    ['a letter that was replaced', letter({ status: 'superseded' }), 'none'],
    ['a request of another app, without our identifier', task({ identifier: undefined }), 'none'],
    ['a request of another patient', task({ for: { reference: 'Patient/p2' } }), 'none'],
    ['a letter of another patient', letter({ subject: { reference: 'Patient/p2' } }), 'none'],
    ['a request with a status that is none', task({ status: 'sent' }), 'could-not-check'],
    ['a request about nobody', task({ for: undefined }), 'could-not-check'],
  ];

  it.each(RECORDS.map(([what, found, result]) => [what, result, found] as const))(
    '%s: %s',
    async (_, result, found) => {
      expect((await among([found])).check.result).toBe(result);
    },
  );

  it('all that were looked at are counted', async () => {
    const older = { status: 'completed', authoredOn: '2020-01-01' };
    expect((await among([referral(older), task(older), letter({ status: 'superseded' })])).check).toEqual({
      result: 'none',
      searched: 3,
    });
  });

  it.each(KINDS.map(({ type }) => type))('when the search for %s fails it could not be checked', async (type) => {
    const answers = { [`/${type}`]: () => json({}, 500) };
    expect((await among([], { answers })).check).toMatchObject({ result: 'could-not-check', why: { kind: 'server' } });
    const similar = type === 'Communication' ? letter() : message();
    expect((await among([similar], { answers })).check.result).toBe('could-not-check');
    const open = type === 'Task' ? referral() : task();
    expect((await among([open], { answers })).check).toMatchObject({ result: 'open', referrals: [{}] });
  });

  it('a type that may not be searched could not be checked, and is not asked', async () => {
    const { check: seen, server } = await among([task()], { scope: 'patient/ServiceRequest.rs patient/Task.c' });
    expect(seen).toMatchObject({ result: 'could-not-check', why: { kind: 'forbidden' } });
    expect('why' in seen && seen.why.detail).toMatch(/^Task\.s /);
    expect(server.asked.map(({ path }) => path)).toEqual(['/ServiceRequest']);
  });

  it('of documents only those of the letter’s type are asked for, of everything only this patient’s', async () => {
    const { server } = await among([]);
    const asked = server.asked.map(({ path, url: { searchParams: p } }) => [path, p.get('patient'), p.get('type')]);
    expect(asked).toEqual([
      ['/ServiceRequest', 'p1', null],
      ['/Task', 'p1', null],
      ['/Communication', 'p1', null],
      ['/DocumentReference', 'p1', 'http://loinc.org|57133-1'],
    ]);
  });

  it.each<readonly [string, Record<string, unknown>, object]>([
    ['order', referral(ours(OWN)), { outcome: 'placed', reference: 'ServiceRequest/r1' }],
    ['request', task(ours(OWN)), { outcome: 'filed', as: 'task', reference: 'Task/t1' }],
    ['message', message(ours(OWN)), { outcome: 'filed', as: 'communication', reference: 'Communication/m1' }],
    ['letter', letter(ours(OWN)), { outcome: 'filed', as: 'note', reference: 'DocumentReference/l1' }],
    ['rejected request', task({ ...ours(OWN), status: 'rejected' }), { outcome: 'refused' }],
  ])('our own %s is the answer and no duplicate of itself', async (_, found, outcome) => {
    const { own, check: seen } = await among([found]);
    expect(own).toMatchObject(outcome);
    expect(seen.result).toBe('none');
    expect((await among([found], { own: null })).own).toBeNull();
    expect((await among([found], { own: OTHER })).own).toBeNull();
  });

  it('our own is staged where the site says so', async () => {
    expect((await among([task(ours(OWN))], { staged: true })).own).toEqual({ outcome: 'staged', reference: 'Task/t1' });
  });

  it('somebody else’s record under our number is not our own', async () => {
    const foreign = task({ ...ours(OWN), for: { reference: 'Patient/p2' } });
    expect((await among([foreign])).own).toBeNull();
  });
});

describe('an EHR whose searches leave out referrals', () => {
  it('"none was found" is not said there: it could not be checked; what was found all the same is told', async () => {
    expect((await check([])).check).toMatchObject({ result: 'none' });
    expect((await check([], undefined, OWN, 'epic')).check).toMatchObject({
      result: 'could-not-check',
      why: { kind: 'left-out' },
    });
    expect((await check([referral()], undefined, OWN, 'epic')).check).toMatchObject({ result: 'open' });
  });
});
