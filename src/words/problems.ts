import { problemWords as english } from './en/problems.ts';
import { spokenPart } from './language.ts';

/** What went wrong, in a sentence, and what to do about it; in the language spoken. */
export const problemWords = spokenPart('problems', english);
