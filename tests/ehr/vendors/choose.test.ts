import type { CapabilityStatement } from 'fhir/r4';
import { describe, expect, it, vi } from 'vitest';
import { failure, problem, success } from '../../../src/domain/problem.ts';
import { whyNotCreate } from '../../../src/ehr/channels/capability.ts';
import { createGateway } from '../../../src/ehr/gateway/gateway.ts';
import { parseScopes } from '../../../src/ehr/sources/scopes.ts';
import { chooseVendor, namedIn } from '../../../src/ehr/vendors/choose.ts';
import { VENDORS } from '../../../src/ehr/vendors/index.ts';
import { waysOf } from '../../../src/ehr/vendors/vendor.ts';
import { BASE, fakeServer, json, noSleep } from '../support/fake-fetch.ts';

const statement = (more: object): CapabilityStatement =>
  ({ resourceType: 'CapabilityStatement', status: 'active', ...more }) as CapabilityStatement;
const saying = (more: object) => ({ capabilities: vi.fn(async () => success(statement(more))) });
const soon = async (): Promise<void> => new Promise((done) => setTimeout(done, 20));

describe('which EHR it is', () => {
  it.each([
    ['epic', { software: { name: 'Epic February 2026' } }],
    ['epic', { software: { name: 'Epic' }, publisher: 'Some Hospital' }],
    ['oracle', { publisher: 'Cerner', name: 'CernerCapabilityStatement' }],
    ['oracle', { publisher: 'Oracle Health' }],
    ['meditech', { software: { name: 'MEDITECH Expanse' } }],
    ['generic', { software: { name: 'HAPI FHIR Server' }, publisher: 'Not provided' }],
    ['generic', { software: { name: 'Epicurus Lab' } }],
    ['epic', { software: { name: 'EPIC' } }],
    ['epic', { software: { name: 'EpicCare 2026' } }],
    ['epic', { name: 'Epic2026' }],
    // It may be any of them behind a gateway that takes the name away.
    [null, {}],
    // Shapes that FHIR does not have are no names.
    [null, { software: 'Epic', publisher: ['Cerner'], name: 7 }],
    [null, { software: [{ name: 'Epic' }] }],
  ])('%s: %j', (id, said) => {
    expect(namedIn(statement(said))).toBe(id);
  });

  it('is what site.json says, and the server is not asked', async () => {
    const gateway = saying({ software: { name: 'Epic' } });
    expect((await chooseVendor('oracle', gateway.capabilities)).id).toBe('oracle');
    expect((await chooseVendor('generic', gateway.capabilities)).quirks).toEqual([]);
    expect(gateway.capabilities).not.toHaveBeenCalled();
  });

  it('is what the server says of itself, where site.json says nothing', async () => {
    const { id, quirks } = await chooseVendor(undefined, saying({ software: { name: 'Epic May 2026' } }).capabilities);
    expect(id).toBe('epic');
    expect(quirks.length).toBeGreaterThan(0);
  });

  it.each([
    ['cannot be asked', async () => failure(problem('server', 'GET metadata: HTTP 500'))],
    ['does not name itself', async () => success(statement({}))],
    ['does not answer in time', () => new Promise<never>(() => {})],
  ])('unknown where it %s: nothing follows then from what a known EHR would leave out', async (_why, capabilities) => {
    const vendor = await chooseVendor(undefined, capabilities, soon);
    expect(vendor.id).toBe('unknown');
    const ways = waysOf(vendor);
    for (const id of ['ServiceRequest', 'MedicationAdministration', 'Consent', 'Task'] as const)
      expect(ways.leavesOut(id), id).not.toBeNull();
    expect(ways.leavesOut('Encounter')).toBeNull();
  });

  it('whatever any known EHR leaves out, or is not asked for there, counts as left out where it is unknown', async () => {
    const unknown = waysOf(await chooseVendor(undefined, async () => failure(problem('network', 'x')), soon));
    for (const { id, quirks } of VENDORS)
      for (const { changes } of await quirks())
        for (const source of [...(changes.notAsked ?? []), ...Object.keys(changes.leavesOut ?? {})] as 'Task'[])
          expect(unknown.leavesOut(source), `${id} ${source}`).not.toBeNull();
  });
});

describe('a statement that comes late', () => {
  it('still says what is not meant for apps, before anything is written', async () => {
    const server = fakeServer(async ({ path }) => {
      await soon();
      return json(path.endsWith('/metadata') ? statement({ software: { name: 'Epic May 2026' }, rest: CREATES }) : {});
    });
    // The waiting of the first reading is over at once: nobody knows then which EHR this is.
    const waits = [noSleep];
    const sleep = async (): Promise<void> => (waits.pop() ?? soon)();
    const gateway = createGateway({ base: BASE, token: () => 'secret', fetch: server.fetch, sleep });
    expect((await gateway.vendor()).id).toBe('unknown');
    const granted = parseScopes('patient/*.cruds');
    expect(await whyNotCreate('ServiceRequest', 'as-advertised', granted, gateway)).toBe('not-advertised');
    expect((await gateway.vendor()).id).toBe('epic');
  });
});

it('an EHR that does not name itself is written to only where site.json says which it is', async () => {
  const server = fakeServer(async ({ path }) => json(path.endsWith('/metadata') ? statement({ rest: CREATES }) : {}));
  const granted = parseScopes('patient/*.cruds');
  const whyNot = (vendor?: 'generic') =>
    whyNotCreate(
      'ServiceRequest',
      'as-advertised',
      granted,
      createGateway({ base: BASE, token: () => 'secret', fetch: server.fetch, sleep: noSleep, vendor }),
    );
  expect(await whyNot()).toBe('could-not-ask');
  expect(await whyNot('generic')).toBeNull();
});

const CREATES = [{ mode: 'server', resource: [{ type: 'ServiceRequest', interaction: [{ code: 'create' }] }] }];
