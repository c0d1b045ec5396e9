import { decide as english } from './en/decide.ts';
import { spokenPart } from './language.ts';

/** Words of the answers beside a referral, in the language spoken. */
export const decide = spokenPart('decide', english);
