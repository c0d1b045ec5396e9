/** A small FHIR server without any authorization, for what stands in front of one. It knows read, create and search. */
import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { FhirResource } from 'fhir/r4';

export interface OpenFhirServer {
  readonly base: string;
  stop(): Promise<void>;
}

export async function openFhirServer(initial: readonly FhirResource[]): Promise<OpenFhirServer> {
  const resources = new Map(initial.map((one) => [`${one.resourceType}/${one.id ?? ''}`, one]));
  let base = '';
  const server = createServer((request, response) => {
    void (async (): Promise<void> => {
      const written = await body(request);
      const { status, json, location } = answer(
        request.method ?? '',
        new URL(request.url ?? '', base),
        written,
        resources,
        base,
      );
      response.writeHead(status, {
        'content-type': 'application/fhir+json',
        ...(location === undefined ? {} : { location }),
      });
      response.end(JSON.stringify(json));
    })();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}/r4`;
  return {
    base,
    stop: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

async function body(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}

interface Answered {
  readonly status: number;
  readonly json: object;
  readonly location?: string;
}

function answer(
  method: string,
  url: URL,
  written: string,
  resources: Map<string, FhirResource>,
  base: string,
): Answered {
  const [type = '', id] = url.pathname.replace(/^\/r4\//, '').split('/');
  if (type === 'metadata') return { status: 200, json: statement(base) };
  if (method === 'POST') {
    const resource = { ...(JSON.parse(written) as FhirResource), id: randomUUID() };
    resources.set(`${type}/${resource.id}`, resource);
    return { status: 201, json: resource, location: `${base}/${type}/${resource.id}/_history/1` };
  }
  if (id !== undefined) {
    const found = resources.get(`${type}/${id}`);
    return found === undefined
      ? { status: 404, json: { resourceType: 'OperationOutcome', issue: [{ severity: 'error', code: 'not-found' }] } }
      : { status: 200, json: found };
  }
  const patient = (url.searchParams.get('patient') ?? url.searchParams.get('subject'))?.replace(/^Patient\//, '');
  const identifier = url.searchParams.get('identifier');
  const all = [...resources.values()].filter(
    (one) => one.resourceType === type && isOf(one, patient) && (identifier === null || hasIdentifier(one, identifier)),
  );
  return {
    status: 200,
    json: {
      resourceType: 'Bundle',
      type: 'searchset',
      total: all.length,
      entry: all.map((resource) => ({
        fullUrl: `${base}/${type}/${resource.id ?? ''}`,
        resource,
        search: { mode: 'match' },
      })),
    },
  };
}

/** Elements that say whose a resource is; an appointment names the patient among those who take part. */
const NAMES_PATIENT: ReadonlySet<string> = new Set(['subject', 'patient', 'beneficiary', 'for', 'participant']);

function isOf(resource: FhirResource, patient: string | undefined): boolean {
  if (patient === undefined) return true;
  const elements = Object.entries(resource).filter(([name]) => NAMES_PATIENT.has(name));
  return elements.some(([, value]) => JSON.stringify(value).includes(`"Patient/${patient}"`));
}

function hasIdentifier(resource: FhirResource, wanted: string): boolean {
  const identifiers = 'identifier' in resource && Array.isArray(resource.identifier) ? resource.identifier : [];
  return identifiers.some((one) => `${one.system ?? ''}|${one.value ?? ''}` === wanted);
}

function statement(base: string): object {
  const interaction = [{ code: 'read' }, { code: 'create' }, { code: 'search-type' }];
  return {
    resourceType: 'CapabilityStatement',
    // Nothing is written to a server that does not say what it is, unless the site does.
    software: { name: 'Open FHIR server of the tests' },
    status: 'active',
    date: '2026-01-01',
    kind: 'instance',
    fhirVersion: '4.0.1',
    format: ['json'],
    implementation: { description: 'open', url: base },
    rest: [
      {
        mode: 'server',
        resource: [
          'Patient',
          'Condition',
          'Encounter',
          'Observation',
          'Procedure',
          'CarePlan',
          'ServiceRequest',
          'Practitioner',
          'PractitionerRole',
          'HealthcareService',
        ].map((type) => ({ type, interaction })),
      },
    ],
  };
}
