import { fromDaysBack } from './source.ts';

/** Two years back (clinical 3.6): each infusion of a line of therapy may be one of these, so they are many. */
export const medicationAdministrationSource = fromDaysBack('MedicationAdministration', 'effective-time', 730);
