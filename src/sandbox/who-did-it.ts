/** Who stands behind a resource, as its Provenances tell: who typed it, who signed it, who changed it last. */
import { personName } from './describe.ts';
import { parseReference } from './compartment.ts';
import { FhirProblem, records, string } from './fhir-types.ts';
import type { Stored } from './fhir-types.ts';
import { searchAll } from './store.ts';
import type { Store } from './store.ts';

/** Names, each once; empty = no Provenance says so. */
export interface Behind {
  readonly enteredBy: readonly string[];
  /** Only when it was an order in force at that version, and nobody else had typed it for them. */
  readonly signedBy: readonly string[];
  /** Whose order it is, where nothing says that they signed it. */
  readonly responsible: readonly string[];
  /** Who made the version that is there now; empty while it is the first. */
  readonly changedBy: readonly string[];
}

type Role = 'enterer' | 'signer' | 'author' | 'other';

/** http://terminology.hl7.org/CodeSystem/provenance-participant-type; an assembler is software. */
const ROLES: Readonly<Record<string, Role>> = {
  enterer: 'enterer',
  legal: 'signer',
  attester: 'signer',
  verifier: 'signer',
  author: 'author',
  performer: 'other',
};

export async function whoIsBehind(store: Store, resource: Stored): Promise<Behind> {
  const reference = `${resource.resourceType}/${resource.id}`;
  // Another server need not know Provenance, or this search of it: then nothing is said.
  const all = await searchAll(store, 'Provenance', [['target', reference]]).catch((error: unknown) => {
    if (error instanceof FhirProblem) return [];
    throw error;
  });
  const told = all.toSorted((a, b) => ((string(a['recorded']) ?? '') < (string(b['recorded']) ?? '') ? -1 : 1));
  const named = await Promise.all(told.map((one) => tellerOf(store, one, resource)));
  const each = (pick: (one: Teller) => readonly string[]): string[] => [...new Set(named.flatMap(pick))];
  const signing = named.find(({ inForce, of }) => inForce && (of('signer').length > 0 || of('enterer').length === 0));
  const signedBy = signing ? firstFilled(signing.of('signer'), signing.of('author')) : [];
  const last = named.findLast(({ isCurrent, isCreation }) => isCurrent && !isCreation);
  return {
    enteredBy: each(({ of }) => of('enterer')),
    signedBy,
    responsible: each(({ of }) => of('author')).filter((name) => !signedBy.includes(name)),
    changedBy: last ? firstFilled(last.of('enterer'), last.of('author'), last.of('signer'), last.of('other')) : [],
  };
}

interface Teller {
  readonly of: (role: Role) => readonly string[];
  readonly inForce: boolean;
  readonly isCurrent: boolean;
  readonly isCreation: boolean;
}

async function tellerOf(store: Store, provenance: Stored, resource: Stored): Promise<Teller> {
  const agents = await Promise.all(
    records(provenance['agent']).map(async (agent) => {
      const code = string(records(records(agent['type'])[0]?.['coding'])[0]?.['code']);
      const role = code === undefined ? 'other' : ROLES[code];
      return role === undefined ? [] : [[role, await nameOf(store, records(agent['who'])[0] ?? {})] as const];
    }),
  );
  const version = versionIn(provenance, resource);
  const current = resource.meta?.versionId;
  const then =
    version === undefined || version === current
      ? resource
      : await store.vread(resource.resourceType, resource.id, version).catch(() => undefined);
  const activity = string(records(records(provenance['activity'])[0]?.['coding'])[0]?.['code']);
  return {
    of: (role) => agents.flat().flatMap(([is, name]) => (is === role ? [name] : [])),
    inForce: string(then?.['status']) === 'active' && (string(then?.['intent']) ?? '').endsWith('order'),
    isCurrent: version === undefined || version === current,
    isCreation: activity === undefined ? version === '1' || version === undefined : activity === 'CREATE',
  };
}

/** The version that it is about; undefined where it names none. */
function versionIn(provenance: Stored, { resourceType, id }: Stored): string | undefined {
  const named = records(provenance['target']).map((target) => string(target['reference']) ?? '');
  return named
    .filter((reference) => {
      const parsed = parseReference(reference);
      return parsed?.type === resourceType && parsed.id === id;
    })
    .map((reference) => /\/_history\/([^/]+)$/.exec(reference)?.[1])
    .find((version) => version !== undefined);
}

async function nameOf(store: Store, who: Record<string, unknown>): Promise<string> {
  const reference = string(who['reference']);
  const parsed = parseReference(reference);
  const found =
    parsed && store.types.includes(parsed.type)
      ? await store.read(parsed.type, parsed.id).catch(() => undefined)
      : undefined;
  return found ? personName(found) : (string(who['display']) ?? reference ?? 'somebody who is not named');
}

function firstFilled(...lists: readonly (readonly string[])[]): readonly string[] {
  return lists.find((list) => list.length > 0) ?? [];
}
