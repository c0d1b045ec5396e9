/** The port as a launch from the chart of patient p1 opens it, over a test's own server: a test says what is different about its case. */
import { createGateway } from '../../../src/ehr/gateway/gateway.ts';
import { createKeptStore } from '../../../src/ehr/kept-referral.ts';
import type { EhrPort } from '../../../src/ehr/port.ts';
import { createSmartEhr, type SmartEhrOptions } from '../../../src/ehr/smart-ehr.ts';
import { parseScopes } from '../../../src/ehr/sources/scopes.ts';
import { BASE, noSleep, type FakeServer } from './fake-fetch.ts';
import { FROM_CHART, fixedLife } from './life.ts';
import { memoryStorage } from './memory-storage.ts';
import { testSite } from './site.ts';

export const NOW = Date.UTC(2026, 10, 21, 15, 0, 0);

export interface Launch extends Partial<Omit<SmartEhrOptions, 'gateway' | 'issuer' | 'granted' | 'kept'>> {
  /** What the token was granted, as the EHR writes it. */
  readonly scope: string;
  /** Of an earlier launch of the same tab, for what it has kept. */
  readonly storage?: Storage | undefined;
}

export interface Launched {
  readonly ehr: EhrPort;
  readonly storage: Storage;
}

/** Somebody who may order, at an open visit, with an hour of the session left. */
export function launched(
  server: FakeServer,
  { scope, storage = memoryStorage(), site = testSite(), now = () => NOW, ...different }: Launch,
): Launched {
  const [issuer] = site.issuers;
  if (issuer === undefined) throw new Error('a site has an issuer');
  const user = 'Practitioner/d1';
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
    encounterId: 'e1',
    user,
    clinician: Promise.resolve({ name: 'Dr. Ada Okafor', role: 'prescriber' }),
    launch: FROM_CHART,
    life: fixedLife(NOW + 3_600_000, now),
    kept: createKeptStore(storage, 'kept', { issuer: BASE, patientId: 'p1', user }, now),
    now,
    sleep: noSleep,
    lookUpWaits: [0],
    ...different,
  });
  return { ehr, storage };
}
