/** A small EHR with one patient, whose answers can be changed type by type. */
import { BASE, bundle, fakeServer, json, type Asked, type FakeServer } from './fake-fetch.ts';

export const PATIENT = {
  resourceType: 'Patient',
  id: 'p1',
  birthDate: '1958-05-03',
  gender: 'female',
  name: [{ use: 'official', family: 'Martin', given: ['Ruth'] }],
};

export const CANCER = {
  resourceType: 'Condition',
  id: 'c1',
  subject: { reference: 'Patient/p1' },
  clinicalStatus: { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/condition-clinical', code: 'active' }] },
  verificationStatus: {
    coding: [{ system: 'http://terminology.hl7.org/CodeSystem/condition-ver-status', code: 'confirmed' }],
  },
  category: [
    { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/condition-category', code: 'problem-list-item' }] },
  ],
  code: { coding: [{ system: 'http://hl7.org/fhir/sid/icd-10-cm', code: 'C34.90', display: 'Lung cancer' }] },
  recordedDate: '2026-03-01',
};

export const ENCOUNTER = {
  resourceType: 'Encounter',
  id: 'e1',
  status: 'in-progress',
  class: { code: 'AMB' },
  subject: { reference: 'Patient/p1' },
};

/** What a server says that it lets an app do with resources of these types. */
export const capabilities = (types: readonly string[], may: readonly string[]) => ({
  resourceType: 'CapabilityStatement',
  rest: [{ mode: 'server', resource: types.map((type) => ({ type, interaction: may.map((code) => ({ code })) })) }],
});
export const takes = (...types: readonly string[]) => capabilities(types, ['create']);
export const CAPABILITIES = capabilities(['ServiceRequest'], ['read', 'create']);

/** An answer for one path ("/Condition", "/Patient/p1"); undefined: the usual one. */
export type Answers = Partial<Record<string, (asked: Asked) => Response | undefined | Promise<Response | undefined>>>;

export interface ChartServer extends FakeServer {
  answers: Answers;
  /** Referrals on record; a create adds to them. */
  readonly referrals: Record<string, unknown>[];
}

export function chartServer(answers: Answers = {}): ChartServer {
  const referrals: Record<string, unknown>[] = [];
  const server = fakeServer(async (asked) => {
    const own = await state.answers[asked.method === 'POST' ? `POST ${asked.path}` : asked.path]?.(asked);
    if (own !== undefined) return own;
    if (asked.method === 'POST') {
      const created = { ...(asked.body as object), id: `sr${referrals.length + 1}` };
      referrals.push(created);
      return json(created, 201, {
        Location: `${asked.url.origin}/fhir/ServiceRequest/${created.id}/_history/1`,
        ETag: 'W/"1"',
      });
    }
    if (asked.path === '/Patient/p1') return json(PATIENT);
    if (asked.path === '/Encounter/e1') return json(ENCOUNTER);
    if (asked.path === '/metadata') return json(CAPABILITIES);
    if (asked.path === '/Condition') return json(bundle([CANCER]));
    if (asked.path === '/ServiceRequest') return json(bundle(referrals));
    const instance = /^\/ServiceRequest\/(.+)$/.exec(asked.path)?.[1];
    if (instance !== undefined) {
      const found = referrals.find(({ id }) => id === instance);
      return found === undefined ? json({}, 404) : json(found);
    }
    return json(bundle([]));
  });
  const state: ChartServer = Object.assign(server, { answers, referrals });
  return state;
}

type OnRecord = Record<string, unknown> & { readonly id: string };

export interface KeepingServer<Type extends string> {
  readonly server: ChartServer;
  /** What is on record; a create adds to it, as Task/Task-1 and so on. */
  readonly chart: Readonly<Record<Type, OnRecord[]>>;
  /** Puts it on record, as a create does; gives the answer, which a test may lose. */
  make(this: void, type: Type, body: unknown): Response;
}

/** One that takes resources of these types, and finds them again: all, by our identifier, and the first of each by its id. */
export function keepingServer<Type extends string>(types: readonly Type[], answers: Answers = {}): KeepingServer<Type> {
  const chart = Object.fromEntries(types.map((type): [Type, OnRecord[]] => [type, []])) as Record<Type, OnRecord[]>;
  const make = (type: Type, body: unknown): Response => {
    const created: OnRecord = { ...(body as object), id: `${type}-${chart[type].length + 1}` };
    chart[type].push(created);
    return json(created, 201, { Location: `${BASE}/${type}/${created.id}/_history/1` });
  };
  const usual: Answers = { '/metadata': () => json(takes('ServiceRequest', ...types)) };
  for (const type of types) {
    usual[`POST /${type}`] = ({ body }) => make(type, body);
    usual[`/${type}`] = ({ url }) => {
      const wanted = url.searchParams.get('identifier');
      const numberOf = (one: OnRecord): string => (one['identifier'] as { value: string }[])[0]?.value ?? '';
      return json(bundle(chart[type].filter((one) => wanted === null || wanted.endsWith(`|${numberOf(one)}`))));
    };
    usual[`/${type}/${type}-1`] = () => json(chart[type][0] ?? {}, chart[type].length > 0 ? 200 : 404);
  }
  return { server: chartServer({ ...usual, ...answers }), chart, make };
}
