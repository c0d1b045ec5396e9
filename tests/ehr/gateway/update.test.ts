import type { ServiceRequest } from 'fhir/r4';
import { describe, expect, it } from 'vitest';
import { createGateway } from '../../../src/ehr/gateway/gateway.ts';
import { BASE, fakeServer, hang, json, lost, outcome, type Handler } from '../support/fake-fetch.ts';

const order: ServiceRequest = {
  resourceType: 'ServiceRequest',
  id: '12',
  status: 'revoked',
  intent: 'order',
  subject: { reference: 'Patient/p1' },
};

function updateAt(handler: Handler, version = '3', resource: ServiceRequest = order) {
  const server = fakeServer(handler);
  const gateway = createGateway({ base: BASE, token: () => 'secret', fetch: server.fetch, writeTimeout: 5 });
  return { server, answer: gateway.update(resource, version) };
}

describe('an update', () => {
  it('is one PUT over the version that it names', async () => {
    const { server, answer } = updateAt(() => json(order, 200, { ETag: 'W/"4"' }));
    expect(await answer).toMatchObject({ is: 'answered', status: 200, reference: 'ServiceRequest/12', versionId: '4' });
    const [asked] = server.asked;
    expect(asked).toMatchObject({ method: 'PUT', path: '/ServiceRequest/12', body: order });
    expect(asked?.headers.get('If-Match')).toBe('W/"3"');
  });

  it.each([409, 412])('says of %s that something has changed', async (status) => {
    const { answer } = updateAt(() => json(outcome('changed'), status));
    expect(await answer).toMatchObject({ is: 'answered', status, says: 'error', problem: { kind: 'conflict' } });
  });

  it.each<readonly [string, Handler, kind: string]>([
    ['the connection is lost', lost, 'network'],
    ['there is no answer', hang, 'timeout'],
  ])('may have arrived when %s, and is not repeated', async (_, handler, kind) => {
    const { server, answer } = updateAt(handler);
    expect(await answer).toMatchObject({ is: 'lost', why: { kind } });
    expect(server.asked).toHaveLength(1);
  });

  it.each([503, 500, 401])('is not repeated after %s', async (status) => {
    const { server, answer } = updateAt(() => json({}, status));
    expect(await answer).toMatchObject({ is: 'answered', status });
    expect(server.asked).toHaveLength(1);
  });

  it.each<readonly [string, string, ServiceRequest]>([
    [
      'an instance without an id',
      '3',
      { resourceType: 'ServiceRequest', status: 'active', intent: 'order', subject: {} },
    ],
    ['an id that leads elsewhere', '3', { ...order, id: '../Patient/p2' }],
    ['a version that is none', '3"\r\nX: y', order],
    ['no version', '', order],
  ])('goes nowhere for %s', async (_, version, resource) => {
    const { server, answer } = updateAt(() => json(order), version, resource);
    expect(await answer).toMatchObject({ is: 'not-sent' });
    expect(server.asked).toEqual([]);
  });
});
