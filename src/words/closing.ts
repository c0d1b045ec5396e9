import { closing as english } from './en/closing.ts';
import { spokenPart } from './language.ts';

/** Words of closing the chart, in the language spoken. */
export const closing = spokenPart('closing', english);
