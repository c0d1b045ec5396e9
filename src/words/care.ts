import { care as english } from './en/care.ts';
import { spokenPart } from './language.ts';

/** Words of the section on care and goals, in the language spoken. */
export const care = spokenPart('care', english);
