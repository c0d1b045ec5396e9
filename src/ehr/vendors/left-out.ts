import { isSource } from '../../domain/chart/source.ts';
import { partNotLoaded, problem, type Problem } from '../../domain/problem.ts';
import type { Gateway } from '../gateway/gateway.ts';
import { waysOf, type Ways } from './vendor.ts';

/** Null where a search of this type holds what it seems to hold. */
export function leftOut(ways: Ways, type: string): Problem | null {
  const what = isSource(type) ? ways.leavesOut(type) : null;
  return what === null ? null : problem('left-out', `GET ${type}: this EHR leaves out ${what}`);
}

/** What this EHR keeps from such a search however completely it answers: then "none was found" says nothing. Never rejects. */
export async function leftOutHere(gateway: Pick<Gateway, 'vendor'>, type: string): Promise<Problem | null> {
  try {
    return leftOut(waysOf(await gateway.vendor()), type);
  } catch {
    return partNotLoaded();
  }
}
