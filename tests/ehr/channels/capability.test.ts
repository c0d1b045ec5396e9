import { describe, expect, it } from 'vitest';
import { whyNotCreate } from '../../../src/ehr/channels/capability.ts';
import { createGateway } from '../../../src/ehr/gateway/gateway.ts';
import { parseScopes } from '../../../src/ehr/sources/scopes.ts';
import { CAPABILITIES, chartServer, type Answers } from '../support/chart-server.ts';
import { BASE, json, noSleep } from '../support/fake-fetch.ts';

const GRANTED = 'patient/ServiceRequest.crs';

async function why(says: 'as-advertised' | 'yes' | 'staged' | 'no', scope: string, answers: Answers = {}) {
  const server = chartServer(answers);
  const gateway = createGateway({
    base: BASE,
    token: () => 'secret',
    fetch: server.fetch,
    sleep: noSleep,
    vendor: 'generic',
  });
  return {
    why: await whyNotCreate('ServiceRequest', says, parseScopes(scope), gateway),
    asked: server.count('GET', '/metadata'),
  };
}

const statement = (rest: unknown): Answers => ({
  '/metadata': () => json({ resourceType: 'CapabilityStatement', rest }),
});

describe('a referral can be created', () => {
  it.each([
    [GRANTED],
    ['patient/ServiceRequest.write'],
    ['user/*.*'],
    ['patient/ServiceRequest.c?category=http://snomed.info/sct|3457005'], // the server decides whether ours fits
  ])('when it is advertised and %s is granted', async (scope) => {
    expect(await why('as-advertised', scope)).toEqual({ why: null, asked: 1 });
  });

  it('when the site says so, whatever the server says', async () => {
    expect(await why('yes', '', { '/metadata': () => json({}, 500) })).toEqual({ why: null, asked: 0 });
  });
});

describe('a referral goes by letter', () => {
  it('when the site says so', async () => {
    expect(await why('no', GRANTED)).toEqual({ why: 'switched-off', asked: 0 });
  });

  it('when it is not granted, without asking the server', async () => {
    expect(await why('as-advertised', 'patient/ServiceRequest.rs patient/Task.c')).toEqual({
      why: 'not-granted',
      asked: 0,
    });
  });

  it.each([
    [
      'there is no create',
      [{ mode: 'server', resource: [{ type: 'ServiceRequest', interaction: [{ code: 'read' }] }] }],
    ],
    [
      'there is no ServiceRequest',
      [{ mode: 'server', resource: [{ type: 'Task', interaction: [{ code: 'create' }] }] }],
    ],
    ['only a client would create', [{ ...CAPABILITIES.rest[0], mode: 'client' }]],
    ['there is nothing', []],
    [
      'the statement is odd',
      [
        null,
        { mode: 'server', resource: 'x' },
        { mode: 'server', resource: [{ type: 'ServiceRequest', interaction: {} }] },
      ],
    ],
  ])('when %s', async (_, rest) => {
    expect(await why('as-advertised', GRANTED, statement(rest))).toMatchObject({ why: 'not-advertised' });
  });

  it.each([
    ['cannot be read', () => json({}, 500)],
    ['is something else', () => json({ resourceType: 'OperationOutcome' })],
  ] as const)('when the statement %s', async (_, answer) => {
    expect(await why('as-advertised', GRANTED, { '/metadata': answer })).toMatchObject({ why: 'could-not-ask' });
  });
});
