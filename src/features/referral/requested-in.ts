import { parseWhen, type When } from '../../domain/logic/when.ts';

/** Priority and requested period of a resource as it would be sent; null where it has none. */
export function requestedIn(
  resource: string,
): { readonly priority: string; readonly from: When; readonly to: When } | null {
  if (resource === '') return null;
  const { priority, occurrencePeriod, restriction } = JSON.parse(resource) as Requested;
  const period = occurrencePeriod ?? restriction?.period;
  const from = parseWhen(period?.start);
  const to = parseWhen(period?.end);
  return priority === undefined || from === null || to === null ? null : { priority, from, to };
}

interface Requested {
  readonly priority?: string;
  readonly occurrencePeriod?: Period;
  readonly restriction?: { readonly period?: Period };
}

interface Period {
  readonly start?: string;
  readonly end?: string;
}
