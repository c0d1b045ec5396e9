import { since as english } from './en/since.ts';
import { spokenPart } from './language.ts';

/** Words of what has changed since somebody last decided, in the language spoken. */
export const since = spokenPart('since', english);
