import { fromDaysBack } from './source.ts';

/** A year back; class and type are sorted out here, because several servers know neither parameter (interop 3.2). */
export const encounterSource = fromDaysBack('Encounter', 'date', 365);
