import { course as english } from './en/course.ts';
import { spokenPart } from './language.ts';

/** Words of the course of the disease, in the language spoken. */
export const course = spokenPart('course', english);
