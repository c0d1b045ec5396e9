import { dressed } from './dressed.ts';
import css from './Text.module.css';

/** 13 px, for what stands beside the main words. */
export const Small = dressed('span', css.small);

/** Small and quieter: a second reading of what is already said. */
export const Quiet = dressed('span', css.quiet);

/** A date or a number that must not be torn at the end of a line. */
export const Whole = dressed('span', css.whole);
