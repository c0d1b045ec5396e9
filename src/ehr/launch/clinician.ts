/** Name and role of the signed-in user, read beside the chart. What cannot be read is unknown, and then nothing is signed. */
import { codes, list, object, reference, text, type Json } from '../../fhir/read/json.ts';
import type { Gateway } from '../gateway/gateway.ts';
import { plainText } from '../gateway/operation-outcome.ts';
import type { Role } from '../port.ts';
import type { Clinician } from '../smart-ehr.ts';
import type { GrantedScopes } from '../sources/scopes.ts';
import type { FhirUser } from './fhir-user.ts';

const NOBODY: Clinician = { name: null, role: 'unknown' };

/** Who may sign: by what the EHR says of roles; by name where it says nothing. Who is staff by name never signs. */
export interface Signers {
  /** "<system>|<code>" of the roles or specialties that may place signed orders here. */
  readonly signerRoles: readonly string[];
  readonly prescribers: readonly string[];
  readonly staff: readonly string[];
}

interface Directory {
  readonly gateway: Pick<Gateway, 'base' | 'read' | 'search'>;
  readonly granted: GrantedScopes;
}

/** `today`: the calendar day on which a role must be in force. Never rejects. */
export async function readClinician(
  directory: Directory,
  user: FhirUser | null,
  signers: Signers,
  today: string,
): Promise<Clinician> {
  if (user === null || !user.here) return NOBODY;
  const { name, role } = await asTheEhrSays(directory, user, signers, today);
  // A name on both lists is a mistake: then the safer one counts. And nobody signs by name whom the EHR says may not.
  if (signers.staff.includes(user.reference)) return { name, role: 'staff' };
  return { name, role: role === 'unknown' && signers.prescribers.includes(user.reference) ? 'prescriber' : role };
}

async function asTheEhrSays(
  directory: Directory,
  user: FhirUser,
  { signerRoles }: Signers,
  today: string,
): Promise<Clinician> {
  if (user.reference.startsWith('PractitionerRole/')) {
    const role = await read(directory, user.reference);
    const person = reference(role?.['practitioner']);
    const name = person === null ? null : nameIn(await read(directory, person));
    const display = plainText(object(role?.['practitioner'])?.['display']);
    return {
      name: name ?? (display === '' ? null : display),
      role: roleIn(role === null ? [] : [role], signerRoles, today),
    };
  }
  if (!user.reference.startsWith('Practitioner/')) return NOBODY;
  const [person, roles] = await Promise.all([read(directory, user.reference), rolesOf(directory, user.reference)]);
  const name = nameIn(person);
  // Whoever does not work here any more signs nothing.
  if (person?.['active'] === false) return { name, role: 'staff' };
  return { name, role: roleIn(roles, signerRoles, today) };
}

function roleIn(roles: readonly Json[], signerRoles: readonly string[], today: string): Role {
  if (roles.length === 0) return 'unknown';
  return roles.some((role) => maySign(role, signerRoles, today)) ? 'prescriber' : 'staff';
}

function nameIn(person: Json | null): string | null {
  const names = list(person?.['name']);
  const best = names.find((name) => name['use'] === 'official') ?? names[0];
  if (best === undefined) return null;
  const parts = [best['prefix'], best['given'], best['family']].flat();
  const whole = [parts.filter((part) => text(part) !== null).join(' '), ...[best['suffix']].flat()];
  const written = whole.filter((part) => text(part) !== null).join(', ');
  const name = plainText(written === '' ? best['text'] : written);
  return name === '' ? null : name;
}

async function rolesOf({ gateway, granted }: Directory, practitioner: string): Promise<readonly Json[]> {
  if (granted.can('s', 'PractitionerRole').granted === 'no') return [];
  const { resources } = await gateway.search('PractitionerRole', { practitioner }, { pages: 2, resources: 200 });
  // Servers ignore parameters that they do not know: only this user's own roles count.
  return (resources as unknown as readonly Json[]).filter((role) => {
    const whose = reference(role['practitioner']);
    return whose === practitioner || whose === `${gateway.base}/${practitioner}`;
  });
}

async function read({ gateway, granted }: Directory, instance: string): Promise<Json | null> {
  const type = /([A-Za-z]+)\/[^/]+$/.exec(instance)?.[1] ?? '';
  if (granted.can('r', type).granted === 'no') return null;
  const answer = await gateway.read(instance);
  return answer.ok ? (answer.value as unknown as Json) : null;
}

/** In force today, and in one of the roles. US Core puts the specialty beside the role, from the same code system. */
function maySign(role: Json, signerRoles: readonly string[], today: string): boolean {
  const period = object(role['period']);
  const start = text(period?.['start'])?.slice(0, 10) ?? today;
  const end = text(period?.['end'])?.slice(0, 10) ?? today;
  if (role['active'] === false || start > today || end < today.slice(0, end.length)) return false;
  return [...codes(role['code']), ...codes(role['specialty'])].some(({ system, code }) =>
    signerRoles.includes(`${system}|${code}`),
  );
}
