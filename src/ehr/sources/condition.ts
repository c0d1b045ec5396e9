import { everything } from './source.ts';

/** All categories in one search: a cancer may stand on the problem list or only in a visit's diagnoses (clinical 3.6). */
export const conditionSource = everything('Condition');
