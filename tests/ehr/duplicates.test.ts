import { describe, expect, it } from 'vitest';
import { dayOf } from '../../src/domain/logic/when.ts';
import type { DuplicateCheck } from '../../src/domain/referral/duplicates.ts';
import { problem } from '../../src/domain/problem.ts';
import { ORDER } from '../../src/ehr/channels/fhir-create.ts';
import { isAcknowledged, lookForReferrals, type LookedFor } from '../../src/ehr/duplicates.ts';
import { createGateway } from '../../src/ehr/gateway/gateway.ts';
import { parseScopes } from '../../src/ehr/sources/scopes.ts';
import { chartServer, type Answers } from './support/chart-server.ts';
import { BASE, bundle, json, nextLink, noSleep } from './support/fake-fetch.ts';

const SYSTEM = 'https://example.org/ns';
const OWN = 'decision';

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

async function check(found: readonly unknown[] | Answers[string], scope = 'patient/*.rs', own: string | null = OWN) {
  const server = chartServer({
    '/ServiceRequest': typeof found === 'function' ? found : () => json(bundle(found ?? [])),
  });
  const gateway = createGateway({ base: BASE, token: () => 'secret', fetch: server.fetch, sleep: noSleep });
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
