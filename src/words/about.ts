import { about as english } from './en/about.ts';
import { spokenPart } from './language.ts';

/** What this is and what it does not decide, in the language spoken. */
export const about = spokenPart('about', english);
