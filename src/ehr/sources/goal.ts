import { everything } from './source.ts';

/** Everything; which are current is told by their status, which servers let one search for under different names. */
export const goalSource = everything('Goal');
