/** What was granted, from the scope string of the token response (interop 1.3). Version 1 and version 2 syntax. */

/** create, read, update (and patch), delete, search. */
export type Operation = 'c' | 'r' | 'u' | 'd' | 's';

export type Grant =
  | { readonly granted: 'yes' }
  | { readonly granted: 'no' }
  /** Only resources that fit these search parameters, for example `category=...|laboratory`. */
  | { readonly granted: 'part'; readonly only: readonly string[] };

export interface GrantedScopes {
  can(operation: Operation, type: string): Grant;
  /** A scope that is not about resources, word for word: `messaging/scratchpad`. */
  has(scope: string): boolean;
}

const SCOPE = /^(?:patient|user|system)\/(\*|[A-Z][A-Za-z]*)\.(read|write|\*|c?r?u?d?s?)(?:\?(.+))?$/;

const VERSION_1: Readonly<Record<string, string>> = { read: 'rs', write: 'cud', '*': 'cruds' };

/** What is not a resource scope (`launch`, `openid`) or not understood grants nothing. */
export function parseScopes(scope: string): GrantedScopes {
  const grants = scope.split(/\s+/).flatMap((token) => {
    const match = SCOPE.exec(token);
    if (match === null) return [];
    const [, type = '', permission = '', query = null] = match;
    return [{ type, letters: VERSION_1[permission] ?? permission, query }];
  });
  const words = new Set(scope.split(/\s+/));
  return {
    has: (wanted) => words.has(wanted),
    can(operation, type) {
      const fitting = grants.filter(
        (grant) => (grant.type === '*' || grant.type === type) && grant.letters.includes(operation),
      );
      if (fitting.length === 0) return { granted: 'no' };
      const only = fitting.flatMap((grant) => grant.query ?? []);
      return only.length < fitting.length ? { granted: 'yes' } : { granted: 'part', only };
    },
  };
}
