import { dressed } from './dressed.ts';
import css from './Hidden.module.css';

/** Out of sight, and there for readers of the screen. */
export const Hidden = dressed('span', css.hidden);
