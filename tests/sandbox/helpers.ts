/** A tiny hospital with two patients, and an app that behaves: every test bends one thing. */
import { createHash, randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { LaunchOptions } from '../../src/sandbox/launches.ts';
import { startSandbox } from '../../src/sandbox/sandbox.ts';
import type { Sandbox, SandboxOptions } from '../../src/sandbox/sandbox.ts';

export const TODAY = '2026-01-20';
export const AS_OF = '2020-03-10';
/** Without openid: signing an id_token needs a key, and making one takes a while. */
export const CHART_SCOPES =
  'launch online_access patient/*.rs patient/ServiceRequest.cruds patient/Task.cruds patient/Observation.c patient/Communication.c patient/Provenance.c user/Practitioner.r user/HealthcareService.rs';

export const ALL_SCOPES = `${CHART_SCOPES} openid fhirUser`;

type Json = Record<string, unknown>;

const about = (id: string): Json => ({ reference: `Patient/${id}` });
const coded = (system: string, code: string, display: string): Json => ({
  coding: [{ system, code, display }],
  text: display,
});

function chart(patient: string, observations: number): Json[] {
  const observation = (index: number): Json => ({
    resourceType: 'Observation',
    id: `${patient}-obs-${index}`,
    status: 'final',
    category: [
      coded(
        'http://terminology.hl7.org/CodeSystem/observation-category',
        index % 2 === 0 ? 'laboratory' : 'vital-signs',
        index % 2 === 0 ? 'Laboratory' : 'Vital signs',
      ),
    ],
    code: coded(
      'http://loinc.org',
      index % 2 === 0 ? '1751-7' : '29463-7',
      index % 2 === 0 ? 'Albumin' : 'Body weight',
    ),
    subject: about(patient),
    effectiveDateTime: `2020-0${1 + (index % 3)}-0${1 + (index % 9)}T08:00:00-05:00`,
    valueQuantity: { value: index, unit: 'g/L' },
  });
  return [
    {
      resourceType: 'Patient',
      id: patient,
      birthDate: '1950-06-15',
      gender: 'female',
      name: [{ family: patient, given: ['Test'] }],
      identifier: [{ system: 'urn:mrn', value: `MRN-${patient}` }],
    },
    {
      resourceType: 'Encounter',
      id: `${patient}-enc-old`,
      status: 'finished',
      class: { code: 'AMB' },
      subject: about(patient),
      period: { start: '2020-01-02', end: '2020-01-02' },
    },
    {
      resourceType: 'Encounter',
      id: `${patient}-enc-today`,
      status: 'finished',
      class: { code: 'AMB' },
      subject: about(patient),
      period: { start: `${AS_OF}T09:00:00-05:00` },
    },
    {
      resourceType: 'Condition',
      id: `${patient}-cancer`,
      category: [coded('http://terminology.hl7.org/CodeSystem/condition-category', 'problem-list-item', 'Problem')],
      code: coded('http://hl7.org/fhir/sid/icd-10-cm', 'C34.90', 'Lung cancer'),
      subject: about(patient),
      onsetDateTime: '2019-12',
      recordedDate: '2019',
    },
    {
      resourceType: 'MedicationRequest',
      id: `${patient}-rx`,
      status: 'active',
      intent: 'order',
      medicationReference: { reference: `Medication/${patient}-drug` },
      subject: about(patient),
    },
    { resourceType: 'Medication', id: `${patient}-drug`, code: { text: 'A drug' } },
    {
      resourceType: 'Appointment',
      id: `${patient}-visit`,
      status: 'booked',
      start: '2020-03-12T10:00:00Z',
      end: '2020-03-12T10:30:00Z',
      participant: [{ actor: about(patient), status: 'accepted' }],
    },
    ...Array.from({ length: observations }, (_, index) => observation(index)),
  ];
}

export const directory: Json[] = [
  { resourceType: 'Practitioner', id: 'dir-oncologist', name: [{ family: 'Onkel', given: ['Olga'] }] },
  { resourceType: 'Practitioner', id: 'dir-nurse', name: [{ family: 'Nurse', given: ['Nina'] }] },
  { resourceType: 'HealthcareService', id: 'dir-clinic', name: 'Supportive Care Clinic' },
];

export function bundle(resources: readonly Json[], timestamp = `${AS_OF}T12:00:00Z`): Json {
  return { resourceType: 'Bundle', type: 'collection', timestamp, entry: resources.map((resource) => ({ resource })) };
}

/** As the build writes it, shorter. */
const HEADERS = `# Made from site.json
/*
  Content-Security-Policy: default-src 'none'; connect-src 'self' http://localhost:4400 http://localhost:44001; frame-ancestors http://localhost:4400
  Referrer-Policy: no-referrer
/index.html
  Cache-Control: no-store
/site.json
  Cache-Control: no-cache
/assets/*
  Cache-Control: public, max-age=31536000, immutable
`;

export interface Folder {
  readonly fixtures: string;
  readonly dist: string;
  readonly siteFile: string;
  write(path: string, content: string | object): void;
  remove(): void;
}

export function folder(): Folder {
  const root = mkdtempSync(join(tmpdir(), 'sandbox-test-'));
  const write = (path: string, content: string | object): void => {
    const file = join(root, path);
    mkdirSync(join(file, '..'), { recursive: true });
    writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
  };
  write('fixtures/directory/bundle.json', bundle(directory));
  write('fixtures/patients/alpha/bundle.json', bundle(chart('alpha', 120)));
  write('fixtures/patients/alpha/expected.json', { title: 'First scenario' });
  write('fixtures/patients/beta/bundle.json', bundle(chart('beta', 3)));
  write('dist/index.html', '<!doctype html><title>App</title>');
  write('dist/launch.html', '<!doctype html><title>Launch</title>');
  write('dist/assets/index-Ab12Cd34.js', 'export {};');
  write('dist/_headers', HEADERS);
  write('site.json', {
    name: 'Test',
    timeZone: 'America/New_York',
    issuers: [{ iss: 'http://localhost:4400/fhir', clientId: 'alongside-demo' }, { iss: 'https://other.invalid/fhir' }],
  });
  return {
    fixtures: join(root, 'fixtures'),
    dist: join(root, 'dist'),
    siteFile: join(root, 'site.json'),
    write,
    remove: () => rmSync(root, { recursive: true, force: true }),
  };
}

export async function hospital(place: Folder, options: SandboxOptions = {}): Promise<Sandbox> {
  return startSandbox({
    fixturesDir: place.fixtures,
    distDir: place.dist,
    siteFile: place.siteFile,
    today: TODAY,
    ...options,
  });
}

/** What an app sends to /auth/authorize, and the secret that it keeps. */
export function authorizeRequest(
  sandbox: Sandbox,
  changes: Readonly<Record<string, string | undefined>> = {},
): { url: string; verifier: string; state: string } {
  const verifier = randomBytes(32).toString('base64url');
  const state = randomBytes(24).toString('base64url');
  const parameters: Record<string, string | undefined> = {
    response_type: 'code',
    client_id: 'alongside-demo',
    redirect_uri: `${sandbox.appUrl}/index.html`,
    scope: ALL_SCOPES,
    state,
    aud: sandbox.fhirUrl,
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
    ...changes,
  };
  const query = new URLSearchParams(
    Object.entries(parameters).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
  return { url: `${sandbox.ehrUrl}/auth/authorize?${query.toString()}`, verifier, state };
}

export function launchHandle(sandbox: Sandbox, options: LaunchOptions): string {
  return new URL(sandbox.launchUrl(options)).searchParams.get('launch') ?? '';
}

export function get(url: string, headers: Readonly<Record<string, string>> = {}): Promise<Response> {
  return fetch(url, { headers: { ...headers }, redirect: 'manual' });
}

export function postForm(
  url: string,
  form: Readonly<Record<string, string>>,
  headers: Readonly<Record<string, string>> = {},
): Promise<Response> {
  return fetch(url, {
    method: 'POST',
    body: new URLSearchParams({ ...form }),
    headers: { ...headers },
    redirect: 'manual',
  });
}

/** The parameters with which the browser is sent back to the app. */
export function sentBack(response: Response): URLSearchParams {
  return new URL(response.headers.get('location') ?? 'http://nowhere.invalid').searchParams;
}

export async function code(
  sandbox: Sandbox,
  options: LaunchOptions,
  changes: Readonly<Record<string, string>> = {},
): Promise<{ code: string; verifier: string }> {
  const { url, verifier } = authorizeRequest(sandbox, { launch: launchHandle(sandbox, options), ...changes });
  const back = sentBack(await get(url));
  return { code: back.get('code') ?? `no code: ${back.get('error_description') ?? ''}`, verifier };
}

export function exchange(
  sandbox: Sandbox,
  grant: { code: string; verifier: string },
  changes: Readonly<Record<string, string>> = {},
): Promise<Response> {
  return postForm(`${sandbox.ehrUrl}/auth/token`, {
    grant_type: 'authorization_code',
    code: grant.code,
    redirect_uri: `${sandbox.appUrl}/index.html`,
    client_id: 'alongside-demo',
    code_verifier: grant.verifier,
    ...changes,
  });
}

export interface Tokens {
  access_token: string;
  token_type: string;
  /** Always there, unless a launch leaves one of them out. */
  expires_in: number;
  scope: string;
  patient?: string;
  encounter?: string;
  need_patient_banner: boolean;
  id_token?: string;
  refresh_token?: string;
  smart_web_messaging_handle?: string;
  smart_web_messaging_origin?: string;
  smart_style_url?: string;
  intent?: string;
  tenant?: string;
  fhirContext?: unknown[];
}

export async function tokens(
  sandbox: Sandbox,
  options: LaunchOptions = { patient: 'alpha' },
  scope = CHART_SCOPES,
): Promise<Tokens> {
  return (await (await exchange(sandbox, await code(sandbox, options, { scope }))).json()) as Tokens;
}

export function refreshed(
  sandbox: Sandbox,
  token: string | undefined,
  changes: Readonly<Record<string, string>> = {},
): Promise<Response> {
  return postForm(`${sandbox.ehrUrl}/auth/token`, {
    grant_type: 'refresh_token',
    refresh_token: token ?? '',
    client_id: 'alongside-demo',
    ...changes,
  });
}

export interface Fhir {
  get(path: string, headers?: Readonly<Record<string, string>>): Promise<Response>;
  send(method: string, path: string, body?: unknown, headers?: Readonly<Record<string, string>>): Promise<Response>;
}

/** FHIR calls with one token. A path may be absolute. */
export function fhir(sandbox: Sandbox, token: string): Fhir {
  const at = (path: string): string => (path.startsWith('http') ? path : `${sandbox.fhirUrl}/${path}`);
  const authorization = `Bearer ${token}`;
  return {
    get: (path, headers = {}) => get(at(path), { authorization, ...headers }),
    send: (method, path, body, headers = {}) =>
      fetch(at(path), {
        method,
        headers: {
          authorization,
          ...(body === undefined ? {} : { 'content-type': 'application/fhir+json' }),
          ...headers,
        },
        ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
      }),
  };
}

export interface SearchSet {
  total?: number;
  link: { relation: string; url: string }[];
  entry?: {
    fullUrl?: string;
    resource: { resourceType: string; id: string; issue?: { diagnostics: string }[] } & Json;
    search: { mode: string };
  }[];
}

export async function searchset(
  response: Response,
): Promise<SearchSet & { ids: string[]; included: string[]; next: string | undefined; warnings: string[] }> {
  const body = (await response.json()) as SearchSet;
  const entries = body.entry ?? [];
  return {
    ...body,
    ids: entries.filter((entry) => entry.search.mode === 'match').map((entry) => entry.resource.id),
    included: entries
      .filter((entry) => entry.search.mode === 'include')
      .map(({ resource }) => `${resource.resourceType}/${resource.id}`),
    next: body.link.find((link) => link.relation === 'next')?.url,
    warnings: entries
      .filter((entry) => entry.search.mode === 'outcome')
      .flatMap((entry) => entry.resource.issue?.map((issue) => issue.diagnostics) ?? []),
  };
}

export async function diagnostics(response: Response): Promise<string> {
  const body = (await response.json()) as {
    resourceType: string;
    issue: { diagnostics?: string; details?: { text?: string } }[];
  };
  if (body.resourceType !== 'OperationOutcome')
    throw new Error(`Not an OperationOutcome: ${JSON.stringify(body).slice(0, 200)}`);
  return body.issue.map((issue) => issue.diagnostics ?? issue.details?.text ?? '').join('; ');
}

export function referral(patient: string, changes: Json = {}): Json {
  return {
    resourceType: 'ServiceRequest',
    status: 'draft',
    intent: 'proposal',
    code: coded('http://snomed.info/sct', '306237005', 'Referral to palliative care service'),
    subject: about(patient),
    requester: { reference: 'Practitioner/dir-oncologist' },
    reasonReference: [{ reference: `Condition/${patient}-cancer` }],
    identifier: [{ system: 'urn:referral', value: randomBytes(8).toString('hex') }],
    ...changes,
  };
}
