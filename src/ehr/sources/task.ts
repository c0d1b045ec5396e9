import { fromDaysBack } from './source.ts';

/** A year back: decisions about supportive care and contacts of the navigator (clinical 3.6). */
export const taskSource = fromDaysBack('Task', 'authored-on', 365);
