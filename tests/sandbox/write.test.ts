// @vitest-environment node
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { plain } from '../../src/sandbox/personality.ts';
import type { Sandbox } from '../../src/sandbox/sandbox.ts';
import { diagnostics, fhir, folder, hospital, referral, searchset, tokens } from './helpers.ts';
import type { Fhir } from './helpers.ts';

const place = folder();
let sandbox: Sandbox;
let client: Fhir;

beforeAll(async () => {
  sandbox = await hospital(place);
  client = fhir(sandbox, (await tokens(sandbox)).access_token);
});
afterAll(async () => {
  await sandbox.stop();
  place.remove();
});

type Order = { resourceType: string; id: string; meta: { versionId: string }; [element: string]: unknown };

describe('create', () => {
  it('gives 201 with the address, the version and the resource, under an id of its own', async () => {
    const response = await client.send(
      'POST',
      'ServiceRequest',
      referral('alpha', { id: 'mine', meta: { versionId: '7', tag: [{ code: 'x' }] } }),
    );
    expect(response.status).toBe(201);
    const body = (await response.json()) as Order;
    expect(body.id).not.toBe('mine');
    expect(body.meta.versionId).not.toBe('7');
    expect(body.meta).toHaveProperty('tag');
    expect(response.headers.get('location')).toBe(
      `${sandbox.fhirUrl}/ServiceRequest/${body.id}/_history/${body.meta.versionId}`,
    );
    expect(response.headers.get('etag')).toBe(`W/"${body.meta.versionId}"`);
    expect(await sandbox.read(`ServiceRequest/${body.id}`)).toEqual(body);
    expect((await client.get(response.headers.get('location') ?? '')).status).toBe(200);
  });

  it('gives as much body as is preferred', async () => {
    const minimal = await client.send('POST', 'ServiceRequest', referral('alpha'), { prefer: 'return=minimal' });
    expect([minimal.status, await minimal.text()]).toEqual([201, '']);
    expect(minimal.headers.get('location')).toBeTruthy();
    const outcome = await client.send('POST', 'ServiceRequest', referral('alpha'), {
      prefer: 'return=OperationOutcome',
    });
    expect(await diagnostics(outcome)).toContain('was written');
  });

  it.each([
    ['malformed JSON', '{"resourceType":', {}, 400],
    ['no object', '[]', {}, 400],
    ['another type', { resourceType: 'Task' }, {}, 400],
    ['another content type', referral('alpha'), { 'content-type': 'text/plain' }, 415],
    ['a missing element', referral('alpha', { intent: undefined }), {}, 422],
    ['an unknown element', referral('alpha', { surprise: true }), {}, 422],
    ['a bad date', referral('alpha', { authoredOn: 'yesterday' }), {}, 422],
  ])('refuses %s with an OperationOutcome', async (_name, body, headers: Record<string, string>, status) => {
    const response = await client.send('POST', 'ServiceRequest', body, headers);
    expect(response.status).toBe(status);
    expect(await diagnostics(response)).toBeTruthy();
  });

  it('is not offered for everything', async () => {
    const response = await client.send('POST', 'Encounter', { resourceType: 'Encounter' });
    expect(response.status).toBe(405);
  });

  it('is done once for one identifier, also when two come at the same moment', async () => {
    const order = referral('alpha', { identifier: [{ system: 'urn:referral', value: 'once' }] });
    const send = (): Promise<Response> =>
      client.send('POST', 'ServiceRequest', order, { 'if-none-exist': 'identifier=urn:referral|once' });
    const answers = await Promise.all([send(), send(), send()]);
    expect(answers.map((answer) => answer.status).toSorted((a, b) => a - b)).toEqual([200, 200, 201]);
    const found = await Promise.all(answers.map(async (answer) => ((await answer.json()) as Order).id));
    expect(new Set(found).size).toBe(1);
    expect((await searchset(await client.get('ServiceRequest?identifier=urn:referral|once'))).ids).toHaveLength(1);
  });

  it('refuses a condition with several matches, without content, or with unknown parameters', async () => {
    const twin = referral('alpha', { identifier: [{ system: 'urn:referral', value: 'twin' }] });
    await client.send('POST', 'ServiceRequest', twin);
    await client.send('POST', 'ServiceRequest', twin);
    expect(
      (await client.send('POST', 'ServiceRequest', twin, { 'if-none-exist': 'identifier=urn:referral|twin' })).status,
    ).toBe(412);
    expect((await client.send('POST', 'ServiceRequest', twin, { 'if-none-exist': '_count=1' })).status).toBe(412);
    expect((await client.send('POST', 'ServiceRequest', twin, { 'if-none-exist': 'color=red' })).status).toBe(400);
  });
});

describe('update and delete', () => {
  it('need the version that was read', async () => {
    const created = await client.send('POST', 'ServiceRequest', referral('alpha'));
    const order = (await created.json()) as Order;
    const first = created.headers.get('etag') ?? '';
    const put = (headers: Record<string, string>, changes: object = {}): Promise<Response> =>
      client.send('PUT', `ServiceRequest/${order.id}`, { ...order, status: 'revoked', ...changes }, headers);
    expect((await put({})).status).toBe(400);
    const updated = await put({ 'if-match': first });
    expect(updated.status).toBe(200);
    expect(updated.headers.get('etag')).not.toBe(first);
    const stale = await put({ 'if-match': first });
    expect(stale.status).toBe(412);
    expect(await diagnostics(stale)).toContain('has changed');
    expect((await put({ 'if-match': updated.headers.get('etag') ?? '' }, { id: 'other' })).status).toBe(400);
    const old = (await (
      await client.get(`ServiceRequest/${order.id}/_history/${order.meta.versionId}`)
    ).json()) as Order;
    expect(old['status']).toBe('draft');
    expect(((await (await client.get(`ServiceRequest/${order.id}`)).json()) as Order)['status']).toBe('revoked');
  });

  it('do not create', async () => {
    const response = await client.send('PUT', 'ServiceRequest/invented', referral('alpha', { id: 'invented' }), {
      'if-match': 'W/"1"',
    });
    expect(response.status).toBe(405);
  });

  it('leave 410 behind', async () => {
    const order = (await (await client.send('POST', 'ServiceRequest', referral('alpha'))).json()) as Order;
    expect((await client.send('DELETE', `ServiceRequest/${order.id}`)).status).toBe(204);
    expect((await client.get(`ServiceRequest/${order.id}`)).status).toBe(410);
    expect((await client.send('PUT', `ServiceRequest/${order.id}`, order, { 'if-match': 'W/"1"' })).status).toBe(410);
    expect((await searchset(await client.get(`ServiceRequest?_id=${order.id}`))).ids).toEqual([]);
  });

  it('are not offered for everything', async () => {
    expect(
      (await client.send('PUT', 'Patient/alpha', { resourceType: 'Patient', id: 'alpha' }, { 'if-match': 'W/"1"' }))
        .status,
    ).toBe(405);
    expect((await client.send('DELETE', 'Patient/alpha')).status).toBe(405);
  });
});

describe('behind the scenes', () => {
  it('a test can read, search, create and update without a token', async () => {
    const task = await sandbox.create({
      resourceType: 'Task',
      status: 'requested',
      intent: 'order',
      for: { reference: 'Patient/alpha' },
    });
    const changed = await sandbox.update({ ...task, status: 'accepted' });
    expect(changed.meta?.versionId).not.toBe(task.meta?.versionId);
    expect(await sandbox.read(`Task/${task.id ?? ''}`)).toMatchObject({ status: 'accepted' });
    expect(await sandbox.search('Task', { patient: 'alpha', status: 'accepted' })).toHaveLength(1);
    await expect(sandbox.read('Task/none')).rejects.toThrow('does not exist');
  });
});

describe('a personality', () => {
  it('can answer a create with nothing but the address, want parameters, and take other headers', async () => {
    const other = await hospital(place, {
      personality: {
        ...plain,
        createAnswer: 'empty-201',
        pageSize: 10,
        pageCap: 20,
        staleVersionStatus: 409,
        creatable: ['ServiceRequest'],
        searchRules: { Observation: { supported: ['patient', 'category'], required: [['patient', 'category']] } },
        extraOutcomes: () => [{ severity: 'warning', code: 'incomplete', diagnostics: 'Not the entire record.' }],
      },
    });
    try {
      const app = fhir(other, (await tokens(other)).access_token);
      const created = await app.send('POST', 'ServiceRequest', referral('alpha'), { prefer: 'return=representation' });
      expect([created.status, await created.text()]).toEqual([201, '']);
      const id = /ServiceRequest\/([^/]+)/.exec(created.headers.get('location') ?? '')?.[1] ?? '';
      expect(
        (await app.send('PUT', `ServiceRequest/${id}`, referral('alpha', { id }), { 'if-match': 'W/"stale"' })).status,
      ).toBe(409);
      expect((await app.send('POST', 'Task', { resourceType: 'Task' })).status).toBe(405);
      expect((await app.get('Observation?patient=alpha')).status).toBe(400);
      const found = await searchset(
        await app.get('Observation?patient=alpha&category=laboratory&code=1751-7&_count=100'),
      );
      expect([found.ids.length, found.warnings[0]]).toEqual([20, 'Not the entire record.']);
      expect(found.warnings[1]).toContain('code');
    } finally {
      await other.stop();
    }
  });

  it('can take a few elements only, and names each of the others', async () => {
    const writableElements = {
      ServiceRequest: ['status', 'intent', 'code', 'subject', 'requester', 'reasonReference', 'identifier'],
    };
    const other = await hospital(place, { personality: { ...plain, writableElements } });
    try {
      const app = fhir(other, (await tokens(other)).access_token);
      expect((await app.send('POST', 'ServiceRequest', referral('alpha'))).status).toBe(201);
      const tooMuch = referral('alpha', {
        note: [{ text: 'x' }],
        _status: { id: 'a' },
        _priority: { id: 'b' },
        meta: { tag: [{ code: 'x' }] },
      });
      const refused = await app.send('POST', 'ServiceRequest', tooMuch);
      expect(refused.status).toBe(422);
      const { issue } = (await refused.json()) as { issue: { expression: string[]; diagnostics: string }[] };
      expect(issue.map(({ expression }) => expression)).toEqual([
        ['ServiceRequest.note'],
        ['ServiceRequest.priority'],
        ['ServiceRequest.meta'],
      ]);
      expect(issue[0]?.diagnostics).toContain('note');
      // Other types, and updates, are not concerned.
      const task = { resourceType: 'Task', status: 'draft', intent: 'order', for: { reference: 'Patient/alpha' } };
      expect((await app.send('POST', 'Task', task)).status).toBe(201);
      const [order] = await other.search('ServiceRequest', { patient: 'alpha' });
      const changed = { ...order, note: [{ text: 'x' }] };
      const version = { 'if-match': `W/"${order?.meta?.versionId ?? ''}"` };
      expect((await app.send('PUT', `ServiceRequest/${order?.id ?? ''}`, changed, version)).status).toBe(200);
    } finally {
      await other.stop();
    }
  });
});
