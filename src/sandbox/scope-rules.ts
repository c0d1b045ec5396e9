/** What a launch or an EHR does to scopes beyond granting what is registered: narrows them, or refuses the whole request. */
import type { QueryPair } from './fhir-types.ts';
import type { ScopeRefusal } from './personality.ts';
import { only, parseResourceScope } from './scopes.ts';
import type { ResourceScope } from './scopes.ts';

/**
 * Reading and searching get the query, one scope for each; writing stays as it is, because what an app may send is another
 * question than what it may see. A scope that asks for no more than one of the queries gives is left alone.
 */
export function narrowed(scope: ResourceScope, narrow: readonly string[] = []): ResourceScope[] {
  const queries = narrow.flatMap((entry) => {
    const mark = entry.indexOf('?');
    return entry.slice(0, mark) === scope.type ? [[...new URLSearchParams(entry.slice(mark + 1))]] : [];
  });
  const reading = only(scope.letters, 'rs');
  const asked = ([name, value]: QueryPair): boolean =>
    scope.query.some((pair) => pair[0] === name && pair[1] === value);
  if (scope.version === 'v1' || queries.length === 0 || reading === '') return [scope];
  if (queries.some((query) => query.every(asked))) return [scope];
  const writing = only(scope.letters, 'cud');
  return [
    ...(writing === '' ? [] : [{ ...scope, letters: writing }]),
    ...queries.map((query) => ({
      ...scope,
      letters: reading,
      query: [...scope.query, ...query.filter((pair) => !asked(pair))],
    })),
  ];
}

/** The first requested scope that this EHR refuses a request for. */
export function refusedScope(requested: string, { refuse }: ScopeRefusal): string | undefined {
  return requested.split(/\s+/).find((text) => {
    const resource = parseResourceScope(text);
    return refuse.some(
      (entry) => entry === text || entry === resource?.type || (entry === '*.c' && resource?.letters.includes('c')),
    );
  });
}
