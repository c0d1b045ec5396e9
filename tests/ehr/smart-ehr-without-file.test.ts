/** The file that looks and sends could not be loaded: nothing was asked, nothing has left, and that is what is said. */
import { afterEach, expect, it, vi } from 'vitest';
import { createGateway } from '../../src/ehr/gateway/gateway.ts';
import { createKeptStore } from '../../src/ehr/kept-referral.ts';
import type { EhrPort } from '../../src/ehr/port.ts';
import { createSmartEhr } from '../../src/ehr/smart-ehr.ts';
import { parseScopes } from '../../src/ehr/sources/scopes.ts';
import { chartServer, type ChartServer } from './support/chart-server.ts';
import { BASE, noSleep } from './support/fake-fetch.ts';
import { memoryStorage } from './support/memory-storage.ts';
import { confirmed, DECISION, draft, outgoing } from './support/referrals.ts';
import { testSite } from './support/site.ts';
import type * as referrals from '../../src/ehr/referrals.ts';
import { FROM_CHART, fixedLife } from './support/life.ts';

const file = vi.hoisted(() => ({ isThere: false }));
vi.mock('../../src/ehr/referrals.ts', async (original) => {
  const found = await original<typeof referrals>();
  return {
    createReferrals(...given: Parameters<typeof found.createReferrals>) {
      if (!file.isThere) throw new TypeError('Failed to fetch dynamically imported module');
      return found.createReferrals(...given);
    },
  };
});

afterEach(() => {
  file.isThere = false;
});

const NOW = Date.UTC(2026, 10, 21, 15, 0, 0);
const network = expect.objectContaining({ kind: 'network' }) as unknown;

function open(server: ChartServer = chartServer()): EhrPort {
  const site = testSite();
  const [issuer] = site.issuers;
  if (issuer === undefined) throw new Error('a site has an issuer');
  const binding = { issuer: BASE, patientId: 'p1', user: 'Practitioner/d1' };
  return createSmartEhr({
    gateway: createGateway({ base: BASE, token: () => 'secret', fetch: server.fetch, sleep: noSleep }),
    site,
    issuer,
    granted: parseScopes('patient/*.rs patient/ServiceRequest.c'),
    patientId: 'p1',
    encounterId: null,
    user: 'Practitioner/d1',
    clinician: Promise.resolve({ name: null, role: 'prescriber' }),
    launch: FROM_CHART,
    life: fixedLife(null, () => NOW),
    kept: createKeptStore(memoryStorage(), 'kept', binding, () => NOW),
    now: () => NOW,
    sleep: noSleep,
    lookUpWaits: [0],
  });
}

it('preview and looks end in what is not known', async () => {
  const ehr = open();
  expect(await ehr.preview(outgoing())).toMatchObject({ via: { channel: 'manual', why: 'could-not-ask' } });
  expect(await ehr.openings([{ serviceId: 'palliative-clinic', timeZone: null }])).toEqual({
    'palliative-clinic': { is: 'unseen' },
  });
  expect(await ehr.duplicates()).toEqual({ result: 'could-not-check', why: network });
  // A hidden chart can be shown again without that file.
  expect(await ehr.verifyPatient()).toMatchObject({ ok: true });
  expect(await ehr.reconcile(DECISION)).toEqual({ outcome: 'unknown', via: 'fhir-create', why: network });
});

it('a referral is refused, and goes out once when the file comes after all', async () => {
  const server = chartServer();
  const ehr = open(server);
  expect(await ehr.send(outgoing())).toEqual({ outcome: 'refused', problems: [network] });
  expect(server.asked).toEqual([]);
  file.isThere = true;
  expect(await ehr.send(await confirmed(ehr))).toMatchObject({ outcome: 'placed' });
  expect(server.count('POST')).toBe(1);
});

it('a referral that may have left before is not called refused', async () => {
  const ehr = open();
  ehr.kept.save({ decisionId: DECISION, draft, phase: { at: 'sending', since: NOW, via: 'fhir-create' } });
  expect(await ehr.send(outgoing())).toEqual({ outcome: 'unknown', via: 'fhir-create', why: network });
});
