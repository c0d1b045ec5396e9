/** What a request is granted of the scopes that it asks for. */
import { narrowed } from './scope-rules.ts';
import { LETTERS, only, parseResourceScope } from './scopes.ts';
import type { GrantedScope, ResourceScope } from './scopes.ts';

const OPERATION_LETTERS: Readonly<Record<string, string>> = {
  create: 'c',
  read: 'r',
  update: 'u',
  delete: 'd',
  search: 's',
  write: 'cud',
};

export interface Allowance {
  /** What the client is registered for: plain scopes and v2 resource scopes, `*` = every type offered. */
  readonly registered: readonly string[];
  /** `Encounter`, `ServiceRequest.create`, `online_access`: held back by the launch. */
  readonly withheld: readonly string[];
  /** `Observation?category=...`: what may be read of a type is narrowed to this by the launch. */
  readonly narrow?: readonly string[];
  readonly versions: ReadonlySet<'v1' | 'v2'>;
  readonly types: readonly string[];
}

interface ScopeDecision {
  readonly granted: readonly GrantedScope[];
  readonly problem?: string;
}

/**
 * granted = requested, registered for the client, and not withheld. Unknown scopes are dropped, as OAuth wants it.
 * A request that mixes the two versions is refused, because a server cannot know which of the two the client will look for.
 */
export function decideScopes(requested: string, allowance: Allowance): ScopeDecision {
  const texts = [...new Set(requested.split(/\s+/).filter(Boolean))];
  const parsed = texts.map((text) => ({ text, resource: parseResourceScope(text) }));
  const versions = new Set(parsed.flatMap(({ resource }) => (resource ? [resource.version] : [])));
  if (versions.size > 1) return { granted: [], problem: 'SMART v1 and v2 resource scopes are mixed in one request.' };

  const registered = allowance.registered.map((text) => ({ text, resource: parseResourceScope(text) }));
  const plain = new Set(registered.flatMap(({ text, resource }) => (resource ? [] : [text])));
  const granted: GrantedScope[] = [];
  for (const { text, resource } of parsed) {
    if (!resource) {
      if (plain.has(text) && !allowance.withheld.includes(text)) granted.push({ text });
    } else if (allowance.versions.has(resource.version)) {
      const rules = registered.flatMap((rule) => (rule.resource?.level === resource.level ? [rule.resource] : []));
      granted.push(...grantResource(resource, rules, allowance));
    }
  }
  return granted.length > 0 ? { granted } : { granted, problem: 'None of the requested scopes can be granted.' };
}

function grantResource(wanted: ResourceScope, rules: readonly ResourceScope[], allowance: Allowance): GrantedScope[] {
  const lettersFor = (type: string): string => {
    const open = rules.filter((rule) => rule.type === '*' || rule.type === type).map((rule) => rule.letters);
    const held = withheldLetters(type, allowance.withheld);
    return LETTERS.filter(
      (letter) => wanted.letters.includes(letter) && open.some((one) => one.includes(letter)) && !held.includes(letter),
    ).join('');
  };
  if (wanted.type !== '*') {
    const offered = allowance.types.includes(wanted.type);
    const scope = { ...wanted, letters: lettersFor(wanted.type) };
    return offered ? narrowed(scope, allowance.narrow).flatMap(grantOf) : [];
  }
  const wide = rules.some((rule) => rule.type === '*');
  const types = wide
    ? allowance.types
    : rules.map((rule) => rule.type).filter((type) => allowance.types.includes(type));
  const each = types.flatMap((type) => narrowed({ ...wanted, type, letters: lettersFor(type) }, allowance.narrow));
  const first = each[0]?.letters ?? '';
  // The wildcard may only stay one when it tells the truth about every type.
  const uniform = wide && each.every((scope) => scope.letters === first && scope.query === wanted.query);
  return uniform ? grantOf({ ...wanted, letters: first }) : each.flatMap(grantOf);
}

function withheldLetters(type: string, withheld: readonly string[]): string {
  return withheld
    .map((entry) => {
      const [name, operation] = entry.split('.');
      if (name !== type) return '';
      return operation === undefined ? 'cruds' : (OPERATION_LETTERS[operation] ?? operation);
    })
    .join('');
}

/** Version 1 has no word for "create only": it is told as `.write`, and only the letters are enforced. */
function grantOf(scope: ResourceScope): GrantedScope[] {
  const { level, type, letters, version, query } = scope;
  if (letters === '') return [];
  if (version === 'v2') {
    const tail = query.length > 0 ? `?${query.map(([name, value]) => `${name}=${spelled(value)}`).join('&')}` : '';
    return [{ text: `${level}/${type}.${letters}${tail}`, resource: scope }];
  }
  if (letters === 'cruds') return [{ text: `${level}/${type}.*`, resource: scope }];
  const read = only(letters, 'rs');
  const write = only(letters, 'cud');
  return [
    ...(read ? [{ text: `${level}/${type}.read`, resource: { ...scope, letters: read } }] : []),
    ...(write ? [{ text: `${level}/${type}.write`, resource: { ...scope, letters: write } }] : []),
  ];
}

/** Only what would end the scope or its part: the rest stays as a person would write it. */
function spelled(value: string): string {
  return value.replace(/[%&+#\s]/g, (character) => encodeURIComponent(character));
}
