import { everything } from './source.ts';

/** All of them: a patient who has asked not to be asked again has asked that for good (clinical reference 3.5). */
export const taskSource = everything('Task');
