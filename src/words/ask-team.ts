import { askTeam as english } from './en/ask-team.ts';
import { spokenPart } from './language.ts';

/** Words of a question to the palliative team, in the language spoken. */
export const askTeam = spokenPart('askTeam', english);
