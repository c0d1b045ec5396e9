/** What leaves for which host, with real sockets: a third listener that must hear nothing. */
import type { ServiceRequest } from 'fhir/r4';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createGateway, type Gateway } from '../../../src/ehr/gateway/gateway.ts';
import { bundle } from '../support/fake-fetch.ts';
import { listen, send, type Listener } from '../support/listener.ts';

let ehr: Listener;
let stranger: Listener;
let gateway: Gateway;

beforeAll(async () => {
  stranger = await listen((_, response) => send(response, bundle([])));
  ehr = await listen((request, response) => {
    const url = new URL(request.url ?? '', ehr.origin);
    if (url.pathname === '/fhir/Condition') {
      return send(
        response,
        bundle([{ resourceType: 'Condition', id: 'c1' }], {
          link: [{ relation: 'next', url: `${stranger.origin}/fhir/Condition?page=2` }],
        }),
      );
    }
    if (url.pathname === '/fhir/Encounter')
      return response.writeHead(307, { Location: `${stranger.origin}/fhir/Encounter` }).end();
    if (url.pathname === '/fhir/Task')
      return response.writeHead(307, { Location: `${stranger.origin}/fhir/Task` }).end();
    if (request.method === 'POST')
      return response.writeHead(201, { Location: `${stranger.origin}/fhir/ServiceRequest/9` }).end();
    return send(response, { resourceType: 'Patient', id: 'p1' });
  });
  gateway = createGateway({ base: `${ehr.origin}/fhir`, token: () => 'secret', fetch });
});
afterAll(async () => {
  await Promise.all([ehr.close(), stranger.close()]);
});
beforeEach(() => {
  ehr.requests.length = 0;
  stranger.requests.length = 0;
});

describe('nothing reaches another host', () => {
  it('by a next link', async () => {
    expect(await gateway.search('Condition', {})).toMatchObject({
      pages: 1,
      resources: [{ id: 'c1' }],
      incomplete: { kind: 'foreign-address' },
    });
  });

  it('by a reference', async () => {
    for (const reference of [`${stranger.origin}/fhir/Patient/p1`, '//127.0.0.1/Patient/p1', '#p1', 'urn:uuid:1']) {
      expect(await gateway.read(reference)).toMatchObject({ ok: false, problem: { kind: 'foreign-address' } });
    }
    expect(ehr.requests).toHaveLength(0);
  });

  it('by the Location of a create', async () => {
    expect(await gateway.create({ resourceType: 'ServiceRequest' } as ServiceRequest)).toMatchObject({
      status: 201,
      reference: null,
    });
    expect(ehr.requests).toHaveLength(1);
  });

  it('by a redirect of a read, which is not followed', async () => {
    expect(await gateway.search('Encounter', {})).toMatchObject({ pages: 0, incomplete: { kind: 'foreign-address' } });
  });

  it('by a redirect of a write, which would carry the patient along', async () => {
    expect(await gateway.create({ resourceType: 'Task' } as never)).toMatchObject({
      is: 'answered',
      problem: { kind: 'foreign-address' },
    });
  });

  it('and what does reach the EHR carries the token', async () => {
    await gateway.read('Patient/p1');
    expect(ehr.requests).toMatchObject([{ method: 'GET', url: '/fhir/Patient/p1', authorization: 'Bearer secret' }]);
  });

  afterEach(() => expect(stranger.requests).toEqual([]));
});

describe('a connection that breaks', () => {
  it('after the POST was taken in is lost, not failed', async () => {
    let taken = 0;
    const dropping = await listen((_, response) => {
      taken += 1;
      response.destroy();
    });
    const lossy = createGateway({ base: `${dropping.origin}/fhir`, token: () => 'secret', fetch });
    expect(await lossy.create({ resourceType: 'ServiceRequest' } as ServiceRequest)).toMatchObject({
      is: 'lost',
      why: { kind: 'network' },
    });
    expect(taken).toBe(1);
    await dropping.close();
  });
});
