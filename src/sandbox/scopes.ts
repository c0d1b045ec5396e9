/** SMART scopes, version 1 (`.read`, `.write`, `.*`) and version 2 (`.cruds`), as they are written and as they are enforced. */
import type { QueryPair } from './fhir-types.ts';

export type Letter = 'c' | 'r' | 'u' | 'd' | 's';
type Level = 'patient' | 'user' | 'system';

export interface ResourceScope {
  readonly version: 'v1' | 'v2';
  readonly level: Level;
  readonly type: string;
  /** Subset of `cruds`, in this order. */
  readonly letters: string;
  /** Granular part: `?category=...`, every pair must hold. */
  readonly query: readonly QueryPair[];
}

/** One granted scope: its text as told to the client and, for resource scopes, what the server really enforces. */
export interface GrantedScope {
  readonly text: string;
  readonly resource?: ResourceScope;
}

/** Either of them asks for a refresh token. */
export const REFRESH_SCOPES: readonly string[] = ['online_access', 'offline_access'];

export const LETTERS: readonly Letter[] = ['c', 'r', 'u', 'd', 's'];
const V1_LETTERS: Readonly<Record<string, string>> = { read: 'rs', write: 'cud', '*': 'cruds' };

/** Undefined for anything that is not a resource scope of either version. */
export function parseResourceScope(text: string): ResourceScope | undefined {
  const match = /^(patient|user|system)\/(\*|[A-Z][A-Za-z]+)\.(read|write|\*|c?r?u?d?s?)(?:\?(.+))?$/.exec(text);
  if (!match) return undefined;
  const [, level, type, permission, query] = match as unknown as [string, Level, string, string, string | undefined];
  if (permission === '') return undefined;
  const v1 = V1_LETTERS[permission];
  if (v1 !== undefined) return query === undefined ? { version: 'v1', level, type, letters: v1, query: [] } : undefined;
  return { version: 'v2', level, type, letters: permission, query: [...new URLSearchParams(query ?? '')] };
}

/** Of some letters those that are kept, in the order of `cruds`. */
export function only(letters: string, kept: string): string {
  return LETTERS.filter((letter) => letters.includes(letter) && kept.includes(letter)).join('');
}

/** The granted resource scopes that allow one operation on one type. */
export function scopesFor(granted: readonly GrantedScope[], letter: Letter, type: string): ResourceScope[] {
  return granted.flatMap(({ resource }) =>
    resource && resource.letters.includes(letter) && (resource.type === '*' || resource.type === type)
      ? [resource]
      : [],
  );
}

export function hasScope(granted: readonly GrantedScope[], text: string): boolean {
  return granted.some((scope) => scope.text === text);
}
