// @vitest-environment node
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CapabilityStatement } from 'fhir/r4';
import { plain } from '../../src/sandbox/personality.ts';
import type { Sandbox } from '../../src/sandbox/sandbox.ts';
import { diagnostics, fhir, folder, get, hospital, postForm, searchset, tokens } from './helpers.ts';
import type { Fhir } from './helpers.ts';

const place = folder();
let sandbox: Sandbox;
let client: Fhir;
let token: string;

beforeAll(async () => {
  sandbox = await hospital(place);
  token = (await tokens(sandbox)).access_token;
  client = fhir(sandbox, token);
});
afterAll(async () => {
  await sandbox.stop();
  place.remove();
});

const ids = async (query: string): Promise<string[]> => (await searchset(await client.get(query))).ids;

describe('metadata', () => {
  it('is open to anyone and says what is offered', async () => {
    const response = await get(`${sandbox.fhirUrl}/metadata`, { origin: 'https://anyone.invalid' });
    expect(response.headers.get('access-control-allow-origin')).toBe('*');
    const statement = (await response.json()) as CapabilityStatement;
    expect(statement.fhirVersion).toBe('4.0.1');
    const of = (type: string): NonNullable<NonNullable<CapabilityStatement['rest']>[0]['resource']>[0] | undefined =>
      statement.rest?.[0]?.resource?.find((resource) => resource.type === type);
    expect(of('ServiceRequest')?.interaction?.map((one) => one.code)).toEqual([
      'read',
      'vread',
      'search-type',
      'create',
      'update',
      'delete',
    ]);
    expect(of('ServiceRequest')?.conditionalCreate).toBe(true);
    expect(of('Encounter')?.interaction?.map((one) => one.code)).toEqual(['read', 'vread', 'search-type']);
    expect(of('Encounter')?.searchParam?.map((parameter) => parameter.name)).toEqual(
      expect.arrayContaining(['_id', '_lastUpdated', 'patient', 'date', 'status']),
    );
    expect(JSON.stringify(statement.rest?.[0]?.security)).toContain(`${sandbox.ehrUrl}/auth/token`);
  });

  it('advertises only parameters that work', async () => {
    const statement = (await (await get(`${sandbox.fhirUrl}/metadata`)).json()) as CapabilityStatement;
    for (const resource of statement.rest?.[0]?.resource ?? []) {
      for (const parameter of resource.searchParam ?? []) {
        const value = parameter.type === 'date' ? '1999' : 'x';
        expect(
          await sandbox.search(resource.type as 'Patient', { [parameter.name]: value }),
          `${resource.type}?${parameter.name}`,
        ).toEqual([]);
      }
    }
  });
});

describe('paging', () => {
  it('gives fifty, then the rest, each once', async () => {
    const first = await searchset(await client.get('Observation?patient=alpha'));
    expect(first.ids).toHaveLength(50);
    expect(first.total).toBe(120);
    expect(first.link.find((link) => link.relation === 'self')?.url).toBe(
      `${sandbox.fhirUrl}/Observation?patient=alpha`,
    );
    expect(first.next).toMatch(new RegExp(`^${sandbox.fhirUrl}/Observation\\?_page=`));
    const second = await searchset(await client.get(first.next ?? ''));
    const third = await searchset(await client.get(second.next ?? ''));
    expect(third.ids).toHaveLength(20);
    expect(third.next).toBeUndefined();
    expect(new Set([...first.ids, ...second.ids, ...third.ids]).size).toBe(120);
    expect((await searchset(await client.get(first.next ?? ''))).ids).toEqual(second.ids);
  });

  it('honors _count up to a cap, and counts on demand', async () => {
    expect(await ids('Observation?patient=alpha&_count=7')).toHaveLength(7);
    expect(await ids('Observation?patient=alpha&_count=1000')).toHaveLength(100);
    const count = await searchset(await client.get('Observation?patient=alpha&_summary=count'));
    expect([count.total, count.ids, count.next]).toEqual([120, [], undefined]);
    expect((await client.get('Observation?_count=many')).status).toBe(400);
  });

  it('shows the chart as it was when the search began', async () => {
    const { next } = await searchset(await client.get('Encounter?patient=alpha&_count=1'));
    await sandbox.create({
      resourceType: 'Encounter',
      status: 'planned',
      class: { code: 'AMB' },
      subject: { reference: 'Patient/alpha' },
    });
    expect((await searchset(await client.get(next ?? ''))).ids).toEqual(['alpha-enc-today']);
  });

  it('has no pages that nobody searched for', async () => {
    expect((await client.get('Observation?_page=invented')).status).toBe(410);
  });
});

describe('parameters', () => {
  it('know patient in every spelling', async () => {
    for (const value of ['alpha', 'Patient/alpha', `${sandbox.fhirUrl}/Patient/alpha`])
      expect(await ids(`Condition?patient=${value}`)).toEqual(['alpha-cancer']);
    expect(await ids('Condition?subject:Patient=alpha')).toEqual(['alpha-cancer']);
    expect(await ids('Condition?subject=alpha')).toEqual(['alpha-cancer']);
  });

  it.each([
    ['Patient?identifier=urn:mrn|MRN-alpha', 1],
    ['Patient?identifier=urn:other|MRN-alpha', 0],
    ['Observation?patient=alpha&code=http://loinc.org|1751-7&_count=100', 60],
    ['Observation?patient=alpha&code=http://loinc.org|1751-7,http://loinc.org|29463-7&_count=100', 100],
    ['Observation?patient=alpha&category=laboratory&_count=100', 60],
    [
      'Observation?patient=alpha&category=http://terminology.hl7.org/CodeSystem/observation-category|vital-signs&_count=100',
      60,
    ],
    ['Encounter?patient=alpha&date=ge2026-01-20&status=finished', 1],
    ['Encounter?patient=alpha&date=lt2026-01-20&status=finished', 1],
    ['Encounter?patient=alpha&status=in-progress', 0],
    ['Encounter?patient=alpha&status:not=planned', 2],
    ['Encounter?patient=alpha&_id=alpha-enc-old', 1],
    ['Condition?patient=alpha&onset-date=2019', 0],
    ['Condition?patient=alpha&_lastUpdated=ge2026-01-20', 1],
    ['Condition?patient=alpha&_lastUpdated=ge2026-01-21', 0],
    ['Condition?patient=alpha&code=', 1],
    ['MedicationRequest?patient=alpha&medication=Medication/alpha-drug', 1],
  ])('%s finds %i', async (query, count) => {
    expect(await ids(query)).toHaveLength(count);
  });

  it('sort by date both ways', async () => {
    expect(await ids('Encounter?patient=alpha&_sort=-date&status=finished')).toEqual([
      'alpha-enc-today',
      'alpha-enc-old',
    ]);
    expect(await ids('Encounter?patient=alpha&_sort=date&status=finished')).toEqual([
      'alpha-enc-old',
      'alpha-enc-today',
    ]);
  });

  it('that are unknown are ignored and named, or refused when the client is strict', async () => {
    const lenient = await searchset(
      await client.get('Condition?patient=alpha&favorite=red&_include=Condition:encounter'),
    );
    expect(lenient.ids).toEqual(['alpha-cancer']);
    expect(lenient.warnings.join()).toContain('favorite');
    expect(lenient.warnings.join()).toContain('_include');
    const strict = await client.get('Condition?patient=alpha&favorite=red', { prefer: 'handling=strict' });
    expect(strict.status).toBe(400);
    expect(await diagnostics(strict)).toContain('favorite');
  });

  it('_include brings the drugs of the orders along, once each and not as matches', async () => {
    await sandbox.create({
      resourceType: 'MedicationRequest',
      status: 'active',
      intent: 'order',
      medicationReference: { reference: 'Medication/alpha-drug' },
      subject: { reference: 'Patient/alpha' },
    });
    const found = await searchset(
      await client.get('MedicationRequest?patient=alpha&_include=MedicationRequest:medication', {
        prefer: 'handling=strict',
      }),
    );
    expect(found.total).toBe(2);
    expect(found.ids).toHaveLength(2);
    expect(found.included).toEqual(['Medication/alpha-drug']);
    const alone = await searchset(await client.get('MedicationRequest?patient=alpha'));
    expect(alone.included).toEqual([]);
    const statement = (await (await get(`${sandbox.fhirUrl}/metadata`)).json()) as CapabilityStatement;
    const offered = statement.rest?.[0]?.resource?.find(({ type }) => type === 'MedicationRequest')?.searchInclude;
    expect(offered).toEqual(['MedicationRequest:medication']);
  });

  it('_include brings nothing along that the token may not read', async () => {
    const { access_token } = await tokens(sandbox, { patient: 'alpha' }, 'launch patient/MedicationRequest.rs');
    const found = await searchset(
      await fhir(sandbox, access_token).get('MedicationRequest?patient=alpha&_include=MedicationRequest:medication'),
    );
    expect(found.ids).toContain('alpha-rx');
    expect(found.included).toEqual([]);
  });

  it('_include can be something that an EHR does not know', async () => {
    const searchRules = { MedicationRequest: { includes: [] } };
    const other = await hospital(place, { personality: { ...plain, searchRules, unknownParameters: 'refuse' } });
    try {
      const { access_token } = await tokens(other);
      const answer = await fhir(other, access_token).get(
        'MedicationRequest?patient=alpha&_include=MedicationRequest:medication',
      );
      expect(answer.status).toBe(400);
    } finally {
      await other.stop();
    }
  });

  it.each(['Encounter?date=yesterday', 'Encounter?date=ge', 'Condition?code:in=http://x', 'Condition?code:text=lung'])(
    'that cannot be understood are refused: %s',
    async (query) => {
      expect((await client.get(query)).status).toBe(400);
    },
  );

  it('may come by POST', async () => {
    const response = await postForm(
      `${sandbox.fhirUrl}/Encounter/_search?status=finished`,
      { patient: 'alpha', date: 'ge2026-01-20' },
      { authorization: `Bearer ${token}` },
    );
    expect((await searchset(response)).ids).toEqual(['alpha-enc-today']);
    expect((await client.send('POST', 'Encounter/_search', '{}')).status).toBe(415);
  });
});

describe('the parameters that the app uses', () => {
  const subject = { reference: 'Patient/beta' };
  const code = { coding: [{ system: 'urn:codes', code: 'x1' }] };
  const day = '2026-01-15';
  it.each([
    [
      {
        resourceType: 'Consent',
        status: 'active',
        scope: code,
        category: [code],
        patient: subject,
        dateTime: day,
        policyRule: code,
      },
      `category=x1&date=ge${day}&status=active`,
    ],
    [{ resourceType: 'CareTeam', status: 'active', subject }, 'status=active'],
    [{ resourceType: 'Coverage', status: 'active', beneficiary: subject, payor: [{ display: 'p' }] }, 'status=active'],
    [
      {
        resourceType: 'DocumentReference',
        status: 'current',
        subject,
        type: code,
        category: [code],
        date: `${day}T10:00:00Z`,
        content: [{ attachment: { title: 't' } }],
      },
      `category=x1&type=x1&date=ge${day}`,
    ],
    [
      { resourceType: 'QuestionnaireResponse', status: 'completed', subject, authored: day, questionnaire: 'urn:q' },
      `authored=ge${day}&questionnaire=urn:q`,
    ],
    [{ resourceType: 'Goal', lifecycleStatus: 'active', subject, description: code }, 'lifecycle-status=active'],
    [
      {
        resourceType: 'MedicationAdministration',
        status: 'completed',
        subject,
        medicationCodeableConcept: code,
        effectiveDateTime: day,
      },
      `effective-time=ge${day}&code=x1`,
    ],
    [
      {
        resourceType: 'MedicationStatement',
        status: 'active',
        subject,
        medicationCodeableConcept: code,
        effectivePeriod: { start: day, end: day },
      },
      `effective=ge${day}&status=active`,
    ],
    [
      {
        resourceType: 'MedicationRequest',
        status: 'active',
        intent: 'order',
        subject,
        medicationCodeableConcept: code,
        authoredOn: day,
      },
      `intent=order,plan&authoredon=ge${day}&code=x1`,
    ],
    [
      { resourceType: 'Procedure', status: 'completed', subject, code, performedPeriod: { start: day, end: day } },
      `date=ge${day}&code=x1`,
    ],
    [
      { resourceType: 'CarePlan', status: 'active', intent: 'plan', subject, category: [code] },
      'category=urn:codes|x1&status=active',
    ],
    [
      {
        resourceType: 'ServiceRequest',
        status: 'active',
        intent: 'order',
        subject,
        code,
        category: [code],
        authoredOn: `${day}T09:00:00-05:00`,
        identifier: [{ system: 'urn:i', value: '7' }],
      },
      `authored=ge${day}&category=x1&code=x1&identifier=urn:i|7&intent=order&status=active,draft`,
    ],
    [
      {
        resourceType: 'Task',
        status: 'requested',
        intent: 'order',
        for: subject,
        focus: { reference: 'Condition/beta-cancer' },
        code,
        authoredOn: day,
        identifier: [{ system: 'urn:i', value: '8' }],
      },
      `focus=Condition/beta-cancer&code=x1&authored-on=ge${day}&identifier=urn:i|8`,
    ],
    [{ resourceType: 'Communication', status: 'completed', subject, sent: day }, `sent=ge${day}`],
    [
      {
        resourceType: 'Appointment',
        status: 'booked',
        start: `${day}T09:00:00Z`,
        end: `${day}T10:00:00Z`,
        participant: [{ actor: subject, status: 'accepted' }],
      },
      `date=ge${day}&date=lt2026-01-16`,
    ],
    [{ resourceType: 'EpisodeOfCare', status: 'active', patient: subject, type: [code] }, 'type=x1&status=active'],
    [{ resourceType: 'Flag', status: 'active', subject, code, period: { start: day, end: day } }, `date=ge${day}`],
    [
      {
        resourceType: 'ResearchSubject',
        status: 'on-study',
        study: { reference: 'ResearchStudy/s' },
        individual: subject,
      },
      'status=on-study',
    ],
    [
      {
        resourceType: 'MedicationDispense',
        status: 'completed',
        subject,
        medicationCodeableConcept: code,
        whenHandedOver: day,
      },
      `whenhandedover=ge${day}&status=completed`,
    ],
    [{ resourceType: 'RelatedPerson', patient: subject, name: [{ family: 'Kin' }] }, 'name=kin'],
  ])('find what is there and nothing else: %o', async (resource, query) => {
    const beta = fhir(sandbox, (await tokens(sandbox, { patient: 'beta' })).access_token);
    const { id } = await sandbox.create(resource as never);
    const found = await searchset(
      await beta.get(`${resource.resourceType}?patient=beta&${query}`, { prefer: 'handling=strict' }),
    );
    expect(found.ids).toEqual([id]);
    expect((await searchset(await client.get(`${resource.resourceType}?${query}&_count=100`))).ids).not.toContain(id);
    for (const one of query.split('&')) {
      const wrong = one.replace(/=(?:ge|lt)?2026/, '=ge2031').replace(/=(?!ge2031).*/, '=wrong');
      expect((await searchset(await beta.get(`${resource.resourceType}?patient=beta&${wrong}`))).ids, wrong).toEqual(
        [],
      );
    }
  });
});

describe('what is not there', () => {
  it.each([
    ['Observation/none', 404],
    ['Observation/alpha-obs-1/_history/99', 404],
    ['Basic/x', 404],
    ['Nonsense', 404],
    ['observation', 404],
    ['Observation/alpha-obs-1/$everything', 404],
    ['', 405],
  ])('%s gives %i as OperationOutcome', async (path, status) => {
    const response = await client.get(path);
    expect(response.status).toBe(status);
    expect(response.headers.get('content-type')).toContain('application/fhir+json');
    await diagnostics(response);
  });

  it('speaks JSON only, and accepts every word for it', async () => {
    expect((await client.get('Patient/alpha', { accept: 'application/fhir+xml' })).status).toBe(406);
    expect((await client.get('Patient/alpha?_format=xml')).status).toBe(406);
    for (const accept of ['application/json', 'application/fhir+json;q=1, text/html;q=0.5', '*/*'])
      expect((await client.get('Patient/alpha', { accept })).status).toBe(200);
  });

  it('offers no other methods', async () => {
    const response = await client.send('PATCH', 'Patient/alpha', '[]');
    expect(response.status).toBe(405);
    expect(response.headers.get('allow')).toBeTruthy();
    expect((await client.send('POST', '', '{}')).status).toBe(405);
  });
});

it('answers a search of a chart with hundreds of resources in whole', async () => {
  for (let index = 0; index < 300; index += 1)
    await sandbox.create({
      resourceType: 'Procedure',
      status: 'completed',
      subject: { reference: 'Patient/alpha' },
      performedDateTime: '2025-05-05',
      code: { text: `p${index}` },
    });
  const found = await searchset(await client.get('Procedure?patient=alpha&date=ge2025-01-01&status=completed'));
  expect(found.total).toBe(300);
});
