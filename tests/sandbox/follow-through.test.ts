// @vitest-environment node
/** What following a referral through needs of a server: updates with a version, searches from the order, and who may write. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { plain } from '../../src/sandbox/personality.ts';
import type { Sandbox } from '../../src/sandbox/sandbox.ts';
import { diagnostics, fhir, folder, hospital, referral, searchset, tokens } from './helpers.ts';
import type { Fhir } from './helpers.ts';

/** As the app asks: for the least that it needs of each type. */
const SCOPES =
  'launch patient/*.rs patient/ServiceRequest.cu patient/Task.cu patient/CarePlan.cu patient/Provenance.c user/Practitioner.r';
const alpha = { reference: 'Patient/alpha' };
type Made = { resourceType: string; id: string; meta: { versionId: string } };

const place = folder();
let sandbox: Sandbox;
let app: Fhir;

beforeAll(async () => {
  sandbox = await hospital(place);
  app = fhir(sandbox, (await tokens(sandbox, { patient: 'alpha' }, SCOPES)).access_token);
});
afterAll(async () => {
  await sandbox.stop();
  place.remove();
});

const PLAN = { resourceType: 'CarePlan', status: 'active', intent: 'plan', subject: alpha };
const TASK = { resourceType: 'Task', status: 'requested', intent: 'order', for: alpha };

async function made(client: Fhir, resource: object): Promise<Made> {
  const { resourceType } = resource as { resourceType: string };
  const response = await client.send('POST', resourceType, resource);
  expect([resourceType, response.status]).toEqual([resourceType, 201]);
  return (await response.json()) as Made;
}

const put = (client: Fhir, resource: Made, changes: object, version: string): Promise<Response> =>
  client.send('PUT', `${resource.resourceType}/${resource.id}`, { ...resource, ...changes }, { 'if-match': version });

describe('an update', () => {
  it.each([
    ['ServiceRequest', referral('alpha'), { status: 'active', intent: 'order' }],
    ['Task', TASK, { status: 'cancelled' }],
    ['CarePlan', PLAN, { status: 'revoked' }],
  ])('of %s needs the version that was read, and leaves the newer one as it is', async (_type, resource, changes) => {
    const first = await made(app, resource);
    const version = `W/"${first.meta.versionId}"`;
    expect((await put(app, first, changes, version)).status).toBe(200);
    const stale = await put(app, first, { status: 'on-hold' }, version);
    expect(stale.status).toBe(412);
    expect(await diagnostics(stale)).toContain('has changed');
    expect(await sandbox.read(`${first.resourceType}/${first.id}`)).toMatchObject(changes);
  });

  it('that comes too late is a 409 where the EHR says it so', async () => {
    const other = await hospital(place, { personality: { ...plain, staleVersionStatus: 409 } });
    try {
      const client = fhir(other, (await tokens(other, { patient: 'alpha' }, SCOPES)).access_token);
      const plan = await made(client, PLAN);
      expect((await put(client, plan, { status: 'revoked' }, 'W/"old"')).status).toBe(409);
    } finally {
      await other.stop();
    }
  });

  it('may be told by a Provenance of its own version, found from the order', async () => {
    const order = await made(app, referral('alpha'));
    const signed = (await (
      await put(app, order, { status: 'active', intent: 'order' }, `W/"${order.meta.versionId}"`)
    ).json()) as Made;
    await made(app, {
      resourceType: 'Provenance',
      target: [{ reference: `ServiceRequest/${order.id}/_history/${signed.meta.versionId}` }],
      recorded: '2026-01-20T10:00:00Z',
      activity: {
        coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v3-DataOperation', code: 'UPDATE' }],
      },
      agent: [{ who: { reference: 'Practitioner/dir-oncologist' } }],
    });
    expect((await searchset(await app.get(`Provenance?target=ServiceRequest/${order.id}`))).ids).toHaveLength(1);
  });
});

describe('what an order led to is found', () => {
  it.each([
    ['Task', 'focus', 'focus', { ...TASK }],
    ['Task', 'based-on', 'basedOn', { ...TASK }],
    [
      'Appointment',
      'based-on',
      'basedOn',
      {
        resourceType: 'Appointment',
        status: 'booked',
        start: '2026-02-02T15:00:00Z',
        end: '2026-02-02T16:00:00Z',
        participant: [{ actor: alpha, status: 'accepted' }],
      },
    ],
    [
      'Encounter',
      'based-on',
      'basedOn',
      { resourceType: 'Encounter', status: 'finished', class: { code: 'VR' }, subject: alpha },
    ],
  ] as const)('%s by %s', async (type, parameter, element, resource) => {
    const order = `ServiceRequest/${(await made(app, referral('alpha'))).id}`;
    const one = { reference: order };
    const target = element === 'focus' ? one : [one];
    const stored = await sandbox.create({ ...resource, [element]: target } as Parameters<typeof sandbox.create>[0]);
    for (const query of [
      `${parameter}=${order}`,
      `patient=alpha&${parameter}=${order}`,
      `${parameter}=${sandbox.fhirUrl}/${order}`,
    ])
      expect((await searchset(await app.get(`${type}?${query}`))).ids, query).toEqual([stored.id]);
    expect((await searchset(await app.get(`${type}?${parameter}=ServiceRequest/none`))).ids).toEqual([]);
  });

  it('the order itself by its id, a plan by patient', async () => {
    const order = await made(app, referral('alpha'));
    expect((await searchset(await app.get(`ServiceRequest?_id=${order.id}`))).ids).toEqual([order.id]);
    const plan = await made(app, { ...PLAN, activity: [{ reference: { reference: `ServiceRequest/${order.id}` } }] });
    expect((await searchset(await app.get('CarePlan?patient=alpha'))).ids).toContain(plan.id);
    expect((await searchset(await app.get(`CarePlan?activity-reference=ServiceRequest/${order.id}`))).ids).toEqual([
      plan.id,
    ]);
  });
});

it('the server says of itself what it offers', async () => {
  type Statement = {
    rest: {
      resource: {
        type: string;
        versioning: string;
        interaction: { code: string }[];
        searchParam: { name: string }[];
      }[];
    }[];
  };
  const statement = (await (await app.get('metadata')).json()) as Statement;
  const of = (type: string): Statement['rest'][number]['resource'][number] | undefined =>
    statement.rest[0]?.resource.find((one) => one.type === type);
  for (const type of ['ServiceRequest', 'Task', 'CarePlan']) {
    expect(of(type)?.interaction.map(({ code }) => code)).toEqual(expect.arrayContaining(['create', 'update']));
    expect(of(type)?.versioning).toBe('versioned-update');
  }
  const named = (type: string): string[] | undefined => of(type)?.searchParam.map(({ name }) => name);
  expect(named('Task')).toEqual(expect.arrayContaining(['focus', 'based-on', 'patient']));
  expect(named('Appointment')).toContain('based-on');
  expect(named('Encounter')).toContain('based-on');
});

it.each([
  ['patient/CarePlan.cruds', 'patient/CarePlan.cruds'],
  ['patient/Task.cruds', 'patient/Task.cruds'],
  ['patient/ServiceRequest.cruds', 'patient/ServiceRequest.cruds'],
  ['patient/CarePlan.write', 'patient/CarePlan.write'],
])('the app may be granted %s', async (asked, told) => {
  expect((await tokens(sandbox, { patient: 'alpha' }, `launch ${asked}`)).scope.split(' ')).toContain(told);
});

describe('who is signed in', () => {
  it.each(['dir-oncologist', 'dir-nurse', 'dir-coordinator'])('%s may write an order', async (user) => {
    const client = fhir(sandbox, (await tokens(sandbox, { patient: 'alpha', user }, SCOPES)).access_token);
    const order = await made(client, referral('alpha'));
    expect((await put(client, order, { priority: 'urgent' }, `W/"${order.meta.versionId}"`)).status).toBe(200);
  });

  it('the front desk may not, although the app was granted it; nothing is written', async () => {
    const granted = await tokens(sandbox, { patient: 'alpha', user: 'dir-desk' }, SCOPES);
    expect(granted.scope).toContain('patient/ServiceRequest.cu');
    const client = fhir(sandbox, granted.access_token);
    const order = await made(app, referral('alpha'));
    const before = await sandbox.search('ServiceRequest', { patient: 'alpha' });
    const refused = await client.send('POST', 'ServiceRequest', referral('alpha'));
    expect([refused.status, await diagnostics(refused)]).toEqual([
      403,
      'Who is signed in may not create ServiceRequest in this EHR.',
    ]);
    expect((await put(client, order, { priority: 'urgent' }, `W/"${order.meta.versionId}"`)).status).toBe(403);
    expect(await sandbox.search('ServiceRequest', { patient: 'alpha' })).toEqual(before);
    // Reading, and what is no order, are theirs.
    expect((await client.get(`ServiceRequest/${order.id}`)).status).toBe(200);
    await made(client, TASK);
  });
});
