import { outcomeSentence as englishOutcome, referral as english } from './en/referral.ts';
import { spokenPart } from './language.ts';

/** Words of the referral's form and of the look for others, in the language spoken. */
export const referral = spokenPart('referral', english);

/** What has become of a referral, in the language spoken. */
export const outcomeSentence = spokenPart('outcome', englishOutcome);
