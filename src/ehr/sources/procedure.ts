import { fromDaysBack } from './source.ts';

/** Two years back (clinical 3.6). */
export const procedureSource = fromDaysBack('Procedure', 'date', 730);
