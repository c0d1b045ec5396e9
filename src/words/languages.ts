import { languages as english } from './en/languages.ts';
import { spokenPart } from './language.ts';

export { LANGUAGE_MARKS, LANGUAGE_NAMES } from './en/languages.ts';

/** Words of the switch between languages, in the language spoken. */
export const languages = spokenPart('languages', english);
