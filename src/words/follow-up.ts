import { followUp as english } from './en/follow-up.ts';
import { spokenPart } from './language.ts';

/** Words of the section "Referrals", in the language spoken. */
export const followUp = spokenPart('followUp', english);
