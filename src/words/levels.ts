import { levels as english } from './en/levels.ts';
import { spokenPart } from './language.ts';

/** What each answer means here, in the language spoken. */
export const levels = spokenPart('levels', english);
