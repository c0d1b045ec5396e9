/** Words of the switch between languages, and beside what is said in another one. */
import type { LanguageId } from '../language.ts';

/** Each in its own language, whatever is spoken: whoever looks for one knows it by that name. */
export const LANGUAGE_NAMES = { en: 'English', es: 'Español' } as const satisfies Record<LanguageId, string>;

/** The same, where there is little room. */
export const LANGUAGE_MARKS = { en: 'EN', es: 'ES' } as const satisfies Record<LanguageId, string>;

export const languages = {
  label: 'Language of the screen',
  loading: 'Loading the language.',
  failed: 'The language could not be loaded. Try again.',
  /** Beside a translation, for as long as it awaits its review. */
  review: 'The translation awaits a clinician’s review. What is written into the chart is in English.',
} as const;
