import type { Code } from '../../domain/chart/evidence.ts';

/**
 * A set of codes with one meaning for the rules. `source` says where code and meaning were seen together; the contract
 * test refuses a set without one.
 */
export interface CodeSet {
  readonly name: string;
  readonly system: string;
  readonly codes: readonly string[];
  readonly source: string;
}

const members = new WeakMap<CodeSet, ReadonlySet<string>>();

/** Is one of the codes in one of the sets? */
export function anyIn(codes: readonly Code[], ...sets: readonly CodeSet[]): boolean {
  return sets.some((set) => {
    let known = members.get(set);
    if (known === undefined) members.set(set, (known = new Set(set.codes)));
    return codes.some((one) => one.system === set.system && known.has(one.code));
  });
}
