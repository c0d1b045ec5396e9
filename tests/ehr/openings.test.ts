import { describe, expect, it } from 'vitest';
import { dayOf } from '../../src/domain/logic/when.ts';
import type { Openings } from '../../src/domain/allocation/openings.ts';
import { createGateway } from '../../src/ehr/gateway/gateway.ts';
import { lookForOpenings } from '../../src/ehr/openings.ts';
import { parseScopes } from '../../src/ehr/sources/scopes.ts';
import { chartServer, type Answers } from './support/chart-server.ts';
import { BASE, bundle, json, nextLink, noSleep } from './support/fake-fetch.ts';
import { testSite } from './support/site.ts';

/** 9:00 in New York on 12 November 2026. */
const NOW = Date.UTC(2026, 10, 12, 14, 0);
const SCOPES = 'user/Schedule.rs user/Slot.rs';
const service = (id: string, reference?: string) => ({
  id,
  name: id,
  modality: 'clinic',
  ...(reference === undefined ? {} : { reference }),
});

const schedule = (more: Record<string, unknown> = {}): Record<string, unknown> => ({
  resourceType: 'Schedule',
  id: 's1',
  actor: [{ reference: 'HealthcareService/h1' }],
  planningHorizon: { end: '2026-12-10T23:59:00-05:00' },
  ...more,
});
const slot = (id: string, start: string, more: Record<string, unknown> = {}): Record<string, unknown> => ({
  resourceType: 'Slot',
  id,
  schedule: { reference: 'Schedule/s1' },
  status: 'free',
  start,
  end: '2026-12-31T00:00:00Z',
  ...more,
});

interface Server {
  readonly service?: unknown;
  readonly schedules?: readonly unknown[] | Answers[string];
  readonly slots?: readonly unknown[] | Answers[string];
  readonly scopes?: string;
  readonly timeZone?: string | null;
}

async function look({
  service: listed,
  schedules = [schedule()],
  slots = [],
  scopes = SCOPES,
  timeZone = null,
}: Server) {
  const answer = (of: readonly unknown[] | Answers[string]): NonNullable<Answers[string]> =>
    typeof of === 'function' ? of : () => json(bundle(of ?? []));
  const server = chartServer({
    '/Schedule': answer(schedules),
    '/Slot': answer(slots),
    '/HealthcareService/h1': () => (listed === undefined ? json({}, 500) : json(listed)),
  });
  const gateway = createGateway({ base: BASE, token: () => 'secret', fetch: server.fetch, sleep: noSleep });
  const site = testSite({
    referral: { services: [service('clinic', 'HealthcareService/h1'), service('other', 'Organization/o1')] },
  });
  const asked = [
    { serviceId: 'clinic', timeZone },
    { serviceId: 'other', timeZone: null },
  ];
  const openings = await lookForOpenings(asked, { gateway, granted: parseScopes(scopes), site, now: () => NOW });
  return { openings, server };
}

const clinicOf = ({ openings }: { readonly openings: Openings }): Openings[string] | undefined => openings['clinic'];
const UNSEEN = { is: 'unseen' };

describe('free times', () => {
  it('are asked for in two reads, of services that can have a schedule, from now on', async () => {
    const { openings, server } = await look({ slots: [slot('a', '2026-11-17T09:00:00-05:00')] });
    expect(server.asked.map(({ method, path }) => `${method} ${path}`)).toEqual(['GET /Schedule', 'GET /Slot']);
    expect(server.asked[0]?.url.searchParams.get('actor')).toBe('HealthcareService/h1');
    expect(Object.fromEntries(server.asked[1]?.url.searchParams ?? [])).toMatchObject({
      schedule: 'Schedule/s1',
      status: 'free',
      start: 'ge2026-11-12T14:00:00.000Z',
    });
    expect(openings).toEqual({
      clinic: {
        is: 'free',
        until: dayOf(2026, 12, 10),
        times: [
          {
            start: Date.UTC(2026, 10, 17, 14, 0) / 60_000,
            end: Date.UTC(2026, 11, 31) / 60_000,
            day: dayOf(2026, 11, 17),
            there: { day: dayOf(2026, 11, 17), minutes: 540, zone: null },
          },
        ],
      },
    });
  });

  it('come earliest first, and without what is busy, overbooked or withdrawn, whatever was asked for', async () => {
    const found = clinicOf(
      await look({
        slots: [
          slot('late', '2026-11-19T09:00:00-05:00'),
          slot('busy', '2026-11-13T09:00:00-05:00', { status: 'busy' }),
          slot('wrong', '2026-11-13T09:00:00-05:00', { status: 'entered-in-error' }),
          slot('full', '2026-11-13T09:00:00-05:00', { overbooked: true }),
          slot('elsewhere', '2026-11-13T09:00:00-05:00', { schedule: { reference: 'Schedule/s9' } }),
          slot('early', '2026-11-17T09:00:00-05:00'),
        ],
      }),
    );
    expect(found?.is === 'free' && found.times.map(({ day }) => day)).toEqual([
      dayOf(2026, 11, 17),
      dayOf(2026, 11, 19),
    ]);
  });

  it('of a service in another time zone: the day is the facility’s, the clock is the service’s', async () => {
    // 23:30 in Honolulu on the 17th is half past four in the morning of the 18th in New York.
    const found = clinicOf(
      await look({ slots: [slot('a', '2026-11-17T23:30:00-10:00')], timeZone: 'Pacific/Honolulu' }),
    );
    expect(found?.is === 'free' && found.times[0]).toMatchObject({
      day: dayOf(2026, 11, 18),
      there: { day: dayOf(2026, 11, 17), minutes: 23 * 60 + 30, zone: 'Pacific/Honolulu' },
    });
  });

  it('names no zone where the service has the facility’s', async () => {
    const found = clinicOf(await look({ slots: [slot('a', '2026-11-17T14:00:00Z')], timeZone: 'America/New_York' }));
    expect(found?.is === 'free' && found.times[0]?.there).toEqual({
      day: dayOf(2026, 11, 17),
      minutes: 540,
      zone: null,
    });
  });

  it('a schedule on this server’s own address is the same schedule', async () => {
    const found = clinicOf(
      await look({
        schedules: [schedule({ actor: [{ reference: `${BASE}/HealthcareService/h1` }] })],
        slots: [slot('a', '2026-11-17T14:00:00Z', { schedule: { reference: `${BASE}/Schedule/s1` } })],
      }),
    );
    expect(found?.is).toBe('free');
  });
});

describe('nothing free', () => {
  it('is said of a schedule that was read to the end', async () => {
    expect(clinicOf(await look({ slots: [] }))).toEqual({ is: 'none', until: dayOf(2026, 12, 10) });
    const endless = await look({ schedules: [schedule({ planningHorizon: undefined })] });
    expect(clinicOf(endless)).toEqual({ is: 'none', until: null });
  });

  it('is not said of a service for which the EHR keeps no schedule', async () => {
    expect((await look({ schedules: [] })).openings).toEqual({});
    expect((await look({ schedules: [schedule({ active: false })] })).openings).toEqual({});
  });

  it.each<readonly [string, Server]>([
    ['schedules were not granted', { scopes: 'user/Slot.rs' }],
    ['slots were not granted', { scopes: 'user/Schedule.rs' }],
    ['slots were granted in part', { scopes: 'user/Schedule.rs user/Slot.rs?status=busy' }],
    ['the schedules fail', { schedules: () => json({}, 500) }],
    ['the server does not know schedules', { schedules: () => json({}, 404) }],
    ['the slots fail', { slots: () => json({}, 503) }],
    ['the connection is lost', { slots: () => Promise.reject(new TypeError('Failed to fetch')) }],
    ['the answer is no FHIR', { slots: () => new Response('<html>sign in</html>') }],
    [
      'the second page of slots fails',
      {
        slots: ({ url }) =>
          url.searchParams.has('page') ? json({}, 500) : json(bundle([], nextLink(`${BASE}/Slot?page=2`))),
      },
    ],
    ['a slot has no zone', { slots: [slot('a', '2026-11-17T09:00:00')] }],
    ['a slot has no state', { slots: [slot('a', '2026-11-17T09:00:00Z', { status: undefined })] }],
    ['a slot ends before it begins', { slots: [slot('a', '2026-11-17T09:00:00Z', { end: '2026-11-17T08:00:00Z' })] }],
  ])('is never said where %s', async (_, server) => {
    expect(clinicOf(await look(server))).toEqual(UNSEEN);
  });

  it('nothing is asked where it was not granted', async () => {
    expect((await look({ scopes: 'patient/*.c' })).server.asked).toEqual([]);
  });

  it('a free time that was seen counts, also when not all of it could be', async () => {
    const found = clinicOf(
      await look({
        slots: ({ url }) =>
          url.searchParams.has('page')
            ? json({}, 500)
            : json(bundle([slot('a', '2026-11-17T14:00:00Z')], nextLink(`${BASE}/Slot?page=2`))),
      }),
    );
    // How long nothing else is free cannot be told then.
    expect(found).toMatchObject({ is: 'free', until: null, times: [{ day: dayOf(2026, 11, 17) }] });
  });
});

describe('a service that the directory lists', () => {
  const scopes = `${SCOPES} user/HealthcareService.rs`;
  const listed = (active: unknown) => ({ resourceType: 'HealthcareService', id: 'h1', active });
  const slots = [slot('a', '2026-11-17T14:00:00Z')];

  it('as not in use, whatever its schedule shows', async () => {
    expect(clinicOf(await look({ service: listed(false), slots, scopes }))).toEqual({ is: 'not-in-use' });
  });

  it.each<readonly [string, unknown]>([
    ['as in use', listed(true)],
    ['without a word', listed(undefined)],
    ['and that cannot be read', undefined],
    ['as something else', { resourceType: 'Location', id: 'h1', active: false }],
  ])('%s: its free times stand', async (_, service) => {
    expect(clinicOf(await look({ service, slots, scopes }))).toMatchObject({ is: 'free' });
  });
});
