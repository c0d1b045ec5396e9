// @vitest-environment node
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CapabilityStatement, ServiceRequest } from 'fhir/r4';
import type { Sandbox } from '../../src/sandbox/sandbox.ts';
import { diagnostics, fhir, folder, get, hospital, referral, searchset, tokens } from './helpers.ts';
import type { Fhir } from './helpers.ts';

const place = folder();
let sandbox: Sandbox;
let alpha: Fhir;

beforeAll(async () => {
  sandbox = await hospital(place);
  alpha = fhir(sandbox, (await tokens(sandbox)).access_token);
});
afterAll(async () => {
  await sandbox.stop();
  place.remove();
});

const withScopes = async (scope: string, patient = 'alpha'): Promise<Fhir> =>
  fhir(sandbox, (await tokens(sandbox, { patient }, `launch ${scope}`)).access_token);

describe('tokens', () => {
  it.each(['Patient/alpha', 'Patient', 'Observation?patient=alpha', 'Nonsense', 'Patient/alpha/_history/1'])(
    'are needed for %s',
    async (path) => {
      const response = await get(`${sandbox.fhirUrl}/${path}`);
      expect(response.status).toBe(401);
      expect(response.headers.get('www-authenticate')).toContain('Bearer');
      expect(await diagnostics(response)).toContain('access token');
    },
  );

  it('must be known, and are read from the header only', async () => {
    expect((await fhir(sandbox, 'invented').get('Patient/alpha')).status).toBe(401);
    const { access_token: token } = await tokens(sandbox);
    expect((await get(`${sandbox.fhirUrl}/Patient/alpha?access_token=${token}`)).status).toBe(401);
    expect((await get(`${sandbox.fhirUrl}/Patient/alpha`, { authorization: `Basic ${token}` })).status).toBe(401);
  });
});

describe('scopes', () => {
  it('name what is missing', async () => {
    const client = await withScopes('patient/Patient.r');
    expect((await client.get('Patient/alpha')).status).toBe(200);
    const refused = await client.get('Observation?patient=alpha');
    expect(refused.status).toBe(403);
    expect(await diagnostics(refused)).toContain('patient/Observation.s');
    expect(await diagnostics(await client.send('POST', 'ServiceRequest', referral('alpha')))).toContain(
      'patient/ServiceRequest.c',
    );
  });

  it('tell read from search, and create from update', async () => {
    const client = await withScopes('patient/Observation.r patient/ServiceRequest.c');
    expect((await client.get('Observation/alpha-obs-1')).status).toBe(200);
    expect((await client.get('Observation?patient=alpha')).status).toBe(403);
    const created = await client.send('POST', 'ServiceRequest', referral('alpha'));
    expect(created.status).toBe(201);
    const body = (await created.json()) as { id: string };
    expect(
      (
        await client.send(
          'PUT',
          `ServiceRequest/${body.id}`,
          { ...referral('alpha'), id: body.id },
          { 'if-match': created.headers.get('etag') ?? '' },
        )
      ).status,
    ).toBe(403);
    expect((await client.send('DELETE', `ServiceRequest/${body.id}`)).status).toBe(403);
  });

  it('work in version 1', async () => {
    const client = await withScopes('patient/Observation.read patient/ServiceRequest.write');
    expect((await client.get('Observation?patient=alpha')).status).toBe(200);
    expect((await client.send('POST', 'ServiceRequest', referral('alpha'))).status).toBe(201);
    expect((await client.get('ServiceRequest?patient=alpha')).status).toBe(403);
  });

  it('are held to their granular part in search, read and total', async () => {
    const client = await withScopes(
      'patient/Observation.rs?category=http://terminology.hl7.org/CodeSystem/observation-category|laboratory',
    );
    const found = await searchset(await client.get('Observation?patient=alpha&_count=100'));
    expect(found.total).toBe(60);
    expect(found.ids).not.toContain('alpha-obs-1');
    expect((await client.get('Observation/alpha-obs-0')).status).toBe(200);
    expect((await client.get('Observation/alpha-obs-1')).status).toBe(403);
  });

  it('open nothing without a patient in context', async () => {
    const client = fhir(sandbox, (await tokens(sandbox, { noPatient: true })).access_token);
    expect((await client.get('Patient')).status).toBe(403);
    expect((await client.get('Practitioner/dir-oncologist')).status).toBe(200);
  });
});

describe('the compartment', () => {
  it('refuses a search for another patient, however it is spelled', async () => {
    for (const query of [
      'patient=beta',
      'patient=Patient/beta',
      `patient=${sandbox.fhirUrl}/Patient/beta`,
      'subject=Patient/beta',
      'subject:Patient=beta',
      'patient=alpha,beta',
      'patient=beta&patient=alpha',
    ]) {
      expect((await alpha.get(`Observation?${query}`)).status, query).toBe(403);
    }
    expect((await alpha.get('Patient?_id=beta')).status).toBe(403);
    const post = await fetch(`${sandbox.fhirUrl}/Observation/_search`, {
      method: 'POST',
      body: new URLSearchParams({ patient: 'beta' }),
      headers: { authorization: `Bearer ${(await tokens(sandbox)).access_token}` },
    });
    expect(post.status).toBe(403);
  });

  it('narrows a search that names no patient', async () => {
    const found = await searchset(await alpha.get('Encounter'));
    expect(found.ids).toEqual(['alpha-enc-old', 'alpha-enc-today']);
    expect((await searchset(await alpha.get('Patient'))).ids).toEqual(['alpha']);
    expect((await searchset(await alpha.get('Patient?identifier=MRN-beta'))).ids).toEqual([]);
    expect((await searchset(await alpha.get('Observation?_id=beta-obs-1'))).ids).toEqual([]);
    expect((await searchset(await alpha.get('Appointment?date=ge2026-01-01'))).ids).toEqual(['alpha-visit']);
  });

  it('refuses to read what belongs to another patient', async () => {
    for (const path of [
      'Patient/beta',
      'Observation/beta-obs-1',
      'Encounter/beta-enc-old',
      'Observation/beta-obs-1/_history/1',
      'Appointment/beta-visit',
    ]) {
      expect((await alpha.get(path)).status, path).toBe(403);
    }
  });

  it('opens directory entries and drugs only where granted, and drugs only of this chart', async () => {
    expect((await alpha.get('Medication/alpha-drug')).status).toBe(200);
    expect((await alpha.get('Medication/beta-drug')).status).toBe(403);
    expect((await searchset(await alpha.get('Medication'))).ids).toEqual(['alpha-drug']);
    expect((await alpha.get('Practitioner/dir-nurse')).status).toBe(200);
    expect((await alpha.get('Practitioner?name=Onkel')).status).toBe(200);
    expect((await searchset(await alpha.get('HealthcareService?name=clinic'))).ids).toEqual(['dir-clinic']);
    const narrow = await withScopes('patient/Patient.r user/Practitioner.r');
    expect((await narrow.get('HealthcareService/dir-clinic')).status).toBe(403);
    expect((await narrow.get('Practitioner?name=Onkel')).status).toBe(403);
  });

  it('serves the directory, schedules and free slots under user/ scopes, without a patient', async () => {
    const types = ['HealthcareService', 'Location', 'Organization', 'Schedule', 'Slot'];
    await sandbox.create({ resourceType: 'Organization', name: 'Riverside' });
    await sandbox.create({ resourceType: 'Location', name: 'Room 1' });
    const schedule = await sandbox.create({
      resourceType: 'Schedule',
      actor: [{ reference: 'HealthcareService/dir-clinic' }],
    });
    await sandbox.create({
      resourceType: 'Slot',
      schedule: { reference: `Schedule/${schedule.id ?? ''}` },
      status: 'free',
      start: '2026-01-21T09:00:00Z',
      end: '2026-01-21T09:30:00Z',
    });
    const scope = `launch ${types.map((type) => `user/${type}.rs`).join(' ')}`;
    const granted = await tokens(sandbox, { patient: 'alpha', noPatient: true }, scope);
    expect(granted.scope).toBe(scope);
    const client = fhir(sandbox, granted.access_token);
    for (const type of types) {
      const { ids } = await searchset(await client.get(type));
      expect(ids, type).toHaveLength(1);
      expect((await client.get(`${type}/${ids[0] ?? ''}`)).status, type).toBe(200);
    }
    const found = async (query: string): Promise<number> => (await searchset(await client.get(query))).ids.length;
    expect(await found('Schedule?actor=HealthcareService/dir-clinic')).toBe(1);
    expect(await found(`Slot?schedule=${schedule.id ?? ''}&status=free&start=ge2026-01-21`)).toBe(1);
    expect(await found(`Slot?schedule=${schedule.id ?? ''}&status=busy`)).toBe(0);
    const metadata = (await (await get(`${sandbox.fhirUrl}/metadata`)).json()) as CapabilityStatement;
    expect(metadata.rest?.[0]?.resource?.map(({ type }) => type)).toEqual(expect.arrayContaining(types));
    expect((await (await withScopes('patient/Patient.r')).get('Slot')).status).toBe(403);
  });

  it('refuses to write about another patient, about two, or about nobody', async () => {
    expect((await alpha.send('POST', 'ServiceRequest', referral('beta'))).status).toBe(403);
    expect(
      (
        await alpha.send('POST', 'Task', {
          resourceType: 'Task',
          status: 'draft',
          intent: 'proposal',
          for: { reference: 'Patient/beta' },
        })
      ).status,
    ).toBe(403);
    expect(
      (await alpha.send('POST', 'Task', { resourceType: 'Task', status: 'draft', intent: 'proposal' })).status,
    ).toBe(403);
    expect(
      (
        await alpha.send('POST', 'Observation', {
          resourceType: 'Observation',
          status: 'final',
          code: { text: 'x' },
          subject: { reference: `${sandbox.fhirUrl}/Patient/beta` },
        })
      ).status,
    ).toBe(403);
  });

  it('refuses references into another chart, and to nothing', async () => {
    const foreign = await alpha.send(
      'POST',
      'ServiceRequest',
      referral('alpha', { supportingInfo: [{ reference: 'Observation/beta-obs-1' }] }),
    );
    expect(foreign.status).toBe(403);
    expect(await diagnostics(foreign)).toContain('Observation/beta-obs-1');
    const nothing = await alpha.send(
      'POST',
      'ServiceRequest',
      referral('alpha', { supportingInfo: [{ reference: 'Observation/invented' }] }),
    );
    expect(nothing.status).toBe(422);
    expect(await diagnostics(nothing)).toContain('Observation/invented');
  });

  it('knows whose a Provenance is by its target', async () => {
    const order = (await (await alpha.send('POST', 'ServiceRequest', referral('alpha'))).json()) as { id: string };
    const provenance = (target: string): object => ({
      resourceType: 'Provenance',
      target: [{ reference: target }],
      recorded: '2026-01-20T10:00:00Z',
      agent: [{ who: { reference: 'Practitioner/dir-oncologist' } }],
    });
    expect((await alpha.send('POST', 'Provenance', provenance(`ServiceRequest/${order.id}/_history/1`))).status).toBe(
      201,
    );
    expect((await alpha.send('POST', 'Provenance', provenance('Observation/beta-obs-1'))).status).toBe(403);
    expect((await searchset(await alpha.get(`Provenance?target=ServiceRequest/${order.id}`))).ids).toHaveLength(1);
  });

  it('holds for updates: neither the old nor the new version may be another patient’s', async () => {
    const beta = fhir(sandbox, (await tokens(sandbox, { patient: 'beta' })).access_token);
    const created = await beta.send('POST', 'ServiceRequest', referral('beta'));
    const order = (await created.json()) as { id: string };
    const etag = created.headers.get('etag') ?? '';
    expect(
      (
        await alpha.send(
          'PUT',
          `ServiceRequest/${order.id}`,
          { ...referral('alpha'), id: order.id },
          { 'if-match': etag },
        )
      ).status,
    ).toBe(403);
    expect(
      (
        await beta.send(
          'PUT',
          `ServiceRequest/${order.id}`,
          { ...referral('alpha'), id: order.id },
          { 'if-match': etag },
        )
      ).status,
    ).toBe(403);
    expect((await alpha.send('DELETE', `ServiceRequest/${order.id}`)).status).toBe(403);
  });

  it('keeps a page of results for the session that searched', async () => {
    const { next } = await searchset(await alpha.get('Observation?patient=alpha'));
    const other = fhir(sandbox, (await tokens(sandbox)).access_token);
    expect((await other.get(next ?? '')).status).toBe(410);
    expect((await alpha.get(next ?? '')).status).toBe(200);
  });

  it('does not let a conditional create find another chart’s referral', async () => {
    const same = referral('beta', { identifier: [{ system: 'urn:referral', value: 'shared' }] });
    await sandbox.create(same as unknown as ServiceRequest);
    const response = await alpha.send(
      'POST',
      'ServiceRequest',
      referral('alpha', { identifier: [{ system: 'urn:referral', value: 'shared' }] }),
      { 'if-none-exist': 'identifier=urn:referral|shared' },
    );
    expect(response.status).toBe(201);
  });
});
