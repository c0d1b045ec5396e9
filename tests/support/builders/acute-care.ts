/** Wards and lengths of stay for scenario tables. */
import { coded, type More, type Resource } from '../chart-of.ts';

export const HSLOC = 'https://www.cdc.gov/nhsn/cdaportal/terminology/codesystem/hsloc.html';

/** A ward as a Location: its name, and the kind by HSLOC code. */
export function ward(id: string, said: { readonly name?: string; readonly hsloc?: string }): Resource {
  return {
    resourceType: 'Location',
    id,
    status: 'active',
    ...(said.name === undefined ? {} : { name: said.name }),
    ...(said.hsloc === undefined ? {} : { type: [coded(said.hsloc, undefined, HSLOC)] }),
  };
}

/** What an Encounter says of a ward in which the patient lay. */
export function lay(
  where: { readonly reference?: string; readonly display?: string },
  start?: string,
  end?: string,
): More {
  return {
    location: where,
    ...(start === undefined ? {} : { period: { start, ...(end === undefined ? {} : { end }) } }),
  };
}

/** Encounter.length in a UCUM unit. */
export function lasted(value: number, unit: 'd' | 'h' | 'min'): More {
  return { length: { value, unit, system: 'http://unitsofmeasure.org', code: unit } };
}
