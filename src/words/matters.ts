import { matters as english } from './en/matters.ts';
import { spokenPart } from './language.ts';

/** Words of the line beside the answer that says what matters to the patient, in the language spoken. */
export const matters = spokenPart('matters', english);
