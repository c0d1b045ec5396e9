import { everything } from './source.ts';

/** Everything: a line of therapy given elsewhere, years ago, is on a list like this or nowhere. */
export const medicationStatementSource = everything('MedicationStatement');
