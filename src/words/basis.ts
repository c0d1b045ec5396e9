import { basis as english } from './en/basis.ts';
import { spokenPart } from './language.ts';

/** Words of the sections below the answer, in the language spoken. */
export const basis = spokenPart('basis', english);
