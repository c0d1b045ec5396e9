/** Who stands behind an order, as its Provenances tell: who typed it, who signed it, who made the version that is there now. */
import { personName } from './describe.ts';
import { parseReference } from './compartment.ts';
import { FhirProblem, records, string } from './fhir-types.ts';
import type { Stored } from './fhir-types.ts';
import { searchAll } from './store.ts';
import type { Store } from './store.ts';

/** Names, each once; empty = no Provenance says so. */
interface Behind {
  readonly enteredBy: readonly string[];
  /** Of the version with which it came into force; not who had it typed by somebody else and is not said to have signed. */
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

/** Of one version, by role; nobody when no Provenance is about it. */
type People = (role: Role) => readonly string[];

export async function whoIsBehind(store: Store, resource: Stored): Promise<Behind> {
  const { resourceType, id } = resource;
  const [told, versions] = await Promise.all([
    searchAll(store, 'Provenance', [['target', `${resourceType}/${id}`]]).catch(nothing),
    store.history(resourceType, id).catch(nothing),
  ]);
  const peopleOf = async (version: Stored | undefined): Promise<People> => {
    const about = told.filter((one) => version && isAbout(one, version, version === versions[0]));
    const agents = await Promise.all(about.flatMap((one) => records(one['agent'])).map((one) => agentOf(store, one)));
    return (role) => [...new Set(agents.flat().flatMap(([is, name]) => (is === role ? [name] : [])))];
  };
  const [first, signing, last, all] = await Promise.all([
    peopleOf(versions[0]),
    peopleOf(versions.find(isInForce)),
    peopleOf(versions.length > 1 ? versions.at(-1) : undefined),
    Promise.all(versions.map(peopleOf)),
  ]);
  const signedBy =
    signing('enterer').length > 0 ? signing('signer') : firstFilled(signing('signer'), signing('author'));
  return {
    enteredBy: [...new Set(all.flatMap((of) => of('enterer')))],
    signedBy,
    responsible: [...new Set([...first('author'), ...signing('author')])].filter((name) => !signedBy.includes(name)),
    changedBy: firstFilled(last('enterer'), last('author'), last('signer'), last('other')),
  };
}

/** An order that may be acted on. */
function isInForce(version: Stored): boolean {
  return version['status'] === 'active' && (string(version['intent']) ?? '').endsWith('order');
}

/** One that names no version is about the first, unless it tells of something else than that it came to be. */
function isAbout(provenance: Stored, version: Stored, isFirst: boolean): boolean {
  const activity = string(records(records(provenance['activity'])[0]?.['coding'])[0]?.['code']) ?? 'CREATE';
  return records(provenance['target']).some((target) => {
    const reference = string(target['reference']);
    const parsed = parseReference(reference);
    if (parsed?.type !== version.resourceType || parsed.id !== version.id) return false;
    const named = /\/_history\/([^/]+)$/.exec(reference ?? '')?.[1];
    return named === undefined ? isFirst && activity === 'CREATE' : named === version.meta?.versionId;
  });
}

/** Another server need not know Provenance, its search, or histories: then nothing is said. */
function nothing(error: unknown): readonly Stored[] {
  if (error instanceof FhirProblem) return [];
  throw error;
}

async function agentOf(store: Store, agent: Record<string, unknown>): Promise<(readonly [Role, string])[]> {
  const code = string(records(records(agent['type'])[0]?.['coding'])[0]?.['code']);
  const role = code === undefined ? 'other' : ROLES[code];
  if (role === undefined) return [];
  const who = records(agent['who'])[0] ?? {};
  const reference = string(who['reference']);
  const parsed = parseReference(reference);
  const found =
    parsed && store.types.includes(parsed.type)
      ? await store.read(parsed.type, parsed.id).catch(() => undefined)
      : undefined;
  return [[role, found ? personName(found) : (string(who['display']) ?? reference ?? 'somebody who is not named')]];
}

function firstFilled(...lists: readonly (readonly string[])[]): readonly string[] {
  return lists.find((list) => list.length > 0) ?? [];
}
