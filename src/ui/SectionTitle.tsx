import { dressed } from './dressed.ts';
import css from './SectionTitle.module.css';

/** Title of a section of the page; links of the page's own list lead to its id. */
export const SectionTitle = dressed('h2', css.sectionTitle);
