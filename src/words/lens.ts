import type { LensSaying } from '../domain/measures/lens-says.ts';
import { lens as english } from './en/lens.ts';
import { spokenPart } from './language.ts';

/** Words of the panel "Operations", in the language spoken. */
export const lens = spokenPart('lens', english);

export function sayOfLens({ code, params }: LensSaying): string {
  // The code and its parameters belong together by the type of a saying; a table by code cannot tell the compiler so.
  return (lens.what[code] as (given: typeof params) => string)(params);
}
