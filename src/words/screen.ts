import { screen as english } from './en/screen.ts';
import { spokenPart } from './language.ts';

/** Words of the first screen, in the language spoken. */
export const screen = spokenPart('screen', english);
