import { visitForm as english } from './en/visit-form.ts';
import { spokenPart } from './language.ts';

/** Words of the panel in which a clinician adds what the chart lacks, in the language spoken. */
export const visitForm = spokenPart('visitForm', english);
