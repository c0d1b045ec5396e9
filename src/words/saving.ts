import { saving as english } from './en/saving.ts';
import { spokenPart } from './language.ts';

/** Words beside an entry that can be written into the chart, in the language spoken. */
export const saving = spokenPart('saving', english);
