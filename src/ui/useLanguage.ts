import { useSyncExternalStore } from 'react';
import { languageSpoken, onLanguage, type LanguageId } from '../words/language.ts';

/** The language spoken. Whoever uses it is drawn again when another is chosen, and with it everything that it draws. */
export function useLanguage(): LanguageId {
  return useSyncExternalStore(onLanguage, languageSpoken);
}
