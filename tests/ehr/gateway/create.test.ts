import type { ServiceRequest } from 'fhir/r4';
import { describe, expect, it } from 'vitest';
import { createGateway } from '../../../src/ehr/gateway/gateway.ts';
import { BASE, fakeServer, hang, json, lost, outcome, type Handler } from '../support/fake-fetch.ts';

const order: ServiceRequest = {
  resourceType: 'ServiceRequest',
  status: 'active',
  intent: 'order',
  subject: { reference: 'Patient/p1' },
};

function createAt(handler: Handler, options = {}) {
  const server = fakeServer(handler);
  const gateway = createGateway({ base: BASE, token: () => 'secret', fetch: server.fetch, writeTimeout: 5 });
  return { server, answer: gateway.create(order, options) };
}

describe('a create', () => {
  it('is one POST of FHIR JSON', async () => {
    const { server, answer } = createAt(() =>
      json({ ...order, id: '12' }, 201, { ETag: 'W/"3"', Location: `${BASE}/ServiceRequest/12/_history/3` }),
    );
    expect(await answer).toMatchObject({
      is: 'answered',
      status: 201,
      reference: 'ServiceRequest/12',
      versionId: '3',
      resource: { id: '12' },
    });
    const [asked] = server.asked;
    expect(asked).toMatchObject({ method: 'POST', path: '/ServiceRequest', body: order });
    expect([...(asked?.headers.keys() ?? [])].toSorted()).toEqual(['accept', 'authorization', 'content-type']);
    expect(asked?.headers.get('Content-Type')).toBe('application/fhir+json');
  });

  it('sends the special headers only when told', async () => {
    const { server, answer } = createAt(() => json({}, 201), {
      ifNoneExist: 'identifier=s|v',
      preferRepresentation: true,
    });
    await answer;
    expect(server.asked[0]?.headers.get('If-None-Exist')).toBe('identifier=s|v');
    expect(server.asked[0]?.headers.get('Prefer')).toBe('return=representation');
  });

  it('succeeds with an empty body, as Oracle answers', async () => {
    const empty = new Response('', {
      status: 201,
      headers: { 'Content-Type': 'text/html', Location: `${BASE}/ServiceRequest/12`, ETag: 'W/"1"' },
    });
    const { server, answer } = createAt(() => empty);
    expect(await answer).toMatchObject({
      is: 'answered',
      status: 201,
      reference: 'ServiceRequest/12',
      resource: null,
      versionId: '1',
    });
    expect(server.asked).toHaveLength(1);
  });

  it.each([
    ['absolute', `${BASE}/ServiceRequest/12`, 'ServiceRequest/12'],
    ['relative', 'ServiceRequest/12/_history/1', 'ServiceRequest/12'],
    ['foreign', 'https://upstream.example/fhir/ServiceRequest/12', null],
    ['of another type', `${BASE}/Task/12`, null],
  ])('a Location that is %s gives %s -> %s', async (_, location, reference) => {
    expect(
      await createAt(() => new Response('', { status: 201, headers: { Location: location } })).answer,
    ).toMatchObject({ reference });
  });

  it('keeps the status when the body breaks off', async () => {
    const broken = (): Response =>
      new Response(new ReadableStream({ start: (controller) => controller.error(new TypeError('terminated')) }), {
        status: 201,
        headers: { Location: `${BASE}/ServiceRequest/12` },
      });
    expect(await createAt(broken).answer).toMatchObject({
      is: 'answered',
      status: 201,
      reference: 'ServiceRequest/12',
    });
  });

  it.each([
    ['a lost connection', lost, 'network'],
    ['no answer in time', hang, 'timeout'],
  ] as const)('is lost, not failed, after %s, and never repeated', async (_, handler, kind) => {
    const { server, answer } = createAt(handler);
    expect(await answer).toMatchObject({ is: 'lost', why: { kind } });
    expect(server.asked).toHaveLength(1);
  });

  it.each([429, 500, 502, 503, 504])('is not repeated after %i', async (status) => {
    const { server, answer } = createAt(() => json(outcome('busy'), status));
    expect(await answer).toMatchObject({ is: 'answered', status, problem: { said: ['busy'] } });
    expect(server.asked).toHaveLength(1);
  });
});
